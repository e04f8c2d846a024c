"""The mint: every verdict is made here or in the refutation."""

from __future__ import annotations

from derive.kernel.judge import judged
from derive.kernel.leaves import Certificate
from derive.kernel.polynomial import RejectedError, Work
from derive.model.obligation import Convention, Obligation, Verdict
from derive.model.term import Term
from derive.terms.parts import declared


def proved(goal: Obligation, certificate: Certificate, by: str) -> Verdict:
    """The verdict that a certificate earns: proved, or proved under conditions; a RejectedError where it earns none."""
    leaned: list[Convention] = []
    Work.done = 0
    conditions = judged(goal, certificate, leaned)
    if conditions and not leaned and any(declared(convention, side) for convention in goal.conventions for side in (goal.left, goal.right)):
        raise RejectedError("a convention declares a value at a point that this proof leaves out")
    return Verdict("proved_if" if conditions else "proved", conditions, certificate=certificate, by=by, conventions=tuple(leaned))


def ill_typed(reason: str) -> Verdict:
    """Shapes or arities that cannot fit; the reason names both."""
    return Verdict("ill_typed", reason=reason, by="shapes")


def vacuous(reason: str) -> Verdict:
    """No admissible point exists."""
    return Verdict("vacuous", reason=reason, by="assumptions")


def undecided(reason: str, residue: Term | None = None, by: str = "") -> Verdict:
    """Not decided, with the reason and what was left of left - right."""
    return Verdict("undecided", reason=reason, residue=residue, by=by)
