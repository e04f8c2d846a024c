"""What a report says of its questions as a whole: the sum of the points, and what a person still has to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.model.document import Heading
from derive.model.report import QuestionReport, Report, StepReport

OPEN_STEPS = frozenset({"undecided", "unread", "vacuous"})
OPEN_QUESTIONS = frozenset({"not_marked", "unread"})


@dataclass(frozen=True, slots=True)
class Total:
    """The points of the questions that were marked, of all that there are, and how many questions are open."""

    points: float
    out_of: float
    open: int


def total(report: Report) -> Total | None:
    """The sum over the questions that have points; None without a scheme."""
    scored = [q for q in report.questions if q.out_of is not None]
    if not scored:
        return None
    return Total(sum(q.points or 0.0 for q in scored), sum(q.out_of or 0.0 for q in scored), sum(q.points is None for q in scored))


def for_a_person(report: Report) -> Iterator[StepReport | QuestionReport]:
    """Steps that were not decided and questions that were not marked, in the order of the hand-in."""
    starts = {heading.question: heading for heading in reversed(report.document.headings)}
    questions = [q for q in report.questions if q.status in OPEN_QUESTIONS and (q.out_of is not None or report.assignment is None) and q.line]
    steps = [s for s in report.steps if s.status in OPEN_STEPS]
    found: list[tuple[int, int, StepReport | QuestionReport]] = [(_start(starts.get(q.id)), 0, q) for q in questions]
    found += [(s.span.start, 1, s) for s in steps]
    yield from (item for _, _, item in sorted(found, key=lambda entry: entry[:2]))


def _start(heading: Heading | None) -> int:
    return heading.span.start if heading is not None else 0
