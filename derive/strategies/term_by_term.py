"""A sum is at least another over the same range where each term is at least the other's."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search, by_parts

RANK = 14


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A certificate for one term at a new index."""
    if goal.relation not in {"<=", ">="} or "sum" not in {goal.left.op, goal.right.op}:
        return None
    return by_parts(goal, {"rule": "termwise"}, search.prove)
