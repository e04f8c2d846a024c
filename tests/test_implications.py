"""A => B and A <=> B between equations and inequalities."""

import pytest
from sympy import Abs, And, Eq, Ge, Gt, Lt, Ne, Or, Rational, exp, log, sqrt, symbols, tanh

import derive
from derive.cli.single import checked_formula
from derive.engine import decide
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.terms.from_sympy import obligation

x, y, u = symbols("x y u", real=True)
a, b, p = symbols("a b p", positive=True)
sigmoid = 1 / (1 + exp(-x))

HOLDS = [
    (Eq(2 * x + 1, 5), "<=>", Eq(x, 2), Eq(x, 3)),
    (Eq(p, sigmoid), "=>", Eq(log(p) - log(1 - p), x), Eq(log(p) + log(1 - p), x)),
    (Gt(sigmoid, Rational(1, 2)), "<=>", Gt(x, 0), Ge(x, 0)),
    (Eq(a**2, b**2), "<=>", Eq(a, b), Eq(a, 2 * b)),
    (Eq(x, y), "=>", Eq(x**2, y**2), Eq(x**2, -(y**2))),
    (Eq(x**2, 4), "<=>", Or(Eq(x, 2), Eq(x, -2)), Eq(x, 2)),
    (Eq(x * y, 0), "<=>", Or(Eq(x, 0), Eq(y, 0)), And(Eq(x, 0), Eq(y, 0))),
    (Lt(Abs(x), 1), "<=>", And(x < 1, x > -1), x < 1),
    (Ge(x**2, 4), "<=>", Or(x >= 2, x <= -2), x >= 2),
    (Eq(exp(x), exp(y)), "<=>", Eq(x, y), Eq(x, 2 * y)),
    (Eq(log(a), log(b)), "<=>", Eq(a, b), Eq(a, -b)),
    (Eq(tanh(x), 0), "<=>", Eq(x, 0), Ge(x, 0)),
    (Eq(y, exp(x)), "=>", Eq(x, log(y)), Eq(x, -log(y) + 1)),
    (Gt(a, b), "<=>", Gt(log(a), log(b)), Gt(log(a), log(b) + 1)),
    (Eq(sqrt(a), 2), "<=>", Eq(a, 4), Eq(a, 2)),
]


@pytest.mark.parametrize(("left", "relation", "right", "wrong"), HOLDS, ids=str)
def test_an_implication_is_proved_and_its_near_miss_refuted(left, relation, right, wrong):
    assert derive.prove(left, right, relation=relation).status == "proved"
    assert derive.prove(left, wrong, relation=relation).status == "refuted"


def test_an_implication_does_not_run_backwards():
    assert derive.prove(Eq(x, 2), Eq(x**2, 4), relation="=>").status == "proved"
    assert derive.prove(Eq(x**2, 4), Eq(x, 2), relation="=>").status == "refuted"
    assert derive.prove(Eq(x**2, 4), Eq(x, 2), relation="=>", given=[x > 0]).status == "proved"


def test_an_earlier_equation_is_used_in_a_later_one():
    assert derive.prove(x * u, 3 * u, given=[Eq(x, 3)]).status == "proved"
    assert derive.prove(exp(x) * y, u * y, given=[Eq(u, exp(x))]).status == "proved"
    assert derive.prove(exp(x) * y, 3 * u * y, given=[Eq(u, exp(x))]).status == "refuted"


def test_a_conclusion_that_may_have_no_value_keeps_its_condition():
    verdict = derive.prove(Eq(log(x * y), 0), Eq(log(x) + log(y), 0), relation="=>")
    assert verdict.status == "proved_if"
    assert {str(c) for c in verdict.conditions} == {"rel(>, x, 0)", "rel(>, y, 0)"}


def test_pieces_are_not_left_out():
    goal = obligation(Eq(x**2, 4), Or(Eq(x, 2), Eq(x, -2)), relation="<=>")
    certificate = decide(goal).certificate
    with pytest.raises(RejectedError):
        proved(goal, {**certificate, "pieces": certificate["pieces"][:-1]}, "replay")
    wrong = obligation(Eq(x**2, 4), Or(Eq(x, 2), Eq(x, -3)), relation="<=>")
    with pytest.raises(RejectedError):
        proved(wrong, certificate, "replay")
    equation = obligation(x, x)
    with pytest.raises(RejectedError, match="not an implication"):
        proved(equation, certificate, "replay")


def test_a_factor_that_may_vanish_is_not_cancelled():
    assert derive.prove(Eq(x * y, x * u), Eq(y, u), relation="=>").status == "refuted"
    assert derive.prove(Eq(x * y, x * u), Eq(y, u), relation="=>", given=[Ne(x, 0)]).status == "proved"


def test_a_logarithm_is_only_taken_of_what_is_positive():
    goal = obligation(x, y, given=[Eq(log(x), log(y))])
    verdict = decide(goal)
    assert verdict.status in {"proved", "proved_if", "undecided"}
    free = obligation(x, y)
    with pytest.raises(RejectedError):
        proved(free, {"rule": "logarithm", "then": {"rule": "same"}}, "replay")


@pytest.mark.parametrize(
    ("formula", "lines", "status"),
    [
        (r"x > 2 \Rightarrow x > 1", ["x > 2 => x > 1: proved"], 0),
        (r"x > 1 \Rightarrow x > 2", ["x > 1 => x > 2: refuted", "  at x = 2: left 1, right 0"], 1),
        (r"x > 2 \iff x > 1", ["x > 2 <=> x > 1: refuted", "  at x = 2: left 0, right 1"], 1),
        (r"2x = 4 \iff x = 2", ["2*x = 4 <=> x = 2: proved"], 0),
        (r"x^2 = 4 \Rightarrow x = 2", ["x**2 = 4 => x = 2: refuted", "  at x = -2: left 1, right 0"], 1),
        (r"x > 1 \Rightarrow x^2 > 1 \Rightarrow x^4 > 1", ["x > 1 => x^2 > 1: proved", "x**2 > 1 => x^4 > 1: proved"], 0),
    ],
)
def test_what_stands_before_an_arrow_is_no_step_of_its_own(formula, lines, status):
    assert checked_formula(formula, (), False) == (lines, status)


def test_what_is_given_holds_on_both_sides_of_an_arrow():
    assert checked_formula(r"x^2 = 4 \Rightarrow x = 2", ("x > 0",), False) == (["x**2 = 4 => x = 2: proved"], 0)


def test_conditions_that_the_premise_excludes_prove_nothing():
    logit = Eq(log(p) - log(1 - p), x)
    assert derive.prove(Eq(p, sigmoid), logit, "=>").status in {"proved", "proved_if"}
    assert derive.prove(Eq(p, 1), logit, "=>").status == "undecided"
