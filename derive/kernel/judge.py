"""The conditions under which a certificate proves an obligation: by one table, or from the parts that a rule leaves.

They come from unevaluated terms: they exclude only points at which a side has no value.
"""

from __future__ import annotations

from functools import reduce
from operator import getitem

from derive.kernel.leaves import LEAVES, Certificate, Conditions
from derive.kernel.polynomial import RejectedError
from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.terms.binding import walk
from derive.terms.domain import asked
from derive.terms.parts import RULES, Part
from derive.terms.shapes import ShapeMismatchError


def judged(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """The conditions under which a certificate proves an obligation, and the conventions that it leans on; a RejectedError where it does not."""
    if any(node.op in {"sym", "arr"} and node.name[:1] in {"@", "%"} for term in (goal.left, goal.right, *goal.given) for node in walk(term)):
        raise RejectedError("a name that is kept for bound variables")
    name = certificate.get("rule")
    if name in LEAVES:
        return LEAVES[name](goal, certificate)
    if name not in RULES:
        raise RejectedError(f"unknown rule {name}")
    try:
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
