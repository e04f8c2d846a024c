"""A derivative at a point where two branches meet with one slope: x|x| at 0, the Huber loss at its joints, the squared hinge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search, by_parts
from derive.terms.binding import free, rebuild
from derive.terms.build import FALSE, MINUS_ONE, ONE, TRUE, ZERO, mul, rel
from derive.terms.domain import facts, requirements
from derive.terms.heads import heads
from derive.terms.parts import base_of, outermost

RANK = 4
MAX_DEPTH = 3
BRANCHING = frozenset({"abs", "sign", "max", "min", "cases"})


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A case distinction on the border of two branches, where the goal holds on the border as well."""
    if search.depth > MAX_DEPTH or goal.relation in {"=>", "<=>"}:
        return None
    for node in _derivatives(goal):
        for border in _borders(node, facts(goal.given)):
            cells = {sign: replace(goal, given=(*goal.given, rel(sign, *border))) for sign in ("=", ">", "<")}
            middle = _on_the_border(cells["="], node, border, search)
            found = {sign: search.thoroughly(cells[sign]) for sign in (">", "<")} if middle is not None else {}
            if middle is not None and None not in found.values():
                return {"rule": "split", "on": border, "cells": {">": found[">"], "=": middle, "<": found["<"]}}
    return None


def _borders(node: Term, known: tuple[Term, ...]) -> list[tuple[Term, Term]]:
    """Where the branches of a derivative's term meet, as far as nothing is given about it."""
    settled = {c.args[1:] for c in known if c.op == "rel"}
    wanted = [c.args[1:] for c in requirements(node) if c.op == "rel" and c.args[0] == "!=" and base_of(node) in free(c)]
    return [(left, right) for left, right in wanted if not {(left, right), (right, left)} & settled and _branch(node.args[0], (left, right), 1) != node.args[0]]


def _on_the_border(goal: Obligation, node: Term, border: tuple[Term, Term], search: Search) -> dict[str, Any] | None:
    """The derivative as that of a branch, which both branches agree on."""
    branches = tuple(_branch(node.args[0], border, sign) for sign in (1, -1))
    return by_parts(goal, {"rule": "joint", "node": node, "border": border, "branches": branches}, search.thoroughly)


def _derivatives(goal: Obligation) -> list[Term]:
    found: list[Term] = []
    for side in (goal.left, goal.right):
        if "D" in heads(side):
            outermost(side, lambda node: found.append(node) or node)  # type: ignore[func-returns-value]
    return [node for node in dict.fromkeys(found) if "D" not in heads(node.args[0]) and not BRANCHING.isdisjoint(heads(node.args[0]))]


def _branch(term: Term, border: tuple[Term, Term], sign: int) -> Term:
    """A term where the first side of the border is larger (1) or smaller (-1) than the second."""
    term = rebuild(term, lambda part: _branch(part, border, sign))
    left, right = border
    if term.op == "call" and term.args[0] in {"abs", "sign"} and border in {(term.args[1], ZERO), (ZERO, term.args[1])}:
        own = sign if right == ZERO else -sign
        return (term.args[1] if own > 0 else mul(MINUS_ONE, term.args[1])) if term.args[0] == "abs" else ONE if own > 0 else MINUS_ONE
    if term.op == "call" and term.args[0] in {"max", "min"} and {left, right} <= set(term.args[1:]):
        gone = (right if sign > 0 else left) if term.args[0] == "max" else (left if sign > 0 else right)
        rest = tuple(part for part in term.args[1:] if part != gone)
        return rest[0] if len(rest) == 1 else Term("call", (term.args[0], *rest))
    if term.op == "rel" and {term.args[1], term.args[2]} == {left, right} and term.args[0] not in {"=", "!="}:
        larger = (term.args[1] == left) == (sign > 0)
        return TRUE if (term.args[0] in {">", ">="}) == larger else FALSE
    if term.op == "cases":
        return _chosen(term)
    return term


def _chosen(term: Term) -> Term:
    pairs = [(c, v) for c, v in zip(term.args[::2], term.args[1::2], strict=True) if c != FALSE]
    if pairs and pairs[0][0] == TRUE:
        chosen: Term = pairs[0][1]
        return chosen
    return Term("cases", tuple(part for pair in pairs for part in pair)) if pairs else term
