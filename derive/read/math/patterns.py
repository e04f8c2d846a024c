"""Dots: ``x_1 + x_2 + ... + x_n`` is a sum, by generalising between what is written out.

Two terms are compared node by node; where one has a number and the other has another size, an index takes their place. Every difference must be the same pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from derive.model.term import Term
from derive.read.math.stream import Stream, UnreadError
from derive.terms.binding import free, fresh, substitute
from derive.terms.build import num, sym

DOTS: Final = Term("dots", ())
SIGNS = frozenset({"\\dots", "\\ldots", "\\cdots", "\\vdots", "\\ddots", "\\dotsc", "\\dotsb", "\\dotsm", "\\dotsi", "\\dotso", "\\hdots", "\\hdotsfor", "...", "…", "⋮", "⋯", "⋱", "\\iddots"})


def at_dots(stream: Stream) -> bool:
    """Whether the next token is an ellipsis."""
    return stream.place < len(stream.tokens) and stream.tokens[stream.place].text in SIGNS


def index_for(*terms: Term) -> Term:
    """An index that occurs in none of the terms."""
    taken = frozenset().union(*(free(t) for t in terms))
    return fresh(sym("i", "int"), taken)


def generalised(first: Term, last: Term, index: Term) -> tuple[Term, Term, Term] | None:
    """A body over an index, with the values of the index at the first and the last term; None where they follow no pattern.

    >>> from derive.terms.build import arr, at
    >>> generalised(at(arr("x"), num(1)), at(arr("x"), sym("n", "int")), sym("i", "int"))
    (at(arr(x), i), 1, n)
    """
    pairs: set[tuple[Term, Term]] = set()

    def between(a: Term, b: Term) -> Term | None:
        if a == b:
            return a
        if a.op == "num" and a.value.denominator == 1 and _size(b):
            pairs.add((a, b))
            return index
        if a.op != b.op or len(a.args) != len(b.args):
            return None
        args = []
        for x, y in zip(a.args, b.args, strict=True):
            if isinstance(x, Term) and isinstance(y, Term):
                part = between(x, y)
                if part is None:
                    return None
                args.append(part)
            elif x == y:
                args.append(x)
            else:
                return None
        return Term(a.op, tuple(args))

    body = between(first, last)
    if body is None or len(pairs) != 1:
        return None
    low, high = pairs.pop()
    return body, low, high


def _size(term: Term) -> bool:
    """Whether a term can be the last value of an index: a whole number, an integer letter, or one with an offset."""
    if term.op == "num":
        return term.value.denominator == 1
    if term.op == "sym":
        return True
    return term.op in {"add", "mul"} and all(_size(part) for part in term.args)


def closed(parts: Sequence[Term], op: str) -> list[Term]:
    """The parts of a sum or product with their dots made one bounded sum or product; UnreadError where they follow no pattern."""
    place = parts.index(DOTS)
    before, after = list(parts[:place]), list(parts[place + 1 :])
    if not before or not after or DOTS in after:
        raise UnreadError("left open")
    index = index_for(*before, *after)
    found = generalised(before[-1], after[0], index)
    if found is None:
        raise UnreadError("dots between terms that follow no pattern")
    body, low, high = found
    kept, start = len(before) - 1, int(low.value)
    while kept and before[kept - 1] == substitute(body, {index: num(start - 1)}):
        kept, start = kept - 1, start - 1
    return [*before[:kept], Term(op, (index, num(start), _whole(high), body)), *after[1:]]


def _whole(size: Term) -> Term:
    """The size as an integer."""
    return substitute(size, {v: sym(v.name, "int") for v in free(size) if v.op == "sym" and v.args[1] == "real"})
