"""Evaluation at a point: an enclosure or "undefined", never a wrong number; slopes at break points only where both sides agree."""

from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from derive.engine import guard
from derive.kernel.functions_at import SMOOTH
from derive.kernel.numbers import UnclearError, UndefinedError
from derive.kernel.refutation import refute
from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.model.term import Term
from derive.terms.build import (
    HALF,
    MINUS_ONE,
    ONE,
    PI,
    TRUE,
    TWO,
    ZERO,
    add,
    arr,
    at,
    call,
    cases,
    delta,
    derivative,
    div,
    exp,
    forall,
    log,
    mul,
    num,
    power,
    product,
    rel,
    sqrt,
    sub,
    summation,
    sym,
)
from tests.values import evaluate

x, y = sym("x"), sym("y")
i, j, n = sym("i", "int"), sym("j", "int"), sym("n", "int")
v = arr("v", n)
relu = call("max", x, ZERO)
size_of_x = call("abs", x)


def at_values(**values):
    return Point({sym(name, "int" if name in "ijn" else "real"): Fraction(value) for name, value in values.items()}, {("v", (k,)): Fraction(k) for k in range(1, 5)})


def ball(term, here):
    """The value of a term in x, as a ball of 300 bits."""
    value = evaluate(term, Point({x: here}), 300)
    return arb(fmpq(value.numerator, value.denominator)) if isinstance(value, Fraction) else value


def quotient(term, here):
    """The central difference quotient of a term in x, at 300 bits."""
    ahead, behind = (ball(term, here + gap) for gap in (STEP, -STEP))
    return (ahead - behind) * STEP.denominator / 2


STEP = Fraction(1, 10**12)
HERE = {"acosh": Fraction(7, 5)}


@pytest.mark.parametrize("name", sorted(set(SMOOTH) - {"digamma"}))
def test_the_slope_of_every_function_is_the_limit_of_its_difference_quotients(name):
    here = HERE.get(name, Fraction(2, 5))
    with ctx.workprec(300):
        assert abs(quotient(call(name, x), here) - ball(derivative(call(name, x), x), here)) < 1e-20


@pytest.mark.parametrize("name", sorted(set(SMOOTH) - {"digamma", "gamma", "lgamma"}))
def test_the_second_slope_of_every_function_is_the_slope_of_its_slope(name):
    first, here = derivative(call(name, x), x), HERE.get(name, Fraction(2, 5))
    with ctx.workprec(300):
        assert abs(quotient(first, here) - ball(derivative(first, x), here)) < 1e-20


NO_VALUE = [
    pytest.param(div(x, x), at_values(x=0), id="x/x at 0"),
    pytest.param(mul(ZERO, log(x)), at_values(x=0), id="0 log 0"),
    pytest.param(exp(log(x)), at_values(x=-1), id="exp log at -1"),
    pytest.param(power(x, y), at_values(x=-1, y=2), id="a real exponent"),
    pytest.param(sqrt(x), at_values(x=-1), id="root of -1"),
    pytest.param(derivative(sqrt(x), x), at_values(x=0), id="slope of a root at 0"),
    pytest.param(derivative(size_of_x, x), at_values(x=0), id="slope of abs at 0"),
    pytest.param(derivative(relu, x), at_values(x=0), id="slope of relu at 0"),
    pytest.param(derivative(call("sign", x), x), at_values(x=0), id="slope of a step"),
    pytest.param(derivative(power(call("sign", x), 2), x), at_values(x=0), id="equal from both sides, another value at the point"),
    pytest.param(derivative(cases((rel("=", x, ZERO), ONE), (TRUE, x)), x), at_values(x=0), id="a single point apart"),
    pytest.param(derivative(call("abs", power(x, 2)), x), at_values(x=0), id="flat at a break point"),
    pytest.param(derivative(derivative(mul(x, size_of_x), x), x), at_values(x=0), id="second slope of x|x|"),
    pytest.param(derivative(derivative(mul(y, size_of_x), y), x), at_values(x=0, y=1), id="an outer slope across a break"),
    pytest.param(derivative(derivative(mul(x, y, sub(ONE, mul(call("sign", sub(y, x)), call("sign", add(y, x))))), y), x), at_values(x=0, y=0), id="two slopes at once"),
    pytest.param(call("floor", derivative(call("floor", x), x)), at_values(x=Fraction(1, 2)), id="slope of floor"),
    pytest.param(derivative(call("factorial", x), x), at_values(x=2), id="slope of factorial"),
    pytest.param(derivative(summation(i, ONE, n, i), n), at_values(n=2), id="slope by a bound of a sum"),
    pytest.param(derivative(at(v, n), n), at_values(n=2), id="slope by an index"),
    pytest.param(at(v, num(3)), at_values(n=2), id="an index above the size"),
    pytest.param(at(v, ZERO), at_values(n=2), id="an index below 1"),
    pytest.param(at(v, HALF), at_values(n=2), id="an index that is no integer"),
    pytest.param(at(Term("inv", (Term("fill", (ONE, TWO, TWO)),)), ONE, ONE), at_values(), id="inverse of a singular matrix"),
    pytest.param(cases((rel(">", x, ONE), x)), at_values(x=1), id="no case"),
    pytest.param(summation(i, ONE, num(10**9), i), at_values(), id="too many terms"),
    pytest.param(call("binomial", MINUS_ONE, TWO), at_values(), id="binomial of -1"),
    pytest.param(call("digamma", ZERO), at_values(), id="pole"),
    pytest.param(derivative(call("digamma", x), x), at_values(x=1), id="a slope that is in no table"),
]


