"""Questions of Markdown: headings, numbers and letters at line starts, also where numbers repeat or skip."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from derive.model.document import Heading, Span
from derive.read.numbering import Counter, spoken

START = r"^[ \t]*+(?:>[ \t]*+)*+(?P<hashes>#{1,6}[ \t]*+)?+(?P<bold>\*\*|__)?+[ \t]*+"
LINE = re.compile(
    START + r"(?:(?P<word>(?:Question|Part|Partie|Problem|Problème|Probleme|Exercise|Exercice|Section)\b|(?:Exo|Ex|Q|P)\b\.?(?=[ \t]*\d)|[QPE](?=\d))(?P<after>[^\n]*)"
    r"|(?P<part>\d{1,2})\.(?P<sub>\d{1,2}|[A-Za-z])\b(?P<dotted>[.):]*)(?P<title1>[^\n]*)"
    r"|(?P<both>\d{1,2})(?P<letter>[a-z])(?P<shut>[.)])(?P<title2>[^\n]*)"
    r"|(?P<number>\d{1,2})(?P<point>[ \t]*(?:[.)](?!\d)|\*\*|__)|[ \t]+(?=[A-Za-zÀ-ÿ\\$]))(?P<title3>[^\n]*)"
    r"|(?P<opened>\()?(?P<item>[A-Za-z]|[ivx]{1,4}|[IVX]{1,4})(?P<closed>\)|\.(?=[ \t*]|$))(?P<title4>[^\n]*))",
    re.MULTILINE | re.IGNORECASE,
)


def headings(text: str, outside: Sequence[Span]) -> Iterator[Heading]:
    """The questions in order; none within what stands outside of prose (formulas, code, comments).

    >>> [h.question for h in headings("# Question 1\\n1. a\\n3. b\\n3. c\\n## Question 2\\nA) d\\n", [])]
    ['1', '1.1', '1.3', '1.4', '2', '2.A']
    """
    closed = sorted(outside)
    starts = [span.start for span in closed]
    counter = Counter()
    for match in LINE.finditer(text):
        place = match.start()
        before = bisect_right(starts, place) - 1
        if before >= 0 and closed[before].start <= place < closed[before].end:
            continue
        question = _question(match, counter)
        if question is not None:
            name, title = question
            yield Heading(name, title.strip(" .*:#_)"), Span(match.start(), match.end()))


def _question(match: re.Match[str], counter: Counter) -> tuple[str, str] | None:
    """The id and the title that a line begins; None for a line that begins no question."""
    raised = bool(match.group("hashes") or match.group("bold"))
    if match.group("word"):
        found = spoken(match.group("word"), match.group("after"), raised)
        return None if found is None else (counter.spoken(found.part, found.sub), found.title)
    if match.group("part"):
        if not raised and not match.group("dotted") and not re.match(r"[ \t]*$|[ \t]+[A-ZÀ-Ý\\$]", match.group("title1")):
            return None
        return counter.spoken(match.group("part"), match.group("sub")), match.group("title1")
    if match.group("both"):
        return counter.spoken(match.group("both"), match.group("letter")), match.group("title2")
    if match.group("number"):
        if not raised and match.group("point").strip() not in {".", ")"}:
            return None
        return counter.numbered(int(match.group("number"))), match.group("title3")
    if match.group("closed") == ".":
        part = counter.roman(match.group("item")) if raised else None
        if part is not None or not raised:
            return None if part is None else (part, match.group("title4"))
    name = counter.lettered(match.group("item"))
    return None if name is None else (name, match.group("title4"))
