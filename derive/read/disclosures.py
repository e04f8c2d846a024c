"""What was taken for mathematics though it is not written as such: words without a backslash, characters that nobody sees. Notes, one for each kind and document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.model.document import Remark, Span, Statement
from derive.read.math.letters import INVISIBLE
from derive.read.math.lookup import STANDARD
from derive.read.math.tokens import Token


def disclosures(text: str, formulas: Sequence[tuple[Span, bool]], statements: Sequence[Statement]) -> Iterator[Remark]:
    """The notes on a document that was read: bare function words with the first place of one, and invisible characters that were passed over."""
    hidden = next((match for span, _ in formulas if (match := INVISIBLE.search(text, span.start, span.end))), None) if not text.isascii() else None
    if hidden is not None:
        yield Remark("note", "invisible_characters", Span(hidden.start(), hidden.end()), (("found", f"U+{ord(hidden.group()):04X}"),))
    words: dict[str, Span] = {}
    for statement in statements:
        for member in statement.members:
            if member.term is not None:
                for token in member.tokens:
                    if isinstance(token, Token) and token.text in STANDARD and token.text not in words and text[token.start : token.end] == token.text:
                        words[token.text] = Span(token.start, token.end)
    if words:
        first = min(words.values())
        yield Remark("note", "bare_words", first, (("found", ", ".join(sorted(words))),))
