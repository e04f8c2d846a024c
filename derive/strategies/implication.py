"""A => B and A <=> B between equations and inequalities: B is proved where A is given, and the other way round."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search, by_parts

RANK = 2


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A certificate for each piece."""
    if goal.relation not in {"=>", "<=>"}:
        return None
    return by_parts(goal, {"rule": "implication"}, search.prove)
