"""Quantities with a name and arguments of which nothing is computed: expectations, variances, divergences. What is written alike is one number, and nothing else is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.stream import UnreadError
from derive.terms.build import add, mul, sym
from derive.terms.shapes import shape
from derive.terms.words import words

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

NAMED = ("KL", "JS", "CE", "BCE", "MSE", "NLL", "SSE", "Var", "Cov")
"""Names of quantities of distributions and predictions, as they stand before parentheses."""

INITIALS = frozenset(name[0] for name in NAMED)


def expectation(g: Grammar) -> Term:
    """``\\mathbb{E}_j[...]``, with brackets or up to the next sign: one number for each thing it is taken of. It is linear."""
    g.s.take()
    law = ""
    bound = []
    if g.s.take_if("_"):
        group = g.s.group_tokens()
        law = "".join(t.text for t in group)
        bound = [t.text for t in group if t.kind == "word" and len(t.text) == 1]
    g.bound.extend(bound)
    try:
        bracketed = g.s.looking_at("[", "(", "\\{")
        inner = g.inside(g.s.take()) if bracketed else g.product()
    finally:
        del g.bound[len(g.bound) - len(bound) :]
    if shape(inner):
        raise UnreadError("an expectation of an array")
    value = _expected(inner, law)
    return scripts.after(g, value) if bracketed else value


def _expected(inner: Term, law: str) -> Term:
    if inner.op == "num":
        return inner
    if inner.op == "add":
        return add(*(_expected(part, law) for part in inner.args))
    if inner.op == "mul" and (numbers := [part for part in inner.args if part.op == "num"]):
        rest = [part for part in inner.args if part.op != "num"]
        return mul(*numbers, *([_expected(rest[0] if len(rest) == 1 else mul(*rest), law)] if rest else []))
    return sym(f"E{'_' if law else ''}{law}({words(inner)})")


def named(g: Grammar) -> Term | None:
    """``KL(p || q)``, ``MSE(y, o)``: one number by what is written; None where no such name stands here."""
    start = g.s.place
    letters = g.s.tokens[start : start + 4]
    spelled, end = "", start
    for before, token in zip([None, *letters], letters, strict=False):
        if token.kind != "word" or (before is not None and before.end != token.start):
            break
        spelled, end = spelled + token.text, end + 1
    if spelled not in NAMED or end >= len(g.s.tokens) or g.s.tokens[end].text != "(":
        return None
    depth, close = 0, end
    for close in range(end, len(g.s.tokens)):
        depth += (g.s.tokens[close].text == "(") - (g.s.tokens[close].text == ")")
        if not depth:
            break
    else:
        raise UnreadError("a bracket is not closed")
    g.s.place = close + 1
    return sym(spelled + "".join(t.text for t in g.s.tokens[end : close + 1] if t.text not in {"{", "}"}))
