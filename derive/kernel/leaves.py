"""The rules that prove an obligation at once: one table of values and signs, or none.

What the sides ask for is a fact where they are compared; whether it follows from what is given is decided without it, and what does not follow is a condition of the verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.kernel.cases import FAILS, HOLDS, truth
from derive.kernel.lines import unbound
from derive.kernel.polynomial import RejectedError
from derive.kernel.replay import Replay
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.definitions import axioms
from derive.terms.domain import asked, difference, facts
from derive.terms.entries import scalarise
from derive.terms.forms import rel
from derive.terms.shapes import shape

Certificate = dict[str, Any]
Conditions = tuple[Term, ...]


def _table(goal: Obligation, certificate: Certificate) -> Conditions:
    """Both sides are one fraction, or their difference has the sign that the relation asks for, wherever both are defined."""
    known, sides = facts(goal.given), (goal.left, goal.right)
    try:
        books: tuple[Replay, ...] = (_compared(goal, Replay(known, certificate, sides)),)
    except RejectedError:
        books = (Replay(known, certificate, sides), _compared(goal, Replay(known + asked(*sides), certificate, sides)))
    return _left_over(goal, certificate, *books)


def _compared(goal: Obligation, book: Replay) -> Replay:
    """The replay after both sides were compared."""
    if goal.relation == "=":
        book.equal(goal.left, goal.right)
    elif goal.relation in HOLDS:
        if book.sign(difference(rel(goal.relation, goal.left, goal.right))) not in HOLDS[goal.relation]:
            raise RejectedError("the difference has another sign")
    else:
        raise RejectedError("a relation that this rule does not know")
    return book


def _left_over(goal: Obligation, certificate: Certificate, plain: Replay, *books: Replay) -> Conditions:
    """What the sides ask for and does not follow from what is given, which is all that the plain replay knows."""
    left_over = tuple(condition for condition in asked(goal.left, goal.right) if not discharged(plain, condition))
    _prune(certificate, plain, *books)
    return left_over


def _prune(certificate: Certificate, *books: Replay) -> None:
    """Leave out the lines that nothing needed: what stays is the proof."""
    used = set().union(*(book.lines.used for book in books))
    certificate["lines"] = [line for number, line in enumerate(certificate["lines"]) if number in used]


def discharged(book: Replay, condition: Term) -> bool:
    """Whether a domain condition follows from what is given. A line that is missing only means that it was not shown."""
    try:
        return _follows(book, condition)
    except RejectedError as reason:
        if str(reason).startswith("no "):
            return False
        raise


def _follows(book: Replay, condition: Term) -> bool:
    if condition in book.given:
        return True
    if condition.op == "all":
        return _follows(book, unbound(book, condition)[2])
    if condition.op == "or":
        return any(discharged(book, part) for part in condition.args)
    return truth(book, condition) is True


def _same(goal: Obligation, _certificate: Certificate) -> Conditions:
    """A term is equal to itself, where it has a value."""
    if goal.left != goal.right or goal.relation not in {"=", "<=", ">="}:
        raise RejectedError("the two sides are not one term")
    return tuple(condition for condition in asked(goal.left, goal.right) if condition not in facts(goal.given))


def _undefined(goal: Obligation, certificate: Certificate) -> Conditions:
    """A condition that a side asks for fails throughout: there is no point to compare."""
    return (_failing(asked(goal.left, goal.right), certificate["condition"], facts(goal.given), certificate, (goal.left, goal.right)),)


def _absurd(goal: Obligation, certificate: Certificate) -> Conditions:
    """A given condition fails by the others: the cell is empty."""
    known, number = facts(goal.given), certificate["given"]
    _failing(known, number, known[:number] + known[number + 1 :], certificate, ())
    return ()


def _failing(conditions: Conditions, number: int, known: Conditions, certificate: Certificate, sides: Conditions) -> Term:
    """A condition that fails by what is known."""
    if not 0 <= number < len(conditions) or conditions[number].op != "rel":
        raise RejectedError("no such condition")
    condition, book = conditions[number], Replay(known, certificate, sides)
    if book.sign(difference(condition)) not in FAILS[condition.args[0]]:
        raise RejectedError("a condition holds here after all")
    _prune(certificate, book)
    return condition


def _axiom(goal: Obligation, certificate: Certificate) -> Conditions:
    """An inequality that holds for every value of its term."""
    if shape(certificate["of"]) or scalarise(certificate["of"]) != certificate["of"] or rel(goal.relation, goal.left, goal.right) not in axioms(certificate["of"]):
        raise RejectedError("not an axiom")
    return _left_over(goal, certificate, Replay(facts(goal.given), certificate, (goal.left, goal.right)))


LEAVES: dict[str, Callable[[Obligation, Certificate], Conditions]] = {"table": _table, "same": _same, "undefined": _undefined, "absurd": _absurd, "axiom": _axiom}
