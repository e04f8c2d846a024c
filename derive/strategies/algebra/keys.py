"""Polynomials as keys of tables. FLINT's polynomials have no hash, and each of their texts is kept in memory for good."""

from __future__ import annotations

from typing import Any

from derive.model.term import Term


class PolyKey:
    """A polynomial as a key: equal where the polynomials of one ring are."""

    __slots__ = ("_hash", "poly")

    def __init__(self, poly: Any) -> None:
        self.poly = poly
        coefficients = poly.coeffs()
        self._hash = hash((tuple(map(int, coefficients)), poly.monomial(0) if coefficients else ()))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PolyKey) and bool(self.poly == other.poly)


def key_of(part: Any) -> Any:
    """The key of a name, a number, a term, a polynomial, or a tuple of them.

    >>> key_of(("exp", 2, (1, "x")))
    ('exp', 2, (1, 'x'))
    """
    if isinstance(part, (str, int, Term)):
        return part
    if isinstance(part, tuple):
        return tuple(key_of(inner) for inner in part)
    return PolyKey(part)


def spelled(poly: Any) -> tuple[tuple[tuple[tuple[int, int], ...], int], ...]:
    """A polynomial as plain data, the same in rings of any size: for each monomial its generators with their exponents, and its coefficient."""
    return tuple((tuple((g, int(e)) for g, e in enumerate(exponents) if e), int(c)) for exponents, c in poly.terms())
