"""Where v = t is given, v is replaced by t everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.fraction import split_by
from derive.strategies.algebra.normalise import attempt, of
from derive.strategies.algebra.table import Algebra, BudgetError, Poly, UnsupportedError
from derive.strategies.algebra.to_term import term_of
from derive.terms.binding import free, substitute, walk
from derive.terms.build import div, num, sub
from derive.terms.domain import difference, facts

RANK = 8


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The newest equation that can be solved for a variable is used up."""
    known = facts(goal.given)
    fixed = {by for side in (goal.left, goal.right) for node in walk(side) if node.op == "D" for by in _base(node.args[1])}
    for number in reversed(range(len(known))):
        condition = known[number]
        if condition.op != "rel" or condition.args[0] != "=":
            continue
        for variable, value, because in _solutions(condition, free(goal.left) | free(goal.right)):
            if variable in fixed or fixed & free(value) or variable in free(value):
                continue
            mapping = {variable: value}
            inner = replace(
                goal,
                left=substitute(goal.left, mapping),
                right=substitute(goal.right, mapping),
                given=tuple(substitute(given, mapping) for given in known),
            )
            then = search.prove(inner)
            if then is not None:
                return {"rule": "replace", "variable": variable, "value": value, "given": number, "because": because, "then": then}
            return None
    return None


def _base(by: Term) -> tuple[Term, ...]:
    return (by,) if by.op in {"sym", "arr"} else (by.args[0],)


def _solutions(condition: Term, wanted: frozenset[Term]) -> Iterator[tuple[Term, Term, dict[str, Any] | None]]:
    left, right = condition.args[1], condition.args[2]
    candidates = [v for v in sorted(free(condition) & wanted, key=repr) if v.op == "sym"]
    for variable, value in ((left, right), (right, left)):
        if variable in candidates and variable not in free(value):
            yield variable, value, None
            return
    for variable in candidates:
        try:
            found = attempt(partial(_solved, condition, variable))
        except (UnsupportedError, BudgetError, ZeroDivisionError):
            continue
        if found is not None:
            yield variable, *found


def _solved(condition: Term, variable: Term, alg: Algebra) -> tuple[Term, dict[str, Any]] | None:
    gap, _ = of(alg, difference(condition))
    parts = split_by(alg, gap, alg.var_id(variable))
    slope = parts.get(1)
    if slope is None or set(parts) - {0, 1} or not slope.is_constant():
        return None
    rest: Poly = parts.get(0, alg.nil)
    if alg.deps_of(rest) & alg.bit(variable):
        return None

    c = int(slope.leading_coefficient())
    if c != 1 and variable.args[1] == "int" and abs(c) != 1:
        return None
    value = term_of(alg, rest * (-1 if c > 0 else 1))
    if abs(c) != 1:
        value = div(value, num(abs(c)))
    of(alg, sub(variable, value))
    return value, certificate(alg, "because")
