"""Small dense arrays for the evaluator of the campaign: vectors, which are columns in products, and matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod


class NoValueError(ValueError):
    """A formula without a value here: a letter that nothing gives, a logarithm of a negative number, an entry that does not exist."""


class ShapeError(NoValueError):
    """Arrays that do not fit."""


@dataclass(frozen=True)
class Array:
    """Sizes and entries, row by row."""

    dims: tuple[int, ...]
    entries: tuple[float, ...]

    def __post_init__(self) -> None:
        assert len(self.entries) == prod(self.dims)

    @classmethod
    def built(cls, dims: tuple[int, ...], entry: Callable[..., float]) -> Array:
        """An array by its entries at places counted from 0."""
        return cls(dims, tuple(entry(*place) for place in places(dims)))

    def at(self, place: tuple[int, ...]) -> float:
        """The entry at a place counted from 1. NoValueError where there is none."""
        if len(place) != len(self.dims) or any(not 1 <= p <= size for p, size in zip(place, self.dims, strict=True)):
            raise NoValueError("an entry that does not exist")
        return self.entries[self._flat(tuple(p - 1 for p in place))]

    def moved(self, place: tuple[int, ...], step: float) -> Array:
        """The array with one entry (counted from 0) moved."""
        flat = self._flat(place)
        return Array(self.dims, (*self.entries[:flat], self.entries[flat] + step, *self.entries[flat + 1 :]))

    def _flat(self, place: tuple[int, ...]) -> int:
        flat = 0
        for p, size in zip(place, self.dims, strict=True):
            flat = flat * size + p
        return flat

    @property
    def rows(self) -> list[list[float]]:
        """The rows of a matrix; a vector is a column."""
        width = self.dims[1] if len(self.dims) == 2 else 1
        return [list(self.entries[start : start + width]) for start in range(0, len(self.entries), width)]


Value = float | Array


def places(dims: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(*(range(size) for size in dims))


def matrix(rows: list[list[float]]) -> Value:
    """A number where there is one entry, otherwise an array; a single column is a vector."""
    if len(rows) == len(rows[0]) == 1:
        return rows[0][0]
    flat = tuple(entry for row in rows for entry in row)
    return Array((len(rows),), flat) if len(rows[0]) == 1 else Array((len(rows), len(rows[0])), flat)


def added(one: Value, other: Value) -> Value:
    if isinstance(one, Array) and isinstance(other, Array) and one.dims == other.dims:
        return Array(one.dims, tuple(a + b for a, b in zip(one.entries, other.entries, strict=True)))
    if isinstance(one, Array) or isinstance(other, Array):
        raise ShapeError("a sum")
    return one + other


def multiplied(one: Value, other: Value) -> Value:
    if isinstance(one, Array) and isinstance(other, Array):
        first, second = one.rows, other.rows
        if len(first[0]) != len(second):
            raise ShapeError("a product")
        return matrix([[sum(a * second[k][j] for k, a in enumerate(row)) for j in range(len(second[0]))] for row in first])
    if isinstance(one, Array):
        return Array(one.dims, tuple(entry * other for entry in one.entries))
    return multiplied(other, one) if isinstance(other, Array) else one * other


def transposed(value: Value) -> Value:
    """A vector becomes a row."""
    return matrix([list(column) for column in zip(*value.rows, strict=True)]) if isinstance(value, Array) else value


def distance(one: Value, other: Value) -> float:
    """The largest difference in relation to the size of the first; infinite where the shapes differ."""
    if isinstance(one, Array) != isinstance(other, Array) or (isinstance(one, Array) and isinstance(other, Array) and one.dims != other.dims):
        return float("inf")
    a = one.entries if isinstance(one, Array) else (one,)
    b = other.entries if isinstance(other, Array) else (other,)
    return max(abs(p - q) for p, q in zip(a, b, strict=True)) / (1 + max(map(abs, a)))
