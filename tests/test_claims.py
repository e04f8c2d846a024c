"""Every claim of every assignment is proved, and every false sibling refuted; discovered, not listed."""

import pickle
import subprocess
import sys

import pytest

from derive.claims import assignments, load, obligations
from derive.engine import decide
from derive.numpy_code import CodeFaultError
from derive.terms.words import words

ASSIGNMENTS = [load(name) for name in assignments()]
CLAIMS = [pytest.param(a, c, id=c.id) for a in ASSIGNMENTS for c in a.claims]
SIBLINGS = [pytest.param(a, c, s, id=s.id) for a in ASSIGNMENTS for c in a.claims for s in c.siblings]
CONDITIONAL = {"1.9", "2.13", "2.15", "2.17", "2.18"}
"""Claims that hold where entries are not zero: the table of the assignment says so."""


@pytest.mark.parametrize(("assignment", "item"), CLAIMS)
def claim(assignment, item):
    goals = obligations(item, None, assignment)
    assert goals
    for goal in goals:
        verdict = decide(goal)
        assert verdict.status in {"proved", "proved_if"}, verdict.reason
        if verdict.status == "proved_if":
            assert item.id in CONDITIONAL
            assert all(words(condition).startswith("for all") and "Ne(" in words(condition) for condition in verdict.conditions)


@pytest.mark.parametrize(("assignment", "item", "false"), SIBLINGS)
def sibling(assignment, item, false):
    try:
        verdicts = [decide(goal) for goal in obligations(false, item, assignment)]
    except CodeFaultError as fault:
        assert fault.kind in {"unknown_function", "shape"}
        return
    assert any(v.status == "ill_typed" or (v.status == "refuted" and v.witness is not None) for v in verdicts)
    assert not any(v.status in {"proved", "proved_if"} for v in verdicts)


def test_every_claim_has_two_false_siblings_and_both_titles():
    for assignment in ASSIGNMENTS:
        for item in assignment.claims:
            assert len(item.siblings) >= 2
            assert item.statement
            assert set(item.title) == {"fr", "en"}


def test_ids_are_unique():
    for assignment in ASSIGNMENTS:
        ids = [c.id for c in assignment.claims] + [s.id for c in assignment.claims for s in c.siblings]
        assert len(ids) == len(set(ids))


def test_conventions_are_used_for_the_named_derivatives_alone():
    leaned = {c.id for a in ASSIGNMENTS for c in a.claims for g in obligations(c, None, a) if decide(g).conventions}
    assert leaned == {"1.6", "1.7"}


def test_to_recognise_an_assignment_builds_no_goal():
    """In a process of its own: here, the tests above have asked already."""
    code = (
        "from derive.pipeline import assigned; from derive.read import read_bytes; from derive.claims import load\n"
        "text = ' '.join(f'${c.statement}$' for c in load('ift3395_devoir3').claims[:8]).encode()\n"
        "found, _ = assigned(None, lambda notation: read_bytes(text, 'hand-in.md', notation))\n"
        "print(found.name, sum(c.make_goals.cache_info().currsize for c in found.claims))\n"
        "found.claims[0].goals\n"
        "print(sum(c.make_goals.cache_info().currsize for c in found.claims))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["ift3395_devoir3", "0", "1"]


def test_a_claim_travels_between_processes_with_all_that_it_makes():
    for claim in load("ift3395_devoir3").claims:
        there = pickle.loads(pickle.dumps(claim))
        assert (there.id, there.goals, there.siblings, there.value) == (claim.id, claim.goals, claim.siblings, claim.value)
