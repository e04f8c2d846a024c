"""Words around formulas: conditions announced before them, a function word that touches one, numpy inside one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from derive.model.document import Code, Span
from derive.model.term import Term
from derive.read.math.lookup import Lookup
from derive.terms.build import rel, sym

CONDITION = re.compile(r"(?:^|[\s(])(?:pour|for|if|si|when|quand|lorsque|cas|case)\s*\$?$", re.IGNORECASE)
PLAIN = re.compile(r"\b(?:pour|for|if|si|when|quand|lorsque|where|case|cas)\s+\(?(?P<left>[a-z])\s*(?P<sign>=|≠|!=|<>)\s*(?P<right>[a-z])\b(?!\s*=|\()", re.IGNORECASE)
NUMPY = re.compile(r"\bnp\s*\.\s*[a-z]|\bnumpy\.")
CODE_NAME = re.compile(r"^\s*&?\s*[A-Za-z]{2,}(?:\\?_[A-Za-z]\w*+)++\s*=(?!=)\s*[A-Za-z]{2,}\\_")
"""Names that only code has, as in an answer without any np in it."""
ASSIGNMENT = re.compile(r"^\s*&?\s*(?P<name>[A-Za-z][A-Za-z0-9_\\]*)\s*=(?!=)")


NEAR = 80
"""How far before a formula a word can announce it."""
FAR = 4000
"""How far from a formula words still belong to it."""


FUNCTION_WORD = re.compile(r"(?:\A|[$&\[}]|\\\[|\\\()\s*(?:\\(?:operatorname|mathrm|text)\s*\{)?(?P<word>[A-Za-z]{3,12})\}?\s*\(\s*\\?[A-Za-z]{1,7}\s*\)\s*(?::?=|\\triangleq|\\coloneqq|\\equiv)")
"""A word before one letter in parentheses, at the beginning of an equation: ``logit(p) = ...``."""
TYPO = 0.85


def function_words(formulas: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The words that formulas define as functions, and that are no slip in writing a known one.

    >>> sorted(function_words(["logit(p) = x", "a = swish(x)", "sigmiod(x) = y", "sigmoid(x) = y"], {"sigmoid"}))
    ['logit']
    """
    found = {match.group("word") for formula in formulas for match in FUNCTION_WORD.finditer(formula)} - set(known)
    return frozenset(word for word in found if not get_close_matches(word, known, n=1, cutoff=TYPO))


class Prose:
    """The words of a text: what stands between formulas, without code and comments."""

    def __init__(self, text: str, closed: Sequence[Span]) -> None:
        self.text = text
        self.closed = sorted(closed)
        self.next = 0

    def between(self, start: int, end: int) -> str:
        """The prose of a range; ranges are asked for in order."""
        kept = []
        while self.next < len(self.closed) and self.closed[self.next].start < end:
            hidden = self.closed[self.next]
            if hidden.start >= start:
                kept.append(self.text[start : hidden.start])
                start = min(hidden.end, end)
            self.next += 1
        kept.append(self.text[start:end] if end - start <= 2 * FAR else f"{self.text[start : start + FAR]} {self.text[end - FAR : end]}")
        return " ".join(kept)


def condition_before(text: str, span: Span) -> bool:
    """Whether the word before a formula announces a condition."""
    line = text[max(0, text.rfind("\n", max(0, span.start - NEAR), span.start), span.start - NEAR) : span.start].rstrip("$ ")
    return bool(CONDITION.search(line + " $".strip(" ")) or CONDITION.search(line))


def word_before(text: str, span: Span, lookup: Lookup) -> Span:
    """The span widened to a function word right before the formula that opens with a parenthesis."""
    if not text[span.start : span.end].lstrip().startswith("("):
        return span
    match = re.search(r"([A-Za-z]+)\s*\$?\s*$", text[max(0, span.start - NEAR) : span.start])
    shift = max(0, span.start - NEAR)
    if match and match.group(1) in lookup.words and "\n" not in text[shift + match.end(1) : span.start]:
        return Span(shift + match.start(1), span.end, span.cell)
    return span


def is_code(text: str, span: Span) -> Iterator[Code]:
    """The numpy answers that a formula holds, one for each of its rows; nothing for mathematics."""
    source = text[span.start : span.end]
    if not NUMPY.search(source.replace("\\_", "_")) and not CODE_NAME.search(source):
        return
    place = span.start
    for row in re.split(r"(\\\\|\\begin\{[a-z*]+\}|\\end\{[a-z*]+\})", source):
        if (NUMPY.search(row) or CODE_NAME.search(row)) and ASSIGNMENT.match(row):
            yield Code(row, Span(place, place + len(row), span.cell))
        place += len(row)


def plain_condition(between: str) -> Term | None:
    """A condition on two indices in plain words: "when i = j", "pour k ≠ y"; the last one counts."""
    found = list(PLAIN.finditer(between))
    if not found:
        return None
    match = found[-1]
    return rel("=" if match.group("sign") == "=" else "!=", sym(match.group("left"), "int"), sym(match.group("right"), "int"))
