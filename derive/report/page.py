"""What the HTML page shows, as plain values: the template only lays them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from derive.model.document import Member
from derive.model.report import Finding, QuestionReport, Report, StepReport
from derive.model.term import Term
from derive.report.blocks import Block, Row, blocks
from derive.report.positions import Positions
from derive.report.proofs import argument
from derive.report.safe import CONTROL, safe, shortened
from derive.report.spoken import argument_in, reason_in
from derive.report.standing import for_a_person, total
from derive.report.vocabulary import CLASSES, STANDINGS, VERDICTS, WORDS, number
from derive.terms.mathml import mathml

SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", ":=": "≔", "<-": "←", "in": "∈"}
JOINTS = {"=>": "⟹", "<=>": "⟺", "iff": "⟺", "and": ","}
MARKS = {"proved": "✓", "proved_if": "✓", "refuted": "✗", "ill_typed": "✗", "vacuous": "?", "undecided": "?", "unread": "?", "definition": ""}
LONG_PROOF = 60
LONG_MATH = 40_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A member or a condition: MathML of ours where it was read, its source where it was not."""

    math: str
    source: str


class Page:
    """The view of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.language = report.language
        self.words = WORDS[report.language]
        self.classes, self.verdicts, self.standings = CLASSES[report.language], VERDICTS[report.language], STANDINGS[report.language]
        self.positions = Positions.of_document(report.document)
        self.spelling: Mapping[str, str] = dict(report.spelling)
        self.numbers = {(step.span.start, step.span.end): number for number, step in enumerate(report.steps)}
        self.blamed: dict[int, Finding] = {}
        for finding in report.findings:
            if finding.kind in {"error", "notation"}:
                self.blamed.setdefault(finding.span.start, finding)

    def blocks(self) -> list[Block]:
        """The hand-in in blocks."""
        return blocks(self.report)

    def text(self, source: str) -> str:
        """Plain text without invisible marks; the template escapes it."""
        return CONTROL.sub("\ufffd", source.replace("\r\n", "\n"))

    def shown(self, member: Member) -> Shown:
        """A member for the page."""
        return Shown(self._math(member.term) if member.term is not None else "", safe(member.source))

    def _math(self, term: Term) -> str:
        found = mathml(term, self.spelling).replace("<mo>-</mo>", "<mo>−</mo>")
        return found if len(found) < LONG_MATH else ""

    def conditions_of(self, step: StepReport) -> list[str]:
        """The side conditions of a step, as MathML."""
        return [self._math(condition) for condition in step.verdict.conditions] if step.verdict is not None else []

    def conditions(self, row: Row) -> list[str]:
        """The conditions written beside a statement, as MathML."""
        return [self._math(condition) for condition in row.statement.conditions]

    def joint(self, row: Row) -> str:
        """How a statement follows from the one before it."""
        return JOINTS.get(row.statement.joint, "")

    def sign(self, sign: str) -> str:
        """A relation sign as it is printed."""
        return SIGNS.get(sign, safe(sign))

    def links(self, row: Row) -> Iterator[tuple[str, StepReport | None, int, Member]]:
        """Sign, step, number of the step and right member, for each link of a statement."""
        for link, step, member in zip(row.statement.links, row.steps, row.statement.members[1:], strict=True):
            yield self.sign(link.sign), step, self.numbers.get((link.span.start, link.span.end), -1), member

    def faulty(self, step: StepReport | None) -> str:
        """The class of the finding that blames a step's right member; "" where none does."""
        finding = self.blamed.get(step.span.start) if step is not None else None
        return finding.kind if finding is not None else ""

    def mark(self, status: str) -> str:
        """A sign for a verdict, so that nothing is said by colour alone."""
        return MARKS.get(status, "")

    def steps_of(self, block: Block) -> list[tuple[int, StepReport]]:
        """The steps of a block, with their numbers."""
        return [(self.numbers[s.span.start, s.span.end], s) for piece in block.pieces for row in piece.rows for s in row.steps if s is not None]

    def place(self, start: int) -> str:
        """A line and column."""
        return self.positions.shown(start)

    def proof(self, step: StepReport) -> list[str]:
        """The proof of a step in lines; empty where there is none to show."""
        if step.verdict is None or step.verdict.certificate is None or step.obligation is None:
            return []
        return argument_in(proof_lines(step), self.language)

    def reason(self, step: StepReport) -> str:
        """Why a step is undecided or unread, in the language of the report."""
        return reason_in(step.reason, self.language, step.status)

    @property
    def name(self) -> str:
        """The file without its folders."""
        return safe(self.report.file.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1])

    def open_items(self) -> list[dict[str, Any]]:
        """What a person has to look at, in the order of the hand-in."""
        return [
            {"where": str(item.line), "href": f"#q-{item.id}", "text": f"{self.words['question']} {item.id}", "status": item.status, "word": self.standings[item.status], "reason": ""}
            if isinstance(item, QuestionReport)
            else {
                "where": self.place(item.span.start), "href": f"#s-{self.numbers[item.span.start, item.span.end]}", "text": shortened(safe(f"{item.left} {item.relation} {item.right}"), 90),
                "status": item.status, "word": self.verdicts[item.status], "reason": shortened(safe(self.reason(item)), 160),
            }
            for item in for_a_person(self.report)
        ]  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """The questions for the summary."""
        counts = Counter((finding.question, finding.kind) for finding in self.report.findings)
        return [
            {
                "id": q.id, "title": shortened(safe(q.title), 90), "status": q.status, "word": self.standings[q.status], "here": bool(q.line),
                "points": "–" if q.points is None else number(q.points, self.language), "out_of": "" if q.out_of is None else number(q.out_of, self.language),
                "errors": counts[q.id, "error"], "notation": counts[q.id, "notation"],
            }
            for q in self.report.questions
            if q.out_of is not None or q.status != "not_marked" or self.report.assignment is None
        ]  # fmt: skip

    def total(self) -> dict[str, Any] | None:
        """The sum of the points."""
        found = total(self.report)
        if found is None:
            return None
        share = round(100 * found.points / found.out_of) if found.out_of else 0
        return {"points": number(found.points, self.language), "out_of": number(found.out_of, self.language), "open": found.open, "share": share}

    def counts(self) -> list[tuple[str, str, int]]:
        """How many steps have which verdict."""
        return [(status, self.verdicts[status], n) for status, n in sorted(Counter(s.status for s in self.report.steps).items(), key=lambda pair: -pair[1])]

    def finding_counts(self) -> list[tuple[str, str, int]]:
        """How many findings are of which class."""
        found = Counter(str(f.kind) for f in self.report.findings)
        return [(kind, self.classes[kind] + ("s" if found[kind] > 1 and kind != "notation" else ""), found[kind]) for kind in ("bug", "error", "notation", "note") if found[kind]]


def proof_lines(step: StepReport) -> list[str]:
    """A certificate as an argument in lines, cut where it is long."""

    assert step.verdict is not None
    assert step.obligation is not None
    lines = argument(step.obligation, step.verdict.certificate, step.verdict.conditions)
    return lines if len(lines) <= LONG_PROOF else [*lines[:LONG_PROOF], "…"]
