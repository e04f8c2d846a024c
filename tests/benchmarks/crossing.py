"""What it costs that obligations are decided in another process: announcing each, and the round trips of an obligation and of a verdict.

    python -m tests.benchmarks.crossing [--count 2000]

A worker is forked with its hand-in and meets the obligations itself, so that only the announcement crosses, and a verdict once, one way; the round trip of an obligation is what sending each would cost. The obligations
are those of the claims and of the tests of certificates. Terms cross, not SymPy objects. Times are by the clock on the wall, medians over batches, in one run on one machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
from time import perf_counter

from derive.claims import assignments, load, obligations
from derive.engine import decide
from derive.worker import Watch, run
from tests.obligations.certified import GOALS

BATCH = 50


def decided():
    """Obligations with their verdicts."""
    goals = list(GOALS.values())
    for name in assignments():
        assignment = load(name)
        goals += [goal for claim in assignment.claims for goal in obligations(claim, None, assignment)]
    return [(goal, decide(goal)) for goal in dict.fromkeys(goals)]


def echo(line):
    """The other process: whatever comes goes back."""
    while (thing := line.recv()) is not None:
        line.send(thing)


def round_trips(things, count):
    """Milliseconds for a thing to another process and back, by batches."""
    here, there = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(target=echo, args=(there,), daemon=True)
    process.start()
    found = []
    for batch in range(0, count, BATCH):
        start = perf_counter()
        for number in range(batch, batch + BATCH):
            here.send(things[number % len(things)])
            here.recv()
        found.append(1000 * (perf_counter() - start) / BATCH)
    here.send(None)
    process.join()
    return found


def announced(count):
    """Milliseconds that announcing a step and its end adds, by batches, in a worker."""

    def task(watch: Watch) -> list[float]:
        found = []
        for batch in range(0, count, BATCH):
            start = perf_counter()
            for number in range(batch, batch + BATCH):
                watch.begins(f"obligation {number}")
                watch.ends()
            found.append(1000 * (perf_counter() - start) / BATCH)
        return found

    return next(run([task]))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    count = parser.parse_args().count
    pairs = decided()
    print(f"{len(pairs)} obligations", flush=True)
    print(f"announcing one and its end: median {statistics.median(announced(count)):.3f} ms")
    print(f"one obligation there and back: median {statistics.median(round_trips([goal for goal, _ in pairs], count)):.3f} ms")
    print(f"one verdict with its certificate there and back: median {statistics.median(round_trips([verdict for _, verdict in pairs], count)):.3f} ms")


if __name__ == "__main__":
    main()
