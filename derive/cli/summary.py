"""The marks of several hand-ins as CSV: a line for each question, a total for each file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derive.model.report import Report

HEADER = ("file", "question", "status", "points", "out of")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Summary:
    """The lines, as they come."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, ...]] = [HEADER]

    def add(self, report: Report) -> None:
        """The questions of a hand-in and their sum; what a person has to mark has no points yet."""
        from derive.report.standing import total

        for question in report.questions:
            if question.out_of is not None or question.status != "not_marked" or report.assignment is None:
                self.rows.append((report.file, question.id, question.status, _number(question.points), _number(question.out_of)))
        found = total(report)
        if found is None:
            self.rows.append((report.file, "total", "not_marked", "", ""))
        else:
            self.rows.append((report.file, "total", f"{found.open} open" if found.open else "complete", _number(found.points), _number(found.out_of)))

    def failed(self, file: str) -> None:
        """A hand-in without a report."""
        self.rows.append((file, "total", "failed", "", ""))

    def text(self) -> str:
        """The CSV; nothing in it is a formula for a spreadsheet."""
        stream = StringIO()
        csv.writer(stream, lineterminator="\n").writerows([cell(value) for value in row] for row in self.rows)
        return stream.getvalue()


def cell(value: str) -> str:
    """A value that a spreadsheet shows as it is.

    >>> cell("=1+1"), cell("1.2")
    ("'=1+1", '1.2')
    """
    from derive.report.safe import CONTROL

    return CONTROL.sub("\ufffd", f"'{value}" if value.startswith(FORMULA) else value)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
