"""Substitution: variables replaced inside kernels, from images that the certificate claims and that are checked here once against the definitions of the kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel.elementary import delta_of
from derive.kernel.fractions import agrees, fraction_sum, same, times_pairs
from derive.kernel.functions import power_of, value_of
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, gen, gens, power
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
            same(book, claimed, book.listed("exp", replaced_pair(book, data, mapping)))
        case "root":
            only = book.table.single(claimed[0])
            if only is None or claimed[1] != ONE or book.table.kinds[only] != "root" or book.table.data[only][1] != data[1]:
                raise RejectedError("the image of a root")
            same(book, (book.table.data[only][0], ONE), replaced(book, data[0], mapping))
        case "log" | "sgn":
            same(book, claimed, book.listed(kind, replaced(book, data[0], mapping)))
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
    body = replaced_pair(book, (num, den), outer)
    if only is not None and claimed[1] == ONE and book.table.kinds[only] == "sum" and book.table.data[only][:2] == (variables, bounds):
        if agrees(book, (book.table.data[only][2], book.table.data[only][3]), body):
            return
    same(book, claimed, book.rebuilt(variables, bounds, body))


def _whole(book: Replay, poly: Poly, mapping: Mapping) -> Poly:
    num, den = replaced(book, poly, mapping)
    if den != ONE:
        raise RejectedError("a bound is not whole")
    return num
