"""Derivatives of an entry that the right side does not speak of: dh_k/dW_{ji} for dh_j/dW_{ji}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.grading.faults.page import INDEX, Fault, Formula, Page, indices
from derive.grading.faults.pieces import Piece, every, shown

NEAR = 200
"""Characters before a formula in which its condition may stand."""
FRACTIONS = frozenset({"\\frac", "\\dfrac"})


def find(page: Page) -> Iterator[Fault]:
    """The index of the differentiated entry vanishes on the right, where another entry is differentiated by the same variable."""
    for formula in page.formulas:
        members = (*formula.before[-1:], *formula.members)
        for left, right in zip(members, members[1:], strict=False):
            above, below = _halves(left) if len(left) == 3 else ((), ())
            top, bottom = _halves(right[:3])
            if len(above) != 1 or len(below) != 1 or top or len(bottom) != 1 or shown(below) != shown(bottom):
                continue
            entry, by = above[0], below[0]
            own = [p.text for p in entry.sub or () if p.kind == "letter"]
            others = [p.text for p in by.sub or () if p.kind == "letter" and p.text in INDEX]
            body = right[3:]
            spoken = {p.text for p in every(body) if p.kind == "letter"}
            if own and others and _said_equal(page, formula, own[0], others[0]):
                continue
            if len(own) == 1 and own[0] in INDEX and others and own[0] not in {*others, *spoken} and others[0] in {p.text for p in indices(body)}:
                meant = page.source(entry).replace(f"_{own[0]}", f"_{others[0]}").replace(f"_{{{own[0]}}}", f"_{{{others[0]}}}")
                yield Fault("error", "other_entry", page.member(formula, right[0]), "", (("found", page.source(entry)), ("meant", meant), ("index", own[0])))


def _said_equal(page: Page, formula: Formula, one: str, other: str) -> bool:
    """Whether a condition of a formula, or the words before it, say that the two indices are the same."""
    for condition in formula.statement.conditions:
        if condition.op == "rel" and condition.args[0] == "=" and {side.args[0] for side in condition.args[1:] if side.op == "sym"} == {one, other}:
            return True
    start = formula.statement.span.start
    before = page.text[max(0, start - NEAR) : start]
    return bool(re.search(rf"\b(?:{one}\s*=\s*{other}|{other}\s*=\s*{one})\b", before))


def _halves(found: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What is differentiated above the bar and by what below it, their \\partial left out (also where it was lost below)."""
    if len(found) < 3 or found[0].text not in FRACTIONS or not found[1].children or not found[2].children or found[1].children[0].text != "\\partial":
        return (), ()
    below = found[2].children
    return found[1].children[1:], below[1:] if below[0].text == "\\partial" else below
