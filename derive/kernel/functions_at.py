"""Values of the known functions at numbers, with slopes where the number carries one."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial, isqrt
from typing import Any
from zlib import crc32

from flint import arb

from derive.kernel.numbers import (
    ONE,
    ZERO,
    Dual,
    Number,
    UnclearError,
    UndefinedError,
    add,
    ball,
    base,
    base_sign,
    inverse,
    mul,
    neg,
    whole_power,
)

HALF = Fraction(1, 2)


def power(at: Any, x: Number, e: Number) -> Number:
    """x to a power: integer powers everywhere, others for x >= 0 (x > 0 where the exponent is negative or carries a slope)."""
    if isinstance(e, Fraction):
        if e.denominator == 1:
            if abs(e) > 4096:
                raise UnclearError("power too large")
            return whole_power(x, e.numerator)
        return root_power(x, e)
    return call(at, "exp", [mul(e, call(at, "log", [x]))])


def root_power(x: Number, e: Fraction) -> Number:
    """x to a rational power that is no integer."""
    if isinstance(x, Dual):
        if base_sign(base(x)) <= 0:
            raise UndefinedError("slope of a root at zero or below")
        return Dual(x.tag, root_power(x.value, e), mul(x.slope, mul(e, root_power(x.value, e - 1))))
    s = base_sign(x)
    if s < 0 or (s == 0 and e < 0):
        raise UndefinedError("root of a negative number")
    if s == 0:
        return ZERO
    if isinstance(x, Fraction):
        exact = _exact_root(x, e.denominator)
        if exact is not None:
            return exact**e.numerator
    return ball(x).root(e.denominator) ** e.numerator


def _exact_root(x: Fraction, d: int) -> Fraction | None:
    parts = []
    for n in (x.numerator, x.denominator):
        r = isqrt(n) if d == 2 else round(n ** (1 / d)) if n < 1 << 50 else 0
        if r**d != n:
            return None
        parts.append(r)
    return Fraction(parts[0], parts[1])


def call(at: Any, name: str, args: list[Number]) -> Number:
    """A function at numbers; an opaque name is a smooth function that depends on the name alone."""
    if name in {"max", "min"}:
        best = args[0]
        for other in args[1:]:
            s = at.sign(add(other, neg(best)))
            best = other if (s > 0) == (name == "max") and s != 0 else best
        return best
    x = args[0]
    if name == "abs":
        return mul(Fraction(at.sign(x)), x)
    if name == "sign":
        return Fraction(at.sign(x))
    if name == "binomial":
        n, k = (int(base(part)) for part in args)
        return Fraction(comb(n, k) if 0 <= k <= n <= 1000 else 0)
    if name not in VALUES:
        return _opaque(at, name, args)
    if isinstance(x, Dual):
        if name not in SLOPES:
            raise UndefinedError(f"slope of {name}")
        return Dual(x.tag, call(at, name, [x.value]), mul(x.slope, SLOPES[name](lambda f, u: call(at, f, [u]), x.value)))
    return VALUES[name](x)


def _opaque(at: Any, name: str, args: list[Number]) -> Number:
    plain = name.rstrip("'")
    order = len(name) - len(plain)
    digest = crc32(plain.encode())
    a, b, c = Fraction(1 + digest % 3, 2), Fraction(digest // 3 % 5, 3), Fraction(1 + digest // 15 % 4, 3)
    total: Number = b
    for position, x in enumerate(args):
        total = add(total, mul(a + Fraction(position, 3), x))
    turned = [("sin", 1), ("cos", 1), ("sin", -1), ("cos", -1)][order % 4]
    value = mul(a**order * turned[1], call(at, turned[0], [total]))
    if order == 0:
        return add(value, mul(c, args[0]))
    return add(value, c) if order == 1 else value


def _positive(x: Number, f: Callable[[arb], arb]) -> Number:
    if base_sign(x) <= 0:
        raise UndefinedError("outside of the domain")
    return f(ball(x))


def _between(x: Number, f: Callable[[arb], arb], strict: bool = False) -> Number:
    s = base_sign(add(ONE, neg(mul(x, x))))
    if s < 0 or (strict and s == 0):
        raise UndefinedError("outside of the domain")
    return f(ball(x))


def _at_zero(f: Callable[[arb], arb], value: Fraction) -> Callable[[Number], Number]:
    return lambda x: value if isinstance(x, Fraction) and not x else f(ball(x))


def _factorial(x: Number) -> Number:
    if isinstance(x, Fraction) and x.denominator == 1 and 0 <= x <= 500:
        return Fraction(factorial(x.numerator))
    raise UndefinedError("factorial of something else")


def _floor(x: Number) -> Number:
    if isinstance(x, Fraction):
        return Fraction(x.numerator // x.denominator)
    exact = ball(x).floor().unique_fmpz()
    if exact is None:
        raise UnclearError("floor")
    return Fraction(int(exact))


def _acosh(x: Number) -> Number:
    if base_sign(add(x, Fraction(-1))) < 0:
        raise UndefinedError("outside of the domain")
    return ball(x).acosh()


def _tan(x: Number) -> Number:
    c = ball(x).cos()
    return ball(x).sin() / (ball(x).cos() if not c.contains(0) else _raise())


def _raise() -> arb:
    raise UnclearError("tangent near a pole")


VALUES: dict[str, Callable[[Number], Number]] = {
    "exp": _at_zero(lambda b: b.exp(), ONE),
    "log": lambda x: ZERO if x == ONE and isinstance(x, Fraction) else _positive(x, lambda b: b.log()),
    "sin": _at_zero(lambda b: b.sin(), ZERO),
    "cos": _at_zero(lambda b: b.cos(), ONE),
    "tan": _tan,
    "asin": lambda x: _between(x, lambda b: b.asin()),
    "acos": lambda x: _between(x, lambda b: b.acos()),
    "atan": _at_zero(lambda b: b.atan(), ZERO),
    "sinh": _at_zero(lambda b: b.sinh(), ZERO),
    "cosh": _at_zero(lambda b: b.cosh(), ONE),
    "tanh": _at_zero(lambda b: b.tanh(), ZERO),
    "asinh": _at_zero(lambda b: b.asinh(), ZERO),
    "acosh": _acosh,
    "atanh": lambda x: _between(x, lambda b: b.atanh(), strict=True),
    "erf": _at_zero(lambda b: b.erf(), ZERO),
    "gamma": lambda x: _positive(x, lambda b: b.gamma()),
    "lgamma": lambda x: _positive(x, lambda b: b.lgamma()),
    "digamma": lambda x: _positive(x, lambda b: b.digamma()),
    "factorial": _factorial,
    "floor": _floor,
}

F = Callable[[str, Number], Number]
SLOPES: dict[str, Callable[[F, Number], Number]] = {
    "exp": lambda f, x: f("exp", x),
    "log": lambda f, x: inverse(x),
    "sin": lambda f, x: f("cos", x),
    "cos": lambda f, x: neg(f("sin", x)),
    "tan": lambda f, x: add(ONE, whole_power(f("tan", x), 2)),
    "asin": lambda f, x: root_power(add(ONE, neg(mul(x, x))), -HALF),
    "acos": lambda f, x: neg(root_power(add(ONE, neg(mul(x, x))), -HALF)),
    "atan": lambda f, x: inverse(add(ONE, mul(x, x))),
    "sinh": lambda f, x: f("cosh", x),
    "cosh": lambda f, x: f("sinh", x),
    "tanh": lambda f, x: add(ONE, neg(whole_power(f("tanh", x), 2))),
    "asinh": lambda f, x: root_power(add(ONE, mul(x, x)), -HALF),
    "acosh": lambda f, x: root_power(add(mul(x, x), Fraction(-1)), -HALF),
    "atanh": lambda f, x: inverse(add(ONE, neg(mul(x, x)))),
    "erf": lambda f, x: mul(mul(Fraction(2), inverse(arb.pi().sqrt())), f("exp", neg(mul(x, x)))),
    "lgamma": lambda f, x: f("digamma", x),
    "gamma": lambda f, x: mul(f("gamma", x), f("digamma", x)),
}
