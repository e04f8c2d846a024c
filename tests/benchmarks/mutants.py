"""Soundness campaign: mutate true obligations and set the prover against the independent evaluator.

    python tests/benchmarks/mutants.py [--count 20000] [--seed 1]

Each mutant of a true obligation (sign, constant, factor, dropped term, power, index, > for >=, dropped assumption) is decided; whatever is proved is evaluated at
fresh points by code that shares only the terms with the prover. Prints how many were refuted, proved, undecided, and every contradiction.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from derive.claims import assignments, load, obligations
from derive.engine import ContradictionError, decide
from derive.kernel.refutation import refute
from derive.model.term import Term
from derive.strategies.sample_points import admissible
from derive.terms.binding import bound_of, free
from derive.terms.build import MINUS_ONE, TWO, add, mul, num, power
from derive.terms.entries import scalarise
from derive.terms.entrywise import entrywise, uses_arrays


def true_obligations():
    """The goals of all claims, and steps of textbook algebra."""
    for name in assignments():
        assignment = load(name)
        for claim in assignment.claims:
            yield from obligations(claim, None, assignment)


def places(term, path=()):
    """The paths to all sub-terms outside of indices, bounds and variables of derivatives."""
    yield path
    bound = bound_of(term)
    for position, part in enumerate(term.args):
        if not isinstance(part, Term) or part in bound:
            continue
        if term.op in {"at", "delta", "rel"} or (term.op == "D" and position == 1) or (term.op in {"sum", "prod"} and position < 3):
            continue
        yield from places(part, (*path, position))


def at_path(term, path):
    for position in path:
        term = term.args[position]
    return term


def put(term, path, new):
    if not path:
        return new
    args = list(term.args)
    args[path[0]] = put(args[path[0]], path[1:], new)
    return Term(term.op, tuple(args))


def mutate(goal, random_source):
    """One mutant of an obligation and the name of its mutation; None where the draw does not apply."""
    side = random_source.choice(["left", "right"])
    term = getattr(goal, side)
    path = random_source.choice(list(places(term)))
    node = at_path(term, path)
    kind = random_source.choice(["sign", "constant", "factor", "drop", "power", "index", "relation", "assumption"])
    if kind == "relation":
        swap = {">=": ">", "<=": "<", ">": "<", "<": ">"}.get(goal.relation)
        return None if swap is None else (replace(goal, relation=swap), kind)
    if kind == "assumption":
        if not goal.given:
            return None
        number = random_source.randrange(len(goal.given))
        return replace(goal, given=goal.given[:number] + goal.given[number + 1 :]), kind
    if kind == "sign":
        new = mul(MINUS_ONE, node)
    elif kind == "constant":
        new = add(node, num(1))
    elif kind == "factor":
        new = mul(TWO, node)
    elif kind == "power":
        new = power(node, 2)
    elif kind == "drop":
        if node.op not in {"add", "mul"} or len(node.args) < 2:
            return None
        number = random_source.randrange(len(node.args))
        rest = node.args[:number] + node.args[number + 1 :]
        new = rest[0] if len(rest) == 1 else Term(node.op, rest)
    else:
        indices = sorted((v for v in free(goal.left) | free(goal.right) if v.op == "sym" and v.args[1] == "int"), key=repr)
        if node.op != "at" or len(node.args) < 2 or not indices:
            return None
        position = random_source.randrange(1, len(node.args))
        new = Term("at", (*node.args[:position], random_source.choice(indices), *node.args[position + 1 :]))
    if kind != "index" and node.op in {"arr"}:
        return None
    return replace(goal, **{side: put(term, path, new)}), kind


def campaign(count, seed, points=12):
    """Counts by verdict, and the contradictions."""
    random_source = random.Random(seed)
    goals = list(true_obligations())
    counts, contradictions, differing, missed = Counter(), [], 0, 0
    while sum(counts.values()) < count:
        drawn = mutate(random_source.choice(goals), random_source)
        if drawn is None:
            continue
        mutant, kind = drawn
        try:
            verdict = decide(mutant)
        except ContradictionError as error:
            contradictions.append(str(error))
            counts["contradiction"] += 1
            continue
        counts[verdict.status] += 1
        if verdict.status == "ill_typed":
            continue
        scalar = entrywise(mutant) if uses_arrays(mutant) else mutant
        if verdict.status in {"proved", "proved_if"}:
            inside = replace(scalar, given=(*scalar.given, *(scalarise(c) for c in verdict.conditions)))
            for point in admissible(inside, points):
                if refute(inside, point) is not None:
                    contradictions.append(f"{kind}: {mutant.left} {mutant.relation} {mutant.right} at {point}")
                    break
        elif verdict.status == "refuted":
            differing += 1
        elif any(refute(scalar, point) is not None for point in admissible(scalar, points)):
            differing += 1
            missed += 1
    return counts, contradictions, differing, missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    counts, contradictions, differing, missed = campaign(args.count, args.seed)
    print(dict(counts))
    print(f"differ at a sampled point: {differing}, of these refuted: {differing - missed} ({100 * (differing - missed) / max(1, differing):.1f} %)")
    print(f"contradictions: {len(contradictions)}")
    for line in contradictions[:20]:
        print("  " + line[:600])
    return 1 if contradictions else 0


if __name__ == "__main__":
    sys.exit(main())
