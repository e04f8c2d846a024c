"""An assignment is recognised by its statements, in other words at most; what answers another one is left to its own definitions."""

from pathlib import Path

import pytest

from derive.claims import load
from derive.pipeline import assigned
from derive.read import read_text
from derive.read.math.lookup import in_part
from derive.steps.likeness import likeness
from derive.terms.build import ONE, add, arr, at, call, div, mul, neg, num, power, summation, sym

NAME = "ift3395_devoir3"
STATEMENTS = [
    r"$$sigmoid(x) = \frac{1}{2}(\tanh(\frac{1}{2}x) + 1)$$",
    r"$$-softplus(-x) = \ln(sigmoid(x))$$",
    r"$$\frac{d}{dx} \tanh(x) = \ldots$$ $$\tanh'(x) = 1 - \tanh^2(x)$$",
    r"$$O_k^a = \sum_{i=1}^{d_h} W^{(2)}_{ki} h_i^s + b_k^{(2)}$$",
]
HANDINS = Path(__file__).resolve().parents[2] / "shared" / "handins"


def name_of(text):
    assignment, _ = assigned(None, lambda notation: read_text(text, notation=notation))
    return assignment.name if assignment else None


def test_three_statements_are_enough_in_any_order():
    assert name_of("\n\n".join(STATEMENTS[:3])) == NAME
    assert name_of("\n\n".join(reversed(STATEMENTS[1:]))) == NAME


def test_two_are_not_and_neither_are_three_among_many_other_questions():
    assert name_of("\n\n".join(STATEMENTS[:2])) is None
    others = "\n\n".join(f"{n}. Another\n\n$$u_{n} + 1 = 1 + u_{n}$$" for n in range(1, 20))
    assert name_of("# Question 7\n\n" + others + "\n\n20. Last\n\n" + "\n\n".join(STATEMENTS[:3])) is None


def test_a_true_statement_in_other_formulas_is_no_match():
    text = "\n\n".join(statement.replace(r"\tanh(\frac{1}{2}x) + 1", r"\tanh(\frac{1}{2}x) - 1") for statement in STATEMENTS[:3])
    assert name_of(text) is None


@pytest.mark.skipif(not HANDINS.exists(), reason="the hand-ins are not beside this checkout")
@pytest.mark.parametrize(("file", "expected"), [("ift3395-devoir3.md", NAME), ("dev-a.tex", NAME), ("dev-b.md", None), ("dev-c.md", None)])
def test_real_hand_ins(file, expected):
    assert name_of((HANDINS / file).read_text(encoding="utf-8")) == expected


def test_likeness_is_blind_to_order_and_names_of_bound_indices():
    i, j, n, x, y = sym("i", "int"), sym("j", "int"), sym("n", "int"), sym("x"), sym("y")
    v = arr("v", n)
    assert likeness(summation(i, ONE, n, at(v, i))) == likeness(summation(j, ONE, n, at(v, j)))
    assert likeness(add(x, mul(num(2), y))) == likeness(add(mul(y, num(2)), x))
    assert likeness(div(x, power(y, 2))) == likeness(mul(x, power(y, -2)))
    assert likeness(summation(i, ONE, n, at(v, i))) != likeness(summation(i, ONE, n, neg(at(v, i))))
    assert likeness(call("log", call("exp", x))) != likeness(x)


def test_in_another_count_of_parts_only_what_means_one_thing_is_known():
    symbols = load(NAME).notation.symbols
    elsewhere = in_part(symbols, "5")
    assert "L" in {s.name for s in elsewhere}
    assert not [s for s in elsewhere if s.name == "x"]
    assert len([s for s in in_part(symbols, "2") if s.name == "x"]) == 1
