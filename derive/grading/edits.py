"""Small edits of what a student wrote, the likeliest first: what a neighbour has there, a sign, an index, a name, a power, a factor, a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Protocol, cast

from derive.model.document import Member

CONFUSED = (
    ("softmax", "softplus"), ("softplus", "sigmoid"), ("softmax", "sigmoid"), ("\\sin", "\\cos"), ("\\sinh", "\\cosh"), ("\\tan", "\\tanh"), ("sin", "cos"), ("tanh", "sigmoid"),
    ("\\ln", "\\exp"), ("\\log", "\\exp"), ("ln", "exp"), ("log", "exp"), ("sign", "abs"), ("relu", "sigmoid"), ("\\max", "\\min"), ("max", "min"), ("\\sum", "\\prod"),
)  # fmt: skip
"""Names that are taken for one another."""
PRODUCT_SIGNS = frozenset({"\\cdot", "\\times", "*", "\\odot", "\\circ"})
OPENING = frozenset({"(", "[", "{", "\\{"})
CLOSING = frozenset({")", "]", "}", "\\}"})
FEW = 2
"""Tokens of a slip of the pen."""
SMALL = 14
"""Tokens that an edit may take from a neighbour at the most; more than a few are its last resort."""


class Token(Protocol):
    """What the reader keeps of a token."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """The whole member after one edit, and the piece that changed."""

    text: str
    old: str
    new: str


def edits(member: Member, neighbours: Sequence[Member]) -> Iterator[Edit]:
    """The edits of a member, without repetition; the number of each kind is bounded."""
    own = tokens_of(member)
    if not own:
        return
    page = _Page(member, own)
    others = [(n, tokens_of(n)) for n in neighbours]
    seen = {member.source}
    families: list[Iterator[Edit]] = [
        islice(_from_neighbours(page, others, 1, FEW), 14), islice(_signs(page), 14), islice(_arguments(page), 6), islice(_names(page), 6), islice(_indices(page, others), 24),
        islice(_powers(page, others), 12), islice(_operators(page), 8), islice(_numbers(page), 10), islice(_transposes(page), 6), islice(_factors(page, others), 16),
        islice(_terms(page), 14), islice(_from_neighbours(page, others, FEW + 1, SMALL), 14),
    ]  # fmt: skip
    for family in families:
        for edit in family:
            if edit.text not in seen and edit.text.strip() and (_balanced(edit.text) or not _balanced(member.source)):
                seen.add(edit.text)
                yield edit


def _balanced(text: str) -> bool:
    """Whether every bracket is closed: a reader that mends brackets must not make a correction of one that is not."""
    return all(text.count(opened) == text.count(closed) for opened, closed in ("()", "[]", "{}"))


def name_edits(member: Member) -> Iterator[Edit]:
    """The edits that put another name for softmax, softplus or sigmoid."""
    own = tokens_of(member)
    if own:
        yield from islice(_names(_Page(member, own), CONFUSED[:3]), 6)


def tokens_of(member: Member) -> list[Token]:
    """The tokens of a member's reading."""
    return [cast("Token", t) for t in member.tokens]


class _Page:
    """A member's text by its tokens."""

    def __init__(self, member: Member, tokens: list[Token]) -> None:
        self.source, self.offset, self.tokens = member.source, member.span.start, tokens

    def splice(self, first: int, last: int, new: str) -> Edit:
        """The tokens first to last (exclusive) replaced; an empty run inserts before ``first``."""
        start = self.tokens[first].start - self.offset if first < len(self.tokens) else len(self.source)
        end = self.tokens[last - 1].end - self.offset if last > first else start
        old = self.source[start:end]
        glued = new if not new or new.startswith(("^", "_", "(", ")", "{", "}")) else f"{' ' if self.source[:start][-1:].isalnum() else ''}{new}"
        space = " " if glued[-1:].isalnum() and self.source[end : end + 1].isalpha() else ""
        return Edit((self.source[:start] + glued + space + self.source[end:]).strip(), old, new.strip())

    def text(self, first: int, last: int) -> str:
        """The source of a run of tokens."""
        return self.source[self.tokens[first].start - self.offset : self.tokens[last - 1].end - self.offset] if last > first else ""

    def group_end(self, place: int) -> int:
        """The index after the group that opens at a token, or after the one token."""
        if self.tokens[place].text not in OPENING:
            return place + 1
        depth = 0
        for position in range(place, len(self.tokens)):
            depth += (self.tokens[position].text in OPENING) - (self.tokens[position].text in CLOSING)
            if not depth:
                return position + 1
        return len(self.tokens)


