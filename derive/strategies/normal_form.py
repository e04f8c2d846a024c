"""Both sides become one fraction of polynomials over kernels.

Exponentials, logarithms, roots, signs, deltas and sums are the kernels; two terms whose difference is the zero polynomial over them are equal wherever both are defined
(the structure theorem approach of Risch and of FriCAS' ``normalize``, restricted to kernels with simple relations).
"""

from __future__ import annotations

from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.combination import crossed
from derive.strategies.algebra.fraction import add, negative
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt, of, room
from derive.strategies.algebra.requirements import examine
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.strategies.algebra.to_term import pair_term

RANK = 10


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A table in which both sides are the same fraction."""
    if goal.relation != "=":
        return None

    def work(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, goal.given)
        examine(alg, goal)
        left, right = of(alg, goal.left), of(alg, goal.right)
        gap = add(alg, left, negative(right))
        if not gap[0].is_zero():
            if sign_of(alg, gap[0]) != "0":
                search.residue = pair_term(alg, gap)
                return None
            crossed(alg, left, right, gap[0])
        return certificate(alg, "table")

    try:
        return attempt(work, room(goal.left, goal.right))
    except BudgetError as spent:
        search.budget = str(spent)
    except (UnsupportedError, ZeroDivisionError):
        pass
    return None
