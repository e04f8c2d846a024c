"""A hand-in as the search for faults sees it: formulas in pieces with their members, and how each letter is written elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from derive.grading.faults.pieces import Piece, every, pieces, shown
from derive.model.document import Document, Span, Statement
from derive.model.report import FindingClass
from derive.steps.chains import question_at

RELATIONS = frozenset({"=", "<", ">", "\\le", "\\leq", "\\ge", "\\geq", "\\neq", "\\in", "\\leftarrow", "\\gets", "\\approx", "\\coloneqq", "\\triangleq", "\\Rightarrow", "\\implies", "\\iff"})
OPENING, CLOSING = frozenset({"(", "[", "\\{"}), frozenset({")", "]", "\\}"})
PRIMES = frozenset({"'", "′", "\\prime"})
SUMS = frozenset({"\\sum", "sum", "\\prod", "prod"})
INDEX = frozenset("abcdghijklmnpqrstuvwyz")
DEEPEST = 60
"""A formula with more brackets within one another is not looked at: its pieces are looked through once for each of them."""
LONGEST = 50_000
"""Characters of a formula whose slips are looked for: many times what is written in one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something malformed, or false on its face: class, code, place, what was probably meant (LaTeX), and what its message names."""

    kind: FindingClass
    code: str
    span: Span
    meant: str = ""
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """One statement in pieces; its members between the relation signs, and what stands before it in its chain."""

    statement: Statement
    pieces: tuple[Piece, ...]
    members: tuple[tuple[Piece, ...], ...]
    before: tuple[tuple[Piece, ...], ...]
    """The members of the statements that it goes on from."""
    question: str


@dataclass(slots=True)
class Page:
    """All formulas of a document and the habits of its letters."""

    text: str
    """The file, or one cell of a notebook."""
    cell: int | None = None
    everything: str = ""
    """All texts of the document."""
    formulas: list[Formula] = field(default_factory=list)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By letter: its superscripts as normal text, "" for none."""
    subs: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By letter: its subscripts as normal text."""
    whole: Counter[str] = field(default_factory=Counter)
    """Letters with both scripts, as normal text."""
    bounds: Counter[str] = field(default_factory=Counter)
    """Upper bounds of sums."""

    def span(self, first: Piece, last: Piece | None = None) -> Span:
        """The place of a piece, or from one to another."""
        return self.place(first.start, (last or first).end)

    def place(self, start: int, end: int) -> Span:
        """A stretch of this text."""
        return Span(start, end, self.cell)

    def member(self, formula: Formula, piece: Piece) -> Span:
        """The member that a piece stands in, from its relation sign to its end."""
        links = [link.span for link in formula.statement.links]
        start = max((s.start for s in links if s.start <= piece.start), default=formula.statement.span.start)
        end = min((s.start for s in links if s.start > piece.start), default=formula.statement.span.end)
        return self.place(start, start + len(self.text[start:end].rstrip()))

    def source(self, first: Piece, last: Piece | None = None) -> str:
        """The text from one piece to another as it stands."""
        return self.text[first.start : (last or first).end]


def pages_of(document: Document) -> list[Page]:
    """The text of a document, or the cells of a notebook, as pages with one memory of how letters are written."""
    first = Page(document.text, None, "\n".join((document.text, *document.cells)))
    pages: dict[int | None, Page] = {None: first}
    before: tuple[tuple[Piece, ...], ...] = ()
    for statement in document.statements:
        cell = statement.span.cell
        if cell not in pages:
            text = document.cells[cell] if cell is not None and cell < len(document.cells) else ""
            pages[cell] = Page(text, cell, first.everything, [], first.labels, first.subs, first.whole, first.bounds)
        page = pages[cell]
        found = pieces(page.text, statement.span.start, statement.span.end) if statement.span.end - statement.span.start <= LONGEST else ()
        if nesting(found) > DEEPEST:
            found = ()
        members = tuple(split(found, RELATIONS))
        if statement.continues:
            members = members[1:] if members and not members[0] else members
        else:
            before = ()
        page.formulas.append(Formula(statement, found, members, before, question_at(document.headings, statement.span.start)))
        before = (*before, *members)[-12:]
        for piece in outside(found):
            page.labels[piece.text][shown(piece.sup)] += piece.kind == "letter"
        for piece in every(found):
            if piece.kind == "letter" or piece.sub or piece.sup:
                page.subs[piece.text][shown(piece.sub)] += 1
                page.whole[f"{piece.text}_{shown(piece.sub)}^{shown(piece.sup)}"] += 1
            if piece.text in SUMS and piece.sup is not None:
                page.bounds[shown(piece.sup)] += 1
    return [*pages.values()]


def outside(found: Sequence[Piece]) -> Iterator[Piece]:
    """All pieces but those in subscripts."""
    for piece in found:
        yield piece
        yield from outside(piece.children)
        yield from outside(piece.sup or ())
        for row in piece.rows:
            for cell in row:
                yield from outside(cell)


def nesting(found: Sequence[Piece]) -> int:
    """How many brackets stand within one another at most."""
    return max(accumulate(((piece.text in OPENING) - (piece.text in CLOSING) for piece in found), lambda depth, change: max(0, depth + change), initial=0))


def split(found: Sequence[Piece], signs: frozenset[str]) -> Iterator[tuple[Piece, ...]]:
    """The runs between signs outside of all brackets."""
    current: list[Piece] = []
    depth = 0
    for piece in found:
        depth = max(0, depth + (piece.text in OPENING) - (piece.text in CLOSING))
        if not depth and piece.text in signs:
            yield tuple(current)
            current = []
        else:
            current.append(piece)
    yield tuple(current)


def terms(found: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The terms of a sum outside of all brackets."""
    return [term for term in split(found, frozenset({"+", "-"})) if term]


