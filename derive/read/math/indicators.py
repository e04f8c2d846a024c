"""Indicators and conditions: 1_{x > 0}, ?_{x > 0}, 1[y = k], a < b < c."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import sets
from derive.read.math.stream import UnreadError
from derive.terms.binding import free
from derive.terms.build import ONE, conj, rel
from derive.terms.build import indicator as indicator_of

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

SIGNS = {
    "=": "=", "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=", "\\neq": "!=", "\\ne": "!=", "≤": "<=", "≥": ">=", "≠": "!=", "\\lt": "<", "\\gt": ">",
    "\\leqslant": "<=", "\\geqslant": ">=", "\\equiv": "=", "==": "=",
}  # fmt: skip
ONES = frozenset({"\\mathbb{1}", "\\mathbb{I}"})
OPENERS = {"(": ")", "[": "]", "\\{": "\\}", "{": "}"}


def follows(g: Grammar) -> bool:
    """Whether a bold I, which is next, has a condition behind it and is no identity."""
    rest = g.s.tokens[g.s.place + 1 : g.s.place + 2]
    if not rest or rest[0].text not in {"_", "[", "\\{", "("}:
        return False
    g.s.place += 1 + (rest[0].text == "_")
    found = _holds_relation(g)
    g.s.place -= 1 + (rest[0].text == "_")
    return found


def opens(g: Grammar) -> bool:
    """Whether the number 1 that was just taken begins an indicator: a subscript or a set with a relation in it."""
    if g.s.looking_at("_"):
        return g.s.place + 1 < len(g.s.tokens) and g.s.peek(1).text in {"{", "\\{"}
    return g.s.looking_at("\\{") and _holds_relation(g)


def _holds_relation(g: Grammar) -> bool:
    depth = 0
    for token in g.s.tokens[g.s.place :]:
        depth += (token.text in OPENERS) - (token.text in OPENERS.values())
        if token.text in SIGNS:
            return True
        if not depth:
            return False
    return False


def indicator(g: Grammar) -> Term:
    """1_{x > 0}, with or without the argument (x) behind it; 1[y = k]; a bold 1 alone is a vector of ones."""
    first = g.s.take()
    if first.text == "?":
        g.notes.append(("repaired_indicator", first.start, first.end))
    if g.s.take_if("_"):
        if not g.s.looking_at("{", "\\{"):
            return _ones(g)
        found = _braced(g)
        if found is None:
            return _ones(g)
        if g.s.looking_at("("):
            argument = g.group()
            if argument not in free(found):
                raise UnreadError("an indicator of something else")
        return indicator_of(found)
    if g.s.looking_at("[", "\\{", "(", "{") and _holds_relation(g):
        closer = OPENERS[g.s.take().text]
        found = condition(g)
        if not g.s.take_if(closer):
            raise UnreadError("a bracket is not closed")
        return indicator_of(found)
    if first.text in {"\\mathbb{1}", "1"}:
        return _ones(g, sized=False)
    raise UnreadError("an indicator without its condition")


def _braced(g: Grammar) -> Term | None:
    """The condition of a subscript; None where the subscript is a size."""
    if g.s.take_if("\\{"):
        found = condition(g)
        if not g.s.take_if("\\}"):
            raise UnreadError("a brace is not closed")
        return found
    if not _holds_relation(g) and not any(t.text == "\\in" for t in g.s.tokens[g.s.place :]):
        return None
    g.s.take()
    opener = g.s.take_if("\\{", "[", "(") if g.s.peek().text in {"\\{", "["} else None
    found = condition(g)
    if opener and not g.s.take_if(OPENERS[opener.text]):
        raise UnreadError("a brace is not closed")
    if not g.s.take_if("}"):
        raise UnreadError("a brace is not closed")
    return found


def _ones(g: Grammar, sized: bool = True) -> Term:
    """A vector of ones: \\mathbf{1}_n, or of the size that its neighbours have."""
    from derive.read.math import arrays, scripts

    size: Term = arrays.ROWS
    if sized:
        size = scripts.indices_in(g, g.s.group_tokens(), 1)[0]
    else:
        g.holes.append(1)
    return scripts.after(g, Term("fill", (ONE, size)))


def condition(g: Grammar) -> Term:
    """left sign right, or a chain of them; several between commas or words hold together."""
    parts: list[Term] = []
    while True:
        parts += _chain(g)
        if not g.s.take_if(",", "\\land", "\\wedge"):
            break
    return conj(*parts)


def _chain(g: Grammar) -> list[Term]:
    left = g.sum()
    parts = []
    while not g.s.done() and (g.s.peek().text in SIGNS or g.s.peek().text == "\\in"):
        text = g.s.take().text
        if text == "\\in":
            members = sets.any_set(g)
            if members.op != "range":
                raise UnreadError("a condition on a set")
            parts += [rel("<=", members.args[0], left), rel("<=", left, members.args[1])]
            break
        right = g.sum()
        parts.append(rel(SIGNS[text], left, right))
        left = right
    if not parts:
        raise UnreadError("a condition without a relation")
    return parts
