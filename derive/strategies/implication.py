"""A => B and A <=> B between equations and inequalities: B is proved where A is given, and the other way round."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.terms.implications import pieces

RANK = 2


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A certificate for each piece."""
    if goal.relation not in {"=>", "<=>"}:
        return None
    proofs = []
    for piece in pieces(goal):
        found = search.prove(piece)
        if found is None:
            return None
        proofs.append(found)
    return {"rule": "implication", "pieces": proofs}
