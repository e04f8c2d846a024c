"""The hand-in itself with remarks under what they judge. Every line of ours begins with one mark, which the hand-in does not contain: without them it is what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from derive.model.report import Finding, Report
from derive.report.positions import Positions
from derive.report.regions import Lines
from derive.report.safe import safe
from derive.report.standing import total
from derive.report.vocabulary import CLASSES, STANDINGS, WORDS, number

NAME = "markdown"
SUFFIX = ".annotated.md"
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$^=:@\"'])")
SIGNS = {"error": "❌", "notation": "✏️", "note": "ℹ️", "bug": "🐞"}


def render(report: Report) -> str:
    """The text with a block quote after each line that has findings, and the points at its end."""
    text, mark = report.document.text, mark_of(report.document.text)
    tex = report.file.lower().endswith((".tex", ".ltx"))
    lines, positions = Lines(text), Positions.of_document(report.document)
    newline = _newline(text)
    remarks: dict[int, list[str]] = {}
    for finding in report.findings:
        remarks.setdefault(lines.after(max(finding.span.start, finding.span.end - 1)), []).append(_remark(report, finding, positions))
    closing = list(_summary(report))
    if closing:
        remarks.setdefault(len(text), []).extend(closing)
    parts, place = [], 0
    for end in sorted(remarks):
        block = [*(_line(remark, mark, tex) for remark in remarks[end]), _end(mark, tex)]
        parts.append(text[place:end])
        unfinished = end > 0 and text[end - 1] not in "\r\n"
        parts += [newline + line for line in block] if unfinished else [line + newline for line in block]
        place = end
    return "".join([*parts, text[place:]])


def mark_of(text: str) -> str:
    """A mark that the text does not contain.

    >>> mark_of("a"), mark_of("a derive:1 b")
    ('derive:1', 'derive:2')
    """
    return next(mark for mark in (f"derive:{n}" for n in count(1)) if mark not in text)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, and in which no HTML and no link begins."""
    text = PUNCTUATION.sub(r"\\\1", safe(text).replace("&", "&amp;"))
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("://", ":&#47;/")


def _line(remark: str, mark: str, tex: bool) -> str:
    return f"% {mark} {remark}" if tex else f"> <!-- {mark} --> {remark}"


def _end(mark: str, tex: bool) -> str:
    return f"% {mark}" if tex else f"<!-- {mark} -->"


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\n|\r", text)
    return found.group() if found else "\n"


def _remark(report: Report, finding: Finding, positions: Positions) -> str:
    line, column = positions.of(finding.span.start)
    own, kind = WORDS[report.language], CLASSES[report.language][finding.kind]
    where = f"{own['line']} {line}, {own['column']} {column}"
    says = f"{SIGNS[finding.kind]} **{kind}** \\[{escaped(finding.code)}\\] ({where}): {escaped(finding.message)}"
    return says + (f" **{own['correction']}**: {escaped(finding.correction)}" if finding.correction else "")


def _summary(report: Report) -> Iterator[str]:
    own, words = WORDS[report.language], STANDINGS[report.language]
    for question in report.questions:
        if question.out_of is not None:
            points = "–" if question.points is None else number(question.points, report.language)
            yield f"**{escaped(question.id)}** {points} / {number(question.out_of, report.language)} {words[question.status]}  "
    found = total(report)
    if found is not None:
        still = f" ({found.open} {own['open']})" if found.open else ""
        yield f"**{own['total']}** {number(found.points, report.language)} {own['of']} {number(found.out_of, report.language)}{still}"
