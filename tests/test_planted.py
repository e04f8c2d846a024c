"""The campaign over whole hand-ins: its evaluator agrees with its corpus, its mistakes are mistakes, and a short run finds them without blaming anything right."""

import random

import pytest

from tests.benchmarks.planted import holds, mistakes, planted, points, truly_wrong
from tests.benchmarks.planting.arrays import Array, NoValueError, ShapeError
from tests.benchmarks.planting.formulas import UnreadableError, parsed
from tests.benchmarks.planting.handins import corpus
from tests.benchmarks.planting.values import Point, World

HAND_INS = {hand_in.path.name: hand_in for hand_in in corpus()}


def value(source, **letters):
    return Point(World({}, {}, {}, {}, {}), letters).value(parsed(source))


@pytest.mark.parametrize("name", HAND_INS)
def test_the_evaluator_finds_every_claim_of_the_corpus_true(name):
    hand_in = HAND_INS[name]
    assert hand_in.claims or hand_in.code
    for claim in hand_in.claims:
        assert holds(hand_in, claim), f"{hand_in.line(claim.right.start)}: {claim.left.source} {claim.sign} {claim.right.source}"


def test_values_of_formulas():
    assert value(r"\frac{1}{2} x^2 - 3 \cdot -x", x=2.0) == 8
    assert value(r"\sum_{i=1}^{3} i x_i", x=Array((3,), (1.0, 0.0, 2.0))) == 7
    assert value(r"w^T X w", w=Array((2,), (1.0, 2.0)), X=Array((2, 2), (1.0, 0.0, 3.0, 1.0))) == 11
    assert value(r"\frac{\partial}{\partial x} \left( x^3 + y \right)", x=2.0, y=1.0) == pytest.approx(12)
    assert value(r"\begin{cases} x & x \geq 0 \\ -x & x < 0 \end{cases}", x=-3.0) == 3
    assert value(r"\tanh'(x)", x=0.0) == pytest.approx(1)


def test_no_values():
    for source, reason in ((r"\log(x)", NoValueError), ("w w", ShapeError), ("w_3", NoValueError), ("q", NoValueError), (r"\foo(x)", UnreadableError), ("x^2^2", UnreadableError)):
        with pytest.raises(reason):
            value(source, x=-1.0, w=Array((2,), (1.0, 2.0)))


def test_a_change_that_leaves_the_value_alone_is_no_mistake():
    hand_in = HAND_INS["activations.md"]
    member = next(claim.right for claim in hand_in.claims if claim.right.source == r"1 - \tanh^2(x)")
    assert truly_wrong(hand_in, member, r"1 + \tanh^2(x)")
    assert not truly_wrong(hand_in, member, r"(1 - \tanh(x))(1 + \tanh(x))")
    assert not truly_wrong(hand_in, member, r"1 - \tanh^2(-x)")


def test_places_where_a_letter_is_given_its_meaning_are_left_alone():
    hand_in = HAND_INS["softmax.md"]
    places = {member.start for _, _, member, _ in mistakes(hand_in)}
    assert hand_in.text.index(r"\frac{e^{z_k}}") not in places
    assert len(places) > 20


def test_the_same_seed_plants_the_same_mistakes():
    first, second = ([(m.hand_in.path.name, m.start, m.new) for m in planted(12, 5)] for _ in range(2))
    assert first == second
    assert len(first) == 12
    assert first != [(m.hand_in.path.name, m.start, m.new) for m in planted(12, 6)]


def test_points_are_drawn_as_they_are_declared():
    hand_in = HAND_INS["naive_bayes.md"]
    for point in points(hand_in):
        assert 0 < point.values["p"] < 1
        assert set(point.values["x_"].entries) <= {0.0, 1.0}
    world = World({"K": 3}, {"i": "K", "j": "K"}, {}, {}, {})
    assert all(p.values["i"] != p.values["j"] for p in (Point.drawn(world, random.Random(n)) for n in range(20)))
