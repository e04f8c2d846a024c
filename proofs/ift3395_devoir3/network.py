"""Question 2, parts 1 to 6: the network, its loss, its parameters, a step of gradient descent."""

from sympy import Derivative, IndexedBase, MatAdd, MatMul, Max, Sum, exp, log
from sympy.matrices.expressions.matexpr import MatrixElement

from derive.model.claim import Claim, Sibling
from derive.model.obligation import Obligation
from derive.terms.build import add
from derive.terms.from_sympy import from_sympy, obligation
from proofs.ift3395_devoir3.symbols import (
    RANGE_J,
    RANGE_K,
    RANGE_Y,
    column_b1,
    column_b2,
    column_hs,
    column_x,
    d,
    d_h,
    eta,
    ha,
    i,
    indicator,
    j,
    k,
    l,
    loss,
    m,
    matrix_W1,
    matrix_W2,
    n,
    output,
    rect,
    softmax,
    y,
)  # fmt: skip

hidden = MatAdd(column_b1, MatMul(matrix_W1, column_x))
outer = MatAdd(column_b2, MatMul(matrix_W2, column_hs))
a = IndexedBase("a", shape=(n, m), real=True)
label = IndexedBase("label", shape=(n,), integer=True)
shift = IndexedBase("b2", shape=(m,), real=True)


def example_loss(index):
    """The loss of one example as a function of the output biases."""
    return log(Sum(exp(shift[j] + a[index, j]), (j, 1, m))) - shift[label[index]] - a[index, label[index]]


risk = Sum(example_loss(i), (i, 1, n)) / n
step = shift[k] - eta * Sum(Derivative(example_loss(i), shift[k]), (i, 1, n)) / n
count = Sum(Sum(1, (i, 1, d)), (j, 1, d_h)) + Sum(1, (j, 1, d_h)) + Sum(Sum(1, (j, 1, d_h)), (k, 1, m)) + Sum(1, (k, 1, m))

CLAIMS = (
    Claim(
        "2.1",
        r"h_j^a = b_j^{(1)} + \sum_{i=1}^{d} W_{ji}^{(1)} x_i",
        {"fr": "couche cachée", "en": "hidden layer"},
        lambda: (
            obligation(MatrixElement(hidden, j - 1, 0), column_b1[j - 1, 0] + Sum(matrix_W1[j - 1, i - 1] * column_x[i - 1, 0], (i, 1, d)), given=RANGE_J),
            obligation(rect(ha[j]), ha[j] * indicator(ha[j] > 0), given=RANGE_J),
            obligation(rect(ha[j]), Max(ha[j], 0), given=RANGE_J),
            obligation(hidden, column_b1 + matrix_W1 * column_x),
        ),
        lambda: (
            Sibling("2.1-transposed", (
                obligation(MatrixElement(hidden, j - 1, 0), column_b1[j - 1, 0] + Sum(matrix_W1[i - 1, j - 1] * column_x[i - 1, 0], (i, 1, d)), given=RANGE_J),
            )),
            Sibling("2.1-without-x", (Obligation(from_sympy(hidden), "=", add(from_sympy(column_b1), from_sympy(matrix_W1))),)),
            Sibling("2.1-rect", (obligation(rect(ha[j]), ha[j] * indicator(ha[j] < 0), given=RANGE_J),)),
        ),
    ),
    Claim(
        "2.2",
        r"o_k^a = b_k^{(2)} + \sum_{j=1}^{d_h} W_{kj}^{(2)} h_j^s",
        {"fr": "couche de sortie", "en": "output layer"},
        lambda: (
            obligation(MatrixElement(outer, k - 1, 0), column_b2[k - 1, 0] + Sum(matrix_W2[k - 1, j - 1] * column_hs[j - 1, 0], (j, 1, d_h)), given=RANGE_K),
            obligation(outer, column_b2 + matrix_W2 * column_hs),
        ),
        lambda: (
            Sibling("2.2-transposed", (
                obligation(MatrixElement(outer, k - 1, 0), column_b2[k - 1, 0] + Sum(matrix_W2[j - 1, k - 1] * column_hs[j - 1, 0], (j, 1, d_h)), given=RANGE_K),
            )),
            Sibling("2.2-bias", (Obligation(from_sympy(outer), "=", add(from_sympy(column_b1), from_sympy(matrix_W2 * column_hs))),)),
        ),
    ),
    Claim(
        "2.3",
        r"\sum_{k=1}^{m} \operatorname{softmax}(o^a)_k = 1",
        {"fr": "les sorties sont positives et somment à 1", "en": "the outputs are positive and sum to 1"},
        lambda: (
            obligation(Sum(softmax(output, k), (k, 1, m)), 1),
            obligation(softmax(output, k), 0, relation=">", given=RANGE_K),
        ),
        lambda: (
            Sibling("2.3-m", (obligation(Sum(softmax(output, k), (k, 1, m)), m),)),
            Sibling("2.3-above-one", (obligation(softmax(output, k), 1, relation=">", given=RANGE_K),)),
        ),
    ),
    Claim(
        "2.4",
        r"-\ln \operatorname{softmax}(o^a)_y = \ln \sum_{i=1}^{m} \exp(o_i^a) - o_y^a",
        {"fr": "la perte en fonction de o^a", "en": "the loss as a function of o^a"},
        lambda: (obligation(-log(softmax(output, y)), loss(output), given=RANGE_Y),),
        lambda: (
            Sibling("2.4-index", (obligation(-log(softmax(output, k)), loss(output), given=[*RANGE_Y, *RANGE_K]),)),
            Sibling("2.4-sign", (obligation(-log(softmax(output, y)), log(Sum(exp(output(i)), (i, 1, m))) + output(y), given=RANGE_Y),)),
        ),
    ),
    Claim(
        "2.5",
        r"n_\theta = d_h d + d_h + m d_h + m",
        {"fr": "risque empirique, paramètres et leur nombre", "en": "empirical risk, parameters and their number"},
        lambda: (
            obligation(count, d_h * d + d_h + m * d_h + m),
            obligation(
                Sum(-log(exp(a[i, label[i]]) / Sum(exp(a[i, l]), (l, 1, m))), (i, 1, n)) / n,
                Sum(log(Sum(exp(a[i, l]), (l, 1, m))) - a[i, label[i]], (i, 1, n)) / n,
            ),
        ),
        lambda: (
            Sibling("2.5-square", (obligation(count, d_h * d + d_h * d_h + m),)),
            Sibling("2.5-without-biases", (obligation(count, d_h * d + m * d_h),)),
        ),
    ),
    Claim(
        "2.6",
        r"b_k^{(2)} \leftarrow b_k^{(2)} - \eta \frac{\partial \hat{R}}{\partial b_k^{(2)}} = b_k^{(2)} - \frac{\eta}{n} \sum_{i=1}^{n} \frac{\partial L_i}{\partial b_k^{(2)}}",
        {"fr": "un pas de descente de gradient", "en": "a step of gradient descent"},
        lambda: (obligation(shift[k] - eta * Derivative(risk, shift[k]), step, given=RANGE_K),),
        lambda: (
            Sibling("2.6-sign", (obligation(shift[k] + eta * Derivative(risk, shift[k]), step, given=RANGE_K),)),
            Sibling("2.6-sum", (obligation(shift[k] - eta * n * Derivative(risk, shift[k]), step, given=RANGE_K),)),
        ),
    ),
)
