"""The sum of a body over an opened variable, as a combination of kernels.

    body = sum of c_t m_t,  c_t free of i          sum_i m_t = v_t
    --------------------------------------------------------------
                   sum_i body = sum of c_t v_t

where v_t is the number of terms (m_t = 1), the value at the one index that a delta picks, or a product of sum kernels over m_t's independent parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel.fractions import fraction_sum, rational, same, scaled, times_pairs
from derive.kernel.lines import pair_of
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, coefficients, gen, plus, power, quotient, thaw, times
from derive.kernel.signs import sign_of
from derive.kernel.substitution import opened, replaced, replaced_pair
from derive.model.term import Term

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


def check_sum(book: Replay, variable: Term, bounds: tuple[Poly, Poly], body: Pair, pieces: Any, total: Pair) -> None:
    """The total is the sum of the body while the opened variable runs over the bounds."""
    if not variable.name.startswith("@") or any(variable in book.table.free_of(bound) for bound in bounds):
        raise RejectedError("a bound variable occurs in its range")
    whole: Pair = ({}, ONE)
    value: Pair = ({}, ONE)
    below_all = []
    for plain, top, bottom, how, value_of_piece in pieces:
        factor, amount = pair_of(plain), pair_of(value_of_piece)
        monomial, below = pair_of((top, bottom))
        book.own(book.table.free_of_pair(body) | book.table.free_of_pair(bounds) | {variable}, *factor, monomial, below, *amount)
        if variable in book.table.free_of_pair(factor) or variable in book.table.free_of_pair(amount):
            raise RejectedError("a factor contains the summation variable")
        whole = fraction_sum(whole, times_pairs(factor, (monomial, below)))
        value = fraction_sum(value, times_pairs(factor, amount))
        _check_piece(book, variable, bounds, (monomial, below), how, amount)
        below_all += [factor[1]] if how[0] == "delta" else [factor[1], amount[1]]
    same(book, whole, body)
    if not all(_nonzero(book, poly) for poly in below_all) and sign_of(book, plus(bounds[1], bounds[0], -1)) not in {"+", "0+", "0"}:
        raise RejectedError("a denominator leaves a sum that may be empty")
    same(book, total, value)


def _nonzero(book: Replay, poly: Poly) -> bool:
    return sign_of(book, poly) in {"+", "-", "!"}


def _check_piece(book: Replay, variable: Term, bounds: tuple[Poly, Poly], body: Pair, how: Any, amount: Pair) -> None:
    low, high = bounds
    match how[0]:
        case "count":
            if body != (ONE, ONE) or sign_of(book, plus(plus(high, low, -1), ONE)) not in {"+", "0+", "0"}:
                raise RejectedError("a number of terms")
            same(book, amount, (plus(plus(high, low, -1), ONE), ONE))
        case "delta":
            g, target = how[1], thaw(how[2])
            if book.table.kinds[g] != "delta" or variable in book.table.free_of(target) or not book.table.only_integers(target):
                raise RejectedError("a delta does not fit")
            difference = book.table.data[g][0]
            own = book.number_of(variable)
            rest, slope = (coefficients(difference, own).get(e) for e in (0, 1))
            if slope not in (ONE, {(): -1}) or variable in book.table.free_of(rest or {}) or set(coefficients(difference, own)) - {0, 1}:
                raise RejectedError("a delta is not linear in the summation variable")
            if replaced(book, difference, ((variable, target),))[0]:
                raise RejectedError("a delta picks another index")
            for poly in (plus(target, low, -1), plus(high, target, -1)):
                if sign_of(book, poly) not in {"+", "0+", "0"}:
                    raise RejectedError("a delta may pick an index out of range")
            e = min(coefficients(body[0], g))
            left = quotient(body[0], power(gen(g), e)) if e else None
            if left is None:
                raise RejectedError("no delta to contract")
            same(book, amount, replaced_pair(book, (left, body[1]), ((variable, target),)))
        case "kernels":
            _check_kernels(book, variable, bounds, body, how, amount)
        case _:
            raise RejectedError("unknown kind of sum")


def _check_kernels(book: Replay, variable: Term, bounds: tuple[Poly, Poly], body: Pair, how: Any, amount: Pair) -> None:
    """The monomial, its inner sums opened, falls into parts over separate variables; each part is the body of a sum kernel."""
    _, openings, parts = how
    ranges: dict[Term, tuple[Poly, Poly]] = {variable: bounds}
    whole: Pair = body
    for g, names in openings:
        bound, inner, num, den = book.table.data[g] if book.table.kinds[g] == "sum" else ((), (), {}, {})
        if not bound or any(name in ranges or name in book.table.free_of_pair(whole) for name in names):
            raise RejectedError("a sum is opened with a name that is taken")
        if any(book.table.free_of(p) & {variable, *ranges} for pair in inner for p in pair):
            raise RejectedError("a range depends on another sum")
        for name, own in zip(names, inner, strict=True):
            book.check_range(name, own)
        ranges.update(zip(names, inner, strict=True))
        inside = opened(book, bound, (num, den), names)
        rest = quotient(whole[0], gen(g))
        if rest is None:
            raise RejectedError("an opened sum does not occur")
        whole = times_pairs((rest, whole[1]), inside)
    covered: list[Term] = []
    product: Pair = (ONE, ONE)
    value: Pair = (ONE, ONE)
    for names, number, plain in parts:
        part = pair_of(plain)
        if book.table.free_of_pair(part) & (set(ranges) - set(names)):
            raise RejectedError("parts share a variable")
        covered += names
        product = times_pairs(product, part)
        value = times_pairs(value, _part_value(book, names, number, part, [ranges[name] for name in names]))
    if sorted(v.name for v in covered) != sorted(v.name for v in ranges):
        raise RejectedError("a sum loses a variable")
    ratio = rational(times(whole[0], product[1]), times(product[0], whole[1]))
    same(book, scaled(product, ratio), whole)
    same(book, amount, scaled(value, ratio))


def _part_value(book: Replay, names: tuple[Term, ...], number: Any, part: Pair, ranges: list[tuple[Poly, Poly]]) -> Pair:
    if not names:
        return part
    if number == "count":
        low, high = ranges[0]
        if len(names) != 1 or part != (ONE, ONE) or sign_of(book, plus(plus(high, low, -1), ONE)) not in {"+", "0+", "0"}:
            raise RejectedError("a number of terms")
        return plus(plus(high, low, -1), ONE), ONE
    if book.table.kinds[number] != "sum":
        raise RejectedError("a part is not a sum")
    bound, bounds, num, den = book.table.data[number]
    if len(bound) != len(names) or list(bounds) != ranges:
        raise RejectedError("a sum kernel has other ranges")
    renaming = tuple((name, gen(book.number_of(new))) for name, new in zip(names, bound, strict=True))
    if any(v in book.table.free_of_pair(part) for v in bound):
        raise RejectedError("a bound variable is captured")
    same(book, (num, den), replaced_pair(book, part, renaming))
    return gen(number), ONE
