"""Culprits, not casualties: the one wrong member of a chain, found by comparing its neighbours with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.grading.judge import DECIDED, WRONG, Judged
from derive.model.document import Step
from derive.model.obligation import Verdict


@dataclass(frozen=True, slots=True)
class Culprit:
    """A wrong member: the step whose right side it is, the index of that step, and whether the chain recovers after it."""

    judged: Judged
    index: int
    recovers: bool


def culprits(found: Sequence[Judged], again: Callable[[Step], Judged]) -> Iterator[Culprit]:
    """The members to blame, in order.

    Within a chain, after the first false step, each later member is compared with the last one that was right: a member that equals it again is not blamed, and the
    members in between carry the same slip and are not charged again.
    """
    position = 0
    while position < len(found):
        chain = found[position].step.chain
        end = position
        while end < len(found) and found[end].step.chain == chain:
            end += 1
        yield from _of_chain(found, position, end, again)
        position = end


def _of_chain(found: Sequence[Judged], start: int, end: int, again: Callable[[Step], Judged]) -> Iterator[Culprit]:
    index = start
    while index < end:
        if not _wrong(found[index].verdict):
            index += 1
            continue
        slip, good = index, found[index].step.left
        recovery = None
        for later in range(index + 1, end):
            step = found[later].step
            if step.right.term is None or step.link.sign != "=" or found[later].step.kind == "definition":
                continue
            direct = again(replace(step, left=good, link=replace(step.link, sign="="), kind="step"))
            if direct.verdict is not None and direct.verdict.status in DECIDED:
                recovery = later
                break
        yield Culprit(found[slip], slip, recovery is not None)
        index = slip + 1 if recovery is None else recovery + 1


def _wrong(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.status in WRONG
