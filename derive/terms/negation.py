"""That a condition fails, as a condition."""

from __future__ import annotations

from derive.model.term import Term
from derive.terms.build import rel
from derive.terms.implications import OPPOSITE


def negation(condition: Term) -> Term:
    """That a condition fails, where its terms have values."""
    if condition.op == "rel":
        return rel(OPPOSITE[condition.args[0]], *condition.args[1:])
    if condition.op == "not":
        inner: Term = condition.args[0]
        return inner
    if condition.op in {"and", "or"}:
        return Term("or" if condition.op == "and" else "and", tuple(map(negation, condition.args)))
    return Term("not", (condition,))
