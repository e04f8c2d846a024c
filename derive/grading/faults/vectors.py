"""Vectors and matrices with dots: entries that break their own pattern, a last entry that is the first once more, labels that change on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from derive.grading.faults.page import Fault, Formula, Page
from derive.grading.faults.pieces import Piece, every, runs, shown

MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "vmatrix", "Bmatrix", "array", "smallmatrix"})
DOTS = frozenset({"\\vdots", "\\dots", "\\ddots", "\\cdots", "\\ldots"})
LAYER = re.compile(r"\d")


def find(page: Page) -> Iterator[Fault]:
    """The faults of all dotted vectors and matrices."""
    for formula in page.formulas:
        seen: set[tuple[str, str]] = set()
        for run in runs(formula.pieces):
            for place, piece in enumerate(run):
                if piece.kind == "env" and piece.text in MATRICES and any(p.text in DOTS for row in piece.rows for cell in row for p in cell):
                    for fault in _of(page, formula, piece, run[place - 1] if place else None):
                        if (fault.kind, fault.code) not in seen:
                            seen.add((fault.kind, fault.code))
                            yield fault
            yield from _products(page, formula, run)
            yield from _zeros(page, formula, run)


def _of(page: Page, formula: Formula, env: Piece, before: Piece | None) -> Iterator[Fault]:
    """The faults of one matrix."""
    cells = [cell for row in env.rows for cell in row if cell and not any(p.text in DOTS for p in cell)]
    single = [cell[0] for cell in cells if len(cell) == 1 and cell[0].kind == "letter" and cell[0].sub]
    column = len(cells) > 1 and (all(len(row) == 1 for row in env.rows) or len(env.rows) == 1)
    if column and len(single) == len(cells) and len({p.text for p in single}) == 1:
        yield from _column(page, formula, single, before)
    elif len(single) == len(cells) > 3 and len({p.text for p in single}) == 1:
        yield from _matrix(page, single)
    yield from _unlabelled(page, single)


def _column(page: Page, formula: Formula, entries: Sequence[Piece], before: Piece | None) -> Iterator[Fault]:
    """x_1 ... x_1; b_1^{(1)} ... b_m^{(2)}; h_1 ... h_{d1}."""
    first, last = entries[0], entries[-1]
    labels = Counter(shown(p.sup) for p in entries)
    carried_out = before is not None and before.kind == "env"
    if shown(first.sub) == shown(last.sub) == "1" and len(labels) == 1:
        if not (carried_out and _entries_of(before)):
            yield Fault("error", "pattern_entry", page.span(last), "", (("found", page.source(last)), ("first", page.source(first))))
    elif len(labels) == 2 and min(labels.values()) == 1 and all(re.fullmatch(r"\(?\d\)?", label) for label in labels):
        odd = next((p for p in entries if labels[shown(p.sup)] < max(labels.values())), first if not _dotted_label(formula, first, last) else last)
        other = last if odd is not last else first
        if shown(odd.sup) and shown(other.sup):
            meant = f"{odd.text}_{{{shown(odd.sub)}}}^{{{shown(other.sup)}}}"
            yield Fault("error", "entries_label", page.span(odd), meant, (("found", page.source(odd)), ("first", page.source(other))))
    if last.sub and len(last.sub) == 2 and last.sub[0].kind == "letter" and last.sub[1].kind == "num" and first.sub and len(first.sub) == 1 and last.sub[0].sub is None:
        yield Fault("notation", "broken_entry", page.span(last), "", (("found", page.source(last)), ("first", page.source(first))))


def _entries_of(env: Piece | None) -> bool:
    """Whether a column before it has been multiplied out already: its entries are sums."""
    return env is not None and any(p.text == "+" for row in env.rows for cell in row for p in cell)


def _dotted_label(formula: Formula, first: Piece, last: Piece) -> bool:
    """Whether the other matrices of the formula have the label of the first entry."""
    around = Counter(shown(p.sup).strip("()") for p in every(formula.pieces) if p.kind == "letter" and p.sub and p is not first and p is not last and p.text != first.text)
    return around[shown(first.sup).strip("()")] > around[shown(last.sup).strip("()")]


def _matrix(page: Page, entries: Sequence[Piece]) -> Iterator[Fault]:
    """An entry with one index where the others have two."""
    counts = [_indices(p) for p in entries]
    usual = Counter(counts).most_common(1)[0][0]
    odd = [p for p, n in zip(entries, counts, strict=True) if n != usual]
    if usual == 2 and odd and len(odd) <= len(entries) // 2:
        yield Fault("notation", "broken_entry", page.span(odd[0]), "", (("found", page.source(odd[0])), ("first", page.source(entries[0]))))


def _indices(piece: Piece) -> int:
    """How many indices a subscript has: 12 are two, d_h d are two, d_h is one."""
    return sum(len(p.text) if p.kind == "num" else p.text != "," for p in piece.sub or ())


def _unlabelled(page: Page, entries: Sequence[Piece]) -> Iterator[Fault]:
    """w_{11}^{2} in every entry of a layer's matrix: a label without its parentheses."""
    bare = [p for p in entries if p.sup and LAYER.fullmatch(shown(p.sup))]
    if len(bare) >= 3 and len(bare) == len(entries) and page.labels[bare[0].text][f"({shown(bare[0].sup)})"] + page.labels[bare[0].text.upper()][f"({shown(bare[0].sup)})"]:
        first = bare[0]
        meant = f"{first.text}_{{{shown(first.sub)}}}^{{({shown(first.sup)})}}"
        yield Fault("notation", "label_without_parentheses", page.span(first), meant, (("found", page.source(first)),))


def _products(page: Page, formula: Formula, run: Sequence[Piece]) -> Iterator[Fault]:
    """Two columns side by side: a product that has been carried out, with its factor still there."""
    for left, right in zip(run, run[1:], strict=False):
        if _is_column(left) and _is_column(right) and left.sup is None:
            alone = any(len(member) == 2 and member[1] is right for member in formula.members)
            yield Fault("error", "columns", page.member(formula, right), page.source(left) if alone else "", (("found", page.source(right)),))


def _zeros(page: Page, formula: Formula, run: Sequence[Piece]) -> Iterator[Fault]:
    """A column of zeros beside one that singles out an entry in the middle: the 1 is missing."""
    for place, piece in enumerate(run):
        if _is_column(piece) and place and run[place - 1].text in {"-", "+"} and len(_entries(piece)) > 2 and {shown(c) for c in _entries(piece)} == {"0"}:
            others = [_entries(other) for other in run if other is not piece and _is_column(other)]
            if any(len(o) == len(_entries(piece)) and len({shown(c) for c in o}) == len(o) for o in others):
                middle = piece.rows[len(piece.rows) // 2][0][0]
                yield Fault("error", "zero_column", page.member(formula, piece), "", (("found", page.source(middle)),))


def _is_column(piece: Piece) -> bool:
    return piece.kind == "env" and piece.text in MATRICES and len(piece.rows) > 1 and all(len(row) == 1 for row in piece.rows) and any(p.text in DOTS for row in piece.rows for p in row[0])


def _entries(env: Piece) -> list[tuple[Piece, ...]]:
    return [row[0] for row in env.rows if row[0] and not any(p.text in DOTS for p in row[0])]
