"""Where mathematics begins and ends: ``$``, ``$$``, ``\\(``, ``\\[`` and displayed environments. One pass, linear in the text; what is not closed ends at the blank line."""

from __future__ import annotations

import re
from collections.abc import Callable

from derive.model.document import Remark, Span
from derive.read.layout import Found

ENVIRONMENTS = r"(?:equation|align|gather|multline|eqnarray|alignat|flalign|displaymath|dmath|math)\*?"
MATHEMATICS = rf"\\begin\{{(?P<environment>{ENVIRONMENTS})\}}|\\[$\\]|\$\$|\$|\\[\[(]"
BLANK = re.compile(r"\n[ \t]*\n")
INLINE = re.compile(r"(?:\\.|[^$\\\n]|\n(?![ \t]*\n))*+", re.DOTALL)
PROSE = re.compile(r"(?:(?<![\\A-Za-z])[A-Za-zÀ-ÿ]{2,}[ ,.;:'’]+){3}|^[ \t]*#|(?<!\\)\$", re.MULTILINE)
TEXT = re.compile(r"\\(?:text|textrm|mbox|textbf|textit)\{[^{}]*\}")
MAX_FORMULAS = 10_000
MAX_MARKS = 200_000
CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}


class Scanner:
    """One pass over a text; a format adds what it calls code and comments, and which dollars are prices."""

    def __init__(self, text: str, opener: re.Pattern[str], other: Callable[[Scanner, re.Match[str]], int], price: Callable[[str], bool] = lambda _: False) -> None:
        self.text = text
        self.found = Found()
        self.opener = opener
        self.other = other
        self.price = price
        self.absent: set[str] = set()
        """Closers that do not occur from here on."""

    def run(self) -> Found:
        """Everything that the text holds."""
        place, marks = 0, 0
        while (match := self.opener.search(self.text, place)) is not None:
            marks += 1
            if len(self.found.formulas) >= MAX_FORMULAS or marks > MAX_MARKS:
                self.found.unread.append((Span(match.start(), len(self.text)), f"more than {MAX_FORMULAS} formulas in one file"))
                break
            place = self._after(match)
        return self.found

    def _after(self, match: re.Match[str]) -> int:
        mark = match.group()
        if mark in {"\\$", "\\\\"}:
            return match.end()
        if match.group("environment"):
            return self._environment(match)
        if mark == "$":
            return self._inline(match.end())
        if mark in CLOSERS:
            return self._closed(match, CLOSERS[mark], mark != "\\(")
        return self.other(self, match)

    def _environment(self, match: re.Match[str]) -> int:
        closer = f"\\end{{{match.group('environment')}}}"
        end = self.find(closer, match.end())
        if end < 0:
            return self._unclosed(match, True, match.start())
        self.formula(match.start(), end + len(closer), True)
        return end + len(closer)

    def _closed(self, match: re.Match[str], closer: str, display: bool) -> int:
        end = self.find(closer, match.end())
        while end > 0 and _escaped(self.text, end):
            end = self.find(closer, end + 1)
        blank = BLANK.search(self.text, match.end(), end) if end >= 0 else None
        if end < 0 or (blank is not None and PROSE.search(TEXT.sub(" ", self.text[blank.end() : end]))):
            return self._unclosed(match, display, match.end())
        self.formula(match.end(), end, display)
        return end + len(closer)

    def _unclosed(self, match: re.Match[str], display: bool, start: int) -> int:
        blank = BLANK.search(self.text, match.end())
        end = blank.start() if blank else len(self.text)
        self.found.remarks.append(Remark("notation", "unclosed", Span(match.start(), match.end()), (("found", match.group()),)))
        self.formula(start, end, display)
        return end

    def _inline(self, start: int) -> int:
        """An inline formula from its opening dollar on; a dollar that nothing closes within the paragraph, or a price, is a dollar."""
        match = INLINE.match(self.text, start)
        end = match.end() if match else start
        if self.text[end : end + 1] != "$":
            return start
        if self.text[end + 1 : end + 2] == "$":
            after = INLINE.match(self.text, end + 2)
            if after is None or self.text[after.end() : after.end() + 1] != "$" or self.text[after.end() + 1 : after.end() + 2] == "$":
                return start
        body = self.text[start:end]
        if not body.strip():
            return end + 1
        if self.price(body):
            return start
        if len(body) > 2 and body[0] == body[-1] == "`":
            start, end = start + 1, end - 1
            self.formula(start, end, False)
            return end + 2
        self.formula(start, end, False)
        return end + 1

    def formula(self, start: int, end: int, display: bool) -> None:
        """A formula was found."""
        if self.text[start:end].strip():
            self.found.formulas.append((Span(start, end), display))

    def find(self, closer: str, start: int) -> int:
        """The next place of a closer; -1 where there is none, which is looked up once."""
        if closer in self.absent:
            return -1
        end = self.text.find(closer, start)
        if end < 0:
            self.absent.add(closer)
        return end


def _escaped(text: str, place: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    start = place
    while start and text[start - 1] == "\\":
        start -= 1
    return bool((place - start) % 2)
