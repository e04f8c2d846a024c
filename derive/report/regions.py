"""Where the mathematics and the code of a text stand as blocks, so that nothing is written into the middle of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from derive.model.document import Span

REGION = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)[^\n]*$"
    r"|\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)"
    r"|\\begin\{(?P<name>equation|align|gather|multline|eqnarray|alignat|displaymath|math)(?P<star>\*?)\}.*?\\end\{(?P=name)(?P=star)\}"
    r"|(?<![\\$])\$(?!\$)(?:\\.|[^$\\\n]++|\n(?![ \t]*\n))++\$(?!\$)",
    re.MULTILINE | re.DOTALL,
)


def regions(text: str) -> Iterator[Span]:
    """The formulas and code fences of a text, delimiters included."""
    yield from (Span(*match.span()) for match in REGION.finditer(text))


class Lines:
    """Line ends, and after which of them something may be inserted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
        if not self.ends or self.ends[-1] < len(text):
            self.ends.append(len(text))
        self.closed = list(regions(text))
        self.starts = [span.start for span in self.closed]

    def after(self, offset: int) -> int:
        """The end of the line of an offset, or of the block that goes on beyond it."""
        place = self._line_end(offset)
        while True:
            number = bisect_right(self.starts, place - 1) - 1
            if number < 0 or self.closed[number].end < place:
                return place
            further = self._line_end(max(self.closed[number].end - 1, 0))
            if further <= place:
                return place
            place = further

    def _line_end(self, offset: int) -> int:
        return self.ends[min(bisect_right(self.ends, offset), len(self.ends) - 1)]
