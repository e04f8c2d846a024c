"""Closed forms, triangular sums, products, sums compared term by term, roots by their squares: proved, near-misses refuted, and what the kernel does not let pass."""

import pytest
from sympy import Abs, IndexedBase, Product, Rational, Sum, Symbol, asinh, exp, factorial, log, sqrt, symbols

import derive
from derive.engine import decide
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.build import ONE, ZERO, add, arr, at, num, rel, summation, sym
from derive.terms.from_sympy import obligation
from derive.terms.induction import halves

x, y = symbols("x y", real=True)
a, b, r = symbols("a b r", positive=True)
n, m = symbols("n m", integer=True, positive=True)
i, j, k = symbols("i j k", integer=True, positive=True)
q = IndexedBase("q", real=True)
p = IndexedBase("p", positive=True)
A = IndexedBase("A", real=True)
IN_RANGE = [k >= 1, k <= n]

EQUATIONS = [
    (Sum(k**3, (k, 1, n)), Sum(k, (k, 1, n)) ** 2, Sum(k, (k, 1, n)) ** 3),
    (Sum(k**4, (k, 1, n)), n * (n + 1) * (2 * n + 1) * (3 * n**2 + 3 * n - 1) / 30, n * (n + 1) * (2 * n + 1) * (3 * n**2 + 3 * n + 1) / 30),
    (6 * Sum(k**2, (k, 1, n)) + 6 * Sum(k, (k, 1, n)), 2 * n * (n + 1) * (n + 2), n * (n + 1) * (n + 2)),
    (Sum(A[i, j], (j, i, n), (i, 1, n)), Sum(A[i, j], (i, 1, j), (j, 1, n)), Sum(A[i, j], (i, 1, j - 1), (j, 1, n))),
    (Sum(A[i, j], (j, i + 1, n), (i, 1, n)), Sum(A[i, j], (i, 1, j - 1), (j, 1, n)), Sum(A[i, j], (i, 1, j), (j, 1, n))),
    (Sum(exp(k * x), (k, 1, 3)), exp(x) + exp(2 * x) + exp(3 * x), exp(x) + exp(2 * x) + exp(4 * x)),
    (log(Product(p[i], (i, 1, n))), Sum(log(p[i]), (i, 1, n)), Sum(p[i], (i, 1, n))),
    (Product(exp(q[i]), (i, 1, n)), exp(Sum(q[i], (i, 1, n))), exp(Sum(2 * q[i], (i, 1, n)))),
    (Product(x * k, (k, 1, 3)), 6 * x**3, 5 * x**3),
    (asinh(x), log(x + sqrt(x**2 + 1)), log(x - sqrt(x**2 + 1) + 2)),
]
ORDERS = [
    (Sum((q[i] - Sum(q[j], (j, 1, n)) / n) ** 2, (i, 1, n)), ">=", 0, 1),
    (Sum(q[i], (i, 1, n)) ** 2, "<=", n * Sum(q[i] ** 2, (i, 1, n)), Sum(q[i] ** 2, (i, 1, n))),
    (Sum(Abs(q[i]), (i, 1, n)), ">=", Abs(Sum(q[i], (i, 1, n))), Abs(Sum(q[i], (i, 1, n))) + 1),
    (Sum(exp(q[i]), (i, 1, n)), ">=", Sum(1 + q[i], (i, 1, n)), Sum(2 + q[i], (i, 1, n))),
    (sqrt(Sum(q[i] ** 2, (i, 1, n))), ">=", Abs(q[k]), Abs(q[k]) + 1),
    (sqrt(x**2 + y**2), "<=", Abs(x) + Abs(y), Abs(x)),
    (sqrt(a + b), "<=", sqrt(a) + sqrt(b), sqrt(a)),
    (sqrt(x**2 + 1), ">", x, 2 * x),
]


@pytest.mark.parametrize(("left", "right", "wrong"), EQUATIONS, ids=str)
def test_an_equation_is_proved_and_its_near_miss_refuted(left, right, wrong):
    assert derive.prove(left, right).status == "proved"
    assert derive.prove(left, wrong).status == "refuted"


