"""exp, logarithms, roots, signs and deltas of a fraction: each claimed value is checked against the definitions of the kernels in it.

    exp(sum of e_i a_i + sum of c_j log|f_j|)  =  prod exp(a_i)^e_i  prod |f_j|^c_j
    log(+- prod f_j^c_j prod exp(a_i)^e_i)     =  sum of c_j log|f_j| + sum of e_i a_i          argument > 0, so a sign in it is +-1
    (+- prod f_i^e_i)^q                        =  prod |f_i|^(q e_i)                            base >= 0
    sign(c prod f_i^e_i)                       =  sign(c) prod sign(f_i)^e_i
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from derive.kernel.fractions import agrees, fraction_sum, nonzero, rational, same, scaled, times_pairs
from derive.kernel.polynomial import (
    ONE,
    Pair,
    Poly,
    RejectedError,
    coefficients,
    constant,
    gen,
    gens,
    partial,
    plus,
    power,
    product,
    quotient,
    times,
)
from derive.kernel.signs import sign_of

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


Factors = Sequence[tuple[Poly, int]]


def check_exp(book: Replay, argument: Pair, value: Pair, _factors: Factors = ()) -> None:
    """The value is exp of the argument."""
    exponents: dict[int, int] = {}
    for poly, side in zip(value, (1, -1), strict=True):
        for g in gens(poly):
            if book.table.kinds[g] == "exp":
                e = min(coefficients(poly, g))
                if e:
                    exponents[g] = exponents.get(g, 0) + side * e
    total: Pair = ({}, ONE)
    expected: Pair = (ONE, ONE)
    for g, e in exponents.items():
        if e:
            total = fraction_sum(total, scaled(book.table.data[g], Fraction(e)))
            factor = power(gen(g), abs(e))
            expected = times_pairs(expected, (factor, ONE) if e > 0 else (ONE, factor))
    rest = fraction_sum(argument, scaled(total, Fraction(-1)))
    for g in sorted(gens(rest[0])):
        if book.table.kinds[g] == "log":
            c = rational(partial(rest[0], g), rest[1])
            total = fraction_sum(total, scaled((gen(g), ONE), c))
            expected = times_pairs(expected, absolute_power(book, book.table.data[g][0], c))
    if not agrees(book, total, argument):
        raise RejectedError("an exponential does not fit its exponent")
    same(book, value, expected)


def check_log(book: Replay, argument: Pair, value: Pair, _factors: Factors = ()) -> None:
    """The value is log of the argument, wherever the argument is positive."""
    powers: dict[int, Fraction] = {}
    total: Pair = ({}, ONE)
    for g in sorted(gens(value[0])):
        if book.table.kinds[g] == "log":
            powers[g] = rational(partial(value[0], g), value[1])
            total = fraction_sum(total, scaled((gen(g), ONE), powers[g]))
    scale = lcm(1, *(c.denominator for c in powers.values()))
    above, below = power(argument[0], scale), power(argument[1], scale)
    for g, c in powers.items():
        factor = power(book.table.data[g][0], abs(int(c * scale)))
        above, below = (above, times(below, factor)) if c > 0 else (times(above, factor), below)
    above, below = book.settle(above), book.settle(below)
    for g in sorted(gens(above) | gens(below)):
        if book.table.kinds[g] in {"exp", "sgn"}:
            first, second = min(coefficients(above, g)), min(coefficients(below, g))
            above, below = _lowered(above, g, first), _lowered(below, g, second)
        if book.table.kinds[g] == "exp" and first != second:
            total = fraction_sum(total, scaled(book.table.data[g], Fraction(first - second, scale)))
    if not agrees(book, value, total):
        raise RejectedError("a logarithm leaves a rest")
    if not (book.vanishes(plus(above, below, -1)) or book.vanishes(plus(above, below))):
        raise RejectedError("a logarithm does not fit its argument")


def _lowered(poly: Poly, g: int, e: int) -> Poly:
    lowered = quotient(poly, power(gen(g), e)) if e else poly
    if lowered is None:
        raise RejectedError("malformed power")
    return lowered


def absolute(book: Replay, poly: Poly) -> Poly:
    """|f| as a polynomial, by the known sign of f or with the kernel sgn(f)."""
    sign = sign_of(book, poly)
    if sign in {"+", "0+", "0"}:
        return poly
    if sign in {"-", "0-"}:
        return {m: -c for m, c in poly.items()}
    return times(poly, signum(book, poly))


def signum(book: Replay, poly: Poly) -> Poly:
    """The sign of a polynomial: a number, or its kernel in the table."""
    sign = sign_of(book, poly)
    if sign in {"+", "-", "0"}:
        return constant({"+": 1, "-": -1, "0": 0}[sign])
    for g, kind in enumerate(book.table.kinds):
        if kind == "sgn" and book.table.data[g][0] == poly:
            return gen(g)
    raise RejectedError("a sign has no kernel")


def absolute_power(book: Replay, poly: Poly, ratio: Fraction) -> Pair:
    """|f|^ratio by the kernels of the table."""
    only = book.table.single(poly)
    if only is not None and book.table.kinds[only] == "exp":
        return book.listed("exp", scaled(book.table.data[only], ratio))
    if only is not None and book.table.kinds[only] == "root":
        inner, d = book.table.data[only]
        return absolute_power(book, inner, ratio / d)
    whole, rest = divmod(ratio, 1)
    base = power(absolute(book, poly), abs(int(whole)))
    result: Pair = (base, ONE) if whole >= 0 else (ONE, base)
    if rest:
        found = [g for g, kind in enumerate(book.table.kinds) if kind == "root" and book.table.data[g] == (poly, rest.denominator)]
        if not found:
            raise RejectedError("a root has no kernel")
        result = times_pairs(result, (power(gen(found[0]), rest.numerator), ONE))
    return result


def check_factors(book: Replay, pair: Pair, atoms: Factors) -> Fraction:
    """The fraction is a number times the product of the atoms' powers, and no atom below is zero where the fraction has a value; returns the number."""
    top = product(power(f, e) for f, e in atoms if e > 0)
    bottom = product(power(f, -e) for f, e in atoms if e < 0)
    left, right = book.settle(times(pair[0], bottom)), book.settle(times(pair[1], top))
    number = rational(left, right)
    if not number:
        raise RejectedError("factors of zero")
    if not nonzero(book, bottom, pair[1]):
        raise RejectedError("a factor below may be zero")
    return number


