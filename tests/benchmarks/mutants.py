"""Soundness campaign: mutants of true obligations, decided by the prover and looked at by an evaluator that shares nothing with it.

    python tests/benchmarks/mutants.py [--count 20000] [--seed 1] [--jobs 2] [--only NUMBER]... [--show missed]

Each mutant is known by the seed and its number. A contradiction is: what is proved and fails at a place where its conditions hold; what is proved and has no value at
an admissible place; what is proved under conditions and fails where they do not hold; a witness that the evaluator finds to be none, or whose values are others; what is vacuous and
has an admissible place; a certificate that is rejected when it is replayed from its file. What the evaluator cannot tell apart from noise is counted as such, on neither side.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from derive.claims import assignments, load, obligations
from derive.cli.proof_file import BROKEN, Proof, proof_data, replayed
from derive.engine import ContradictionError, decide
from derive.strategies.sample_points import admissible, propose
from derive.terms.entrywise import entrywise, uses_arrays
from derive.terms.plain import TermReader
from tests.benchmarks.mutations import mutate
from tests.independent.arrays import Array
from tests.independent.numbers import floated
from tests.independent.outcome import outcome
from tests.independent.places import TRIES, at_point, drawn

PLACES = 8
DIGITS_SHOWN = 1e-5


@cache
def true_obligations():
    """By name: the goals of all claims, the textbook's true obligations, those that use every rule, and the developers' own where they are present."""
    from tests.obligations import textbook
    from tests.obligations.certified import GOALS

    found = {}
    for name in assignments():
        assignment = load(name)
        for claim in assignment.claims:
            for number, goal in enumerate(obligations(claim, None, assignment), 1):
                found[f"{claim.id}/{number}"] = goal
    found.update({f"rule {name}": goal for name, goal in GOALS.items()})
    tables = [textbook.OBS]
    shared = next((p / "shared" / "obligations" / "obligations.py" for p in Path(__file__).resolve().parents if (p / "shared" / "obligations").is_dir()), None)
    if shared is not None:
        spec = importlib.util.spec_from_file_location("developers_obligations", shared)
        module = sys.modules["developers_obligations"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tables.append(module.OBS)
    for ob in (ob for table in tables for ob in table if ob.truth):
        found[ob.id] = as_goal(ob)
    return found


def as_goal(ob):
    """An obligation of a table, with the ranges of its indices as given conditions."""
    import sympy

    from derive.terms.from_sympy import obligation

    ranges = [r for index, (low, high) in ob.ranges.items() for r in (sympy.Ge(index, low, evaluate=False), sympy.Le(index, high, evaluate=False))]
    return obligation(ob.lhs, ob.rhs, ob.rel, ranges)


def mutant(seed, number):
    """The mutant of a number: its base, the kind of mutation and the obligation."""
    goals = true_obligations()
    source = random.Random(f"{seed}:{number}")
    while True:
        base = source.choice(list(goals))
        found = mutate(goals[base], source)
        if found is not None and found[0] != goals[base]:
            return base, found[1], found[0]


@dataclass
class Seen:
    """What came of one mutant."""

    number: int
    base: str
    kind: str
    status: str
    differs: bool = False
    unclear: bool = False
    replays: int = 0
    contradiction: str = ""
    reason: str = ""
    goal: str = ""


def places(goal, seed, wanted=PLACES):
    """Places where what is given holds: drawn at random, and after these some that derive would try."""
    found = 0
    for place in islice(drawn(goal, seed), TRIES):
        said = outcome(goal, place)
        if said[0] != "outside":
            found += 1
            yield place, said
        if found == wanted:
            break
    scalar = entrywise(goal) if uses_arrays(goal) else goal
    for points in (propose(scalar), admissible(scalar, 2)):
        for point in islice(points, wanted):
            place = at_point(goal, point)
            yield place, outcome(goal, place)


def look(seed, number):
    """Decide one mutant and hold the verdict against the evaluator."""
    base, kind, goal = mutant(seed, number)
    text = f"{goal.left} {goal.relation} {goal.right} given {goal.given}"
    try:
        verdict = decide(goal)
    except ContradictionError as error:
        return Seen(number, base, kind, "contradiction", contradiction=f"the engine: {error}", goal=text)
    except Exception as error:  # noqa: BLE001 - an engine that falls is a finding, and the campaign goes on
        return Seen(number, base, kind, "crash", contradiction=f"the engine fell: {type(error).__name__}: {error}", goal=text)
    seen = Seen(number, base, kind, verdict.status, reason=verdict.reason, goal=text)
    if verdict.certificate is not None:
        seen.replays = 1
        seen.contradiction = rejected(goal, verdict)
    if verdict.status == "refuted":
        of_witness(seen, goal, verdict)
    elif verdict.status != "ill_typed":
        for place, (said, _) in places(goal, f"{seed}:{number}"):
            wrong = against(verdict, goal, place, said)
            if wrong:
                seen.contradiction = seen.contradiction or f"{wrong} at {place.variables} {place.entries}"
                break
            if said == "fails":
                seen.differs = True
                break
    return seen


def rejected(goal, verdict):
    """Why the kernel rejects a certificate that was written and read again; empty where it takes it."""
    data = json.loads(json.dumps(proof_data([Proof("mutant", goal, verdict.conditions, verdict.certificate)])))
    reader, row = TermReader(data["terms"]), data["proofs"][0]
    try:
        proof = Proof("mutant", reader.obligation(row["obligation"]), tuple(map(reader.at, row["conditions"])), reader.value(row["certificate"]))
    except BROKEN as error:
        return f"a certificate cannot be read again: {error}"
    status, reason = replayed(proof)
    return f"a certificate is rejected: {reason}" if status == "rejected" else ""


def against(verdict, goal, place, said):
    """What is wrong with a verdict at a place where everything given holds; empty where nothing is."""
    if said in {"outside", "cannot tell"}:
        return ""
    if verdict.status == "vacuous":
        return "vacuous, but there is an admissible place"
    if verdict.status == "proved" and said == "undefined" and not goal.conventions:
        return "proved, but a side has no value"
    if verdict.status == "proved" and said == "fails":
        return "proved, but it fails"
    if verdict.status == "proved_if" and said == "fails":
        inside = outcome(replace(goal, given=(*goal.given, *verdict.conditions)), place)[0]
        return "proved under conditions, but it fails " + ("where they hold" if inside == "fails" else "and the conditions hide it" if inside == "outside" else "where they cannot be told")
    return ""


def of_witness(seen, goal, verdict):
    """Hold a witness against the evaluator."""
    witness = verdict.witness
    place = at_point(goal, witness.point)
    said, sides = outcome(goal, place)
    if said == "undefined" and uses_arrays(goal):  # another entry than the one that differs
        said, sides = outcome(entrywise(goal), at_point(entrywise(goal), witness.point))
    seen.differs = True
    if said == "undefined" and goal.conventions:
        seen.unclear = True
    elif said in {"outside", "undefined", "holds"}:
        seen.contradiction = f"the witness is {said}: {witness.values}, {witness.left} and {witness.right}"
    elif sides is not None and not any(alike(left, witness.left) and alike(right, witness.right) for left, right in pairs(*sides)):
        seen.contradiction = f"the witness {witness.values} has other values: {witness.left} and {witness.right}, not {sides}"
    seen.unclear = said == "cannot tell" and not seen.contradiction and (sides is None or witness.left == witness.right)
    if said == "cannot tell" and not seen.unclear and not seen.contradiction:
        seen.contradiction = f"the witness {witness.values} shows {witness.left} and {witness.right}, which are equal within the noise"


def pairs(left, right):
    """The pairs of entries that two sides compare."""
    if isinstance(left, Array) and isinstance(right, Array):
        return [(v, right.entries[where]) for where, v in left.entries.items() if where in right.entries]
    if isinstance(left, Array) or isinstance(right, Array):
        return [(v, right) for v in left.entries.values()] if isinstance(left, Array) else [(left, v) for v in right.entries.values()]
    return [(left, right)]


def alike(value, text):
    """Whether a value is what a witness shows of it."""
    number, shown = floated(value), [float(part) for part in text.split("/")]
    wanted = shown[0] / shown[1] if len(shown) == 2 else shown[0]
    return abs(number - wanted) <= DIGITS_SHOWN * max(1, abs(number)) if abs(number) < 1e300 else True


def _look(job):
    return look(*job)


def campaign(numbers, seed, jobs=1):
    """What came of each mutant, in order of their numbers."""
    work = [(seed, number) for number in numbers]
    if jobs == 1:
        yield from map(_look, work)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(_look, work, chunksize=20)


def aloud(all_seen):
    """The same, with every contradiction said as soon as it is met."""
    for seen in all_seen:
        if seen.contradiction:
            print(f"contradiction: mutant {seen.number}: {seen.contradiction[:200]}", file=sys.stderr, flush=True)
        yield seen


def summary(all_seen):
    """The lines of the report, and the number of contradictions."""
    statuses, kinds, found, missed = Counter(), Counter(), Counter(), []
    contradictions, unclear, replays = [], [], 0
    for seen in all_seen:
        statuses[seen.status] += 1
        kinds[seen.kind] += seen.differs
        found[seen.kind] += seen.status == "refuted"
        replays += seen.replays
        if seen.contradiction:
            contradictions.append(seen)
        if seen.unclear:
            unclear.append(seen.number)
        if seen.differs and seen.status != "refuted":
            missed.append(seen)
    differing, refuted = sum(kinds.values()), sum(found.values())
    lines = [f"verdicts: {', '.join(f'{status} {number}' for status, number in sorted(statuses.items()))}"]
    lines.append(f"differ at a place: {differing}, of these refuted: {refuted} ({100 * refuted / max(1, differing):.2f} %)")
    lines += [f"  {kind:11} {kinds[kind]:6} differ, {found[kind]:6} refuted" for kind in sorted(kinds)]
    lines.append(f"certificates replayed from their files: {replays}")
    lines.append(f"witnesses that the evaluator cannot tell: {len(unclear)}{f' {unclear[:30]}' if unclear else ''}")
    lines.append(f"contradictions: {len(contradictions)}")
    lines += [f"  {seen.number} ({seen.base}, {seen.kind}, {seen.status}): {seen.contradiction[:700]}\n     {seen.goal[:900]}" for seen in contradictions[:40]]
    return lines, contradictions, missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, action="append", help="a mutant by its number, alone")
    parser.add_argument("--show", choices=["missed"], help="print every mutant that differs and stayed undecided")
    options = parser.parse_args()
    numbers = options.only or range(options.count)
    print(f"seed {options.seed}, mutants {len(numbers)} of {len(true_obligations())} true obligations")
    lines, contradictions, missed = summary(aloud(campaign(numbers, options.seed, options.jobs)))
    print("\n".join(lines))
    if options.only:
        for number in options.only:
            print(look(options.seed, number))
    if options.show == "missed":
        for seen in missed:
            print(f"missed {seen.number} ({seen.base}, {seen.kind}, {seen.status}: {seen.reason}): {seen.goal[:500]}")
    return 1 if contradictions else 0


if __name__ == "__main__":
    sys.exit(main())
