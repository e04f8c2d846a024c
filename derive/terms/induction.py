"""The two halves of an induction over an integer variable: the base, and the growth from n to n + 1."""

from __future__ import annotations

from dataclasses import replace

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild, substitute
from derive.terms.domain import facts
from derive.terms.forms import ONE, ZERO, add, rel, sub


def halves(goal: Obligation, variable: Term, base: Term) -> tuple[Obligation, Obligation]:
    """The goal at the base, and that both sides grow by the same amount; only conditions without the variable are kept.

    A sum up to n + 1 is a sum up to n and its last term, where it begins at a number that is at most base + 1, or within a sum over i <= n at i or i + 1.
    Raises ValueError for other obligations.
    """
    if goal.relation != "=" or variable.op != "sym" or variable.args[1] != "int" or base.op != "num" or base.value.denominator != 1:
        raise ValueError("no induction over this")
    kept = tuple(condition for condition in facts(goal.given) if variable not in free(condition))
    after = add(variable, ONE)

    def grown(side: Term) -> Term:
        return sub(_peeled(substitute(side, {variable: after}), after, variable, base, frozenset()), side)

    start = replace(goal, left=substitute(goal.left, {variable: base}), right=substitute(goal.right, {variable: base}), given=kept)
    later = replace(goal, left=grown(goal.left), right=grown(goal.right), given=(*kept, rel(">=", variable, base)))
    return start, later


def _peeled(term: Term, after: Term, variable: Term, base: Term, below: frozenset[Term]) -> Term:
    """A term with the last term of its sums apart; the variables in ``below`` are at most ``variable``."""
    bound = frozenset(bound_of(term))
    if bound & free(after):
        return term
    if term.op not in {"sum", "prod"} or term.args[2] != after:
        return rebuild(term, lambda part: _peeled(part, after, variable, base, below - bound))
    index, low, high, body = term.args
    adding = term.op == "sum"
    if low == after:
        return _peeled(substitute(body, {index: after}), after, variable, base, below)
    if low in {add(after, ONE), add(ONE, after)}:
        return ZERO if adding else ONE
    if (low.op == "num" and low.value <= base.value + 1) or low in below or any(low in {add(i, ONE), add(ONE, i)} for i in below):
        rest = Term(term.op, (index, low, variable, _peeled(body, after, variable, base, below | {index})))
        last = _peeled(substitute(body, {index: after}), after, variable, base, below)
        return Term("add" if adding else "mul", (rest, last))
    return Term(term.op, (index, low, high, _peeled(body, after, variable, base, below - bound)))
