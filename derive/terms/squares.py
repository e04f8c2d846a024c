"""A relation between two sides from the relation between their squares."""

from __future__ import annotations

from dataclasses import replace

from derive.model.obligation import Obligation
from derive.terms.build import ZERO, power


def squared(goal: Obligation) -> tuple[Obligation, ...]:
    """What gives the goal: the larger side is not negative (for an equation both are), and the squares are related.

    Raises ValueError for other relations.
    """
    larger = {">": (goal.left,), ">=": (goal.left,), "<": (goal.right,), "<=": (goal.right,), "=": (goal.left, goal.right)}.get(goal.relation)
    if larger is None:
        raise ValueError("no relation that squares show")
    signs = tuple(Obligation(side, ">=", ZERO, goal.given) for side in larger)
    return (*signs, replace(goal, left=power(goal.left, 2), right=power(goal.right, 2), conventions=()))
