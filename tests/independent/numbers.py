"""Numbers of the second evaluator: exact fractions while they last, then mpmath floats of many digits; what lies within the noise is never told.

Nothing here is shared with derive's kernel: floats instead of balls, difference quotients instead of slopes, elimination instead of minors.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath
from mpmath import mpf

DIGITS = 150
STEP = 30
"""Difference quotients are taken over 10**-STEP."""
NOISE = 45
"""Below 10**-NOISE a float may be rounding alone."""
CLEAR = 25
"""A relative gap between the two sides above 10**-CLEAR is a difference."""
LARGEST = 10**5
MAX_POWER = 400


class NoValueError(Exception):
    """The term has no value here."""


class OutOfRangeError(NoValueError):
    """An index beyond the array: that indices are in range is understood with every statement."""


class CannotTellError(Exception):
    """The noise is too large, or the question too fine, for floats."""


def blended(a, b):
    """Two numbers of one kind."""
    if isinstance(a, Fraction) == isinstance(b, Fraction):
        return a, b
    return (floated(a), b) if isinstance(a, Fraction) else (a, floated(b))


def floated(a):
    return mpf(a.numerator) / a.denominator if isinstance(a, Fraction) else a


def plus(a, b):
    a, b = blended(a, b)
    return a + b


def minus(a, b):
    a, b = blended(a, b)
    return a - b


def times(a, b):
    a, b = blended(a, b)
    return a * b


def over(a, b):
    if not sign(b):
        raise NoValueError("division by zero")
    a, b = blended(a, b)
    return a / b


def sign(a):
    """-1, 0 or 1; zero only where it is exact."""
    if isinstance(a, Fraction):
        return (a > 0) - (a < 0)
    if not mpmath.isfinite(a) or abs(a) < mpf(10) ** -NOISE:
        raise CannotTellError("a float near zero")
    return 1 if a > 0 else -1


def whole(a):
    """An exact integer, as an index or a bound."""
    if not isinstance(a, Fraction):
        raise CannotTellError("an index that is a float")
    if a.denominator != 1:
        raise NoValueError("an index that is no integer")
    return int(a)


def gap(a, b, digits=NOISE):
    """How two numbers compare: -1, 0 (exactly equal) or 1; a CannotTellError where the difference is within the noise."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a > b) - (a < b)
    a, b = floated(a), floated(b)
    if not (mpmath.isfinite(a) and mpmath.isfinite(b)):
        raise CannotTellError("a float that is not finite")
    difference = a - b
    if abs(difference) <= mpf(10) ** -digits * max(1, abs(a), abs(b)):
        raise CannotTellError("a difference within the noise")
    return 1 if difference > 0 else -1


def to_the(base, exponent, integer):
    """A power; ``integer`` says whether the exponent is one by its form, "number" that it is a written number."""
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and integer:
        n = int(exponent)
        if abs(n) > MAX_POWER:
            raise CannotTellError("a large power")
        if n < 0 and not sign(base):
            raise NoValueError("zero to a negative power")
        return base**n
    if isinstance(exponent, Fraction) and integer == "number":
        s = sign(base)
        if s < 0 or (s == 0 and exponent < 0):
            raise NoValueError("a root of a negative number")
        if s == 0:
            return Fraction(0)
        exact = _root(base, exponent.denominator) if isinstance(base, Fraction) else None
        return exact**exponent.numerator if exact is not None else mpmath.power(floated(base), floated(exponent))
    s = sign(base)
    if s > 0:
        return bounded("exp", times(exponent, mpmath.log(floated(base))))
    if s < 0 and not (isinstance(exponent, Fraction) and exponent.denominator == 1):
        raise NoValueError("a negative number to a power that is no integer")
    raise CannotTellError("a power that may be outside of the domain by its form")


def _root(base, degree):
    top, below = (round(mpmath.root(part, degree)) if part else 0 for part in (base.numerator, base.denominator))
    return Fraction(top, below) if Fraction(top, below) ** degree == base else None


EXACT = {("exp", 0): 1, ("log", 1): 0, ("cos", 0): 1, ("cosh", 0): 1, ("acos", 1): 0, ("acosh", 1): 0, ("gamma", 1): 1, ("gamma", 2): 1, ("lgamma", 1): 0, ("lgamma", 2): 0}
ODD = frozenset({"sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "erf"})
BORDERS = {  # name: the quantity that has to be positive, and whether it may be zero
    "log": (lambda a: a, False),
    "gamma": (lambda a: a, False),
    "lgamma": (lambda a: a, False),
    "digamma": (lambda a: a, False),
    "acosh": (lambda a: minus(a, Fraction(1)), True),
    "asin": (lambda a: minus(Fraction(1), times(a, a)), True),
    "acos": (lambda a: minus(Fraction(1), times(a, a)), True),
    "atanh": (lambda a: minus(Fraction(1), times(a, a)), False),
}
GROWING = frozenset({"exp", "sinh", "cosh", "gamma", "lgamma"})
NAMES = {"lgamma": "loggamma"}
SMOOTH = ODD | {name for name, _ in EXACT} | {"digamma"}


def bounded(name, a):
    """A smooth function of one number."""
    if name in BORDERS:
        quantity, closed = BORDERS[name]
        if sign(quantity(a)) < (0 if closed else 1):
            raise NoValueError(f"{name} outside of its domain")
    if isinstance(a, Fraction):
        if (name, a) in EXACT:
            return Fraction(EXACT[name, a])
        if not a and name in ODD:
            return a
    if abs(a) > (LARGEST if name in GROWING else LARGEST**8):
        raise CannotTellError("an argument too large")
    if name == "tan":
        sign(mpmath.cos(floated(a)))
    return getattr(mpmath, NAMES.get(name, name))(floated(a))
