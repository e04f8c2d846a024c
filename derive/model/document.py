"""A hand-in as it was read: mathematics with its spans, headings, definitions, code."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.model.claim import Symbol
from derive.model.term import Term


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters in ``Document.text``: the file's text, or the cells of a notebook one after another (a blank line between two)."""

    start: int
    end: int
    cell: int | None = None
    """0-based notebook cell."""


@dataclass(frozen=True, slots=True)
class Member:
    """One side of a relation as it was written."""

    span: Span
    source: str
    term: Term | None = None
    """None where it could not be read."""
    reason: str = ""
    """Why it is unread; one line."""
    forever: bool = False
    """Unread for good (a picture, prose), not only for now."""
    tokens: tuple[object, ...] = field(default=(), compare=False, repr=False)
    """The tokens of the reading, for the second reading."""
    expanded: str = field(default="", compare=False)
    """The source with its macros expanded, where it has any."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation sign between two members: = != < <= > >= := <- in or another sign as written."""

    sign: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A chain ``a = b < c`` within one formula: one member more than links; where it opens with a relation sign, the first member is empty."""

    members: tuple[Member, ...]
    links: tuple[Link, ...]
    span: Span
    continues: bool = False
    """Opens with a relation sign: its first link hangs on the last member of an earlier statement."""
    joint: str = ""
    """How it follows from the statement before: "", "=>", "<=>", "and", "iff"."""
    conditions: tuple[Term, ...] = ()
    """Conditions written beside it: ``pour k != y``, ``x > 0``."""
    display: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A symbol introduced by the document: name (or head of a function), parameters, meaning; in scope from its span on."""

    name: str
    params: tuple[Term, ...]
    term: Term | None
    span: Span
    given: tuple[Term, ...] = ()
    """What its introduction says of it (a range, a sign)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a question."""

    question: str
    """The id: ``1.3``; where numbers repeat, the n-th question of its part counts on (the second "8." of part 1 is ``1.9``)."""
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Code:
    """A numpy snippet: an assignment or expression in a formula, a fence or a notebook cell."""

    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Remark:
    """Something seen while reading: a repair (class note) or a notation fault; ``code`` names a page of ``derive explain``."""

    kind: str
    """"notation" or "note"."""
    code: str
    span: Span
    data: tuple[tuple[str, str], ...] = ()
    """What the message names: (("found", ...), ("meant", ...))."""


@dataclass(frozen=True, slots=True)
class Document:
    """A hand-in: its texts (one, or one for each notebook cell) and everything found in it, in order."""

    file: str
    language: str
    """"fr" or "en"."""
    text: str
    statements: tuple[Statement, ...] = ()
    headings: tuple[Heading, ...] = ()
    definitions: tuple[Definition, ...] = ()
    codes: tuple[Code, ...] = ()
    remarks: tuple[Remark, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    """The functions that the document itself introduced."""
    scopes: tuple[tuple[str, tuple[Symbol, ...]], ...] = ()
    """By question: what the document says and shows of its letters."""
    cells: tuple[str, ...] = ()
    """The sources of all cells of a notebook; empty for other formats."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The statement before an arrow, as conditions, and whether the arrow points both ways."""

    conditions: tuple[Term, ...]
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a derivation: ``left relation right`` with the obligations that it stands for."""

    left: Member
    link: Link
    right: Member
    question: str
    kind: str
    """"step", "definition" or "unread"."""
    given: tuple[Term, ...] = ()
    chain: int = 0
    """Steps of one chain share this number."""
    previous: int | None = None
    """The index of the step before it in its chain."""
    antecedent: Antecedent | None = None
    """What it follows from by an arrow in its formula."""
    mood: str = ""
    """"asked" or "supposed" where the words before it do not claim it, "solved" for an equation from which something follows: such a step is never blamed."""
    stated: tuple[Term, ...] = ()
    """Conditions that the document states for what follows: "let sigma > 0"."""
    elsewhere: tuple[tuple[Term, ...], ...] = ()
    """Conditions on its letters that stand in another place or may be meant for one case: a step that needs one of them is neither proved nor blamed."""
