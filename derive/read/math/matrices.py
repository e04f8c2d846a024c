"""Vectors and matrices, also with dots, as arrays of symbolic sizes: lines of cells, and lines of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import arrays, patterns, scripts
from derive.read.math.arrays import COLUMNS, PLACE, ROWS
from derive.read.math.lines import Cell, Line, all_read, cell_of, line_of
from derive.read.math.patterns import DOTS
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.terms.binding import free, substitute
from derive.terms.build import ONE, TRUE, ZERO, cases, lam, num, rel, sym
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

ROW, COLUMN = sym("row", "int"), sym("column", "int")
MAX_CELLS = 400


def matrix(g: Grammar, rows: Sequence[Sequence[Sequence[Token]]], name: str) -> Term:
    """The array of some rows of cells."""
    if not rows or sum(len(row) for row in rows) > MAX_CELLS:
        raise UnreadError("an empty or a very large array")
    grid = [[cell_of(g, cell) for cell in row] for row in rows]
    width = max(len(row) for row in grid)
    if width == 1:
        line = line_of(g, [row[0] for row in grid], ROW, ROWS)
        array = lam([ROW], [line.size], line.body)
    elif len(grid) == 1:
        line = line_of(g, grid[0], COLUMN, COLUMNS)
        array = lam([ROW, COLUMN], [ONE, line.size], line.body)
    else:
        array = _rectangle(g, grid, width)
    if free(array) & arrays.HOLES:
        g.holes.append(1)
    if name == "vmatrix":
        array = Term("det", (array,))
    return scripts.after(g, array)


def _rectangle(g: Grammar, grid: Sequence[Sequence[Cell]], width: int) -> Term:
    """A matrix of several rows and columns."""
    rows = [[*row, *[Cell(DOTS, ())] * (width - len(row))] for row in grid]
    if not any(cell.term == DOTS for row in rows for cell in row):
        return _explicit(rows)
    numbered: list[list[list[Cell]]] = [[]]
    for row in rows:
        if all(cell.term == DOTS for cell in row):
            if numbered[-1]:
                numbered.append([])
            continue
        numbered[-1].append(row)
    diagonal = _diagonal(numbered)
    if diagonal is not None:
        return diagonal
    groups: list[list[Line]] = [[] for _ in numbered]
    for position, block in enumerate(numbered):
        for row in block:
            known = {line.size for lines in groups for line in lines if line.size != COLUMNS}
            groups[position].append(line_of(g, row, COLUMN, COLUMNS, known.pop() if len(known) == 1 else None))
    sizes = {line.size for block in groups for line in block if line.size != COLUMNS}
    if len(sizes) > 1:
        raise UnreadError("rows of unlike lengths")
    columns = sizes.pop() if sizes else COLUMNS
    cells = [[Cell(line.body, ()) for line in block] for block in groups]
    if len(cells) == 3 and len(cells[1]) == 1 and all(line.constant for block in (groups[0], groups[2]) for line in block):
        outside = groups[0][0].body
        marked = cells[1][0].term or ZERO
        return lam([ROW, COLUMN], [ROWS, columns], cases((rel("=", ROW, PLACE), marked), (TRUE, outside)))
    flat: list[Cell] = []
    for block_number, block_cells in enumerate(cells):
        if block_number:
            flat.append(Cell(DOTS, ()))
        flat += block_cells
    line = line_of(g, flat, ROW, ROWS)
    return lam([ROW, COLUMN], [line.size, columns], line.body)


def _explicit(rows: Sequence[Sequence[Cell]]) -> Term:
    entries = [all_read(row) for row in rows]
    pairs = [(Term("and", (rel("=", ROW, num(r)), rel("=", COLUMN, num(c)))), entry) for r, row in enumerate(entries, 1) for c, entry in enumerate(row, 1)]
    if any(shape(entry) for _, entry in pairs):
        raise UnreadError("a matrix of blocks")
    last = pairs.pop()
    return lam([ROW, COLUMN], [num(len(entries)), num(len(entries[0]))], cases(*pairs, (TRUE, last[1])))


def _diagonal(blocks: Sequence[Sequence[Sequence[Cell]]]) -> Term | None:
    """A square matrix whose diagonal follows one pattern and the rest another: ``a_i (1 - a_i)`` and ``a_i (0 - a_j)``; None for others."""
    if len(blocks) != 2 or len(blocks[0]) < 2 or len(blocks[1]) != 1 or len(blocks[0][0]) < 3:
        return None
    first, second, last = ([cell.term or DOTS for cell in row] for row in (blocks[0][0], blocks[0][1], blocks[1][0]))
    if DOTS in (first[0], first[1], first[-1], second[0], second[1], second[-1], last[0], last[-1]):
        return None
    across = patterns.generalised(first[0], last[-1], ROW)
    top = patterns.generalised(first[1], first[-1], COLUMN)
    below = patterns.generalised(second[0], second[-1], COLUMN)
    if across is None or top is None or below is None or substitute(across[0], {ROW: num(2)}) != second[1]:
        return None
    size = across[2]
    rest = patterns.generalised(top[0], below[0], ROW)
    if rest is None or (top[1], below[1], rest[1], rest[2]) != (num(2), ONE, ONE, num(2)) or {top[2], below[2]} != {size}:
        return None
    if substitute(rest[0], {ROW: size, COLUMN: ONE}) != last[0]:
        return None
    return lam([ROW, COLUMN], [size, size], cases((rel("=", ROW, COLUMN), across[0]), (TRUE, rest[0])))