def _from_neighbours(page: _Page, others: Iterable[tuple[Member, list[Token]]], least: int, most: int) -> Iterator[Edit]:
    """What a neighbour has where this member differs by ``least`` to ``most`` tokens, the smallest difference first."""
    found: list[tuple[int, int, Edit]] = []
    texts = [t.text for t in page.tokens]
    for rank, (member, tokens) in enumerate(others):
        if not tokens:
            continue
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, texts, [t.text for t in tokens], autojunk=False).get_opcodes():
            if tag == "equal" or not least <= max(i2 - i1, j2 - j1) <= most:
                continue
            new = member.source[tokens[j1].start - member.span.start : tokens[j2 - 1].end - member.span.start] if j2 > j1 else ""
            found.append((max(i2 - i1, j2 - j1), rank, page.splice(i1, i2, new)))
    yield from (edit for _, _, edit in sorted(found, key=lambda f: f[:2]))


def _signs(page: _Page) -> Iterator[Edit]:
    for place, token in enumerate(page.tokens):
        if token.text in {"+", "-", "−"}:
            alone = token.text != "+" and (not place or page.tokens[place - 1].text in OPENING | PRODUCT_SIGNS)
            yield page.splice(place, place + 1, "-" if token.text == "+" else "" if alone else "+")
    depth, top = 0, False
    for token in page.tokens:
        depth += (token.text in OPENING) - (token.text in CLOSING)
        top = top or (not depth and token.text in {"+", "-", "−"})
    yield Edit(f"-({page.source})" if top else f"-{page.source}", "", "-")


def _arguments(page: _Page) -> Iterator[Edit]:
    """A minus lost at the beginning of a group."""
    for place, token in enumerate(page.tokens[:-1]):
        if token.text in {"(", "{", "["} and page.tokens[place + 1].text not in {"-", "−", "+"} and place and page.tokens[place - 1].text in {"^", "exp", "\\exp", "e"}:
            yield page.splice(place + 1, place + 1, "-")
    for place, token in enumerate(page.tokens[:-1]):
        if token.text in {"(", "["} and page.tokens[place + 1].text not in {"-", "−", "+"} and place and page.tokens[place - 1].kind in {"word", "cmd"}:
            yield page.splice(place + 1, place + 1, "-")


def _names(page: _Page, confused: Sequence[tuple[str, str]] = CONFUSED) -> Iterator[Edit]:
    for place, token in enumerate(page.tokens):
        for pair in confused:
            if token.text in pair:
                other = pair[1 - pair.index(token.text)]
                yield page.splice(place, place + 1, page.text(place, place + 1).replace(token.text, other))


def _scripts(page: _Page) -> Iterator[tuple[int, int, int]]:
    """Of each subscript or superscript its sign's place, and the tokens first to last inside it."""
    for place, token in enumerate(page.tokens[:-1]):
        if token.text in {"_", "^"}:
            end = page.group_end(place + 1)
            braced = page.tokens[place + 1].text == "{"
            yield place, place + 1 + braced, end - braced


def _indices(page: _Page, others: Iterable[tuple[Member, list[Token]]]) -> Iterator[Edit]:
    """Another index of the neighbourhood, or the two indices of a matrix the other way round."""
    letters = list(dict.fromkeys(t.text for _, ts in [(None, page.tokens), *others] for t in _index_tokens(ts)))
    for place, first, last in _scripts(page):
        if page.tokens[place].text == "_" and last - first == 2 and all(t.kind in {"word", "num"} for t in page.tokens[first:last]):
            yield page.splice(first, last, page.tokens[last - 1].text + page.tokens[first].text)
    for place, first, last in _scripts(page):
        for position in range(first, last):
            token = page.tokens[position]
            simple = token.text in letters or token.kind == "num"
            if (simple and (page.tokens[place].text == "_" or page.tokens[first].text == "(") and page.tokens[max(first, position - 1)].text not in {"=", "_"}) or (token.text in letters and position + 1 < last and page.tokens[position + 1].text == "="):
                yield from (page.splice(position, position + 1, letter) for letter in letters if letter != token.text)


def _index_tokens(tokens: list[Token]) -> Iterator[Token]:
    inside, depth = False, 0
    for place, token in enumerate(tokens):
        if token.text == "_":
            inside, depth = True, 0
            continue
        if inside:
            depth += (token.text in OPENING) - (token.text in CLOSING)
            if token.kind == "word" and len(token.text) == 1 and (place + 1 >= len(tokens) or tokens[place + 1].text != "_"):
                yield token
            inside = depth > 0


