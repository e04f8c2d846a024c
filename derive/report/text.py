"""The report for a terminal: the source line, the blamed span underlined, the message, what would make it right."""

from __future__ import annotations

import re
from collections import Counter

from derive.model.report import Finding, Report
from derive.report.positions import Positions

NAME = "text"
SUFFIX = ".txt"
CLASSES = {"fr": {"error": "erreur", "notation": "notation", "note": "note", "bug": "bogue"}, "en": {"error": "error", "notation": "notation", "note": "note", "bug": "bug"}}
WORDS = {
    "fr": {"correction": "correction", "steps": "étapes", "nothing": "aucune faute trouvée", "question": "question", "undecided": "à voir par une personne"},
    "en": {"correction": "correction", "steps": "steps", "nothing": "nothing wrong was found", "question": "question", "undecided": "for a person to look at"},
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
WIDTH = 150


def render(report: Report) -> str:
    """All findings in order, then a summary, then what needs a person."""
    positions = Positions.of_document(report.document)
    own = WORDS[report.language]
    lines: list[str] = []
    for finding in report.findings:
        lines += _finding(report, finding, positions)
    if not any(f.kind in {"error", "notation", "bug"} for f in report.findings):
        lines.append(f"{_safe(report.file)}: {own['nothing']}")
    counts = Counter(step.status for step in report.steps)
    lines.append(f"{own['steps']}: " + ", ".join(f"{status} {n}" for status, n in sorted(counts.items())))
    open_steps = [step for step in report.steps if step.status in {"undecided", "unread"}]
    if open_steps:
        lines.append(f"{own['undecided']}:")
        for step in open_steps:
            lines.append(f"  {positions.shown(step.span.start)} {_safe(step.left)[:50]} {step.relation} {_safe(step.right)[:50]}  ({step.status}: {_safe(step.reason)[:90]})")
    return "\n".join(lines) + "\n"


def _finding(report: Report, finding: Finding, positions: Positions) -> list[str]:
    line, column = positions.of(finding.span.start)
    end_line, end_column = positions.of(finding.span.end)
    shown = positions.line_at(finding.span.start)
    last = end_column if end_line == line else len(shown) + 1
    start = max(0, column - 1 - WIDTH // 3) if len(shown) > WIDTH else 0
    cut = _safe(shown[start : start + WIDTH])
    marks = " " * (column - 1 - start) + "^" * max(1, min(last - column, WIDTH - (column - 1 - start)))
    kind = CLASSES[report.language][finding.kind]
    where = f" ({WORDS[report.language]['question']} {finding.question})" if finding.question else ""
    found = [f"{_safe(report.file)}:{positions.shown(finding.span.start)}: {kind} [{finding.code}]{where}", f"  {cut}", f"  {marks}", f"  {_safe(finding.message)}"]
    if finding.correction:
        found.append(f"  {WORDS[report.language]['correction']}: {_safe(finding.correction)}")
    return [*found, ""]


def _safe(text: str) -> str:
    """Text without terminal codes and invisible direction marks; tabs count as one character."""
    return CONTROL.sub("�", text).replace("\t", " ").replace("\n", " ")
