"""The mint: every verdict is made here or in the refutation. A certificate proves an obligation by one table, or from the parts that a rule leaves."""

from __future__ import annotations

from functools import reduce
from operator import getitem

from derive.kernel.leaves import LEAVES, Certificate, Conditions
from derive.kernel.polynomial import RejectedError, Work
from derive.model.obligation import Convention, Obligation, Verdict
from derive.model.term import Term
from derive.terms.binding import walk
from derive.terms.domain import asked
from derive.terms.parts import RULES, Part, declared
from derive.terms.shapes import ShapeMismatchError


def proved(goal: Obligation, certificate: Certificate, by: str) -> Verdict:
    """The verdict that a certificate earns: proved, or proved under conditions; a RejectedError where it earns none."""
    leaned: list[Convention] = []
    Work.done = 0
    conditions = judged(goal, certificate, leaned)
    if conditions and not leaned and any(declared(convention, side) for convention in goal.conventions for side in (goal.left, goal.right)):
        raise RejectedError("a convention declares a value at a point that this proof leaves out")
    return Verdict("proved_if" if conditions else "proved", conditions, certificate=certificate, by=by, conventions=tuple(leaned))


def judged(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """The conditions under which a certificate proves an obligation; they come from unevaluated terms, and exclude only points at which a side has no value."""
    if any(node.op in {"sym", "arr"} and node.name[:1] in {"@", "%"} for term in (goal.left, goal.right, *goal.given) for node in walk(term)):
        raise RejectedError("a name that is kept for bound variables")
    name = certificate.get("rule")
    if name not in LEAVES and name not in RULES:
        raise RejectedError(f"unknown rule {name}")
    try:
        if name in LEAVES:
            return LEAVES[name](goal, certificate)
        parts = list(RULES[name](goal, certificate))
    except (ValueError, ShapeMismatchError) as reason:
        raise RejectedError(str(reason)) from None
    own = asked(goal.left, goal.right)
    conditions: dict[Term, None] = {}
    for part in parts:
        if isinstance(part, Term):
            conditions[part] = None
        elif isinstance(part, Convention):
            leaned.append(part)
        else:
            found = judged(part.goal, _proof(certificate, part), leaned)
            if part.allowed is not None and not set(part.allowed).issuperset(found):
                raise RejectedError(f"a part of {name} asks for more than it may")
            conditions.update(dict.fromkeys(c if part.cell is None or c in own else Term("or", (Term("not", (part.cell,)), c)) for c in found))
    return tuple(conditions)


def _proof(certificate: Certificate, part: Part) -> Certificate:
    try:
        proof: Certificate = reduce(getitem, part.at, certificate)
    except (KeyError, IndexError, TypeError):
        raise RejectedError(f"no proof of {part.at}") from None
    return proof


def ill_typed(reason: str) -> Verdict:
    """Shapes or arities that cannot fit; the reason names both."""
    return Verdict("ill_typed", reason=reason, by="shapes")


def vacuous(reason: str) -> Verdict:
    """No admissible point exists."""
    return Verdict("vacuous", reason=reason, by="assumptions")


def undecided(reason: str, residue: Term | None = None, by: str = "") -> Verdict:
    """Not decided, with the reason and what was left of left - right."""
    return Verdict("undecided", reason=reason, residue=residue, by=by)
