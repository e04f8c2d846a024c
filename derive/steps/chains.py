"""Chains: within a formula, over several displays, over implications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.model.document import Document, Heading, Link, Member, Statement, Step
from derive.model.term import Term

ASSERTIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def steps(document: Document) -> tuple[Step, ...]:
    """All links in order. A statement that opens with a relation sign goes on from the last member before it."""
    found: list[Step] = []
    previous: Statement | None = None
    chain = 0
    for statement in document.statements:
        if not statement.links:
            continue
        members = list(statement.members)
        goes_on = statement.continues and previous is not None and _near(document, previous, statement)
        if not goes_on:
            chain += 1
        if statement.continues:
            members[0] = previous.members[-1] if goes_on and previous is not None else Member(statement.span, "", reason="nothing to go on from")
        question = question_at(document.headings, statement.span.start)
        given = statement.conditions
        if goes_on and previous is not None:
            given = tuple(dict.fromkeys((*previous.conditions, *given)))
        for position, link in enumerate(statement.links):
            left, right = members[position], members[position + 1]
            before = len(found) - 1 if (position or goes_on) and found else None
            found.append(Step(left, link, right, question, _kind(left, link, right), given, chain, before))
        previous = replace(statement, members=tuple(members), conditions=given)
    return tuple(found)


def question_at(headings: tuple[Heading, ...], place: int) -> str:
    """The id of the question that a place belongs to."""
    before = [h for h in headings if h.span.start <= place]
    return before[-1].question if before else ""


def _near(document: Document, previous: Statement, statement: Statement) -> bool:
    """Whether no question begins between two statements."""
    return not any(previous.span.end <= h.span.start <= statement.span.start for h in document.headings)


def _kind(left: Member, link: Link, right: Member) -> str:
    if link.sign not in ASSERTIONS:
        return "definition"
    if left.term is None or right.term is None:
        return "unread"
    return "definition" if _assumed(link, left.term, right.term) else "step"


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
