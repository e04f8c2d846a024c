"""Declared values of derivatives at points where they do not exist; a convention is about the named derivative standing alone."""

from __future__ import annotations

from derive.model.obligation import Convention
from derive.model.term import Term
from derive.terms.binding import substitute


def declared(convention: Convention, side: Term) -> Term | None:
    """The variable of a side that is exactly the derivative which the convention names; None for every other side."""
    if side.op != "D" or side.args[1].op != "sym":
        return None
    variable: Term = side.args[1]
    return variable if side.args[0] == substitute(convention.function, {convention.variable: variable}) else None
