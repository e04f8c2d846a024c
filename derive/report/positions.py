"""Offsets as lines and columns, both from 1, in characters of the text as it is; in a notebook, of the cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from derive.model.document import Document

LINE_END = re.compile(r"\r\n|\r|\n")


class Positions:
    """The line starts of one text; CRLF, lone CR and LF end lines. ``cells`` are the offsets at which the cells of a notebook begin.

    >>> Positions("ab\\ncd").of(4), Positions("ab\\n\\ncd", [0, 4]).of(5), Positions("ab\\n\\ncd", [0, 4]).cell(5)
    ((2, 2), (1, 2), 1)
    """

    def __init__(self, text: str, cells: Sequence[int] = ()) -> None:
        self.text = text
        self.cells = cells
        self.starts = [0, *(match.end() for match in LINE_END.finditer(text))]
        self._first = [bisect_right(self.starts, start) for start in cells]

    @classmethod
    def of_document(cls, document: Document) -> Positions:
        """The positions of a document, in its cells where it has any."""
        starts = accumulate((len(cell) + 2 for cell in document.cells), initial=0)
        return cls(document.text, list(starts)[:-1] if document.cells else ())

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset; the line counts within its cell."""
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        cell = self.cell(offset)
        return (line if cell is None else line - self._first[cell] + 1), column

    def cell(self, offset: int) -> int | None:
        """The cell of an offset, from 0; None outside of notebooks."""
        return bisect_right(self.cells, offset) - 1 if self.cells else None

    def line_at(self, offset: int) -> str:
        """The text of the line of an offset, without its end."""
        return self.line(bisect_right(self.starts, offset))

    def line(self, number: int) -> str:
        """The text of a line of the whole text, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def shown(self, offset: int) -> str:
        """A place as people write it: ``3:7``, in a notebook ``cell 2:3:7``."""
        line, column = self.of(offset)
        cell = self.cell(offset)
        return f"{line}:{column}" if cell is None else f"cell {cell}:{line}:{column}"
