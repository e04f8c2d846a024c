"""Tokens of LaTeX with their exact places; letters are cut into known words and single letters."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from derive.read.math.braces import Braces
from derive.read.math.letters import INVISIBLE, LOWERED, RAISED, pieces, plain

PATTERN = re.compile(
    r"(?P<space>\s+|~)|(?P<cmd>\\(?:[A-Za-z]+\*?|.))|(?P<num>\d+(?:\.\d+)?)|(?P<word>[A-Za-z]+)|(?P<sym>\.\.\.|.)",
    re.DOTALL,
)
SPACING = frozenset(
    r"\  \, \; \: \! \left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \displaystyle \limits \nolimits \nonumber "
    r"\notag \textstyle \thinspace \enspace \hfill \, \/".split()
) | {"\\ ", "$"}
FONTS = frozenset({"\\mathbf", "\\boldsymbol", "\\bm", "\\vec", "\\bf", "\\rm", "\\mathit", "\\it", "\\mathsf", "\\pmb", "\\mathbfit", "\\symbf"})
BOLD = frozenset({"\\mathbf", "\\boldsymbol", "\\bm", "\\vec", "\\pmb", "\\mathbfit", "\\symbf", "\\textbf"})
QUADS = frozenset({"\\quad", "\\qquad"})
PLAIN_LETTERS = re.compile(r"[^-+=,/<>&]*")
"""What a font command may hold for its braces to mean nothing: a symbol with its scripts."""
PROSE = frozenset("car et ou donc alors si pour avec and or where so since because hence thus".split())
"""Words that a scan sets upright though they are no names."""
LOST_BACKSLASH = frozenset({"sum", "frac", "prod"})
DROPPED = frozenset(r"\label \tag \tag* \hspace \hspace* \vspace \vspace* \phantom \hphantom \vphantom \color \setcounter \rule".split())
"""Commands that say nothing of the formula, with their group."""
MENTIONS = frozenset(r"\ref \eqref \cite \intertext \shortintertext \footnote \href \url".split())
"""Commands whose group is words."""
TEXTS = frozenset(r"\text \textrm \mbox \textbf \mathrm \operatorname \operatorname* \textit \texttt \textnormal \textsf \mathtt \emph".split())
WITH_GROUP = DROPPED | MENTIONS | TEXTS | FONTS
MAX_TOKENS = 6000
MAX_SOURCE = 100_000
MAX_FONTS = 20
LONGEST_WORD = 24
LONGEST_RUN = 200


class Token(NamedTuple):
    """One token: kind (cmd, num, word, unknown, sym, text, quad), its text, its offsets in the document, and whether it is bold."""

    kind: str
    text: str
    start: int
    end: int
    bold: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether it is a single letter that a word is made of, with a prime or without."""
        return self.kind == "word" and len(self.text.rstrip("'")) == 1


class TooLongError(Exception):
    """More tokens than a formula may have."""


def tokens(source: str, offset: int, words: Collection[str]) -> list[Token]:
    """The tokens of a formula; spacing is left out, ``\\text{...}`` is one token. Linear in the source; a TooLongError beyond the budget."""
    if len(source) > MAX_SOURCE:
        raise TooLongError
    if source.isascii():
        return _tokens(source, offset, words, 0)
    visible = plain(source)
    if not INVISIBLE.search(visible):
        return rooted(_tokens(visible, offset, words, 0), source, offset)
    kept = [place for place, character in enumerate(visible) if not INVISIBLE.match(character)]
    found = _tokens("".join(visible[place] for place in kept), 0, words, 0)
    return rooted([Token(t.kind, t.text, offset + kept[t.start], offset + kept[t.end - 1] + 1, t.bold) for t in found], source, offset)


def _tokens(source: str, offset: int, words: Collection[str], depth: int) -> list[Token]:
    if depth > MAX_FONTS:
        raise TooLongError
    found: list[Token] = []
    position = 0
    braces = Braces(source)
    while position < len(source):
        match = PATTERN.match(source, position)
        assert match is not None
        kind, text, start = match.lastgroup or "", match.group(), position
        position = match.end()
        if kind == "space":
            continue
        if kind == "word":
            found += _cut(text, offset + start, words)
            if len(found) > MAX_TOKENS:
                raise TooLongError
            continue
        if text in SPACING:
            if text in {"\\left", "\\right"} and source[position : position + 1] == ".":
                position += 1
            continue
        group = braces.after(position) if text in WITH_GROUP else None
        if group is not None:
            inner = source[group[0] + 1 : group[1] - 1]
            made = _with_group(text, inner, (offset + start, offset + group[0] + 1, offset + group[1]), words, depth)
            if made is not None:
                found += made
                position = group[1]
                if len(found) > MAX_TOKENS:
                    raise TooLongError
                continue
        if kind == "sym" and not text.isascii():
            position = _letter(source, start, offset, found)
        elif text not in FONTS:
            found.append(Token("quad" if text in QUADS else kind, text, offset + start, offset + match.end()))
        if len(found) > MAX_TOKENS:
            raise TooLongError
    if depth:
        return found
    from derive.read.math.folding import folded
    from derive.read.math.primes import primed_indices

    return primed_indices(folded(found))