def summand(found: Sequence[Piece], place: int) -> Sequence[Piece]:
    """What a sum sign at a place covers: the factors up to the next sign."""
    depth, end = 0, place + 1
    while end < len(found):
        text = found[end].text
        if text in CLOSING and not depth:
            break
        if not depth and ((text in {"+", "-"} and end > place + 1) or text in RELATIONS or text in {",", "\\\\"}):
            break
        depth += (text in OPENING) - (text in CLOSING)
        end += 1
    return found[place + 1 : end]


def index_of(sign: Piece) -> str:
    """The index letter of a sum sign; "" where it has none that is plain."""
    sub = sign.sub or ()
    plain = bool(sub) and sub[0].kind == "letter" and sub[0].text in INDEX and sub[0].sub is None and not _primed(sub[0]) and (len(sub) == 1 or sub[1].text in RELATIONS)
    return sub[0].text if plain else ""


def indices(found: Sequence[Piece]) -> Iterator[Piece]:
    """The index letters in the subscripts of letters, sums left out, and those with a prime, which are other letters."""
    for piece in every(found):
        if piece.sub and piece.text not in SUMS and piece.kind in {"letter", "cmd", "word", "sym", "group"}:
            behind = (*(p.text for p in piece.sub[1:]), "")
            yield from (p for p, mark in zip(piece.sub, behind, strict=True) if p.kind == "letter" and p.text in INDEX and p.sub is None and mark not in PRIMES and not _primed(p))


def _primed(piece: Piece) -> bool:
    return bool(piece.sup) and all(p.text in PRIMES for p in piece.sup or ())


def bound(found: Sequence[Piece]) -> set[str]:
    """The index letters of all sums."""
    return {index_of(piece) for piece in every(found) if piece.text in SUMS} - {""}


def free_indices(found: Sequence[Piece]) -> set[str]:
    """The index letters that no sum of the run binds."""
    return {p.text for p in indices(found)} - bound(found)


def mentioned(page: Page, letter: str) -> int:
    """How often a letter stands alone in the document."""
    return len(re.findall(rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z])", page.everything))
