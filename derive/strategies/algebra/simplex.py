"""Exact linear programming: a target as a combination of columns with non-negative weights (two-phase simplex, Bland's rule, rational numbers)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from flint import fmpq

Column = Mapping[Hashable, int]
MAX_PIVOTS = 120
NIL, ONE = fmpq(0), fmpq(1)


def weights(target: Column, columns: Sequence[Column], strict: frozenset[int] = frozenset()) -> dict[int, fmpq] | None:
    """Weights w >= 0 with sum of w_j column_j = target, that of a strict column positive where that is possible; None where there are none.

    >>> found = weights({"a": 1, "b": -1}, [{"a": 1}, {"a": 1, "b": -2}])
    >>> sorted((number, str(weight)) for number, weight in found.items())
    [(0, '1/2'), (1, '1/2')]
    """
    alive = _useful(target, columns)
    if alive is None:
        return None
    names = sorted({name for j in alive for name in columns[j]} | set(target), key=repr)
    rows: list[dict[int, fmpq]] = []
    for name in names:
        row = {j: fmpq(columns[j][name]) for j in alive if columns[j].get(name)}
        goal = fmpq(target.get(name, 0))
        rows.append({j: -c for j, c in row.items()} | {-1: -goal} if goal < 0 else row | {-1: goal})
    count = len(columns)
    basis = [count + position for position in range(len(rows))]
    cost: dict[int, fmpq] = {}
    for row in rows:
        for j, c in row.items():
            cost[j] = cost.get(j, NIL) + c
    if not _improved(rows, basis, cost, count) or cost.get(-1, NIL) != 0:
        return None
    _drive_out(rows, basis, count)
    if strict & set(alive):
        _prefer(rows, basis, strict, count)
    return {j: row.get(-1, NIL) for j, row in zip(basis, rows, strict=True) if j < count and row.get(-1, NIL) != 0}


def _useful(target: Column, columns: Sequence[Column]) -> list[int] | None:
    """The columns that can have a weight: a row whose entries all push one way excludes them, or shows that there is no solution."""
    alive = set(range(len(columns)))
    while True:
        up: dict[Hashable, set[int]] = {}
        down: dict[Hashable, set[int]] = {}
        for j in alive:
            for name, c in columns[j].items():
                (up if c > 0 else down).setdefault(name, set()).add(j)
        gone: set[int] = set()
        for name in {*up, *down, *target}:
            goal = target.get(name, 0)
            if (goal > 0 and name not in up) or (goal < 0 and name not in down):
                return None
            if goal <= 0 and name not in down:
                gone |= up.get(name, set())
            elif goal >= 0 and name not in up:
                gone |= down.get(name, set())
        if not gone:
            return sorted(alive)
        alive -= gone


def _pivot(rows: list[dict[int, fmpq]], basis: list[int], cost: dict[int, fmpq], r: int, j: int) -> None:
    factor = 1 / rows[r][j]
    rows[r] = {k: c * factor for k, c in rows[r].items()}
    for other in (*(row for number, row in enumerate(rows) if number != r), cost):
        scale = other.get(j)
        if scale:
            for k, c in rows[r].items():
                total = other.get(k, NIL) - scale * c
                if total == 0:
                    other.pop(k, None)
                else:
                    other[k] = total
    basis[r] = j


def _improved(rows: list[dict[int, fmpq]], basis: list[int], cost: dict[int, fmpq], count: int) -> bool:
    """Pivot until no column lowers the cost; False where the budget ends."""
    for _ in range(MAX_PIVOTS):
        entering = min((j for j, c in cost.items() if 0 <= j < count and c > 0), default=None)
        if entering is None:
            return True
        best: tuple[fmpq, int, int] | None = None
        for r, row in enumerate(rows):
            c = row.get(entering)
            if c is not None and c > 0:
                ratio = (row.get(-1, NIL) / c, basis[r], r)
                if best is None or ratio[:2] < best[:2]:
                    best = ratio
        if best is None:
            return True
        _pivot(rows, basis, cost, best[2], entering)
    return False


def _drive_out(rows: list[dict[int, fmpq]], basis: list[int], count: int) -> None:
    """Artificial variables that stayed in the basis at zero leave it, or their row says nothing."""
    for r in range(len(rows)):
        if basis[r] >= count:
            column = next((j for j in rows[r] if 0 <= j < count), None)
            if column is not None:
                _pivot(rows, basis, {}, r, column)


def _prefer(rows: list[dict[int, fmpq]], basis: list[int], strict: frozenset[int], count: int) -> None:
    """Enter the first strict column that can have a positive weight."""
    if any(j in strict and row.get(-1, NIL) > 0 for j, row in zip(basis, rows, strict=True)):
        return
    for j in sorted(strict):
        limits = [(row.get(-1, NIL) / row[j], r) for r, row in enumerate(rows) if row.get(j, NIL) > 0]
        if limits and min(limits)[0] > 0 and all(basis[r] < count or not row.get(j) for r, row in enumerate(rows)):
            _pivot(rows, basis, {}, min(limits)[1], j)
            return
