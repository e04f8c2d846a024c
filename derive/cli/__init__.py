"""The command line: arguments, printing, exit statuses. SymPy is loaded by the commands that prove, not by ``--help``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derive import __version__
from derive.cli.grade import grade
from derive.cli.status import BUG, CLEAN, FOUND, USAGE, Commands, fail, one_line, our_bug
from derive.cli.writing import write

__all__ = ["BUG", "CLEAN", "FOUND", "USAGE", "fail", "grade", "main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="derive")
def main() -> None:
    """Verify mathematical derivations: every claim and every step is proved, refuted with a witness, or honestly undecided."""


main.add_command(grade)


@main.command("check-all")
@click.option("--assignment", default=None, help="The folder of proofs/ to check; all of them without it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Undecided claims count as findings (they do in any case).")
@click.option("--save-proofs", "proofs", default=None, metavar="FILE", help="Write every obligation with its certificate, for recheck.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, metavar="N", help="So many assignments at a time; as many as there are processors without it.")
def check_all(assignment: str | None, form: str, strict: bool, proofs: str | None, jobs: int) -> None:
    """Decide every claim of proofs/."""
    from derive.claims import AssignmentError, assignments, load

    try:
        chosen = [load(name) for name in ([assignment] if assignment else assignments())]
    except AssignmentError as error:
        raise fail(str(error)) from None
    from derive.cli.claim_table import proofs_of, shown
    from derive.cli.isolated import cores, decided
    from derive.worker import Failure

    status, reports = CLEAN, []
    for one, result in list(decided(chosen, jobs or cores())):  # all of them first: the progress has the terminal until then
        if isinstance(result, Failure):
            click.echo(one_line(f"{one.name}: {our_bug(result.error)}" if result.error else f"Error: {one.name}: {result.reason}"), err=True)
            status = max(status, BUG if result.error else USAGE)
            continue
        status = max(status, shown(one, result, form, strict))
        reports += result
    if proofs is not None:
        import json

        from derive.cli.proof_file import proof_data

        found = list(proofs_of(reports))
        if not found:
            raise fail("no proof to save")
        write(Path(proofs), json.dumps(proof_data(found), ensure_ascii=False) + "\n")
    sys.exit(status)


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
    """What a finding's code means, with examples."""
    from difflib import get_close_matches

    from derive.report.pages import pages

    page = pages().get(code)
    if page is None:
        near = get_close_matches(code, pages(), n=3, cutoff=0.4)
        raise fail(f"unknown code {code!r}: " + (f"did you mean {', '.join(near)}?" if near else f"there is {', '.join(sorted(pages()))}"))
    click.echo(page.text(language))


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
