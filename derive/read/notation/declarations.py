"""Shapes and ranges that a document declares: ``W \\in \\mathbb{R}^{m \\times d}``, "W is m x d", "b is a vector of dimension m", ``y \\in \\{1, \\dots, m\\}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.model.document import Span
from derive.read.math.tokens import Token
from derive.read.notation.occurrences import Occurrence, group, group_end, occurrences, text_of

SPACES = re.compile(r"\\(?:mathbb|R\b|mathds|mathbf|Bbb)")
TIMES = frozenset({"\\times", "x", "\\cdot", "*", "×"})
SIZE = r"\(?(?:[A-Za-z](?:_\{?\w+\}?)?|\d+)\)?"
PROSE_SHAPE = re.compile(rf"^\$?\s*(?P<rows>{SIZE})\s*(?:\\times|×|x|by|par)\s*(?P<columns>{SIZE})\s*\$?")
SAYS_SHAPE = re.compile(
    r"(?P<bridge>(?:\bis\b|\bare\b|\best\b|\bsont\b|\bhas\b|\bhave\b|\bof\b|\bde\b|\ban?\b|\bune?\b|\bbe\b|\bsoit\b|\bont\b|:|dimension|taille|size|shape)[^.;$]{0,60}?)\$?\s*$",
    re.IGNORECASE,
)
MATRIX = re.compile(r"\$?[\s-]*(?:\w+[\s-]+){0,3}matri(?:x|ce)\b[^.;$]{0,30}\$?\s*", re.IGNORECASE)
SIZE_WORDS = re.compile(r"\b(dimensions?|tailles?|sizes?|longueur|length|vecteurs?|vectors?|entries|composantes?|shapes?|matrix|matrice)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A symbol with the sizes that the document gives it, as text."""

    letter: str
    label: str
    dims: tuple[str, ...]
    place: int
    indices: tuple[str, ...] = ()
    """Not empty where only an entry of the symbol is said to lie somewhere."""
    firm: bool = True
    """Whether it is said of the symbol itself, and not of a derivative by it."""


@dataclass(frozen=True, slots=True)
class Ranged:
    """An index with its upper bound, counted from one."""

    letter: str
    high: str
    place: int


def in_sets(found: Sequence[Token]) -> Iterator[Shaped | Ranged]:
    """What the memberships of one formula declare."""
    for position, token in enumerate(found):
        if token.text not in {"\\in", "∈"}:
            continue
        before = found[_start(found, position) : position]
        firm = not any(t.text in {"\\frac", "\\dfrac", "\\partial", "\\nabla"} for t in before)
        alone = _alone(before)
        members = [o for o in occurrences(before) if not o.applied] if firm else [alone] if alone else []
        dims = _space(found, position + 1)
        if dims is not None:
            yield from (Shaped(o.letter, o.label, dims, token.start, o.indices, firm) for o in members)
            continue
        high = _listed(found, position + 1)
        if high is not None:
            yield from (Ranged(o.letter, high, token.start) for o in members if not o.indices and not o.label)


def _start(found: Sequence[Token], position: int) -> int:
    """Where the members before a membership sign begin."""
    depth = 0
    for place in range(position - 1, -1, -1):
        text = found[place].text
        depth += (text in {")", "}"}) - (text in {"(", "{"})
        if not depth and (text in {"=", "\\\\", ";", ":", "\\forall", "\\quad"} or found[place].kind == "text"):
            return place + 1
    return 0


def _space(found: Sequence[Token], position: int) -> tuple[str, ...] | None:
    """The sizes of a space of real vectors or matrices; () for the real line, None for another set."""
    if position >= len(found) or not (SPACES.match(found[position].text) or found[position].text == "ℝ"):
        return None
    place = position + 1
    if found[position].text in {"\\mathbb", "\\mathds", "\\mathbf", "\\Bbb"}:
        if text_of(group(found, place)) != "R":
            return None
        place = group_end(found, place)
    elif "{" in found[position].text and "R" not in found[position].text:
        return None
    dims: tuple[str, ...] = ()
    while place < len(found) and found[place].text in {"^", "_"}:
        if found[place].text == "^":
            dims = sizes(group(found, place + 1))
        place = group_end(found, place + 1)
    return tuple(d for d in dims if d not in {"+", "*"})


