"""Absolute values, norms and determinants between bars: |x|, ||x||_1, ||x||_2^2, |A|."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import arrays, scripts
from derive.read.math.stream import UnreadError
from derive.terms.build import HALF, ONE, call, power, summation, sym
from derive.terms.entries import entry
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

DOUBLE = frozenset({"\\|", "\\Vert", "\\lVert", "‖"})
EUCLIDEAN = frozenset({"2", "F", "{2}"})
CLOSERS = {"\\lVert": "\\rVert", "\\lvert": "\\rvert"}


def norm(g: Grammar) -> Term:
    """|x|, ||x||_1, ||x||_2^2."""
    bars = [g.s.take()]
    if bars[0].text == "|" and g.s.looking_at("|"):
        bars.append(g.s.take())
    double = len(bars) == 2 or bars[0].text in DOUBLE
    g.in_norm += 1
    inner = g.sum()
    g.in_norm -= 1
    for bar in bars:
        if not g.s.take_if(CLOSERS.get(bar.text, bar.text)):
            raise UnreadError("a bar is not closed")
    if double or g.s.looking_at("_"):
        inner = arrays.as_array(g, inner)
    rank = len(shape(inner))
    if rank == 2 and not double and not g.s.looking_at("_"):
        return scripts.after(g, Term("det", (inner,)))
    degree, above = "2", None
    if rank and not double:
        g.notes.append(("single_bars", bars[0].start, g.s.last_end()))
    while (double or rank) and g.s.looking_at("_", "^"):
        if g.s.take().text == "_":
            degree = "".join(t.text for t in g.s.group_tokens())
        elif above is None:
            above = g.s.group_tokens()
        else:
            raise UnreadError("two superscripts")
    if not rank:
        if double or degree != "2":
            raise UnreadError("the norm of something whose shape is not known")
        return scripts.after(g, call("abs", inner))
    if above is not None and [t.text for t in above] == ["2"] and degree in EUCLIDEAN:
        return scripts.after(g, _summed(inner, "2"))  # a sum of squares has no root to take, and is smooth at 0
    value = _norm(inner, degree)
    return scripts.raised(g, value, above) if above is not None else value


def _norm(inner: Term, degree: str) -> Term:
    total = _summed(inner, degree)
    return total if degree == "1" else power(total, HALF)


def _summed(inner: Term, degree: str) -> Term:
    """The sum over all entries of their absolute values or squares."""
    dims = shape(inner)
    indices = [sym(f"n_{k}", "int") for k in range(len(dims))]
    own = entry(inner, indices)
    if degree == "1":
        body = call("abs", own)
    elif degree in EUCLIDEAN:
        body = power(own, 2)
    else:
        raise UnreadError("another norm")
    for variable, dim in zip(reversed(indices), reversed(dims), strict=True):
        body = summation(variable, ONE, dim, body)
    return body
