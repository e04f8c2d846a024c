"""Derivatives: a d or \\partial that is missing on one side of the bar or stands before it, a \\Delta for a gradient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.grading.faults.page import Fault, Formula, Page
from derive.grading.faults.pieces import Piece, runs

FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac", "frac"})
GRADIENT = re.compile(r"gradient|dérivée|derivative", re.IGNORECASE)
NEAR = 300
"""Characters before a formula in which it is called a gradient."""


def find(page: Page) -> Iterator[Fault]:
    """Half a derivative, once a line; a Laplacian's sign where a gradient is announced."""
    lines: set[int] = set()
    for formula in page.formulas:
        for fault in _halves(page, formula):
            line = page.text.count("\n", 0, fault.span.start)
            if line not in lines:
                lines.add(line)
                yield fault
        yield from _laplacian(page, formula)


def _partial(found: Sequence[Piece]) -> bool:
    return bool(found) and found[0].text in {"\\partial", "partial"}


def _halves(page: Page, formula: Formula) -> Iterator[Fault]:
    for run in runs(formula.pieces):
        for place, piece in enumerate(run[:-2]):
            above, below = run[place + 1], run[place + 2]
            if piece.text not in FRACTIONS or not above.kind == below.kind == "group":
                continue
            top, bottom = above.children, below.children
            inside = any(p.text in {"\\partial", "\\nabla", "d"} for p in top[:2])
            if _partial(top) and bottom and not _partial(bottom) and bottom[0].kind in {"letter", "cmd"} and not any(p.text in {"+", "-"} for p in bottom) and bottom[0].text != "d":
                meant = f"\\frac{page.source(above)}{{\\partial {page.source(bottom[0], bottom[-1])}}}"
                yield Fault("notation", "missing_d", page.span(piece, below), meant, (("where", "below"),))
            elif _partial(bottom) and len(bottom) > 1 and top and not inside:
                before = place and run[place - 1].text == "\\partial"
                meant = f"\\frac{{\\partial {page.source(top[0], top[-1])}}}{page.source(below)}"
                yield Fault("notation", "missing_d", page.span(run[place - 1] if before else piece, below), meant, (("where", "before" if before else "above"),))


def _laplacian(page: Page, formula: Formula) -> Iterator[Fault]:
    announced = GRADIENT.search(page.text[max(0, formula.statement.span.start - NEAR) : formula.statement.span.start])
    for place, piece in enumerate(formula.pieces[:-1]):
        if piece.text == "\\Delta" and piece.sub and announced and not place and formula.pieces[place + 1].kind == "letter" and formula.pieces[place + 1].text.isupper():
            yield Fault("notation", "nabla", page.span(piece), "\\nabla" + page.text[piece.start + 6 : piece.end], (("found", page.source(piece)),))
