"""Values of the known functions at numbers, with slopes where the number carries one."""

from __future__ import annotations

from collections.abc import Callable
from math import comb, factorial
from zlib import crc32

from flint import arb, fmpq

from derive.kernel.numbers import HALF, ZERO, Dual, Number, UnclearError, UndefinedError, integer, reciprocal, root_power, sign_of, whole_power

MAX_FACTORIAL = 500


def power(x: Number, exponent: Number, whole: bool) -> Number:
    """x to a power: integer powers everywhere, rational ones for x >= 0; an exponent that may be no integer asks for x > 0.

    ``whole`` says that the exponent, as a term, is a number or made of integers.
    """
    if not whole or not isinstance(exponent, fmpq):
        logarithm = smooth("log", x)
        if not isinstance(exponent, fmpq):
            return smooth("exp", exponent * logarithm)
    return whole_power(x, int(exponent.p)) if exponent.q == 1 else root_power(x, exponent)


def smooth(name: str, x: Number) -> Number:
    """A function of the table at a number: the chain rule for a dual number, else a ball."""
    gap, strict, value, slope = SMOOTH[name]
    if isinstance(x, Dual):
        return Dual(x.tag, smooth(name, x.value), slope(x.value) * x.slope)
    if gap is not None and sign_of(gap(x)) < strict:
        raise UndefinedError(f"{name} outside of its domain")
    found = value(arb(x))
    if not found.is_finite():
        raise UnclearError(f"{name} near a pole")
    return found


def _no_slope(_x: Number) -> Number:
    raise UndefinedError("a slope that is not in the table")


def _itself(x: Number) -> Number:
    return x


def _unit(x: Number) -> Number:
    return 1 - x * x


SMOOTH: dict[str, tuple[Callable[[Number], Number] | None, int, Callable[[arb], arb], Callable[[Number], Number]]] = {
    "exp": (None, 0, arb.exp, lambda x: smooth("exp", x)),
    "log": (_itself, 1, arb.log, reciprocal),
    "sin": (None, 0, arb.sin, lambda x: smooth("cos", x)),
    "cos": (None, 0, arb.cos, lambda x: -smooth("sin", x)),
    "tan": (None, 0, arb.tan, lambda x: 1 + whole_power(smooth("tan", x), 2)),
    "asin": (_unit, 0, arb.asin, lambda x: root_power(_unit(x), -HALF)),
    "acos": (_unit, 0, arb.acos, lambda x: -root_power(_unit(x), -HALF)),
    "atan": (None, 0, arb.atan, lambda x: reciprocal(1 + x * x)),
    "sinh": (None, 0, arb.sinh, lambda x: smooth("cosh", x)),
    "cosh": (None, 0, arb.cosh, lambda x: smooth("sinh", x)),
    "tanh": (None, 0, arb.tanh, lambda x: 1 - whole_power(smooth("tanh", x), 2)),
    "asinh": (None, 0, arb.asinh, lambda x: root_power(1 + x * x, -HALF)),
    "acosh": (lambda x: x - 1, 0, arb.acosh, lambda x: root_power(x * x - 1, -HALF)),
    "atanh": (_unit, 1, arb.atanh, lambda x: reciprocal(_unit(x))),
    "erf": (None, 0, arb.erf, lambda x: 2 / arb.pi().sqrt() * smooth("exp", -(x * x))),
    "gamma": (_itself, 1, arb.gamma, lambda x: smooth("gamma", x) * smooth("digamma", x)),
    "lgamma": (_itself, 1, arb.lgamma, lambda x: smooth("digamma", x)),
    "digamma": (_itself, 1, arb.digamma, _no_slope),
}
"""By name: a quantity that has to be >= 0 (> 0 where the flag is 1) for the function to have a value, the function of a ball, its slope."""


def call(name: str, args: list[Number], sign: Callable[[Number], int]) -> Number:
    """A function at numbers; ``sign`` looks at the side that a derivative comes from. An opaque name is a smooth function of its own."""
    if name in SMOOTH:
        return smooth(name, args[0])
    match name:
        case "abs":
            return sign(args[0]) * args[0] if isinstance(args[0], Dual) else abs(args[0])
        case "sign":
            return fmpq(sign(args[0]))
        case "max" | "min":
            best = args[0]
            for other in args[1:]:
                best = other if sign(other - best) == (1 if name == "max" else -1) else best
            return best
        case "floor":
            return _floor(args[0])
        case "factorial":
            n = integer(args[0])
            if 0 <= n <= MAX_FACTORIAL:
                return fmpq(factorial(n))
            raise UndefinedError("the factorial of a negative or large number")
        case "binomial":
            n, k = map(integer, args)
            if 0 <= n <= MAX_FACTORIAL:
                return fmpq(comb(n, k)) if k >= 0 else ZERO
            raise UndefinedError("a binomial of a negative or large number")
    return _opaque(name, args)


def _floor(x: Number) -> Number:
    if isinstance(x, Dual):
        raise UndefinedError("the slope of a step")
    whole = x.floor() if isinstance(x, fmpq) else x.floor().unique_fmpz()
    if whole is None:
        raise UnclearError("floor")
    return fmpq(whole)


def _opaque(name: str, args: list[Number]) -> Number:
    """A smooth function that depends on the name alone: c x + sin(a x + ... + b); f' is the derivative of f."""
    plain = name.rstrip("'")
    order, digest = len(name) - len(plain), crc32(plain.encode())
    a, b, c = fmpq(1 + digest % 3, 2), fmpq(digest // 3 % 5, 3), fmpq(1 + digest // 15 % 4, 3)
    total: Number = b
    for position, x in enumerate(args):
        total = total + (a + fmpq(position, 3)) * x
    turned = smooth("cos" if order % 2 else "sin", total) * (-1 if order % 4 > 1 else 1) * a**order
    return turned + (c * args[0] if order == 0 else c if order == 1 else ZERO)
