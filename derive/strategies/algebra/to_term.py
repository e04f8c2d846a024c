"""Polynomials over kernels back to terms: what a case is split on, and what is left of a difference."""

from __future__ import annotations

from fractions import Fraction

from derive.model.term import Term
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.table import Algebra, Pair, Poly
from derive.terms.binding import free, fresh, substitute
from derive.terms.build import add, at, call, delta, div, exp, log, mul, num, power, summation, sym


def term_of(alg: Algebra, poly: Poly) -> Term:
    """A polynomial as a term."""
    parts = []
    for exponents, c in alg.terms(poly):
        factors = [kernel_term(alg, g) if e == 1 else power(kernel_term(alg, g), int(e)) for g, e in enumerate(exponents) if e]
        if c != 1 or not factors:
            factors.insert(0, num(c))
        parts.append(mul(*factors))
    return add(*parts) if parts else num(0)


def pair_term(alg: Algebra, pair: Pair) -> Term:
    """A fraction as a term."""
    top = term_of(alg, pair[0])
    return top if pair[1].is_one() else div(top, term_of(alg, pair[1]))


def kernel_term(alg: Algebra, g: int) -> Term:
    """One kernel as a term; bound variables get names that are free."""
    kind, data = alg.kinds[g], alg.data[g]
    match kind:
        case "var":
            variable: Term = data[0]
            return variable
        case "at":
            return at(data[0], *(term_of(alg, part) for part in data[1:]))
        case "exp":
            return exp(pair_term(alg, data))
        case "log":
            inner = term_of(alg, data[0])
            return log(inner if data[0].is_constant() else call("abs", inner))
        case "root":
            inner = term_of(alg, data[0])
            return power(inner if sign_of(alg, data[0]) in {"+", "0+"} else call("abs", inner), Fraction(1, data[1]))
        case "sgn":
            return call("sign", term_of(alg, data[0]))
        case "delta":
            return delta(term_of(alg, data[0]), num(0))
        case "fn":
            return call(data[0], *(pair_term(alg, part) for part in data[1:]))
        case "power":
            return power(term_of(alg, data[0]), term_of(alg, data[1]))
    variables, ranges, top, bottom = data
    body = pair_term(alg, (top, bottom))
    for variable, (low, high) in reversed(list(zip(variables, ranges, strict=True))):
        own = fresh(sym("i", "int"), free(body))
        body = summation(own, term_of(alg, low), term_of(alg, high), substitute(body, {variable: own}))
    return body
