"""The report as JSON, schema derive.report/1."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from derive.model.document import Span
from derive.model.obligation import Witness
from derive.model.report import Report
from derive.report.positions import Positions

NAME = "json"
SUFFIX = ".json"


def data(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    positions = Positions.of_document(report.document)

    def place(span: Span) -> dict[str, Any]:
        line, column = positions.of(span.start)
        end_line, end_column = positions.of(span.end)
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column, "cell": positions.cell(span.start)}

    return {
        "schema": "derive.report/1",
        "file": report.file,
        "assignment": report.assignment,
        "language": report.language,
        "questions": [
            {"id": q.id, "title": q.title, "status": q.status, "points": q.points, "out_of": q.out_of, "line": q.line, "end_line": q.end_line}
            for q in report.questions
        ],
        "steps": [
            {
                **place(s.span),
                "question": s.question,
                "left": s.left,
                "relation": s.relation,
                "right": s.right,
                "read_as": s.read_as,
                "status": s.status,
                "conditions": list(s.conditions),
                "witness": witness(s.verdict.witness if s.verdict else None),
                "by": s.verdict.by if s.verdict else "",
                "reason": s.reason,
                "milliseconds": round(s.verdict.milliseconds, 3) if s.verdict else 0.0,
            }
            for s in report.steps
        ],
        "findings": [
            {
                **place(f.span),
                "question": f.question,
                "class": f.kind,
                "code": f.code,
                "message": f.message,
                "correction": f.correction,
                "witness": witness(f.witness),
            }
            for f in report.findings
        ],
        "summary": {
            "steps": dict(Counter(s.status for s in report.steps)),
            "findings": dict(Counter(f.kind for f in report.findings)),
            "seconds": round(report.seconds, 3),
        },
    }


def witness(found: Witness | None) -> dict[str, Any]:
    """A witness as plain data; empty for none."""
    return {} if found is None else {"values": dict(found.values), "left": found.left, "right": found.right}


def render(report: Report) -> str:
    """JSON text with a final newline."""
    return json.dumps(data(report), ensure_ascii=False, indent=1) + "\n"


def joined(reports: list[Report]) -> str:
    """A list of several reports."""
    return json.dumps([data(report) for report in reports], ensure_ascii=False, indent=1) + "\n"
