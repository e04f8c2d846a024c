"""Exponentials or logarithms of both sides: a > b if and only if exp(a) > exp(b), and log(a) > log(b) where both are positive; so with = and the others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.terms.binding import walk
from derive.terms.build import exp, log
from derive.terms.domain import facts
from derive.terms.heads import heads

RANK = 20


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The relation between the exponentials of both sides, where a side is a logarithm; an equation also between what a given one speaks of."""
    sides = (goal.left, goal.right)
    if goal.relation in {"<", "<=", ">", ">="} and any(_logarithm(side) for side in sides):
        then = search.prove(replace(goal, left=exp(goal.left), right=exp(goal.right)))
        return None if then is None else {"rule": "exponentiate", "then": then}
    known = [c for c in facts(goal.given) if c.op == "rel" and c.args[0] == goal.relation == "="]
    for name, rule, form in (("exp", "exponentiate", exp), ("log", "logarithm", log)):
        if any(_calls(c, name) for c in known) and not any(_calls(side, name) for side in sides):
            then = search.prove(replace(goal, left=form(goal.left), right=form(goal.right)))
            if then is not None:
                return {"rule": rule, "then": then}
    return None


def _calls(term: Term, name: str) -> bool:
    names = {name} if name == "log" else {"exp", "tanh", "sinh", "cosh"}
    return not names.isdisjoint(heads(term))


def _logarithm(side: Term) -> bool:
    parts = list(side.args) if side.op in {"add", "mul"} else [side]
    outside = not any(node.op == "call" and node.args[0] == "exp" for node in parts)
    return outside and any(node.op == "call" and node.args[0] == "log" for part in parts for node in (walk(part) if part.op == "mul" else [part]))
