"""Inequalities that are facts by themselves; each returns a relation to zero and the polynomial that has it.

    sum_i a_i >= a_k   (all a_i >= 0, k in range)        exp(u) >= 1 + u        log(u) <= u - 1  (u > 0)
    c r^2 >= 0   (c > 0)        4a p = (2at + b)^2 + (4ac - b^2)  for p = a t^2 + b t + c
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from derive.kernel.elementary import only_integers
from derive.kernel.polynomial import ONE, Poly, RejectedError, coefficients, constant, gen, plus, thaw, times
from derive.kernel.signs import manifest_sign, sign_of
from derive.kernel.substitution import replaced

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

Fact = tuple[str, Poly]


def dominated(book: Replay, reference: Any, about: Poly) -> Fact:
    """A sum of non-negative terms is at least its term at an index in range."""
    _, g, frozen = reference
    index = thaw(frozen)
    book.inside(book.table.free_of(index), about)
    if book.table.kinds[g] != "sum" or len(book.table.data[g][0]) != 1 or not only_integers(book, index):
        raise RejectedError("a term of something that is no simple sum")
    (variable,), ((low, high),), num, den = book.table.data[g]
    inside = all(sign_of(book, gap) in {"+", "0+", "0"} for gap in (plus(index, low, -1), plus(high, index, -1)))
    if den != ONE or manifest_sign(book, num) not in {"+", "0+"} or not inside:
        raise RejectedError("a sum need not be at least this term")
    term, below = replaced(book, num, ((variable, index),))
    if below != ONE:
        raise RejectedError("a term with a denominator")
    return "0+", plus(gen(g), term, -1)


def tangent(book: Replay, reference: Any, _about: Poly) -> Fact:
    """The exponential lies above its tangent at 0, the logarithm below its tangent at 1."""
    _, g = reference
    kind, data = book.table.kinds[g], book.table.data[g]
    if kind == "exp" and data[1] == ONE:
        return "0+", plus(plus(gen(g), ONE, -1), data[0], -1)
    if kind == "log" and sign_of(book, data[0]) == "+":
        return "0+", plus(plus(data[0], ONE, -1), gen(g), -1)
    raise RejectedError("no tangent of this")


def square(_book: Replay, reference: Any, _about: Poly) -> Fact:
    """A positive number times a square."""
    _, frozen, factor = reference
    root = thaw(frozen)
    if type(factor) is not int or factor < 1:
        raise RejectedError("a square with a negative factor")
    return "0+", times(times(root, root), constant(factor))


def quadratic(book: Replay, reference: Any, about: Poly) -> Fact:
    """A quadratic polynomial in one kernel without real roots has the sign of its leading coefficient."""
    _, g = reference
    parts = coefficients(about, g)
    lead = parts.get(2, {})
    if set(parts) - {0, 1, 2} or set(lead) != {()}:
        raise RejectedError("not quadratic")
    gap = plus(times(times(lead, parts.get(0, {})), constant(4)), times(parts.get(1, {}), parts.get(1, {})), -1)
    sign = sign_of(book, gap)
    if sign not in {"+", "0+", "0"}:
        raise RejectedError("a quadratic that may change its sign")
    positive = lead[()] > 0
    return ("+" if sign == "+" else "0+"), about if positive else {m: -c for m, c in about.items()}


LEMMAS: dict[str, Callable[[Replay, Any, Poly], Fact]] = {"term": dominated, "tangent": tangent, "square": square, "quadratic": quadratic}
