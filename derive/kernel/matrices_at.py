"""Determinants and inverses of small matrices of numbers, by elimination with certain pivots."""

from __future__ import annotations

from typing import Any

from derive.kernel.numbers import ONE, ZERO, Number, UnclearError, UndefinedError, add, base, base_sign, integer, mul, neg
from derive.kernel.numbers import inverse as one_over
from derive.model.term import Term
from derive.terms.build import num
from derive.terms.entries import entry
from derive.terms.shapes import shape

MAX_SIZE = 6


def matrix(at: Any, term: Term) -> list[list[Number]]:
    """The entries of a square matrix term."""
    n = integer(at.ev(shape(term)[0]))
    if n > MAX_SIZE:
        raise UndefinedError("matrix too large")
    return [[at.ev(entry(term, [num(i), num(j)])) for j in range(1, n + 1)] for i in range(1, n + 1)]


def _pivot(rows: list[list[Number]], column: int) -> int:
    unclear = False
    for i in range(column, len(rows)):
        try:
            if base_sign(base(rows[i][column])):
                return i
        except UnclearError:
            unclear = True
    if unclear:
        raise UnclearError("pivot")
    return -1


def determinant(rows: list[list[Number]]) -> Number:
    """The determinant, by elimination; where no pivot is certain, by expansion along the first column."""
    if not rows:
        return ONE
    total: Number = ZERO
    for i, row in enumerate(rows):
        minor = [other[1:] for k, other in enumerate(rows) if k != i]
        part = mul(row[0], determinant(minor))
        total = add(total, part if i % 2 == 0 else neg(part))
    return total


def inverse(rows: list[list[Number]]) -> list[list[Number]]:
    """The inverse; undefined for a singular matrix."""
    n = len(rows)
    work = [list(row) + [ONE if i == j else ZERO for j in range(n)] for i, row in enumerate(rows)]
    for column in range(n):
        p = _pivot(work, column)
        if p < 0:
            raise UndefinedError("singular matrix")
        work[column], work[p] = work[p], work[column]
        factor = one_over(work[column][column])
        work[column] = [mul(factor, x) for x in work[column]]
        for i in range(n):
            if i != column:
                scale = neg(work[i][column])
                work[i] = [add(x, mul(scale, y)) for x, y in zip(work[i], work[column], strict=True)]
    return [row[n:] for row in work]
