"""Points of differentiability that the definition of a derivative gives, and those that it does not give."""

import pytest
from sympy import Abs, Derivative, Max, Min, Piecewise, Rational, exp, sign, symbols

import derive
from derive.engine import decide
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.terms.build import num, sym
from derive.terms.from_sympy import obligation

x, y = symbols("x y", real=True)
d = symbols("delta", positive=True)
huber = Piecewise((x**2 / 2, Abs(x) <= d), (d * (Abs(x) - d / 2), True))
unit_huber = Piecewise((x**2 / 2, Abs(x) <= 1), (Abs(x) - Rational(1, 2), True))

SMOOTH = [
    (x * Abs(x), 2 * Abs(x), 2 * x),
    (Max(0, 1 - y * x) ** 2, -2 * y * Max(0, 1 - y * x), -2 * Max(0, 1 - y * x)),
    (huber, Max(-d, Min(d, x)), Max(-d, x)),
    (unit_huber, Piecewise((x, Abs(x) <= 1), (sign(x), True)), Piecewise((x, Abs(x) <= 1), (1, True))),
    (Max(x, 0) ** 2, 2 * Max(x, 0), 2 * x),
    (Piecewise((x, x > 0), (exp(x) - 1, True)), Piecewise((1, x > 0), (exp(x), True)), Piecewise((1, x > 0), (exp(x) + 1, True))),
]
KINKED = [(Abs(x), sign(x)), (Max(x, 0), Piecewise((1, x > 0), (0, True))), (Abs(x) * y, sign(x) * y), (Piecewise((x**2, x > 0), (1, True)), Piecewise((2 * x, x > 0), (0, True)))]


@pytest.mark.parametrize(("function", "slope", "wrong"), SMOOTH, ids=str)
def test_a_joint_with_one_slope_is_proved_and_a_wrong_slope_refuted(function, slope, wrong):
    assert derive.prove(Derivative(function, x), slope).status == "proved"
    assert derive.prove(Derivative(function, x), wrong).status == "refuted"


@pytest.mark.parametrize(("function", "slope"), KINKED, ids=str)
def test_a_kink_or_a_jump_stays_excluded(function, slope):
    verdict = derive.prove(Derivative(function, x), slope)
    assert verdict.status == "proved_if"
    assert verdict.conditions


def joints(certificate):
    return certificate["cells"]["="]


def test_the_kernel_asks_for_both_branches_and_one_slope():
    goal = obligation(Derivative(x * Abs(x), x), 2 * Abs(x))
    certificate = decide(goal).certificate
    inner = joints(certificate)
    assert inner["rule"] == "joint"
    for tampered in (
        {**inner, "branches": (inner["branches"][1], inner["branches"][0])},
        {**inner, "branches": (num(0), inner["branches"][1])},
        {**inner, "border": (sym("x"), num(1))},
        {**inner, "above": {"rule": "same"}},
        {**inner, "slopes": {"rule": "same"}},
    ):
        with pytest.raises(RejectedError):
            proved(goal, {**certificate, "cells": {**certificate["cells"], "=": tampered}}, "replay")


def test_what_is_given_of_the_variable_does_not_count_near_the_point():
    """Given x = 0, |x| = 0 at the point; but not near it: the slope of |x| at 0 is not 0."""
    assert derive.prove(Derivative(Abs(x), x), 0, given=[x >= 0, x <= 0]).status != "proved"
    goal = obligation(Derivative(Abs(x), x), 0, given=[x >= 0, x <= 0])
    assert decide(goal).status in {"proved_if", "undecided", "vacuous", "refuted"}