def sizes(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Sizes between product signs; an ``x`` between two of them is one."""
    parts: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        sign = token.text in TIMES and (token.text != "x" or 0 < number < len(tokens) - 1)
        if sign:
            parts.append([])
        elif token.text not in {"(", ")"}:
            parts[-1].append(token)
    return tuple(text_of(part) for part in parts if part)


def _listed(found: Sequence[Token], position: int) -> str | None:
    """The last number of ``\\{1, \\dots, m\\}`` or ``[\\![1, n]\\!]``."""
    inside: list[Token] = []
    for token in found[position:]:
        if token.text in {"\\}", "]", "\\rbrace", "⟧"} and len(inside) > 1:
            break
        if token.text not in {"\\{", "[", "\\!", "\\lbrace", "⟦", "\\llbracket"}:
            inside.append(token)
    else:
        return None
    first = inside[0].text if inside else ""
    commas = [n for n, t in enumerate(inside) if t.text == ","]
    if first != "1" or not commas or len(inside) > 12:
        return None
    return text_of(inside[commas[-1] + 1 :]) or None


def in_prose(text: str, formulas: Sequence[tuple[Span, Sequence[Token]]]) -> Iterator[Shaped]:
    """Shapes said in words: a formula that is one symbol, and behind it a shape in the same clause."""
    for number, (span, found) in enumerate(formulas):
        if number + 1 < len(formulas):
            yield from _before_its_letter(text, span, found, *formulas[number + 1])
        subject = _alone(found)
        if subject is None:
            continue
        firm = found[0].text not in {"\\frac", "\\dfrac"}
        yield from (replace(said, firm=firm) for said in _said_of(subject, text, formulas, number, span))


def _before_its_letter(text: str, span: Span, found: Sequence[Token], after: Span, letter: Sequence[Token]) -> Iterator[Shaped]:
    """A shape before the letter that has it: "an $m \\times n$ matrix $A$"."""
    dims = _only_sizes(found)
    subject = _alone(letter)
    if dims and len(dims) == 2 and subject is not None and MATRIX.fullmatch(text[span.end : after.start]):
        yield Shaped(subject.letter, subject.label, tuple(d for d in dims if d != "1"), span.start, subject.indices)


def _said_of(subject: Occurrence, text: str, formulas: Sequence[tuple[Span, Sequence[Token]]], number: int, span: Span) -> Iterator[Shaped]:
    place = span.end
    for other, tokens in formulas[number + 1 : number + 4]:
        between = text[place : other.start]
        if len(between) > 120 or re.search(r"[.;]\s|\n\s*\n", between):
            break
        bridge = SAYS_SHAPE.search(between.strip(" $\\"))
        if bridge is not None:
            dims = _only_sizes(tokens)
            if dims and (len(dims) > 1 or SIZE_WORDS.search(between)):
                yield Shaped(subject.letter, subject.label, tuple(d for d in dims if d != "1"), span.start, subject.indices)
                return
        if _alone(tokens) is None:
            break
        place = other.end if not re.fullmatch(r"[\s$,]*(?:et|and|,)?[\s$]*", between) else place
        if place == other.end:
            break
    tail = text[span.end : span.end + 60].split("\n", maxsplit=1)[0].lstrip("$ ")
    match = re.match(r"(?:is|are|est|sont|has|of|de)\b[^.;$\d]{0,30}?\s(?P<rest>.*)", tail)
    shape = PROSE_SHAPE.match(match.group("rest")) if match else None
    if shape is not None:
        dims = tuple(d.replace("{", "").replace("}", "").strip("()") for d in (shape.group("rows"), shape.group("columns")))
        yield Shaped(subject.letter, subject.label, tuple(d for d in dims if d != "1"), span.start, subject.indices)


def _alone(found: Sequence[Token]) -> Occurrence | None:
    """The symbol that a formula consists of, also where it is what a gradient is taken by."""
    if found and found[0].text in {"\\frac", "\\dfrac"}:
        bottom = group(found, group_end(found, 1))
        if len(bottom) > 1 and bottom[0].text == "\\partial" and group_end(found, group_end(found, 1)) == len(found):
            return _alone(bottom[1:])
        return None
    symbols = list(occurrences(found))
    return symbols[0] if len(symbols) == 1 and symbols[0].start == 0 and symbols[0].end == len(found) else None


def _only_sizes(found: Sequence[Token]) -> tuple[str, ...]:
    """The sizes of a formula that holds nothing else."""
    if not found or any(t.text in {"=", "\\in", "+", "\\frac", "\\sum", "^"} or t.kind == "text" for t in found):
        return ()
    dims = sizes(found)
    plain = all(re.fullmatch(r"[A-Za-z](?:_\w+)?|\d+|\\?ell", d) for d in dims)
    return dims if plain and len(dims) <= 2 else ()


def in_words(found: Sequence[Token]) -> Iterator[Shaped]:
    """``W^{(2)} \\text{ est } m \\times d_h`` inside of a formula."""
    for position, token in enumerate(found):
        if token.kind != "text" or not re.search(r"\b(est|is|sont|are|has|de|of)\b", token.text, re.IGNORECASE):
            continue
        before = [o for o in occurrences(found[:position]) if o.end == position or o.end == len(found[:position])]
        end = next((p for p in range(position + 1, len(found)) if found[p].kind == "text" or found[p].text in {"\\\\", ",", "\\quad"}), len(found))
        dims = _only_sizes(found[position + 1 : end])
        if len(before) == 1 and len(dims) == 2:
            yield Shaped(before[0].letter, before[0].label, tuple(d for d in dims if d != "1"), token.start, before[0].indices)
