"""The symbol table at each place of a document while it is read: the assignment's, the document's own, and the functions defined so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.model.claim import Notation, Symbol
from derive.model.document import Span
from derive.read.math.lookup import Lookup
from derive.read.math.tokens import TooLongError, tokens
from derive.read.notation.table import Table, plain


class Scopes:
    """The lookups of a document, one for each question."""

    def __init__(self, text: str, formulas: Sequence[Span], question_at: Callable[[int], str], notation: Notation) -> None:
        self.notation = notation
        self.functions: list[Symbol] = []
        self._lookups: dict[str, Lookup] = {}
        words = Lookup(notation).words
        found = []
        for span in formulas:
            try:
                found.append((span, tokens(text[span.start : span.end], span.start, words)))
            except TooLongError:
                continue
        known = {plain(spelling) for symbol in notation.symbols for spelling in symbol.spellings}
        self.table = Table(text, found, question_at, known)

    def lookup(self, question: str) -> Lookup:
        """What letters stand for in a question, so far."""
        if question not in self._lookups:
            part = question.split(".", maxsplit=1)[0]
            lookup = Lookup(replace(self.notation, symbols=(*self.notation.symbols, *self.table.symbols(question))), part)
            for function in self.functions:
                lookup = lookup.extended(function)
            self._lookups[question] = lookup
        return self._lookups[question]

    def define(self, function: Symbol) -> None:
        """Take a function into all tables from here on."""
        self.functions.append(function)
        self._lookups.clear()

    def by_question(self, questions: Sequence[str]) -> tuple[tuple[str, tuple[Symbol, ...]], ...]:
        """What the document itself says of the letters of each question."""
        return tuple((question, self.table.symbols(question)) for question in dict.fromkeys(questions))
