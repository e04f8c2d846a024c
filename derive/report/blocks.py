"""A hand-in cut into what a page shows: headings, paragraphs, formulas with their steps, code; each with the findings and steps that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from derive.model.document import Span, Statement
from derive.model.report import Finding, Report, StepReport
from derive.report.regions import regions

HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
DELIMITERS = re.compile(r"^(?:\$\$|\$|\\\[|\\\()|(?:\$\$|\$|\\\]|\\\))$")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of a formula: its members with the steps between them, None where a link was not judged."""

    statement: Statement
    steps: tuple[StepReport | None, ...]


@dataclass(slots=True)
class Piece:
    """A run of text, a formula or a code block within a block."""

    kind: str
    """"text", "formula", "display" or "code"."""
    span: Span
    source: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A heading or a paragraph with its pieces, and the findings in it."""

    level: int
    """Of a heading, from 1; 0 for a paragraph."""
    pieces: list[Piece]
    questions: list[str] = field(default_factory=list)
    """The questions that begin here."""
    findings: list[tuple[int, Finding]] = field(default_factory=list)
    """With their numbers in the report."""

    @property
    def start(self) -> int:
        """Where the block begins."""
        return self.pieces[0].span.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1].span.end


def blocks(report: Report) -> list[Block]:
    """The blocks of a hand-in in order; every finding and every question stands in one of them. A condition is shown with its step."""
    text = report.document.text
    found = list(_blocks(text, list(_pieces(report))))
    judged = {step.span.start for step in report.steps}
    for number, finding in enumerate(report.findings):
        if finding.code == "condition" and finding.span.start in judged:
            continue
        place = min(finding.span.start, max(len(text) - 1, 0))
        home = next((block for block in found if place < block.end), found[-1] if found else None)
        if home is not None:
            home.findings.append((number, finding))
    for heading in report.document.headings:
        home = next((block for block in found if heading.span.end <= block.end), found[-1] if found else None)
        if home is not None:
            home.questions.append(heading.question)
    return found


def _pieces(report: Report) -> Iterator[Piece]:
    text, place = report.document.text, 0
    statements = sorted(report.document.statements, key=lambda s: s.span.start)
    steps = {(step.span.start, step.span.end): step for step in report.steps}
    codes = [code.span for code in report.document.codes]
    for region in regions(text):
        source = text[region.start : region.end]
        inside = [s for s in statements if place <= s.span.start and region.start < s.span.end <= region.end]
        start = min([region.start, *(s.span.start for s in inside)])
        if start > place:
            yield Piece("text", Span(place, start), text[place:start])
        if source.startswith(("```", "~~~")):
            yield Piece("code", region, "\n".join(source.splitlines()[1:-1]))
        elif any(region.start <= c.start < region.end for c in codes) and not inside:
            yield Piece("code", region, DELIMITERS.sub("", source).strip())
        else:
            display = not source.startswith("$") or source.startswith("$$")
            rows = [Row(s, _steps(s, steps)) for s in inside]
            yield Piece("display" if display and not source.startswith("\\(") else "formula", region, source, rows)
        place = region.end
    if place < len(text):
        yield Piece("text", Span(place, len(text)), text[place:])


def _steps(statement: Statement, steps: dict[tuple[int, int], StepReport]) -> tuple[StepReport | None, ...]:
    return tuple(steps.get((link.span.start, link.span.end)) for link in statement.links)


def _blocks(text: str, pieces: Sequence[Piece]) -> Iterator[Block]:
    """Paragraphs end at blank lines; a heading is a line of its own."""
    current: list[Piece] = []
    for piece in pieces:
        if piece.kind != "text":
            current.append(piece)
            continue
        for start, end, source in _lines(piece):
            heading = HEADING.match(source.rstrip("\r\n")) if _opens_line(text, start) else None
            if not source.strip():
                if current:
                    yield _block(current)
                    current = []
                continue
            if heading is not None and current:
                yield _block(current)
                current = []
            current.append(Piece("text", Span(start, end), source))
            if source.endswith(("\n", "\r")) and _level(current):
                yield _block(current)
                current = []
    if current:
        yield _block(current)


def _lines(piece: Piece) -> Iterator[tuple[int, int, str]]:
    place = piece.span.start
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", piece.source):
        if line:
            yield place, place + len(line), line
            place += len(line)


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "\r\n"


def _level(pieces: Sequence[Piece]) -> int:
    match = re.match(r"[ \t]{0,3}(#{1,6})[ \t]", pieces[0].source) if pieces and pieces[0].kind == "text" else None
    return len(match.group(1)) if match else 0


def _block(pieces: list[Piece]) -> Block:
    level = _level(pieces)
    if level:
        pieces[0].source = pieces[0].source.lstrip(" \t").lstrip("#").lstrip()
    return Block(level, list(pieces))
