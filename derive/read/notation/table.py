"""The symbol table that a document makes for itself: arrays with their sizes, and the sizes, for each of its questions.

A size is stated where the document says it (a set, a sentence); what follows from sums, products and shared indices is inferred: it helps to read and to prove, and never to blame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from derive.model.claim import Symbol
from derive.model.document import Span
from derive.model.term import Term
from derive.read.math.tokens import Token
from derive.read.notation.declarations import Ranged, Shaped, in_prose, in_sets, in_words
from derive.read.notation.kinds import is_array, label_keys
from derive.read.notation.occurrences import Occurrence, occurrences
from derive.read.notation.sizes import Key, Sizes, from_indices, from_products, from_sums
from derive.terms.build import num, sym

Formula = tuple[Span, Sequence[Token]]
UNSTATED = "size_"
"""How the name of a size begins that nobody stated."""


@dataclass
class _Part:
    """What one part of the document shows."""

    formulas: list[tuple[str, Sequence[Token], list[Occurrence]]] = field(default_factory=list)
    """With the question that each belongs to."""
    shaped: list[tuple[str, Shaped]] = field(default_factory=list)
    ranged: list[Ranged] = field(default_factory=list)


class Table:
    """The symbols of a document; ``known`` spellings belong to the assignment and are left out."""

    def __init__(self, text: str, formulas: Sequence[Formula], question_at: Callable[[int], str], known: Iterable[str] = ()) -> None:
        self.known = frozenset(known)
        self.parts: dict[str, _Part] = {}
        for span, found in formulas:
            question = question_at(span.start)
            part = self.parts.setdefault(question.split(".")[0], _Part())
            part.formulas.append((question, found, list(occurrences(found))))
            for said in (*in_sets(found), *in_words(found)):
                if isinstance(said, Ranged):
                    part.ranged.append(said)
                else:
                    part.shaped.append((question, said))
        for shaped in in_prose(text, formulas):
            question = question_at(shaped.place)
            self.parts[question.split(".")[0]].shaped.append((question, shaped))
        self.shaped = [(name, question, said) for name, part in self.parts.items() for question, said in part.shaped]
        self._symbols: dict[str, tuple[Symbol, ...]] = {}
        self._tables: dict[str, _PartTable] = {}

    def symbols(self, question: str) -> tuple[Symbol, ...]:
        """What the letters of a question stand for."""
        if question not in self._symbols:
            name = question.split(".", maxsplit=1)[0]
            if name not in self.parts:
                return ()
            if name not in self._tables:
                elsewhere = [said for other, _, said in self.shaped if other != name]
                opening = [said for other, _, said in self.shaped if not other and name]
                self._tables[name] = _PartTable(self.parts[name], elsewhere, opening, self._carried(name))
            own = self._tables[name].symbols(question)
            self._symbols[question] = tuple(s for s in own if not (set(map(plain, s.spellings)) & self.known))
        return self._symbols[question]

    def _carried(self, name: str) -> list[Shaped]:
        """What the nearest part before declares of letters that this part does not declare, where it transposes one of them: their shapes help to read it."""
        part = self.parts[name]
        own = {said.letter for _, said in part.shaped}
        turned = {one.letter for _, _, found in part.formulas for one in found if one.transposed} - own
        order = list(self.parts)
        for other in reversed(order[: order.index(name)] if turned else []):
            said = [one for _, one in self.parts[other].shaped if one.firm and one.dims and not one.indices and one.letter not in own]
            if turned & {one.letter for one in said}:
                return said
        return []


class _PartTable:
    """The arrays of one part: ranks, sizes and which of them are stated."""

    def __init__(self, part: _Part, elsewhere: Sequence[Shaped], opening: Sequence[Shaped] = (), carried: Sequence[Shaped] = ()) -> None:
        self.part = part
        everything = [one for _, _, found in part.formulas for one in found]
        declared = [said for said in (*(said for _, said in part.shaped), *elsewhere) if said.firm]
        self.named = {d for said in declared for d in said.dims} | {high for one in everything for _, high in one.ranges}
        everything = [one for one in everything if is_array(one, self.named)]
        self.indices = {i for one in everything for i in one.indices} | {i for one in everything for i, _ in one.ranges}
        self.labels = label_keys(everything, self.indices, declared)
        self.stated: set[Key] = set()
        self.declared_in: dict[Key, set[str]] = {}
        self.ranks: dict[Key, int] = {}
        self.sizes = Sizes()
        self.beside: set[Key] = set()
        """Capitals that stand beside vectors, as matrices do."""
        here = {(said.letter, self.label(said)) for _, said in part.shaped if not said.indices}
        for question, said in part.shaped:
            self.declared_in.setdefault((said.letter, self.label(said)), set()).add(question)
        self.throughout = {(said.letter, self.label(said)) for said in opening if said.firm and not said.indices and said.dims} - here
        """Letters that the words before the first question declare, and this part does not."""
        self.carried = {(said.letter, self.label(said)) for said in carried} - here - self.throughout
        """Letters of which only an earlier part says the shape."""
        self.throughout |= self.carried
        for said in declared:
            key = (said.letter, self.label(said))
            if said.indices or not said.dims or (said in elsewhere and (key in here or (key[1] == "" and key not in self.throughout))):
                continue
            self._declare(key, said.dims)
        for _, said in part.shaped:
            if said.firm and said.dims and said.indices and all(i.isalpha() for i in said.indices):
                self._rows((said.letter, self.label(said)), said)
        for one in everything:
            key = (one.letter, self.label(one))
            if any(not i.isdigit() for i in one.indices) or (key[1] and one.indices):
                self.ranks.setdefault(key, len(one.indices))
                if key not in self.stated:
                    self.ranks[key] = max(self.ranks[key], len(one.indices))
        for _, found, _ in part.formulas:
            for key in _bold(found, self.label):
                self.ranks.setdefault(key, 2 if key[0].isupper() else 1)
        for one in everything:
            if one.transposed and not one.indices and one.letter not in self.indices:
                self.ranks.setdefault((one.letter, self.label(one)), 2 if one.letter.isupper() else 1)
        for _, _, found_here in part.formulas:
            self._beside_vectors(found_here)
        self._join(part)

    def label(self, one: Occurrence | Shaped) -> str:
        """The label of a symbol; what may be a power is one only where it is no label anywhere."""
        return one.label if one.label.startswith("(") or (one.letter, one.label) in self.labels else ""

    def _declare(self, key: Key, dims: Sequence[str]) -> None:
        if key in self.stated and self.ranks[key] != len(dims):
            return
        before = key in self.ranks
        self.ranks[key] = len(dims)
        states = [self.sizes.state((*key, position), size) for position, size in enumerate(dims)]
        fits = all(states)
        if fits or not before:
            self.stated.add(key)
        else:
            self.stated.discard(key)

    def _beside_vectors(self, found: Sequence[Occurrence]) -> None:
        """A capital right behind something transposed or right before a vector is a matrix: A in ``x^T A x``."""
        for one, other in zip(found, found[1:], strict=False):
            if one.end != other.start or one.applied or other.applied:
                continue
            first, second = self.ranks.get((one.letter, self.label(one)), 0), self.ranks.get((other.letter, self.label(other)), 0)
            capital = other if first and one.transposed and not second else one if second == 1 and not first and not other.indices else None
            if capital is not None and capital.letter.isupper() and len(capital.letter) == 1 and not (capital.indices or capital.powered or capital.letter in self.named):
                self.ranks[capital.letter, self.label(capital)] = 2
                self.beside.add((capital.letter, self.label(capital)))

    def _rows(self, key: Key, said: Shaped) -> None:
        """``x_i \\in \\mathbb{R}^d``: an array whose rows are vectors."""
        rank = len(said.indices) + len(said.dims)
        if key not in self.stated and self.ranks.setdefault(key, rank) == rank:
            for position, size in enumerate(said.dims, len(said.indices)):
                self.sizes.state((*key, position), size)

    def _join(self, part: _Part) -> None:
        for _, said in part.shaped:
            key = (said.letter, self.label(said))
            if not said.firm and not said.indices and key not in self.ranks:
                self.ranks[key] = len(said.dims)
        settled = []
        for _, tokens, found in part.formulas:
            own = [
                Occurrence(o.letter, self.label(o), o.indices, o.named, o.transposed, o.applied, o.start, o.end, o.ranges, o.powered)
                for o in found
                if len(o.indices) == self.ranks.get((o.letter, self.label(o)), -1) and is_array(o, self.named)
            ]
            settled.append((tokens, own))
        for tokens, _ in settled:
            from_products(self.sizes, tokens, self.ranks)
        from_sums(self.sizes, [own for _, own in settled], self.indices)
        for ranged in part.ranged:
            for _, own in settled:
                for one in own:
                    for position, index in enumerate(one.indices):
                        if index == ranged.letter and not self.sizes.size((one.letter, one.label, position)):
                            self.sizes.state((one.letter, one.label, position), ranged.high)
        for _, said in part.shaped:
            key = (said.letter, self.label(said))
            if not said.firm and len(said.dims) == self.ranks.get(key):
                for position, size in enumerate(said.dims):
                    self.sizes.state((*key, position), size)
        for _, own in settled:
            from_indices(self.sizes, own)

    def symbols(self, question: str) -> tuple[Symbol, ...]:
        """The arrays that a question speaks of, its scalars of the same letters, and the sizes."""
        found: list[Symbol] = []
        sizes: dict[str, Term] = {}
        here = [one for name, _, own in self.part.formulas if name == question for one in own]
        for key, rank in self.ranks.items():
            letter, label = key
            own = [o for o in here if o.letter == letter and self.label(o) == label]
            if letter in self.indices and not own and not label:
                continue
            said = key in self.stated and self._said_by(key, question)
            if not label and not said and not any(o.indices for o in own) and not self._is_array_here(question, key):
                continue
            dims = tuple(self._dim(key, position, sizes) for position in range(rank))
            spellings = tuple(dict.fromkeys(s + (f"^{{{label}}}" if label else "") for s in _cases(letter, label, self.ranks)))
            if not label and not (said and question) and any(not o.indices for o in own) and not self._is_array_here(question, key):
                found.append(Symbol(name_of(letter), (letter,), sort="int" if letter in self.indices else "real", source="inferred"))
            if label and _lead(key, self.ranks) != key:
                continue
            found.append(Symbol(name_of(letter, label), spellings, dims, kind="array", source="said" if key in self.stated and key not in self.carried else "inferred"))
        taken = {s.spellings[0] for s in found}
        found += [Symbol(name_of(text), (text,), sort="int", source="said") for text in sizes if text not in taken and text not in self.indices]
        return tuple(found)

    def _said_by(self, key: Key, question: str) -> bool:
        """Whether a letter without a label is declared in a question or before it; letters change their meaning from question to question."""
        if key in self.throughout:
            return True
        order = list(dict.fromkeys(name for name, _, _ in self.part.formulas))
        return any(order.index(name) <= order.index(question) for name in self.declared_in.get(key, ()) if name in order and question in order)

    def _is_array_here(self, question: str, key: Key) -> bool:
        """Whether a question shows a letter in bold or transposed, or the part shows it as a matrix beside a vector."""
        here = [(tokens, own) for name, tokens, own in self.part.formulas if name == question]
        bold = any(t.text == key[0] and getattr(t, "bold", False) for tokens, _ in here for t in tokens)
        return bold or key in self.beside or any(o.letter == key[0] and o.transposed for _, own in here for o in own)

    def _dim(self, key: Key, position: int, sizes: dict[str, Term]) -> Term:
        own = self.sizes.size((*_lead(key, self.ranks), position)) or self.sizes.size((*key, position))
        if own is not None and own.isdigit():
            return num(int(own))
        if own is not None and re.fullmatch(r"\\?[A-Za-z]+(_\w+)?", own):
            return sizes.setdefault(own, sym(name_of(own), "int"))
        letter, label, place = self.sizes.root((*key, position))
        return sym(f"{UNSTATED}{name_of(letter, label)}_{place + 1}", "int")


def name_of(letter: str, label: str = "") -> str:
    """The engine's name of a symbol: its letter and its label without marks.

    >>> name_of("W", "(2)"), name_of(r"\\\\theta"), name_of(r"\\\\hat{y}")
    ('W2', 'theta', 'y_hat')
    """
    accent = re.fullmatch(r"\\(\w+)\{\\?(\w+)\}", letter)
    plain_letter = f"{accent.group(2)}_{accent.group(1)}" if accent else letter.lstrip("\\")
    return plain_letter + re.sub(r"\W", "", label)


def plain(spelling: str) -> str:
    """A spelling without braces and spaces."""
    return spelling.replace("{", "").replace("}", "").replace(" ", "")


def _bold(found: Sequence[Token], label: Callable[[Occurrence], str]) -> Iterator[Key]:
    for one in occurrences(found):
        if getattr(found[one.start], "bold", False):
            yield one.letter, label(one)


def _cases(letter: str, label: str, ranks: dict[Key, int]) -> tuple[str, ...]:
    """A labelled letter and its other case, where both are arrays of one rank."""
    other = letter.swapcase() if len(letter) == 1 else letter
    return (letter, other) if label and ranks.get((other, label)) == ranks[letter, label] else (letter,)


def _lead(key: Key, ranks: dict[Key, int]) -> Key:
    """The first of the cases of a labelled letter."""
    letter, label = key
    both = [(c, label) for c in _cases(letter, label, ranks)]
    return next(k for k in ranks if k in both)
