"""``derive grade``: hand-ins to reports, one after the other; one that fails does not stop the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derive.cli.isolated import cores, grading, results
from derive.cli.status import BUG, CLEAN, FOUND, USAGE, fail, one_line, our_bug
from derive.cli.writing import Folder, write_report
from derive.worker import Failure

if TYPE_CHECKING:
    from derive.model.report import Report
    from derive.report import Format
    from derive.worker import Task


@dataclass(frozen=True, slots=True)
class Graded:
    """One hand-in: its report, or why there is none; and the exit status it asks for."""

    file: str
    report: Report | None
    status: int


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--assignment", default=None, help="The assignment that was handed in; recognised without it.")
@click.option("--format", "form", default="text", show_default=True, help="text, json, markdown, html or another format of derive/report/output.")
@click.option("-o", "--output", default=None, metavar="FILE_OR_FOLDER", help="Where the report goes; several go to a folder, with a summary.csv. Standard output without it.")
@click.option("--scheme", default=None, metavar="FILE", help="A marking scheme in TOML, in place of the assignment's.")
@click.option("--for", "audience", type=click.Choice(["marker", "student"]), default="marker", show_default=True, help="A student is shown where and why, without the corrections.")
@click.option("--language", type=click.Choice(["fr", "en"]), default=None, help="The language of the report; the document's without it.")
@click.option("--strict", is_flag=True, help="Undecided or unread steps count as findings.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, metavar="N", help="So many hand-ins at a time; as many as there are processors without it.")
def grade(
    files: tuple[str, ...], assignment: str | None, form: str, output: str | None, scheme: str | None, audience: str, language: str | None, strict: bool, jobs: int
) -> None:
    """Read, decide and annotate hand-ins; - is standard input."""
    from derive.report import formats

    if form not in formats():
        raise fail(f"unknown format {form!r}: there is {', '.join(sorted(formats()))}")
    chosen = formats()[form]
    found = results(_tasks(files, assignment, scheme, language, audience == "marker"), jobs or cores())
    folder = Folder(Path(output)) if output is not None and (len(files) > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir()) else None
    status, kept = CLEAN, []
    for file, result in _watched(files, found):
        graded = _graded(file, result, strict)
        status = max(status, graded.status)
        if folder is not None:
            folder.add(graded.file, graded.report, chosen)
        elif graded.report is not None:
            kept.append(graded.report)
    if folder is not None:
        folder.close()
    elif kept:
        _shown(kept, chosen, output, several=len(files) > 1)
    sys.exit(status)


def _tasks(files: tuple[str, ...], assignment: str | None, scheme: str | None, language: str | None, corrections: bool) -> list[Task]:
    """What grades each file; a wrong assignment or scheme is an error of usage at once."""
    from derive.claims import AssignmentError, load, scheme_file
    from derive.pipeline import marking_scheme

    try:
        marking = scheme_file(scheme) if scheme else None
        marking_scheme(load(assignment) if assignment else None, marking)
    except AssignmentError as error:
        raise fail(str(error)) from None
    given = sys.stdin.buffer.read() if "-" in files else None
    return [grading("stdin" if f == "-" else f, assignment, language, given if f == "-" else None, marking, corrections) for f in files]


def _graded(file: str, result: Report | Failure, strict: bool) -> Graded:
    """What became of one hand-in; why it has no report is said on standard error."""
    from derive.claims import AssignmentError
    from derive.read import DocumentError

    if not isinstance(result, Failure):
        return Graded(file, result, _status(result, strict))
    if isinstance(result.error, (DocumentError, AssignmentError)):
        click.echo(f"Error: {one_line(str(result.error))}", err=True)
    elif result.error is None:
        click.echo(one_line(f"Error: {file}: {result.reason}"), err=True)
    else:
        click.echo(one_line(f"{file}: {our_bug(result.error)}"), err=True)
        return Graded(file, None, BUG)
    return Graded(file, None, USAGE)


def _status(report: Report, strict: bool) -> int:
    kinds = {finding.kind for finding in report.findings}
    if "bug" in kinds:
        return BUG
    open_steps = strict and any(step.status in {"undecided", "unread", "vacuous"} for step in report.steps)
    return FOUND if "error" in kinds or open_steps else CLEAN


def _watched(files: tuple[str, ...], found: Iterator[Report | Failure]) -> Iterator[tuple[str, Report | Failure]]:
    """The hand-ins as they are graded, with their progress where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from zip(files, found, strict=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from derive.report.safe import safe

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=len(files))
        for file in files:
            progress.update(task, description=safe(file)[-60:])
            yield file, next(found)
            progress.advance(task)


def _shown(reports: list[Report], form: Format, output: str | None, several: bool) -> None:
    """Reports to one file or to standard output."""
    if output is not None:
        write_report(Path(output), reports[0], form)
        return
    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    render = form.coloured if colours and form.coloured is not None else form.render
    text = form.joined(reports) if several and form.joined is not None else "\n".join(render(report) for report in reports)
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered would fail once more at the exit
        raise fail(f"standard output cannot be written ({error.strerror or error})") from None

