"""Arrays at concrete sizes: dimensions and a dictionary of entries; products, determinants and inverses by the schoolbook."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from tests.independent.numbers import CannotTellError, NoValueError, OutOfRangeError, floated, minus, over, plus, sign, times


@dataclass
class Array:
    """Entries by index tuples that count from 1."""

    dims: tuple[int, ...]
    entries: dict[tuple[int, ...], object]


def built(dims, value):
    """An array from a function of its indices; what an array without entries is, nobody said."""
    if min(dims, default=1) < 1:
        raise CannotTellError("an array without entries")
    return Array(tuple(dims), {where: value(*where) for where in product(*(range(1, n + 1) for n in dims))})


def plain(a):
    """A column as a vector, an array of one entry as a number."""
    if not isinstance(a, Array):
        return a
    if all(n == 1 for n in a.dims):
        return a.entries[(1,) * len(a.dims)]
    return Array(a.dims[:1], {where[:1]: v for where, v in a.entries.items()}) if len(a.dims) == 2 and a.dims[1] == 1 else a


def matrix(a):
    """An array as a list of rows; a vector is a column, a number 1 x 1."""
    if not isinstance(a, Array):
        return [[a]]
    if len(a.dims) == 1:
        return [[a.entries[(i,)]] for i in range(1, a.dims[0] + 1)]
    if len(a.dims) != 2:
        raise NoValueError("no matrix")
    return [[a.entries[i, j] for j in range(1, a.dims[1] + 1)] for i in range(1, a.dims[0] + 1)]


def of_rows(rows, columns):
    return Array((len(rows), columns), {(i, j): v for i, row in enumerate(rows, 1) for j, v in enumerate(row, 1)})


def each(work, *arrays):
    """Entry by entry, over numbers and arrays of one shape."""
    arrays = [plain(a) for a in arrays]
    shaped = [a for a in arrays if isinstance(a, Array)]
    if not shaped:
        return work(*arrays)
    if any(a.dims != shaped[0].dims for a in shaped):
        raise NoValueError("unlike shapes")
    return Array(shaped[0].dims, {where: work(*(a.entries[where] if isinstance(a, Array) else a for a in arrays)) for where in shaped[0].entries})


def scaled(number, a):
    return each(lambda v: times(number, v), a)


def added(a, b):
    """A sum; the number zero is the zero of every shape."""
    if isinstance(plain(a), Array) != isinstance(plain(b), Array):
        zero, other = (a, b) if isinstance(plain(b), Array) else (b, a)
        if plain(zero) != 0:
            raise NoValueError("a number added to an array")
        return other
    return each(plus, a, b)


def multiplied(a, b):
    """The matrix product."""
    if not isinstance(a, Array) or not isinstance(b, Array):
        return scaled(a, b) if not isinstance(a, Array) else scaled(b, a)
    if len(a.dims) == 1 and len(b.dims) == 2 and a.dims[0] == b.dims[0] != 1 and b.dims[0] != 1:
        raise NoValueError("unlike shapes")
    left, right = matrix(a), matrix(b)
    if len(left[0]) != len(right):
        raise NoValueError("unlike shapes")
    rows = [[_dot(row, [other[k] for other in right]) for k in range(len(right[0]))] for row in left]
    return of_rows(rows, len(right[0]))


def _dot(row, column):
    total = Fraction(0)
    for a, b in zip(row, column, strict=True):
        total = plus(total, times(a, b))
    return total


def eliminated(rows):
    """The determinant and the inverse by elimination with pivots; the inverse is None for a singular matrix."""
    n = len(rows)
    if any(len(row) != n for row in rows):
        raise NoValueError("no square matrix")
    work = [[*row, *(Fraction(int(i == j)) for j in range(n))] for i, row in enumerate(rows)]
    value = Fraction(1)
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(floated(work[i][k])))
        if not sign(work[best][k]):
            return Fraction(0), None
        if best != k:
            work[k], work[best] = work[best], work[k]
            value = -value
        pivot = work[k][k]
        value = times(value, pivot)
        work[k] = [over(v, pivot) for v in work[k]]
        for i in range(n):
            if i != k:
                factor = work[i][k]
                work[i] = [minus(v, times(factor, w)) for v, w in zip(work[i], work[k], strict=True)]
    return value, [row[n:] for row in work]


def fitted(where, dims):
    """Indices as many as there are dimensions: those of a column may name its only column."""
    where = (where + (1,) * len(dims))[: max(len(dims), len(where))]
    if any(i != 1 for i in where[len(dims) :]) or not all(1 <= i <= n for i, n in zip(where, dims, strict=False)):
        raise OutOfRangeError("an index out of range")
    return where[: len(dims)]
