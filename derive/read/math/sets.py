"""Sets and ranges: {W, b}, {1, ..., m}, [1, n], R^d. They are named, never computed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import patterns
from derive.read.math.stream import UnreadError

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

NUMBERS = {"\\mathbb{R}": "R", "\\mathbb{N}": "N", "\\mathbb{Z}": "Z", "\\mathbb{Q}": "Q", "\\mathbb{C}": "C", "\\R": "R", "\\N": "N"}
CLOSERS = {"\\{": "\\}", "\\lbrace": "\\rbrace", "[": "]", "{": "}", "(": ")"}


def braces(g: Grammar) -> Term:
    """A braced list: a set where it has commas or fills the whole member, else a sum between brackets."""
    from derive.read.math import scripts

    alone = g.s.place == 0
    opener = g.s.take()
    closer = CLOSERS[opener.text]
    members = _list(g, closer)
    if not g.s.take_if(closer):
        raise UnreadError(f"{opener.text} is not closed" if g.s.done() else f"unexpected {g.s.peek().text}")
    if len(members) > 1 or patterns.DOTS in members or (alone and g.s.done()):
        return _set(members)
    return scripts.after(g, members[0])


def _list(g: Grammar, closer: str) -> list[Term]:
    members: list[Term] = []
    while not g.s.looking_at(closer):
        if patterns.at_dots(g.s):
            g.s.take()
            members.append(patterns.DOTS)
        else:
            members.append(g.sum())
        if not g.s.take_if(",", ";"):
            break
    if not members:
        raise UnreadError("an empty set")
    return members


def _set(members: list[Term]) -> Term:
    """A set; with dots the range between its first and its last number."""
    if patterns.DOTS not in members:
        return Term("set", tuple(members))
    place = members.index(patterns.DOTS)
    before, after = members[:place], members[place + 1 :]
    if not before or len(after) != 1:
        raise UnreadError("a set that is left open")
    numbers = all(m.op == "num" and m.value == before[0].value + n for n, m in enumerate(before) if before[0].op == "num")
    if before[0].op == "num" and numbers:
        return Term("range", (before[0], after[0]))
    index = patterns.index_for(*before, *after)
    found = patterns.generalised(before[0], after[0], index)
    if found is None:
        raise UnreadError("a set whose dots follow no pattern")
    body, low, high = found
    return Term("set", (Term("all", (index, low, high, body)),))


def any_set(g: Grammar) -> Term:
    """What stands behind a membership sign: a set of numbers with its powers, a range, a list, or a letter."""
    first = _one(g)
    while g.s.looking_at("\\times", "\\cup", "\\setminus", "\\backslash"):
        g.s.take()
        first = Term("set", (first, _one(g)))
    return first


def _one(g: Grammar) -> Term:
    token = g.s.peek()
    if token.text in NUMBERS:
        return numbers(g)
    if token.text in {"\\{", "\\lbrace"}:
        g.s.take()
        members = _list(g, CLOSERS[token.text])
        if not g.s.take_if(CLOSERS[token.text]):
            raise UnreadError("a set that is not closed")
        return _set(members)
    if token.text == "[":
        g.s.take()
        double = g.s.take_if("[")
        low = g.sum()
        g.s.take_if(",", ";", "..")
        high = g.sum()
        if not g.s.take_if("]") or (double and not g.s.take_if("]")):
            raise UnreadError("a range that is not closed")
        return Term("range", (low, high)) if double else Term("set", (low, high))
    return Term("set", (g.product(),))


def numbers(g: Grammar) -> Term:
    """R, R^d, R^{m \\times d}, R_+."""
    name = NUMBERS[g.s.take().text]
    dims: list[Term] = []
    while g.s.looking_at("^", "_"):
        mark = g.s.take().text
        group = list(g.s.group_tokens())
        if mark == "_" or (len(group) == 1 and group[0].text in {"+", "*", "-"}):
            continue
        from derive.read.math import scripts

        start = 0
        depth = 0
        pieces = []
        for position, token in enumerate(group):
            depth += (token.text in {"{", "("}) - (token.text in {"}", ")"})
            if token.text in {"\\times", "×"} and not depth:
                pieces.append(group[start:position])
                start = position + 1
        pieces.append(group[start:])
        for piece in pieces:
            dims.append(scripts.as_integers(scripts.inner(g, piece).whole()))
    return Term("set", (Term("sym", (name, "set")), *dims))

