"""Sums and products over an index: with a range, or with the range of the array that the index runs over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.lookup import INDEX_LETTERS
from derive.read.math.stream import UnreadError
from derive.terms.binding import free, walk
from derive.terms.build import ONE, sym

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar


def big(g: Grammar) -> Term:
    """A sum or product over an index, up to the next sign."""
    token = g.s.take()
    variable, low, high = None, None, None
    while g.s.looking_at("_", "^"):
        if g.s.take().text == "_":
            variable, low = g.s.group(lambda: _lower(g))
        else:
            high = scripts.index_group(g, 1)[0]
    if variable is None:
        raise UnreadError("a sum without its index")
    g.bound.append(variable.name)
    body = g.product()
    g.bound.pop()
    if low is not None and high is None:
        raise UnreadError("a sum without its upper bound")
    if low is None or high is None:
        found = _range_of(variable, body)
        if found is None:
            raise UnreadError("a sum without its range")
        low, high = ONE, found
    if variable not in free(body) and any(v.op == "sym" and v.name in INDEX_LETTERS and v.name not in g.bound for v in free(body)):
        g.notes.append(("index_not_used", token.start, g.s.last_end()))
        raise UnreadError(f"the index {variable.name} does not occur in its sum")
    return Term("sum" if token.text == "\\sum" else "prod", (variable, low, high, body))


def _lower(g: Grammar) -> tuple[Term, Term | None]:
    name = g.s.take()
    if name.kind != "word" or len(name.text) != 1:
        raise UnreadError("an index that is no letter")
    variable = sym(name.text, "int")
    if not g.s.take_if("="):
        return variable, None
    return variable, g.sum()


def _range_of(variable: Term, body: Term) -> Term | None:
    """The size of the array whose entry the index is."""
    found = {node.args[0].args[p] for node in walk(body) if node.op == "at" for p, i in enumerate(node.args[1:], 1) if i == variable and len(node.args[0].args) > p}
    return found.pop() if len(found) == 1 else None
