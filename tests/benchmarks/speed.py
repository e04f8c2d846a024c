"""Speed as ratios, each taken in one run on one machine: proving, reading, whole commands.

    python tests/benchmarks/speed.py prove [--limit SECONDS]     derive.prove beside sympy.simplify, the kernel's replay apart
    python tests/benchmarks/speed.py read                        one formula beside latex2sympy2 on the same text
    python tests/benchmarks/speed.py commands [--hand-in FILE]   check-all and grade beside python -c "import sympy"

Every obligation is timed once, with SymPy's cache emptied before; a command is started several times, compiled like what is
installed, and its fastest run counts.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
RUNS = 5


def timed(work):
    """What work returns, and the milliseconds it took."""
    start = perf_counter()
    answer = work()
    return answer, 1000 * (perf_counter() - start)


def simplified(left, right, limit):
    """The milliseconds of sympy.simplify on a difference, stopped at a limit in seconds; what it raises counts as done."""
    import sympy

    def stop(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    start = perf_counter()
    try:
        sympy.simplify(left - right)
    except Exception:  # noqa: BLE001 - SymPy fails on some of these: the time until then counts as well
        pass
    finally:
        signal.alarm(0)
    return 1000 * (perf_counter() - start)


def given(obligation):
    """The ranges of an obligation's indices as relations."""
    import sympy

    return [
        relation
        for index, (low, high) in obligation.ranges.items()
        for relation in (sympy.Ge(index, low, evaluate=False), sympy.Le(index, high, evaluate=False))
    ]


def proving(limit):
    """Milliseconds of derive.prove, of the kernel's replay of what was proved, and the ratios to simplify."""
    from sympy.core.cache import clear_cache

    import derive
    from derive.kernel.verdicts import proved
    from derive.terms.from_sympy import obligation
    from tests.obligations.textbook import OBS

    times, replays, ratios = [], [], []
    derive.prove(OBS[0].lhs, OBS[0].rhs)
    for ob in OBS:
        clear_cache()
        verdict, ms = timed(lambda ob=ob: derive.prove(ob.lhs, ob.rhs, relation=ob.rel, given=given(ob)))
        times.append(ms)
        if verdict.certificate is not None:
            goal, certificate = obligation(ob.lhs, ob.rhs, ob.rel, given(ob)), deepcopy(verdict.certificate)
            replays.append(timed(lambda goal=goal, certificate=certificate: proved(goal, certificate, "replay"))[1])
        if ob.rel == "=":
            clear_cache()
            ratios.append(simplified(ob.lhs, ob.rhs, limit) / ms)
    return times, replays, ratios


def reading():
    """Milliseconds for each statement of the assignments: our reader, and latex2sympy2 where it reads anything."""
    from derive.claims import assignments, load
    from derive.model.document import Span
    from derive.read.math import read_formula
    from derive.read.math.lookup import Lookup

    ours, raw = [], []
    from latex2sympy2 import latex2sympy

    for name in assignments():
        assignment = load(name)
        for claim in assignment.claims:
            lookup = Lookup(assignment.notation, claim.id.split(".", maxsplit=1)[0])
            ours.append(timed(lambda text=claim.statement, lookup=lookup: read_formula(text, Span(0, len(text)), lookup))[1])
            start = perf_counter()
            try:
                latex2sympy(claim.statement)
            except Exception:  # noqa: BLE001 - what it cannot read has no time to compare with
                continue
            raw.append(1000 * (perf_counter() - start))
    return ours, raw


def fastest(compiled, *command):
    """The seconds of the fastest of several runs of a command, after one that compiles what it imports into a folder; what it prints is dropped."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def start():
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, check=False)

    start()
    return min(timed(start)[1] for _ in range(RUNS)) / 1000


def row(name, values):
    """One line: median, 95th percentile, maximum."""
    ordered = sorted(values)
    print(f"{name:34} n={len(ordered):3}  median {statistics.median(ordered):9.3f}  p95 {ordered[int(0.95 * len(ordered))]:9.2f}  max {ordered[-1]:9.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["prove", "read", "commands"])
    parser.add_argument("--limit", type=int, default=20, help="seconds after which one simplify is stopped")
    parser.add_argument("--hand-in", type=Path, default=ROOT / "proofs" / "ift3395_devoir3" / "example.md", help="what grade reads")
    options = parser.parse_args()
    if options.what == "prove":
        times, replays, ratios = proving(options.limit)
        row("prove, ms", times)
        row("replay of a certificate, ms", replays)
        row("simplify / prove", ratios)
    elif options.what == "read":
        ours, raw = reading()
        row("reading a formula, ms", ours)
        row("latex2sympy2 on its text, ms", raw)
    else:
        with TemporaryDirectory() as compiled:
            unit = fastest(compiled, "-c", "import sympy")
            print(f"{'import sympy':14} {unit:6.2f} s")
            commands = {"--help": ["--help"], "check-all": ["check-all"], "grade": ["grade", str(options.hand_in.resolve())]}
            for name, command in commands.items():
                seconds = fastest(compiled, "-m", "derive", *command)
                print(f"{name:14} {seconds:6.2f} s  {seconds / unit:5.1f} times import sympy")


if __name__ == "__main__":
    main()