def _with_group(text: str, inner: str, places: tuple[int, int, int], words: Collection[str], depth: int) -> list[Token] | None:
    """The tokens of a command with its braced group; None where the group is read like any other."""
    start, opened, end = places
    if text in DROPPED:
        return []
    if text in MENTIONS:
        return [Token("text", inner, start, end)]
    if (text in FONTS or text == "\\textbf") and inner.strip() and PLAIN_LETTERS.fullmatch(inner) and (text in FONTS or inner.strip() == "1"):
        return _in_font(_tokens(inner, opened, words, depth + 1), start, end, text in BOLD)
    if text not in TEXTS:
        return None
    name = inner.replace("\\_", "_").strip()
    if re.fullmatch(r"[A-Za-z]+", name) and (name in words or (text in {"\\mathrm", "\\operatorname", "\\operatorname*"} and name.lower() not in PROSE)):
        return [Token("word", name, start, end)]
    return [Token("text", inner, start, end)]


def _letter(source: str, start: int, offset: int, found: list[Token]) -> int:
    """Add the tokens of a character that is not of ASCII, or of a run of raised or lowered ones; the place behind them."""
    for mark, table in (("^", RAISED), ("_", LOWERED)):
        end = start
        while end < len(source) and source[end] in table:
            end += 1
        if end > start:
            run = [table[character] for character in source[start:end]]
            inside = [Token("num" if c.isdigit() else "word" if c.isalpha() else "sym", c, offset + start + k, offset + start + k + 1) for k, c in enumerate(run)]
            whole = (offset + start, offset + end)
            found += [Token("sym", mark, *whole), Token("sym", "{", *whole), *_joined(inside), Token("sym", "}", *whole)]
            return end
    known = pieces(source[start]) or (("sym", source[start]),)
    found += [Token(kind, text, offset + start, offset + start + 1) for kind, text in known]
    return start + 1


def _joined(digits: list[Token]) -> list[Token]:
    """Digits side by side as one number."""
    made: list[Token] = []
    for token in digits:
        if made and made[-1].kind == token.kind == "num":
            made[-1] = Token("num", made[-1].text + token.text, made[-1].start, token.end)
        else:
            made.append(token)
    return made


def _in_font(inner: list[Token], start: int, end: int, bold: bool) -> list[Token]:
    """The tokens of a font command's group: the first begins and the last ends where the command does."""
    return [
        Token(t.kind, t.text, start if t is inner[0] else t.start, end if t is inner[-1] else t.end, bold or t.bold)
        for t in inner
    ]


def rooted(found: list[Token], source: str, offset: int) -> list[Token]:
    """The tokens with braces around what a written root sign covers: a parenthesis, a number, or one letter."""
    if "√" not in source:
        return found
    made: list[Token] = []
    place = 0
    while place < len(found):
        token = found[place]
        made.append(token)
        place += 1
        if token.text != "\\sqrt" or source[token.start - offset : token.end - offset] != "√" or place >= len(found):
            continue
        end, depth = place, 0
        while end < len(found):
            depth += (found[end].text in {"(", "{"}) - (found[end].text in {")", "}"})
            end += 1
            if depth <= 0:
                break
        made += [Token("sym", "{", token.end, token.end), *found[place:end], Token("sym", "}", found[end - 1].end, found[end - 1].end)]
        place = end
    return made


def _cut(text: str, start: int, words: Collection[str]) -> list[Token]:
    """A run of letters as known words and single letters, the longest known word first."""
    if len(text) == 1 or (text in words and text not in LOST_BACKSLASH):
        return [Token("word", text, start, start + len(text))]
    found: list[Token] = []
    place = 0
    if len(text) > LONGEST_RUN:
        return [Token("unknown", text, start, start + len(text))]
    found_pieces = _pieces(text, words)
    if len(text) > 3 and sum(len(piece) == 1 for piece in found_pieces) > 3:
        return [Token("unknown", text, start, start + len(text))]
    for piece in found_pieces:
        kind, shown = ("cmd", "\\" + piece) if piece in LOST_BACKSLASH else ("word", piece)
        found.append(Token(kind, shown, start + place, start + place + len(piece)))
        place += len(piece)
    return found


def _pieces(text: str, words: Collection[str]) -> list[str]:
    """The known words and single letters of a run, in order."""
    pieces = []
    place = 0
    while place < len(text):
        length = next((n for n in range(min(len(text) - place, LONGEST_WORD), 1, -1) if text[place : place + n] in words), 1)
        pieces.append(text[place : place + length])
        place += length
    return pieces
