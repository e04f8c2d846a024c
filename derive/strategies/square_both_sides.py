"""Roots: a >= b where a >= 0 and a^2 >= b^2; two sides that are not negative are equal where their squares are."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search, by_parts
from derive.terms.build import ZERO

RANK = 26
MAX_DEPTH = 3


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The relation between the squares, where a side is a root or a sum with one."""
    if goal.relation not in {"<", "<=", ">", ">="} or search.depth > MAX_DEPTH or not any(_root(side) for side in (goal.left, goal.right)) or ZERO in {goal.left, goal.right}:
        return None
    return by_parts(goal, {"rule": "squared"}, search.prove)


def _root(side: Term) -> bool:
    parts = side.args if side.op in {"add", "mul"} else (side,)
    inner = [factor for part in parts for factor in (part.args if part.op == "mul" else (part,))]
    return any(isinstance(part, Term) and part.op == "pow" and part.args[1].op == "num" and part.args[1].value.denominator == 2 for part in inner)
