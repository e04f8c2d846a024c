"""Factors of a polynomial, cheaply: most that occur are monomials or linear in some kernel, and known to be irreducible."""

from __future__ import annotations

from derive.strategies.algebra.table import Algebra, Poly


def factors(alg: Algebra, poly: Poly) -> tuple[int, list[tuple[Poly, int]]]:
    """An integer and irreducible primitive factors with their exponents; their product is the polynomial."""
    content, primitive = poly.primitive()
    content = int(content)
    if primitive.leading_coefficient() < 0:
        content, primitive = -content, -primitive
    found: list[tuple[Poly, int]] = []
    if primitive.is_one():
        return content, found
    if len(primitive) == 1:
        degrees = primitive.degrees()
        return content, [(alg.gens[g], int(e)) for g, e in enumerate(degrees) if e]
    shared = primitive.term_content()
    if not shared.is_one():
        primitive = divmod(primitive, shared)[0]
        found = [(alg.gens[g], int(e)) for g, e in enumerate(shared.degrees()) if e]
    degrees = primitive.degrees()
    for g, degree in enumerate(degrees):
        if degree == 1:
            slope = primitive.derivative(g)
            if slope.is_constant() or slope.gcd(primitive - slope * alg.gens[g]).is_one():
                return content, [*found, (primitive, 1)]
    sign, parts = primitive.factor()
    content *= int(sign)
    for part, e in parts:
        if part.leading_coefficient() < 0:
            found.append((-part, int(e)))
            content *= (-1) ** int(e)
        else:
            found.append((part, int(e)))
    return content, found


def primes(number: int) -> list[tuple[int, int]]:
    """The prime factors of a positive integer."""
    from flint import fmpz

    return [(int(p), int(e)) for p, e in fmpz(number).factor()]
