"""The derivative of a scalar term by a variable or by one entry of an array, by the rules of calculus on the term as it stands.

What a derivative needs to exist (``derive.terms.domain`` asks for it) is what these rules need: no jump, no cusp, no border of a case at the point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derive.model.term import Term
from derive.terms.binding import free, fresh, substitute
from derive.terms.definitions import DEFINED, unfolded
from derive.terms.domain import constant
from derive.terms.entries import entry
from derive.terms.forms import HALF, MINUS_ONE, ONE, PI, TWO, ZERO, add, at, call, delta, div, exp, log, mul, neg, num, power, sub, summation, sym
from derive.terms.shapes import shape

OUTER: dict[str, Callable[[Term], Term]] = {
    "exp": exp,
    "log": lambda u: power(u, -1),
    "sin": lambda u: call("cos", u),
    "cos": lambda u: neg(call("sin", u)),
    "asin": lambda u: power(sub(ONE, power(u, 2)), mul(MINUS_ONE, HALF)),
    "acos": lambda u: neg(power(sub(ONE, power(u, 2)), mul(MINUS_ONE, HALF))),
    "atan": lambda u: power(add(ONE, power(u, 2)), -1),
    "erf": lambda u: mul(TWO, power(PI, mul(MINUS_ONE, HALF)), exp(neg(power(u, 2)))),
    "lgamma": lambda u: call("digamma", u),
    "gamma": lambda u: mul(call("gamma", u), call("digamma", u)),
}
"""The derivatives of known functions; an opaque f has the opaque f'."""


def derivative(term: Term, by: Term) -> Term:
    """The derivative of a term by a sym or by an ``at`` of an arr; a ValueError where there is no rule."""
    base = by.args[0] if by.op == "at" else by
    if base.op not in {"sym", "arr"}:
        raise ValueError("a derivative by something that is no variable")
    if any(other.op == "arr" and other.name == base.name and other != base for other in free(term)):
        raise ValueError("two arrays of one name")
    if base not in free(term):
        return ZERO
    match term.op:
        case "sym":
            return ONE
        case "at" if term.args[0].op == "inv":
            return neg(_through(term.args[0], by, term.args[1], term.args[2]))
        case "det":
            inverse = Term("inv", term.args)
            rows, columns = _indices(term, by, 2)
            size = shape(term.args[0])[0]
            inner = mul(at(inverse, columns, rows), derivative(entry(term.args[0], [rows, columns]), by))
            return mul(term, summation(rows, ONE, size, summation(columns, ONE, size, inner)))
        case "at":
            if by.op != "at" or term.args[0] != base or any(base in free(part) for part in term.args[1:]):
                raise ValueError("a derivative of an index")
            return mul(*(delta(i, k) for i, k in zip(term.args[1:], by.args[1:], strict=True)))
        case "add":
            return _sum(derivative(part, by) for part in term.args)
        case "mul":
            parts = term.args
            return _sum(_product(*parts[:k], derivative(part, by), *parts[k + 1 :]) for k, part in enumerate(parts))
        case "pow":
            return _power(term, by, base)
        case "call" if term.args[0] in DEFINED:
            return derivative(unfolded(term), by)
        case "call" if term.args[0] == "sign":
            return ZERO
        case "call" if len(term.args) == 2:
            name, inner = term.args
            outer = OUTER[name](inner) if name in OUTER else call(name + "'", inner)
            return _product(outer, derivative(inner, by))
        case "delta":
            return ZERO
        case "cases":
            return Term("cases", tuple(derivative(part, by) if n % 2 else part for n, part in enumerate(term.args)))
        case "sum" if base not in free(term.args[1]) | free(term.args[2]):
            bound, low, high, body = term.args
            new = fresh(bound, free(by) | free(term)) if bound in free(by) else bound
            return Term("sum", (new, low, high, derivative(substitute(body, {bound: new}), by)))
        case "D":
            return derivative(derivative(*term.args), by)
    raise ValueError(f"no derivative of {term.op}")


def _sum(parts: Iterable[Term]) -> Term:
    kept = [part for part in parts if part != ZERO]
    return add(*kept) if kept else ZERO


def _product(*factors: Term) -> Term:
    kept = [factor for factor in factors if factor != ONE]
    return ZERO if ZERO in kept else mul(*kept) if kept else ONE


def _through(inverse: Term, by: Term, row: Term, column: Term) -> Term:
    """d A^-1 = -A^-1 dA A^-1, without the sign."""
    array = inverse.args[0]
    size = shape(array)[0]
    left, right = _indices(Term("mul", (inverse, row, column)), by, 2)
    inner = mul(at(inverse, row, left), derivative(entry(array, [left, right]), by), at(inverse, right, column))
    return summation(left, ONE, size, summation(right, ONE, size, inner))


def _indices(term: Term, by: Term, count: int) -> list[Term]:
    """New bound indices."""
    taken = free(term) | free(by)
    found: list[Term] = []
    for _ in range(count):
        found.append(fresh(sym("i", "int"), taken | frozenset(found)))
    return found


def _power(whole: Term, by: Term, variable: Term) -> Term:
    base, exponent = whole.args
    value = constant(exponent)
    if value is not None:
        return ZERO if not value else _product(num(value), power(base, num(value - 1)), derivative(base, by))
    inner = mul(exponent, div(derivative(base, by), base))
    return mul(whole, add(mul(derivative(exponent, by), log(base)), inner) if variable in free(exponent) else inner)
