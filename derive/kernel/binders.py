"""Sums and substitution: variables replaced inside kernels, and a sum as a combination of sum kernels.

    body = sum of c_t m_t,  c_t free of i          sum_i m_t = v_t
    --------------------------------------------------------------
                   sum_i body = sum of c_t v_t

where v_t is the number of terms (m_t = 1), the value at the one index that a delta picks, or a product of sum kernels over m_t's independent parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel.elementary import check_exp, check_log, delta_of, only_integers
from derive.kernel.fractions import fraction_sum, rational, same, scaled, times_pairs
from derive.kernel.functions import power_of, value_of
from derive.kernel.lines import pair_of
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, coefficients, gen, gens, partial, plus, power, quotient, thaw, times
from derive.kernel.signs import sign_of
from derive.model.term import Term

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

Mapping = tuple[tuple[Term, Poly], ...]


def replaced(book: Replay, poly: Poly, mapping: Mapping) -> Pair:
    """A polynomial with variables replaced, from the checked images of its kernels."""
    variables = {variable for variable, _ in mapping}
    touched = [g for g in gens(poly) if book.table.free[g] & variables]
    if not touched:
        return poly, ONE
    images = {g: image(book, g, mapping) for g in touched}
    total: Pair = ({}, ONE)
    for monomial, c in poly.items():
        term: Pair = ({(): c}, ONE)
        for g, e in monomial:
            num, den = images.get(g, (gen(g), ONE))
            term = times_pairs(term, (power(num, e), power(den, e)))
        total = fraction_sum(total, term)
    return total


def replaced_pair(book: Replay, pair: Pair, mapping: Mapping) -> Pair:
    """A fraction with variables replaced; its denominator must not become zero identically."""
    num, den = replaced(book, pair[0], mapping), replaced(book, pair[1], mapping)
    if not den[0]:
        raise RejectedError("a denominator vanishes under a substitution")
    return times_pairs(num, (den[1], den[0]))


def image(book: Replay, g: int, mapping: Mapping) -> Pair:
    """What a kernel becomes: claimed by the certificate, checked once against its definition."""
    if book.table.kinds[g] == "var":
        found = dict(mapping).get(book.table.data[g][0])
        return (gen(g), ONE) if found is None else (found, ONE)
    return book.image_of(g, mapping)


def opened(book: Replay, bound: tuple[Term, ...], body: Pair, names: tuple[Term, ...]) -> Pair:
    """The body of a sum with its bound variables under other names."""
    if len(set(names)) != len(bound) or not all(name.name.startswith("@") for name in names) or book.table.free_of_pair(body) & set(names):
        raise RejectedError("a sum is opened with a name that is taken")
    return replaced_pair(book, body, tuple((old, gen(book.number_of(new))) for old, new in zip(bound, names, strict=True)))


def check_image(book: Replay, g: int, mapping: Mapping, claimed: Pair) -> None:
    """A claimed image follows from the kernel's definition."""
    kind, data = book.table.kinds[g], book.table.data[g]
    match kind:
        case "at":
            only = book.table.single(claimed[0])
            parts = [replaced(book, part, mapping) for part in data[1:]]
            if only is None or claimed[1] != ONE or book.table.kinds[only] != "at" or book.table.data[only][0] != data[0]:
                raise RejectedError("the image of an entry")
            for own, wanted in zip(book.table.data[only][1:], parts, strict=True):
                same(book, (own, ONE), wanted)
        case "exp":
            check_exp(book, replaced_pair(book, data, mapping), claimed)
        case "log":
            check_log(book, replaced(book, data[0], mapping), claimed)
        case "root":
            only = book.table.single(claimed[0])
            if only is None or claimed[1] != ONE or book.table.kinds[only] != "root" or book.table.data[only][1] != data[1]:
                raise RejectedError("the image of a root")
            same(book, (book.table.data[only][0], ONE), replaced(book, data[0], mapping))
        case "sgn":
            same(book, claimed, book.listed("sgn", replaced(book, data[0], mapping)))
        case "delta":
            num, den = replaced(book, data[0], mapping)
            if den != ONE:
                raise RejectedError("the image of an index")
            same(book, claimed, (delta_of(book, num), ONE))
        case "fn":
            same(book, claimed, value_of(book, data[0], tuple(replaced_pair(book, part, mapping) for part in data[1:])))
        case "power":
            same(book, claimed, power_of(book, replaced(book, data[0], mapping), replaced(book, data[1], mapping)))
        case "sum":
            _check_sum_image(book, data, mapping, claimed)
        case _:
            raise RejectedError(f"no image of {kind}")


