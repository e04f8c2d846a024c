"""Shapes that clash inside one member, whatever it is equal to: vectors and matrices that cannot be added or multiplied."""

from __future__ import annotations

from derive.model.term import Term
from derive.terms.binding import walk
from derive.terms.shapes import ShapeMismatchError, same_shape, shape


def clash(term: Term) -> ShapeMismatchError | None:
    """The first sum or product of a term whose arrays cannot fit; None where there is none.

    A number beside an array is no clash here: people write x + c for every entry, and an index that was forgotten looks the same.
    """
    for node in walk(term):
        if node.op not in {"add", "had", "matmul"}:
            continue
        try:
            shapes = [shape(part) for part in node.args]
        except ShapeMismatchError:
            continue
        if node.op == "matmul":
            try:
                shape(node)
            except ShapeMismatchError as mismatch:
                return mismatch
            continue
        arrays = [own for own in shapes if own]
        for own in arrays[1:]:
            if not same_shape(arrays[0], own):
                return ShapeMismatchError(arrays[0], own, node, "a sum of unlike shapes" if node.op == "add" else "an entry-by-entry product of unlike shapes")
    return None
