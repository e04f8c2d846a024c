"""Arrays are equal where their entries are: matrix products become sums, the identity a delta, a gradient derivatives by single entries."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.terms.entrywise import entrywise, uses_arrays
from derive.terms.heads import heads
from derive.terms.matrix_words import tidied

RANK = 1


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A certificate for one entry at new indices."""
    if not uses_arrays(goal):
        return None
    words = _words(goal) if any("inv" in heads(side) or "det" in heads(side) for side in (goal.left, goal.right)) else goal
    then: dict[str, Any] | None = {"rule": "same"} if words.left == words.right and words.relation == "=" and words != goal else None
    if then is None:
        entries = search.prove(entrywise(words)) if entrywise(words) != goal else None
        then = None if entries is None else {"rule": "entries", "then": entries}
    return then if then is None or words == goal else {"rule": "tidied", "then": then}


def _words(goal: Obligation) -> Obligation:
    """The goal with inverses and determinants of products and transposes taken apart; the goal itself where that changes nothing."""
    words, _ = tidied(goal)
    return words
