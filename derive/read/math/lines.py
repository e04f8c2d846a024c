"""A row or column of cells as one term over its index: written out, with dots, or with one marked place.

A line of cells is a run of written-out entries, dots, and one or two entries more: the first and the last give the pattern and the size. Three runs of constants,
``0 ... 1 ... 0``, mark one place. A line whose ends do not follow one pattern is read as it is written: the pattern of its last entry, and the others where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import arrays, patterns, scripts
from derive.read.math.arrays import PLACE
from derive.read.math.labels import stated
from derive.read.math.patterns import DOTS
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.read.math.usage import group_at
from derive.terms.binding import substitute, walk
from derive.terms.build import ONE, TRUE, ZERO, cases, num, rel
from derive.terms.shapes import ShapeMismatchError, shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar


class Cell:
    """An entry with its tokens; None for a term that could not be read."""

    def __init__(self, term: Term | None, found: Sequence[Token]) -> None:
        self.term = term
        self.tokens = found


class Line:
    """A row or column as one term over its index, from 1 to its size; ``constant`` where every entry is the same number."""

    def __init__(self, body: Term, size: Term, constant: bool = False) -> None:
        self.body = body
        self.size = size
        self.constant = constant


def cell_of(g: Grammar, found: Sequence[Token]) -> Cell:
    """The cell of some tokens: dots where it is empty or holds dots, without a term where it cannot be read."""
    plain = [t for t in found if t.text != ","]
    if not plain or all(t.text in patterns.SIGNS for t in plain):
        return Cell(DOTS, found)
    if len(plain) == 1 and plain[0].text in {"O", "o"} and not stated(g, plain[0].text):
        return Cell(ZERO, found)  # a scan's letter O for a zero; disclosed where the line turns out numeric
    saved = list(g.notes)
    try:
        term = scripts.inner(g, found).whole()
        return Cell(None if shape(term) else term, found)
    except (UnreadError, ShapeMismatchError):
        g.notes[:] = saved
        return Cell(None, found)


def line_of(g: Grammar, cells: Sequence[Cell], index: Term, hole: Term, expected: Term | None = None) -> Line:
    """A row or column over its index."""
    if DOTS not in [cell.term for cell in cells]:
        entries = all_read(cells)
        _zeros(g, cells)
        line = arrays.column(entries)
        body = substitute(line.args[-1], {line.args[0]: index})
        return Line(body, num(len(entries)), len(set(entries)) == 1 and entries[0].op == "num")
    groups = _groups(cells)
    if len(groups) == 3 and len(groups[1]) == 1:
        return _marked(g, groups, index, hole)
    if len(groups) != 2:
        raise UnreadError("dots in several places")
    return _between(g, groups[0], groups[1], index, hole, expected)


def all_read(cells: Sequence[Cell]) -> list[Term]:
    """The terms of all cells; UnreadError where one is not read."""
    entries = []
    for cell in cells:
        if cell.term is None:
            raise UnreadError("an entry that is not read")
        entries.append(cell.term)
    return entries


def _zeros(g: Grammar, cells: Sequence[Cell]) -> None:
    """Disclose letters O that were read as zeros."""
    for cell in cells:
        if cell.term == ZERO and cell.tokens and cell.tokens[0].text in {"O", "o"}:
            g.notes.append(("repaired_zero", cell.tokens[0].start, cell.tokens[-1].end))
            return


def _groups(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.term == DOTS:
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(cell)
    return [group for group in groups if group]


def _between(g: Grammar, before: list[Cell], after: list[Cell], index: Term, hole: Term, expected: Term | None = None) -> Line:
    """The pattern between the entries before and after the dots."""
    _zeros(g, [*before, *after])
    first, last = before[0].term, after[-1].term
    if first is not None and last is not None and len(after) == 1:
        if first == last and all(cell.term == first for cell in before):
            return _same(first, hole)
        found = patterns.generalised(first, last, index)
        if found is not None and found[1] == ONE:
            return _checked(found[0], before, after, found[2], index)
    return _broken(before, after, index, hole, expected)


def _checked(body: Term, before: list[Cell], after: list[Cell], size: Term, index: Term) -> Line:
    """A pattern with the written-out entries that do not follow it. One that is the same symbol with other indices is passed over: the pattern says which are meant."""
    cells = [*before, *after]
    pairs = []
    if any(cell.term is None and not _alike_written(cell, cells) for cell in cells):
        raise UnreadError("an entry that is not read")
    for position, cell in enumerate(before, 1):
        if cell.term is not None and cell.term != substitute(body, {index: num(position)}):
            pairs.append((rel("=", index, num(position)), cell.term))
    return Line(cases(*pairs, (TRUE, body)) if pairs else body, scripts.as_integers(size))


def _alike_written(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether an entry that cannot be read differs from one that can only in its subscripts."""
    return any(other.term is not None and _skeleton(other.tokens) == _skeleton(cell.tokens) for other in cells)


