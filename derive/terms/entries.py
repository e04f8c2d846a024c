"""Arrays by their entries: one entry of an array term as a scalar term, and scalar terms without array operations."""

from __future__ import annotations

from collections.abc import Sequence

from derive.model.term import Term
from derive.terms.binding import bound_of, free, fresh, rebuild, substitute, subterms
from derive.terms.forms import ONE, ZERO, at, delta, mul, power, summation, sym
from derive.terms.shapes import shape

LEAVES = frozenset({"num", "sym", "const"})
ARRAY_OPS = frozenset({"lam", "matmul", "transpose", "inv", "det", "trace", "had", "diag", "eye", "fill", "onehot"})


def has_arrays(term: Term) -> bool:
    """Whether a term uses arrays as wholes."""
    if term.op in LEAVES:
        return False
    if term.op in ARRAY_OPS:
        return True
    if term.op == "at":
        return term.args[0].op != "arr" or any(has_arrays(part) for part in term.args[1:])
    if term.op == "arr":
        return len(term.args) > 1
    if term.op == "D" and term.args[1].op == "at":
        return has_arrays(term.args[0]) or has_arrays(term.args[1])
    return any(has_arrays(part) for part in subterms(term))


def scalarise(term: Term) -> Term:
    """A scalar term or a condition with its array operations written out."""
    if not has_arrays(term):
        return term
    match term.op:
        case "at":
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
        case "D" if term.args[1].op != "arr":
            return Term("D", (scalarise(term.args[0]), scalarise(term.args[1])))
    return rebuild(term, scalarise)


def _index(*terms: Term) -> Term:
    taken = frozenset().union(*(free(t) | _bound(t) for t in terms)) if terms else frozenset()
    return fresh(sym("i", "int"), taken)


def _bound(term: Term) -> frozenset[Term]:
    found = frozenset(bound_of(term))
    for part in subterms(term):
        found |= _bound(part)
    return found


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
            inner = term.args[0]
            if len(dims) == 2:
                return mul(entry(inner, indices[:1]), delta(*indices))
            return entry(inner, [indices[0], indices[0]])
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
    *first, last = term.args
    left = Term("matmul", tuple(first)) if len(first) > 1 else first[0]
    rows, columns = shape(left), shape(last)
    if not rows or not columns:
        return mul(entry(left, indices), entry(last, indices))
    i = _index(term, *indices)
    row = indices[:1] if len(indices) else [ONE]
    if len(rows) == 2 and rows[0] == ONE and len(indices) != 2:
        row = [ONE]
    column = [indices[-1]] if len(columns) == 2 and len(indices) and (len(indices) == 2 or (len(rows) == 2 and rows[0] == ONE)) else [ONE]
    if len(rows) == 1:
        return mul(entry(left, row), entry(last, [ONE, column[0]] if len(columns) == 2 else [ONE]))
    body = mul(entry(left, [row[0], i]), entry(last, [i, column[0]] if len(columns) == 2 else [i]))
    return summation(i, ONE, rows[1], body)
