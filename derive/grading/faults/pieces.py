"""LaTeX as it is written, in pieces with their places and scripts: what the search for notation faults looks at. Nothing here understands a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"(?P<space>\s+|~)|(?P<cmd>\\(?:[A-Za-z]+\*?|.))|(?P<num>\d+(?:\.\d+)?)|(?P<word>[A-Za-z]+)|(?P<sym>.)", re.DOTALL)
SPACING = frozenset(r"\, \; \: \! \  \quad \qquad \left \right \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \displaystyle \limits \nolimits & $".split()) | {"\\ "}
FONTS = frozenset({"\\mathbf", "\\boldsymbol", "\\bm", "\\vec", "\\bf", "\\mathit", "\\mathsf", "\\textbf"})
ACCENTS = frozenset({"\\hat", "\\bar", "\\tilde", "\\widehat", "\\overline"})
NAMED = frozenset({"\\operatorname", "\\operatorname*", "\\mathrm", "\\text", "\\textrm", "\\mbox", "\\textit", "\\texttt"})
WORDS = frozenset(
    "sum prod frac exp log ln max min sin cos tan tanh sinh cosh sign sgn abs sigmoid softplus softmax rect relu ReLU RELU onehot argmin argmax diag det tr partial sqrt Softplus Sigmoid if si pour for".split()
)
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One symbol, number, group or environment with its scripts; ``end`` includes them, ``core_end`` does not."""

    kind: str
    """letter, word, cmd, num, sym, text, group or env."""
    text: str
    start: int
    end: int
    core_end: int
    children: tuple[Piece, ...] = ()
    sub: tuple[Piece, ...] | None = None
    sup: tuple[Piece, ...] | None = None
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    """Of an environment: its rows of cells."""
    braced: bool = True
    """Whether its subscript stands in braces."""


