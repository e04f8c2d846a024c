"""Numbers of an evaluation: exact rationals while they last, then FLINT balls, and dual numbers over both for derivatives.

Nothing is shared with the prover: a derivative is a slope carried along, not a rule for terms. At a break point (where abs, sign, max or a case changes) a slope
is one-sided: ``direction`` says from which side the differentiated variable comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq


class UndefinedError(Exception):
    """The term has no value at this point."""


class UnclearError(Exception):
    """A ball is too wide to decide; more digits may help."""


@dataclass(frozen=True, slots=True)
class Dual:
    """value + slope * epsilon, for the derivative with this tag; both parts may be dual numbers of smaller tags."""

    tag: int
    value: Any
    slope: Any


Number = Any
ZERO, ONE = Fraction(0), Fraction(1)


def ball(x: Number) -> arb:
    """A base number as a ball."""
    return arb(fmpq(x.numerator, x.denominator)) if isinstance(x, Fraction) else x


def _pair(left: Number, right: Number) -> tuple[int, Number, Number, Number, Number] | None:
    a, b = (left.tag if isinstance(left, Dual) else 0), (right.tag if isinstance(right, Dual) else 0)
    tag = max(a, b)
    if not tag:
        return None
    x, dx = (left.value, left.slope) if a == tag else (left, ZERO)
    y, dy = (right.value, right.slope) if b == tag else (right, ZERO)
    return tag, x, dx, y, dy


def add(left: Number, right: Number) -> Number:
    """left + right."""
    parts = _pair(left, right)
    if parts:
        tag, x, dx, y, dy = parts
        return Dual(tag, add(x, y), add(dx, dy))
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left + right
    return ball(left) + ball(right)


def mul(left: Number, right: Number) -> Number:
    """left * right; an exact zero stays exact."""
    parts = _pair(left, right)
    if parts:
        tag, x, dx, y, dy = parts
        return Dual(tag, mul(x, y), add(mul(dx, y), mul(x, dy)))
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left * right
    if (isinstance(left, Fraction) and not left) or (isinstance(right, Fraction) and not right):
        return ZERO
    return ball(left) * ball(right)


def neg(x: Number) -> Number:
    """-x."""
    return mul(Fraction(-1), x)


def base(x: Number) -> Number:
    """The value without its slopes."""
    while isinstance(x, Dual):
        x = x.value
    return x


def inverse(x: Number) -> Number:
    """1/x; undefined at an exact zero, unclear where a ball contains zero."""
    if isinstance(x, Dual):
        one_over = inverse(x.value)
        return Dual(x.tag, one_over, neg(mul(x.slope, mul(one_over, one_over))))
    if isinstance(x, Fraction):
        if not x:
            raise UndefinedError("division by zero")
        return 1 / x
    if x.contains(0):
        raise UnclearError("division by a ball that contains zero")
    return 1 / x


def whole_power(x: Number, exponent: int) -> Number:
    """x to an integer power."""
    if exponent < 0:
        return whole_power(inverse(x), -exponent)
    if isinstance(x, Fraction):
        if exponent * (x.numerator.bit_length() + x.denominator.bit_length()) > 1 << 16:
            raise UnclearError("power too large")
        return x**exponent
    result: Number = ONE
    while exponent:
        if exponent & 1:
            result = mul(result, x)
        exponent >>= 1
        if exponent:
            x = mul(x, x)
    return result


def base_sign(x: Number) -> int:
    """The sign of a base number; unclear where a ball contains zero."""
    if isinstance(x, Fraction):
        return (x > 0) - (x < 0)
    if x > 0:
        return 1
    if x < 0:
        return -1
    if x.is_zero():
        return 0
    raise UnclearError("sign of a ball that contains zero")


def integer(x: Number) -> int:
    """A number as an integer index."""
    value = base(x)
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise UndefinedError("an index that is no integer")
    return value.numerator
