"""Questions of a LaTeX source: sections are parts, their subsections and items are questions; numbers in titles count before positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from derive.model.document import Heading, Span
from derive.read.definitions import argument
from derive.read.headings import headings
from derive.read.numbering import Counter

COMMAND = re.compile(
    r"\\(?P<level>part|chapter|section|subsection|subsubsection|paragraph|question|titledquestion)\b(?P<star>\*?)(?:\[[^\]\n]*\])?"
    r"|\\(?P<side>begin|end)\{(?P<name>enumerate|itemize|description|exercise|exercice|problem|probleme|question|questions|parts)\*?\}"
    r"|\\(?P<item>item|part)\b[ \t]*(?:\[(?P<label>[^\]\n]{0,30})\])?"
    r"|\\setcounter\{(?P<counter>section|subsection|enumi|question)\}\{(?P<value>\d+)\}"
    r"|(?m:^)[ \t]*(?:\\noindent[ \t]*)?(?:\{?\\(?:textbf|underline|large|Large|bf|bfseries|textit)\b[ \t]*\{?[ \t]*)+(?P<bold>(?:Question|Part|Partie|Problem|Problème|Exercise|Exercice|Q)?\.?[ \t]*\d[^\n}]*)",
)
SPOKEN = re.compile(r"^[ \t]*(?:#|Question|Part|Partie|Problem|Problème|Exercise|Exercice|Q\d|\d|[A-Za-z]\)|\([a-z]\))", re.IGNORECASE)
UNCOUNTED = re.compile(r"introduction|conclusion|r[ée]f[ée]rences?|appendi|annexe?|notations?|abstract|remerciements|acknowledg|bibliograph", re.IGNORECASE)
NUMBERED = re.compile(r"\s*\{\s*(?:(?:Question|Part|Partie|Problem|Problème|Exercise|Exercice)\b|\d)", re.IGNORECASE)
LABEL = re.compile(r"^[ \t(]*(?:(?P<part>\d{1,2})[.\-])?(?P<number>\d{1,2}|[A-Za-z])[ \t.):]*$")
LONGEST_TITLE, MAX_TITLE, MAX_FAILURES, MAX_HEADINGS = 80, 1000, 50, 5000
EXERCISES = frozenset({"exercise", "exercice", "problem", "probleme", "question"})


def sections(text: str, outside: Sequence[Span]) -> Iterator[Heading]:
    r"""The questions in order. The n-th ``\subsection`` of the p-th ``\section`` is ``p.n``, empty or not; items of an enumeration count where no subsection does.

    >>> [h.question for h in sections(r"\section{A}\subsection{}x\subsection{}\section{B}\begin{enumerate}\item y\item z\end{enumerate}", [])]
    ['1', '1.1', '1.2', '2', '2.1', '2.2']
    """
    closed = sorted(outside)
    starts = [span.start for span in closed]
    matches = [m for m in COMMAND.finditer(text) if not _covered(m.start(), closed, starts)]
    run, count = _Run(), 0
    run.raised = _is_title(text, matches)
    for match in matches:
        found = run.step(text, match)
        if found is not None:
            question, title, end = found
            count += 1
            if count > MAX_HEADINGS:
                return
            yield Heading(question, title, Span(match.start(), end))


def _covered(place: int, closed: Sequence[Span], starts: Sequence[int]) -> bool:
    before = bisect_right(starts, place) - 1
    return before >= 0 and closed[before].start <= place < closed[before].end


def _is_title(text: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether the only section of a document is its title: subsections with numbers of their own stand below it, and numbered questions below them."""
    levels = [m.group("level") for m in matches if m.group("level")]
    if levels.count("section") != 1 or {"part", "chapter", "question", "titledquestion"} & set(levels):
        return False
    if not any(m.group("bold") or m.group("item") for m in matches):
        return False
    titles = {level: [text[m.end() : m.end() + MAX_TITLE] for m in matches if m.group("level") == level] for level in ("section", "subsection")}
    return not NUMBERED.match(titles["section"][0]) and len(titles["subsection"]) > 1 and all(NUMBERED.match(title) for title in titles["subsection"])


