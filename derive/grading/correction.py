"""The nearest true step: the smallest edit of a wrong member that makes both of its steps provable. What is not proved is never offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.grading.culprits import Holds
from derive.grading.edits import edits, name_edits
from derive.model.document import Member, Step

MAX_TRIES = 60
"""Readable candidates that are judged for one member."""
MAX_READINGS = 150
Read = Callable[[str, Member, str], Member]
"""A changed source, the member that it replaces and its question: the member as it would be read."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A member spelled right, and the piece that changed."""

    text: str
    old: str
    new: str


def nearest(before: Step, after: Step | None, read: Read, holds: Holds) -> Correction | None:
    """The first edit of ``before``'s right side with which it is proved, and ``after`` too where there is one; None within the budget."""
    member = before.right
    if before.left.term is None:
        return None
    neighbours = [before.left, *([after.right] if after is not None else [])]
    tries = 0
    for edit in list(edits(member, neighbours))[:MAX_READINGS]:
        changed = read(edit.text, member, before.question)
        if changed.term is None or changed.term in {member.term, before.left.term}:
            continue
        tries += 1
        if tries > MAX_TRIES:
            return None
        if not holds(replace(before, right=changed, kind="step")):
            continue
        if after is not None and not holds(replace(after, left=changed, kind="step")):
            continue
        return Correction(edit.text, edit.old, edit.new)
    return None


def renamed(before: Step, after: Step | None, read: Read, holds: Holds) -> Correction | None:
    """For a member that cannot be read or judged: another function's name with which both of its steps are proved; None where there is none, or no step after it."""
    for edit in name_edits(before.right):
        changed = read(edit.text, before.right, before.question)
        if changed.term is None or not holds(replace(before, right=changed, kind="step")):
            continue
        if after is None or after.right.term is None or holds(replace(after, left=changed, kind="step")):
            return Correction(edit.text, edit.old, edit.new)
    return None
