"""Closed forms of sums: both sides agree at the first n, and grow by the same amount from n to n + 1 (telescoping)."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search, by_parts
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import walk
from derive.terms.build import ZERO, num, rel
from derive.terms.heads import heads

RANK = 50


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """An induction over the upper bound of a sum or product."""
    if goal.relation != "=" or search.depth > 2 or any("D" in heads(side) or (search.depth and "at" in heads(side)) for side in (goal.left, goal.right)):
        return None
    bounds = {node.args[2] for side in (goal.left, goal.right) for node in walk(side) if node.op in {"sum", "prod"} and node.args[2].op == "sym"}
    for variable in sorted(bounds, key=repr):
        for base in (num(1), ZERO):
            found = _by(goal, variable, base, search)
            if found is not None:
                return found
    return None


def _by(goal: Obligation, variable: Term, base: Term, search: Search) -> dict[str, Any] | None:
    def known(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, goal.given)
        return certificate(alg, "table") if truth(alg, rel(">=", variable, base)) is True else None

    try:
        above = attempt(known)
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return None
    if above is None:
        return None
    return by_parts(goal, {"rule": "induction", "variable": variable, "base": base}, lambda part: above if part.left == variable and part.right == base else search.prove(part))