@pytest.mark.parametrize(("term", "point"), NO_VALUE)
def test_what_has_no_value_gets_none(term, point):
    with pytest.raises(UndefinedError):
        evaluate(term, point)


@pytest.mark.parametrize(
    "term",
    [
        div(ONE, call("sin", PI)),
        call("sign", sub(power(sqrt(TWO), 2), TWO)),
        power(x, num(10**6)),
        exp(exp(exp(exp(exp(exp(num(9))))))),
        call("tan", div(PI, TWO)),
    ],
)
def test_what_a_ball_cannot_tell_is_unclear(term):
    with pytest.raises(UnclearError):
        evaluate(term, at_values(x=Fraction(3, 2)))


huber = cases((rel("<=", size_of_x, ONE), div(power(x, 2), TWO)), (TRUE, sub(size_of_x, HALF)))

VALUES = [
    pytest.param(derivative(mul(x, size_of_x), x), at_values(x=0), 0, id="x|x| at 0"),
    pytest.param(derivative(sub(relu, call("max", mul(MINUS_ONE, x), ZERO)), x), at_values(x=0), 1, id="relu(x) - relu(-x) at 0"),
    pytest.param(derivative(huber, x), at_values(x=1), 1, id="Huber at its joint"),
    pytest.param(derivative(derivative(mul(y, size_of_x), y), x), at_values(x=-2, y=1), -1, id="mixed slopes away from the break"),
    pytest.param(derivative(derivative(power(x, 3), x), x), at_values(x=2), 12, id="second slope"),
    pytest.param(derivative(div(ONE, add(x, y)), y), at_values(x=1, y=1), Fraction(-1, 4), id="reciprocal"),
    pytest.param(sqrt(num(Fraction(4, 9))), at_values(), Fraction(2, 3), id="exact root"),
    pytest.param(power(num(Fraction(8, 27)), Fraction(-2, 3)), at_values(), Fraction(9, 4), id="exact power"),
    pytest.param(power(ZERO, n), at_values(n=2), 0, id="0 to an integer"),
    pytest.param(call("floor", add(HALF, power(sub(power(sqrt(TWO), 2), TWO), 3))), at_values(), 0, id="a power of a ball around 0"),
    pytest.param(summation(i, TWO, ONE, div(ONE, ZERO)), at_values(), 0, id="empty sum"),
    pytest.param(product(i, ONE, ZERO, i), at_values(), 1, id="empty product"),
    pytest.param(derivative(summation(i, ONE, n, power(at(v, i), 2)), at(v, j)), at_values(n=3, j=2), 4, id="slope by an entry"),
    pytest.param(derivative(summation(i, ONE, n, power(at(v, i), 2)), at(arr("v"), j)), at_values(n=3, j=2), 4, id="an array is known by its name"),
    pytest.param(summation(i, ONE, n, delta(i, j)), at_values(n=3, j=2), 1, id="delta"),
    pytest.param(call("binomial", num(4), TWO), at_values(), 6, id="binomial"),
    pytest.param(add(summation(i, ONE, TWO, i), i), at_values(i=7), 10, id="a bound variable ends with its sum"),
]


@pytest.mark.parametrize(("term", "point", "value"), VALUES)
def test_what_has_a_value_gets_it(term, point, value):
    assert evaluate(term, point) == value


def test_what_is_remembered_of_a_sum_depends_on_every_bound_variable():
    """The inner sum is one term in both double sums, whose variables are bound in the two orders."""
    inner = summation(sym("l", "int"), ONE, ONE, add(mul(num(10), i), j))
    first = summation(i, ONE, ONE, summation(j, TWO, TWO, inner))
    second = summation(j, ONE, ONE, summation(i, TWO, TWO, inner))
    assert evaluate(sub(first, second), at_values()) == 12 - 21
    assert evaluate(summation(i, ONE, TWO, summation(i, i, TWO, inner)), at_values(j=1)) == 11 + 21 + 21


