"""Culprits, not casualties: the one wrong member of a chain, found by comparing its neighbours with each other; what only carries a slip is not charged again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.grading.judge import WRONG, Judged
from derive.model.document import Member, Step
from derive.model.obligation import Verdict
from derive.model.term import Term
from derive.terms.binding import rebuild, walk

NAMES = frozenset({"sym", "arr", "at", "D"})
Holds = Callable[[Step], bool]
"""Whether a step is proved."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A wrong member: the step whose right side it is, the index of that step, whether the chain recovers after it, and the step that follows if it recovers there."""

    judged: Judged
    index: int
    recovers: bool
    after: Step | None = None


def culprits(found: Sequence[Judged], holds: Holds) -> Iterator[Culprit]:
    """The members to blame, in order.

    Within a chain, after the first false step, each later member is compared with the last one that was right: a member that equals it again is not blamed, and the
    members in between carry the same slip and are not charged again. A line that repeats a wrong one, or follows from a wrong one, is not charged either.
    """
    charged: list[Step] = []
    position = 0
    while position < len(found):
        chain = found[position].step.chain
        end = position
        while end < len(found) and found[end].step.chain == chain:
            end += 1
        for culprit in _of_chain(found, position, end, holds):
            if not any(_carries(culprit.judged.step, earlier, holds) for earlier in charged):
                yield culprit
            charged.append(culprit.judged.step)
        position = end


def _of_chain(found: Sequence[Judged], start: int, end: int, holds: Holds) -> Iterator[Culprit]:
    index = start
    while index < end:
        if not _wrong(found[index].verdict):
            index += 1
            continue
        slip, good = index, found[index].step.left
        recovery = None
        for later in range(index + 1, end) if good.term is not None else ():
            step = found[later].step
            if step.right.term is None or step.link.sign != "=" or found[later].step.kind == "definition":
                continue
            if holds(replace(step, left=good, link=replace(step.link, sign="="), kind="step")):
                recovery = later
                break
        after = found[slip + 1].step if recovery == slip + 1 else None
        yield Culprit(found[slip], slip, recovery is not None, after)
        index = slip + 1 if recovery is None else recovery + 1


def _carries(step: Step, earlier: Step, holds: Holds) -> bool:
    """Whether a wrong step only repeats an earlier one, or holds once that one is granted."""
    if earlier.left.term is None or step.left.term is None:
        return False
    if (step.left.term, step.right.term) == (earlier.left.term, earlier.right.term):
        return True
    meaning = earlier.right.term
    if meaning is None or earlier.link.sign != "=" or earlier.left.term.op not in NAMES:
        return False
    granted = replace(step, left=_granted(step.left, earlier.left.term, meaning), right=_granted(step.right, earlier.left.term, meaning))
    return granted != step and holds(granted)


def _granted(member: Member, name: Term, meaning: Term) -> Member:
    """A member with a name replaced by what the student says that it is."""
    if member.term is None or not any(node == name for node in walk(member.term)):
        return member

    def put(term: Term) -> Term:
        return meaning if term == name else rebuild(term, put)

    return replace(member, term=put(member.term))


def _wrong(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.status in WRONG
