"""Replacing a variable inside polynomials: every kernel that contains it is built again from its definition."""

from __future__ import annotations

from typing import Any

from derive.model.term import Term
from derive.strategies.algebra.exponentials import exponential, logarithm, symbolic_power
from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.fraction import add, inverse, multiply, power, reduced
from derive.strategies.algebra.keys import key_of
from derive.strategies.algebra.signs import absolute, sign_pair
from derive.strategies.algebra.table import Algebra, Pair, Poly, UnsupportedError

Mapping = dict[Term, Poly]


def substituted(alg: Algebra, poly: Poly, mapping: Mapping) -> Pair:
    """A polynomial with variables replaced by polynomials, kernels included."""
    mask = 0
    for variable in mapping:
        mask |= alg.bit(variable)
    touched = [g for g in alg.used(poly) if alg.deps[g] & mask]
    if not touched:
        return (poly, alg.one)
    values = {g: image(alg, g, mapping) for g in touched}
    moved = {g: alg.single(num) for g, (num, den) in values.items() if den.is_one()}
    if len(moved) == len(values) and None not in moved.values():
        return (_renamed(alg, poly, moved), alg.one)
    result: Pair = alg.zero_pair
    for exponents, c in alg.terms(poly):
        term: Pair = (alg.constant(c), alg.one)
        rest = list(exponents)
        for g in touched:
            if exponents[g]:
                term = multiply(alg, term, power(alg, values[g], exponents[g]))
                rest[g] = 0
        if any(rest):
            term = multiply(alg, term, (alg.monomial(tuple(rest)), alg.one))
        result = add(alg, result, term)
    return result


def _renamed(alg: Algebra, poly: Poly, moved: dict[int, Any]) -> Poly:
    changed: dict[tuple[int, ...], int] = {}
    for exponents, c in poly.terms():
        new = list(exponents)
        inside = [g for g in moved if new[g]]
        for g in inside:
            new[g] = 0
        for g in inside:
            new[moved[g]] += exponents[g]
        key = tuple(new)
        changed[key] = changed.get(key, 0) + c
    return alg.ring.from_dict(changed)


def substituted_pair(alg: Algebra, pair: Pair, mapping: Mapping) -> Pair:
    """A fraction with variables replaced."""
    num = substituted(alg, pair[0], mapping)
    if pair[1].is_one():
        return num
    return multiply(alg, num, inverse(alg, substituted(alg, pair[1], mapping)))


def image(alg: Algebra, g: int, mapping: Mapping) -> Pair:
    """What a kernel becomes when variables are replaced."""
    key = (g, tuple((variable, key_of(value)) for variable, value in mapping.items()))
    known = alg.images.get(key)
    if known is None:
        known = alg.images[key] = _image(alg, g, mapping)
    return known


def _image(alg: Algebra, g: int, mapping: Mapping) -> Pair:
    kind, data = alg.kinds[g], alg.data[g]
    if kind == "var":
        return (mapping[data[0]], alg.one) if data[0] in mapping else (alg.gens[g], alg.one)
    if kind == "at":
        return (alg.kernel("at", data[0], *(_whole(alg, part, mapping) for part in data[1:])), alg.one)
    if kind == "exp":
        return exponential(alg, substituted_pair(alg, data, mapping))
    if kind == "log":
        num, den = substituted(alg, data[0], mapping)
        return logarithm(alg, (num, den))
    if kind == "root":
        num, den = substituted(alg, data[0], mapping)
        if not den.is_one() or len(factors(alg, num)[1]) != 1:
            raise UnsupportedError("root")
        return (alg.kernel("root", num, data[1]), alg.one)
    if kind == "sgn":
        return sign_pair(alg, substituted(alg, data[0], mapping))
    if kind == "delta":
        return delta(alg, _whole(alg, data[0], mapping))
    if kind == "fn":
        from derive.strategies.algebra.functions import function

        return function(alg, data[0], tuple(substituted_pair(alg, part, mapping) for part in data[1:]))
    if kind == "power":
        return symbolic_power(alg, substituted(alg, data[0], mapping), substituted(alg, data[1], mapping))
    variables, ranges, num, den = data
    inner = {variable: value for variable, value in mapping.items() if variable not in variables}
    new_ranges = tuple((_whole(alg, low, inner), _whole(alg, high, inner)) for low, high in ranges)
    if len(variables) == 1:
        top, bottom = substituted(alg, num, inner), substituted(alg, den, inner)
        if top[1].is_one() and bottom[1].is_one() and len(top[0]) == 1 and top[0].leading_coefficient() == 1:
            return (alg.kernel("sum", variables, new_ranges, top[0], bottom[0]), alg.one)
    body = substituted_pair(alg, reduced(alg, num, den), inner)
    from derive.strategies.algebra.sums import rebuilt

    return rebuilt(alg, variables, new_ranges, body)


def _whole(alg: Algebra, poly: Poly, mapping: Mapping) -> Poly:
    num, den = substituted(alg, poly, mapping)
    if not den.is_one():
        raise UnsupportedError("index")
    return num


def delta(alg: Algebra, difference: Poly) -> Pair:
    """Kronecker's delta of an index difference."""
    from derive.strategies.algebra.signs import sign_of

    if difference.is_zero():
        return alg.one_pair
    if difference.leading_coefficient() < 0:
        difference = -difference
    known = sign_of(alg, difference)
    if known in {"+", "-", "!"}:
        result = alg.zero_pair
    elif known == "0":
        result = alg.one_pair
    else:
        result = (alg.kernel("delta", difference), alg.one)
    alg.trace.append(("delta", difference, result))
    return result


def modulus(alg: Algebra, pair: Pair) -> Pair:
    """The absolute value of a fraction."""
    return (absolute(alg, pair[0]), absolute(alg, pair[1]))