def _powers(page: _Page, others: Iterable[tuple[Member, list[Token]]]) -> Iterator[Edit]:
    """A power too many, another one, or one that is missing."""
    for place, first, last in _scripts(page):
        if page.tokens[place].text == "^" and last - first <= 2 and all(t.kind == "num" or t.text in {"-", "−"} for t in page.tokens[first:last]):
            yield page.splice(place, page.group_end(place + 1), "")
            yield from (page.splice(first, last, other) for other in ("2", "3", "-1", "-2") if other != page.text(first, last))
    if any(t.text == "^" and k + 1 < len(ts) and ts[k + 1].text in {"2", "{"} for _, ts in others for k, t in enumerate(ts)):
        for place, token in enumerate(page.tokens):
            follows = page.tokens[place + 1].text if place + 1 < len(page.tokens) else ""
            if (token.text in {")", "]"} or (token.kind == "word" and len(token.text) == 1)) and follows not in {"^", "_"}:
                yield page.splice(place + 1, place + 1, "^2")
        for place, token in enumerate(page.tokens):
            if token.text == "\\frac" and place + 1 < len(page.tokens):
                below = page.group_end(place + 1)
                if below < len(page.tokens) and page.tokens[below].text == "{":
                    end = page.group_end(below)
                    yield page.splice(below + 1, end - 1, f"\\left( {page.text(below + 1, end - 1)} \\right)^2")


def _operators(page: _Page) -> Iterator[Edit]:
    """A plus or a minus lost between two factors; a product sign for a sum."""
    for place in range(1, len(page.tokens)):
        left, right = page.tokens[place - 1], page.tokens[place]
        ends = left.kind in {"num", "word"} or left.text in CLOSING
        starts = right.kind in {"num", "word", "cmd"} or right.text == "("
        if right.text in PRODUCT_SIGNS:
            yield page.splice(place, place + 1, "+")
        elif ends and starts and right.text not in PRODUCT_SIGNS | CLOSING and left.text not in {"frac"}:
            yield page.splice(place, place, "+ ")
            yield page.splice(place, place, "- ")


def _numbers(page: _Page) -> Iterator[Edit]:
    for place, token in enumerate(page.tokens):
        if token.kind == "num" and token.text.isdigit() and len(token.text) < 4:
            value = int(token.text)
            for other in dict.fromkeys((value + 1, value - 1, 2 * value, value // 2 if value % 2 == 0 else 1)):
                if other >= 0 and other != value:
                    yield page.splice(place, place + 1, str(other))


def _transposes(page: _Page) -> Iterator[Edit]:
    """A transpose too many, or one that is missing on a matrix."""
    for place, first, last in _scripts(page):
        if page.tokens[place].text == "^" and last - first == 1 and page.tokens[first].text in {"T", "\\top", "t", "\\intercal"}:
            yield page.splice(place, page.group_end(place + 1), "")
        elif page.tokens[place].text == "^" and last - first > 1 and page.tokens[last - 1].text in {"T", "\\top"}:
            yield page.splice(last - 1, last, "")
    for place, token in enumerate(page.tokens):
        follows = page.tokens[place + 1].text if place + 1 < len(page.tokens) else ""
        if token.kind == "word" and len(token.text) == 1 and token.text.isupper() and follows != "^":
            yield page.splice(place + 1, place + 1, "^T")
    yield Edit(f"({page.source})^T", "", "^T")


def _factors(page: _Page, others: Iterable[tuple[Member, list[Token]]]) -> Iterator[Edit]:
    """A factor that is missing at the end, in front, or one too many."""
    own = {t.text for t in page.tokens}
    symbols = [t.text for _, ts in others for t in ts if t.kind == "word" and len(t.text) == 1 and t.text not in own]
    for symbol in list(dict.fromkeys([*symbols, "x"])):
        if symbol not in {"e", "d", "T"}:
            yield Edit(f"{page.source} {symbol}", "", symbol)
    yield Edit(f"2 {page.source}", "", "2")
    yield Edit(f"\\frac{{1}}{{2}} {page.source}", "", "\\frac{1}{2}")
    place, depth = 0, 0
    while place < len(page.tokens):
        token = page.tokens[place]
        end = page.group_end(place)
        while end < len(page.tokens) and page.tokens[end].text in {"^", "_"}:
            end = page.group_end(end + 1) if end + 1 < len(page.tokens) else end + 1
        if (not depth and token.kind in {"num", "word"}) or token.text in {"(", "["}:
            yield page.splice(place, end, "")
            place = end
        else:
            depth += (token.text == "{") - (token.text == "}")
            place += 1


def _terms(page: _Page) -> Iterator[Edit]:
    """One more or less, or a term left out."""
    yield from (Edit(page.source + tail, "", tail.strip()) for tail in (" - 1", " + 1"))
    depth, starts = 0, [0]
    for place, token in enumerate(page.tokens):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if not depth and place and token.text in {"+", "-", "−"}:
            starts.append(place)
    if len(starts) > 1:
        for first, last in zip(starts, [*starts[1:], len(page.tokens)], strict=True):
            cut = page.splice(first, last, "")
            yield Edit(cut.text.removeprefix("+").strip(), cut.old, "")