@pytest.mark.parametrize(("left", "relation", "right", "wrong"), ORDERS, ids=str)
def test_an_inequality_is_proved_and_its_near_miss_refuted(left, relation, right, wrong):
    assert derive.prove(left, right, relation=relation, given=IN_RANGE).status == "proved"
    assert derive.prove(left, wrong, relation=relation, given=IN_RANGE).status == "refuted"


def test_a_product_of_what_may_be_negative_is_no_exponential():
    assert derive.prove(log(Product(q[i], (i, 1, n))), Sum(log(q[i]), (i, 1, n))).status not in {"proved", "refuted"}
    goal = obligation(Product(q[i], (i, 1, n)), Product(Abs(q[i]), (i, 1, n)))
    assert decide(goal).status == "refuted"


def test_a_sum_is_not_compared_term_by_term_over_another_range():
    wider = obligation(Sum(q[i], (i, 1, m)), Sum(q[i], (i, 1, n)), relation=">=")
    with pytest.raises(RejectedError, match="one range"):
        proved(wider, {"rule": "termwise", "then": {"rule": "same"}}, "replay")
    strict = obligation(Sum(exp(q[i]), (i, 1, n)), 0, relation=">")
    with pytest.raises(RejectedError, match="one range"):
        proved(strict, {"rule": "termwise", "then": {"rule": "same"}}, "replay")


def test_terms_that_may_have_no_value_are_not_compared():
    goal = obligation(Sum(1 / q[i], (i, 1, n)), Sum(1 / q[i], (i, 1, n)), relation=">=")
    with pytest.raises(RejectedError, match="asks for more"):
        proved(goal, {"rule": "termwise", "then": {"rule": "same"}}, "replay")


def test_squares_say_nothing_of_a_negative_side():
    goal = obligation(x, y, relation=">=", given=[x**2 >= y**2])
    assert decide(goal).status == "refuted"
    bounded = obligation(x, y, relation=">=", given=[x**2 >= y**2, x >= 0])
    assert decide(Obligation(bounded.left, ">=", bounded.right, bounded.given)).status in {"proved", "undecided"}
    same = {"rule": "same"}
    with pytest.raises(RejectedError):
        proved(obligation(x, x, relation=">="), {"rule": "squared", "parts": [same, same]}, "replay")
    with pytest.raises(RejectedError):
        proved(obligation(x, x), {"rule": "squared", "parts": [same]}, "replay")


def test_the_last_term_is_only_taken_where_there_is_one():
    """sum over j from i + 2 to n + 1 has no last term where i = n: it stays as it is, and so does a sum that binds n itself."""
    size, first, second = sym("n", "int"), sym("i", "int"), sym("j", "int")
    array = arr("A")
    late = summation(first, ONE, size, summation(second, add(first, num(2)), size, at(array, first, second)))
    _, later = halves(Obligation(late, "=", ZERO, (rel(">=", size, ONE),)), size, ONE)
    inner = next(node for node in _walk(later.left) if node.op == "sum" and node.args[0] == second)
    assert inner.args[2] == add(size, ONE)
    own = summation(size, ZERO, num(5), summation(second, ONE, add(size, ONE), at(array, second, second)))
    _, later = halves(Obligation(own, "=", ZERO, ()), size, ONE)
    assert own in set(_walk(later.left))


def _walk(term):
    yield term
    for part in term.args:
        if isinstance(part, Term):
            yield from _walk(part)


def test_what_is_too_long_to_write_out_is_not_written_out():
    assert derive.prove(Sum(k * x, (k, 1, 32)), 528 * x).status == "proved"
    assert derive.prove(Sum(sqrt(k), (k, 1, 500)), Rational(1, 2)).status in {"refuted", "undecided"}
    assert derive.prove(factorial(3), 6).status in {"proved", "undecided"}
    assert derive.prove(Sum(Symbol("u", real=True) * k, (k, 3, 2)), 0).status == "proved"
