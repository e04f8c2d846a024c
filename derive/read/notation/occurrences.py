"""Symbols as they stand in a formula: letter, label, indices, and the sums around them; found in the tokens, before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from derive.read.math.lookup import GREEK
from derive.read.math.tokens import Token

TRANSPOSES = frozenset({"T", "\\top", "t", "\\intercal"})
RELATIONS = frozenset(
    {
        "=",
        "<",
        ">",
        "\\le",
        "\\leq",
        "\\ge",
        "\\geq",
        "\\neq",
        "\\ne",
        "\\in",
        ":=",
        "\\triangleq",
        "\\coloneqq",
        "\\approx",
        "\\\\",
        "\\iff",
        "\\Rightarrow",
        "\\implies",
        "\\leftarrow",
    }
)
OPENERS, CLOSERS = frozenset({"{", "(", "["}), frozenset({"}", ")", "]"})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One symbol at one place."""

    letter: str
    label: str
    """What stands above it and is no power, as text: ``(2)``, ``a``."""
    indices: tuple[str, ...]
    named: bool
    """Its subscript is part of its name (``L_{MSE}``) and no index."""
    transposed: bool
    applied: bool
    """A parenthesis follows."""
    start: int
    end: int
    """Places in the run of tokens: first token, behind the last."""
    ranges: tuple[tuple[str, str], ...] = ()
    """Index letters bound around it, innermost last, with what stands above their sum ("" where nothing does)."""
    powered: bool = False
    """Something stands above it that may be a power."""


@dataclass(slots=True)
class _Scope:
    depth: int
    index: str
    high: str
    place: int = field(default=0)


def occurrences(found: Sequence[Token]) -> Iterator[Occurrence]:
    """The symbols of a formula in order, those inside of subscripts left out."""
    scopes: list[_Scope] = []
    depth, position = 0, 0
    while position < len(found):
        token = found[position]
        text = token.text
        if text in OPENERS:
            depth += 1
        elif text in CLOSERS:
            depth -= 1
            scopes = [s for s in scopes if s.depth <= depth]
        elif text in RELATIONS and depth <= 0:
            scopes = []
        if text in {"\\sum", "\\prod"}:
            index, high, position = _bounds(found, position + 1)
            if index:
                scopes.append(_Scope(depth, index, high))
            continue
        if is_letter(token):
            one = _symbol(found, position, tuple((s.index, s.high) for s in scopes))
            yield one
            position = one.end
            continue
        position += 1
        if text == "_":
            position = group_end(found, position)


def is_letter(token: Token) -> bool:
    """Whether a token is one letter, Greek or accented ones included."""
    if token.kind == "word":
        return token.is_letter and token.text[0].isalpha() and token.text != "e"
    name = token.text[1:]
    return token.kind == "cmd" and (name in GREEK or "{" in name)


def group_end(found: Sequence[Token], place: int) -> int:
    """The place behind a group, or behind the single token that stands for one."""
    if place >= len(found) or found[place].text != "{":
        return min(place + 1, len(found))
    depth = 0
    for position in range(place, len(found)):
        depth += (found[position].text == "{") - (found[position].text == "}")
        if not depth:
            return position + 1
    return len(found)


def group(found: Sequence[Token], place: int) -> Sequence[Token]:
    """The tokens of a group without its braces."""
    end = group_end(found, place)
    return found[place + 1 : end - 1] if place < len(found) and found[place].text == "{" else found[place:end]


def text_of(found: Sequence[Token]) -> str:
    """The tokens as one text without braces, as the symbol table spells it."""
    return "".join(t.text for t in found if t.text not in {"{", "}"})


def _bounds(found: Sequence[Token], position: int) -> tuple[str, str, int]:
    index, high = "", ""
    while position < len(found) and found[position].text in {"_", "^"}:
        inside = group(found, position + 1)
        if found[position].text == "^":
            high = text_of(inside)
        elif inside and inside[0].is_letter and inside[0].text[0].isalpha() and (len(inside) == 1 or inside[1].text == "="):
            index = inside[0].text
        position = group_end(found, position + 1)
    return index, high, position


def _symbol(found: Sequence[Token], start: int, ranges: tuple[tuple[str, str], ...]) -> Occurrence:
    position = start + 1
    below: Sequence[Token] = ()
    above: Sequence[Token] = ()
    while position < len(found) and found[position].text in {"_", "^", "'"}:
        if found[position].text == "'":
            position += 1
            continue
        inside = group(found, position + 1)
        if found[position].text == "_":
            below = below or inside
        else:
            above = above or inside
        position = group_end(found, position + 1)
    label, transposed, powered = _label(text_of(above))
    indices = _indices(below)
    applied = position < len(found) and found[position].text == "("
    return Occurrence(found[start].text, label, indices or (), indices is None, transposed, applied, start, position, ranges, powered)


def _label(above: str) -> tuple[str, bool, bool]:
    """The label, whether a transpose follows it, and whether it may be a power instead.

    >>> _label("(2)T"), _label("a"), _label("2")
    (('(2)', True, False), ('a', False, True), ('', False, True))
    """
    transposed = False
    for mark in sorted(TRANSPOSES, key=len, reverse=True):
        if above == mark:
            return "", True, False
        if above.endswith(mark) and (above[: -len(mark)].endswith(")") or above[: -len(mark)] in {"a", "s"}):
            above, transposed = above[: -len(mark)], True
            break
    if above.startswith("(") and above.endswith(")"):
        return above, transposed, False
    if len(above) == 1 and above.isalpha() and above.islower():
        return above, transposed, True
    return "", transposed, bool(above)


def _indices(below: Sequence[Token]) -> tuple[str, ...] | None:
    """The indices of a subscript; None where it is part of the name.

    ``kj``, ``j,i``, ``d_h d``, ``11`` and ``n+1`` are indices; words and capitals are names.
    """
    found: list[str] = []
    position = 0
    while position < len(below):
        token = below[position]
        if token.text in {",", "{", "}"}:
            position += 1
            continue
        if token.kind == "num":
            digits = list(token.text) if len(below) == 1 and len(token.text) == 2 else [token.text]
            found += digits
            position += 1
        elif token.is_letter or (token.kind == "cmd" and token.text[1:] in GREEK):
            text = token.text
            position += 1
            if position < len(below) and below[position].text == "_":
                text += "_" + text_of(group(below, position + 1))
                position = group_end(below, position + 1)
            found.append(text)
        elif token.text in {"+", "-"} and found and position + 1 < len(below):
            found[-1] += token.text + below[position + 1].text
            position += 2
        else:
            return None
    if len(found) > 2 or any(i.isupper() and len(i) == 1 and i not in "NMKDCHLT" for i in found):
        return None
    return tuple(found)
