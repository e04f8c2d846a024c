"""The kernel: it replays what is true and rejects what was tampered with, each for a reason."""

import random

import pytest
from sympy import Abs, symbols

from derive.engine import decide
from derive.kernel.polynomial import RejectedError, constant, gen, plus, power, quotient, times
from derive.kernel.verdicts import proved
from derive.model.term import Term
from derive.terms.build import MINUS_ONE, ONE
from derive.terms.from_sympy import obligation
from tests.obligations.certified import GOALS

CASES = [pytest.param(goal, id=name) for name, goal in GOALS.items()]
x = symbols("x", real=True)


def leaves(data, path=()):
    """The paths to all numbers of a certificate's lines and kernels."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in {"rule", "on", "variable", "value"}:
                yield from leaves(value, (*path, key))
    elif isinstance(data, (tuple, list)):
        for position, value in enumerate(data):
            yield from leaves(value, (*path, position))
    elif isinstance(data, int) and not isinstance(data, bool):
        yield path


def changed(data, path, change):
    if not path:
        return change(data)
    if isinstance(data, dict):
        return {key: changed(value, path[1:], change) if key == path[0] else value for key, value in data.items()}
    rebuilt = [changed(value, path[1:], change) if position == path[0] else value for position, value in enumerate(data)]
    return type(data)(rebuilt)


@pytest.mark.parametrize("goal", CASES)
def test_a_certificate_proves_its_goal_and_not_a_neighbour(goal):
    verdict = decide(goal)
    assert verdict.status in {"proved", "proved_if"}
    again = proved(goal, verdict.certificate, "replay")
    assert (again.status, again.conditions) == (verdict.status, verdict.conditions)
    neighbour = type(goal)(goal.left, goal.relation, Term("add", (goal.right, ONE)), goal.given)
    with pytest.raises(RejectedError):
        proved(neighbour, verdict.certificate, "replay")


@pytest.mark.parametrize("goal", CASES)
def test_a_tampered_certificate_never_proves_anything_false(goal):
    """A changed number either breaks the replay, or leaves a certificate that still proves the same true goal (an unused or redundant line)."""
    certificate = decide(goal).certificate
    places = list(leaves(certificate))
    source = random.Random(3)
    rejected = 0
    for path in source.sample(places, min(60, len(places))):
        tampered = changed(certificate, path, lambda number: number + 1)
        try:
            proved(goal, tampered, "replay")
        except (RejectedError, KeyError, IndexError, TypeError, ValueError, AttributeError):
            rejected += 1
    assert rejected > 0.5 * min(60, len(places))


@pytest.mark.parametrize("goal", CASES)
def test_a_tampered_certificate_does_not_prove_a_neighbour(goal):
    certificate = decide(goal).certificate
    neighbour = type(goal)(Term("mul", (goal.left, MINUS_ONE)), goal.relation, Term("add", (goal.right, ONE)), goal.given)
    source = random.Random(4)
    places = list(leaves(certificate))
    for path in source.sample(places, min(60, len(places))):
        tampered = changed(certificate, path, lambda number: number - 1)
        with pytest.raises((RejectedError, KeyError, IndexError, TypeError, ValueError, AttributeError)):
            proved(neighbour, tampered, "replay")


def test_an_unknown_rule_is_rejected():
    goal = obligation(x, x)
    with pytest.raises(RejectedError, match="unknown rule"):
        proved(goal, {"rule": "trust me"}, "nobody")


def test_a_line_that_leans_on_itself_is_rejected():
    goal = obligation(Abs(x) * 0 + x, x)
    certificate = decide(goal).certificate
    emptied = {**certificate, "lines": [line for line in certificate["lines"] if line[0] != "node"]}
    with pytest.raises(RejectedError, match="no node line"):
        proved(goal, emptied, "replay")


def test_polynomials():
    a, b = gen(0), gen(1)
    square = power(plus(a, b), 2)
    assert square == {((0, 2),): 1, ((0, 1), (1, 1)): 2, ((1, 2),): 1}
    assert quotient(square, plus(a, b)) == plus(a, b)
    assert quotient(plus(square, constant(1)), plus(a, b)) is None
    assert quotient(times(a, constant(3)), constant(2)) is None
    assert plus(a, a, -1) == {}