def pieces(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of a stretch of text. What does not close is closed at the end."""
    found = []
    place = start
    while place < end:
        match = TOKEN.match(text, place, end)
        if match is None:
            break
        found.append(match)
        place = match.end()
    return tuple(_Reader(found).run(0))


def shown(found: Sequence[Piece] | None) -> str:
    """The pieces as normal text: without fonts, spaces and braces around one thing."""
    return "".join(_one(piece) for piece in found or ())


def _one(piece: Piece) -> str:
    if piece.kind == "env":
        core = "[" + ";".join(",".join(shown(cell) for cell in row) for row in piece.rows) + "]"
    elif piece.kind == "group":
        core = "{" + shown(piece.children) + "}"
    else:
        core = piece.text
    sub = "" if piece.sub is None else "_{" + shown(piece.sub) + "}"
    sup = "" if piece.sup is None else "^{" + shown(piece.sup) + "}"
    return core + sub + sup


def every(found: Sequence[Piece]) -> Iterator[Piece]:
    """All pieces, those inside of groups, scripts and cells included."""
    for piece in found:
        yield piece
        yield from every(piece.children)
        yield from every(piece.sub or ())
        yield from every(piece.sup or ())
        for row in piece.rows:
            for cell in row:
                yield from every(cell)


def runs(found: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """All runs of pieces side by side: the whole, and the inside of each group, script and cell."""
    yield found
    for piece in found:
        for inner in (piece.children, piece.sub or (), piece.sup or ()):
            if inner:
                yield from runs(inner)
        for row in piece.rows:
            for cell in row:
                yield from runs(cell)


class _Reader:
    def __init__(self, tokens: Sequence[re.Match[str]]) -> None:
        self.tokens, self.place = tokens, 0

    def run(self, depth: int, closer: str = "") -> list[Piece]:
        """The pieces up to a closing brace or the end."""
        found: list[Piece] = []
        while self.place < len(self.tokens):
            match = self.tokens[self.place]
            text = match.group()
            if closer and text == closer:
                self.place += 1
                break
            if match.lastgroup == "space" or text in SPACING:
                self.place += 1
            elif text in {"_", "^"} and found:
                self.place += 1
                found[-1] = self.scripted(found[-1], text, depth)
            elif match.lastgroup == "word" and text not in WORDS and len(text) > 1:
                self.place += 1
                found += [Piece("letter", c, match.start() + k, match.start() + k + 1, match.start() + k + 1) for k, c in enumerate(text)]
            else:
                found += self.piece(depth)
        return found

    def scripted(self, piece: Piece, mark: str, depth: int) -> Piece:
        """A piece with one script more."""
        self.skip_space()
        braced = self.place < len(self.tokens) and self.tokens[self.place].group() == "{"
        inner = self.argument(depth)
        end = self.tokens[self.place - 1].end() if self.place else piece.end
        if not braced and inner and inner[0].kind in {"letter", "num"} and len(inner) == 1:
            end = inner[0].end
        sub, sup = (tuple(inner), piece.sup) if mark == "_" else (piece.sub, tuple(inner))
        return Piece(piece.kind, piece.text, piece.start, end, piece.core_end, piece.children, sub, sup, piece.rows, braced if mark == "_" else piece.braced)

    def skip_space(self) -> None:
        while self.place < len(self.tokens) and (self.tokens[self.place].lastgroup == "space" or self.tokens[self.place].group() in SPACING):
            self.place += 1

    def argument(self, depth: int) -> list[Piece]:
        """What a command or a script takes: a braced group's pieces, or one token (of a run of letters or digits the first)."""
        self.skip_space()
        if self.place >= len(self.tokens) or depth > MAX_DEPTH:
            self.place += self.place < len(self.tokens)
            return []
        match = self.tokens[self.place]
        text = match.group()
        if text == "{":
            self.place += 1
            return self.run(depth + 1, "}")
        if match.lastgroup in {"word", "num"} and len(text) > 1:
            rest = TOKEN.match(match.string, match.start() + 1, match.end())
            assert rest is not None
            self.tokens = [*self.tokens[: self.place], rest, *self.tokens[self.place + 1 :]]
            kind = "letter" if match.lastgroup == "word" else "num"
            return [Piece(kind, text[0], match.start(), match.start() + 1, match.start() + 1)]
        return self.piece(depth)

    def piece(self, depth: int) -> list[Piece]:
        """The next piece; several where a font covers several."""
        match = self.tokens[self.place]
        kind, text, start = match.lastgroup or "sym", match.group(), match.start()
        self.place += 1
        if text == "{":
            inner = tuple(self.run(depth + 1, "}")) if depth < MAX_DEPTH else ()
            end = self.tokens[self.place - 1].end()
            return [Piece("group", "", start, end, end, inner)]
        if text in FONTS and self.opens():
            inner = tuple(self.argument(depth + 1))
            end = self.tokens[self.place - 1].end()
            if len(inner) == 1:
                one = inner[0]
                return [Piece(one.kind, one.text, start, end, end, one.children, one.sub, one.sup, one.rows, one.braced)]
            return list(inner)
        if text in FONTS:
            return []
        if text in ACCENTS:
            inner = tuple(self.argument(depth + 1))
            end = self.tokens[self.place - 1].end()
            if len(inner) == 1:
                one = inner[0]
                return [Piece("letter", f"{text} {one.text}", start, end, end, one.children, one.sub, one.sup, one.rows, one.braced)]
            return [Piece("letter", f"{text} {shown(inner)}", start, end, end)]
        if text in NAMED and self.opens():
            inside = self.tokens[self.place].end()
            self.argument(depth + 1)
            end = self.tokens[self.place - 1].end()
            word = match.string[inside : end - 1].strip()
            return [Piece("word" if re.fullmatch(r"[A-Za-z]+", word) else "text", word, start, end, end)]
        if text == "\\begin" and self.opens():
            return [self.environment(start, depth)]
        return [Piece("letter" if kind == "word" and len(text) == 1 else kind, text, start, match.end(), match.end())]

    def opens(self) -> bool:
        self.skip_space()
        return self.place < len(self.tokens) and self.tokens[self.place].group() == "{"

    def environment(self, start: int, depth: int) -> Piece:
        """An environment with its rows of cells."""
        name = shown(self.argument(depth + 1))
        first, level = self.place, 1
        while self.place < len(self.tokens) and level:
            text = self.tokens[self.place].group()
            level += (text == "\\begin") - (text == "\\end")
            self.place += 1
        inside = self.tokens[first : self.place - (not level)]
        if not level:
            self.argument(depth + 1)
        end = self.tokens[min(self.place, len(self.tokens)) - 1].end()
        rows: list[list[list[re.Match[str]]]] = [[[]]]
        level = 0
        for token in inside:
            text = token.group()
            level += (text in {"{", "\\begin"}) - (text in {"}", "\\end"})
            if text == "\\\\" and not level:
                rows.append([[]])
            elif text == "&" and not level:
                rows[-1].append([])
            else:
                rows[-1][-1].append(token)
        cells = tuple(tuple(tuple(_Reader(cell).run(depth + 1)) for cell in row) for row in rows if any(row))
        return Piece("env", name, start, end, end, rows=cells if depth < MAX_DEPTH else ())
