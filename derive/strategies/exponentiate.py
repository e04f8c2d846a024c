"""An inequality between logarithms: a > b if and only if exp(a) > exp(b), the exponential being strictly increasing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.terms.binding import walk
from derive.terms.build import exp

RANK = 20


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The inequality between the exponentials of both sides, where a side is a logarithm or a sum with one."""
    if goal.relation not in {"<", "<=", ">", ">="} or not any(_logarithm(side) for side in (goal.left, goal.right)):
        return None
    then = search.prove(replace(goal, left=exp(goal.left), right=exp(goal.right)))
    return None if then is None else {"rule": "exponentiate", "then": then}


def _logarithm(side: Term) -> bool:
    parts = list(side.args) if side.op in {"add", "mul"} else [side]
    outside = not any(node.op == "call" and node.args[0] == "exp" for node in parts)
    return outside and any(node.op == "call" and node.args[0] == "log" for part in parts for node in (walk(part) if part.op == "mul" else [part]))
