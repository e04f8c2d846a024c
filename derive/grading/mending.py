"""What a reader sees behind a slip of the pen: a step that cannot be read, or does not hold, as written is judged as it was meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.grading.correction import Read
from derive.grading.faults import Fault
from derive.grading.judge import DECIDED, WRONG, Bench, Judged, judge
from derive.model.document import Member, Step

GUESSED = frozenset({"index_not_used", "index_lost", "label", "bound_and_free"})
"""Slips of which more than one mending is thinkable: what was meant may be proved then, but not blamed."""
UNCERTAIN = "it does not hold as it is written, and what was meant is not certain"
Mend = Callable[[Member, str], Member | None]
"""A member of a question without its slips; None where it has none, or cannot be read without them either."""


def mender(noted: Sequence[Fault], read: Read) -> Mend:
    """The mending of the slips whose meaning is plain, those with the text that was meant; and what could not be read at its place is read with all that the document says."""
    plain = sorted((f for f in noted if f.kind == "notation" and f.meant), key=lambda f: f.span.start)

    def mend(member: Member, question: str) -> Member | None:
        source, end = member.source, len(member.source)
        for fault in reversed([f for f in plain if f.span.cell == member.span.cell and member.span.start <= f.span.start and f.span.end <= member.span.end]):
            first, last = fault.span.start - member.span.start, fault.span.end - member.span.start
            if last <= end:
                source, end = source[:first] + fault.meant + source[last:], first
        if source == member.source and (member.term is not None or member.forever or not member.source):
            return None
        changed = read(source, member, question)
        return None if changed.term is None else changed

    return mend


def judge_fairly(step: Step, bench: Bench, mend: Mend, noted: Sequence[Fault]) -> Judged:
    """The verdict on a step as it is written; where that neither holds nor introduces anything, on the step as it was meant."""
    first = judge(step, bench)
    if first.step.kind == "definition" or (first.verdict is not None and first.verdict.status in DECIDED):
        return first
    left, right = mend(step.left, step.question), mend(step.right, step.question)
    guessed = _guessed(noted, step.left) or _guessed(noted, step.right)
    if left is None and right is None:
        wrong = first.verdict is not None and first.verdict.status in WRONG
        return replace(first, verdict=bench.undecided(UNCERTAIN)) if wrong and guessed else first
    meant = replace(step, left=left or step.left, right=right or step.right)
    if meant.left.term is None or meant.right.term is None:
        return first
    second = judge(replace(meant, kind="step"), bench)
    if second.verdict is None:
        return first
    if second.verdict.status in WRONG and (guessed or (second.verdict.status == "refuted" and (_reread(step.left, left) or _reread(step.right, right)))):
        second = replace(second, verdict=bench.undecided(UNCERTAIN))
    kept = replace(second.step, left=replace(step.left, term=meant.left.term), right=replace(step.right, term=meant.right.term))
    return replace(second, step=kept)


def _reread(member: Member, changed: Member | None) -> bool:
    """Whether a member is only read again, as it is written."""
    return changed is not None and changed.source == member.source


def _guessed(noted: Sequence[Fault], member: Member) -> bool:
    return any(f.code in GUESSED and f.span.cell == member.span.cell and member.span.start <= f.span.start < member.span.end for f in noted)
