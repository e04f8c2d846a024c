"""Hand-ins and claims in worker processes: what kills its process costs one verdict, and the others go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from derive.worker import Limits, Task, Told, Watch, run

if TYPE_CHECKING:
    from derive.claims import SchemeTable
    from derive.model.claim import Assignment
    from derive.model.report import Report
    from derive.pipeline import ClaimReport

LIMITS = Limits()


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(tasks: Sequence[Task], jobs: int, told: Told | None = None) -> Iterator[Any]:
    """The results in the order of the tasks; in this process where DERIVE_TRACEBACK asks for what went wrong."""
    if os.environ.get("DERIVE_TRACEBACK"):
        return (task(Watch()) for task in tasks)
    return run(tasks, LIMITS, jobs, told)


def grading(file: str, assignment: str | None, language: str | None, data: bytes | None, marking: SchemeTable | None, corrections: bool) -> Task:
    """The task that grades one hand-in; ``data`` are its bytes where it came by standard input."""
    return partial(_graded, file, assignment, language, data, marking, corrections)


def _graded(file: str, assignment: str | None, language: str | None, data: bytes | None, marking: SchemeTable | None, corrections: bool, watch: Watch) -> Report:
    from derive.pipeline import grade_document

    return grade_document(file, assignment, language, data, marking, corrections, watch)


def decided(assignments: Sequence[Assignment], jobs: int) -> Iterator[tuple[Assignment, Any]]:
    """Each assignment with its decided claims, or the Failure that it came to; claim by claim on standard error where that is a terminal."""
    tasks = [partial(_decided, _alone(assignment)) for assignment in assignments]
    if not sys.stderr.isatty():
        yield from zip(assignments, results(tasks, jobs), strict=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=sum(len(assignment.claims) for assignment in assignments))
        begun: set[tuple[int, str]] = set()

        def told(number: int, step: str) -> None:
            claim = step.partition(" (")[0]
            begun.add((number, claim))
            progress.update(bar, description=claim, completed=len(begun) - 1)

        yield from zip(assignments, results(tasks, jobs, told), strict=True)


def _alone(assignment: Assignment) -> Assignment:
    """An assignment whose claims have left their siblings behind: these are not even made."""
    return replace(assignment, claims=tuple(replace(claim, make_siblings=tuple) for claim in assignment.claims))


def _decided(assignment: Assignment, watch: Watch) -> list[ClaimReport]:
    from derive.pipeline import check_claims

    return list(check_claims(assignment, watch))
