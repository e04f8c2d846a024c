"""What the sides ask for (a positive logarithm, a denominator that is not 0) is proved first, where no fact shows it at once: then it is a fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import free, walk
from derive.terms.build import ONE, TWO, ZERO, rel
from derive.terms.domain import asked, facts, requirements

RANK = 9
MAX_DEPTH = 3
MAX_CONDITIONS = 4


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The goal after the conditions that could be proved."""
    if search.depth > MAX_DEPTH:
        return None
    known = facts(goal.given)
    parts = (part for c in asked(goal.left, goal.right) for part in (c.args if c.op == "or" else (c,)))
    wanted = [part for part in dict.fromkeys(parts) if part.op == "rel" and part not in known and _promising(part, known) and not _evident(part, known)]
    if len(wanted) > MAX_CONDITIONS:
        return None
    proofs: list[tuple[Term, dict[str, Any]]] = []
    for condition in _open(goal, wanted):
        relation, left, right = condition.args
        because = search.thoroughly(Obligation(left, relation, right, goal.given))
        if because is not None:
            proofs.append((condition, because))
            goal = replace(goal, given=(*goal.given, condition))
    if not proofs:
        return _by_guard(goal, search)
    then = search.prove(goal)
    for condition, because in reversed(proofs):
        then = then and {"rule": "have", "fact": condition, "because": because, "then": then}
    return then


def _by_guard(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A case distinction on the condition of a branch that asks for something."""
    known = facts(goal.given)
    settled = {c.args[1:] for c in known if c.op == "rel"}
    own = asked(goal.left, goal.right)
    for condition in own if search.depth <= 1 else ():
        guards = [node for node in walk(condition) if node.op == "rel"] if condition.op == "or" else []
        for _, left, right in (guard.args for guard in guards[1:] + guards[:1]):
            apart = {(left, right), (right, left)} & settled or requirements(rel("=", left, right)) or not free(left) | free(right)
            if not apart and not any(part.args[1:] == (left, right) for part in condition.args if part.op == "rel"):
                cells = {sign: search.thoroughly(replace(goal, given=(*known, rel(sign, left, right)))) for sign in (">", "=", "<")}
                return None if None in cells.values() else {"rule": "split", "on": (left, right), "cells": cells}
    return None


def _promising(condition: Term, known: tuple[Term, ...]) -> bool:
    """Of a free variable alone nothing can be shown."""
    _, left, right = condition.args
    spoken = frozenset[Term]().union(*(free(c) for c in known))
    return (left.op != "sym" or left in spoken) and (right.op != "sym" or right in spoken) and bool(free(condition))


def _evident(condition: Term, known: tuple[Term, ...]) -> bool:
    """Whether a term has the wanted sign by its form, so that no proof of it is needed before the others."""
    sign, left, right = condition.args
    return sign in {">", ">=", "!="} and right == ZERO and positive(left, known)


def positive(term: Term, known: tuple[Term, ...]) -> bool:
    """Whether a term is positive by its form: an exponential, a positive number, sums, products and powers of such, pi, what is given as positive."""
    match term.op:
        case "num":
            return term.value > 0
        case "call":
            return term.args[0] in {"exp", "cosh"}
        case "add":
            return all(positive(part, known) or _square(part) for part in term.args) and any(positive(part, known) for part in term.args)
        case "mul":
            return all(positive(part, known) for part in term.args)
        case "pow":
            return positive(term.args[0], known)
        case "sum":
            _, low, high, body = term.args
            return low == ONE and rel(">=", high, ONE) in known and positive(body, known)
        case "const":
            return True
        case "sym":
            return rel(">", term, ZERO) in known or rel(">=", term, ONE) in known
    return False


def _square(term: Term) -> bool:
    return term.op == "pow" and term.args[1] == TWO and term.args[0].op in {"sym", "at"}


def _open(goal: Obligation, wanted: list[Term]) -> list[Term]:
    def work(alg: Algebra) -> list[Term]:
        assume(alg, goal.given)
        return [condition for condition in wanted if truth(alg, condition) is None]

    try:
        return attempt(work)
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return []
