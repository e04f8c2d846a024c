"""What a report renders: questions, steps with verdicts, findings. The JSON of DESIGN is these fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from derive.model.document import Document, Member, Span, Step
from derive.model.obligation import Obligation, Verdict, Witness
from derive.model.term import Term

QuestionStatus = Literal["right", "right_with_slips", "wrong", "missing", "unread", "not_marked"]
FindingClass = Literal["error", "notation", "note", "bug"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A step with what was decided of it."""

    step: Step
    verdict: Verdict | None = None
    """None of a definition and of what is unread."""
    obligation: Obligation | None = None
    """The one that decided it."""
    second_read: bool = False
    """The second reader could read both sides."""
    other: tuple[Member, Term] | None = None
    """A member and what the second reader read there, where the value differs."""


@dataclass(frozen=True, slots=True)
class StepReport:
    """One judged step, ready to be rendered."""

    span: Span
    """Of its relation sign."""
    question: str
    left: str
    relation: str
    right: str
    read_as: str
    status: str
    """A verdict's status, or "definition" or "unread"."""
    left_member: Member
    right_member: Member
    verdict: Verdict | None = None
    conditions: tuple[str, ...] = ()
    reason: str = ""
    chain: int = 0
    obligation: Obligation | None = None
    """What was decided."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a report shows at a span: one message that stands alone."""

    span: Span
    question: str
    kind: FindingClass
    code: str
    message: str
    correction: str = ""
    witness: Witness | None = None
    data: tuple[tuple[str, str], ...] = ()
    """What the message names."""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """The mark of one question."""

    id: str
    title: str
    status: QuestionStatus
    points: float | None = None
    out_of: float | None = None
    line: int = 0
    end_line: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report formats render."""

    file: str
    assignment: str | None
    language: str
    document: Document
    questions: tuple[QuestionReport, ...] = ()
    steps: tuple[StepReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    spelling: tuple[tuple[str, str], ...] = ()
    """How the names of terms are written in LaTeX."""
