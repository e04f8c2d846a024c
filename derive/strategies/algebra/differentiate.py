"""Derivatives of fractions: the chain rule over the kernels, by a scalar variable or by one entry of an array."""

from __future__ import annotations

from derive.model.term import Term
from derive.strategies.algebra.fraction import add, inverse, multiply, negative, power, reduced, scaled
from derive.strategies.algebra.functions import slope
from derive.strategies.algebra.signs import sign_pair
from derive.strategies.algebra.substitution import delta, substituted_pair
from derive.strategies.algebra.sums import opened, sum_over
from derive.strategies.algebra.table import Algebra, Pair, Poly, UnsupportedError


def derivative(alg: Algebra, pair: Pair, variable: Term, indices: tuple[Poly, ...]) -> Pair:
    """The derivative of a fraction by a scalar (no indices) or by the entry of an array at the indices."""
    num, den = pair
    top = _of_poly(alg, num, variable, indices)
    if den.is_one() or not alg.deps_of(den) & alg.bit(variable):
        return multiply(alg, top, (alg.one, den)) if not den.is_one() else top
    bottom = _of_poly(alg, den, variable, indices)
    above = add(alg, multiply(alg, top, (den, alg.one)), negative(multiply(alg, (num, alg.one), bottom)))
    return multiply(alg, above, inverse(alg, (den * den, alg.one)))


def _of_poly(alg: Algebra, poly: Poly, variable: Term, indices: tuple[Poly, ...]) -> Pair:
    bit = alg.bit(variable)
    result: Pair = alg.zero_pair
    for g in alg.used(poly):
        if alg.deps[g] & bit:
            partial = poly.derivative(g)
            result = add(alg, result, multiply(alg, (partial, alg.one), of_kernel(alg, g, variable, indices)))
    return result


def of_kernel(alg: Algebra, g: int, variable: Term, indices: tuple[Poly, ...]) -> Pair:
    """The derivative of one kernel."""
    key = (g, variable, tuple(str(i) for i in indices))
    known = alg.derived.get(key)
    if known is None:
        known = alg.derived[key] = _of_kernel(alg, g, variable, indices)
        alg.trace.append(("slope", g, variable, indices, known))
    return known


def _of_kernel(alg: Algebra, g: int, variable: Term, indices: tuple[Poly, ...]) -> Pair:
    kind, data = alg.kinds[g], alg.data[g]
    gen: Pair = (alg.gens[g], alg.one)
    if kind == "var":
        return alg.one_pair
    if kind == "at":
        if data[0] != variable or any(alg.deps_of(part) & alg.bit(variable) for part in data[1:]):
            raise UnsupportedError("derivative of an index")
        result: Pair = alg.one_pair
        for own, wanted in zip(data[1:], indices, strict=True):
            result = multiply(alg, result, delta(alg, own - wanted))
        return result
    if kind == "exp":
        return multiply(alg, gen, derivative(alg, reduced(alg, *data), variable, indices))
    if kind == "log":
        inner = derivative(alg, (data[0], alg.one), variable, indices)
        return multiply(alg, inner, inverse(alg, (data[0], alg.one)))
    if kind == "root":
        inner = derivative(alg, (data[0], alg.one), variable, indices)
        return multiply(alg, scaled(alg, multiply(alg, inner, gen), 1, data[1]), inverse(alg, (data[0], alg.one)))
    if kind == "sgn":
        return alg.zero_pair
    if kind == "fn" and len(data) == 2:
        inner = derivative(alg, data[1], variable, indices)
        return multiply(alg, inner, slope(alg, data[0], data[1:]))
    if kind == "fn" and data[0] in {"max", "min"}:
        left, right = (derivative(alg, part, variable, indices) for part in data[1:])
        s = sign_pair(alg, add(alg, data[1], negative(data[2])))
        turned = multiply(alg, add(alg, left, negative(right)), s if data[0] == "max" else negative(s))
        return scaled(alg, add(alg, add(alg, left, right), turned), 1, 2)
    if kind == "sum":
        return _of_sum(alg, g, variable, indices)
    if kind == "power":
        if alg.deps_of(data[1]) & alg.bit(variable):
            raise UnsupportedError("derivative of an exponent")
        inner = derivative(alg, (data[0], alg.one), variable, indices)
        return multiply(alg, multiply(alg, inner, gen), multiply(alg, (data[1], alg.one), power(alg, (data[0], alg.one), -1)))
    raise UnsupportedError(f"derivative of {kind}")


def _of_sum(alg: Algebra, g: int, variable: Term, indices: tuple[Poly, ...]) -> Pair:
    variables, ranges, num, den = alg.data[g]
    names = [opened(alg) for _ in variables]
    mapping = {old: alg.var(new) for old, new in zip(variables, names, strict=True)}
    for new, bounds in zip(names, ranges, strict=True):
        alg.scope(new, bounds)
    body = substituted_pair(alg, reduced(alg, num, den), mapping)
    value = derivative(alg, body, variable, indices)
    bodies = [value]
    for new, bounds in reversed(list(zip(names, ranges, strict=True))):
        value = sum_over(alg, new, bounds, value)
        bodies.append(value)
    alg.trace.append(("slope of sum", g, variable, indices, tuple(names), body, tuple(bodies)))
    return value
