"""Sparse polynomials with integer coefficients, in plain Python: a dict from monomials to coefficients, a monomial a sorted tuple of (kernel, exponent)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

Monomial = tuple[tuple[int, int], ...]
Poly = dict[Monomial, int]
Frozen = tuple[tuple[Monomial, int], ...]
Pair = tuple[Poly, Poly]

ONE: Poly = {(): 1}
ZERO: Poly = {}
MAX_WORK = 400_000


class RejectedError(Exception):
    """A certificate does not prove what it claims; the message says where."""


class Work:
    """The monomials that the running replay touched so far; a certificate that asks for too many is rejected."""

    done = 0

    @classmethod
    def spend(cls, amount: int) -> None:
        """Some more."""
        cls.done += amount
        if cls.done > MAX_WORK:
            raise RejectedError("too much work to check")


def thaw(frozen: Frozen) -> Poly:
    """A polynomial from its plain data; malformed data are rejected."""
    poly: Poly = {}
    for monomial, coefficient in frozen:
        if type(coefficient) is not int or coefficient == 0 or monomial in poly:
            raise RejectedError("malformed polynomial")
        if any(type(e) is not int or type(g) is not int or e < 1 or g < 0 for g, e in monomial) or any(a[0] >= b[0] for a, b in zip(monomial, monomial[1:], strict=False)):
            raise RejectedError("malformed monomial")
        poly[monomial] = coefficient
    return poly


def freeze(poly: Poly) -> Frozen:
    """The plain data of a polynomial, sorted."""
    return tuple(sorted(poly.items()))


def constant(value: int) -> Poly:
    """An integer as a polynomial."""
    return {(): value} if value else {}


def gen(g: int) -> Poly:
    """One kernel as a polynomial."""
    return {((g, 1),): 1}


def plus(left: Poly, right: Poly, factor: int = 1) -> Poly:
    """left + factor * right."""
    Work.spend(len(left) + len(right))
    result = dict(left)
    for monomial, c in right.items():
        total = result.get(monomial, 0) + factor * c
        if total:
            result[monomial] = total
        else:
            result.pop(monomial, None)
    return result


def join(left: Monomial, right: Monomial) -> Monomial:
    """The product of two monomials."""
    if not left or not right:
        return left or right
    exponents = dict(left)
    exponents.update((g, exponents.get(g, 0) + e) for g, e in right)
    return tuple(sorted(exponents.items()))


def times(left: Poly, right: Poly) -> Poly:
    """The product of two polynomials."""
    if right == ONE:
        return left
    if left == ONE:
        return right
    Work.spend(len(left) * len(right))
    result: Poly = {}
    for a, c in left.items():
        for b, d in right.items():
            monomial = join(a, b)
            result[monomial] = result.get(monomial, 0) + c * d
    return {monomial: c for monomial, c in result.items() if c}


def power(base: Poly, exponent: int) -> Poly:
    """A polynomial to a non-negative integer power."""
    if not 0 <= exponent <= 4096 or exponent * max((abs(c) for c in base.values()), default=0).bit_length() > 1 << 16:
        raise RejectedError("exponent out of bounds")
    return product([base] * exponent)


def product(polys: Iterable[Poly]) -> Poly:
    """The product of several polynomials."""
    return reduce(times, polys, ONE)


def gens(poly: Poly) -> set[int]:
    """The kernels that occur."""
    return {g for monomial in poly for g, _ in monomial}


def coefficients(poly: Poly, g: int) -> dict[int, Poly]:
    """The coefficients by the powers of one kernel."""
    parts: dict[int, Poly] = {}
    for monomial, c in poly.items():
        e = next((e for other, e in monomial if other == g), 0)
        parts.setdefault(e, {})[tuple(pair for pair in monomial if pair[0] != g)] = c
    return parts


def quotient(left: Poly, right: Poly) -> Poly | None:
    """left / right where it is a polynomial with integer coefficients, else None."""
    if not right:
        return None
    lead = max(right, key=_order)
    rest, result = left, ZERO
    while rest:
        top = max(rest, key=_order)
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


def _order(monomial: Monomial) -> tuple[tuple[int, int], ...]:
    """A monomial order: lexicographic, kernel 0 highest."""
    return tuple((-g, e) for g, e in monomial)
