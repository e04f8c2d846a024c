"""Indices with a prime: in ``\\sum_{k'=1}^m e_{k'}`` the mark belongs to the letter, and k' is another index than k."""

from __future__ import annotations

from collections.abc import Sequence

from derive.read.math.tokens import Token

MARKS = frozenset({"'", "′", "\\prime"})


def primed_indices(found: list[Token]) -> list[Token]:
    r"""The tokens in which each letter that stands with a prime below something is one token with it, wherever it stands.

    >>> from derive.read.math.tokens import tokens
    >>> [t.text for t in tokens(r"a_{k'} f'(k')", 0, ())]
    ['a', '_', '{', "k'", '}', 'f', "'", '(', "k'", ')']
    """
    if not any(token.text in MARKS for token in found):
        return found
    letters = {*_below(found), *_told_apart(found)}
    made: list[Token] = []
    place = 0
    while place < len(found):
        token, end = found[place], _mark(found, place + 1)
        if token.text in letters and end:
            made.append(Token(token.kind, f"{token.text}'", token.start, found[end - 1].end, token.bold))
            place = end
        else:
            made.append(token)
            place += 1
    return made


def _mark(found: Sequence[Token], place: int) -> int:
    """The place behind one prime, ``'`` or ``^\\prime``; 0 where there is none, or there are two."""
    texts = [t.text for t in found[place : place + 4]]
    if texts[:1] and texts[0] in MARKS:
        return place + 1 if texts[1:2] != texts[:1] else 0
    if texts[:1] == ["^"]:
        if texts[1:2] and texts[1] in MARKS:
            return place + 2
        if len(texts) == 4 and texts[1] == "{" and texts[2] in MARKS and texts[3] == "}":
            return place + 4
    return 0


def _told_apart(found: Sequence[Token]) -> list[str]:
    r"""The single letters that a formula tells apart from themselves with a prime: ``k' \neq k``, ``k \neq k'``."""
    letters = []
    for place, token in enumerate(found):
        if token.text in {"\\neq", "\\ne", "≠"} and 0 < place < len(found) - 1:
            primed = [n for n in range(max(0, place - 5), place) if _mark(found, n + 1) == place]
            sides = {found[place - 1].text, *(found[n].text for n in primed)}
            other = found[place + 1]
            if other.kind == "word" and len(other.text) == 1 and other.text in sides and (primed or _mark(found, place + 2)):
                letters.append(other.text)
    return letters


def _below(found: Sequence[Token]) -> list[str]:
    """The single letters that are primed within a subscript."""
    letters = []
    depth, opened = 0, []
    for place, token in enumerate(found):
        if token.text == "{":
            depth += 1
            if place and found[place - 1].text == "_":
                opened.append(depth)
        elif token.text == "}":
            if opened and opened[-1] == depth:
                opened.pop()
            depth -= 1
        elif opened and token.kind == "word" and len(token.text) == 1 and _mark(found, place + 1):
            letters.append(token.text)
    return letters
