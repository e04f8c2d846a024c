"""Conditions that a document states in passing: "let sigma > 0", "on suppose 0 < p < 1", "where n >= 1". They hold for the steps behind them in their question.

A condition that may be meant for one case alone, or that stands elsewhere, is never given to a step; but where a step needs nothing more, nobody is blamed for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.model.document import Document, Statement, Step
from derive.model.term import Term
from derive.steps.moods import ASKED
from derive.terms.binding import free, walk
from derive.terms.build import ZERO, num, rel

CHOSEN = re.compile(r"\b(let|soit|soient|fix|fixons|prenons|take)\b[^.$]*[$\s(\\]*\Z", re.IGNORECASE)
"""Words that choose letters for all that follows."""
COMPARISONS = frozenset({"<", "<=", ">", ">=", "!="})
MARKUP = r"(?:\\end\{[a-z]+\*?\}|\\begin\{[a-z]+\*?\}|\\[\])(\[]|[$\s.,;:(&])*"
INTRODUCED = re.compile(
    r"\b(?:let|soi(?:en)?t|suppos\w*|assum\w*|given|étant donnée?s?|tels? que|telles? que|such that|throughout|hypothèse|fix|fixons|take|prenons|consider|considérons|"
    r"(?:for (?:all|any|every|each)|pour tou(?:te?|s|tes)|quel que soit|where|où|avec|with))\b[^.!?$]*$",
    re.IGNORECASE,
)
"""Words that bring in a condition for what follows."""
JOINED = re.compile(rf"{MARKUP}(?:and|et)?{MARKUP}", re.IGNORECASE)
BACKWARDS = re.compile(rf"{MARKUP}(?:where|où|avec|with|provided(?: that)?|pourvu que|as long as|dès que)\s*{MARKUP}", re.IGNORECASE)
"""What stands between a formula and a condition that belongs to it."""
ROW = re.compile(r"\s*[,;]\s*(?:\\q?quad|\\[ ,;:]|~|\s)*")
REACH, NEAR = 160, 40
SPACING = re.compile(r"[\s{}]|\\(?:left|right|,|;|!)")
SIGNED = {
    **dict.fromkeys(["\\mathbbR_+^*", "\\mathbbR^*_+", "\\mathbbR_>0", "\\mathbbR_++", "\\mathbbR^*+", "\\mathbbR^+*", "\\mathbbN^*", "\\mathbbN_>0", "\\mathbbN_+", "\\mathbbN^+"], ">"),
    **dict.fromkeys(["\\mathbbR_+", "\\mathbbR^+", "\\mathbbR_\\ge0", "\\mathbbR_\\geq0", "\\mathbbN", "\\mathbbN_0"], ">="),
    **dict.fromkeys(["\\mathbbR^*", "\\mathbbR\\setminus\\0\\"], "!="),
}
"""Sets of numbers of one sign, without braces and spaces, and what they say of their members."""
INTERVAL = re.compile(r"(?P<open>[\[\](])(?P<low>-?\d+(?:\.\d+)?)[,;](?P<high>-?\d+(?:\.\d+)?)(?P<close>[\])\[])")
SIMPLE = frozenset({"sym", "num", "const", "at", "arr", "add", "mul", "pow"})


@dataclass(frozen=True, slots=True)
class Assumption:
    """Conditions, the places of the document at which they hold, and their question; ``firm`` where they are given to the steps there."""

    conditions: tuple[Term, ...]
    start: int
    end: int
    home: str
    firm: bool


def assumptions(document: Document) -> tuple[Assumption, ...]:
    """The conditions that a document states, in order. Two that cannot hold together distinguish cases, and neither is firm."""
    found: list[Assumption] = []
    before: Statement | None = None
    brought_in = False
    for statement in document.statements:
        conditions = (*_conditions(statement), *_membership(statement, document.text))
        brought_in = bool(conditions) and _brought_in(document, statement, before, brought_in)
        if any(map(_tells_apart, conditions)) and not (brought_in and CHOSEN.search(document.text[max(0, statement.span.start - 20) : statement.span.start])):
            conditions = ()  # a case among others
        if conditions and (own := _assumption(document, statement, before, conditions, brought_in)) is not None:
            found.append(own)
        before = statement
    return tuple(replace(a, firm=a.firm and not any(map(_tells_apart, a.conditions)) and not any(a.home == b.home and _exclude(a.conditions, b.conditions) for b in found)) for a in found)


def with_assumptions(steps: Sequence[Step], document: Document) -> tuple[Step, ...]:
    """The steps, each with what the document states for it, and with what it states elsewhere."""
    stated = assumptions(document)
    if not stated:
        return tuple(steps)
    changed = []
    for step in steps:
        place, home = step.link.span.start, _home(step.question)
        names = {v.name for side in (step.left.term, step.right.term) if side is not None for v in free(side)}
        own = [a for a in stated if a.firm and a.start <= place < a.end and a.home in {"", home} and not _is_itself(a, step) and not _exclude(a.conditions, step.given)]
        others = [a.conditions for a in stated if a not in own and not _is_itself(a, step) and any(v.name in names for c in a.conditions for v in free(c))]
        changed.append(replace(step, stated=tuple(dict.fromkeys(c for a in own for c in a.conditions)), elsewhere=tuple(dict.fromkeys(others))))
    return tuple(changed)


def _is_itself(assumption: Assumption, step: Step) -> bool:
    left, right = step.left.term, step.right.term
    return left is not None and right is not None and step.link.sign in COMPARISONS and rel(step.link.sign, left, right) in assumption.conditions


def _home(question: str) -> str:
    return question.split(".", maxsplit=1)[0]


def _conditions(statement: Statement) -> Iterator[Term]:
    """The comparisons of a statement that consists of nothing else, between letters, numbers and small terms of them."""
    if not statement.links or statement.continues or statement.joint or any(link.sign not in COMPARISONS for link in statement.links):
        return
    terms = [member.term for member in statement.members]
    if all(term is not None and all(node.op in SIMPLE for node in walk(term)) for term in terms) and any(_is_bare(term) for term in terms):
        for position, link in enumerate(statement.links):
            left, right = terms[position], terms[position + 1]
            if left is not None and right is not None:
                yield rel(link.sign, left, right)


def _tells_apart(condition: Term) -> bool:
    """Whether a condition is i != j of two letters: it tells cases apart and is given where it stands, so that elsewhere it only excuses."""
    return condition.op == "rel" and condition.args[0] == "!=" and "num" not in {side.op for side in condition.args[1:]}


def _membership(statement: Statement, text: str) -> Iterator[Term]:
    r"""What belonging to a set of signed numbers or to an interval says: ``\sigma \in \mathbb{R}_+^*``, ``p \in (0, 1)``."""
    if len(statement.links) != 1 or statement.links[0].sign != "in":
        return
    left, sign_ends = statement.members[0].term, statement.links[0].span.end
    written, further = (SPACING.sub("", source) for source in (statement.members[1].source, text[sign_ends : sign_ends + NEAR]))
    if left is None or not _is_bare(left):
        return
    if (sign := SIGNED.get(written)) is not None:
        yield rel(sign, left, ZERO)
    elif interval := INTERVAL.match(further):
        low, high = (num(Fraction(interval[name])) for name in ("low", "high"))
        yield rel(">=" if interval["open"] == "[" else ">", left, low)
        yield rel("<=" if interval["close"] == "]" else "<", left, high)


def _is_bare(term: Term | None) -> bool:
    return term is not None and term.op in {"sym", "at"}


def _brought_in(document: Document, statement: Statement, before: Statement | None, earlier: bool) -> bool:
    """Whether words bring a condition in, or it goes on from one that they do."""
    start = statement.span.start
    low = max(before.span.end if before is not None and before.span.end <= start else 0, start - REACH)
    between = document.text[low:start]
    between = between[between.rfind("\n\n") + 1 :] if "\n\n" in between.rstrip("$ \n") else between
    if earlier and before is not None and JOINED.fullmatch(document.text[low:start]):
        return True
    words = re.sub(rf"{MARKUP}\Z", "", between) + " "
    return bool(INTRODUCED.search(words)) and not re.search(r"\b(?:donc|so|hence|thus|therefore|alors|then)\b[^.]*\Z", words, re.IGNORECASE)


def _assumption(document: Document, statement: Statement, before: Statement | None, conditions: tuple[Term, ...], brought_in: bool) -> Assumption | None:
    from derive.steps.chains import question_at

    place, text = statement.span.start, document.text
    home = _home(question_at(document.headings, place))
    if before is not None and before.links and before.span.end <= place and before.span.cell == statement.span.cell:
        between = text[before.span.end : place]
        if ROW.fullmatch(between) and not tuple(_conditions(before)):
            return Assumption(conditions, before.span.start, place, home, True)
        if BACKWARDS.fullmatch(between) and brought_in:
            return Assumption(conditions, before.span.start, len(text), home, True)
    sentence = text[max(0, place - REACH) : place]
    if not brought_in and ASKED.search(sentence[max(sentence.rfind("."), sentence.rfind("\n\n"), 0) :]):
        return None
    return Assumption(conditions, place, len(text), home, brought_in)


def _exclude(some: Sequence[Term], others: Sequence[Term]) -> bool:
    """Whether bounds of one letter by numbers leave nothing over."""
    letters = {side for c in some if c.op == "rel" for side in c.args[1:] if side.op == "sym"}
    for letter in letters:
        low = high = None
        strict = False
        for condition in (c for c in (*some, *others) if c.op == "rel"):
            sign, left, right = condition.args
            if right == letter and left.op == "num":
                sign, left, right = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign), right, left
            if left != letter or right.op != "num" or sign == "!=":
                continue
            strict = strict or len(sign) == 1
            if sign[0] == ">":
                low = right.value if low is None else max(low, right.value)
            else:
                high = right.value if high is None else min(high, right.value)
        if low is not None and high is not None and (low > high or (low == high and strict)):
            return True
    return False
