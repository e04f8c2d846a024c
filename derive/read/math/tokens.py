"""Tokens of LaTeX with their exact places; letters are cut into known words and single letters."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

PATTERN = re.compile(
    r"(?P<space>\s+|~)|(?P<cmd>\\(?:[A-Za-z]+\*?|.))|(?P<num>\d+(?:\.\d+)?)|(?P<word>[A-Za-z]+)|(?P<sym>.)",
    re.DOTALL,
)
SPACING = frozenset(
    r"\  \, \; \: \! \quad \qquad \left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \displaystyle \limits \nolimits \nonumber "
    r"\notag \textstyle \thinspace \enspace \hfill \, \/".split()
) | {"\\ ", "$"}
FONTS = frozenset({"\\mathbf", "\\boldsymbol", "\\bm", "\\vec", "\\bf", "\\rm", "\\mathit", "\\it", "\\mathsf", "\\pmb", "\\mathcal", "\\mathbfit", "\\symbf"})
PLAIN_LETTERS = re.compile(r"[^-+=,/<>&]*")
"""What a font command may hold for its braces to mean nothing: a symbol with its scripts."""
LOST_BACKSLASH = frozenset({"sum", "frac", "prod"})
MAX_TOKENS = 6000


@dataclass(frozen=True, slots=True)
class Token:
    """One token: kind (cmd, num, word, unknown, sym, text), its text, and its offsets in the document."""

    kind: str
    text: str
    start: int
    end: int


class TooLongError(Exception):
    """More tokens than a formula may have."""


def tokens(source: str, offset: int, words: Collection[str]) -> list[Token]:
    """The tokens of a formula; spacing is left out, ``\\text{...}`` is one token."""
    found: list[Token] = []
    position = 0
    while position < len(source):
        match = PATTERN.match(source, position)
        assert match is not None
        kind, text, start = match.lastgroup or "", match.group(), match.start()
        position = match.end()
        if kind == "space" or text in SPACING:
            if text in {"\\left", "\\right"} and source[position : position + 1] == ".":
                position += 1
            continue
        if text in FONTS or text == "\\textbf":
            end = _group_end(source, position)
            if end is not None:
                opened = source.index("{", position)
                inner = source[opened + 1 : end - 1]
                if inner.strip() and PLAIN_LETTERS.fullmatch(inner) and (text in FONTS or inner.strip() == "1"):
                    found += _in_font(tokens(inner, offset + opened + 1, words), offset + start, offset + end)
                    position = end
                    continue
        if text in {"\\text", "\\textrm", "\\mbox", "\\textbf", "\\mathrm", "\\operatorname", "\\operatorname*", "\\textit", "\\texttt"}:
            end = _group_end(source, position)
            if end is not None:
                inner = source[source.index("{", position) + 1 : end - 1]
                plain = inner.replace("\\_", "_").strip()
                if re.fullmatch(r"[A-Za-z]+", plain) and (plain in words or text in {"\\mathrm", "\\operatorname", "\\operatorname*"}):
                    found.append(Token("word", plain, offset + start, offset + end))
                else:
                    found.append(Token("text", inner, offset + start, offset + end))
                position = end
                continue
        if kind == "word":
            found += _cut(text, offset + start, words)
        elif text not in FONTS:
            found.append(Token(kind, text, offset + start, offset + match.end()))
        if len(found) > MAX_TOKENS:
            raise TooLongError
    return found


def _in_font(inner: list[Token], start: int, end: int) -> list[Token]:
    """The tokens of a font command's group: the first begins and the last ends where the command does."""
    return [
        Token(t.kind, t.text, start if t is inner[0] else t.start, end if t is inner[-1] else t.end)
        for t in inner
    ]


def _group_end(source: str, position: int) -> int | None:
    """The end of the braced group that begins at or after a position (spaces between)."""
    while position < len(source) and source[position].isspace():
        position += 1
    if source[position : position + 1] != "{":
        return None
    depth = 0
    for place in range(position, len(source)):
        if source[place] == "{":
            depth += 1
        elif source[place] == "}":
            depth -= 1
            if not depth:
                return place + 1
    return None


def _cut(text: str, start: int, words: Collection[str]) -> list[Token]:
    """A run of letters as known words and single letters, the longest known word first."""
    found: list[Token] = []
    place = 0
    if len(text) > 3 and sum(len(piece) == 1 for piece in _pieces(text, words)) > 3:
        return [Token("unknown", text, start, start + len(text))]
    for piece in _pieces(text, words):
        kind, shown = ("cmd", "\\" + piece) if piece in LOST_BACKSLASH else ("word", piece)
        found.append(Token(kind, shown, start + place, start + place + len(piece)))
        place += len(piece)
    return found


def _pieces(text: str, words: Collection[str]) -> list[str]:
    """The known words and single letters of a run, in order."""
    pieces = []
    place = 0
    while place < len(text):
        length = next((n for n in range(len(text) - place, 1, -1) if text[place : place + n] in words), 1)
        pieces.append(text[place : place + length])
        place += length
    return pieces
