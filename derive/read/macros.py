"""Macros expanded within a budget, comments taken out; every character of the result knows the call that it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.model.document import Remark, Span
from derive.read.definitions import DEFINING, Macro, argument, defined
from derive.read.view import Piece, View

COMMAND = re.compile(r"\\(?P<name>[A-Za-z@]+)|\\.", re.DOTALL)
WITH_COMMENTS = re.compile(r"\\(?P<name>[A-Za-z@]+)|\\.|%", re.DOTALL)
COMMENT = re.compile(r"%[^\n]*(?:\n[ \t]*)?")
OPAQUE = re.compile(r"\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment|filecontents\*?|pycode|python)\}|\\(?:verb|lstinline)\*?(?=[^A-Za-z\s*])|\\iffalse\b")
ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}\\\n]{1,60})\}")
INCLUDE = re.compile(r"\\(?:input|include|subfile|import|subimport)\s*\{([^{}\n]*)\}(?:\{([^{}\n]*)\})?")
DEFINES = re.compile(r"\\(?:(?:re|provide)?newcommand|newcommand|renewcommand|providecommand|DeclareMathOperator|DeclarePairedDelimiter|[gex]?def|let|newenvironment)\b")
MAX_CALLS, MAX_LENGTH, MAX_DEPTH, MAX_TOTAL = 2000, 20_000, 60, 1_000_000
MAX_WORK, MAX_FAILURES = 200_000, 50
"""Characters that one call may pass over; calls that may fail before no more are tried."""
PROVIDED = {"ensuremath": Macro("#1", 1), "xspace": Macro("", 0), "displaystyle": Macro("", 0)}


class GrowsError(Exception):
    """A macro whose expansion exceeds the budget."""


@dataclass(slots=True)
class Expansion:
    """A view with its macros in place."""

    view: View
    failed: list[tuple[Span, str]]
    """Calls that were left as they are (places in the view), with the reason."""
    remarks: list[Remark]
    """With places in the file."""


def expansion(view: View, comments: bool) -> Expansion:
    """The view with comments taken out (of LaTeX: with the preamble and what follows the document) and its macros expanded.

    The view must be a copy of its file character for character. Linear in the text: a call may grow to MAX_LENGTH characters, all of them to MAX_TOTAL.
    """
    if not comments and not DEFINES.search(view.text):
        return Expansion(view, [], [])
    run = _Run(view.text, comments)
    run.all()
    return Expansion(View(view.original, run.pieces, view.cells), run.failed, run.remarks)


class _Run:
    def __init__(self, text: str, comments: bool) -> None:
        self.text = text
        self.comments = comments
        self.table: dict[str, Macro] = dict(PROVIDED) if comments else {}
        self.environments: dict[str, tuple[Macro, Macro]] = {}
        self.pieces: list[Piece] = []
        self.failed: list[tuple[Span, str]] = []
        self.remarks: list[Remark] = []
        self.length = 0
        self.total = 0
        self.calls = 0
        self.work = 0

    def all(self) -> None:
        """Pass over the whole text once."""
        text, place, copied = self.text, 0, 0
        pattern = WITH_COMMENTS if self.comments else COMMAND
        while (match := pattern.search(text, place)) is not None:
            step = self._step(match)
            if step is None:
                place = match.end()
                continue
            kind, end = step
            if kind == "keep":
                place = end
                continue
            if kind == "restart":
                self.pieces, self.length, self.failed = [], 0, []
            else:
                self._copy(copied, match.start())
            if kind == "stop":
                copied = len(text)
                break
            if kind == "space":
                self._add(" ", match.start(), end)
            elif kind == "call":
                self._called(match, end)
                end = self._call_end
            place = copied = end
        self._copy(copied, len(text))

    _call_end = 0

    def _step(self, match: re.Match[str]) -> tuple[str, int] | None:
        """What to do at a command: its kind and the place behind it; None to go on."""
        text, name = self.text, match.group("name")
        if match.group() == "%":
            found = COMMENT.match(text, match.start())
            return "drop", found.end() if found else match.end()
        if name is None:
            return None
        if self.comments and name in {"begin", "verb", "lstinline", "iffalse"}:
            opaque = OPAQUE.match(text, match.start())
            if opaque is not None:
                return self._opaque(opaque)
        if name in {"begin", "end"}:
            return self._environment(match)
        if self.comments and name in {"input", "include", "subfile", "import", "subimport"}:
            include = INCLUDE.match(text, match.start())
            if include is not None:
                named = (include.group(1) or "") + (include.group(2) or "")
                self.remarks.append(Remark("note", "not_followed", Span(match.start(), include.end()), (("found", named),)))
                return "drop", include.end()
        if name in DEFINING:
            end = defined(text, match.end(), name, self.table, self.environments)
            return None if end is None else ("space", end)
        return ("call", match.end()) if name in self.table else None

    def _opaque(self, opaque: re.Match[str]) -> tuple[str, int]:
        text, name = self.text, opaque.group(1)
        if name is None and opaque.group().startswith("\\iffalse"):
            end = text.find("\\fi", opaque.end())
            return "drop", len(text) if end < 0 else end + 3
        if name is None:
            end = text.find(text[opaque.end()], opaque.end() + 1)
            return "keep", opaque.end() + 1 if end < 0 else end + 1
        closer = f"\\end{{{name}}}"
        end = text.find(closer, opaque.end())
        end = len(text) if end < 0 else end + len(closer)
        return ("drop" if name == "comment" else "keep"), end

    def _environment(self, match: re.Match[str]) -> tuple[str, int] | None:
        found = ENVIRONMENT.match(self.text, match.start())
        if found is None:
            return None
        side, name = found.groups()
        if name == "document" and self.comments:
            return ("restart" if side == "begin" else "stop"), found.end()
        return ("call", found.end()) if name in self.environments else None

    def _called(self, match: re.Match[str], end: int) -> None:
        """Add what a call stands for; the call itself where it grows beyond the budget or lacks an argument."""
        self.calls = self.work = 0
        try:
            if len(self.failed) > MAX_FAILURES:
                raise GrowsError
            name = match.group("name")
            macro = self.table[name] if name not in {"begin", "end"} else self._side(match)
            body, self._call_end = self._body(self.text, end, macro)
            made = self._expanded(body, 0)
            if self.total + len(made) > MAX_TOTAL:
                raise GrowsError
        except GrowsError:
            self._call_end = end
            self.failed.append((Span(self.length, self.length + end - match.start()), f"the macro {match.group()} grows without end"))
            self._copy(match.start(), end)
            return
        except ValueError:
            self._call_end = end
            self.failed.append((Span(self.length, self.length + end - match.start()), f"the macro {match.group()} lacks an argument"))
            self._copy(match.start(), end)
            return
        self.total += len(made)
        self._add(made, match.start(), self._call_end)

    def _side(self, match: re.Match[str]) -> Macro:
        found = ENVIRONMENT.match(self.text, match.start())
        assert found is not None
        return self.environments[found.group(2)][found.group(1) == "end"]

    def _body(self, text: str, place: int, macro: Macro) -> tuple[str, int]:
        """The body of a macro with its arguments in place, and where the call ends."""
        values = []
        if macro.default is not None:
            bracket = re.compile(r"\s*\[([^\[\]]*)\]").match(text, place)
            values.append(bracket.group(1) if bracket else macro.default)
            place = bracket.end() if bracket else place
        while len(values) < macro.arity:
            value, place = argument(text, place)
            values.append(value)
        return macro.filled(values), place

    def _expanded(self, text: str, depth: int) -> str:
        self.work += len(text)
        if depth > MAX_DEPTH or self.work > MAX_WORK:
            raise GrowsError
        made, place, copied, length = [], 0, 0, 0
        while (match := COMMAND.search(text, place)) is not None:
            place = match.end()
            name = match.group("name")
            if name is None or name not in self.table:
                continue
            self.calls += 1
            if self.calls > MAX_CALLS:
                raise GrowsError
            body, end = self._body(text, place, self.table[name])
            own = self._expanded(body, depth + 1)
            length += len(own)
            if length > MAX_LENGTH or len(text) > MAX_LENGTH:
                raise GrowsError
            made += [text[copied : match.start()], own]
            place = copied = end
        made.append(text[copied:])
        whole = "".join(made)
        return whole + " " if re.search(r"\\[A-Za-z]+$", whole[-60:]) else whole

    def _add(self, made: str, start: int, end: int) -> None:
        if made:
            self.pieces.append(Piece(made, start, end, False))
            self.length += len(made)

    def _copy(self, start: int, end: int) -> None:
        if end > start:
            self.pieces.append(Piece(self.text[start:end], start, end))
            self.length += end - start
