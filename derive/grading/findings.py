"""Findings: what is wrong, where; what was malformed; what was repaired; what holds under a condition. One finding for one fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.grading.blame import error_of
from derive.grading.conditions import plainly
from derive.grading.correction import Read, nearest, renamed
from derive.grading.culprits import Holds, culprits
from derive.grading.faults import Fault
from derive.grading.judge import Judged
from derive.model.document import Document, Span
from derive.model.report import Finding
from derive.steps.chains import question_at
from derive.terms.latex import latex

ASKED = re.compile(
    r"\b(?:montre[zr]|montez|démontre[zr]|prouve[zr]|vérifie[zr]|exprime[zr]|écri(?:vez|re)|donne[zr]|calcule[zr]|formule[zr]|show|prove|verify|express|write|give|compute|derive|formulate)\b", re.IGNORECASE
)
"""Words that ask: what follows them in the line of a question is the question, restated."""
SAME_ENTRY = frozenset({"pattern_entry", "entries_label", "broken_entry", "zero_column"})


def findings(document: Document, found: Sequence[Judged], holds: Holds, spelling: dict[str, str], read: Read, noted: Sequence[Fault]) -> Iterator[Finding]:
    """The findings of a document's steps, of its writing and of its reading."""
    errors = [f for f in _of_steps(found, holds, spelling, read) if not restated(document, f.span)]
    written = [f for f in _of_writing(document, noted, errors) if f.kind != "error" or not restated(document, f.span)]
    yield from errors
    yield from written
    seen: set[tuple[int | None, int, str]] = set()
    for remark in document.remarks:
        key = (remark.span.cell, remark.span.start, remark.code)
        if key not in seen and not any(_same(f, remark.span, remark.code) for f in written):
            seen.add(key)
            yield Finding(
                remark.span,
                question_at(document.headings, remark.span.start),
                "notation" if remark.kind == "notation" else "note",
                remark.code,
                "",
                data=(*remark.data, ("source", text_of(document, remark.span)[remark.span.start : remark.span.end])),
            )
    yield from _conditional(found, spelling)
    yield from _assumed(found)


def _assumed(found: Sequence[Judged]) -> Iterator[Finding]:
    """The first step that is proved with sigma as the logistic function, which the document does not define."""
    first = next((judged for judged in found if judged.assumed), None)
    if first is not None:
        yield Finding(first.step.link.span, first.step.question, "note", "logistic_assumed", "")


def _conditional(found: Sequence[Judged], spelling: dict[str, str]) -> Iterator[Finding]:
    """What holds under a condition that nobody stated: one note for each condition of a chain, where it is first needed."""
    said: set[tuple[int, str]] = set()
    for judged in found:
        if judged.verdict is None or judged.verdict.status != "proved_if":
            continue
        spelled = dict.fromkeys(latex(condition, spelling) for condition in plainly(judged.verdict.conditions))
        new = [condition for condition in spelled if (judged.step.chain, condition) not in said]
        said.update((judged.step.chain, condition) for condition in new)
        if new:
            yield Finding(judged.step.link.span, judged.step.question, "note", "condition", "", data=(("conditions", ", ".join(new)),))


def _of_steps(found: Sequence[Judged], holds: Holds, spelling: dict[str, str], read: Read) -> Iterator[Finding]:
    """The errors of the steps, each with the nearest true step where one is proved."""
    for culprit in culprits(found, holds):
        finding = error_of(culprit, spelling)
        if not finding.correction:
            correction = nearest(culprit.judged.step, culprit.after, read, holds)
            if correction is not None:
                finding = replace(finding, correction=correction.text, data=(*finding.data, ("old", correction.old), ("new", correction.new)))
        yield finding
    for index, judged in enumerate(found):
        step = judged.step
        unread = step.kind == "unread" and step.right.term is None and step.left.term is not None
        if unread or (judged.verdict is not None and judged.verdict.status == "undecided"):
            after = found[index + 1].step if index + 1 < len(found) and found[index + 1].step.previous == index else None
            correction = renamed(step, after, read, holds)
            if correction is not None:
                span = Span(step.link.span.start, step.right.span.end, step.link.span.cell)
                data = (("source", step.right.source), ("found", correction.old), ("meant", correction.new))
                yield Finding(span, step.question, "error", "wrong_name", "", correction=correction.text, data=data)


def _of_writing(document: Document, noted: Sequence[Fault], errors: Sequence[Finding]) -> Iterator[Finding]:
    """What shows in the writing; an error is charged once, and a slip that is repeated within a line is one finding."""
    seen: set[tuple[int | None, int, str, str]] = set()
    for fault in noted:
        text = text_of(document, fault.span)
        source = text[fault.span.start : fault.span.end]
        key = (fault.span.cell, text.count("\n", 0, fault.span.start), fault.code, source)
        if key in seen or (fault.kind == "error" and any(_overlap(fault.span, error.span) for error in errors)):
            continue
        seen.add(key)
        data = (("source", source), ("meant", fault.meant), *fault.data)
        yield Finding(fault.span, question_at(document.headings, fault.span.start), fault.kind, fault.code, "", correction=fault.meant, data=data)


def restated(document: Document, span: Span) -> bool:
    """Whether a place belongs to a question that was copied out: in the line of its number, behind a word that asks."""
    text = text_of(document, span)
    for heading in document.headings:
        if heading.span.cell == span.cell and heading.span.start <= span.start:
            line_end = text.find("\n", heading.span.start)
            if span.start < (len(text) if line_end < 0 else line_end) and ASKED.search(text[heading.span.start : span.start]):
                return True
    return False


def text_of(document: Document, span: Span) -> str:
    """The text that a span counts in: the file, or a cell of a notebook."""
    return document.text if span.cell is None or span.cell >= len(document.cells) else document.cells[span.cell]


def _same(finding: Finding, span: Span, code: str) -> bool:
    """Whether a remark of the reader says what a finding says already."""
    return _overlap(finding.span, span) and (finding.code == code or {finding.code, code} <= SAME_ENTRY)


def _overlap(one: Span, other: Span) -> bool:
    return one.cell == other.cell and one.start < other.end and other.start < one.end
