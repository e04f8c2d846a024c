"""What letters stand for at each place of a document that is read: the assignment's table, the document's arrays and functions, and its definitions in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from derive.model.claim import Notation, Symbol
from derive.model.document import Document, Step
from derive.model.term import Term
from derive.read.math.lookup import DEFINED, Lookup
from derive.read.math.names import engine_name
from derive.read.properties import SYMMETRIC, Said, said_of
from derive.steps import Value, definitions, in_force, values
from derive.steps.chains import question_at
from derive.terms.build import add, arr, div, num


class Meanings:
    """The symbols of each question and of each step of a document."""

    def __init__(self, notation: Notation, document: Document | None) -> None:
        self.table = notation
        self.document = document
        self.by_question = dict(document.scopes) if document else {}
        self.definitions = definitions(document, {s.name for s in notation.symbols}) if document else ()
        known = {s.name for s in (*notation.symbols, *(document.symbols if document else ())) if s.kind == "function"}
        self.applied = values(document, known | set(DEFINED)) if document else ()
        self.lookups: dict[str, Lookup] = {}
        self.said = said_of(document.text) if document else ()
        self._places = {d.name: d.span for d in document.definitions} if document else {}

    def values(self, step: Step) -> tuple[Value, ...]:
        """What applied letters stand for in the question of a step."""
        part = step.question.split(".", maxsplit=1)[0]
        return tuple(value for value in self.applied if value.part == part)

    def lookup(self, question: str) -> Lookup:
        """The symbols of a question."""
        if question not in self.lookups:
            own = (*self.by_question.get(question, ()), *self._functions(question))
            self.lookups[question] = Lookup(replace(self.table, symbols=(*self.table.symbols, *own)), question.split(".", maxsplit=1)[0])
        return self.lookups[question]

    def _functions(self, question: str) -> tuple[Symbol, ...]:
        """The functions that the document has introduced up to a question, the last of each letter."""
        if self.document is None:
            return ()
        order = ["", *dict.fromkeys(h.question for h in self.document.headings)]
        homes = {d.name: question_at(self.document.headings, d.span.start) for d in self.document.definitions}
        reached = order.index(question) if question in order else len(order)
        known = [f for f in self.document.symbols if f.name not in homes or order.index(homes[f.name]) <= reached]
        later = [f for f in self.document.symbols if f not in known]
        return tuple({f.spellings: f for f in (*reversed(later), *known)}.values())

    def _computed(self, step: Step) -> Iterator[Symbol]:
        """The functions of the document under their bare letters: before their introduction as the functions that they will be, behind it as what they compute."""
        for function in self._functions(step.question) if self.document else ():
            place = self._places.get(function.name)
            if place is not None and self.document is not None:
                whole = [question_at(self.document.headings, start).split(".", maxsplit=1)[0] for start in (place.start, step.link.span.start)]
                source: Literal["said", "inferred"] = "said" if whole[0] == whole[1] and place.end <= step.link.span.start else "inferred"
                params = function.params if step.link.span.start < place.start else ()
                yield Symbol(engine_name(function.spellings[0]), (), params=params, term=function.term, kind="definition", source=source)

    def notation(self, step: Step) -> Notation:
        """The symbols at a step, with the quantities that the document has defined before it."""
        made: list[Symbol] = []
        for definition, here in in_force(self.definitions, self.document, step.link.span.start) if self.document else ():
            made.append(Symbol(definition.name, (), term=definition.term, kind="definition", source="said" if here else "inferred"))
        made += [symbol for symbol in self._computed(step) if symbol.name not in {s.name for s in made}]
        said = [s for s in self.said if self._reaches(s, step)]
        if self.document is not None and step.link.span.cell is None:
            certain = [s for s in said if s.property == SYMMETRIC and s.proves(self.document.text, step.link.span.start)]
            made += [symbol for s in certain for symbol in self._symmetric(s, step, made)]
        return replace(self.table, symbols=(*self.lookup(step.question).symbols, *made), said=tuple((engine_name(s.letter), s.property) for s in said))

    def _reaches(self, said: Said, step: Step) -> bool:
        """Whether a property holds, or may hold, for a step: in its question, or throughout from before the first one; an assumption in its own part alone."""
        if self.document is None:
            return False
        home = question_at(self.document.headings, said.place)
        return not home or (home == step.question if said.supposed else home.split(".", maxsplit=1)[0] == step.question.split(".", maxsplit=1)[0])

    def _symmetric(self, said: Said, step: Step, made: Sequence[Symbol]) -> Iterator[Symbol]:
        """A symmetric matrix as what all of them are, (S + S^T)/2 for any square S."""
        array = self.lookup(step.question).find(said.letter, "array")
        if array is not None and len(array.dims) == 2 and array.dims[0] == array.dims[1] and array.name not in {s.name for s in made if s.term is not None}:
            any_matrix = arr(f"{array.name}_any", *array.dims)
            yield Symbol(array.name, (), term=div(add(any_matrix, Term("transpose", (any_matrix,))), num(2)), kind="restricted", source="said")