def check_root(book: Replay, base: Pair, value: Pair, atoms: Factors, exponent: Fraction) -> None:
    """The value is a non-negative fraction to a rational power."""
    if abs(check_factors(book, base, atoms)) != 1:
        raise RejectedError("factors of a root do not fit")
    expected: Pair = (ONE, ONE)
    for f, e in atoms:
        expected = times_pairs(expected, absolute_power(book, f, exponent * e))
    same(book, value, expected)


def check_sgn(book: Replay, pair: Pair, value: Pair, atoms: Factors) -> None:
    """The value is the sign of the fraction; a factor of the denominator is never zero."""
    result = constant(1 if check_factors(book, pair, atoms) > 0 else -1)
    for f, e in atoms:
        certain = e < 0 or sign_of(book, f) in {"+", "-", "!"}
        result = times(result, power(signum(book, f), abs(e) % 2 if certain else 2 - abs(e) % 2))
    same(book, value, (result, ONE))


def delta_of(book: Replay, difference: Poly) -> Poly:
    """Kronecker's delta of an index difference: a number where the difference has a known sign, else its kernel."""
    sign = sign_of(book, difference)
    if sign == "0":
        return ONE
    if sign in {"+", "-", "!"}:
        return {}
    for g, kind in enumerate(book.table.kinds):
        if kind == "delta" and (book.table.data[g][0] == difference or not plus(book.table.data[g][0], difference)):
            return gen(g)
    raise RejectedError("a delta has no kernel")


def only_integers(book: Replay, poly: Poly, entries: bool = True) -> bool:
    """Whether a polynomial takes integer values: over integer variables and, where indices are meant, entries that are indices."""
    return all(
        (entries and book.table.kinds[g] == "at") or (book.table.kinds[g] == "var" and book.table.data[g][0].op == "sym" and book.table.data[g][0].args[1] == "int")
        for g in gens(poly)
    )


CHECKS: dict[str, Callable[..., None]] = {"exp": check_exp, "log": check_log, "sgn": check_sgn, "root": check_root}
