"""SymPy expressions to terms, as they stand: nothing is evaluated, and what SymPy assumes of a symbol becomes a given condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import sympy as sp

from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.terms import build
from derive.terms.build import FALSE, MINUS_ONE, ONE, TRUE, ZERO, add, at, call, delta, derivative, lam, mul, num, power, rel, sym

SIGNS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
FUNCTIONS = {
    "exp": "exp", "log": "log", "sin": "sin", "cos": "cos", "tan": "tan", "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh", "cosh": "cosh",
    "tanh": "tanh", "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "erf": "erf", "Abs": "abs", "sign": "sign", "Max": "max", "Min": "min", "gamma": "gamma",
    "loggamma": "lgamma", "digamma": "digamma", "factorial": "factorial", "binomial": "binomial", "floor": "floor",
}  # fmt: skip


class UnsupportedError(Exception):
    """A SymPy head that has no term."""


class Reader:
    """One conversion: collects the conditions that the symbols carry."""

    def __init__(self) -> None:
        self.given: dict[Term, None] = {}
        self.bound: set[sp.Symbol] = set()
        self.integers: set[str] = set()
        self.memo: dict[Any, Term] = {}

    def term(self, e: Any) -> Term:
        """The term of an expression."""
        known = self.memo.get(e)
        if known is None:
            known = self._term(e)
            if not self.bound:
                self.memo[e] = known
        return known

    def _term(self, e: Any) -> Term:
        for head in type(e).__mro__:
            rule = RULES.get(head.__name__)
            if rule is not None:
                return rule(self, e)
        name = FUNCTIONS.get(type(e).__name__)
        if name is not None:
            return call(name, *map(self.term, e.args))
        if isinstance(e, sp.core.function.AppliedUndef):
            return call(type(e).__name__, *map(self.term, e.args))
        if isinstance(e, sp.Basic | sp.MatrixBase):
            raise UnsupportedError(f"no term for {type(e).__name__}")
        return self.term(sp.sympify(e))

    def symbol(self, e: sp.Symbol) -> Term:
        """A variable; its assumptions become conditions, unless it is bound."""
        whole = bool(e.is_integer) or e.name in self.integers
        variable = sym(e.name, "int" if whole else "real")
        if e not in self.bound:
            if e.is_positive:
                self.given[rel(">=", variable, ONE) if whole else rel(">", variable, ZERO)] = None
            elif e.is_negative:
                self.given[rel("<", variable, ZERO)] = None
            elif e.is_nonnegative:
                self.given[rel(">=", variable, ZERO)] = None
            elif e.is_nonzero:
                self.given[rel("!=", variable, ZERO)] = None
        return variable

    def binder(self, op: str, e: Any) -> Term:
        """Nested binders, the first limit innermost."""
        variables = [limit[0] for limit in e.limits]
        new = [v for v in variables if v not in self.bound]
        outer = self.integers
        self.integers = outer | {v.name for v in variables}
        self.bound |= set(new)
        body = self.term(e.function)
        limits = [(sym(v.name, "int"), self.term(low), self.term(high)) for v, low, high in e.limits]
        self.bound -= set(new)
        self.integers = outer
        for variable, low, high in limits:
            body = Term(op, (variable, low, high, body))
        return body


def _array(r: Reader, e: Any) -> Term:
    dims = tuple(map(r.term, e.shape)) if getattr(e, "shape", None) else ()
    return build.arr(str(e.label if isinstance(e, sp.IndexedBase) else e.name), *dims)


def _matrix_symbol(r: Reader, e: Any) -> Term:
    return build.arr(e.name, *map(r.term, e.shape))


def _element(r: Reader, e: Any) -> Term:
    return at(r.term(e.parent), *(add(r.term(i), ONE) if not i.is_Integer else num(int(i) + 1) for i in (e.i, e.j)))


def _add(r: Reader, e: Any) -> Term:
    return Term("add", tuple(map(r.term, e.args)))


def _pow(r: Reader, e: Any) -> Term:
    if e.base is sp.E:
        return call("exp", r.term(e.exp))
    return power(r.term(e.base), r.term(e.exp))


def _piecewise(r: Reader, e: Any) -> Term:
    return Term("cases", tuple(part for value, condition in e.args for part in (r.term(condition), r.term(value))))


def _relation(r: Reader, e: Any) -> Term:
    return rel(SIGNS[e.rel_op], r.term(e.lhs), r.term(e.rhs))


def _derivative(r: Reader, e: Any) -> Term:
    body = r.term(e.expr)
    for variable, count in e.variable_count:
        for _ in range(int(count)):
            body = derivative(body, r.term(variable))
    return body


def _explicit(r: Reader, e: Any) -> Term:
    rows, columns = e.shape
    i, j = sym("i", "int"), sym("j", "int")
    while any(v.name in {i.name, j.name} for v in e.free_symbols):
        i, j = sym(i.name + "_", "int"), sym(j.name + "_", "int")
    pairs = []
    for a in range(rows):
        for b in range(columns):
            here = build.conj(rel("=", i, num(a + 1)), rel("=", j, num(b + 1)))
            pairs.append((TRUE if (a, b) == (rows - 1, columns - 1) else here, r.term(e[a, b])))
    return lam([i, j], [num(rows), num(columns)], build.cases(*pairs))


def _matmul(r: Reader, e: Any) -> Term:
    scalars = [a for a in e.args if not getattr(a, "is_Matrix", False)]
    arrays = [a for a in e.args if getattr(a, "is_Matrix", False)]
    product = r.term(arrays[0]) if len(arrays) == 1 else Term("matmul", tuple(map(r.term, arrays)))
    return mul(*map(r.term, scalars), product)


def _matpow(r: Reader, e: Any) -> Term:
    base, count = r.term(e.base), int(e.exp)
    if count < 0:
        base, count = Term("inv", (base,)), -count
    return base if count == 1 else Term("matmul", (base,) * count)


def _log(r: Reader, e: Any) -> Term:
    return call("log", r.term(e.args[0]))


RULES: dict[str, Callable[[Reader, Any], Term]] = {
    "Rational": lambda r, e: num(Fraction(int(e.p), int(e.q))),
    "Float": lambda r, e: num(Fraction(str(sp.Rational(e)))),
    "Pi": lambda r, e: build.PI,
    "Exp1": lambda r, e: call("exp", ONE),
    "NegativeOne": lambda r, e: MINUS_ONE,
    "MatrixSymbol": _matrix_symbol,
    "MatrixElement": _element,
    "Symbol": lambda r, e: r.symbol(e),
    "Indexed": lambda r, e: at(r.term(e.base), *map(r.term, e.indices)),
    "IndexedBase": _array,
    "MatMul": _matmul,
    "MatAdd": _add,
    "MatPow": _matpow,
    "Inverse": lambda r, e: Term("inv", (r.term(e.arg),)),
    "Transpose": lambda r, e: Term("transpose", (r.term(e.arg),)),
    "Trace": lambda r, e: Term("trace", (r.term(e.arg),)),
    "Determinant": lambda r, e: Term("det", (r.term(e.arg),)),
    "Identity": lambda r, e: Term("eye", (r.term(e.shape[0]),)),
    "ZeroMatrix": lambda r, e: Term("fill", (ZERO, *map(r.term, e.shape))),
    "OneMatrix": lambda r, e: Term("fill", (ONE, *map(r.term, e.shape))),
    "HadamardProduct": lambda r, e: Term("had", tuple(map(r.term, e.args))),
    "DiagMatrix": lambda r, e: Term("diag", (r.term(e.args[0]),)),
    "MatrixBase": _explicit,
    "Add": _add,
    "Mul": lambda r, e: Term("mul", tuple(map(r.term, e.args))),
    "Pow": _pow,
    "Piecewise": _piecewise,
    "Relational": _relation,
    "BooleanTrue": lambda r, e: TRUE,
    "BooleanFalse": lambda r, e: FALSE,
    "And": lambda r, e: Term("and", tuple(map(r.term, e.args))),
    "Or": lambda r, e: Term("or", tuple(map(r.term, e.args))),
    "Not": lambda r, e: Term("not", (r.term(e.args[0]),)),
    "Heaviside": lambda r, e: build.cases((rel(">", r.term(e.args[0]), ZERO), ONE), (rel("=", r.term(e.args[0]), ZERO), r.term(e.args[1])), (TRUE, ZERO)),
    "KroneckerDelta": lambda r, e: delta(r.term(e.args[0]), r.term(e.args[1])),
    "Sum": lambda r, e: r.binder("sum", e),
    "Product": lambda r, e: r.binder("prod", e),
    "Derivative": _derivative,
    "log": _log,
}


def from_sympy(expression: Any) -> Term:
    """The term of a SymPy expression, relation or matrix expression; an UnsupportedError for a head that has no term."""
    return Reader().term(expression)


def obligation(
    left: Any, right: Any, relation: str = "=", given: Iterable[Any] = (), conventions: Iterable[Convention] = ()
) -> Obligation:
    """An obligation over SymPy expressions; assumptions of symbols join what is given."""
    reader = Reader()
    a, b = reader.term(left), reader.term(right)
    conditions = [reader.term(condition) for condition in given]
    return Obligation(a, relation, b, (*reader.given, *conditions), tuple(conventions))


__all__ = ["UnsupportedError", "from_sympy", "obligation"]
