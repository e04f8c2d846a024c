"""Points are built from what is given, the same ones every time, the most telling first; witnesses are small."""

import os
import subprocess
import sys
from fractions import Fraction
from itertools import islice

import pytest
from sympy import IndexedBase, Sum, exp, log, symbols

import derive
from derive.kernel.ball import Evaluator
from derive.model.obligation import Obligation
from derive.strategies.sample_points import admissible, propose
from derive.terms.build import ONE, ZERO, add, arr, at, forall, indicator, mul, num, power, rel, summation, sym

x, y = sym("x"), sym("y")
i, j, k, l, m, n = (sym(name, "int") for name in "ijklmn")
p = arr("p", n)
IN_M = tuple(rel(">=", v, ONE) for v in (k, l, m)) + tuple(rel("<=", v, m) for v in (k, l))

GIVEN = [
    pytest.param((rel(">", x, num(100)),), id="far"),
    pytest.param((rel(">", x, ZERO), rel("<", x, num(Fraction(1, 50)))), id="narrow"),
    pytest.param((rel("<", x, y), rel(">", x, ZERO), rel("<", y, ONE)), id="ordered"),
    pytest.param((rel("=", add(x, y), ONE), rel(">", x, ZERO), rel(">", y, ZERO)), id="complements"),
    pytest.param((rel("=", y, power(x, 2)),), id="an equation solved"),
    pytest.param((*IN_M, rel("!=", k, l)), id="distinct"),
    pytest.param((*IN_M, rel("=", k, l)), id="equal"),
    pytest.param((*IN_M, rel("<", k, l)), id="increasing"),
    pytest.param((rel("=", m, num(7)), rel("<=", k, m), rel(">=", k, num(5))), id="fixed size"),
    pytest.param((rel(">=", n, ONE), forall(i, ONE, n, rel(">", at(p, i), ZERO)), forall(i, ONE, n, rel("<", at(p, i), ONE))), id="entries between"),
    pytest.param((rel(">=", n, ONE), rel("=", summation(i, ONE, n, at(p, i)), ONE), forall(i, ONE, n, rel(">=", at(p, i), ZERO))), id="entries that add up"),
]


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("source", [propose, lambda goal: admissible(goal, 3)])
def test_what_is_given_holds_at_one_of_the_first_points(given, source):
    sides = add(x, y, k, l, m, summation(i, ONE, n, at(p, i)))
    points = list(islice(source(Obligation(sides, "=", ZERO, given)), 6))
    assert any(all(Evaluator(point).holds(condition) for condition in given) for point in points)


def test_indices_are_distinct_then_equal_and_sizes_start_at_two():
    first, second, *rest = islice(propose(Obligation(add(k, l), "=", m, IN_M)), 8)
    assert [first.values[v] for v in (m, k, l)] == [2, 1, 2]
    assert [second.values[v] for v in (m, k, l)] == [2, 1, 1]
    assert {point.values[m] for point in rest} >= {1, 2, 3}


def test_unequal_sizes_come_early():
    points = list(islice(propose(Obligation(mul(m, n), "=", m, (rel(">=", m, ONE), rel(">=", n, ONE)))), 4))
    assert any(point.values[m] != point.values[n] for point in points)


def test_break_points_are_tried():
    goal = Obligation(indicator(rel(">", x, num(5))), "=", indicator(rel(">=", x, num(5))))
    assert any(point.values[x] == 5 for point in islice(propose(goal), 8))


class TestWitnesses:
    """The values that show a fault are small enough to check by hand."""

    def witness(self, *args, **kwargs):
        verdict = derive.prove(*args, **kwargs)
        assert verdict.status == "refuted"
        return dict(verdict.witness.values), verdict.witness.left, verdict.witness.right

    def test_entries_are_zeros_where_zeros_show_it(self):
        o, (index, size) = IndexedBase("o", real=True), symbols("i m", integer=True, positive=True)
        values, left, right = self.witness(log(Sum(exp(o[index]), (index, 1, size))), Sum(o[index], (index, 1, size)))
        assert (values, left, right) == ({"m": "2", "o[1]": "0", "o[2]": "0"}, "0.6931472", "0")

    def test_a_value_that_is_zero_up_to_rounding_is_shown_as_zero(self):
        o, (index, size) = IndexedBase("o", real=True), symbols("i m", integer=True, positive=True)
        total = Sum(exp(o[index]), (index, 1, size))
        _, left, right = self.witness(Sum(exp(o[index]) / total, (index, 1, size)) - 1, 1)
        assert (left, right) == ("0", "1")

    def test_sizes_are_small(self):
        size = symbols("n", integer=True, positive=True)
        values, left, right = self.witness(Sum(symbols("i", integer=True), (symbols("i", integer=True), 1, size)), size**2)
        assert (values, left, right) == ({"n": "2"}, "3", "4")


PROGRAM = """
import derive, sympy
from sympy import *
o = IndexedBase("o", real=True); i, j, k, m = symbols("i j k m", integer=True, positive=True); a, b, c = symbols("a b c", real=True)
S = Sum(exp(o[i]), (i, 1, m))
for left, right, given in [(Derivative(log(S), o[k]), exp(o[k])/S, [k <= m]), (Derivative(log(S), o[k]), exp(o[j])/S, [k <= m, j <= m]), (Max(a, b) + Min(a, b), a + b, []), (a*b*c, a*b, [])]:
    verdict = derive.prove(left, right, given=given)
    print(verdict.status, verdict.conditions, verdict.witness, verdict.certificate)
"""


def test_verdicts_witnesses_and_certificates_do_not_depend_on_the_order_of_hashes():
    outputs = {subprocess.run([sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout for seed in "12"}
    assert len(outputs) == 1
    (printed,) = outputs
    assert [line.split()[0] for line in printed.splitlines() if line] == ["proved", "refuted", "proved", "refuted"]
