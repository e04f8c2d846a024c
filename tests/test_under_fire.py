"""A pile of hand-ins under fire: what dies costs its own verdict, the report says so, and the same file gives the same report."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import derive.cli.isolated
import derive.pipeline
from derive.cli import main
from derive.worker import Limits
from tests.benchmarks import determinism
from tests.benchmarks.determinism import differences

HAND_IN = """# 1

$$ (x+1)^2 = x^2 + 2x + 1 $$

$$ (a+b)(a-b) = a^2 - b^2 $$

$$ (x+2)^2 = x^2 + 4x + 3 $$

$$ \\sum_{i=1}^{n} i = \\frac{n(n+1)}{2} $$
"""
OTHER = """# Exercice 1

On a $(y-1)^2 = y^2 - 2y + 1$ et $\\frac{1}{2} + \\frac{1}{3} = \\frac{5}{6}$.
"""


def timeless(value):
    """A report without its times."""
    if isinstance(value, dict):
        return {key: timeless(item) for key, item in value.items() if key not in {"milliseconds", "seconds"}}
    return [timeless(item) for item in value] if isinstance(value, list) else value


@pytest.fixture
def pile(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text(HAND_IN, encoding="utf-8")
    (tmp_path / "b.md").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return ["a.md", "b.md"]


def grade(*arguments):
    done = CliRunner().invoke(main, ["grade", "--format", "json", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code < 3, done.stdout + done.stderr
    return done.exit_code, timeless(json.loads(done.stdout)) if done.stdout else None, done.stderr


def struck(monkeypatch, text, deed):
    """Deciding an obligation in whose words a text stands does a deed first."""
    checked = derive.pipeline.checked

    def deciding(goal):
        if text in f"{goal.left} {goal.right}":
            deed()
        return checked(goal)

    monkeypatch.setattr(derive.pipeline, "checked", deciding)


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def fill():
    held = []
    while True:
        held.append(bytearray(8_000_000))


@pytest.mark.parametrize(("deed", "reason"), [(kill, "killed by SIGKILL"), (os.abort, "out of memory"), (fill, "out of memory")])
def test_an_obligation_that_kills_its_process_is_undecided_and_nothing_else_changes(pile, monkeypatch, deed, reason):
    _, quiet, _ = grade(*pile)
    struck(monkeypatch, "sum(", deed)
    status, found, said = grade(*pile)
    assert (status, said) == (1, "")  # the mistake beside it is still found
    assert found[1] == quiet[1]
    assert found[0]["findings"] == quiet[0]["findings"]
    differing = [(new, old) for new, old in zip(found[0]["steps"], quiet[0]["steps"], strict=True) if new != old]
    assert [(new["status"], old["status"]) for new, old in differing] == [("undecided", "proved")]
    assert reason in differing[0][0]["reason"]


def test_an_obligation_that_never_ends_is_stopped(pile, monkeypatch):
    def forever():
        while True:
            pass

    monkeypatch.setattr(derive.cli.isolated, "LIMITS", Limits(step_seconds=3.0))
    struck(monkeypatch, "sum(", forever)
    _, found, _ = grade(*pile)
    assert [step["reason"] for step in found[0]["steps"] if step["status"] == "undecided"] == ["stopped after 3 s"]


def test_a_hand_in_whose_reading_dies_is_one_line_and_the_others_are_graded(pile, monkeypatch):
    read = derive.pipeline.read_bytes

    def reading(data, file, notation):
        if file == "a.md":
            kill()
        return read(data, file, notation)

    monkeypatch.setattr(derive.pipeline, "read_bytes", reading)
    status, found, said = grade(*pile)
    assert status == 2
    assert [report["file"] for report in (found if isinstance(found, list) else [found])] == ["b.md"]
    assert said.count("\n") == 1
    assert "a.md" in said
    assert "killed by SIGKILL" in said


def test_a_hand_in_whose_reading_dies_once_is_graded_as_if_nothing_were(pile, monkeypatch, tmp_path):
    _, quiet, _ = grade(*pile)
    read = derive.pipeline.read_bytes

    def reading(data, file, notation):
        if not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            kill()
        return read(data, file, notation)

    monkeypatch.setattr(derive.pipeline, "read_bytes", reading)
    assert grade(*pile) == (1, quiet, "")


def test_a_second_reading_that_kills_its_process_leaves_its_step_undecided(pile, monkeypatch):
    _, quiet, _ = grade(*pile)
    monkeypatch.setattr(derive.pipeline, "second_reading", lambda *_: kill())
    _, found, said = grade(*pile)
    differing = [(new, old) for new, old in zip(found[0]["steps"], quiet[0]["steps"], strict=True) if new != old]
    assert said == ""
    assert [(new["status"], old["status"]) for new, old in differing] == [("undecided", "refuted")]
    assert "SIGKILL" in differing[0][0]["reason"]
    assert found[1] == quiet[1]
    assert not [finding for finding in found[0]["findings"] if finding["class"] == "error"]


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # the thread is the one that kills
def test_a_worker_killed_from_outside_in_the_middle_of_a_pile_costs_one_verdict(pile, monkeypatch, tmp_path):
    _, quiet, _ = grade(*pile)
    parent, pause = os.getpid(), threading.Event()

    def waits():
        if not (tmp_path / "struck").exists():
            (tmp_path / "struck").touch()
            pause.wait(60)

    def strikes():
        for _ in range(600):
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            if (tmp_path / "struck").exists() and children:
                os.kill(int(children[0]), signal.SIGKILL)
                return
            time.sleep(0.05)

    if not Path(f"/proc/{parent}/task/{parent}/children").exists():
        pytest.skip("no list of children here")
    struck(monkeypatch, "sum(", waits)
    killer = threading.Thread(target=strikes)
    killer.start()
    status, found, said = grade("--jobs", "1", *pile)
    killer.join()
    assert (status, said) == (1, "")
    differing = [(new, old) for new, old in zip(found[0]["steps"], quiet[0]["steps"], strict=True) if new != old]
    assert [(new["status"], old["status"]) for new, old in differing] == [("undecided", "proved")]
    assert "killed by SIGKILL" in differing[0][0]["reason"]
    assert found[1] == quiet[1]


def test_a_claim_that_kills_its_process_is_undecided_and_the_table_says_why(monkeypatch):
    def first_dies(goal, step, watch, own=derive.pipeline.watched):
        if step.startswith("claim 1.1 ") and step not in watch.lost:
            watch.begins(step)
            kill()
        return own(goal, step, watch)

    monkeypatch.setattr(derive.pipeline, "watched", first_dies)
    done = CliRunner().invoke(main, ["check-all", "--format", "json"])
    rows = json.loads(done.stdout)["claims"]
    assert done.exit_code == 1
    assert {row["id"]: row["status"] for row in rows}["1.1"] == "undecided"
    assert "SIGKILL" in next(row["reason"] for row in rows if row["id"] == "1.1")
    assert all(row["status"] in {"proved", "proved_if"} for row in rows if row["id"] != "1.1")


def test_the_same_report_whatever_the_hash_seed_the_number_of_workers_and_the_load(pile):
    assert differences(pile, runs=4, pythons=[sys.executable], busy=1, seed=3, formats=("json", "text")) == []


def test_a_difference_between_two_runs_would_be_found(pile, monkeypatch):
    reports = iter([b"same\nx 1\n", b"same\nx 2\n"])
    monkeypatch.setattr(determinism, "graded", lambda *_: next(reports))
    (line,) = differences(pile, runs=2, pythons=[sys.executable], busy=0, seed=0, formats=("text",))
    assert "line 2: b'x 1' and b'x 2'" in line


def test_only_times_are_left_out_of_the_comparison():
    assert determinism.timeless(b'{"seconds": 1.25, "line": 3}, 12.5 ms') == b'{(time), "line": 3}, (time)'
    assert determinism.timeless(b"x = 12 is refuted") == b"x = 12 is refuted"
