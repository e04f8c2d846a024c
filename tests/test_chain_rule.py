"""The chain rule through what stands between: steps that differentiate by a quantity and by what it is made of."""

import pytest

from derive.engine import decide
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.steps.chain_rule import by_chain_rule
from derive.terms.build import ONE, ZERO, add, arr, at, call, delta, derivative, div, exp, lam, log, mul, neg, rel, summation, sym

m, d_h = sym("m", "int"), sym("d_h", "int")
i, j, k, y = (sym(name, "int") for name in "ijky")
W, b, h, o, a = arr("W", m, d_h), arr("b", m), arr("h", d_h), arr("o", m), arr("a", d_h)
L = sym("L")
NETWORK = {"o": ((), add(Term("matmul", (W, h)), b)), "h": ((), lam([j], [d_h], call("max", at(a, j), ZERO)))}
LOSS = {**NETWORK, "L": ((), add(log(summation(i, ONE, m, exp(at(o, i)))), neg(at(o, y))))}
RANGES = tuple(condition for index, size in ((k, m), (y, m), (j, d_h)) for condition in (rel(">=", index, ONE), rel("<=", index, size)))


def verdicts(left, right, definitions):
    return [decide(Obligation(first, "=", second, RANGES)).status for first, second in by_chain_rule(left, right, definitions)]


@pytest.mark.parametrize("definitions", [NETWORK, LOSS])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (derivative(L, at(h, j)), summation(k, ONE, m, mul(derivative(L, at(o, k)), derivative(at(o, k), at(h, j))))),
        (derivative(L, at(h, j)), summation(k, ONE, m, mul(derivative(L, at(o, k)), at(W, k, j)))),
        (derivative(L, at(W, k, j)), mul(derivative(L, at(o, k)), at(h, j))),
        (derivative(L, W), Term("matmul", (derivative(L, o), Term("transpose", (h,))))),
        (derivative(L, h), Term("matmul", (Term("transpose", (W,)), derivative(L, o)))),
        (derivative(L, b), derivative(L, o)),
    ],
)
def test_the_rule_proves_gradients_of_a_layer(left, right, definitions):
    assert verdicts(left, right, definitions)[0] == "proved"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (derivative(L, at(h, j)), summation(k, ONE, m, derivative(L, at(o, k)))),
        (derivative(L, at(W, k, j)), mul(derivative(L, at(o, k)), at(W, k, j))),
        (derivative(L, at(b, k)), neg(derivative(L, at(o, k)))),
    ],
)
def test_a_near_miss_is_not_proved(left, right):
    assert not {"proved", "proved_if"} & set(verdicts(left, right, LOSS))
    assert verdicts(left, right, LOSS)


def test_the_elementwise_layer_holds_where_it_is_differentiable():
    left, right = derivative(L, at(a, j)), mul(derivative(L, at(h, j)), derivative(at(h, j), at(a, j)))
    assert verdicts(left, right, NETWORK) == ["proved_if"]


def test_what_does_not_pass_through_one_quantity_alone_has_no_form():
    skip = {"o": ((), add(Term("matmul", (W, h)), b)), "L": ((), add(at(o, y), at(h, j)))}
    assert by_chain_rule(derivative(L, at(h, j)), mul(derivative(L, at(o, k)), at(W, k, j)), skip) == ()


def test_softmax_less_one_hot_through_the_weights():
    softmax = div(exp(at(o, k)), summation(i, ONE, m, exp(at(o, i))))
    left = derivative(L, at(W, k, j))
    right = mul(derivative(L, at(o, k)), at(h, j))
    assert "proved" in verdicts(left, right, LOSS)
    outer = derivative(LOSS["L"][1], at(o, k))
    assert decide(Obligation(outer, "=", add(softmax, neg(delta(k, y))), RANGES)).status == "proved"


def test_an_array_that_depends_on_u_by_name_alone():
    from derive.steps.dependence import by_named_dependence

    n, u = sym("n", "int"), sym("u")
    x = arr("x(u)", n)
    total = summation(j, ONE, n, exp(at(x, j)))
    left = derivative(log(div(exp(at(x, i)), total)), u)
    share = summation(k, ONE, n, mul(div(exp(at(x, k)), total), derivative(at(x, k), u)))
    given = (rel(">=", i, ONE), rel("<=", i, n))
    for sign, expected in ((neg(share), "proved"), (share, "refuted")):
        sides = by_named_dependence(left, add(derivative(at(x, i), u), sign), {})
        assert sides is not None
        assert decide(Obligation(sides[0], "=", sides[1], given)).status == expected
    assert by_named_dependence(exp(u), derivative(exp(u), u), {}) is None


def test_what_stands_between_has_its_value_outside_of_derivatives():
    from derive.pipeline import grade_document

    text = r"Let $a \in \mathbb{R}^n$. $$h_j = \tanh(a_j)$$ and $$L = \sum_{j=1}^n h_j^2$$ so $$\frac{\partial L}{\partial a_j} = \frac{\partial L}{\partial h_j} (1 - h_j^2)$$"

    def last(source):
        return grade_document("hand-in.md", data=source.encode()).steps[-1].status

    assert last(text) == "proved"
    assert last(text.replace("1 - h", "1 + h")) == "undecided"
