"""Numbers of an evaluation: exact rationals while they last, then FLINT balls, and dual numbers over both for derivatives.

A number is an ``fmpq``, an ``arb`` or a ``Dual``; sums and products mix all three. Nothing is shared with the prover: a derivative is a slope carried along, not a
rule for terms. What has no value raises UndefinedError, what a ball is too wide to tell UnclearError.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

MAX_BITS = 1 << 16


class UndefinedError(Exception):
    """The term has no value at this point."""


class UnclearError(Exception):
    """A ball is too wide to decide; more digits may help."""


class Dual:
    """value + slope * epsilon, for the derivative with this tag; both parts may be dual numbers of smaller tags."""

    __slots__ = ("slope", "tag", "value")

    def __init__(self, tag: int, value: Number, slope: Number) -> None:
        self.tag, self.value, self.slope = tag, value, slope

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dual) and self.tag == other.tag and bool(self.value == other.value and self.slope == other.slope)

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Number) -> Number:
        if not isinstance(other, Dual) or other.tag < self.tag:
            return Dual(self.tag, self.value + other, self.slope)
        if other.tag > self.tag:
            return other + self
        return Dual(self.tag, self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Number) -> Number:
        if not isinstance(other, Dual) or other.tag < self.tag:
            return Dual(self.tag, self.value * other, self.slope * other)
        if other.tag > self.tag:
            return other * self
        return Dual(self.tag, self.value * other.value, self.slope * other.value + self.value * other.slope)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Dual:
        return Dual(self.tag, -self.value, -self.slope)

    def __sub__(self, other: Number) -> Number:
        return self + -other

    def __rsub__(self, other: Number) -> Number:
        return -self + other


Number = Any
ZERO, ONE, HALF = fmpq(0), fmpq(1), fmpq(1, 2)


def rational(value: Fraction) -> fmpq:
    """A fraction of a term or a point as a number."""
    return fmpq(value.numerator, value.denominator)


def base(x: Number) -> Number:
    """The value without its slopes."""
    while isinstance(x, Dual):
        x = x.value
    return x


def sign_of(x: Number) -> int:
    """The sign of an exact number or a ball."""
    if x > 0:
        return 1 if isinstance(x, fmpq) or x.is_finite() else _unclear()
    if x < 0:
        return -1 if isinstance(x, fmpq) or x.is_finite() else _unclear()
    return 0 if x == 0 else _unclear()


def _unclear() -> int:
    raise UnclearError("the sign of a ball that contains zero")


def integer(x: Number) -> int:
    """A number as an index or a bound: exact, and not itself varied by a derivative."""
    if not isinstance(x, fmpq) or x.q != 1:
        raise UndefinedError("an index that is no integer")
    return int(x.p)


def reciprocal(x: Number) -> Number:
    """1/x; undefined at zero, unclear where a ball contains zero."""
    if isinstance(x, Dual):
        inverse = reciprocal(x.value)
        return Dual(x.tag, inverse, -(x.slope * inverse * inverse))
    if not sign_of(x):
        raise UndefinedError("division by zero")
    return 1 / x


def whole_power(x: Number, exponent: int) -> Number:
    """x to an integer power; to the power 0 it is 1."""
    if exponent < 0:
        return whole_power(reciprocal(x), -exponent)
    if isinstance(x, Dual):
        return Dual(x.tag, whole_power(x.value, exponent), exponent * whole_power(x.value, exponent - 1) * x.slope) if exponent else ONE
    if exponent * (x.height_bits() if isinstance(x, fmpq) else 1) > MAX_BITS:
        raise UnclearError("power too large")
    return x * whole_power(x, exponent - 1) if 0 < exponent <= 64 and not isinstance(x, fmpq) and x.contains(0) else x**exponent  # arb gives nan there


def root_power(x: Number, exponent: fmpq) -> Number:
    """x >= 0 to a rational power that is no integer; x > 0 where the exponent is negative or x carries a slope."""
    s = sign_of(base(x))
    if s < 0 or (s == 0 and (exponent < 0 or isinstance(x, Dual))):
        raise UndefinedError("a root of a negative number, or its slope at zero")
    if isinstance(x, Dual):
        return Dual(x.tag, root_power(x.value, exponent), exponent * root_power(x.value, exponent - 1) * x.slope)
    degree = int(exponent.q)
    if isinstance(x, fmpq):
        exact = fmpq(x.p.root(degree), x.q.root(degree))
        if exact**degree == x:
            return whole_power(exact, int(exponent.p))
    return whole_power(arb(x).root(degree), int(exponent.p))
