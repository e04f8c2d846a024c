"""Question 2, parts 7 to 18: gradients by hand and in numpy. Where rect is differentiated, no h_j^a is zero."""

from sympy import Abs, Derivative, Eq, IndexedBase, KroneckerDelta, Piecewise, Sum, sign, symbols

from derive.model.claim import Claim, Sibling
from derive.terms.build import lam
from derive.terms.from_sympy import from_sympy, obligation
from proofs.ift3395_devoir3.symbols import (
    RANGE_I,
    RANGE_J,
    RANGE_K,
    RANGE_Y,
    W1,
    W2,
    b1,
    b2,
    d,
    d_h,
    ha,
    hidden_from_x,
    hs,
    i,
    indicator,
    j,
    k,
    lambda_11,
    lambda_12,
    lambda_21,
    lambda_22,
    loss,
    m,
    oa,
    os,
    output,
    output_from_ha,
    output_from_hs,
    output_from_x,
    residual,
    softmax,
    x_in,
    y,
)  # fmt: skip

K, J, I = from_sympy(k), from_sympy(j), from_sympy(i)
M, D, H = from_sympy(m), from_sympy(d), from_sympy(d_h)
grad_oa = IndexedBase("grad_oa", shape=(m,), real=True)
grad_hs = IndexedBase("grad_hs", shape=(d_h,), real=True)
grad_ha = IndexedBase("grad_ha", shape=(d_h,), real=True)
BOTH = [*RANGE_K, *RANGE_Y]
KJ = [*BOTH, *RANGE_J]
JY = [*RANGE_J, *RANGE_Y]
JIY = [*JY, *RANGE_I]


def back(a, index):
    """An entry of W2^T (o^s - onehot_m(y))."""
    return Sum(W2[k, index] * residual(a, k), (k, 1, m))


def hidden_gradient(index):
    """dL/dh^a_j from the input."""
    return back(output_from_x, index) * indicator(hidden_from_x(index) > 0)


def penalty(weights, rows, columns, one, two):
    """one |W|_1 + two |W|_2^2."""
    return one * Sum(Abs(weights[k, j]), (j, 1, columns), (k, 1, rows)) + two * Sum(weights[k, j] ** 2, (j, 1, columns), (k, 1, rows))


row, column = symbols("r c", integer=True, positive=True)
IN_W1 = [row >= 1, row <= d_h, column >= 1, column <= d]
IN_W2 = [row >= 1, row <= m, column >= 1, column <= d_h]

