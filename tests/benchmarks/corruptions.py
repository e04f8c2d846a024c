"""Corruption campaign: certificates with one needed line made false must be rejected.

    python tests/benchmarks/corruptions.py [--count 1000] [--seed 1]

A certificate is first made minimal: every line that it can do without is left out, so that each line that stays is one the proof uses. Then one line (or kernel, or the data of a
rule) is made false: a value off by one, negated, doubled or taken from another line, another sign, a piece of a sum dropped or changed, other bounds, another opened name, another
kernel. Prints how many corruptions of each kind were tried and rejected, and every one that was accepted; exit status 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from derive.claims import assignments, load, obligations
from derive.cli.proof_file import Proof, replayed
from derive.engine import decide
from derive.model.term import Term
from derive.terms.build import ONE, add, sym
from tests.obligations.certified import GOALS

SIGNS = ("+", "-", "0", "0+", "0-", "!")
VALUE_AT = {"node": (2,), "exp": (2, 0), "log": (2, 0), "sgn": (2, 0), "root": (2, 0), "sum": (2, 3)}
"""Where the claimed value stands in a line."""


def certified(kinds=("claims", "tests")):
    """The proofs of claims and of the obligations in tests."""
    goals = dict(GOALS) if "tests" in kinds else {}
    if "claims" in kinds:
        for name in assignments():
            assignment = load(name)
            for claim in assignment.claims:
                for number, goal in enumerate(obligations(claim, None, assignment), 1):
                    goals[f"{claim.id} ({number})"] = goal
    for name, goal in goals.items():
        verdict = decide(goal)
        if verdict.certificate is not None:
            yield Proof(name, goal, verdict.conditions, verdict.certificate)


def accepted(proof, certificate):
    """Whether the kernel takes a certificate for the same obligation under the same conditions."""
    return replayed(replace(proof, certificate=deepcopy(certificate)))[0] != "rejected"


def tables(certificate, path=()):
    """The paths to all tables of a certificate."""
    if isinstance(certificate, dict):
        if "lines" in certificate:
            yield path
        for key, part in certificate.items():
            yield from tables(part, (*path, key))


def at_path(data, path):
    for key in path:
        data = data[key]
    return data


def put(data, path, new):
    if not path:
        return new
    if isinstance(data, dict):
        return {key: put(part, path[1:], new) if key == path[0] else part for key, part in data.items()}
    return type(data)(put(part, path[1:], new) if position == path[0] else part for position, part in enumerate(data))


def minimal(proof):
    """The proof without the lines that it can do without: halves, quarters, ... single lines are tried, until none can go."""
    certificate = proof.certificate
    for path in tables(certificate):
        lines = list(at_path(certificate, (*path, "lines")))
        size = max(1, len(lines) // 2)
        while True:
            position, before = 0, len(lines)
            while position < len(lines):
                fewer = lines[:position] + lines[position + size :]
                if accepted(proof, put(certificate, (*path, "lines"), fewer)):
                    lines = fewer
                else:
                    position += size
            if size == 1 and len(lines) == before:
                break
            size = max(1, size // 2)
        certificate = put(certificate, (*path, "lines"), lines)
    return replace(proof, certificate=certificate)


def poly_plus(poly, monomial, c):
    found = dict(poly)
    found[monomial] = found.get(monomial, 0) + c
    return tuple(sorted((m, k) for m, k in found.items() if k))


def off_by_one(pair):
    """num/den + 1."""
    num = dict(pair[0])
    for monomial, c in pair[1]:
        num[monomial] = num.get(monomial, 0) + c
    return tuple(sorted((m, k) for m, k in num.items() if k)), pair[1]


def scaled(pair, factor):
    return tuple((m, c * factor) for m, c in pair[0]), pair[1]


def value_changes(pair, source):
    """A false value for a true one."""
    changes = [("off by one", off_by_one(pair))]
    if pair[0]:
        changes += [("negated", scaled(pair, -1)), ("doubled", scaled(pair, 2))]
    return source.choice(changes)


def corrupted_line(line, source):
    """A line made false, and what was done to it; None where the draw does not apply."""
    kind = line[0]
    if kind in VALUE_AT and (kind != "sum" or source.random() < 0.4):
        place = VALUE_AT[kind]
        how, value = value_changes(at_path(line, place), source)
        return put(line, place, value), f"{kind}: {how}"
    if kind == "sum":
        bounds, body, pieces, _ = line[2]
        number = source.randrange(len(pieces)) if pieces else None
        choice = source.choice(["bounds", "body", "drop", "factor", "amount"])
        if choice == "bounds":
            return put(line, (2, 0, source.randrange(2)), poly_plus(bounds[1], (), 1)), "sum: bounds"
        if choice == "body":
            return put(line, (2, 1), off_by_one(body)), "sum: body"
        if number is None:
            return None
        if choice == "drop":
            return put(line, (2, 2), pieces[:number] + pieces[number + 1 :]), "sum: piece dropped"
        place = 0 if choice == "factor" else 4
        return put(line, (2, 2, number, place), off_by_one(pieces[number][place])), f"sum: {choice} of a piece"
    if kind == "sign":
        choice = source.choice(["sign", "reason", "factor"])
        sign, why = line[2]
        if choice == "sign" or not why:
            return put(line, (2, 0), source.choice([s for s in SIGNS if s != sign])), "sign: another sign"
        reasons = why[1]
        number = source.randrange(len(reasons))
        if choice == "reason":
            return put(line, (2, 1, 1), reasons[:number] + reasons[number + 1 :]), "sign: reason dropped"
        return put(line, (2, 1, 1, number, 0), tuple((m, -c) for m, c in reasons[number][0])), "sign: factor of a reason"
    if kind == "opened":
        return put(line, (2,), source.choice([sym("n", "int"), sym("@999", "int"), sym("i", "int")])), "opened: another name"
    if kind == "range":
        return put(line, (2, source.randrange(2)), poly_plus(line[2][0], (), source.choice([1, -1]))), "range: bounds"
    if kind in {"power", "rebuilt"}:
        return put(line, (2,), line[2][1:]), f"{kind}: a part dropped"
    if kind == "angle":
        return put(line, (2, 0, 1), line[2][0][1] + 1) if line[2] else None, "angle: a multiple"
    raise AssertionError(f"no corruption of {kind}")


def corrupted_kernel(kernel, source):
    """The definition of a kernel changed."""
    kind = kernel[0]
    places = [n for n, part in enumerate(kernel) if n and isinstance(part, tuple) and kind not in {"var", "sum", "fn"}]
    if kind == "sum":
        return put(kernel, (3,), poly_plus(kernel[3], (), 1)), "kernel: sum"
    if kind == "fn":
        return put(kernel, (1,), {"cos": "sin"}.get(kernel[1], "cos")), "kernel: function"
    if kind == "var":
        return put(kernel, (1,), sym("another", kernel[1].args[1] if kernel[1].op == "sym" else "real")), "kernel: variable"
    if not places:
        return None
    place = source.choice(places)
    return put(kernel, (place,), poly_plus(kernel[place], (), 1)), f"kernel: {kind}"


def corrupted_rule(certificate, source):
    """The data of a rule changed."""
    match certificate.get("rule"):
        case "split":
            cells = certificate["cells"]
            signs = list(cells)
            if source.random() < 0.5:
                return {**certificate, "cells": {s: cells[s] for s in signs[1:]}}, "split: a cell dropped"
            return {**certificate, "cells": dict(zip(signs, [cells[s] for s in signs[1:] + signs[:1]], strict=True))}, "split: cells exchanged"
        case "replace":
            return {**certificate, "value": add(certificate["value"], ONE)}, "replace: another value"
        case "induction":
            return {**certificate, "base": add(certificate["base"], ONE)}, "induction: another base"
        case "have":
            sign, left, right = certificate["fact"].args
            return {**certificate, "fact": Term("rel", (sign, right, left))}, "have: turned round"
        case "convention":
            return {**certificate, "convention": certificate["convention"] + 1}, "convention: another one"
    return {**certificate, "rule": source.choice(["trust me", "absurd", "convention"])}, "another rule"


def rules(certificate, path=()):
    if isinstance(certificate, dict):
        if "rule" in certificate:
            yield path
        for key, part in certificate.items():
            yield from rules(part, (*path, key))


def needed_kernels(table):
    """The kernels that the lines mention, directly or through other kernels."""
    numbers = set(_gens(table["lines"]))
    for g in reversed(range(len(table["kernels"]))):
        if g in numbers:
            numbers |= set(_gens(table["kernels"][g]))
    return sorted(numbers)


def _gens(data):
    if isinstance(data, tuple | list):
        if len(data) == 2 and isinstance(data[0], tuple) and all(isinstance(p, tuple) and len(p) == 2 and all(type(n) is int for n in p) for p in data[0]) and type(data[1]) is int:
            yield from (g for g, _ in data[0])
        else:
            for part in data:
                yield from _gens(part)


def corruption(certificate, source):
    """One corruption of a minimal certificate: the certificate, and what was done; None where the draw does not apply."""
    found = list(tables(certificate))
    choice = source.random()
    if not found or choice < 0.06:
        path = source.choice(list(rules(certificate)))
        changed = corrupted_rule(at_path(certificate, path), source)
    else:
        path = source.choice(found)
        table = at_path(certificate, path)
        if choice < 0.15 or not table["lines"]:
            needed = needed_kernels(table)
            if not needed:
                return None
            path = (*path, "kernels", source.choice(needed))
            changed = corrupted_kernel(at_path(certificate, path), source)
        elif choice < 0.25:
            lines = list(table["lines"])
            del lines[source.randrange(len(lines))]
            path, changed = (*path, "lines"), (lines, "line dropped")
        else:
            path = (*path, "lines", source.randrange(len(table["lines"])))
            changed = corrupted_line(at_path(certificate, path), source)
    if changed is None or changed[0] is None:
        return None
    return put(certificate, path, changed[0]), changed[1]


def campaign(proofs, count, seed):
    """Try corruptions of each proof in turn: counts by kind, and those that were accepted."""
    source = random.Random(seed)
    tried, survivors = Counter(), []
    pool = [minimal(proof) for proof in proofs]
    draws = 0
    while sum(tried.values()) < count and draws < 20 * count:
        proof = pool[draws % len(pool)]
        draws += 1
        found = corruption(proof.certificate, source)
        if found is None or found[0] == proof.certificate:
            continue
        tried[found[1]] += 1
        if accepted(proof, found[0]):
            survivors.append((proof.name, found[1], found[0]))
    return tried, survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tried, survivors = campaign(certified(), options.count, options.seed)
    for kind, number in sorted(tried.items()):
        print(f"{number:6}  {kind}")
    print(f"{sum(tried.values())} corruptions, {sum(tried.values()) - len(survivors)} rejected, {len(survivors)} accepted")
    for name, kind, _ in survivors:
        print(f"accepted: {name}: {kind}")
    sys.exit(1 if survivors or not tried else 0)


if __name__ == "__main__":
    main()
