"""The difference of the two sides has the sign that the relation asks for, because every monomial has it or a given condition says so."""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt, of, room
from derive.strategies.algebra.requirements import examine
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.strategies.algebra.to_term import pair_term
from derive.terms.build import rel
from derive.terms.domain import difference

RANK = 12


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A table in which the difference has a known sign."""
    if goal.relation not in {"<", "<=", ">", ">=", "!="}:
        return None
    condition = rel(goal.relation, goal.left, goal.right)

    def work(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, goal.given)
        examine(alg, goal)
        if truth(alg, condition) is not True:
            search.residue = pair_term(alg, of(alg, difference(condition)))
            return None
        return certificate(alg, "table")

    try:
        return attempt(work, room(goal.left, goal.right))
    except BudgetError as spent:
        search.budget = str(spent)
    except (UnsupportedError, ZeroDivisionError):
        pass
    return None
