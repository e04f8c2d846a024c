"""Absolute values and norms: |x|, ||x||_1, ||x||_2^2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.stream import UnreadError
from derive.terms.build import HALF, ONE, call, power, summation, sym
from derive.terms.entries import entry
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar


def norm(g: Grammar) -> Term:
    """|x|, ||x||_1, ||x||_2^2."""
    bars = [g.s.take()]
    if bars[0].text == "|" and g.s.looking_at("|"):
        bars.append(g.s.take())
    double = len(bars) == 2 or bars[0].text in {"\\|", "\\Vert", "\\lVert"}
    g.in_norm += 1
    inner = g.sum()
    g.in_norm -= 1
    closers = {"\\lVert": "\\rVert", "\\lvert": "\\rvert"}
    for bar in bars:
        if not g.s.take_if(closers.get(bar.text, bar.text)):
            raise UnreadError("a bar is not closed")
    vector = g.lookup.find(inner.name, "array") if inner.op == "sym" and (double or g.s.looking_at("_")) else None
    if vector is not None:
        inner = g.lookup.variable(vector)
    rank = len(shape(inner))
    degree = "2"
    if rank and not double:
        g.notes.append(("single_bars", bars[0].start, g.s.last_end()))
    if g.s.looking_at("_") and (double or rank):
        g.s.take()
        degree = g.s.group_text()
    if not rank:
        if double or degree != "2":
            raise UnreadError("the norm of a scalar")
        return scripts.after(g, call("abs", inner))
    return scripts.after(g, _norm(inner, degree))


def _norm(inner: Term, degree: str) -> Term:
    dims = shape(inner)
    indices = [sym(f"n_{k}", "int") for k in range(len(dims))]
    own = entry(inner, indices)
    if degree == "1":
        body = call("abs", own)
    elif degree in {"2", "F"}:
        body = power(own, 2)
    else:
        raise UnreadError("another norm")
    for variable, dim in zip(reversed(indices), reversed(dims), strict=True):
        body = summation(variable, ONE, dim, body)
    return body if degree == "1" else power(body, HALF)
