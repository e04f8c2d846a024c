"""Determinants and inverses of small matrices of numbers, by minors: every entry may carry a slope."""

from __future__ import annotations

from derive.kernel.numbers import ONE, ZERO, Number, reciprocal

Rows = list[list[Number]]
MAX_SIZE = 5


def determinant(rows: Rows) -> Number:
    """The determinant, by expansion along the first column."""
    total: Number = ZERO
    for i, row in enumerate(rows):
        total = total + (-1) ** i * row[0] * determinant(without(rows, i, 0))
    return total if rows else ONE


def without(rows: Rows, row: int, column: int) -> Rows:
    """A matrix without one row and one column."""
    return [other[:column] + other[column + 1 :] for k, other in enumerate(rows) if k != row]


def inverse(rows: Rows) -> Rows:
    """The inverse: cofactors over the determinant; undefined for a singular matrix."""
    scale = reciprocal(determinant(rows))
    size = range(len(rows))
    return [[(-1) ** (i + j) * determinant(without(rows, j, i)) * scale for j in size] for i in size]
