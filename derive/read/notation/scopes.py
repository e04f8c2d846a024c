"""The symbol table at each place of a document while it is read: the assignment's, the document's own, and the functions defined so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.model.claim import Notation, Symbol
from derive.model.document import Span
from derive.read.math.lookup import Lookup
from derive.read.math.tokens import Token, TooLongError, tokens
from derive.read.math.usage import Usage, usage_of
from derive.read.notation.occurrences import occurrences
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
        self.usages: dict[str, Usage] = {}
        for span, _ in found:
            self.usages.setdefault(question_at(span.start), Usage())
        for question in self.usages:
            self.usages[question] = usage_of(own for span, own in found if question_at(span.start) == question)

        self.applied = _only_applied([own for _, own in found])

    def wider(self, question: str) -> Lookup | None:
        """The lookup in which letters that are scalars and arrays are arrays; None where there are none."""
        lookup = self.lookup(question)
        arrays = {spelling for symbol in lookup.symbols if symbol.kind == "array" for spelling in symbol.spellings}
        narrow = [s for s in lookup.symbols if s.kind == "scalar" and s.source == "inferred" and set(s.spellings) & arrays]
        if not narrow:
            return None
        return Lookup(replace(lookup.notation, symbols=tuple(s for s in lookup.notation.symbols if s not in narrow)), lookup.part, lookup.usage)

    def lookup(self, question: str) -> Lookup:
        """What letters stand for in a question, so far."""
        if question not in self._lookups:
            part = question.split(".", maxsplit=1)[0]
            lookup = Lookup(replace(self.notation, symbols=(*self.notation.symbols, *self.table.symbols(question))), part, self.usages.get(question))
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


def _only_applied(formulas: Sequence[Sequence[Token]]) -> frozenset[str]:
    """The letters that stand before parentheses and nowhere else."""
    everywhere = [one for own in formulas for one in occurrences(own)]
    other = {one.letter for one in everywhere if not one.applied or one.label or one.indices}
    return frozenset({one.letter for one in everywhere if one.applied} - other)
