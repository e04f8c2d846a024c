"""Functions that stay functions: trigonometry over common angles, parity, and opaque names."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from derive.strategies.algebra.fraction import add, multiply, negative, reduced
from derive.strategies.algebra.keys import spelled
from derive.strategies.algebra.table import Algebra, BudgetError, Pair, RescaleError

ODD = frozenset({"erf", "asin", "atan", "sin", "asinh", "atanh"})
EVEN = frozenset({"cos"})
MAX_MULTIPLE = 12


def function(alg: Algebra, name: str, args: tuple[Pair, ...]) -> Pair:
    """A function of fractions as a kernel, after parity and the addition theorems of sine and cosine."""
    result = _function(alg, name, args)
    alg.trace.append(("fn", name, args, result))
    return result


def _function(alg: Algebra, name: str, args: tuple[Pair, ...]) -> Pair:
    if name in {"sin", "cos"}:
        sine, cosine = _angle(alg, args[0])
        return sine if name == "sin" else cosine
    if name in ODD or name in EVEN:
        num, den = args[0]
        if num.is_zero():
            return alg.zero_pair if name in ODD else alg.one_pair
        if num.leading_coefficient() < 0:
            value = (alg.kernel("fn", name, (-num, den)), alg.one)
            return negative(value) if name in ODD else value
    return (alg.kernel("fn", name, *args), alg.one)


def _angle(alg: Algebra, pair: Pair) -> tuple[Pair, Pair]:
    """Sine and cosine of a sum, by the addition theorems over the angles of its monomials."""
    num, den = pair
    content, primitive = den.primitive()
    sine, cosine = alg.zero_pair, alg.one_pair
    angles = []
    for exponents, c in alg.terms(num):
        ratio = Fraction(c, int(content))
        key = ("angle", spelled(alg.monomial(exponents)), spelled(primitive))
        d = alg.scales.get(key, 1)
        if d % ratio.denominator:
            alg.scales[key] = lcm(d, ratio.denominator)
            raise RescaleError
        count = int(ratio * d)
        base = reduced(alg, alg.monomial(exponents), primitive * d)
        angles.append((base, count))
        s, c2 = (alg.kernel("fn", "sin", base), alg.one), (alg.kernel("fn", "cos", base), alg.one)
        s, c2 = _multiple(alg, s, c2, count)
        sine, cosine = (
            add(alg, multiply(alg, sine, c2), multiply(alg, cosine, s)),
            add(alg, multiply(alg, cosine, c2), negative(multiply(alg, sine, s))),
        )
    alg.trace.append(("angle", pair, tuple(angles), sine, cosine))
    return sine, cosine


def _multiple(alg: Algebra, sine: Pair, cosine: Pair, count: int) -> tuple[Pair, Pair]:
    """De Moivre: sine and cosine of an integer multiple of an angle."""
    if abs(count) > MAX_MULTIPLE:
        raise BudgetError("angle")
    s, c = alg.zero_pair, alg.one_pair
    for _ in range(abs(count)):
        s, c = (
            add(alg, multiply(alg, s, cosine), multiply(alg, c, sine)),
            add(alg, multiply(alg, c, cosine), negative(multiply(alg, s, sine))),
        )
    return (negative(s) if count < 0 else s), c
