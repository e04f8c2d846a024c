"""The command line: arguments, printing, exit statuses. SymPy is loaded by the commands that prove, not by ``--help``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from derive import __version__

CLEAN, FOUND, USAGE, BUG = 0, 1, 2, 3


class Refusal(click.ClickException):
    """What cannot be done, in one line: exit status 2."""

    exit_code = USAGE


def fail(text: str) -> click.ClickException:
    """A one-line error of usage."""
    return Refusal(text)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derive")
def main() -> None:
    """Verify mathematical derivations: every claim and every step is proved, refuted with a witness, or honestly undecided."""


@main.command("check-all")
@click.option("--assignment", default=None, help="The folder of proofs/ to check; all of them without it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Undecided claims count as findings (they do in any case).")
@click.option("--save-proofs", "proofs", default=None, metavar="FILE", help="Write every obligation with its certificate, for recheck.")
def check_all(assignment: str | None, form: str, strict: bool, proofs: str | None) -> None:
    """Decide every claim of proofs/."""
    from derive.claims import AssignmentError, assignments, load

    try:
        chosen = [load(name) for name in ([assignment] if assignment else assignments())]
    except AssignmentError as error:
        raise fail(str(error)) from None
    from derive.cli.claim_table import proofs_of, shown

    tables = [shown(one, form, strict) for one in chosen]
    if proofs is not None:
        import json

        from derive.cli.proof_file import proof_data

        found = [proof for _, reports in tables for proof in proofs_of(reports)]
        if not found:
            raise fail("no proof to save")
        write(Path(proofs), json.dumps(proof_data(found), ensure_ascii=False) + "\n")
    sys.exit(max(status for status, _ in tables))


@main.command()
@click.argument("file")
def recheck(file: str) -> None:
    """Replay the certificates of a proof file, without any search."""
    from derive.cli.proof_file import recheck as replay
    from derive.terms.plain import MalformedError

    try:
        lines, status = replay(file)
    except MalformedError as error:
        raise fail(f"{file}: {error}") from None
    for line in lines:
        click.echo(line)
    sys.exit(status)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--assignment", default=None, help="The assignment that was handed in; recognised without it.")
@click.option("--format", "form", default="text", show_default=True, help="text, json or another format of derive/report.")
@click.option("-o", "--output", default=None, metavar="FILE_OR_FOLDER", help="Where the report goes; standard output without it.")
@click.option("--language", type=click.Choice(["fr", "en"]), default=None, help="The language of the report; the document's without it.")
@click.option("--strict", is_flag=True, help="Undecided or unread steps count as findings.")
def grade(files: tuple[str, ...], assignment: str | None, form: str, output: str | None, language: str | None, strict: bool) -> None:
    """Read, decide and annotate hand-ins; - is standard input."""
    from derive.claims import AssignmentError, load
    from derive.pipeline import grade_document
    from derive.read import DocumentError
    from derive.report import formats

    if form not in formats():
        raise fail(f"unknown format {form!r}: there is {', '.join(sorted(formats()))}")
    if assignment:
        try:
            load(assignment)
        except AssignmentError as error:
            raise fail(str(error)) from None
    status, reports = CLEAN, []
    for file in files:
        data = sys.stdin.buffer.read() if file == "-" else None
        try:
            report = grade_document("stdin" if file == "-" else file, assignment, language, data)
        except DocumentError as error:
            click.echo(f"Error: {error}", err=True)
            status = max(status, USAGE)
            continue
        reports.append(report)
        kinds = {finding.kind for finding in report.findings}
        open_steps = strict and any(step.status in {"undecided", "unread"} for step in report.steps)
        status = max(status, BUG if "bug" in kinds else FOUND if "error" in kinds or open_steps else CLEAN)
    if reports:
        _written(reports, form, output)
    sys.exit(status)


def _written(reports: list[Any], form: str, output: str | None) -> None:
    """Reports to a file, to one file each in a folder, or to standard output."""
    from derive.report import formats

    chosen = formats()[form]
    if output is None or (len(reports) == 1 and not Path(output).is_dir() and not output.endswith("/")):
        text = _joined(reports, form, chosen.render)
        if output is None:
            click.echo(text, nl=False)
        else:
            write(Path(output), text)
        return
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        write(folder / (Path(report.file).name + chosen.suffix), chosen.render(report))


def _joined(reports: list[Any], form: str, render: Callable[[Any], str]) -> str:
    if form == "json" and len(reports) > 1:
        import json

        from derive.report.json_report import data

        return json.dumps([data(report) for report in reports], ensure_ascii=False, indent=1) + "\n"
    return "\n".join(render(report) for report in reports)


def write(path: Path, text: str) -> None:
    """Write a whole file or nothing: a temporary file beside it is renamed."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="replace") as file:
                file.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise fail(f"{path}: cannot be written ({error.strerror})") from None


@main.command()
@click.argument("formula", metavar="LATEX")
@click.option("--given", multiple=True, metavar="LATEX", help="A condition that holds: 'x > 0'. May be repeated.")
@click.option("--proof", is_flag=True, help="Show the proof of what was proved, line by line.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json with --proof is a proof file for recheck.")
def check(formula: str, given: tuple[str, ...], proof: bool, form: str) -> None:
    """Decide one relation or chain."""
    from derive.cli.single import NonsenseError, checked_formula

    try:
        lines, status = checked_formula(formula, given, proof, form)
    except NonsenseError as error:
        raise fail(str(error)) from None
    for line in lines:
        click.echo(line)
    sys.exit(status)


@main.command()
@click.argument("code")
@click.option("--language", type=click.Choice(["fr", "en"]), default="en", show_default=True)
def explain(code: str, language: str) -> None:
    """What a finding's code means."""
    from derive.cli.explanations import explanation

    text = explanation(code, language)
    if text is None:
        from derive.cli.explanations import codes

        raise fail(f"unknown code {code!r}: there is {', '.join(codes())}")
    click.echo(text)


@main.command("read")
@click.argument("file")
@click.option("--assignment", default=None, help="The assignment that was handed in; recognised without it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_back(file: str, assignment: str | None, form: str) -> None:
    """Show every formula as it was understood, and what is unread with its reason; - is standard input."""
    from derive.claims import AssignmentError
    from derive.cli.read_back import read_text_lines, understood
    from derive.read import DocumentError

    try:
        found = understood(file, assignment, sys.stdin.buffer.read() if file == "-" else None)
    except (DocumentError, AssignmentError) as error:
        raise fail(str(error)) from None
    if form == "json":
        import json

        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in read_text_lines(found):
            click.echo(line)
