"""Fuzzing campaign: inputs that nobody would write are given to every door, and each has to end within its budget in a result or in a reported error.

    python -m tests.benchmarks.fuzz [--count 100000] [--seed 0] [--target NAME]... [--jobs 1]
    python -m tests.benchmarks.fuzz --recipe 'formula/3:123,456' [--show]

Prints for each target how many inputs it got, the processor time of the slowest, how many reached lines of derive that none had reached before (and were kept to be changed further;
Python 3.12 and later), and for every budget that was exceeded and every error that is not a reported one the recipe that makes the input again. Exit status 1 if there is one.
Each target runs in a process of its own, with the limits that hand-ins have.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from derive.worker import Failure, Limits, Watch, run
from tests.fuzzing.campaign import Outcome, Recipe, attempt, campaign
from tests.fuzzing.targets import TARGETS

HARD_SECONDS = 30.0
BATCH = 5000


def attacked(name: str, count: int, seed: int, watch: Watch) -> Outcome:
    """The campaign against one target."""
    return campaign(TARGETS[name], count, seed, watch)


def batches(names: list[str], count: int, seed: int) -> list[tuple[str, int, int]]:
    """Target, number of inputs and seed of each process; together as many inputs as asked for, by the targets' shares."""
    whole = sum(TARGETS[name].share for name in names)
    found = []
    for name in names:
        left, own = max(1, round(count * TARGETS[name].share / whole)), seed
        while left > 0:
            found.append((name, min(left, BATCH), own))
            left, own = left - BATCH, own + 1
    return found


def shown(outcome: Outcome) -> int:
    """Print what a campaign found; how many faults that are."""
    print(f"{outcome.target:12} {outcome.count:6} inputs  {outcome.seconds:7.1f} s  slowest {outcome.slowest:6.2f} s  {outcome.kept:4} reached new lines", flush=True)
    for first, often in outcome.errors.values():
        print(f"  {often} x {first}", flush=True)
    for recipe in outcome.late:
        print(f"  over its budget: {recipe}", flush=True)
    for recipe in outcome.lost:
        print(f"  killed its process: {recipe}", flush=True)
    return len(outcome.errors) + len(outcome.late) + len(outcome.lost)


def main() -> None:
    """Run the campaigns, or one input again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--recipe", help="one input again; what it raises is raised")
    parser.add_argument("--show", action="store_true", help="print the input of the recipe")
    options = parser.parse_args()
    if options.recipe:
        recipe = Recipe.of(options.recipe)
        target = TARGETS[recipe.target]
        data = recipe.made(target.starts())
        if options.show:
            print(data)
        print(attempt(target, data) or "all is well")
        target.deed(data)
        return
    work = batches(options.target or list(TARGETS), options.count, options.seed)
    limits = Limits(step_seconds=HARD_SECONDS, seconds=7200.0, megabytes=600)
    total = faults = 0
    for (name, count, seed), outcome in zip(work, run([partial(attacked, *batch) for batch in work], limits, options.jobs), strict=True):
        if isinstance(outcome, Failure):
            print(f"{name} with seed {seed}, {count} inputs: {outcome.reason}", flush=True)
            faults += 1
            continue
        faults += shown(outcome)
        total += outcome.count
    print(f"{total} inputs, {faults} faults", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
