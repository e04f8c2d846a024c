"""A short campaign against every door, the means of a long one, and what long ones found."""

import time

import pytest

from tests.fuzzing.campaign import Recipe, attempt, campaign
from tests.fuzzing.targets import TARGETS, FalseProofError, Target

COUNTS = {"markdown": 24, "latex": 24, "notebook": 24, "formula": 120, "numpy": 80, "scheme": 40, "certificate": 60, "decode": 40, "check": 20, "grade": 2}
"""Of the targets with many starts these are the first of them; those are inputs too."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_campaign_finds_nothing(name):
    outcome = campaign(TARGETS[name], COUNTS[name], seed=1)
    assert (outcome.errors, outcome.late, outcome.lost) == ({}, [], [])
    assert outcome.count == COUNTS[name]


def planted(deed, seconds=1.0):
    return Target("scheme", lambda: [b'{"a": [1, 2, 3], "b": "word"}', b"x + x = 2x"], deed, seconds)


def test_an_error_is_found_and_its_recipe_makes_the_input_again():
    def deed(data):
        if data.count(b"x") > 3:
            raise KeyError("planted")

    target = planted(deed)
    (first, often), = campaign(target, 200, seed=0).errors.values()
    recipe = Recipe.of(first.split("  ")[0])
    assert often >= 1
    assert str(recipe) == first.split("  ")[0]
    assert recipe.made(target.starts()).count(b"x") > 3
    assert attempt(target, recipe.made(target.starts())).startswith("KeyError")


def test_what_takes_too_long_is_stopped_even_where_errors_are_caught():
    def deed(data):
        while len(data) < 9:
            try:
                time.process_time()
            except Exception:  # noqa: BLE001
                continue

    assert attempt(planted(deed, seconds=0.2), b"x") == "late"
    assert attempt(planted(deed, seconds=0.2), b"x" * 9) == ""


def test_campaigns_of_one_seed_are_one():
    seen = []
    for _ in range(2):
        inputs = []
        campaign(planted(inputs.append), 60, seed=5)
        seen.append(inputs)
    assert seen[0] == seen[1]
    assert len(set(seen[0])) > 40


def test_a_proof_of_something_false_would_be_found(monkeypatch):
    from tests.fuzzing import targets

    monkeypatch.setattr(targets, "replayed", lambda proof: ("proved", ""))
    start = TARGETS["certificate"].starts()[0]
    assert attempt(TARGETS["certificate"], start) == ""
    with pytest.raises(FalseProofError):
        TARGETS["certificate"].deed(start.replace(b'"relation": "="', b'"relation": "<"'))
