"""The table of claims that ``check-all`` prints, and its JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from derive.cli.proof_file import Proof
from derive.model.claim import Assignment
from derive.pipeline import ClaimReport
from derive.terms.words import words

GOOD = frozenset({"proved", "proved_if"})
COLOURS = {"proved": "green", "proved_if": "cyan", "refuted": "red", "ill_typed": "red", "vacuous": "red", "undecided": "yellow"}


def shown(assignment: Assignment, reports: list[ClaimReport], form: str, strict: bool) -> int:
    """Print the claims of an assignment; the exit status."""
    if form == "json":
        sys.stdout.write(json.dumps(_data(assignment, reports), ensure_ascii=False, indent=1) + "\n")
    else:
        _table(assignment, reports)
    if any(v.reason.startswith("bug: ") for r in reports for v in r.verdicts):
        return 3
    return 0 if all(r.status in GOOD for r in reports) and (reports or not strict) else 1


def proofs_of(reports: list[ClaimReport]) -> Iterator[Proof]:
    """The proof of every goal that was proved."""
    for report in reports:
        for number, (goal, verdict) in enumerate(zip(report.goals, report.verdicts, strict=False), 1):
            if verdict.certificate is not None and verdict.status in GOOD:
                yield Proof(f"{report.claim.id} ({number})", goal, verdict.conditions, verdict.certificate)


def _row(report: ClaimReport) -> dict[str, Any]:
    conditions = dict.fromkeys(words(c) for v in report.verdicts for c in v.conditions)
    conventions = dict.fromkeys(f"convention: {words(c.function)}' = {words(c.value)} at {words(c.point)}" for v in report.verdicts for c in v.conventions)
    return {
        "id": report.claim.id,
        "statement": report.claim.statement,
        "status": report.status,
        "conditions": [*conditions, *conventions],
        "by": ", ".join(dict.fromkeys(v.by for v in report.verdicts if v.by)),
        "milliseconds": round(sum(v.milliseconds for v in report.verdicts), 1),
        "reason": next((v.reason for v in report.verdicts if v.reason), ""),
    }


def _data(assignment: Assignment, reports: list[ClaimReport]) -> dict[str, Any]:
    rows = [_row(report) for report in reports]
    return {"schema": "derive.claims/1", "assignment": assignment.name, "claims": rows, "summary": dict(Counter(r.status for r in reports))}


def _table(assignment: Assignment, reports: list[ClaimReport]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=assignment.title["en"], show_lines=False)
    for name, fold in (("id", "ellipsis"), ("statement", "fold"), ("verdict", "ellipsis"), ("conditions", "fold"), ("how", "fold")):
        table.add_column(name, overflow=fold)  # type: ignore[arg-type]
    table.add_column("ms", justify="right")
    for report in reports:
        row = _row(report)
        beside = "; ".join(row["conditions"]) or row["reason"]
        table.add_row(row["id"], Text(row["statement"]), Text(row["status"], style=COLOURS[row["status"]]), Text(beside), row["by"], f"{row['milliseconds']:.1f}")
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table)
    counts = Counter(report.status for report in reports)
    console.print(f"{len(reports)} claims: " + ", ".join(f"{n} {status}" for status, n in counts.items()))
