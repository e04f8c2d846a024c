"""An implication between conditions as obligations: the conclusion where the premise holds.

A condition whose terms have no value does not hold. A premise that is an "or" is taken case by case, a conclusion that is an "and" part by part; of a conclusion that is an "or"
the last part has to hold where the others fail.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.domain import facts, requirements
from derive.terms.forms import TRUE, rel

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def pieces(goal: Obligation) -> tuple[Obligation, ...]:
    """The obligations that together say left => right, or left <=> right.

    >>> from derive.terms.build import num, sym
    >>> x = sym("x")
    >>> [(piece.left, piece.relation, piece.given) for piece in pieces(Obligation(rel("=", x, num(2)), "=>", rel(">", x, num(1))))]
    [(x, '>', (rel(=, x, 2),))]

    Raises ValueError for other obligations and for conclusions that are neither relations nor made of them.
    """
    ways = {"=>": ((goal.left, goal.right),), "<=>": ((goal.left, goal.right), (goal.right, goal.left))}.get(goal.relation)
    if ways is None:
        raise ValueError("not an implication")
    return tuple(piece for premise, conclusion in ways for case in _cases(premise) for piece in _conclusions(goal.given, case, conclusion))


def _cases(premise: Term) -> tuple[Term, ...]:
    if premise.op == "or" and premise.args:
        return tuple(case for part in premise.args for case in _cases(part))
    return (premise,)


def _conclusions(given: tuple[Term, ...], case: Term, conclusion: Term) -> Iterator[Obligation]:
    if conclusion.op == "and":
        for part in facts((conclusion,)):
            yield from _conclusions(given, case, part)
        return
    known = (*given, *(() if case == TRUE else (case,)), *requirements(case))
    *others, last = conclusion.args if conclusion.op == "or" and conclusion.args else (conclusion,)
    if last.op != "rel" or any(other.op != "rel" or requirements(other) for other in others):
        raise ValueError("a conclusion that is no relation")
    relation, left, right = last.args
    yield Obligation(left, relation, right, (*known, *(rel(OPPOSITE[other.args[0]], *other.args[1:]) for other in others)))