def _skeleton(found: Sequence[Token]) -> list[str]:
    kept: list[str] = []
    position = 0
    while position < len(found):
        if found[position].text == "_":
            position = group_at(found, position + 1)[1]
            continue
        kept += [found[position].text] if found[position].text not in {"{", "}"} else []
        position += 1
    return kept


def _same(value: Term, hole: Term) -> Line:
    """The same entry throughout; where it is an entry of an array, it stands where others belong, and has that array's size."""
    if value.op == "num":
        return Line(value, hole, constant=True)
    sizes = {node.args[0].args[1] for node in walk(value) if node.op == "at" and len(node.args) == 2 and node.args[1] == ONE and len(node.args[0].args) == 2}
    return Line(value, sizes.pop() if len(sizes) == 1 else hole)


def _broken(before: list[Cell], after: list[Cell], index: Term, hole: Term, expected: Term | None) -> Line:
    """Ends that follow no pattern: that of the last entry where it shows its size, else that of the first; the others stay where they are written."""
    first, last = before[0], after[-1]
    if last.term is not None and len(after) == 1:
        size = _size_of(last.term, expected)
        if size is not None:
            pattern = _indexed(last.term, size, index)
            if first.term is not None and not _alike(first.term, substitute(pattern, {index: ONE})):
                raise UnreadError("dots between entries that follow no pattern")
            return _checked(pattern, before, after, size, index)
    if first.term is not None and last.term is None and len(after) == 1:
        found = _one_to(first.term, index)
        if found is not None:
            body, size = found
            return _checked(body, before, after, size if size is not None else hole, index)
    raise UnreadError("dots between entries that follow no pattern")


def _alike(a: Term, b: Term) -> bool:
    """Whether two entries differ only in the name of an array."""
    if a.op == "arr" and b.op == "arr":
        return True
    if a.op != b.op or len(a.args) != len(b.args):
        return False
    return all(_alike(x, y) if isinstance(x, Term) and isinstance(y, Term) else x == y for x, y in zip(a.args, b.args, strict=True))


def _size_of(term: Term, expected: Term | None) -> Term | None:
    """The last value of the index in a last entry: the one index that is the size of what it indexes, or that other lines end with."""
    sizes = {i for node in walk(term) if node.op == "at" for p, i in enumerate(node.args[1:], 1) if len(node.args[0].args) > p and i == node.args[0].args[p]}
    if expected in sizes:
        return expected
    return sizes.pop() if len(sizes) == 1 else None


def _indexed(term: Term, size: Term, index: Term) -> Term:
    """A last entry with its index in place of the size."""
    if term.op == "at":
        return Term("at", (term.args[0], *(index if part == size else part for part in term.args[1:])))
    return Term(term.op, tuple(_indexed(part, size, index) if isinstance(part, Term) else part for part in term.args))


def _one_to(term: Term, index: Term) -> tuple[Term, Term | None] | None:
    """A first entry with its index in place of 1, and the size of what it indexes; None where it has no or several such indices."""
    found = [(node, p) for node in walk(term) if node.op == "at" for p, i in enumerate(node.args[1:], 1) if i == ONE]
    if len({p for _, p in found}) != 1:
        return None
    sizes = {node.args[0].args[p] for node, p in found if len(node.args[0].args) > p}
    body = term
    for node, p in found:
        body = _replaced(body, node, Term("at", tuple(index if n == p else part for n, part in enumerate(node.args))))
    return body, sizes.pop() if len(sizes) == 1 else None


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term == old:
        return new
    return Term(term.op, tuple(_replaced(part, old, new) if isinstance(part, Term) else part for part in term.args))


def _marked(g: Grammar, groups: list[list[Cell]], index: Term, hole: Term) -> Line:
    """Three runs: first, one marked place, last. ``0 ... 1 ... 0`` has its place from its neighbours; ``a_1 ... a_y ... a_m`` names it."""
    outer, middle = [*groups[0], *groups[2]], groups[1][0]
    ends, marked = all_read(outer), middle.term
    if marked is None:
        raise UnreadError("an entry that is not read")
    _zeros(g, [*outer, middle])
    if all(end == ends[0] and end.op == "num" for end in ends):
        if marked == ends[0]:
            return Line(marked, hole, constant=True)
        return Line(cases((rel("=", index, PLACE), marked), (TRUE, ends[0])), hole)
    line = _between(g, groups[0], groups[2], index, hole)
    found = _spot(line.body, marked, index)
    if found is None:
        raise UnreadError("a middle entry that follows no pattern")
    g.spots.append(found)
    return line


def _spot(body: Term, marked: Term, index: Term) -> Term | None:
    """The value of the index at which a pattern is the marked entry."""
    values: set[Term] = set()

    def fits(a: Term, b: Term) -> bool:
        if a == index:
            values.add(b)
            return True
        if a.op != b.op or len(a.args) != len(b.args):
            return False
        return all(fits(x, y) if isinstance(x, Term) and isinstance(y, Term) else x == y for x, y in zip(a.args, b.args, strict=True))

    return values.pop() if fits(body, marked) and len(values) == 1 else None
