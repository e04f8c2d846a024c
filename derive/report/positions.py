"""Offsets as lines and columns, both from 1, in characters of the text as it is."""

from __future__ import annotations

from bisect import bisect_right


class Positions:
    """The line starts of one text; CRLF, lone CR and LF end lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        place = 0
        while place < len(text):
            if text[place] == "\n" or (text[place] == "\r" and text[place + 1 : place + 2] != "\n"):
                self.starts.append(place + 1)
            place += 1

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
