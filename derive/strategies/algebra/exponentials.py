"""Exponentials, logarithms and roots as kernels: one exponential per monomial of the exponent, one logarithm per irreducible factor."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from derive.strategies.algebra.factors import factors, primes
from derive.strategies.algebra.fraction import add, multiply, power, reduced, scaled
from derive.strategies.algebra.keys import spelled
from derive.strategies.algebra.signs import absolute
from derive.strategies.algebra.table import Algebra, BudgetError, Pair, Poly, RescaleError, UnsupportedError

MAX_EXPONENT = 128


def exponential(alg: Algebra, pair: Pair) -> Pair:
    """exp of a fraction: a product of powers of kernels, one for each monomial of the exponent; exp(c log|f|) is |f|^c."""
    num, den = pair
    if num.is_zero():
        alg.trace.append(("exp", pair, alg.one_pair, ()))
        return alg.one_pair
    content, primitive = den.primitive()
    content = int(content)
    plain = primitive.is_one()
    top, bottom = alg.one, alg.one
    result: Pair = alg.one_pair
    parts: list[tuple[Poly, int | Fraction]] = []
    for exponents, c in alg.terms(num):
        ratio = Fraction(c, content)
        monomial = alg.monomial(exponents)
        if plain and sum(exponents) == 1:
            g = exponents.index(1)
            if alg.kinds[g] == "log":
                result = multiply(alg, result, absolute_power(alg, alg.data[g][0], ratio))
                parts.append((alg.data[g][0], ratio))
                continue
        gen, e = exponential_kernel(alg, monomial, primitive, ratio)
        parts.append((gen, e))
        if e > 0:
            top = top * gen**e
        else:
            bottom = bottom * gen**-e
    simple = (top, bottom)
    result = simple if result is alg.one_pair else multiply(alg, result, simple)
    alg.trace.append(("exp", pair, result, tuple(parts)))
    return result


def exponential_kernel(alg: Algebra, monomial: Poly, primitive: Poly, ratio: Fraction) -> tuple[Poly, int]:
    """The kernel exp(monomial/(d primitive)) and the power of it that exp(ratio monomial/primitive) is."""
    key = (spelled(monomial), spelled(primitive))
    d = alg.scales.get(key, 1)
    if ratio.denominator != 1 and d % ratio.denominator:
        alg.scales[key] = lcm(d, ratio.denominator)
        raise RescaleError
    e = int(ratio * d)
    if abs(e) > MAX_EXPONENT:
        raise BudgetError("exponent")
    return alg.kernel("exp", monomial, primitive * d), e


def absolute_power(alg: Algebra, poly: Poly, ratio: Fraction) -> Pair:
    """|f|^ratio, f irreducible or a prime."""
    if abs(ratio) > MAX_EXPONENT:
        raise BudgetError("exponent")
    whole, rest = divmod(ratio, 1)
    base = (absolute(alg, poly), alg.one)
    result = power(alg, base, int(whole)) if whole else alg.one_pair
    if rest:
        root = alg.kernel("root", poly, rest.denominator)
        result = multiply(alg, result, (root**rest.numerator, alg.one))
    return result


def logarithm(alg: Algebra, pair: Pair) -> Pair:
    """log of a positive fraction, as the sum of log|f| over its irreducible factors."""
    result: Pair = alg.zero_pair
    atoms: list[tuple[Poly, int]] = []
    for poly, sign in ((pair[0], 1), (pair[1], -1)):
        content, parts = factors(alg, poly)
        atoms += [(alg.constant(prime), e * sign) for prime, e in primes(abs(content))] + [(part, e * sign) for part, e in parts]
    for part, e in atoms:
        result = add(alg, result, scaled(alg, _log_of_factor(alg, part), e))
    alg.trace.append(("log", pair, result, tuple(atoms)))
    return result


def _log_of_factor(alg: Algebra, part: Poly) -> Pair:
    g = alg.single(part)
    if g is not None and alg.kinds[g] == "exp":
        return reduced(alg, alg.data[g][0], alg.data[g][1])
    if g is not None and alg.kinds[g] == "root":
        inner, d = alg.data[g]
        return scaled(alg, _log_of_factor(alg, inner), 1, d)
    if g is not None and alg.kinds[g] == "sgn":
        return alg.zero_pair
    return (alg.kernel("log", part), alg.one)


def root(alg: Algebra, pair: Pair, exponent: Fraction) -> Pair:
    """A non-negative fraction to a rational power, as a product of powers of |f|^(1/d)."""
    if pair[0].is_zero():
        if exponent <= 0:
            raise ZeroDivisionError
        return alg.zero_pair
    result: Pair = alg.one_pair
    atoms: list[tuple[Poly, int]] = []
    for poly, sign in ((pair[0], 1), (pair[1], -1)):
        content, parts = factors(alg, poly)
        atoms += [(alg.constant(prime), e * sign) for prime, e in primes(abs(content))] + [(part, e * sign) for part, e in parts]
    for part, e in atoms:
        result = multiply(alg, result, _factor_power(alg, part, exponent * e))
    alg.trace.append(("root", pair, exponent, tuple(atoms), result))
    return result


def _factor_power(alg: Algebra, part: Poly, ratio: Fraction) -> Pair:
    g = alg.single(part)
    if g is not None and alg.kinds[g] == "exp":
        num, den = alg.data[g]
        return exponential(alg, reduced(alg, num * ratio.numerator, den * ratio.denominator))
    if g is not None and alg.kinds[g] == "root":
        inner, d = alg.data[g]
        return absolute_power(alg, inner, ratio / d)
    return absolute_power(alg, part, ratio)


def symbolic_power(alg: Algebra, base: Pair, exponent: Pair) -> Pair:
    """A base to an exponent that is an integer though not a number: r^(n+1) is r r^n."""
    num, den = exponent
    if not den.is_one() or not all(g in alg.integers for g in alg.used(num)):
        raise UnsupportedError("power")
    content, parts = factors(alg, base[0])
    bottom, below = factors(alg, base[1])
    if content != 1 or bottom != 1:
        sign = -1 if content < 0 else 1
        atoms: list[tuple[Any, int]] = [(alg.constant(p), e) for p, e in primes(abs(content))] + [(alg.constant(p), -e) for p, e in primes(abs(bottom))]
        if sign < 0:
            atoms.append((alg.constant(-1), 1))
    else:
        atoms = []
    atoms += parts + [(f, -e) for f, e in below]
    result: Pair = alg.one_pair
    for atom, e in atoms:
        for exponents, c in alg.terms(num):
            if sum(exponents) == 0:
                result = multiply(alg, result, power(alg, (atom, alg.one), c * e))
            else:
                gen = alg.kernel("power", atom, alg.monomial(exponents))
                result = multiply(alg, result, power(alg, (gen, alg.one), c * e))
    alg.trace.append(("power", base, exponent, tuple(atoms), result))
    return result
