"""Array obligations as obligations about one entry."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from derive.model.obligation import Obligation
from derive.terms.binding import free
from derive.terms.entries import entry, has_arrays, scalarise
from derive.terms.forms import ONE, rel, sym
from derive.terms.shapes import check_shapes, shape


def entrywise(goal: Obligation) -> Obligation:
    """The obligation about one entry, at new free indices; scalars only have their array operations written out.

    Raises ShapeMismatchError where parts cannot fit.
    """
    check_shapes(goal)
    for condition in goal.given:
        shape(condition)
    dims = shape(goal.left) or shape(goal.right)
    taken = {variable.name for part in (goal.left, goal.right, *goal.given) for variable in free(part)}
    letters = (name for number in count() for name in (("r", "c") if not number else (f"r_{number}", f"c_{number}")) if name not in taken)
    indices = tuple(ONE if dim == ONE else sym(next(letters), "int") for dim in dims)
    ranges = tuple(part for i, dim in zip(indices, dims, strict=True) if i != ONE for part in (rel(">=", i, ONE), rel("<=", i, dim)))
    left, right = (
        scalarise(side) if not shape(side) else entry(side, indices[-len(shape(side)) :]) for side in (goal.left, goal.right)
    )
    return replace(goal, left=left, right=right, given=(*(scalarise(c) for c in goal.given), *ranges))


def uses_arrays(goal: Obligation) -> bool:
    """Whether an obligation speaks of arrays as wholes."""
    return any(has_arrays(part) for part in (goal.left, goal.right, *goal.given))
