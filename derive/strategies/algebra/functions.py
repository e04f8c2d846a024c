"""Functions that stay functions: trigonometry over common angles, parity, and opaque names."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from derive.strategies.algebra.exponentials import exponential, root
from derive.strategies.algebra.fraction import add, inverse, multiply, negative, power, reduced, scaled
from derive.strategies.algebra.signs import sign_pair
from derive.strategies.algebra.table import Algebra, BudgetError, Pair, RescaleError
from derive.terms.build import PI

ODD = frozenset({"erf", "asin", "atan", "sin", "asinh", "atanh"})
EVEN = frozenset({"cos"})
MAX_MULTIPLE = 12


def function(alg: Algebra, name: str, args: tuple[Pair, ...]) -> Pair:
    """A function of fractions as a kernel, after parity and the addition theorems of sine and cosine."""
    result = _function(alg, name, args)
    alg.trace.append(("fn", name, args, result))
    return result


def extreme(alg: Algebra, name: str, left: Pair, right: Pair) -> Pair:
    """max or min of two: by the sign of their difference, or as a kernel while a bound variable is inside, where expanding would multiply sums."""
    gap = add(alg, left, negative(right))
    if gap[0].is_zero():
        return left
    if alg.deps_of(gap[0]) & alg.inner:
        first, second = sorted((left, right), key=lambda pair: (str(pair[0]), str(pair[1])))
        return (alg.kernel("fn", name, first, second), alg.one)
    distance = multiply(alg, gap, sign_pair(alg, gap))
    return scaled(alg, add(alg, add(alg, left, right), distance if name == "max" else negative(distance)), 1, 2)


def _function(alg: Algebra, name: str, args: tuple[Pair, ...]) -> Pair:
    if name in {"max", "min"} and len(args) == 2:
        return extreme(alg, name, *args)
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
        key = ("angle", str(alg.monomial(exponents)), str(primitive))
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


def slope(alg: Algebra, name: str, args: tuple[Pair, ...]) -> Pair:
    """The derivative of a function of one argument, at that argument."""
    x = args[0]
    one = alg.one_pair
    square = power(alg, x, 2)
    match name:
        case "sin":
            return function(alg, "cos", args)
        case "cos":
            return negative(function(alg, "sin", args))
        case "asin":
            return root(alg, add(alg, one, negative(square)), Fraction(-1, 2))
        case "acos":
            return negative(root(alg, add(alg, one, negative(square)), Fraction(-1, 2)))
        case "atan":
            return inverse(alg, add(alg, one, square))
        case "asinh":
            return root(alg, add(alg, square, one), Fraction(-1, 2))
        case "erf":
            pi = (alg.kernel("var", PI), alg.one)
            return scaled(alg, multiply(alg, exponential(alg, negative(square)), root(alg, pi, Fraction(-1, 2))), 2)
        case "lgamma":
            return function(alg, "digamma", args)
        case "gamma":
            return multiply(alg, function(alg, "gamma", args), function(alg, "digamma", args))
        case _:
            return function(alg, name + "'", args)

