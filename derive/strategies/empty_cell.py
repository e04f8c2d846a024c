"""A cell of a case distinction that holds no point: one given condition fails by the others, or a side is undefined throughout."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.domain import asked, facts

RANK = 5


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A table in which the newest given condition, or a condition that a side asks for, fails."""
    known = facts(goal.given)
    if not search.depth or not known:
        return None
    newest = len(known) - 1

    def empty(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, known[:newest])
        if known[newest].op == "rel" and truth(alg, known[newest]) is False:
            return {**certificate(alg, "absurd"), "given": newest}
        return None

    def undefined(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, known)
        for number, condition in enumerate(asked(goal.left, goal.right)):
            if condition.op == "rel" and truth(alg, condition) is False:
                return {**certificate(alg, "undefined"), "condition": number}
        return None

    for work in (empty, undefined):
        try:
            found = attempt(work)
        except (UnsupportedError, BudgetError, ZeroDivisionError):
            continue
        if found is not None:
            return found
    return None
