"""A derivative at a point where two branches meet: the goal as obligations about the branches.

Where f = L for u >= 0 and f = R for u <= 0 near a point with u = 0, both difference quotients of f there are those of L or of R; so f' = L' if L' = R' (x|x|, the Huber loss).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.model.obligation import Obligation
from derive.model.term import BINDERS, Term
from derive.terms.binding import free, rebuild
from derive.terms.build import rel
from derive.terms.domain import facts, requirements


@dataclass(frozen=True, slots=True)
class Joint:
    """What has to be proved of a derivative at a joint."""

    above: Obligation
    below: Obligation
    slopes: Obligation
    rest: Obligation
    """The goal with the derivative of the upper branch."""


def base_of(node: Term) -> Term:
    """The variable, or the whole array, that a derivative is taken by."""
    by: Term = node.args[1]
    return by if by.op in {"sym", "arr"} else by.args[0]


def outermost(term: Term, change: Callable[[Term], Term]) -> Term:
    """A term with its derivatives changed, those inside of binders and of other derivatives left as they are."""
    if term.op == "D":
        return change(term)
    return term if term.op in BINDERS else rebuild(term, lambda part: outermost(part, change))


def joint(goal: Obligation, node: Term, border: tuple[Term, Term], above: Term, below: Term) -> Joint:
    """The obligations for one derivative of the goal, where the two terms of the border are given to be equal.

    What is given counts near the point only where it does not speak of the variable. Raises ValueError where the border is not given or may be undefined near it.
    """
    known = facts(goal.given)
    left, right = border
    if not {rel("=", left, right), rel("=", right, left)} & set(known) or requirements(rel("=", left, right)) or node.op != "D":
        raise ValueError("no joint here")
    base = base_of(node)
    kept = tuple(condition for condition in known if base not in free(condition))
    body, by = node.args

    def changed(found: Term) -> Term:
        return Term("D", (above, by)) if found == node else found

    return Joint(
        Obligation(body, "=", above, (*kept, rel(">=", left, right))),
        Obligation(body, "=", below, (*kept, rel("<=", left, right))),
        Obligation(Term("D", (above, by)), "=", Term("D", (below, by)), goal.given),
        replace(goal, left=outermost(goal.left, changed), right=outermost(goal.right, changed)),
    )
