"""Labels written as vectors: ``y_k`` of a class label y is the entry of its one-hot vector, where the letters beside it have one entry for each class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from derive.model.claim import Symbol
from derive.model.term import Term
from derive.read.math.lookup import plain
from derive.read.math.tokens import Token
from derive.read.notation.occurrences import Occurrence, occurrences
from derive.terms.build import ONE, rel, sym


def one_hot(symbols: Sequence[Symbol], formulas: Iterable[Sequence[Token]]) -> Iterator[Symbol]:
    """The one-hot vectors of labels that some formulas write with an index or in bold; none where an index of one runs over anything but the classes."""
    labels = [(s, size) for s in symbols if (size := classes_of(s)) is not None]
    if not labels:
        return
    runs = [(list(occurrences(found)), found) for found in formulas]
    for label, size in labels:
        if any(s.kind == "array" and set(s.spellings) & set(label.spellings) for s in symbols):
            continue
        shown = [_shown(label, size, symbols, own, found) for own, found in runs]
        if any(one is True for one in shown) and not any(one is False for one in shown):
            yield Symbol(f"{label.name}_onehot", label.spellings, (size,), term=Term("onehot", (size, sym(label.name, "int"))), kind="array", source="said")


def classes_of(symbol: Symbol) -> Term | None:
    """The number of classes, where a symbol is a class label: a whole number from 1 to a size."""
    own = sym(symbol.name, "int")
    highs = [c.args[2] for c in symbol.given if c.op == "rel" and c.args[0] == "<=" and c.args[1] == own and c.args[2].op == "sym"]
    return highs[0] if symbol.kind == "scalar" and symbol.sort == "int" and len(highs) == 1 and rel(">=", own, ONE) in symbol.given else None


def _shown(label: Symbol, size: Term, symbols: Sequence[Symbol], own: Sequence[Occurrence], found: Sequence[Token]) -> bool | None:
    """Whether a formula writes the one-hot vector of a label; False where it writes a label for each of other things, None where it says nothing."""
    vectors = {plain(spelling) for s in symbols if s.kind == "array" and s.dims[:1] == (size,) for spelling in s.spellings}
    sizes = {plain(spelling) for s in symbols if s.kind == "scalar" and s.sort == "int" and s.name != size.name for spelling in s.spellings}
    beside = [o for o in own if plain(o.letter + (f"^{o.label}" if o.label else "")) in vectors]
    answer = None
    for one in own:
        if one.letter not in label.spellings or one.label or one.applied:
            continue
        if not one.indices and found[one.start].bold and beside:
            answer = True
        elif len(one.indices) == 1 and one.indices[0].isalpha():
            index = one.indices[0]
            high = plain(next((h for i, h in reversed(one.ranges) if i == index), ""))
            if high in sizes:
                return False
            answer = answer or (True if high == size.name or any(index in o.indices[:1] for o in beside) else None)
    return answer
