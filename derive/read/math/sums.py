"""Sums and products over an index: with a range, with a condition, or with the range of the array that the index runs over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import RELATIONS, Term
from derive.read.math import indicators, scripts
from derive.read.math.lookup import INDEX_LETTERS
from derive.read.math.names import is_unstated
from derive.read.math.stream import UnreadError
from derive.terms.binding import bound_of, free, subterms
from derive.terms.build import ONE, TRUE, ZERO, cases, neg, rel, sym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from derive.read.math.expressions import Grammar
    from derive.read.math.tokens import Token

MINUS = ("-", "−", "–")


class Below:
    """What stands below a sum: its indices with their first values, and a condition on them."""

    def __init__(self) -> None:
        self.indices: list[Term] = []
        self.low: Term | None = None
        self.high: Term | None = None
        self.condition: Term | None = None


def big(g: Grammar) -> Term:
    """A sum or product over an index, up to the next sign."""
    token = g.s.take()
    below: Sequence[Token] | None = None
    above: Sequence[Token] | None = None
    while g.s.looking_at("_", "^"):
        if g.s.take().text == "_":
            below = g.s.group_tokens()
        else:
            above = g.s.group_tokens()
    if not below:
        raise UnreadError("a sum without its index")
    range_ = _below(scripts.inner(g, below))
    high = range_.high
    if above is not None:
        high = scripts.as_integers(scripts.inner(g, above).whole())
    names = [variable.name for variable in range_.indices]
    g.bound.extend(names)
    try:
        if above is None and range_.low is not None and high is None:
            high = _slid(g)
        sign = g.s.take_if(*MINUS)
        body = g.product()
    finally:
        del g.bound[len(g.bound) - len(names) :]
    body = neg(body) if sign else body
    op = "sum" if token.text == "\\sum" else "prod"
    if len(names) == 1:
        _remark_unused(g, token, range_.indices[0], body)
    for variable in reversed(range_.indices):
        first, last = range_.low, high
        if last is None:
            last = _range_of(g, variable, body)
            if last is None:
                raise UnreadError("a sum without its range")
        if range_.condition is not None and variable == range_.indices[-1]:
            body = cases((range_.condition, body), (TRUE, ZERO if op == "sum" else ONE))
        body = Term(op, (variable, first or ONE, last, body))
    return body


def _below(g: Grammar) -> Below:
    """The index of a sum with its first value or condition: ``i``, ``i=1``, ``i \\neq k``, ``j \\in \\{1, \\dots, m\\}``, ``i, j``."""
    found = Below()
    while True:
        name = g.s.take()
        if not name.is_letter:
            raise UnreadError("an index that is no letter")
        variable = sym(name.text, "int")
        found.indices.append(variable)
        if g.s.done():
            return found
        if not g.s.take_if(","):
            break
    sign = g.s.take().text
    g.bound.extend(v.name for v in found.indices)
    try:
        if sign == "=":
            found.low = scripts.as_integers(g.sum())
            if g.s.take_if(",", ";", "\\\\"):
                found.condition = _whole(indicators.condition(g))
        elif sign == "\\in" and len(found.indices) == 1:
            _members(g, found)
        elif indicators.SIGNS.get(sign) in RELATIONS:
            other = scripts.as_integers(g.sum())
            own = indicators.SIGNS[sign]
            if len(found.indices) != 1 or own == "=":
                raise UnreadError("a sum over a condition")
            if own == "<=":
                found.low, found.high = ONE, other
            elif own == ">=":
                found.low = other
            else:
                found.condition = rel(own, variable, other)
        else:
            raise UnreadError("a sum over a set")
    finally:
        del g.bound[len(g.bound) - len(found.indices) :]
    if not g.s.done():
        raise UnreadError("what stands below a sum")
    return found


def _members(g: Grammar, found: Below) -> None:
    from derive.read.math import sets

    members = sets.any_set(g)
    if members.op != "range":
        raise UnreadError("a sum over a set")
    found.low, found.high = (scripts.as_integers(end) for end in members.args)


def _whole(condition: Term) -> Term:
    return scripts.as_integers(condition)


def _slid(g: Grammar) -> Term:
    """The upper bound that slid down to a factor: ``\\sum_{i=1} d_o e^{..}`` where d_o bounds other sums or is a size."""
    start = g.s.place
    texts = ""
    for length in range(1, 6):
        piece = g.s.tokens[start : start + length]
        texts = "".join(t.text for t in piece)
        known = g.lookup.find(texts, "scalar")
        stated = texts.replace("{", "").replace("}", "") in {u.replace("{", "").replace("}", "") for u in g.usage.uppers}
        follows = g.s.tokens[start + length : start + length + 1]
        if (stated or (known is not None and known.sort == "int")) and follows and follows[0].text not in {"_", "^", "+", "-", "}", ")"}:
            g.s.place = start + length
            return scripts.as_integers(scripts.inner(g, piece).whole())
    raise UnreadError("a sum without its upper bound")


def _remark_unused(g: Grammar, token: Token, variable: Term, body: Term) -> None:
    """The index of a sum should occur in what it sums; where it does not and another index does, the sum is read as written, with a remark."""
    if variable in free(body):
        return
    if any(v.op == "sym" and v.args[1] == "int" and v.name in INDEX_LETTERS and v.name not in g.bound and _indexes(v, body) for v in free(body)):
        g.notes.append(("index_not_used", token.start, g.s.last_end()))


def _indexes(variable: Term, body: Term) -> bool:
    if body.op == "at" and any(variable in free(index) for index in body.args[1:]):
        return True
    return any(_indexes(variable, part) for part in subterms(body))


def _range_of(g: Grammar, variable: Term, body: Term) -> Term | None:
    """The size of the array whose entry the index is; else the range that the table gives the letter."""
    sizes = list(dict.fromkeys(_sizes(variable, body)))
    stated = [size for size in sizes if not is_unstated(size)]
    if len(stated) == 1:
        return stated[0]
    if not stated and sizes:
        return sizes[0]
    if not sizes:
        return next((high for name, low, high in g.lookup.notation.ranges if name == variable.name and low == ONE), None)
    return None


def _sizes(variable: Term, term: Term) -> list[Term]:
    if variable in bound_of(term):
        return []
    found = []
    if term.op == "at" and term.args[0].op == "arr":
        found = [term.args[0].args[p] for p, index in enumerate(term.args[1:], 1) if index == variable and len(term.args[0].args) > p]
    for part in subterms(term):
        found += _sizes(variable, part)
    return found
