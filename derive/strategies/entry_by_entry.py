"""Arrays are equal where their entries are: matrix products become sums, the identity a delta, a gradient derivatives by single entries."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.terms.entrywise import entrywise, uses_arrays

RANK = 1


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A certificate for one entry at new indices."""
    if not uses_arrays(goal):
        return None
    then = search.prove(entrywise(goal))
    return None if then is None else {"rule": "entries", "then": then}
