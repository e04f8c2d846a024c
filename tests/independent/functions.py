"""The functions of the term language at numbers, and how two values compare."""

from __future__ import annotations

from fractions import Fraction
from math import comb, factorial

import mpmath

from tests.independent.arrays import Array, each, plain
from tests.independent.numbers import NOISE, SMOOTH, CannotTellError, NoValueError, bounded, gap, minus, sign, whole

TRUE_FOR = {"=": {0}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}


def compared(relation, left, right, digits=NOISE):
    """Whether a relation holds between two values; one entry that clearly breaks it is enough."""
    left, right = plain(left), plain(right)
    if isinstance(left, Array) != isinstance(right, Array):
        zero, other = (left, right) if isinstance(right, Array) else (right, left)
        if zero != 0:
            raise NoValueError("unlike shapes")
        left, right = (other, each(lambda _: Fraction(0), other)) if other is left else (each(lambda _: Fraction(0), other), other)
    if not isinstance(left, Array):
        return gap(left, right, digits) in TRUE_FOR[relation]
    if left.dims != right.dims:
        raise NoValueError("unlike shapes")
    unclear = None
    for where, value in left.entries.items():
        try:
            if gap(value, right.entries[where], digits) not in TRUE_FOR[relation]:
                return False
        except CannotTellError as reason:
            unclear = reason
    if unclear is not None:
        raise unclear
    return True


def function(name, values):
    """A function of the term language at numbers."""
    a = values[0]
    if name in SMOOTH:
        return bounded(name, a)
    match name:
        case "abs":
            return abs(a)
        case "sign":
            return Fraction(sign(a))
        case "max" | "min":
            for other in values[1:]:
                a = _better(a, other, 1 if name == "max" else -1)
            return a
        case "floor":
            if isinstance(a, Fraction):
                return Fraction(a.numerator // a.denominator)
            sign(minus(a, mpmath.nint(a)))
            return Fraction(int(mpmath.floor(a)))
        case "factorial" | "binomial":
            n, *k = map(whole, values)
            if n < 0:
                raise NoValueError(f"{name} of a negative number")
            return Fraction(factorial(n) if not k else comb(n, k[0]) if k[0] >= 0 else 0)
    raise CannotTellError("an opaque function")


def _better(a, b, wanted):
    try:
        return b if sign(minus(b, a)) == wanted else a
    except CannotTellError:
        return a
