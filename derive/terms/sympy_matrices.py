"""What each matrix head of SymPy becomes. SymPy counts entries from 0, terms from 1."""

from __future__ import annotations

from typing import Any

from derive.model.term import Term
from derive.terms import build
from derive.terms.build import ONE, TRUE, ZERO, add, at, call, lam, mul, num, rel, sym
from derive.terms.sympy_scalars import Rule, UnsupportedError


def _from_one(r: Any, index: Any) -> Term:
    return num(int(index) + 1) if index.is_Integer else add(r.whole(index), ONE)


def _element(r: Any, e: Any) -> Term:
    return at(r.term(e.parent), _from_one(r, e.i), _from_one(r, e.j))


def _product(r: Any, e: Any) -> Term:
    scalars = [r.term(a) for a in e.args if not getattr(a, "is_Matrix", False)]
    arrays = [r.term(a) for a in e.args if getattr(a, "is_Matrix", False)]
    return mul(*scalars, arrays[0] if len(arrays) == 1 else Term("matmul", tuple(arrays)))


def _power(r: Any, e: Any) -> Term:
    base = r.term(e.base)
    if not e.exp.is_Integer:
        raise UnsupportedError(f"no term for the matrix power {e.exp}")
    count = int(e.exp)
    if count == 0:
        return Term("eye", (r.whole(e.shape[0]),))
    if count < 0:
        base, count = Term("inv", (base,)), -count
    return base if count == 1 else Term("matmul", (base,) * count)


def _entry_power(r: Any, e: Any) -> Term:
    count = e.exp
    if not (count.is_Integer and count > 0):
        raise UnsupportedError(f"no term for the entry by entry power {count}")
    return Term("had", (r.term(e.base),) * int(count)) if count > 1 else r.term(e.base)


def _explicit(r: Any, e: Any) -> Term:
    """A matrix that is written out, as cases over its row and column."""
    rows, columns = e.shape
    if not rows or not columns:
        raise UnsupportedError("no term for an empty matrix")
    taken = {str(v) for v in e.free_symbols}
    letters = [name for name in ("r", "c", "r_", "c_", "r__", "c__") if name not in taken]
    i, j = sym(letters[0], "int"), sym(letters[1], "int")
    pairs = []
    for row in range(rows):
        for column in range(columns):
            place = [rel("=", i, num(row + 1))] if rows > 1 else []
            place += [rel("=", j, num(column + 1))] if columns > 1 else []
            last = (row, column) == (rows - 1, columns - 1)
            pairs.append((TRUE if last else build.conj(*place), r.term(e[row, column])))
    return lam([i, j], [num(rows), num(columns)], pairs[0][1] if len(pairs) == 1 else build.cases(*pairs))


def _mapped(r: Any, e: Any) -> Term:
    """A function of every entry."""
    function = e.function
    body = r.term(function.expr)
    if body.op != "call" or len(body.args) != 2 or body.args[1] != r.term(function.variables[0]):
        raise UnsupportedError(f"no term for {function} of every entry")
    return call(body.args[0], r.term(e.expr))


def _filled(value: Term) -> Rule:
    return lambda r, e: Term("fill", (value, *map(r.whole, e.shape)))


def _unary(op: str) -> Rule:
    return lambda r, e: Term(op, (r.term(e.args[0]),))


MATRICES: dict[str, Rule] = {
    "MatrixSymbol": lambda r, e: build.arr(e.name, *map(r.whole, e.shape)),
    "MatrixElement": _element,
    "MatAdd": lambda r, e: Term("add", tuple(map(r.term, e.args))),
    "MatMul": _product,
    "MatPow": _power,
    "HadamardPower": _entry_power,
    "Inverse": _unary("inv"),
    "Transpose": _unary("transpose"),
    "Adjoint": _unary("transpose"),
    "Trace": _unary("trace"),
    "Determinant": _unary("det"),
    "DiagMatrix": _unary("diag"),
    "DiagonalMatrix": lambda r, e: Term("had", (Term("eye", (r.whole(e.shape[0]),)), r.term(e.args[0]))),
    "DiagonalOf": _unary("diag"),
    "Identity": lambda r, e: Term("eye", (r.whole(e.shape[0]),)),
    "ZeroMatrix": _filled(ZERO),
    "OneMatrix": _filled(ONE),
    "HadamardProduct": lambda r, e: Term("had", tuple(map(r.term, e.args))),
    "ElementwiseApplyFunction": _mapped,
    "MatrixBase": _explicit,
}
