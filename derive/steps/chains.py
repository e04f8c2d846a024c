"""Chains: within a formula, over several displays, over implications."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from derive.model.document import Antecedent, Document, Heading, Link, Member, Statement, Step
from derive.model.term import Term
from derive.steps.assumptions import with_assumptions
from derive.steps.moods import mood_of
from derive.steps.summation import with_implied_sums
from derive.terms.build import rel

LEFT_OPEN = re.compile(r"[\s$&]*(?:\\[lc]?dots[a-z]?|\.\.\.|…|\?|_+)[\s$.]*")
"""A member that the question leaves to be filled in."""
ASSERTIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

BEHIND = re.compile(r"\s*[,;]\s*(?:\\q?quad|\\[ ,;:]|~|\s)*")


def steps(document: Document) -> tuple[Step, ...]:
    """All links in order. A statement that opens with a relation sign goes on from the last member before it."""
    found: list[Step] = []
    previous: Statement | None = None
    before_it: Statement | None = None
    alone: Statement | None = None
    chain = 0
    defining = {definition.span for definition in document.definitions}
    for statement, following in zip(document.statements, (*document.statements[1:], None), strict=False):
        if not statement.links:
            alone = statement
            continue
        if alone is not None and statement.continues and not document.text[alone.span.end : statement.span.start].strip(" $\n"):
            previous = alone
        members = list(statement.members)
        goes_on = statement.continues and previous is not None and _near(document, previous, statement)
        if not goes_on:
            chain += 1
        if statement.continues:
            members[0] = previous.members[-1] if goes_on and previous is not None else Member(statement.span, "", reason="nothing to go on from")
        question = question_at(document.headings, statement.span.start)
        earlier = _antecedent(document, before_it, statement)
        before_arrow = tuple(_conditions_of(earlier)) if earlier is not None else ()
        antecedent = Antecedent(before_arrow, statement.joint == "<=>") if before_arrow else None
        given = (*statement.conditions, *_behind(document, statement, following))
        mood = mood_of(statement, document)
        if goes_on and previous is not None:
            given = tuple(dict.fromkeys((*previous.conditions, *given)))
        for position, link in enumerate(statement.links):
            if LEFT_OPEN.fullmatch(members[position].source) or LEFT_OPEN.fullmatch(members[position + 1].source):
                continue
            left, right = members[position], members[position + 1]
            before = len(found) - 1 if (position or goes_on) and found else None
            kind = "definition" if {left.span, right.span} & defining else _kind(left, link, right, antecedent is not None)
            found.append(Step(left, link, right, question, kind, given, chain, before, antecedent, mood))
        if earlier is not None:
            first = next((n for n, step in enumerate(found) if step.link in earlier.links), len(found))
            found[first : first + len(earlier.links)] = [replace(s, mood=s.mood or "solved") for s in found[first : first + len(earlier.links)]]
        before_it = replace(statement, members=tuple(members))
        previous = replace(statement, members=tuple(members), conditions=given)
    return with_assumptions(with_implied_sums(found, document), document)


def _antecedent(document: Document, previous: Statement | None, statement: Statement) -> Statement | None:
    """The statement of the same formula from which one follows by an arrow; None where there is none."""
    if previous is None or statement.joint not in {"=>", "<=>"} or statement.continues or statement.span.cell != previous.span.cell:
        return None
    between = document.text[previous.span.end : statement.span.start]
    return previous if "$" not in between and len(between) < 60 else None


def _behind(document: Document, statement: Statement, following: Statement | None) -> Iterator[Term]:
    """A condition on indices that stands behind a statement in the same row: ``a_i (1 - a_i), \\quad i = j``."""
    if following is None or len(following.links) != 1 or following.links[0].sign not in {"=", "!="} or following.span.cell != statement.span.cell or following.joint:
        return
    text = document.text if statement.span.cell is None or statement.span.cell >= len(document.cells) else document.cells[statement.span.cell]
    if not BEHIND.fullmatch(text[statement.span.end : following.span.start]):
        return
    left, right = (member.term for member in following.members)
    letters = [term.name for term in (left, right) if term is not None and term.op == "sym" and len(term.name) == 1]
    written = text[statement.span.start : statement.span.end]
    if len(letters) == 2 and any(re.search(rf"_\{{?[a-z,]*{letter}", written) for letter in letters):
        yield from _conditions_of(following)


def _conditions_of(statement: Statement) -> Iterator[Term]:
    """What a statement says, as conditions for what follows from it."""
    for position, link in enumerate(statement.links):
        left, right = statement.members[position].term, statement.members[position + 1].term
        if left is not None and right is not None and link.sign in ASSERTIONS:
            yield rel(link.sign, left, right)


def question_at(headings: tuple[Heading, ...], place: int) -> str:
    """The id of the question that a place belongs to."""
    index = bisect_right(headings, place, key=lambda h: h.span.start)
    return headings[index - 1].question if index else ""


def _near(document: Document, previous: Statement, statement: Statement) -> bool:
    """Whether no question begins between two statements."""
    first = bisect_left(document.headings, previous.span.end, key=lambda h: h.span.start)
    return first == len(document.headings) or document.headings[first].span.start > statement.span.start


def _kind(left: Member, link: Link, right: Member, follows: bool = False) -> str:
    if link.sign not in ASSERTIONS:
        return "definition"
    if left.term is None or right.term is None:
        return "unread"
    return "definition" if not follows and _assumed(link, left.term, right.term) else "step"


def _assumed(link: Link, left: Term, right: Term) -> bool:
    """A bare relation between letters and numbers is an assumption, not a derivation: k != y, x > 0, m >= d."""
    return _bare(left) and _bare(right) and (link.sign != "=" or left.op == "sym")


def _bare(term: Term) -> bool:
    return term.op in {"sym", "num", "arr"}


def members_of(found: tuple[Step, ...], chain: int) -> Iterator[Member]:
    """The members of one chain in order."""
    own = [step for step in found if step.chain == chain]
    for position, step in enumerate(own):
        if not position:
            yield step.left
        yield step.right
