"""What is read of a text, and where each of its characters stands in the file: comments gone, macros expanded, line ends made one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from derive.model.document import Span

GAP = "\n\n"
"""Between the cells of a notebook."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the view: a copy of the file from ``start`` on, or (not exact) all of it made from the characters ``start`` to ``end`` of the file."""

    text: str
    start: int
    end: int
    exact: bool = True


class View:
    """The text that is read, with the way back to the file.

    >>> view = View("a%b\\nc", [Piece("a", 0, 1), Piece("c", 4, 5)])
    >>> view.text, view.span(Span(1, 2))
    ('ac', Span(start=4, end=5, cell=None))
    """

    def __init__(self, original: str, pieces: list[Piece] | None = None, cells: tuple[str, ...] = (), text: str | None = None) -> None:
        self.original = original
        self.pieces = pieces or []
        self.text = "".join(piece.text for piece in self.pieces) if pieces is not None else original if text is None else text
        self.cells = cells
        self.identical = pieces is None and not cells and self.text == original
        """Nothing has to be taken back to the file."""
        self._starts = _starts([piece.text for piece in self.pieces], 0)
        self._cells = _starts(cells, len(GAP))
        self._origins = [piece.start for piece in self.pieces]

    def span(self, span: Span) -> Span:
        """The place in the file of a span of the view, with its notebook cell."""
        start, end = self._start(span.start), self._end(span.end) if span.end > span.start else self._start(span.end)
        return Span(start, max(start, end), self.cell(start))

    def place(self, place: int) -> int:
        """The place in the view of a place in the file; of what the view leaves out, the next place that it has."""
        if not self.pieces:
            return place
        index = bisect_right(self._origins, place) - 1
        if index < 0:
            return 0
        piece = self.pieces[index]
        inside = min(place - piece.start, len(piece.text)) if piece.exact else 0 if place == piece.start else len(piece.text)
        return self._starts[index] + inside

    def cell(self, place: int) -> int | None:
        """The notebook cell of a place in the file."""
        return bisect_right(self._cells, place) - 1 if self.cells else None

    def source(self, span: Span) -> str:
        """What stands at a span of the file."""
        return self.original[span.start : span.end]

    def _start(self, place: int) -> int:
        if not self.pieces:
            return place
        index = min(bisect_right(self._starts, place), len(self.pieces)) - 1
        piece = self.pieces[index]
        return min(piece.start + place - self._starts[index], piece.end) if piece.exact else piece.start

    def _end(self, place: int) -> int:
        if not self.pieces:
            return place
        index = bisect_right(self._starts, place - 1) - 1
        piece = self.pieces[index]
        return piece.start + place - self._starts[index] if piece.exact else piece.end


def _starts(texts: list[str] | tuple[str, ...], gap: int) -> list[int]:
    """Where each of some texts begins when they stand one after another with a gap between."""
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + gap
    return starts


def one_line_end(text: str) -> str:
    """The same text, character for character, with every line ending in one line feed."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


