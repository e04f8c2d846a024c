"""Exact division of polynomials."""

from __future__ import annotations

from derive.kernel.polynomial import ZERO, Monomial, Poly, plus, times


def quotient(left: Poly, right: Poly) -> Poly | None:
    """left / right where it is a polynomial with integer coefficients, else None."""
    if not right:
        return None
    if len(right) == 1 and () in right:
        c = right[()]
        return {m: v // c for m, v in left.items()} if all(v % c == 0 for v in left.values()) else None
    lead = max(right, key=order)
    rest, result = left, ZERO
    while rest:
        top = max(rest, key=order)
        shared = dict(top)
        for g, e in lead:
            if shared.get(g, 0) < e:
                return None
            shared[g] -= e
        c, remainder = divmod(rest[top], right[lead])
        if remainder:
            return None
        step: Poly = {tuple(sorted((g, e) for g, e in shared.items() if e)): c}
        result = plus(result, step)
        rest = plus(rest, times(step, right), -1)
    return result


def order(monomial: Monomial) -> tuple[tuple[int, int], ...]:
    """A monomial order: lexicographic, kernel 0 highest."""
    return tuple((-g, e) for g, e in monomial)
