"""Which formulas of a document carry a relation, and which of those are read whole. What carries a relation is decided on the LaTeX alone, without the reader."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from derive.model.document import Document, Span
from derive.pipeline import assigned
from derive.read import read
from derive.read.formats import format_of

RELATION = re.compile(
    r"(?<!\\)[=<>≤≥≠≈⇔⇒≜≔]|:=|\\(?:leq?|geq?|leqslant|geqslant|lt|gt|neq?|approx|simeq|equiv|triangleq|coloneqq|iff|Leftrightarrow|Rightarrow|implies|Longrightarrow|propto)(?![A-Za-z])"
)
WORDS = re.compile(r"\\(?:text|textrm|textbf|mbox|label|tag|ref|eqref)\*?\s*\{[^{}]*\}")
GRID = re.compile(r"\\begin\{(cases|[a-zA-Z]*matrix|array)\*?\}.*?\\end\{\1\*?\}", re.DOTALL)
BLANK = re.compile(r"\A[^=<>]*(?:=|<|>|\\leq?|\\geq?)\s*(?:\\[lc]?dots|\.\.\.|…|\?)?\s*\Z")
GROUP = re.compile(r"[_^]?\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A formula with a relation: its line, its source, and why it is not read whole ("" where it is)."""

    line: int
    source: str
    reason: str


def carries_relation(source: str) -> bool:
    r"""Whether a relation sign stands in a formula outside of its indices, words, arrays and braces; a formula with a blank for its one side claims nothing.

    >>> carries_relation("a = b"), carries_relation(r"\sum_{i=1}^n x_i"), carries_relation(r"\text{si } \left<"), carries_relation(r"x \le 1"), carries_relation(r"x = \dots")
    (True, False, False, True, False)
    """
    bare = GRID.sub(" ", WORDS.sub(" ", re.sub(r"\\(?:left|right)\s*[<>]|\\\\(?:\[[^\]]*\])?|(?<!\\)%.*", " ", source)))
    while (shorter := GROUP.sub(" ", bare)) != bare:
        bare = shorter
    return RELATION.search(bare) is not None and not BLANK.search(source)


def rows(path: Path) -> list[Row]:
    """The formulas with a relation of a file, in order."""
    text = path.read_text(encoding="utf-8")
    layout = format_of(text, str(path)).layout(text, str(path))
    _, document = assigned(None, lambda notation: read(path, notation))
    found = []
    for span, _ in layout.found.formulas:
        source = layout.view.text[span.start : span.end]
        if carries_relation(source):
            place = layout.view.span(span)
            found.append(Row(document.text.count("\n", 0, place.start) + 1, " ".join(source.split()), _reason(document, place)))
    return found


def _reason(document: Document, place: Span) -> str:
    """Why the formula at a place is not read whole: the reason of its first unread member; a formula in which nothing was found counts as unread."""
    inside = [s for s in document.statements if s.span.start < place.end and place.start < s.span.end]
    members = [m for s in inside for m in (s.members[1:] if s.continues else s.members)]
    unread = next((m for m in members if m.term is None), None)
    if unread is not None:
        return unread.reason or "no reason"
    if inside or any(place.start <= code.span.start < place.end for code in document.codes):
        return ""
    after = next((s for s in document.statements if s.span.start >= place.end), None)
    return "" if after is not None and after.conditions else "nothing was found in it"


def share(path: Path) -> tuple[int, int, list[Row]]:
    """How many formulas with a relation are read, how many there are, and the unread ones."""
    found = rows(path)
    unread = [row for row in found if row.reason]
    return len(found) - len(unread), len(found), unread


def equalities(path: Path) -> int | None:
    """The number of equalities that a gold file beside a document counts; None without one."""
    gold = path.with_suffix(".gold.toml")
    if not gold.is_file():
        return None
    tables = tomllib.loads(gold.read_text(encoding="utf-8"))
    number: int | None = tables.get("equalities") or next((f["equalities"] for f in tables.get("finding", []) if "equalities" in f), None)
    return number


def equalities_read(path: Path) -> int:
    """How many links between two members that are read a document has, definitions included."""
    _, document = assigned(None, lambda notation: read(path, notation))
    number, last = 0, False
    for statement in document.statements:
        known = [m.term is not None for m in statement.members]
        if statement.continues:
            known[0] = last
        number += sum(a and b for a, b in zip(known, known[1:], strict=False))
        last = known[-1]
    return number
