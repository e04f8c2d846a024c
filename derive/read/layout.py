"""What a format finds in a text before the grammar reads anything: where its mathematics, its code and its questions are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from derive.model.document import Heading, Remark, Span
from derive.read.macros import Expansion
from derive.read.view import View


@dataclass(slots=True)
class Found:
    """The places of a text, in order; all spans are places in what is read (``View.text``)."""

    formulas: list[tuple[Span, bool]] = field(default_factory=list)
    """Formulas without their delimiters, and whether each is displayed."""
    codes: list[Span] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)
    """Comments and code of any language: no headings in them."""
    remarks: list[Remark] = field(default_factory=list)
    unread: list[tuple[Span, str]] = field(default_factory=list)
    """What no grammar can read, with the reason."""

    def outside(self) -> list[Span]:
        """Where no question begins: formulas, code, comments."""
        return [*(span for span, _ in self.formulas), *self.closed]

    def take(self, other: Found, offset: int) -> None:
        """Add what was found in a part of the text that begins at an offset."""

        def moved(span: Span) -> Span:
            return Span(span.start + offset, span.end + offset)

        self.formulas += [(moved(span), display) for span, display in other.formulas]
        self.codes += [moved(span) for span in other.codes]
        self.closed += [moved(span) for span in other.closed]
        self.remarks += [replace(remark, span=moved(remark.span)) for remark in other.remarks]
        self.unread += [(moved(span), reason) for span, reason in other.unread]


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as its format lays it out."""

    view: View
    found: Found
    headings: tuple[Heading, ...]
    remarks: tuple[Remark, ...] = ()
    """With places in the file: what was left out on the way to the view."""


def laid_out(made: Expansion, found: Found, headings: Iterable[Heading]) -> Layout:
    """A layout in which formulas with a macro that could not be expanded are unread."""
    if made.failed:
        kept = []
        for span, display in found.formulas:
            reason = next((why for place, why in made.failed if span.start <= place.start < span.end), None)
            if reason is None:
                kept.append((span, display))
            else:
                found.unread.append((span, reason))
        found.formulas = kept
    return Layout(made.view, found, tuple(headings), tuple(made.remarks))
