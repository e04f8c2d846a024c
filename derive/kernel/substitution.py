"""Substitution: variables replaced inside kernels, by the definitions of the kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from derive.kernel.elementary import delta_of
from derive.kernel.fractions import agrees, fraction_sum, kernel_where, raised, times_pairs
from derive.kernel.functions import power_of, value_of
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, freeze, gen, gens
from derive.model.term import Term

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

Mapping = tuple[tuple[Term, Poly], ...]


def replaced(book: Replay, poly: Poly, mapping: Mapping) -> Pair:
    """A polynomial with variables replaced."""
    variables = {variable for variable, _ in mapping}
    touched = [g for g in gens(poly) if book.table.free[g] & variables]
    if not touched:
        return poly, ONE
    images = {g: image(book, g, mapping) for g in touched}
    total: Pair = ({}, ONE)
    for monomial, c in poly.items():
        term: Pair = ({(): c}, ONE)
        for g, e in monomial:
            term = times_pairs(term, raised(images.get(g, (gen(g), ONE)), e))
        total = fraction_sum(total, term)
    return total


def replaced_pair(book: Replay, pair: Pair, mapping: Mapping) -> Pair:
    """A fraction with variables replaced; its denominator must not become zero identically."""
    num, den = replaced(book, pair[0], mapping), replaced(book, pair[1], mapping)
    if not den[0]:
        raise RejectedError("a denominator vanishes under a substitution")
    return times_pairs(num, (den[1], den[0]))


def image(book: Replay, g: int, mapping: Mapping) -> Pair:
    """What a kernel becomes when variables are replaced, by its definition."""
    key = ("image", g, tuple((variable, freeze(value)) for variable, value in mapping))
    found: Pair = book.once(key, lambda: _image(book, g, mapping))
    book.own(book.table.free[g].union(*(book.table.free_of(value) for _, value in mapping)), *found)
    return found


def opened(book: Replay, bound: tuple[Term, ...], body: Pair, names: tuple[Term, ...]) -> Pair:
    """The body of a sum with its bound variables under other names."""
    if len(set(names)) != len(bound) or not all(name.name.startswith("@") for name in names) or book.table.free_of_pair(body) & set(names):
        raise RejectedError("a sum is opened with a name that is taken")
    return replaced_pair(book, body, tuple((old, gen(book.number_of(new))) for old, new in zip(bound, names, strict=True)))


def _image(book: Replay, g: int, mapping: Mapping) -> Pair:
    kind, data = book.table.kinds[g], book.table.data[g]
    match kind:
        case "var":
            return dict(mapping).get(data[0], gen(g)), ONE
        case "at":
            indices = [replaced(book, part, mapping) for part in data[1:]]
            return _needed(book, "at", lambda own: own[0] == data[0] and all(agrees(book, (i, ONE), j) for i, j in zip(own[1:], indices, strict=True)))
        case "exp":
            return book.listed("exp", replaced_pair(book, data, mapping))
        case "root":
            inner = replaced(book, data[0], mapping)
            return _needed(book, "root", lambda own: own[1] == data[1] and agrees(book, (own[0], ONE), inner))
        case "log" | "sgn":
            return book.listed(kind, replaced(book, data[0], mapping))
        case "delta":
            return delta_of(book, _whole(book, data[0], mapping)), ONE
        case "fn":
            return value_of(book, data[0], tuple(replaced_pair(book, part, mapping) for part in data[1:]))
        case "power":
            return power_of(book, replaced(book, data[0], mapping), replaced(book, data[1], mapping))
    variables, ranges, num, den = data
    if any(variable in book.table.free_of(value) for _, value in mapping for variable in variables):
        raise RejectedError("a bound variable is captured")
    outer = tuple((variable, value) for variable, value in mapping if variable not in variables)
    bounds = tuple((_whole(book, low, outer), _whole(book, high, outer)) for low, high in ranges)
    body = replaced_pair(book, (num, den), outer)
    found = kernel_where(book, "sum", lambda own: own[:2] == (variables, bounds) and agrees(book, own[2:], body))
    return found or book.rebuilt(variables, bounds, body)


def _needed(book: Replay, kind: str, fits: Callable[[tuple[Any, ...]], bool]) -> Pair:
    found = kernel_where(book, kind, fits)
    if found is None:
        raise RejectedError(f"the image of a kernel {kind} is not in the table")
    return found


def _whole(book: Replay, poly: Poly, mapping: Mapping) -> Poly:
    num, den = replaced(book, poly, mapping)
    if den != ONE:
        raise RejectedError("a bound or an index is not whole")
    return num
