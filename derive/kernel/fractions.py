"""Fractions of polynomials: exact arithmetic without reduction, equality by cross-multiplication, and denominators that stay non-zero."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from derive.kernel.polynomial import (
    ONE,
    Pair,
    Poly,
    RejectedError,
    coefficients,
    constant,
    gen,
    gens,
    plus,
    power,
    quotient,
    times,
)
from derive.kernel.signs import Facts, sign_of
from derive.model.term import Term


class Book(Facts, Protocol):
    """What the checks need of a replay."""

    lines: Any

    def value(self, term: Term) -> Pair: ...  # noqa: D102
    def sign(self, term: Term) -> str: ...  # noqa: D102
    def exp_of(self, argument: Pair) -> Pair: ...  # noqa: D102
    def log_of(self, argument: Pair) -> Pair: ...  # noqa: D102
    def sgn_of(self, argument: Pair) -> Pair: ...  # noqa: D102
    def root_of(self, base: Pair, exponent: Fraction) -> Pair: ...  # noqa: D102
    def fn_of(self, name: str, args: tuple[Pair, ...]) -> Pair: ...  # noqa: D102
    def power_of(self, base: Pair, exponent: Pair) -> Pair: ...  # noqa: D102
    def image_of(self, g: int, mapping: Any) -> Pair: ...  # noqa: D102
    def sum_of(self, variable: Term, bounds: tuple[Poly, Poly], body: Pair) -> Pair: ...  # noqa: D102
    def rebuilt(self, variables: tuple[Term, ...], ranges: tuple[tuple[Poly, Poly], ...], body: Pair) -> Pair: ...  # noqa: D102
    def check_range(self, variable: Term, bounds: tuple[Poly, Poly]) -> None: ...  # noqa: D102
    def number_of(self, variable: Term) -> int: ...  # noqa: D102
    def only_integers(self, poly: Poly) -> bool: ...  # noqa: D102
    def ratio(self, left: Pair, right: Pair) -> Fraction: ...  # noqa: D102
    def settle(self, poly: Poly) -> Poly: ...  # noqa: D102
    def vanishes(self, poly: Poly) -> bool: ...  # noqa: D102


def fraction_sum(left: Pair, right: Pair) -> Pair:
    """left + right."""
    if left[1] == right[1]:
        return plus(left[0], right[0]), left[1]
    return plus(times(left[0], right[1]), times(right[0], left[1])), times(left[1], right[1])


def times_pairs(left: Pair, right: Pair) -> Pair:
    """left * right."""
    return times(left[0], right[0]), times(left[1], right[1])


def scaled(pair: Pair, factor: Fraction) -> Pair:
    """A fraction times a rational number."""
    return times(pair[0], constant(factor.numerator)), times(pair[1], constant(factor.denominator))


def rational(num: Poly, den: Poly) -> Fraction:
    """num/den where it is a rational number; rejected otherwise."""
    if not num:
        return Fraction(0)
    (monomial, c), *_ = num.items()
    if monomial not in den:
        raise RejectedError("not a number")
    ratio = Fraction(c, den[monomial])
    if plus(times(num, constant(ratio.denominator)), times(den, constant(ratio.numerator)), -1):
        raise RejectedError("not a number")
    return ratio


def same(book: Book, claimed: Pair, expected: Pair) -> None:
    """The claimed fraction equals the expected one, and its denominator is not zero where the expected one is not."""
    if not crosswise(book, claimed, expected):
        raise RejectedError("a line does not follow")
    if not nonzero(book, claimed[1], expected[1]):
        raise RejectedError("a denominator may be zero")


def crosswise(book: Book, left: Pair, right: Pair) -> bool:
    """Whether two fractions are equal by cross-multiplication: where neither denominator is zero."""
    return left == right or bool(book.vanishes(plus(times(left[0], right[1]), times(right[0], left[1]), -1)))


def agrees(book: Book, claimed: Pair, expected: Pair) -> bool:
    """Whether the claimed fraction equals the expected one and has a value wherever that has one.

    Without the second half, 0/0 agrees with everything, and so does x (1 - sign(x)^2) / (1 - sign(x)^2).
    """
    return claimed == expected or (crosswise(book, claimed, expected) and nonzero(book, claimed[1], expected[1]))


def nonzero(book: Book, den: Poly, known: Poly) -> bool:
    """Whether a denominator is not zero wherever a known denominator is not."""
    if not den:
        return False
    if den == known or (len(den) == 1 and () in den):
        return True
    if sign_of(book, den) in {"+", "-", "!"}:
        return True
    content = abs(next(iter(den.values())))
    wide = times(known, constant(content))
    for _ in range(3):
        if quotient(wide, den) is not None:
            return True
        wide = times(wide, known)
        for g in gens(known):
            if book.table.kinds[g] in {"root", "sgn"}:
                wide = times(wide, book.table.data[g][0])
    return False


def settle(book: Book, poly: Poly) -> Poly:
    """delta^2 = delta, sgn^3 = sgn, sgn(f)^2 f = f, root(f, d)^d = |f|, sin^2 = 1 - cos^2."""
    from derive.kernel.elementary import absolute

    for _ in range(16):
        before = poly
        for g in gens(poly):
            kind, data = book.table.kinds[g], book.table.data[g]
            if kind not in {"delta", "sgn", "root"} and not (kind == "fn" and data[0] == "sin"):
                continue
            parts = coefficients(poly, g)
            if max(parts) < 2:
                continue
            poly = {}
            for e, part in parts.items():
                if kind == "delta":
                    lowered = times(part, gen(g) if e else ONE)
                elif kind == "sgn":
                    lowered = _sign_power(book, part, data[0], g, e)
                elif kind == "root":
                    whole, rest = divmod(e, data[1])
                    lowered = times(part, times(power(absolute(book, data[0]), whole) if whole else ONE, power(gen(g), rest)))
                else:
                    cosine = next((h for h, k in enumerate(book.table.kinds) if k == "fn" and book.table.data[h] == ("cos", data[1])), None)
                    if cosine is None:
                        raise RejectedError("a cosine has no kernel")
                    square = plus(ONE, power(gen(cosine), 2), -1)
                    lowered = times(part, times(power(square, e // 2), power(gen(g), e % 2)))
                poly = plus(poly, lowered)
        if poly == before:
            return poly
    return poly


def _sign_power(book: Book, part: Poly, inner: Poly, g: int, e: int) -> Poly:
    e = e if e < 3 else 2 - e % 2
    if e == 2 and (quotient(part, inner) is not None or sign_of(book, inner) in {"+", "-", "!"}):
        return part
    return times(part, power(gen(g), e))
