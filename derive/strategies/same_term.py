"""Both sides are one and the same term, and no other strategy could say where it has a value."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search

RANK = 60


def propose(goal: Obligation, _search: Search) -> dict[str, Any] | None:
    """The sides are the same."""
    return {"rule": "same"} if goal.left == goal.right and goal.relation in {"=", "<=", ">="} else None
