"""Exit statuses, and errors in one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

LONGEST = 500
CLEAN, FOUND, USAGE, BUG = 0, 1, 2, 3


class Refusal(click.ClickException):
    """What cannot be done, in one line: exit status 2."""

    exit_code = USAGE

    def format_message(self) -> str:
        """One line, whatever a file's name contains."""
        return one_line(self.message)


class Commands(click.Group):
    """A group of commands that says what is wrong with its arguments in one line."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **options: Any) -> NoReturn:
        """Run a command and exit."""
        options.pop("standalone_mode", None)
        try:
            status = super().main(args, prog_name, standalone_mode=False, **options)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx is not None else "derive"
            click.echo(f"Error: {one_line(error.format_message())} (see {command} --help)", err=True)
            sys.exit(USAGE)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Aborted.", err=True)
            sys.exit(USAGE)
        sys.exit(status if isinstance(status, int) else CLEAN)


def one_line(text: str) -> str:
    """A message for a terminal, whatever a file's name or a formula contains."""
    from derive.report.safe import safe, shortened

    return shortened(safe(text), LONGEST)


def fail(text: str) -> click.ClickException:
    """A one-line error of usage."""
    return Refusal(text)


def our_bug(error: BaseException) -> str:
    """The line for an exception that nobody expected."""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"a bug of ours: {what}. Set DERIVE_TRACEBACK=1 to see where, and report it with the file."
