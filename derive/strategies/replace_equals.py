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
from derive.terms.binding import differentiated, free, substitute
from derive.terms.build import div, num, rel
from derive.terms.domain import difference, facts

RANK = 8


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The newest equation that can be solved for a variable is used up."""
    known = facts(goal.given)
    if not any(condition.op == "rel" and condition.args[0] == "=" for condition in known):
        return None
    fixed = differentiated(goal.left, goal.right, *known)
    for number in reversed(range(len(known))):
        condition = known[number]
        if condition.op != "rel" or condition.args[0] != "=":
            continue
        for variable, value, because in _solutions(condition, number, free(goal.left) | free(goal.right)):
            if variable in fixed or fixed & free(value) or variable in free(value):
                continue
            mapping = {variable: value}
            fact = () if because is None else (rel("=", variable, value),)
            inner = replace(
                goal,
                left=substitute(goal.left, mapping),
                right=substitute(goal.right, mapping),
                given=tuple(substitute(given, mapping) for given in (*known, *fact)),
            )
            then = search.prove(inner)
            if then is None:
                return None
            replaced = {"rule": "replace", "variable": variable, "value": value, "then": then}
            return {"rule": "have", "fact": fact[0], "because": because, "then": replaced} if fact else replaced
    return None


def _solutions(condition: Term, number: int, wanted: frozenset[Term]) -> Iterator[tuple[Term, Term, dict[str, Any] | None]]:
    left, right = condition.args[1], condition.args[2]
    candidates = [v for v in sorted(free(condition) & wanted, key=repr) if v.op == "sym"]
    for variable, value in ((left, right), (right, left)):
        if variable in candidates and variable not in free(value):
            yield variable, value, None
            return
    for variable in candidates:
        try:
            found = attempt(partial(_solved, condition, number, variable))
        except (UnsupportedError, BudgetError, ZeroDivisionError):
            continue
        if found is not None:
            yield variable, *found


def _solved(condition: Term, number: int, variable: Term, alg: Algebra) -> tuple[Term, dict[str, Any]] | None:
    """The value that an equation gives to a variable that is linear in it, with the proof that it does."""
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
    top, bottom = of(alg, value)
    alg.trace.append(("sign", alg.var(variable) * bottom - top, "0", (alg.constant(abs(c)), ((bottom if c > 0 else -bottom, ("given", number)),))))
    return value, certificate(alg, "table")
