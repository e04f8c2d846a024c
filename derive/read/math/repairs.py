"""What is mended in reading: one missing or superfluous bracket, where there is exactly one way to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from derive.model.document import Member
from derive.model.term import Term
from derive.read.math import sets
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.terms.shapes import ShapeMismatchError

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar
    from derive.read.math.formula import _Sheet

PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
OPENING, CLOSING = ("(", "[", "{", "\\{"), (")", "]", "}", "\\}")
PARTNERS = dict(zip((*OPENING, *CLOSING), (*CLOSING, *OPENING), strict=True))
NO_END = frozenset({"+", "-", "^", "_", "(", "[", "{", "\\{", "\\cdot", "\\times", "*", "/", "\\frac", "\\sum", "\\sqrt"})
"""What no bracket closes behind."""
NO_START = frozenset({"(", "[", "{", "\\{", "^", "_"})
"""What no bracket opens before, its brackets turned round."""
MAX_TOKENS = 120
MAX_WORK = 5000
"""Tokens that may be taken in looking for the place of a lost bracket."""


def unbalanced(sheet: _Sheet, found: Sequence[Token], members: Sequence[Member]) -> None:
    """Remark parentheses of a statement that have no partner, at the members that hold them."""
    opens, closes = (sum(t.text == bracket for t in found) for bracket in "()")
    if opens != closes:
        uneven = [m for m in members if m.source.count("(") != m.source.count(")")] or list(members)
        sheet.remark("unbalanced", uneven[0].span.start, uneven[-1].span.end, (("opened", str(opens)), ("closed", str(closes))))


def is_about_brackets(reason: str) -> bool:
    """Whether a formula is unread for its brackets, so that mending them can help."""
    return "not closed" in reason or reason.startswith("unexpected ") or "ends too early" in reason


def recovered(sheet: _Sheet, piece: Sequence[Token]) -> Term | None:
    """The one term that a member with one bracket too few can be; None where there are several, or none."""
    if len(piece) > MAX_TOKENS:
        return None
    odd = [(o, c, sum(t.text == o for t in piece) - sum(t.text == c for t in piece)) for o, c in PAIRS]
    odd = [entry for entry in odd if entry[2]]
    if len(odd) != 1 or abs(odd[0][2]) != 1:
        return None
    opener, closer, surplus = odd[0]
    missing = closer if surplus > 0 else opener
    ways: set[Term] = set()
    budget = [MAX_WORK]
    for position in _places([t.text for t in piece], opener, closer, surplus):
        edge = piece[position].start if position < len(piece) else piece[-1].end
        grammar = sheet.grammar([*piece[:position], Token("sym", missing, edge, edge), *piece[position:]])
        grammar.s.steps = budget
        try:
            ways.add(grammar.whole())
        except (UnreadError, ShapeMismatchError, RecursionError, ValueError, OverflowError):
            continue
        if len(ways) > 1:
            return None
    return ways.pop() if len(ways) == 1 else None


def _places(texts: Sequence[str], opener: str, closer: str, surplus: int, never: frozenset[str] = NO_END) -> Iterator[int]:
    """Where one bracket can stand that makes all brackets match: behind the one that has no partner, and in no group that opens or closes behind that.

    >>> list(_places(["(", "a", "+", "{", "b", "}", "c"], "(", ")", 1))
    [2, 6, 7]
    """
    if surplus < 0:
        turned = [PARTNERS.get(text, text) for text in reversed(texts)]
        yield from sorted(len(texts) - place for place in _places(turned, opener, closer, 1, NO_START))
        return
    stack: list[int] = []
    end = len(texts)
    for place, text in enumerate(texts):
        if text in OPENING:
            stack.append(place)
        elif text in CLOSING:
            if stack and PARTNERS[texts[stack[-1]]] == text:
                stack.pop()
            else:
                end = place
                break
    if not stack or texts[stack[-1]] != opener:
        yield from range(len(texts) + 1)
        return
    depth = 0
    for place in range(stack[-1] + 1, end + 1):
        if not depth and texts[place - 1] not in never:
            yield place
        if place < end and texts[place] in PARTNERS and texts[place] not in {opener, closer}:
            depth += 1 if texts[place] in OPENING else -1


def member_of_set(grammar: Grammar) -> Term:
    """What stands behind a membership sign."""
    term = sets.any_set(grammar)
    if not grammar.s.done():
        raise UnreadError(f"unexpected {grammar.s.peek().text}")
    return term
