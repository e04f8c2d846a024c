"""Sums over one range that are compared term by term."""

from __future__ import annotations

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import free, fresh, substitute
from derive.terms.build import ZERO, rel


def summands(goal: Obligation) -> Obligation:
    """The goal about one term of its sums, at a new index in their range; a sum may also be compared with 0.

    Raises ValueError where the sides are no sums over one range, or where sums that may be empty are compared strictly.
    """
    sums = [side for side in (goal.left, goal.right) if side != ZERO]
    if goal.relation not in {"=", "<=", ">="} or not sums or any(side.op != "sum" or side.args[1:3] != sums[0].args[1:3] for side in sums):
        raise ValueError("no sums over one range")
    variable, low, high, _ = sums[0].args
    new = fresh(variable, free(goal.left) | free(goal.right) | frozenset[Term]().union(*(free(c) for c in goal.given), {variable}))

    def term(side: Term) -> Term:
        return side if side == ZERO else substitute(side.args[3], {side.args[0]: new})

    return Obligation(term(goal.left), goal.relation, term(goal.right), (*goal.given, rel(">=", new, low), rel("<=", new, high)))
