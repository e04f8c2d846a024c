"""Proofs as plain data: written, read back, replayed without a search and without SymPy; hostile files get one clear line."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.cli.proof_file import Proof, proof_data, read_proofs, recheck
from derive.engine import decide
from derive.report.proofs import argument
from derive.terms import build as b
from derive.terms.plain import MalformedError, TermReader, TermWriter
from tests.obligations.certified import GOALS

ROOT = Path(__file__).resolve().parents[1]
X, Y, I, N = b.sym("x"), b.sym("y"), b.sym("i", "int"), b.sym("n", "int")


def run(*args):
    return subprocess.run([sys.executable, "-W", "ignore", "-m", "derive", *args], capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, text=True)


atoms = st.sampled_from([X, Y, I, b.PI, b.num("-3/7"), b.num(12), b.at(b.arr("v", N), I)])
terms = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: b.Term("add", tuple(parts))),
        st.tuples(inner, inner).map(lambda pair: b.div(*pair)),
        inner.map(b.exp),
        inner.map(lambda body: b.summation(I, b.ONE, N, body)),
        inner.map(lambda body: b.derivative(body, X)),
        st.tuples(inner, inner).map(lambda pair: b.cases((b.rel("<", X, Y), pair[0]), (b.TRUE, pair[1]))),
    ),
    max_leaves=12,
).filter(lambda term: repr(term).count("D(") < 6)


@given(terms)
@settings(max_examples=200, deadline=None)
def test_terms_come_back_as_they_were(term):
    writer = TermWriter()
    place = writer.place(term)
    assert TermReader(json.loads(json.dumps(writer.table))).at(place) == term


@pytest.mark.parametrize("goal", [pytest.param(goal, id=name) for name, goal in GOALS.items()])
def test_proofs_come_back_and_replay(goal, tmp_path):
    verdict = decide(goal)
    certificate = verdict.certificate
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(proof_data([Proof("one", goal, verdict.conditions, certificate)])))
    read = next(iter(read_proofs(str(path))))
    assert (read.name, read.goal, read.conditions) == ("one", goal, verdict.conditions)
    assert recheck(str(path)) == ([f"one: {verdict.status}", "1 proofs replayed, all accepted"], 0)
    assert TermWriter().data(read.certificate) == TermWriter().data(certificate)


def proof_of(goal):
    return proof_data([Proof("goal", goal, (), decide(goal).certificate)])


def test_a_proof_of_something_else_is_rejected(tmp_path):
    first, second = GOALS["sigmoid"], GOALS["log"]
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(proof_data([Proof("swapped", first, (), decide(second).certificate), Proof("right", second, (), decide(second).certificate)])))
    lines, status = recheck(str(path))
    assert status == 1
    assert lines[0].startswith("swapped: rejected (")
    assert lines[1:] == ["right: proved", "2 proofs replayed, 1 rejected"]


def test_a_dropped_assumption_is_noticed(tmp_path):
    """The softmax derivative needs its index ranges: without them the certificate proves nothing."""
    goal = GOALS["softmax"]
    data = proof_of(goal)
    data["proofs"][0]["obligation"]["given"] = []
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(data))
    assert recheck(str(path))[1] == 1


def test_a_proof_that_leaves_another_condition_is_noticed(tmp_path):
    data = proof_of(GOALS["sigmoid"])
    data["terms"] += [["sym", "q", "real"], ["num", "0"], ["rel", "!=", len(data["terms"]), len(data["terms"]) + 1]]
    data["proofs"][0]["conditions"] = [len(data["terms"]) - 1]
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(data))
    assert "other conditions" in recheck(str(path))[0][0]


def deep(levels):
    return "[" * levels + "]" * levels


def tower(levels):
    """A term that doubles with each row."""
    return [["sym", "x", "real"], *(["add", k, k] for k in range(levels))]


def with_terms(table, left=0):
    return json.dumps({"schema": "derive.proofs/1", "terms": table, "proofs": [{"name": "n", "obligation": {"left": left, "relation": "=", "right": left, "given": [], "conventions": []}, "conditions": [], "certificate": {"rule": "same"}}]})


HOSTILE = [
    pytest.param("", "no JSON", id="empty"),
    pytest.param("{", "no JSON", id="broken"),
    pytest.param("[]", "no proof file", id="list"),
    pytest.param('{"schema": "derive.proofs/9"}', "no proof file", id="schema"),
    pytest.param('{"schema": "derive.proofs/1", "terms": [], "proofs": []}', "no proofs", id="no proofs"),
    pytest.param('{"schema": "derive.proofs/1", "terms": 3, "proofs": [1]}', "must be a list", id="terms"),
    pytest.param('{"schema": "derive.proofs/1", "terms": [], "proofs": [1]}', "proof 1 is malformed", id="row"),
    pytest.param(deep(100_000), "nested too deeply", id="deep"),
    pytest.param('{"a": ' + "9" * 5000 + "}", "no JSON", id="digits"),
    pytest.param(with_terms([["num", "9" * 3000]]), "no rational number", id="long number"),
    pytest.param(with_terms([["num", "1/0"]]), "no rational number", id="zero denominator"),
    pytest.param(with_terms([["add", 0]]), "does not come before", id="loop"),
    pytest.param(with_terms([["eval", "1"]]), "malformed", id="unknown op"),
    pytest.param(with_terms([["sym", "x", "complex"]]), "malformed", id="sort"),
    pytest.param(with_terms([["sym", "x", "real"], ["rel", "~", 0, 0]], 1), "malformed", id="relation"),
    pytest.param(with_terms([["sym", "x", "real"], ["sum", 0, 0, 0, 0]], 1), "malformed", id="real index"),
    pytest.param(with_terms([["sym", "x", True]]), "neither a name nor a place", id="boolean"),
    pytest.param(with_terms([["sym", "x", "real"]], 7), "no term at 7", id="place"),
    pytest.param(with_terms([["sym", "x", "real"]], -1), "no term at -1", id="negative place"),
    pytest.param(with_terms(tower(60)), "too large", id="doubling"),
    pytest.param(with_terms([["sym", "x", "real"], *(["D", k, 0] for k in range(40))]), "too large", id="derivatives"),
]


@pytest.mark.parametrize(("text", "says"), HOSTILE)
def test_hostile_files_get_one_line(text, says, tmp_path):
    path = tmp_path / "hostile.json"
    path.write_text(text)
    with pytest.raises(MalformedError, match=says) as caught:
        recheck(str(path))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


LADDER = [[[[[0, 4096]], 1], [[[1, 4096]], 1], [[[2, 1]], 1], [[], 1]], [[[], 1]]]
HOSTILE_CERTIFICATES = [
    pytest.param(None, id="none"),
    pytest.param([], id="list"),
    pytest.param({"rule": ["table"]}, id="rule"),
    pytest.param({"rule": "table"}, id="no table"),
    pytest.param({"rule": "table", "kernels": 3, "lines": 4}, id="numbers"),
    pytest.param({"rule": "table", "kernels": [["var", {"term": 0}]], "lines": [["node", {"term": 1}, [[[[[0, -1]], 1]], [[[], 1]]]]]}, id="negative exponent"),
    pytest.param({"rule": "table", "kernels": [["var", {"term": 0}]], "lines": [["node", {"term": 1}, [[[[[0, 1]], "1"]], [[[], 1]]]]]}, id="text"),
    pytest.param({"rule": "split", "on": [{"term": 0}, {"term": 0}], "cells": {"=": {}, "!=": {}}}, id="cells"),
    pytest.param({"rule": "induction", "variable": {"term": 0}, "base": 1, "start": {}, "step": {}}, id="induction"),
    pytest.param({"rule": "convention", "convention": 10**30}, id="index"),
]


@pytest.mark.parametrize("certificate", HOSTILE_CERTIFICATES)
def test_hostile_certificates_are_rejected(certificate, tmp_path):
    data = json.loads(with_terms([["sym", "x", "real"], ["call", "exp", 0]], 1))
    data["proofs"][0]["certificate"] = certificate
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(data))
    lines, status = recheck(str(path))
    assert status == 1
    assert lines[0].startswith("n: rejected (")


def test_work_is_bounded(tmp_path):
    """(x + y + z + 1)^4000 is written in a line, and never multiplied out."""
    names = [["sym", name, "real"] for name in "xyz"]
    table = [*names, ["num", "1"], ["add", 0, 1, 2, 3], ["num", "4000"], ["pow", 4, 5]]
    data = json.loads(with_terms(table, 6))
    one = [[[], 1]]
    variable = [[[[[k, 1]], 1]] for k in range(3)]
    total = [part for own in variable for part in own] + one
    nodes = [["node", {"term": k}, [variable[k], one]] for k in range(3)] + [["node", {"term": 3}, [one, one]], ["node", {"term": 4}, [sorted(total), one]]]
    certificate = {"rule": "table", "kernels": [["var", {"term": k}] for k in range(3)], "lines": [*nodes, ["node", {"term": 6}, [one, one]]]}
    data["proofs"][0]["certificate"] = certificate
    path = tmp_path / "work.json"
    path.write_text(json.dumps(data))
    start = time.perf_counter()
    lines, status = recheck(str(path))
    assert status == 1
    assert "too much work" in lines[0]
    assert time.perf_counter() - start < 10


def test_recheck_replays_without_sympy(tmp_path):
    path = tmp_path / "proofs.json"
    assert run("check-all", "--save-proofs", str(path)).returncode == 0
    code = f"import sys; sys.argv = ['derive', 'recheck', {str(path)!r}]\ntry:\n    from derive.__main__ import main; main()\nexcept SystemExit as end: assert end.code == 0, end.code\nloaded = [m for m in sys.modules if m.split('.')[0] == 'sympy' or m.startswith(('derive.strategies', 'derive.engine'))]\nassert not loaded, loaded"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("all accepted")
    assert len(done.stdout.splitlines()) > 30


def test_recheck_exit_statuses(tmp_path):
    missing = run("recheck", str(tmp_path / "nothing.json"))
    assert (missing.returncode, len(missing.stderr.strip().splitlines())) == (2, 1)
    assert "Traceback" not in missing.stderr
    path = tmp_path / "proofs.json"
    path.write_text(run("check", "|x|^2 = x^2", "--proof", "--format", "json").stdout)
    assert run("recheck", str(path)).returncode == 0
    data = json.loads(path.read_text())
    data["proofs"][0]["certificate"] = {"rule": "same"}
    path.write_text(json.dumps(data))
    assert run("recheck", str(path)).returncode == 1


def test_a_proof_reads_as_an_argument():
    sigmoid = GOALS["sigmoid"]
    lines = argument(sigmoid, decide(sigmoid).certificate)
    assert "Put E = exp(x)." in lines
    assert "exp(-x) = 1/E" in lines
    assert lines[-1] == "So both sides are E/(1 + E)."
    split = GOALS["cases"]
    text = "\n".join(argument(split, decide(split).certificate))
    assert "Case x > 0:" in text
    assert "(by x > 0)" in text
    assert "%" not in text
    assert "@" not in text
