"""Fractions of polynomials: exact arithmetic without reduction, equality by cross-multiplication, and denominators that stay non-zero."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, coefficients, constant, gen, gens, plus, power, product, quotient, times
from derive.kernel.signs import sign_of

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


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


def raised(pair: Pair, e: int) -> Pair:
    """A fraction to an integer power; rejected where that divides by zero."""
    num, den = pair if e >= 0 else (pair[1], pair[0])
    if not den:
        raise RejectedError("a division by zero")
    return power(num, abs(e)), power(den, abs(e))


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


def same(book: Replay, claimed: Pair, expected: Pair) -> None:
    """The claimed fraction equals the expected one, and its denominator is not zero where the expected one is not."""
    if not crosswise(book, claimed, expected):
        raise RejectedError("a line does not follow")
    if not nonzero(book, claimed[1], expected[1]):
        raise RejectedError("a denominator may be zero")


def crosswise(book: Replay, left: Pair, right: Pair) -> bool:
    """Whether two fractions are equal by cross-multiplication: where neither denominator is zero."""
    return left == right or bool(book.vanishes(gap(left, right)))


def gap(left: Pair, right: Pair) -> Poly:
    """The numerator of left - right."""
    return plus(times(left[0], right[1]), times(right[0], left[1]), -1)


def agrees(book: Replay, claimed: Pair, expected: Pair) -> bool:
    """Whether the claimed fraction equals the expected one and has a value wherever that has one.

    Without the second half, 0/0 agrees with everything, and so does x (1 - sign(x)^2) / (1 - sign(x)^2).
    """
    return claimed == expected or (crosswise(book, claimed, expected) and nonzero(book, claimed[1], expected[1]))


def kernel_where(book: Replay, kind: str, fits: Callable[[tuple[Any, ...]], bool]) -> Pair | None:
    """The first kernel of a kind whose definition fits."""
    return next(((gen(g), ONE) for g, own in enumerate(book.table.kinds) if own == kind and fits(book.table.data[g])), None)


def nonzero(book: Replay, den: Poly, known: Poly) -> bool:
    """Whether a denominator is not zero wherever a known denominator is not: it divides a power of that, and of f where root(f) or sgn(f) is a factor of that."""
    if not den:
        return False
    if den == known or (len(den) == 1 and () in den):
        return True
    if sign_of(book, den) in {"+", "-", "!"}:
        return True
    if any(book.vanishes(plus(den, known, factor)) for factor in (1, -1)):
        return True
    own = [book.table.data[g][0] for g in gens(known) if book.table.kinds[g] in {"root", "sgn"} and 0 not in coefficients(known, g)]
    wide = times(known, constant(abs(next(iter(den.values())))))
    for _ in range(3):
        if quotient(wide, den) is not None:
            return True
        wide = times(wide, product((known, *own)))
    return False


def settle(book: Replay, poly: Poly) -> Poly:
    """delta^2 = delta, sgn^3 = sgn, sgn(f)^2 f = f, root(f, d)^d = |f|, sin^2 = 1 - cos^2."""
    from derive.kernel.elementary import absolute

    for _ in range(16):
        before = poly
        for g in gens(poly):
            kind, data = book.table.kinds[g], book.table.data[g]
            if kind not in {"delta", "sgn", "root"} and not (kind == "fn" and data[0] == "sin"):
                continue
            parts = coefficients(poly, g)
            if max(parts, default=0) < 2:
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


def _sign_power(book: Replay, part: Poly, inner: Poly, g: int, e: int) -> Poly:
    e = e if e < 3 else 2 - e % 2
    if e == 2 and (quotient(part, inner) is not None or sign_of(book, inner) in {"+", "-", "!"}):
        return part
    return times(part, power(gen(g), e))