class _Run:
    raised = False
    """Whether subsections are the parts, because the only section is the document's title."""

    def __init__(self) -> None:
        self.counter = Counter()
        self.parts = 0
        self.subsection = False
        self.lists: list[str] = []
        self.failures = 0
        """Titles whose brace is not closed."""

    def step(self, text: str, match: re.Match[str]) -> tuple[str, str, int] | None:
        """The question that a command begins: id, title, and where its heading ends."""
        if match.group("counter"):
            self._set(match.group("counter"), int(match.group("value")))
            return None
        if match.group("bold"):
            return self._titled("bold", match.group("bold"), match.end())
        if match.group("side"):
            return self._environment(match.group("side"), match.group("name"), match.end())
        if match.group("item") == "item" or (match.group("level") == "part" and "parts" in self.lists):
            return self._item(text, match)
        level = match.group("level")
        if self.raised and level in {"section", "subsection", "subsubsection"}:
            level = {"section": "", "subsection": "section", "subsubsection": "subsection"}[level]
            if not level:
                return None
        if level in {"question", "titledquestion"}:
            self.parts += 1
            return self.counter.spoken(str(self.parts)), "", match.end()
        if self.failures > MAX_FAILURES:
            return None
        try:
            title, end = argument(text, match.end(), MAX_TITLE)
        except ValueError:
            self.failures += 1
            return None
        return self._titled(level, " ".join(title.split()), end)

    def _titled(self, level: str, title: str, end: int) -> tuple[str, str, int] | None:
        plain = re.sub(r"\\[A-Za-z]+|[{}]", " ", title).strip()
        if SPOKEN.match(plain):
            heading = next(headings("# " + plain, []), None)
            if heading is not None:
                return self._spoken(level, heading.question, heading.title, end)
        if level in {"part", "chapter", "section"}:
            if UNCOUNTED.search(plain):
                self.subsection = False
                return None
            self.parts += 1
            self.subsection = False
            return self.counter.spoken(str(self.parts)), title, end
        if level == "subsection" and not UNCOUNTED.search(plain):
            self.subsection = True
            return self.counter.numbered(self.counter.last + 1), title, end
        return None

    def _spoken(self, level: str, question: str, title: str, end: int) -> tuple[str, str, int]:
        part, _, sub = question.partition(".")
        if sub or level in {"part", "chapter", "section"}:
            self.parts = int(part) if part.isdigit() else self.parts + 1
            self.subsection = level == "subsection"
            return self.counter.spoken(part, sub), title, end
        if level == "bold" and not self.counter.part:
            return self.counter.spoken(part), title, end
        self.subsection = level == "subsection"
        return (self.counter.numbered(int(part)) if part.isdigit() else f"{self.counter.part}.{part}"), title, end

    def _environment(self, side: str, name: str, end: int) -> tuple[str, str, int] | None:
        if name in EXERCISES:
            if side == "begin":
                self.parts += 1
                self.subsection = False
                return self.counter.spoken(str(self.parts)), "", end
        elif side == "begin":
            self.lists.append(name)
        elif self.lists:
            self.lists.pop()
        return None

    def _item(self, text: str, match: re.Match[str]) -> tuple[str, str, int] | None:
        """An item of an enumeration, where it counts: not below a subsection, not within another list."""
        if not self.lists or self.lists[-1] in {"itemize", "description"} or self.subsection:
            return None
        deep = sum(name in {"enumerate", "parts"} for name in self.lists)
        if deep > 1:
            return None
        title = text[match.end() : match.end() + LONGEST_TITLE].split("\n", maxsplit=1)[0].strip()
        label = LABEL.match(match.group("label") or "")
        if label is None:
            return self.counter.numbered(self.counter.last + 1), title, match.end()
        if label.group("part"):
            return self.counter.spoken(label.group("part"), label.group("number")), title, match.end()
        number = label.group("number")
        if number.isdigit():
            return self.counter.numbered(int(number)), title, match.end()
        return f"{self.counter.part}.{number}" if self.counter.part else number, title, match.end()

    def _set(self, counter: str, value: int) -> None:
        if counter in {"section", "question"}:
            self.parts = value
        else:
            self.counter.last = value
