"""Which brace closes which, found in one pass."""

from __future__ import annotations

import re

BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
SPACE = re.compile(r"\s*")


class Braces:
    """The groups of a source; escaped braces are none.

    >>> Braces(r"a{b\\{c{d}}").after(1), Braces("{").after(0), Braces("x {y}").after(1)
    ((1, 10), None, (2, 5))
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._ends: dict[int, int] | None = None

    def after(self, place: int) -> tuple[int, int] | None:
        """The group that begins at a place or after spaces: its brace and the place behind it."""
        match = SPACE.match(self.source, place)
        start = match.end() if match else place
        if self.source[start : start + 1] != "{":
            return None
        end = self._matched().get(start)
        return None if end is None else (start, end)

    def _matched(self) -> dict[int, int]:
        if self._ends is None:
            self._ends = {}
            opened: list[int] = []
            for match in BRACES.finditer(self.source):
                if match.group() == "{":
                    opened.append(match.start())
                elif match.group() == "}" and opened:
                    self._ends[opened.pop()] = match.end()
        return self._ends