CLAIMS = (
    Claim(
        "2.7",
        r"\frac{\partial L}{\partial o_k^a} = o_k^s - \delta_{ky}",
        {"fr": "gradient par rapport à o^a", "en": "gradient by o^a"},
        lambda: (
            obligation(Derivative(loss(output), oa[k]), residual(output, k), given=BOTH),
            obligation(Derivative(loss(output), oa[k]), Piecewise((softmax(output, y) - 1, Eq(k, y)), (softmax(output, k), True)), given=BOTH),
        ),
        lambda: (
            Sibling("2.7-sign", (obligation(Derivative(loss(output), oa[k]), softmax(output, k) + KroneckerDelta(k, y), given=BOTH),)),
            Sibling("2.7-off-label", (obligation(Derivative(loss(output), oa[k]), softmax(output, k), given=BOTH),)),
        ),
    ),
    Claim(
        "2.8",
        r"\text{grad\_oa} = \text{os} - \text{np.eye(m)[y-1]}",
        {"fr": "le gradient par rapport à o^a en numpy", "en": "the gradient by o^a in numpy"},
        lambda: (),
        lambda: (Sibling("2.8-off-by-one", code="os - np.eye(m)[y]"), Sibling("2.8-ones", code="os - np.ones(m)[y-1]")),
        code="os - np.eye(m)[y-1]",
        variable="grad_oa",
        make_value=lambda: lam([K], [M], from_sympy(os[k] - KroneckerDelta(k, y))),
    ),
    Claim(
        "2.9",
        r"\frac{\partial L}{\partial W_{kj}^{(2)}} = (o_k^s - \delta_{ky}) h_j^s",
        {"fr": "gradient par rapport à W^(2) et b^(2)", "en": "gradient by W^(2) and b^(2)"},
        lambda: (
            obligation(Derivative(loss(output_from_hs), W2[k, j]), residual(output_from_hs, k) * hs[j], given=KJ),
            obligation(Derivative(loss(output_from_hs), b2[k]), residual(output_from_hs, k), given=BOTH),
        ),
        lambda: (
            Sibling("2.9-label", (obligation(Derivative(loss(output_from_hs), b2[k]), softmax(output_from_hs, k), given=BOTH),)),
            Sibling("2.9-without-hs", (obligation(Derivative(loss(output_from_hs), W2[k, j]), residual(output_from_hs, k), given=KJ),)),
        ),
    ),
    Claim(
        "2.10",
        r"\text{grad\_W2} = \text{np.outer(os - np.eye(m)[y-1], hs)}",
        {"fr": "les gradients de la couche de sortie en numpy", "en": "the gradients of the output layer in numpy"},
        lambda: (),
        lambda: (
            Sibling("2.10-transposed", code="np.outer(hs, os - np.eye(m)[y-1])"),
            Sibling("2.10-zeroes", code="np.outer(os, hs) - np.concatenate((np.zeroes((y-1, dh)), hs.reshape(1, dh), np.zeros((m-y, dh))))"),
            Sibling("2.10-row", code="np.outer(os, hs) - np.concatenate((np.zeros((y, dh)), hs.reshape(1, dh), np.zeros((m-y-1, dh))))"),
        ),
        code="np.outer(os, hs) - np.concatenate((np.zeros((y-1, dh)), hs.reshape(1, dh), np.zeros((m-y, dh))))",
        variable="grad_W2",
        make_value=lambda: lam([K, J], [M, H], from_sympy((os[k] - KroneckerDelta(k, y)) * hs[j])),
    ),
    Claim(
        "2.11",
        r"\frac{\partial L}{\partial h_j^s} = \sum_{k=1}^{m} W_{kj}^{(2)} (o_k^s - \delta_{ky})",
        {"fr": "gradient par rapport à h^s", "en": "gradient by h^s"},
        lambda: (obligation(Derivative(loss(output_from_hs), hs[j]), back(output_from_hs, j), given=JY),),
        lambda: (
            Sibling("2.11-transposed", (
                obligation(Derivative(loss(output_from_hs), hs[j]), Sum(W2[j, k] * residual(output_from_hs, k), (k, 1, m)), given=JY),
            )),
            Sibling("2.11-label", (
                obligation(Derivative(loss(output_from_hs), hs[j]), Sum(W2[k, j] * softmax(output_from_hs, k), (k, 1, m)), given=JY),
            )),
        ),
    ),
    Claim(
        "2.12",
        r"\text{grad\_hs} = \text{np.dot(W2.T, grad\_oa)}",
        {"fr": "le gradient par rapport à h^s en numpy", "en": "the gradient by h^s in numpy"},
        lambda: (),
        lambda: (Sibling("2.12-transposed", code="np.dot(W2, grad_oa)"), Sibling("2.12-outer", code="np.outer(W2[y-1], grad_oa)")),
        code="np.dot(W2.T, grad_oa)",
        variable="grad_hs",
        make_value=lambda: lam([J], [H], from_sympy(Sum(W2[k, j] * grad_oa[k], (k, 1, m)))),
    ),
    Claim(
        "2.13",
        r"\frac{\partial L}{\partial h_j^a} = \frac{\partial L}{\partial h_j^s} \mathbf{1}_{\{h_j^a > 0\}}",
        {"fr": "gradient par rapport à h^a, là où aucun h_j^a n'est nul", "en": "gradient by h^a, where no h_j^a is zero"},
        lambda: (obligation(Derivative(loss(output_from_ha), ha[j]), back(output_from_ha, j) * indicator(ha[j] > 0), given=JY),),
        lambda: (
            Sibling("2.13-without-indicator", (obligation(Derivative(loss(output_from_ha), ha[j]), back(output_from_ha, j), given=JY),)),
            Sibling("2.13-side", (obligation(Derivative(loss(output_from_ha), ha[j]), back(output_from_ha, j) * indicator(ha[j] < 0), given=JY),)),
        ),
    ),
    Claim(
        "2.14",
        r"\text{grad\_ha} = \text{grad\_hs * (ha > 0)}",
        {"fr": "le gradient par rapport à h^a en numpy", "en": "the gradient by h^a in numpy"},
        lambda: (),
        lambda: (Sibling("2.14-side", code="grad_hs * (ha < 0)"), Sibling("2.14-value", code="grad_hs * ha")),
        code="grad_hs * (ha > 0)",
        variable="grad_ha",
        make_value=lambda: lam([J], [H], from_sympy(grad_hs[j] * indicator(ha[j] > 0))),
    ),
    Claim(
        "2.15",
        r"\frac{\partial L}{\partial W_{ji}^{(1)}} = \frac{\partial L}{\partial h_j^a} x_i",
        {"fr": "gradient par rapport à W^(1) et b^(1), là où aucun h_j^a n'est nul", "en": "gradient by W^(1) and b^(1), where no h_j^a is zero"},
        lambda: (
            obligation(Derivative(loss(output_from_x), W1[j, i]), hidden_gradient(j) * x_in[i], given=JIY),
            obligation(Derivative(loss(output_from_x), b1[j]), hidden_gradient(j), given=JY),
        ),
        lambda: (
            Sibling("2.15-without-x", (obligation(Derivative(loss(output_from_x), W1[j, i]), hidden_gradient(j), given=JIY),)),
            Sibling("2.15-bias", (obligation(Derivative(loss(output_from_x), b1[j]), back(output_from_x, j), given=JY),)),
        ),
    ),
    Claim(
        "2.16",
        r"\text{grad\_W1} = \text{np.outer(grad\_ha, x)}",
        {"fr": "les gradients de la couche cachée en numpy", "en": "the gradients of the hidden layer in numpy"},
        lambda: (),
        lambda: (Sibling("2.16-transposed", code="np.outer(x, grad_ha)"), Sibling("2.16-dot", code="np.dot(grad_ha, x)")),
        code="np.outer(grad_ha, x)",
        variable="grad_W1",
        make_value=lambda: lam([J, I], [H, D], from_sympy(grad_ha[j] * x_in[i])),
    ),
    Claim(
        "2.17",
        r"\frac{\partial L}{\partial x_i} = \sum_{j=1}^{d_h} W_{ji}^{(1)} \frac{\partial L}{\partial h_j^a}",
        {"fr": "gradient par rapport à x, là où aucun h_j^a n'est nul", "en": "gradient by x, where no h_j^a is zero"},
        lambda: (obligation(Derivative(loss(output_from_x), x_in[i]), Sum(W1[j, i] * hidden_gradient(j), (j, 1, d_h)), given=[*RANGE_I, *RANGE_Y]),),
        lambda: (
            Sibling("2.17-transposed", (
                obligation(Derivative(loss(output_from_x), x_in[i]), Sum(W1[i, j] * hidden_gradient(j), (j, 1, d_h)), given=[*RANGE_I, *RANGE_Y]),
            )),
            Sibling("2.17-without-indicator", (
                obligation(Derivative(loss(output_from_x), x_in[i]), Sum(W1[j, i] * back(output_from_x, j), (j, 1, d_h)), given=[*RANGE_I, *RANGE_Y]),
            )),
        ),
    ),
    Claim(
        "2.18",
        r"\lambda_{11} \operatorname{sign}(W^{(1)}) + 2 \lambda_{12} W^{(1)}",
        {"fr": "gradient du terme de régularisation, là où aucun poids n'est nul", "en": "gradient of the regulariser, where no weight is zero"},
        lambda: (
            obligation(Derivative(penalty(W1, d_h, d, lambda_11, lambda_12), W1[row, column]), lambda_11 * sign(W1[row, column]) + 2 * lambda_12 * W1[row, column], given=IN_W1),
            obligation(Derivative(penalty(W2, m, d_h, lambda_21, lambda_22), W2[row, column]), lambda_21 * sign(W2[row, column]) + 2 * lambda_22 * W2[row, column], given=IN_W2),
            obligation(Derivative(penalty(W1, d_h, d, lambda_11, lambda_12) + penalty(W2, m, d_h, lambda_21, lambda_22), b1[j]), 0, given=RANGE_J),
        ),
        lambda: (
            Sibling("2.18-factor", (
                obligation(Derivative(penalty(W1, d_h, d, lambda_11, lambda_12), W1[row, column]), lambda_11 * sign(W1[row, column]) + lambda_12 * W1[row, column], given=IN_W1),
            )),
            Sibling("2.18-swapped", (
                obligation(Derivative(penalty(W2, m, d_h, lambda_21, lambda_22), W2[row, column]), lambda_22 * sign(W2[row, column]) + 2 * lambda_21 * W2[row, column], given=IN_W2),
            )),
        ),
    ),
)
