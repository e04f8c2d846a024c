"""Arrays by their entries: one entry of an array term as a scalar term, scalar terms without array operations, obligations about one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import free, fresh, rebuild, substitute, walk
from derive.terms.forms import ONE, ZERO, at, delta, mul, power, rel, summation, sym
from derive.terms.shapes import check_shapes, shape


def scalarise(term: Term) -> Term:
    """A scalar term or a condition with its array operations written out."""
    match term.op:
        case "at" if term.args[0].op != "arr":
            return entry(term.args[0], [scalarise(part) for part in term.args[1:]])
        case "trace" | "inv" | "det" if shape(term.args[0]) in {(), (ONE,), (ONE, ONE)}:
            inner = entry(term.args[0], [ONE for _ in shape(term.args[0])])
            return power(inner, -1) if term.op == "inv" else inner
        case "trace":
            i = _index(term.args[0])
            return summation(i, ONE, shape(term.args[0])[0], entry(term.args[0], [i, i]))
        case "matmul":
            return _product_entry(term, [ONE, ONE])
        case "transpose":
            return entry(term.args[0], [ONE, ONE])
        case "had" | "lam":
            return entry(term, [ONE for _ in shape(term)])
        case "det":
            return term
    return rebuild(term, scalarise)


def _index(*terms: Term) -> Term:
    """An index that occurs nowhere in some terms."""
    taken = frozenset(node for term in terms for node in walk(term) if node.op in {"sym", "arr"})
    return fresh(sym("i", "int"), taken)


def entry(term: Term, indices: Sequence[Term]) -> Term:
    """One entry of an array term as a scalar term; a scalar term is its own entry."""
    dims = shape(term)
    if not dims:
        return scalarise(term)
    if len(indices) == 1 and len(dims) == 2:
        indices = [indices[0], ONE]
    elif len(indices) == 2 and len(dims) == 1:
        indices = indices[:1]
    match term.op:
        case "arr":
            return at(term, *indices)
        case "add" | "had" | "mul":
            parts = [ZERO if part == ZERO else entry(part, indices) if shape(part) else scalarise(part) for part in term.args]
            return Term("mul" if term.op == "had" else term.op, tuple(parts))
        case "call":
            return Term("call", (term.args[0], *(entry(part, indices) for part in term.args[1:])))
        case "cases":
            return Term("cases", tuple(scalarise(p) if n % 2 == 0 else entry(p, indices) for n, p in enumerate(term.args)))
        case "sum" | "prod":
            variable, low, high, body = term.args
            if any(variable in free(i) for i in indices):
                new = _index(term, *indices)
                variable, body = new, substitute(body, {variable: new})
            return Term(term.op, (variable, low, high, entry(body, indices)))
        case "lam":
            rank = len(dims)
            return scalarise(substitute(term.args[-1], dict(zip(term.args[:rank], indices, strict=True))))
        case "matmul":
            return _product_entry(term, indices)
        case "transpose":
            return entry(term.args[0], list(reversed(indices)) if len(shape(term.args[0])) == 2 else [indices[1]])
        case "diag":
            if len(dims) == 2:
                return mul(entry(term.args[0], indices[:1]), delta(*indices))
            return entry(term.args[0], [indices[0], indices[0]])
        case "eye":
            return delta(*indices)
        case "fill":
            return scalarise(term.args[0])
        case "onehot":
            return delta(indices[0], term.args[1])
        case "D":
            body, by = term.args
            rank = len(shape(body))
            variable = at(by, *indices[rank:]) if by.op == "arr" else by
            return Term("D", (entry(body, indices[:rank]) if rank else scalarise(body), variable))
        case "inv":
            return at(term, *indices)
    raise ValueError(f"no entries of {term.op}")


def _product_entry(term: Term, indices: Sequence[Term]) -> Term:
    """One entry of a product; a vector is a column."""
    *first, last = term.args
    left = Term("matmul", tuple(first)) if len(first) > 1 else first[0]
    dims = shape(left)
    if not dims or not shape(last):
        return mul(entry(left, indices), entry(last, indices))
    row, column = (*indices, ONE, ONE)[:2]
    if len(dims) == 1:
        return mul(entry(left, [row]), entry(last, [ONE, column]))
    i = _index(term, *indices)
    return summation(i, ONE, dims[1], mul(entry(left, [row, i]), entry(last, [i, column])))


def entrywise(goal: Obligation) -> Obligation:
    """The obligation about one entry, at new free indices; scalars only have their array operations written out.

    Raises ShapeMismatchError where parts cannot fit.
    """
    check_shapes(goal)
    for condition in goal.given:
        shape(condition)
    dims = shape(goal.left) or shape(goal.right)
    taken = {variable.name for part in (goal.left, goal.right, *goal.given) for variable in free(part)}
    letters = (name for number in count() for name in (("r", "c") if not number else (f"r_{number}", f"c_{number}")) if name not in taken)
    indices = tuple(ONE if dim == ONE else sym(next(letters), "int") for dim in dims)
    ranges = tuple(part for i, dim in zip(indices, dims, strict=True) if i != ONE for part in (rel(">=", i, ONE), rel("<=", i, dim)))
    left, right = (
        scalarise(side) if not shape(side) else entry(side, indices[-len(shape(side)) :]) for side in (goal.left, goal.right)
    )
    return replace(goal, left=left, right=right, given=(*(scalarise(c) for c in goal.given), *ranges))
