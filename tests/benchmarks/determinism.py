"""The same hand-ins give the same reports, byte for byte and times aside: whatever the hash seed, the number of workers, the load, the format and the Python.

    python -m tests.benchmarks.determinism [--runs 20] [--python PATH]... [--load 2] [--seed 0] FILE...

Without a FILE, the example of the assignment. Each run has a hash seed and a number of workers of its own, the Pythons take turns, and in every second run so many processes compute
beside it. Prints a line for each run; exit status 1 where two reports of a format differ, with the first line that does.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from random import Random
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "proofs" / "ift3395_devoir3" / "example.md"
FORMATS = ("json", "text", "markdown", "html")
TIMES = re.compile(rb'"(?:milliseconds|seconds)": [0-9.e-]+|\b[0-9.,]+ ?(?:ms|s)\b')
BUSY = "while True: pass"


def timeless(report: bytes) -> bytes:
    """A report without its times."""
    return TIMES.sub(b"(time)", report)


@contextmanager
def load(processes: int):
    """So many processes that compute."""
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def graded(python: str, files: list[str], form: str, hash_seed: int, jobs: int) -> bytes:
    """The report of some hand-ins as another process prints it; a RuntimeError where it prints none."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(hash_seed), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([python, "-m", "derive", "grade", "--format", form, "--jobs", str(jobs), *files], capture_output=True, check=False, env=environment)
    if done.returncode not in {0, 1} or done.stderr:
        raise RuntimeError(f"{form}: exit status {done.returncode}: {done.stderr.decode(errors='replace')[:500]}")
    return timeless(done.stdout)


def first_difference(one: bytes, other: bytes) -> str:
    """The first line in which two reports differ."""
    pairs = zip_longest(one.split(b"\n"), other.split(b"\n"), fillvalue=b"")
    number, (here, there) = next((number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return f"line {number}: {here[:160]!r} and {there[:160]!r}"


def differences(files: list[str], runs: int, pythons: list[str], busy: int, seed: int, formats: tuple[str, ...] = FORMATS) -> list[str]:
    """What differs between the runs, a line each; none where all are the same."""
    rng, first, found = Random(seed), {}, []
    for run in range(runs):
        python, hash_seed, jobs, form = pythons[run % len(pythons)], rng.randrange(1, 1 << 32), rng.randint(1, 4), formats[run // len(pythons) % len(formats)]
        start = perf_counter()
        with load(busy if run % 2 else 0):
            report = graded(python, files, form, hash_seed, jobs)
        name = f"run {run + 1}: {form}, hash seed {hash_seed}, {jobs} jobs, {'under load, ' if run % 2 and busy else ''}{python}"
        print(f"{name}: {len(report)} bytes, {perf_counter() - start:.1f} s", flush=True)
        if report != first.setdefault(form, report):
            found.append(f"{name} differs from the first of its format in {first_difference(first[form], report)}")
    return found


def main() -> None:
    """Run them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=[str(EXAMPLE)])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--python", action="append", help="an interpreter that has what derive needs; may be repeated")
    parser.add_argument("--load", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    found = differences(options.files, options.runs, options.python or [sys.executable], options.load, options.seed)
    for line in found:
        print(line)
    print("all reports of a format are the same" if not found else f"{len(found)} differ")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
