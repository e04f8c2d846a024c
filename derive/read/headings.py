"""Questions: headings and numbers, also where numbers repeat or skip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.model.document import Heading, Span

PART = re.compile(r"^[ \t]*(?:#+[ \t]*)?(?:Question|Part|Partie|Problem|Problème|Exercise|Exercice|Section)[ \t]+(?P<number>\d+)\b(?P<title>[^\n]*)", re.MULTILINE | re.IGNORECASE)
ITEM = re.compile(r"^[ \t]*(?:#+[ \t]*)?(?:\*\*)?(?P<number>\d{1,2})(?:[ \t]*[.)](?!\d)|(?=[ \t]+[A-Za-zÀ-ÿ]))(?P<title>[^\n]*)", re.MULTILINE)
LETTER = re.compile(r"^[ \t]*(?:#+[ \t]*)?(?P<number>[A-Za-z])\)(?P<title>[^\n]*)", re.MULTILINE)
DOTTED = re.compile(r"^[ \t]*#+[ \t]*(?P<part>\d+)\.(?P<number>\w+)\.?(?P<title>[^\n]*)", re.MULTILINE)


def headings(text: str, formulas: Sequence[Span]) -> Iterator[Heading]:
    """The questions in order. A number that repeats within its part counts on from the last: the second 8 is the 9th."""
    found: list[tuple[re.Pattern[str], re.Match[str]]] = []
    for pattern in (PART, DOTTED, ITEM, LETTER):
        for match in pattern.finditer(text):
            if any(span.start <= match.start() < span.end for span in formulas):
                continue
            if any(abs(match.start() - other.start()) < 2 for _, other in found):
                continue
            if pattern is ITEM and not match.group(0).lstrip().startswith("#") and not re.match(r"\d+[.)]", match.group(0).strip()):
                continue
            found.append((pattern, match))
    part, last = "", 0
    for pattern, match in sorted(found, key=lambda pair: pair[1].start()):
        title = match.group("title").strip(" .*:#")
        span = Span(match.start(), match.end())
        if pattern is PART:
            part, last = match.group("number"), 0
            yield Heading(part, title, span)
            continue
        number = match.group("number")
        if pattern is DOTTED:
            part = match.group("part")
        elif pattern is ITEM:
            value = int(number)
            value = value if value > last else last + 1
            last, number = value, str(value)
        yield Heading(f"{part}.{number}" if part else number, title, span)
