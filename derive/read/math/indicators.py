"""Indicators and conditions: 1_{x > 0}, ?_{x > 0}, a < b < c."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math.stream import UnreadError
from derive.terms.binding import free
from derive.terms.build import indicator as indicator_of
from derive.terms.build import rel

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

SIGNS = {"=": "=", "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=", "\\neq": "!=", "\\ne": "!=", "≤": "<=", "≥": ">=", "≠": "!="}


def indicator(g: Grammar) -> Term:
    """1_{x > 0}, with or without the argument (x) behind it."""
    first = g.s.take()
    if first.text in {"\\mathbb", "\\mathds", "\\mathbbm", "\\mathbf"}:
        if g.s.group_text() not in {"1", "I"}:
            raise UnreadError("a blackboard letter")
    elif first.text == "?":
        g.notes.append(("repaired_indicator", first.start, first.end))
    if not g.s.take_if("_"):
        raise UnreadError("an indicator without its condition")
    if not g.s.take_if("{"):
        raise UnreadError("an indicator without its condition")
    wrapped = g.s.take_if("\\{")
    found = condition(g)
    if wrapped and not g.s.take_if("\\}"):
        raise UnreadError("a brace is not closed")
    if not g.s.take_if("}"):
        raise UnreadError("a brace is not closed")
    if g.s.looking_at("("):
        argument = g.group()
        if argument not in free(found):
            raise UnreadError("an indicator of something else")
    return indicator_of(found)


def condition(g: Grammar) -> Term:
    """left sign right, or a chain of them."""
    left = g.sum()
    parts = []
    while not g.s.done() and g.s.peek().text in SIGNS:
        sign = SIGNS[g.s.take().text]
        right = g.sum()
        parts.append(rel(sign, left, right))
        left = right
    if not parts:
        raise UnreadError("a condition without a relation")
    return parts[0] if len(parts) == 1 else Term("and", tuple(parts))
