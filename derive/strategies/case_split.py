"""A case distinction: on the sign of what an abs, sign, max, min or a case looks at, or on whether two indices are equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt, of
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import bound_of, free, subterms
from derive.terms.build import ZERO, rel, sub
from derive.terms.domain import asked, facts, requirements

RANK = 40
MAX_CANDIDATES = 4
SIGNS = (">", "=", "<")
EQUALITY = ("=", "!=")


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The goal in each cell of the first distinction that works."""
    if goal.relation not in {"=", "!=", "<", "<=", ">", ">="}:
        return None
    own = set(asked(goal.left, goal.right))
    tried = 0
    for left, right, signs in _candidates(goal):
        if any(condition not in own for condition in requirements(rel("=", left, right))):
            continue
        tried += 1
        if tried > MAX_CANDIDATES:
            return None
        cells: dict[str, Any] = {}
        for sign in signs:
            found = search.prove(replace(goal, given=(*goal.given, rel(sign, left, right))))
            if found is None:
                break
            cells[sign] = found
        else:
            return {"rule": "split", "on": (left, right), "cells": cells}
    return None


def _candidates(goal: Obligation) -> Iterator[tuple[Term, Term, tuple[str, ...]]]:
    """What to split on, innermost first, each once, leaving out what is known."""
    seen: set[Term] = set()
    pairs = [*_looked_at(goal.left, frozenset()), *_looked_at(goal.right, frozenset())]
    for condition in facts(goal.given):
        if condition.op == "rel":
            pairs += [pair for part in condition.args[1:] for pair in _looked_at(part, frozenset())]
    for left, right, signs in pairs:
        gap = sub(left, right)
        if gap in seen or not free(gap):
            continue
        seen.add(gap)
        if _open(goal, left, right, signs):
            yield left, right, signs


def _open(goal: Obligation, left: Term, right: Term, signs: tuple[str, ...]) -> bool:
    """Whether the sign of left - right is not known."""

    def work(alg: Algebra) -> bool:
        assume(alg, goal.given)
        num, _ = of(alg, left if right == ZERO else sub(left, right))
        return sign_of(alg, num) not in ({"+", "-", "0"} if len(signs) == 3 else {"+", "-", "0", "!"})

    try:
        return attempt(work)
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return False


def _looked_at(term: Term, bound: frozenset[Term]) -> Iterator[tuple[Term, Term, tuple[str, ...]]]:
    inner = bound | frozenset(bound_of(term))
    for part in subterms(term):
        yield from _looked_at(part, inner)
    if free(term) & bound:
        return
    if term.op == "call" and term.args[0] in {"abs", "sign"}:
        yield term.args[1], ZERO, SIGNS
    elif term.op == "call" and term.args[0] in {"max", "min"}:
        yield from ((a, b, SIGNS) for position, a in enumerate(term.args[1:], 1) for b in term.args[position + 1 :])
    elif term.op == "rel":
        yield term.args[1], term.args[2], SIGNS if term.args[0] not in {"=", "!="} else EQUALITY
    elif term.op == "delta":
        yield term.args[0], term.args[1], EQUALITY
