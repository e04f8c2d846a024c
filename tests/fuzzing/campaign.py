"""A campaign against one target: inputs made from the starts and from what reached new lines, each named by a recipe that makes it again.

A recipe is ``target/start:seed,seed,...``: which of the starts, and the seed of each round of changes.
"""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from time import process_time
from types import FrameType

from derive.worker import Watch
from tests.fuzzing.coverage import NewLines
from tests.fuzzing.mutations import mutated
from tests.fuzzing.targets import TARGETS, Target

MOST_ROUNDS = 12


class OverBudgetError(BaseException):
    """An input that took longer than its target allows; no handler of ordinary errors may catch it."""


@dataclass(frozen=True)
class Recipe:
    """How an input is made."""

    target: str
    start: int
    seeds: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.target}/{self.start}:{','.join(map(str, self.seeds))}"

    @classmethod
    def of(cls, text: str) -> Recipe:
        """The recipe that a text names."""
        head, _, seeds = text.partition(":")
        target, _, start = head.partition("/")
        return cls(target, int(start), tuple(int(seed) for seed in seeds.split(",") if seed))

    def made(self, starts: list[bytes]) -> bytes:
        """The input."""
        data = starts[self.start]
        for seed in self.seeds:
            data = mutated(data, Random(seed), starts, TARGETS[self.target].structured)
        return data


@dataclass
class Outcome:
    """What a campaign found."""

    target: str
    count: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    kept: int = 0
    """Inputs that reached new lines."""
    errors: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By what was raised and where: the first recipe, and how many inputs did."""
    late: list[str] = field(default_factory=list)
    """The recipes of inputs over their budget."""
    lost: list[str] = field(default_factory=list)
    """The recipes of inputs that killed their process."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """OverBudgetError after so much processor time."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise OverBudgetError

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def attempt(target: Target, data: bytes) -> str:
    """Give one input to a target: "" where all is well, "late", or what was raised and where."""
    try:
        with budget(target.seconds):
            target.deed(data)
    except OverBudgetError:
        return "late"
    except Exception as error:  # noqa: BLE001 - this is what a campaign looks for
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/derive/" in frame.filename or "/fuzzing/" in frame.filename]
        where = f"{frames[-1].filename.rpartition('/derive/')[2].rpartition('/fuzzing/')[2]}:{frames[-1].lineno}" if frames else "?"
        return f"{type(error).__name__} at {where}: {' '.join(str(error).split())[:150]}"
    return ""


def campaign(target: Target, count: int, seed: int, watch: Watch | None = None) -> Outcome:
    """Give so many inputs to a target; the first ones are its starts themselves."""
    watch = watch or Watch()
    starts, rng, outcome = target.starts(), Random(f"{seed} {target.name}"), Outcome(target.name)
    kept: list[Recipe] = []
    begin = process_time()
    with NewLines() as lines:
        for number in range(count):
            recipe = Recipe(target.name, number) if number < len(starts) else _next(rng, kept, target, len(starts))
            data = recipe.made(starts)
            lines.taken()
            lost = watch.begins(str(recipe))
            if lost:
                outcome.lost.append(f"{recipe} ({lost})")
                continue
            start = process_time()
            said = attempt(target, data)
            outcome.slowest = max(outcome.slowest, process_time() - start)
            watch.ends()
            outcome.count += 1
            if said == "late":
                outcome.late.append(str(recipe))
            elif said:
                first, often = outcome.errors.get(said.split(": ")[0], (f"{recipe}  {said}", 0))
                outcome.errors[said.split(": ")[0]] = first, often + 1
            elif lines.taken() and number >= len(starts):
                kept.append(recipe)
    outcome.kept, outcome.seconds = len(kept), process_time() - begin
    return outcome


def _next(rng: Random, kept: list[Recipe], target: Target, starts: int) -> Recipe:
    """A start or an input that reached something new, with one more round of changes."""
    parent = rng.choice(kept) if kept and rng.random() < 0.6 else Recipe(target.name, rng.randrange(starts))
    if len(parent.seeds) >= MOST_ROUNDS:
        parent = Recipe(target.name, parent.start)
    return Recipe(parent.target, parent.start, (*parent.seeds, rng.randrange(1 << 32)))
