"""The standing of each question. Marks follow from it where a scheme says how; nothing undecided ever counts against anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.grading.judge import DECIDED, Judged
from derive.model.document import Document
from derive.model.report import Finding, QuestionReport, QuestionStatus


def questions(document: Document, found: Sequence[Judged], errors: Sequence[Finding], line_of: Callable[[int], int]) -> tuple[QuestionReport, ...]:
    """The questions in order, each with what is known of its answer.

    ``wrong``: a finding of class error that the work does not recover from; ``right_with_slips``: all its errors are recovered from; ``unread``: it has steps and none could be
    read; ``not_marked`` otherwise: that its steps hold does not say that they answer the question.
    """
    reports = []
    starts = [h.span.start for h in document.headings] + [len(document.text)]
    for heading, end in zip(document.headings, starts[1:], strict=True):
        own = [j for j in found if heading.span.start <= j.step.link.span.start < end]
        wrong = [f for f in errors if f.kind == "error" and heading.span.start <= f.span.start < end]
        read = [j for j in own if j.verdict is not None and j.verdict.status in DECIDED]
        status: QuestionStatus
        if wrong:
            recovered = all(dict(f.data).get("recovers") for f in wrong)
            status = "right_with_slips" if recovered and read else "wrong"
        elif own and all(j.step.kind == "unread" for j in own):
            status = "unread"
        else:
            status = "not_marked"
        reports.append(
            QuestionReport(heading.question, heading.title, status, line=line_of(heading.span.start), end_line=line_of(max(heading.span.start, end - 1)))
        )
    return tuple(reports)
