"""Fractions of polynomials: reduced by their greatest common divisor and by what is known of signs, roots and deltas."""

from __future__ import annotations

from typing import Any

from derive.strategies.algebra.table import Algebra, BudgetError, Pair, Poly

MAX_TERMS = 20_000
MAX_POWER = 64


def guarded(left: Poly, right: Poly) -> Poly:
    """A product of polynomials, within the budget of terms."""
    if len(left) * len(right) > MAX_TERMS:
        raise BudgetError("terms")
    return left * right


def reduced(alg: Algebra, num: Poly, den: Poly) -> Pair:
    """The pair in lowest terms, leading coefficient of the denominator positive."""
    if alg.special:
        num, den = settle(alg, num), settle(alg, den)
    if num.is_zero():
        return alg.zero_pair
    if den.is_one():
        return (num, den)
    common = num.gcd(den)
    if not common.is_one():
        num, den = divmod(num, common)[0], divmod(den, common)[0]
    if den.leading_coefficient() < 0:
        num, den = -num, -den
    if alg.special and not den.is_constant():
        return _rationalised(alg, num, den)
    return (num, den)


def add(alg: Algebra, left: Pair, right: Pair) -> Pair:
    """The sum of two fractions."""
    a, b = left
    c, d = right
    if b == d:
        return reduced(alg, a + c, b)
    if b.is_one():
        return reduced(alg, guarded(a, d) + c, d)
    if d.is_one():
        return reduced(alg, a + guarded(c, b), b)
    common = b.gcd(d)
    if common.is_one():
        return reduced(alg, guarded(a, d) + guarded(c, b), guarded(b, d))
    b1, d1 = divmod(b, common)[0], divmod(d, common)[0]
    return reduced(alg, guarded(a, d1) + guarded(c, b1), guarded(b, d1))


def multiply(alg: Algebra, left: Pair, right: Pair) -> Pair:
    """The product of two fractions."""
    a, b = left
    c, d = right
    if b.is_one() and d.is_one():
        product = guarded(a, c)
        return (settle(alg, product), b) if alg.special else (product, b)
    return reduced(alg, guarded(a, c), guarded(b, d))


def negative(pair: Pair) -> Pair:
    """Minus a fraction."""
    return (-pair[0], pair[1])


def scaled(alg: Algebra, pair: Pair, top: int, bottom: int = 1) -> Pair:
    """A fraction times top/bottom."""
    return reduced(alg, pair[0] * top, pair[1] * bottom)


def inverse(alg: Algebra, pair: Pair) -> Pair:
    """One over a fraction; a ZeroDivisionError where it is identically zero."""
    num, den = pair
    if num.is_zero():
        raise ZeroDivisionError
    if num.leading_coefficient() < 0:
        num, den = -num, -den
    return reduced(alg, den, num) if alg.special else (den, num)


def power(alg: Algebra, pair: Pair, exponent: int) -> Pair:
    """A fraction to an integer power."""
    if exponent == 0:
        return alg.one_pair
    if exponent < 0:
        return power(alg, inverse(alg, pair), -exponent)
    if exponent == 1:
        return pair
    num, den = pair
    if exponent > MAX_POWER or (len(num) > 1 and len(num) ** exponent > MAX_TERMS) or (len(den) > 1 and len(den) ** exponent > MAX_TERMS):
        raise BudgetError("power")
    num, den = num**exponent, den**exponent
    return reduced(alg, num, den) if alg.special else (num, den)


def settle(alg: Algebra, poly: Poly) -> Poly:
    """A polynomial after the power rules of its kernels: delta^2 = delta, sgn^3 = sgn, sgn(f)^2 f = f, root^d = |f|, sin^2 = 1 - cos^2."""
    if not alg.special or poly.is_constant():
        return poly
    for _ in range(8):
        degrees = poly.degrees()
        before = poly
        for g in alg.special:
            if degrees[g] > 1:
                poly = _lower(alg, poly, g)
                degrees = poly.degrees()
        if poly == before:
            return poly
    return poly


def split_by(alg: Algebra, poly: Poly, g: int) -> dict[int, Poly]:
    """The coefficients of a polynomial by the powers of one kernel."""
    parts: dict[int, dict[Any, Any]] = {}
    for exponents, c in poly.terms():
        e = exponents[g]
        parts.setdefault(e, {})[(*exponents[:g], 0, *exponents[g + 1 :]) if e else exponents] = c
    return {e: alg.ring.from_dict(part) for e, part in parts.items()}


def _lower(alg: Algebra, poly: Poly, g: int) -> Poly:
    from derive.strategies.algebra.signs import sign_of

    kind, data, gen = alg.kinds[g], alg.data[g], alg.gens[g]
    parts = split_by(alg, poly, g)
    result = alg.nil
    for e, part in parts.items():
        if kind == "delta":
            result += part * gen if e else part
        elif kind == "sgn":
            lowered = e if e < 3 else 2 - e % 2
            if lowered == 2 and sign_of(alg, data[0]) in {"+", "-", "!"}:
                result += part
            elif lowered == 2 and not part.is_zero():
                quotient, rest = divmod(part, data[0])
                result += quotient * data[0] + rest * gen**2 if quotient else part * gen**2
            else:
                result += part * gen**lowered
        elif kind == "root":
            from derive.strategies.algebra.signs import absolute

            count, rest_power = divmod(e, data[1])
            result += guarded(part, absolute(alg, data[0]) ** count) * gen**rest_power
        else:
            cosine = alg.kernel("fn", "cos", data[1])
            result += guarded(part, (alg.one - cosine**2) ** (e // 2)) * gen ** (e % 2)
    return result


def _rationalised(alg: Algebra, num: Poly, den: Poly) -> Pair:
    """Roots leave a denominator that is a monomial: 1/sqrt(2) becomes sqrt(2)/2."""
    if len(den) != 1:
        return (num, den)
    factor = alg.one
    for g in alg.special:
        if alg.kinds[g] == "root":
            e = den.degrees()[g] % alg.data[g][1]
            if e:
                factor *= alg.gens[g] ** (alg.data[g][1] - e)
    if factor.is_one():
        return (num, den)
    num, den = settle(alg, num * factor), settle(alg, den * factor)
    common = num.gcd(den)
    return (divmod(num, common)[0], divmod(den, common)[0])
