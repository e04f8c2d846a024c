"""A run of tokens that is taken from left to right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from derive.read.math.tokens import Token

T = TypeVar("T")


class UnreadError(Exception):
    """A formula that the grammar does not know; the message is the reason, one line."""


MAX_STEPS = 100_000
"""Tokens that may be taken, again and again, in reading one piece of a formula."""


class Stream:
    """Tokens with a place. Streams over parts of the tokens share the budget of the whole."""

    def __init__(self, tokens: Sequence[Token], steps: list[int] | None = None) -> None:
        self.tokens = tokens
        self.place = 0
        self.steps = [MAX_STEPS] if steps is None else steps

    def done(self) -> bool:
        """Whether all tokens are taken."""
        return self.place >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token:
        """The next token; an UnreadError at the end."""
        try:
            return self.tokens[self.place + ahead]
        except IndexError:
            raise UnreadError("the formula ends too early") from None

    def take(self) -> Token:
        """The next token, taken."""
        try:
            token = self.tokens[self.place]
        except IndexError:
            raise UnreadError("the formula ends too early") from None
        self.place += 1
        self.steps[0] -= 1
        if self.steps[0] < 0:
            raise UnreadError("this takes too much work to read")
        return token

    def back(self) -> None:
        """Give the last token back."""
        self.place -= 1

    def next_start(self) -> int:
        """Where the next token begins."""
        return self.tokens[self.place].start if self.place < len(self.tokens) else 0

    def last_end(self) -> int:
        """Where the last taken token ends."""
        return self.tokens[self.place - 1].end if self.place else 0

    def looking_at(self, *texts: str) -> bool:
        """Whether the next token is one of these."""
        return self.place < len(self.tokens) and self.tokens[self.place].text in texts

    def take_if(self, *texts: str) -> Token | None:
        """The next token if it is one of these."""
        return self.take() if self.place < len(self.tokens) and self.tokens[self.place].text in texts else None

    def group(self, read: Callable[[], T]) -> T:
        """What a braced group holds, or the token that TeX takes instead."""
        if not self.take_if("{"):
            return read()
        value = read()
        if not self.take_if("}"):
            raise UnreadError("a brace is not closed")
        return value

    def group_tokens(self, digits: bool = False) -> Sequence[Token]:
        """The tokens of a braced group, or the next token; of an unbraced number TeX takes the first digit only."""
        if not self.take_if("{"):
            token = self.take()
            if token.kind == "num" and len(token.text) > 1:
                if not digits:
                    raise UnreadError("several digits without braces")
                first = Token("num", token.text[0], token.start, token.start + 1)
                rest = Token("num", token.text[1:], token.start + 1, token.end)
                self.tokens = [*self.tokens[: self.place - 1], first, rest, *self.tokens[self.place :]]
                return [first]
            return [token]
        start, depth = self.place, 1
        while depth:
            text = self.take().text
            depth += (text == "{") - (text == "}")
        return self.tokens[start : self.place - 1]

    def group_text(self) -> str:
        """The text of a group."""
        return "".join(token.text for token in self.group_tokens())
