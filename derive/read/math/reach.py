"""How far a sum reaches: up to the next sign, and over the terms behind it that still carry its index where nothing else could give that index a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.build import add

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar


def reaching(g: Grammar, parts: Sequence[Term], start: int) -> list[Term]:
    """The terms of a sum that begins at a place of the text, with those behind ``\\sum_i a_i`` that carry i taken into it: ``\\sum_i a_i - b_i``.

    Only where i occurs nowhere else outside of sums: x_i = \\sum_i a_i - b_i is read as it is written. A sum behind a minus sign takes nothing in.
    """
    found = list(parts)
    for place in range(len(found) - 1):
        index = _innermost(found[place])
        if index is None or index.name in g.bound or any(index in free(part) for part in found[:place]) or g.usage.free_outside(index.name, start, g.s.last_end()):
            continue
        behind = found[place + 1 :]
        count = next((n for n, part in enumerate(behind) if index not in free(part)), len(behind))
        if count and not any(index in free(part) for part in behind[count:]):
            return [*found[:place], _with(found[place], behind[:count]), *behind[count:]]
    return found


def _innermost(part: Term) -> Term | None:
    """The index of a sum, of nested ones the last; None where a term is no sum."""
    index = None
    while part.op == "sum":
        index, part = part.args[0], part.args[3]
    return index


def _with(part: Term, more: Sequence[Term]) -> Term:
    if part.op != "sum":
        return add(part, *more)
    return Term("sum", (*part.args[:3], _with(part.args[3], more)))