def test_what_is_remembered_of_a_sum_depends_on_the_derivative():
    total = summation(i, ONE, n, power(at(v, i), 2))
    assert evaluate(sub(mul(total, derivative(total, at(v, ONE))), total), at_values(n=2)) == 5 * 2 - 5
    assert evaluate(derivative(mul(total, derivative(total, at(v, ONE))), at(v, ONE)), at_values(n=2)) == 2 * 2 + 5 * 2


def test_inverse_and_determinant_carry_slopes():
    """d/dx of inv([[x, 1], [1, 2]])[1, 1] = 2/(2x - 1), and of the determinant."""
    matrix = Term("lam", (i, j, TWO, TWO, cases((rel("=", add(i, j), TWO), x), (rel("=", add(i, j), num(4)), TWO), (TRUE, ONE))))
    assert evaluate(at(Term("inv", (matrix,)), ONE, ONE), at_values(x=3)) == Fraction(2, 5)
    assert evaluate(derivative(at(Term("inv", (matrix,)), ONE, ONE), x), at_values(x=3)) == Fraction(-4, 25)
    assert evaluate(derivative(Term("det", (matrix,)), x), at_values(x=3)) == 2


class TestRefutation:
    """A witness needs every given condition, both sides defined, and disjoint balls or exact numbers."""

    def test_a_difference_is_a_witness(self):
        verdict = refute(Obligation(x, "=", mul(x, x)), at_values(x=2))
        assert verdict.status == "refuted"
        assert (verdict.witness.values, verdict.witness.left, verdict.witness.right) == ((("x", "2"),), "2", "4")

    def test_a_difference_that_needs_more_digits_is_one(self):
        tiny = num(Fraction(1, 10**30))
        assert refute(Obligation(exp(x), "=", add(exp(x), tiny)), at_values(x=1)).status == "refuted"

    def test_exact_equality_refutes_a_strict_inequality_and_overlapping_balls_do_not(self):
        assert refute(Obligation(exp(x), ">", add(x, ONE)), at_values(x=0)).status == "refuted"
        assert refute(Obligation(power(exp(x), 2), ">", exp(mul(TWO, x))), at_values(x=1)) is None

    @pytest.mark.parametrize(
        ("goal", "point"),
        [
            (Obligation(x, "=", ONE, given=(rel(">", x, TWO),)), at_values(x=2)),
            (Obligation(x, "=", ONE, given=(rel(">", div(ONE, x), ZERO),)), at_values(x=0)),
            (Obligation(x, "=", ONE, given=(rel("=", call("sin", PI), ZERO),)), at_values(x=2)),
            (Obligation(x, "=", ONE, given=(forall(i, ONE, n, rel(">", at(v, i), TWO)),)), at_values(x=2, n=3)),
            (Obligation(log(mul(x, y)), "=", add(log(x), log(y))), at_values(x=-1, y=-1)),
            (Obligation(derivative(size_of_x, x), "=", ONE), at_values(x=0)),
            (Obligation(exp(exp(exp(exp(exp(num(9)))))), "=", ONE), at_values()),
            (Obligation(rel(">", x, ZERO), "=>", rel(">", div(ONE, x), ZERO)), at_values(x=0)),
            (Obligation(mul(n, n), "=", n), at_values(n=Fraction(1, 2))),
        ],
    )
    def test_a_point_outside_of_the_domain_is_no_witness(self, goal, point):
        assert refute(goal, point) is None
        assert guard(goal, [point], 1) == (0, "")

    def test_implications_and_equivalences(self):
        assert refute(Obligation(rel("=", power(x, 2), ONE), "=>", rel("=", x, ONE)), at_values(x=-1)).status == "refuted"
        assert refute(Obligation(rel("=", x, ONE), "=>", rel("=", power(x, 2), ONE)), at_values(x=-1)) is None
        assert refute(Obligation(rel("=", x, ONE), "<=>", rel("=", power(x, 2), ONE)), at_values(x=-1)).status == "refuted"

    def test_the_guard_counts_points_and_names_a_contradiction(self):
        points = [at_values(x=k) for k in (0, 1, 2, 3)]
        assert guard(Obligation(div(x, x), "=", ONE), points, 2) == (2, "")
        valid, contradiction = guard(Obligation(mul(x, x), "=", x), points, 4)
        assert valid == 2
        assert "2" in contradiction
