"""How questions are counted: parts, numbers and letters, spoken or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
SPOKEN = re.compile(
    r"[ \t]*+(?:(?:n°|no\.?|nº|#)[ \t]*+)?(?P<part>\d{1,2}|[IVX]{1,4}(?![A-Za-z])|[A-H](?![A-Za-z]))(?:[ \t]*[.\-(][ \t]*(?P<sub>\d{1,2}|[A-Za-z])(?![A-Za-z]))?(?P<letter>[a-z](?![A-Za-z]))?(?P<title>[^\n]*)"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number that is said: ``Question 1.2 Title``."""

    part: str
    sub: str
    title: str


def spoken(word: str, after: str, raised: bool) -> Spoken | None:
    """What follows a word such as Question; None where it numbers nothing.

    >>> spoken("Question", " 1.2: Title", False), spoken("Part", " of the proof", False), spoken("Exercice", " II", True)
    (Spoken(part='1', sub='2', title=': Title'), None, Spoken(part='2', sub='', title=''))
    """
    found = SPOKEN.match(after)
    if found is None:
        return None
    if len(word.strip(".")) < 3 and ((not after[:1].strip() and not raised) or not found.group("part").isdigit()):
        return None
    part = found.group("part")
    number = ROMAN.get(part.lower()) if part.isupper() and not part.isdigit() else None
    if part == "I" and not raised and not re.match(r"[ \t]*[.:)\-–]|[ \t]*$", found.group("title")):
        return None
    return Spoken(str(number) if number else part, found.group("sub") or found.group("letter") or "", found.group("title"))


class Counter:
    """The place in the numbering. A number that repeats within its part counts on from the last: the second 8 is the 9th."""

    def __init__(self) -> None:
        self.part = ""
        self.last = 0
        self.letter = ""

    def spoken(self, part: str, sub: str = "") -> str:
        """A part, or a question of a part, that is named outright."""
        if part != self.part or not sub:
            self.last = 0
        self.part, self.letter = part, ""
        if sub.isdigit():
            self.last = int(sub)
        return f"{part}.{sub}" if sub else part

    def numbered(self, number: int) -> str:
        """A number at the start of a line."""
        self.last = number if number > self.last else self.last + 1
        self.letter = ""
        return f"{self.part}.{self.last}" if self.part else str(self.last)

    def roman(self, number: str) -> str | None:
        """A part with a Roman number; None for a letter: V is a number after IV only."""
        value = ROMAN.get(number.lower()) if number.isupper() else None
        before = int(self.part) if self.part.isdigit() else 0
        return self.spoken(str(value)) if value is not None and (len(number) > 1 or value == before + 1) else None

    def lettered(self, letter: str) -> str | None:
        """A letter at the start of a line; None where it is a part of a numbered question of a part."""
        if self.part and self.last:
            return None
        if len(letter) > 1 or (letter.lower() == "i" and self.letter.lower() != "h"):
            number = ROMAN.get(letter.lower())
            if number is None:
                return None
            letter = letter if len(letter) > 1 or self.letter else "i"
        self.letter = letter
        above = self.part or (str(self.last) if self.last else "")
        return f"{above}.{letter}" if above else letter
