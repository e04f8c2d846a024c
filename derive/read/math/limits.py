"""Limits and the sign of infinity: ``\\lim_{k \\to \\infty} f``, and ``1 / (1 + \\infty)`` as the limit that it abbreviates.

A limit is an opaque call of its variable, its point and what it is taken of; ``derive.steps.limits`` finds its value where that is elementary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.stream import UnreadError
from derive.terms.binding import free, walk
from derive.terms.build import call, sym
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

ARROWS = frozenset({"\\to", "\\rightarrow", "\\longrightarrow"})
INFINITE = {"\\infty": "lim_oo", "+\\infty": "lim_oo", "-\\infty": "lim_-oo"}
BEYOND = sym("infinity")
"""What the sign of infinity stands for while a member is read."""


def limit(g: Grammar) -> Term:
    """``\\lim_{x \\to a} f``: up to the next sign; unclear where the variable occurs behind it."""
    g.s.take()
    if not g.s.take_if("_"):
        raise UnreadError("a limit without its variable")
    below = list(g.s.group_tokens())
    if len(below) < 3 or below[1].text not in ARROWS or below[0].kind not in {"word", "cmd"}:
        raise UnreadError("a limit without its variable")
    target = "".join(t.text for t in below[2:])
    variable = scripts.bare(scripts.inner(g, below[:1]))
    if variable.op != "sym":
        raise UnreadError("a limit by something that is no variable")
    point = () if target in INFINITE else (scripts.inner(g, below[2:]).whole(),)
    body = g.product()
    if any(t.text == below[0].text for t in g.s.tokens[g.s.place :]):
        raise UnreadError("how far a limit reaches is unclear")
    if any(node.op == "at" and variable.name in {v.name for index in node.args[1:] for v in free(index)} for node in walk(body)):
        raise UnreadError("a limit of a sequence")
    if shape(body) or any(shape(p) or variable in free(p) for p in point):
        raise UnreadError("a limit of something that is no number")
    return call(INFINITE.get(target, "lim"), variable, *point, body)


def infinity(g: Grammar) -> Term:
    """The sign of infinity."""
    g.infinite.add(g.s.take().start)
    return BEYOND


def closed(term: Term, g: Grammar, of_set: bool = False) -> Term:
    """A member that holds the sign of infinity once, as the limit that it abbreviates; an UnreadError where it holds it more often: each may grow in its own way."""
    if not g.infinite:
        return term
    if len(g.infinite) > 1 or of_set or shape(term) or BEYOND not in free(term):
        raise UnreadError("infinity is no number")
    return call("lim_oo", BEYOND, term)
