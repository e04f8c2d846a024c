"""The rules that follow what ``derive.terms`` makes of an obligation: joints, squares, sums term by term. ``judged`` proves the parts."""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.leaves import Certificate, Conditions
from derive.kernel.polynomial import RejectedError
from derive.model.obligation import Convention, Obligation
from derive.terms.binding import free
from derive.terms.domain import asked
from derive.terms.entrywise import entrywise
from derive.terms.implications import pieces
from derive.terms.joints import base_of, joint
from derive.terms.matrix_words import tidied
from derive.terms.shapes import ShapeMismatchError
from derive.terms.squares import squared
from derive.terms.termwise import summands

Judge = Callable[[Obligation, Certificate, list[Convention]], Conditions]


def _joint(goal: Obligation, certificate: Certificate, leaned: list[Convention], judged: Judge) -> Conditions:
    """A derivative where two branches meet with one slope is that slope; near the point, nothing may be asked for that speaks of the variable."""
    node = certificate["node"]
    try:
        parts = joint(goal, node, certificate["border"], *certificate["branches"])
    except ValueError as reason:
        raise RejectedError(str(reason)) from None
    near = (*judged(parts.above, certificate["above"], []), *judged(parts.below, certificate["below"], []))
    if any(base_of(node) in free(condition) for condition in near):
        raise RejectedError("a branch may have no value near the point")
    conditions = (*near, *judged(parts.slopes, certificate["slopes"], []), *judged(parts.rest, certificate["rest"], leaned))
    if not set(asked(goal.left, goal.right)).issuperset(conditions):
        raise RejectedError("a branch asks for more than the goal")
    return tuple(dict.fromkeys(conditions))


def _squared(goal: Obligation, certificate: Certificate, _leaned: list[Convention], judged: Judge) -> Conditions:
    """a >= |b| where a >= 0 and a^2 >= b^2."""
    try:
        parts = list(zip(squared(goal), certificate["parts"], strict=True))
    except ValueError as reason:
        raise RejectedError(str(reason)) from None
    return tuple(dict.fromkeys(condition for part, proof in parts for condition in judged(part, proof, [])))


def _termwise(goal: Obligation, certificate: Certificate, _leaned: list[Convention], judged: Judge) -> Conditions:
    """A sum is at least another where each of its terms is; whatever is asked for has to be known of each term."""
    try:
        inner = summands(goal)
    except ValueError as reason:
        raise RejectedError(str(reason)) from None
    if judged(inner, certificate["then"], []):
        raise RejectedError("a term may have no value")
    return ()


def _entries(goal: Obligation, certificate: Certificate, leaned: list[Convention], judged: Judge) -> Conditions:
    """Arrays are equal entry by entry, for new indices in range; array operations are written out. What does not fit has no entries."""
    return judged(_by_entries(goal), certificate["then"], leaned)


def _by_entries(goal: Obligation) -> Obligation:
    try:
        inner = entrywise(goal)
    except ShapeMismatchError as mismatch:
        raise RejectedError(str(mismatch)) from None
    if goal.relation == "!=" and len(inner.given) > len(goal.given):
        raise RejectedError("arrays may differ in one entry only")
    return inner


def _tidied(goal: Obligation, certificate: Certificate, leaned: list[Convention], judged: Judge) -> Conditions:
    """Matrix terms as sums of words; what was inverted has to be regular."""
    _by_entries(goal)
    inner, regular = tidied(goal)
    return tuple(dict.fromkeys((*regular, *judged(inner, certificate["then"], leaned))))


def _implication(goal: Obligation, certificate: Certificate, _leaned: list[Convention], judged: Judge) -> Conditions:
    """Each piece of an implication holds; a conclusion asks for what it asks for where its premise holds."""
    try:
        proofs = list(zip(pieces(goal), certificate["pieces"], strict=True))
    except ValueError as reason:
        raise RejectedError(f"not an implication: {reason}") from None
    return tuple(dict.fromkeys(condition for piece, proof in proofs for condition in judged(piece, proof, [])))


REDUCTIONS: dict[str, Callable[[Obligation, Certificate, list[Convention], Judge], Conditions]] = {"joint": _joint, "squared": _squared, "termwise": _termwise, "entries": _entries, "tidied": _tidied, "implication": _implication}
