"""Words in formulas: a backslash that was lost, a command that does not exist, a function's name with a slip, a sentence that ran in, a number in the place of a set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from derive.grading.faults.page import Fault, Formula, Page
from derive.grading.faults.pieces import NAMED, WORDS, every, runs, shown

LOST = re.compile(r"(?<![A-Za-z\\])(?P<word>frac|sum|prod|sqrt|partial|cdot|times)(?=[\\_^{\s]*[\\_^{])")
ACCENT_COMMANDS = frozenset("\\" + c for c in "abcdijklortuvHLOPS")
"""Commands of one letter that TeX has."""
MACRO = re.compile(r"\\(?:newcommand|renewcommand|providecommand|def|DeclareMathOperator)\*?\s*\{?(\\[A-Za-z]+)")
FUNCTIONS = tuple(sorted(w for w in WORDS if len(w) > 4))
RUN = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{14,}")


def find(page: Page) -> Iterator[Fault]:
    """The faults of all words."""
    macros = set(MACRO.findall(page.text))
    for formula in page.formulas:
        yield from _backslash(page, formula)
        yield from _commands(page, formula, macros)
        yield from _names(page, formula)
        yield from _prose(page, formula)
        yield from _sets(page, formula)
        yield from _slid(page, formula)


def _backslash(page: Page, formula: Formula) -> Iterator[Fault]:
    span = formula.statement.span
    match = LOST.search(page.text, span.start, span.end)
    if match:
        yield Fault("notation", "lost_backslash", page.place(match.start("word"), match.end("word")), "\\" + match.group("word"), (("found", match.group("word")),))


def _commands(page: Page, formula: Formula, macros: set[str]) -> Iterator[Fault]:
    for piece in every(formula.pieces):
        text = piece.text
        if piece.kind == "cmd" and len(text) == 2 and text[1].isalpha() and text not in ACCENT_COMMANDS | macros and text[1].islower():
            yield Fault("notation", "unknown_command", page.place(piece.start, piece.start + 2), "", (("found", text),))


def _names(page: Page, formula: Formula) -> Iterator[Fault]:
    for piece in every(formula.pieces):
        if piece.kind == "word" and piece.text not in WORDS and len(piece.text) > 4:
            near = get_close_matches(piece.text, FUNCTIONS, n=1, cutoff=0.8)
            if near:
                yield Fault("notation", "unknown_word", page.span(piece), page.text[piece.start : piece.end].replace(piece.text, near[0]), (("found", piece.text),))


def _prose(page: Page, formula: Formula) -> Iterator[Fault]:
    span = formula.statement.span
    for match in RUN.finditer(page.text, span.start, span.end):
        before = page.text[max(0, match.start() - 16) : match.start()]
        if not any(before.rstrip("{ ").endswith(name) for name in NAMED) and match.group() not in WORDS and "{" not in before[-1:]:
            yield Fault("notation", "prose_in_formula", page.place(match.start(), match.end()), "", (("found", match.group()[:24]),))


def _sets(page: Page, formula: Formula) -> Iterator[Fault]:
    """x in 1^m; R^{m x d}; "is m >= d" for m x d."""
    found = formula.pieces
    for place, piece in enumerate(found[:-1]):
        after = found[place + 1]
        if piece.text == "\\in" and after.kind == "num" and after.sup:
            yield Fault("notation", "not_a_set", page.span(after), f"\\mathbb{{R}}^{{{shown(after.sup)}}}", (("found", page.source(after)),))
        if piece.text == "\\mathbb" and after.kind == "group" and shown(after.children) == "R" and after.sup:
            inner = [p.text for p in after.sup]
            if "x" in inner[1:-1] and "\\times" not in inner:
                cross = next(p for p in after.sup if p.text == "x")
                sizes = shown(after.sup).replace("x", " \\times ")
                yield Fault("notation", "not_a_set", page.span(after), f"\\mathbb{{R}}^{{{sizes}}}", (("found", page.source(cross)),))
    span = formula.statement.span
    relation = re.search(r"\\text\{\s*(?:est|is|sont|are)\s*\}\s*[\w{}\\]+\s*(?P<sign>\\ge|\\geq|\\le|\\leq)\b", page.text[max(0, span.start - 40) : span.end])
    if relation:
        start = max(0, span.start - 40) + relation.start("sign")
        if span.start <= start < span.end:
            yield Fault("notation", "not_a_set", page.place(start, start + len(relation.group("sign"))), "\\times", (("found", relation.group("sign")),))


def _slid(page: Page, formula: Formula) -> Iterator[Fault]:
    """A conclusion inside a case distinction."""
    for run in runs(formula.pieces):
        for piece in run:
            if piece.kind == "env" and piece.text == "cases":
                for row in piece.rows:
                    for cell in row:
                        arrow = next((p for p in cell if p.text in {"\\Rightarrow", "\\implies", "\\Longrightarrow"}), None)
                        if arrow is not None:
                            yield Fault("notation", "slid_conclusion", page.span(arrow, cell[-1]), "", (("found", page.source(arrow, cell[-1])),))
