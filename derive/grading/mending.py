"""What a reader sees behind a slip of the pen: a step that cannot be read, or does not hold, as written is judged as it was meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from derive.grading.correction import Read
from derive.grading.faults import Fault
from derive.grading.judge import DECIDED, Bench, Judged, judge
from derive.model.document import Member, Step

GUESSED = frozenset({"index_not_used", "label", "bound_and_free"})
"""Slips of which more than one mending is thinkable: what was meant may be proved then, but not blamed."""
Mend = Callable[[Member, str], Member | None]
"""A member of a question without its slips; None where it has none, or cannot be read without them either."""


def mender(noted: Sequence[Fault], read: Read) -> Mend:
    """The mending of the slips whose meaning is plain: those with the text that was meant."""
    plain = sorted((f for f in noted if f.kind == "notation" and f.meant), key=lambda f: f.span.start)

    def mend(member: Member, question: str) -> Member | None:
        source, end = member.source, len(member.source)
        for fault in reversed([f for f in plain if f.span.cell == member.span.cell and member.span.start <= f.span.start and f.span.end <= member.span.end]):
            first, last = fault.span.start - member.span.start, fault.span.end - member.span.start
            if last <= end:
                source, end = source[:first] + fault.meant + source[last:], first
        if source == member.source:
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
    if left is None and right is None:
        return first
    meant = replace(step, left=left or step.left, right=right or step.right)
    if meant.left.term is None or meant.right.term is None:
        return first
    second = judge(replace(meant, kind="step"), bench)
    if second.verdict is None:
        return first
    if second.verdict.status == "refuted" and (_guessed(noted, step.left) or _guessed(noted, step.right)):
        second = replace(second, verdict=bench.undecided("it does not hold as it is written, and what was meant is not certain"))
    kept = replace(second.step, left=replace(step.left, term=meant.left.term), right=replace(step.right, term=meant.right.term))
    return replace(second, step=kept)


def _guessed(noted: Sequence[Fault], member: Member) -> bool:
    return any(f.code in GUESSED and f.span.cell == member.span.cell and member.span.start <= f.span.start < member.span.end for f in noted)
