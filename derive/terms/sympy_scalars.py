"""What each scalar head and condition of SymPy becomes. The rules read the heads by name, so that nothing here loads SymPy."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.terms import build
from derive.terms.binding import substitute, walk
from derive.terms.build import FALSE, HALF, MINUS_ONE, ONE, TRUE, ZERO, add, at, call, cases, delta, derivative, div, mul, neg, num, power, rel, sub

Rule = Callable[[Any, Any], Term]
SIGNS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
FUNCTIONS = {
    "log": "log", "sin": "sin", "cos": "cos", "tan": "tan", "asin": "asin", "acos": "acos", "atan": "atan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "erf": "erf", "Abs": "abs", "sign": "sign", "Max": "max", "Min": "min", "gamma": "gamma",
    "loggamma": "lgamma", "digamma": "digamma", "factorial": "factorial", "binomial": "binomial", "floor": "floor", "exp": "exp",
}  # fmt: skip


class UnsupportedError(Exception):
    """A SymPy head, or an assumption of a symbol, that has no term; one line."""


def is_opaque(kind: type) -> bool:
    """Whether a head is an undefined function."""
    return any(base.__name__ == "AppliedUndef" for base in kind.__mro__)


def _function(name: str) -> Rule:
    return lambda r, e: call(name, *map(r.term, e.args))


def _same(op: str) -> Rule:
    return lambda r, e: Term(op, tuple(map(r.term, e.args)))


def _of(form: Callable[..., Term]) -> Rule:
    """A head that is an abbreviation: its arguments put into a form."""
    return lambda r, e: form(*map(r.term, e.args))


def _number(_r: Any, e: Any) -> Term:
    return num(Fraction(int(e.p), int(e.q)))


def _decimal(_r: Any, e: Any) -> Term:
    if not e.is_finite:
        raise UnsupportedError(f"no term for the number {e}")
    from sympy import Rational

    return _number(_r, Rational(e))


def _power(r: Any, e: Any) -> Term:
    base, exponent = e.args
    if type(base).__name__ == "Exp1":
        return call("exp", r.term(exponent))
    return power(r.term(base), r.term(exponent))


def _opaque(r: Any, e: Any) -> Term:
    name = type(e).__name__
    if name in SCALAR_FUNCTIONS:
        raise UnsupportedError(f"an undefined function with the name of a known one: {name}")
    term = call(name, *map(r.term, e.args))
    r.assumed(e, term)
    return term


def _entry(r: Any, e: Any) -> Term:
    term = at(r.term(e.base), *map(r.whole, e.indices))
    r.assumed(e, term)
    return term


def _base(r: Any, e: Any) -> Term:
    return build.arr(r.name(e.label) if e.label.is_Symbol else str(e.label), *map(r.whole, e.shape or ()))


def _cases(r: Any, e: Any) -> Term:
    return cases(*((r.term(condition), r.term(value)) for value, condition in e.args))


def _relation(r: Any, e: Any) -> Term:
    return rel(SIGNS[e.rel_op], r.term(e.lhs), r.term(e.rhs))


def _derivative(r: Any, e: Any) -> Term:
    body: Term = r.term(e.expr)
    for variable, count in e.variable_count:
        by = r.term(variable)
        if not (by.op in {"sym", "arr"} or (by.op == "at" and by.args[0].op == "arr")):
            raise UnsupportedError(f"no term for a derivative by {variable}")
        if not count.is_Integer:
            raise UnsupportedError(f"no term for a derivative of order {count}")
        for _ in range(int(count)):
            body = derivative(body, by)
    return body


def _substituted(r: Any, e: Any) -> Term:
    """``Subs``: a derivative of an opaque function at a point is the opaque f' there."""
    inner, variables, points = e.args
    if type(inner).__name__ == "Derivative" and len(variables) == 1:
        body, (variable, count), *more = inner.args
        if not more and variable == variables[0] and body.args == (variable,) and is_opaque(type(body)) and count.is_Integer:
            return call(type(body).__name__ + "'" * int(count), r.term(points[0]))
    with r.bound(variables):
        names = [r.term(v) for v in variables]
        body_term: Term = r.term(inner)
    if any(t.op == "D" and t.args[1] in names for t in walk(body_term)):
        raise UnsupportedError("no term for a derivative at a point")
    return substitute(body_term, dict(zip(names, map(r.term, points), strict=True)))


def _either(condition: Term, first: Term, second: Term) -> Term:
    return Term("or", (build.conj(condition, first), build.conj(Term("not", (condition,)), second)))


def _polygamma(r: Any, e: Any) -> Term:
    order, argument = e.args
    if order != 0:
        raise UnsupportedError(f"no term for polygamma of order {order}")
    return call("digamma", r.term(argument))


def _step(u: Term, at_zero: Term = HALF) -> Term:
    return cases((rel(">", u, ZERO), ONE), (rel("=", u, ZERO), at_zero), (TRUE, ZERO))


def _inverse_of(name: str) -> Rule:
    return _of(lambda u: power(call(name, u), -1))


SCALARS: dict[str, Rule] = {
    **{head: _function(name) for head, name in FUNCTIONS.items()},
    "Rational": _number,
    "Float": _decimal,
    "Pi": lambda r, e: build.PI,
    "Exp1": lambda r, e: call("exp", ONE),
    "Symbol": lambda r, e: r.symbol(e),
    "Add": _same("add"),
    "Mul": _same("mul"),
    "Pow": _power,
    "Indexed": _entry,
    "IndexedBase": _base,
    "AppliedUndef": _opaque,
    "Piecewise": _cases,
    "Relational": _relation,
    "BooleanTrue": lambda r, e: TRUE,
    "BooleanFalse": lambda r, e: FALSE,
    "And": _same("and"),
    "Or": _same("or"),
    "Not": _same("not"),
    "Implies": _of(lambda a, b: Term("or", (Term("not", (a,)), b))),
    "ITE": _of(_either),
    "Heaviside": _of(_step),
    "KroneckerDelta": lambda r, e: delta(r.whole(e.args[0]), r.whole(e.args[1])),
    "Sum": lambda r, e: r.binder("sum", e),
    "Product": lambda r, e: r.binder("prod", e),
    "Derivative": _derivative,
    "Subs": _substituted,
    "polygamma": _polygamma,
    "sec": _inverse_of("cos"),
    "csc": _inverse_of("sin"),
    "sech": _inverse_of("cosh"),
    "csch": _inverse_of("sinh"),
    "cot": _of(lambda u: div(call("cos", u), call("sin", u))),
    "coth": _of(lambda u: div(call("cosh", u), call("sinh", u))),
    "erfc": _of(lambda u: sub(ONE, call("erf", u))),
    "ceiling": _of(lambda u: neg(call("floor", neg(u)))),
    "Mod": _of(lambda a, b: add(a, mul(MINUS_ONE, b, call("floor", div(a, b))))),
    "beta": _of(lambda a, b: div(mul(call("gamma", a), call("gamma", b)), call("gamma", add(a, b)))),
    "conjugate": _of(lambda u: u),
    "re": _of(lambda u: u),
}  # fmt: skip
