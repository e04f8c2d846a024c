"""Sums that repeated indices imply, written out: where a document announces that convention, an index that only one side has is summed over."""

from __future__ import annotations

from collections.abc import Collection

from derive.model.term import Term
from derive.terms.binding import bound_of, free, walk
from derive.terms.build import ONE, add, mul, summation


def with_sums(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Both sides with a sum over each index that the other side does not have; None where there is none, or where its range or its place is not plain.

    An index that both sides have may be summed over as well: what holds for each of its values holds for the sums.

    >>> from derive.terms.build import arr, at, delta, sym
    >>> i, k, n = sym("i", "int"), sym("k", "int"), sym("n", "int")
    >>> with_sums(mul(at(arr("y", n), i), delta(i, k)), at(arr("y", n), k))[0]
    sum(i, 1, n, mul(at(arr(y, n), i), delta(i, k)))
    """
    own = [{v for v in free(side) if v.op == "sym" and v.args[1] == "int" and _indexes(v, side)} for side in (left, right)]
    sides = []
    for side, lonely in zip((left, right), (own[0] - own[1], own[1] - own[0]), strict=True):
        for index in sorted(lonely, key=lambda v: v.name):
            size = _range_of(index, side)
            summed = _over(side, index, size) if size is not None else None
            if summed is None:
                return None
            side = summed
        sides.append(side)
    return (sides[0], sides[1]) if sides != [left, right] else None


def summed_over(term: Term, names: Collection[str]) -> Term | None:
    """One side with a sum over each of some indices that it carries; None where a range or a place is not plain.

    >>> from derive.terms.build import arr, at, sym
    >>> i, n = sym("i", "int"), sym("n", "int")
    >>> summed_over(mul(at(arr("a", n), i), at(arr("b", n), i)), {"i"})
    sum(i, 1, n, mul(at(arr(a, n), i), at(arr(b, n), i)))
    """
    for index in sorted((v for v in free(term) if v.op == "sym" and v.args[1] == "int" and v.name in names), key=lambda v: v.name):
        size = _range_of(index, term)
        summed = _over(term, index, size) if size is not None else None
        if summed is None:
            return None
        term = summed
    return term


def _indexes(index: Term, term: Term) -> bool:
    return any((node.op == "at" and index in node.args[1:]) or (node.op == "delta" and index in node.args) for node in walk(term))


def _range_of(index: Term, term: Term) -> Term | None:
    """The one size of the arrays whose entries an index names."""
    sizes = {
        node.args[0].args[place]
        for node in walk(term)
        if node.op == "at" and node.args[0].op == "arr"
        for place, own in enumerate(node.args[1:], 1)
        if own == index and place < len(node.args[0].args)
    }
    stated = {size for size in sizes if not (size.op == "sym" and size.name.startswith("size_"))}
    return stated.pop() if len(stated) == 1 else min(sizes, key=repr) if sizes and not stated else None


def _over(term: Term, index: Term, size: Term) -> Term | None:
    """The sum over an index around the factors that carry it, in each term of a sum; None where they stand inside of something else."""
    if index not in free(term):
        return term
    if term.op == "add":
        parts = [_over(part, index, size) for part in term.args]
        return None if None in parts else add(*(part for part in parts if part is not None))
    if term.op == "mul":
        carrying = [part for part in term.args if index in free(part)]
        rest = [part for part in term.args if index not in free(part)]
        if len(carrying) > 1:
            return mul(*rest, summation(index, ONE, size, mul(*carrying)))
        inner = _over(carrying[0], index, size)
        return None if inner is None else mul(*rest, inner)
    if term.op == "sum" and index not in free(term.args[1]) | free(term.args[2]):
        body = _over(term.args[3], index, size)
        return None if body is None else Term("sum", (*term.args[:3], body))
    if term.op == "D" and index not in free(term.args[1]):
        body = _over(term.args[0], index, size)
        return None if body is None else Term("D", (body, term.args[1]))
    return summation(index, ONE, size, term) if term.op in {"at", "delta"} and not bound_of(term) else None
