"""A derivative that stands alone, at a point where the assignment declares its value (abs'(0) = 0)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.strategies import Search
from derive.terms.binding import substitute
from derive.terms.build import rel
from derive.terms.domain import facts

RANK = 4


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The declared value in place of the derivative."""
    known = set(facts(goal.given))
    for number, convention in enumerate(goal.conventions):
        for term, mended in ((goal.left, replace(goal, left=convention.value)), (goal.right, replace(goal, right=convention.value))):
            if term.op != "D" or term.args[1].op != "sym":
                continue
            variable = term.args[1]
            function = substitute(convention.function, {convention.variable: variable})
            if term.args[0] != function:
                continue
            if not known & {rel("=", variable, convention.point), rel("=", convention.point, variable)}:
                if any(condition.op == "rel" and condition.args[1:] == (variable, convention.point) for condition in known):
                    continue
                cells = {sign: search.prove(replace(goal, given=(*goal.given, rel(sign, variable, convention.point)))) for sign in (">", "=", "<")}
                if None in cells.values():
                    continue
                return {"rule": "split", "on": (variable, convention.point), "cells": cells}
            then = search.prove(mended)
            if then is not None:
                return {"rule": "convention", "convention": number, "then": then}
    return None
