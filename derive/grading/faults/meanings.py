"""One sign for two things: a learning rate that is the number of examples, an entry that equals whole arrays, an entrywise product in a row with a matrix product."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.grading.faults.page import INDEX, SUMS, Fault, Formula, Page, indices
from derive.grading.faults.pieces import Piece, every, runs, shown

STEP = re.compile(r"\\leftarrow|\\gets|_\{?t\s*\+\s*1")
TRANSPOSED = re.compile(r"(\([0-9a-z]\))?(T|\\top|\\intercal)")


def find(page: Page) -> Iterator[Fault]:
    """The faults of all signs."""
    for formula in page.formulas:
        yield from _rate(page, formula)
        yield from _entry(page, formula)
        yield from _mixed(page, formula)


def _rate(page: Page, formula: Formula) -> Iterator[Fault]:
    """theta <- theta - n (1/n sum^n ...): the factor before the mean is the number of examples."""
    source = page.text[formula.statement.span.start : formula.statement.span.end]
    if not STEP.search(source):
        return
    for place, piece in enumerate(formula.pieces[:-1]):
        behind = formula.pieces[place + 1 :]
        before = formula.pieces[place - 1].text if place else ""
        if piece.kind == "letter" and len(piece.text) == 1 and piece.sub is piece.sup is None and before in {"-", "+"}:
            mean = any(p.text in {"\\frac", "frac"} and k + 2 < len(run) and shown(run[k + 2].children) == piece.text for run in runs(behind) for k, p in enumerate(run))
            counted = any(p.text in SUMS and shown(p.sup) == piece.text for p in every(behind))
            if mean and counted:
                yield Fault("notation", "two_meanings", page.span(piece), "\\eta", (("found", piece.text),))


def _entry(page: Page, formula: Formula) -> Iterator[Fault]:
    """dJ/dx_k = (...) W^T: one number on the left; on the right no index at all, and a transposed matrix."""
    members = (*formula.before[-1:], *formula.members)
    for left, right in zip(members, members[1:], strict=False):
        if len(left) != 3 or left[0].text not in {"\\frac", "\\dfrac"} or not right:
            continue
        above, below = left[1].children, left[2].children
        if not above or not below or above[0].text != "\\partial" or below[0].text != "\\partial" or len(below) != 2 or list(indices(above)):
            continue
        by = below[1]
        if not by.sub or len(by.sub) != 1 or by.sub[0].text not in INDEX or by.sub[0].kind != "letter":
            continue
        if list(indices(right)) or any(p.text in SUMS | {"diag"} for p in every(right)) or any(p.kind == "env" for p in right) or any(p.sub for p in right):
            continue
        if any(_is_transposed(p) for p in right) and not any(p.kind == "letter" and p.text == by.sub[0].text for p in every(right)):
            data = (("found", page.source(by)), ("meant", page.source(by).split("_")[0]))
            yield Fault("error", "entry_and_array", page.member(formula, right[0]), "", data)


def _is_transposed(piece: Piece) -> bool:
    return piece.sup is not None and piece.kind in {"letter", "sym"} and bool(TRANSPOSED.fullmatch(shown(piece.sup)))


def _mixed(page: Page, formula: Formula) -> Iterator[Fault]:
    """A o B C^T: whether the entrywise product or the matrix product comes first is not said."""
    for run in runs(formula.pieces):
        for place, piece in enumerate(run):
            if piece.text in {"\\circ", "\\odot"}:
                after = _factors(run[place + 1 :])
                matrices = [p for p in after[1:] if _is_transposed(p) and p.text.isupper()]
                if matrices:
                    yield Fault("notation", "mixed_products", page.span(piece, matrices[0]), "", (("found", page.source(piece, matrices[0])),))


def _factors(found: Sequence[Piece]) -> list[Piece]:
    """The factors up to the next sign or closing bracket at this level."""
    kept: list[Piece] = []
    depth = 0
    for piece in found:
        depth += (piece.text in {"(", "["}) - (piece.text in {")", "]"})
        if depth < 0 or (not depth and piece.text in {"+", "-", "=", ",", "\\circ", "\\odot"}):
            break
        kept.append(piece)
    return kept
