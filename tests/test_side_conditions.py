"""Side conditions as a person would say them, each said once."""

from fractions import Fraction

import pytest

from derive.grading.conditions import plainly
from derive.model.term import Term
from derive.pipeline import grade_document
from derive.terms.build import ONE, ZERO, add, arr, at, call, mul, num, power, rel, sub, sym
from derive.terms.domain import requirements

x, y, n, i = sym("x"), sym("y"), sym("n", "int"), sym("i", "int")
NOT_ZERO = rel("!=", x, ZERO)


@pytest.mark.parametrize(
    "condition",
    [
        rel(">", power(x, num(2)), ZERO),
        rel("!=", call("abs", x), ZERO),
        rel(">", call("abs", x), ZERO),
        rel("!=", call("sign", x), ZERO),
        rel("!=", power(power(x, num(2)), num(Fraction(1, 2))), ZERO),
        rel("!=", mul(num(2), x, call("sign", x)), ZERO),
    ],
)
def test_one_condition_in_many_dresses(condition):
    assert plainly([condition, condition]) == (NOT_ZERO,)


@pytest.mark.parametrize(
    "condition",
    [rel(">", x, ZERO), rel(">", power(x, num(3)), ZERO), rel("!=", power(x, num(-1)), ZERO), rel("!=", x, ONE), rel(">=", power(x, num(2)), ZERO), rel(">", mul(x, y), ZERO)],
)
def test_what_says_something_else_stays(condition):
    assert plainly([condition]) == (condition,)


def test_a_product_and_a_condition_for_all_indices():
    entry = at(arr("x", n), i)
    assert plainly([rel("!=", mul(x, y), ZERO)]) == (NOT_ZERO, rel("!=", y, ZERO))
    assert plainly([Term("all", (i, ONE, n, rel("!=", call("abs", entry), ZERO)))]) == (Term("all", (i, ONE, n, rel("!=", entry, ZERO))),)


def test_a_chain_says_its_condition_once():
    report = grade_document("hand-in.md", data=rb"$$ \frac{x}{\sqrt{x^2}} = \frac{x}{|x|} = \frac{|x|}{x} $$")
    assert [dict(f.data)["conditions"] for f in report.findings if f.code == "condition"] == [r"x \neq 0"]


@pytest.mark.parametrize(("base", "asks"), [(num(2), False), (add(num(1), num(1)), False), (num(-3), False), (num(0), True), (sub(num(1), num(1)), True), (sym("x"), True)])
def test_a_negative_power_of_a_number_asks_for_nothing_unless_the_number_is_zero(base, asks):
    assert bool(requirements(power(base, num(-1)))) == asks


@pytest.mark.parametrize(("base", "asks"), [(num(2), False), (num(-2), True), (num(0), True), (sym("x"), True)])
def test_a_root_of_a_positive_number_asks_for_nothing(base, asks):
    assert bool(requirements(power(base, num(Fraction(-1, 2))))) == asks
