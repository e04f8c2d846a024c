"""Derivatives by the rules of calculus against derivatives by forward differentiation, which share nothing but the terms; definitions against the functions they define."""

from fractions import Fraction

import pytest

from derive.model.point import Point
from derive.terms import build as b
from derive.terms.definitions import DEFINED, unfolded
from derive.terms.derivative import derivative
from tests.values import evaluate

X, Y = b.sym("x"), b.sym("y")
I, K, N = (b.sym(name, "int") for name in "ikn")
V = b.arr("v", N)
HERE = Fraction(1, 3)
TERMS = {
    "polynomial": b.add(b.mul(b.num(3), b.power(X, 4)), b.mul(X, Y), b.num(7)),
    "quotient": b.div(b.exp(X), b.add(b.ONE, b.power(X, 2))),
    "root": b.sqrt(b.add(X, b.exp(Y))),
    "negative power": b.power(b.add(X, b.TWO), b.num("-3/2")),
    "tower": b.power(b.add(b.TWO, X), b.mul(X, Y)),
    "symbolic power": b.power(b.add(b.TWO, X), N),
    "log": b.log(b.add(b.TWO, b.call("sin", X))),
    "opaque": b.call("f", b.mul(X, X)),
    "nested": b.derivative(b.call("sin", b.mul(X, b.exp(X))), X),
    "cases": b.cases((b.rel("<", X, b.ZERO), b.power(X, 2)), (b.TRUE, b.power(X, 3))),
    "sum": b.summation(I, b.ONE, N, b.mul(b.at(V, I), b.exp(b.mul(I, X)))),
    **{name: b.call(name, X) for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "erf", "exp", "abs")},
    "acosh": b.call("acosh", b.add(b.TWO, X)),
    "lgamma": b.call("lgamma", b.add(b.TWO, X)),
    "max": b.call("max", b.power(X, 2), X, b.ZERO),
    "min": b.call("min", b.sub(X, Y), Y),
}


def close(left, right):
    gap = evaluate(left, POINT) - evaluate(right, POINT)
    return abs(float(gap) if isinstance(gap, Fraction) else float(gap.mid())) < 1e-12


POINT = Point({X: HERE, Y: Fraction(2), N: Fraction(3), K: Fraction(2)})


@pytest.mark.parametrize("name", TERMS)
def test_a_derivative_has_the_value_that_forward_differentiation_gives(name):
    term = TERMS[name]
    assert close(derivative(term, X), b.derivative(term, X))
    assert not close(b.add(derivative(term, X), b.num("1/1000000")), b.derivative(term, X))


@pytest.mark.parametrize("body", [b.power(b.at(V, I), 3), b.mul(b.at(V, I), b.summation(K, b.ONE, N, b.exp(b.at(V, K))))], ids=["entries", "inner sum"])
def test_a_derivative_by_an_entry(body):
    """The index of the entry is free: a sum over an index of the same name is renamed."""
    term, by = b.summation(I, b.ONE, N, body), b.at(V, K)
    assert close(derivative(term, by), b.derivative(term, by))
    same = b.summation(K, b.ONE, N, b.power(b.at(V, K), 2))
    assert close(derivative(same, by), b.mul(b.TWO, by))


@pytest.mark.parametrize("name", sorted(DEFINED - {"max", "min"}))
def test_definitions(name):
    argument = b.add(b.TWO, X) if name == "acosh" else X
    assert close(unfolded(b.call(name, argument)), b.call(name, argument))


@pytest.mark.parametrize(
    ("term", "by"),
    [
        (b.summation(I, b.ONE, N, X), N),
        (b.at(V, b.summation(I, b.ONE, N, b.at(V, I))), b.at(V, K)),
        (b.product(I, b.ONE, N, X), X),
        (b.call("binomial", X, Y), X),
        (X, b.mul(b.TWO, X)),
    ],
    ids=["by the end of a sum", "of an index", "of a product over an index", "of two arguments", "by no variable"],
)
def test_where_there_is_no_rule(term, by):
    with pytest.raises(ValueError, match="derivative"):
        derivative(term, by)
