"""The symbol table at each place of a document while it is read: the assignment's, the document's own, and the functions defined so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from derive.model.claim import Notation, Symbol
from derive.model.document import Span
from derive.read.math.lookup import Lookup, in_part
from derive.read.math.tokens import Token, TooLongError, tokens
from derive.read.math.usage import usage_of
from derive.read.notation.occurrences import occurrences
from derive.read.notation.one_hot import one_hot
from derive.read.notation.table import Table, plain
from derive.read.prose import function_words


class Scopes:
    """The lookups of a document, one for each question."""

    def __init__(self, text: str, formulas: Sequence[Span], question_at: Callable[[int], str], notation: Notation) -> None:
        self.notation = notation
        self.functions: list[Symbol] = []
        self._homes: list[str] = []
        """The question in which each function was introduced."""
        self._lookups: dict[str, Lookup] = {}
        self._one_hot: dict[str, tuple[Symbol, ...]] = {}
        """By part: the labels that it writes as vectors."""
        words = Lookup(notation).words
        own_words = function_words((text[span.start : span.end] for span in formulas), words)
        words |= own_words
        found = []
        for span in formulas:
            try:
                found.append((span, tokens(text[span.start : span.end], span.start, words)))
            except TooLongError:
                continue
        known = {plain(spelling) for symbol in notation.symbols for spelling in symbol.spellings}
        self.table = Table(text, found, question_at, known)
        only_applied = _only_applied([own for _, own in found])
        self.applied = only_applied - set(_introduced([own for _, own in found]))
        by_question: dict[str, list[Sequence[Token]]] = {}
        for span, own in found:
            by_question.setdefault(question_at(span.start), []).append(own)
        self._formulas = by_question
        self.usages = {question: usage_of(own) for question, own in by_question.items()}
        for usage in self.usages.values():
            usage.applied, usage.words = only_applied, own_words

    def symbols(self, question: str) -> tuple[Symbol, ...]:
        """What the document itself says and shows of the letters of a question."""
        part = question.split(".", maxsplit=1)[0]
        if part not in self._one_hot:
            formulas = (found for name, own in self._formulas.items() if name.split(".", maxsplit=1)[0] == part for found in own)
            self._one_hot[part] = tuple(one_hot(in_part(self.notation.symbols, part), formulas))
        return (*self.table.symbols(question), *self._one_hot[part])

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
            lookup = Lookup(replace(self.notation, symbols=(*self.notation.symbols, *self.symbols(question))), part, self.usages.get(question))
            for function in self.functions:
                lookup = lookup.extended(function)
            self._lookups[question] = lookup
        return self._lookups[question]

    def define(self, functions: Sequence[Symbol], question: str) -> tuple[Symbol, ...]:
        """Take a function in all its spellings into all tables from here on; under a name of its own where one of that name is known."""
        name = functions[0].name
        known = {f.name for f in self.functions if f.name == name or f.name.startswith(f"{name}_")}
        own = tuple(replace(f, name=f"{name}_{len(known) + 1}") if known else f for f in functions)
        self.functions += own
        self._homes += [question] * len(own)
        self._lookups.clear()
        return own

    def again(self, question: str, introducing: bool) -> frozenset[str]:
        """The functions whose letters a question may give a new meaning: those of other questions, and of all where words introduce one."""
        whole = question.split(".", maxsplit=1)[0]
        return frozenset({f.name for f, home in zip(self.functions, self._homes, strict=True) if introducing or home.split(".", maxsplit=1)[0] != whole})

    def by_question(self, questions: Sequence[str]) -> tuple[tuple[str, tuple[Symbol, ...]], ...]:
        """What the document itself says of the letters of each question."""
        return tuple((question, self.symbols(question)) for question in dict.fromkeys(questions))


def _only_applied(formulas: Sequence[Sequence[Token]]) -> frozenset[str]:
    """The letters that stand before parentheses and nowhere else."""
    everywhere = [one for own in formulas for one in occurrences(own)]
    other = {one.letter for one in everywhere if not one.applied or one.label or one.indices}
    return frozenset({one.letter for one in everywhere if one.applied} - other)


def _introduced(formulas: Sequence[Sequence[Token]]) -> Iterator[str]:
    """The letters whose first appearance is the left side of an equation: ``F(x) = 1 - e^{-x}``."""
    met: set[str] = set()
    for found in formulas:
        for start, token in enumerate(found[:-4]):
            if token.text in met or token.kind not in {"word", "cmd"}:
                continue
            met.add(token.text)
            end = start + 2
            while end + 1 < len(found) and found[end].kind in {"word", "cmd"} and found[end + 1].text == ",":
                end += 2
            behind = "".join(t.text for t in found[end + 1 : end + 4])
            if found[start + 1].text == "(" and found[end].kind in {"word", "cmd"} and behind.startswith((")=", "):=", ")&=")):
                yield token.text