def _check_sum_image(book: Replay, data: tuple[Any, ...], mapping: Mapping, claimed: Pair) -> None:
    variables, ranges, num, den = data
    if any(variable in book.table.free_of(value) for _, value in mapping for variable in variables):
        raise RejectedError("a bound variable is captured")
    outer = tuple((variable, value) for variable, value in mapping if variable not in variables)
    bounds = tuple((_whole(book, low, outer), _whole(book, high, outer)) for low, high in ranges)
    only = book.table.single(claimed[0])
    if only is not None and claimed[1] == ONE and book.table.kinds[only] == "sum" and book.table.data[only][:2] == (variables, bounds):
        body = replaced_pair(book, (num, den), outer)
        same(book, (book.table.data[only][2], book.table.data[only][3]), body)
        return
    same(book, claimed, book.rebuilt(variables, bounds, replaced_pair(book, (num, den), outer)))


def _whole(book: Replay, poly: Poly, mapping: Mapping) -> Poly:
    num, den = replaced(book, poly, mapping)
    if den != ONE:
        raise RejectedError("a bound is not whole")
    return num


def check_sum(book: Replay, variable: Term, bounds: tuple[Poly, Poly], body: Pair, pieces: Any, total: Pair) -> None:
    """The total is the sum of the body while the opened variable runs over the bounds."""
    if not variable.name.startswith("@") or any(variable in book.table.free_of(bound) for bound in bounds):
        raise RejectedError("a bound variable occurs in its range")
    whole: Pair = ({}, ONE)
    value: Pair = ({}, ONE)
    for plain, top, bottom, how, value_of_piece in pieces:
        factor, amount = pair_of(plain), pair_of(value_of_piece)
        monomial, below = pair_of((top, bottom))
        if variable in book.table.free_of_pair(factor) or variable in book.table.free_of_pair(amount):
            raise RejectedError("a factor contains the summation variable")
        whole = fraction_sum(whole, times_pairs(factor, (monomial, below)))
        value = fraction_sum(value, times_pairs(factor, amount))
        _check_piece(book, variable, bounds, (monomial, below), how, amount)
    same(book, whole, body)
    if not all(_nonzero(book, thaw(factor[1])) for factor, *_ in pieces) and sign_of(book, plus(bounds[1], bounds[0], -1)) not in {"+", "0+", "0"}:
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
            if book.table.kinds[g] != "delta" or variable in book.table.free_of(target) or not only_integers(book, target):
                raise RejectedError("a delta does not fit")
            difference = book.table.data[g][0]
            own = book.number_of(variable)
            slope = partial(difference, own)
            if slope not in (ONE, {(): -1}) or any(variable in book.table.free[h] for h in gens(difference) if h != own):
                raise RejectedError("a delta is not linear in the summation variable")
            if replaced(book, difference, ((variable, target),))[0]:
                raise RejectedError("a delta picks another index")
            for poly in (plus(target, low, -1), plus(high, target, -1)):
                if sign_of(book, poly) not in {"+", "0+", "0"}:
                    raise RejectedError("a delta may pick an index out of range")
            e = min(coefficients(body[0], g))
            rest = quotient(body[0], power(gen(g), e)) if e else None
            if rest is None:
                raise RejectedError("no delta to contract")
            same(book, amount, replaced_pair(book, (rest, body[1]), ((variable, target),)))
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
