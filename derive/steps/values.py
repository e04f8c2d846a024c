"""Applied letters that nothing defines, ``P(x_1)``, ``H(x)``: their first equation in a question says what they stand for.

Such a meaning is inferred: with it a step may be proved, and none is called wrong by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from derive.model.document import Document, Statement
from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.steps.chains import question_at
from derive.steps.limits import LIMITS
from derive.terms.binding import bound_of, free, rebuild, substitute, walk

MAX_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Value:
    """What an applied letter stands for, and where its equation ends."""

    head: Term
    meaning: Term
    place: int
    part: str


def is_opaque(term: Term, known: Collection[str]) -> bool:
    """Whether a term is a letter that nothing defines, applied to something; ``known`` are the functions with a meaning."""
    return term.op == "call" and not term.args[0].endswith("'") and term.args[0] not in SCALAR_FUNCTIONS | LIMITS and term.args[0] not in known


def names_opaque(left: Term, right: Term, known: Collection[str]) -> Iterator[tuple[Term, Term]]:
    """The applied letters that ``left = right`` gives a meaning, with it: one side bare, and its letter not on the other."""
    for side, other in ((left, right), (right, left)):
        indices = {v for v in free(other) - free(side) if v.op == "sym" and v.args[1] == "int"}
        if is_opaque(side, known) and not indices and not any(node.op == "D" or (node.op == "call" and node.args[0] == side.args[0]) for node in walk(other)):
            yield side, other


def values(document: Document, known: Collection[str]) -> tuple[Value, ...]:
    """The meanings that a document gives to applied letters, in order, the first of each in each top-level question."""
    found: dict[tuple[Term, str], Value] = {}
    for statement in document.statements:
        part = question_at(document.headings, statement.span.start).split(".", maxsplit=1)[0]
        for head, meaning in _of(statement, known):
            found.setdefault((head, part), Value(head, meaning, statement.span.start, part))
    return tuple(found.values())


def _of(statement: Statement, known: Collection[str]) -> Iterator[tuple[Term, Term]]:
    if statement.conditions or statement.joint:
        return
    for position, link in enumerate(statement.links):
        left, right = statement.members[position].term, statement.members[position + 1].term
        if link.sign in {"=", ":="} and left is not None and right is not None:
            yield from list(names_opaque(left, right, known))[:1]


def with_values(term: Term, given: Sequence[Value]) -> Term:
    """The term with what applied letters stand for in their places; a letter that is applied to bare letters is a function of them.

    >>> from derive.terms.build import call, num, sym
    >>> x = sym("x")
    >>> with_values(call("H", num(2)), [Value(call("H", x), call("exp", x), 0, "")])
    call(exp, 2)
    """
    for _ in range(MAX_ROUNDS):
        new = _once(term, given)
        if new == term:
            break
        term = new
    return term


def _once(term: Term, given: Sequence[Value]) -> Term:
    if term.op == "call":
        for value in given:
            if term == value.head:
                return value.meaning
            params = value.head.args[1:]
            bare = all(p.op == "sym" for p in params) and len(set(params)) == len(params) and free(value.meaning) <= set(params)
            if bare and term.args[0] == value.head.args[0] and len(term.args) == len(value.head.args):
                return substitute(value.meaning, dict(zip(params, term.args[1:], strict=True)))
    bound = bound_of(term)
    return rebuild(term, lambda part: part if part in bound else _once(part, given))
