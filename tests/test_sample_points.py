"""Points are built from what is given, the same ones every time, the most telling first; witnesses are small."""

import os
import subprocess
import sys
from fractions import Fraction
from itertools import islice

import pytest
from sympy import Eq, IndexedBase, Rational, Sum, exp, log, sqrt, symbols

import derive
from derive.kernel.ball import Evaluator
from derive.model.obligation import Obligation
from derive.strategies.sample_points import admissible, propose
from derive.strategies.sample_points.linear import between
from derive.strategies.sample_points.solved import isolated
from derive.terms.build import ONE, ZERO, add, arr, at, call, forall, indicator, mul, num, power, rel, summation, sym

x, y, z = sym("x"), sym("y"), sym("z")
i, j, k, l, m, n = (sym(name, "int") for name in "ijklmn")
p = arr("p", n)
IN_M = tuple(rel(">=", v, ONE) for v in (k, l, m)) + tuple(rel("<=", v, m) for v in (k, l))

GIVEN = [
    pytest.param((rel(">", x, num(100)),), id="far"),
    pytest.param((rel(">", x, ZERO), rel("<", x, num(Fraction(1, 50)))), id="narrow"),
    pytest.param((rel("<", x, y), rel(">", x, ZERO), rel("<", y, ONE)), id="ordered"),
    pytest.param((rel("=", add(x, y), ONE), rel(">", x, ZERO), rel(">", y, ZERO)), id="complements"),
    pytest.param((rel("=", y, power(x, 2)),), id="an equation solved"),
    pytest.param((rel(">", add(x, y), num(5)), rel("<", x, ONE)), id="a sum above"),
    pytest.param((rel("=", add(mul(num(2), x), mul(num(3), y)), num(7)), rel("=", add(x, mul(num(-1), y)), ONE)), id="two equations"),
    pytest.param((rel(">", x, num(3)), rel(">", y, x), rel(">", z, add(y, ONE)), rel("<", add(x, y, z), num(11))), id="a chain"),
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


def test_an_inequality_that_fails_between_linear_conditions_is_refuted():
    a, b, c = symbols("a b c", real=True)
    chain = [a > 3, b > a, c > b + 1]
    assert derive.prove(a + b + c, 10, relation=">", given=chain).status == "proved"
    verdict = derive.prove(a + b + c, 12, relation=">", given=chain)
    assert verdict.status == "refuted"
    assert 10 < Fraction(verdict.witness.left) <= 12


@pytest.mark.parametrize(
    ("given", "left", "right", "wrong"),
    [
        (lambda a: Eq(exp(a), 2), lambda a: exp(2 * a), 4, 5),
        (lambda a: Eq(a, sqrt(2)), lambda a: a**2, 2, 3),
        (lambda a: Eq(3 * log(a) + 1, 2), lambda a: log(a**6), 2, 3),
    ],
)
def test_an_equation_without_rational_solutions_is_solved_before_a_proof_is_believed(given, left, right, wrong):
    a = symbols("a", positive=True)
    assert derive.prove(left(a), right, given=[given(a)]).status == "proved"
    assert derive.prove(left(a), wrong, given=[given(a)]).status in {"undecided", "refuted"}


def test_an_equation_that_has_no_solution_proves_nothing():
    a = symbols("a", real=True)
    assert derive.prove(a, a + 1, given=[Eq(exp(a), -1)]).status in {"undecided", "vacuous", "refuted"}
    assert derive.prove(exp(2 * a), 1, given=[Eq(exp(a), -1)]).status in {"undecided", "vacuous"}


def test_a_variable_is_isolated_by_undoing_what_is_done_to_it():
    assert isolated(add(mul(num(2), call("exp", x)), ONE), y, x) == call("log", mul(add(y, num(-1)), power(num(2), -1)))
    assert isolated(mul(x, call("exp", x)), y, x) is None
    assert isolated(call("abs", x), y, x) is None


def test_conditions_that_contradict_each_other_have_no_values_between_them():
    assert between([rel(">", x, y), rel(">", y, x)], [x, y], {}) is None
    assert between([rel(">", mul(n, x), ONE), rel("<", x, ONE)], [x], {n: Fraction(2)}) == {x: Fraction(3, 4)}


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

    def test_as_many_digits_are_shown_as_tell_the_sides_apart(self):
        a = symbols("a", real=True)
        for power_of_ten in (3, 12, 30):
            _, left, right = self.witness(exp(a), exp(a) + Rational(1, 10**power_of_ten))
            assert left != right
            assert len(left) <= 2 * max(power_of_ten, 7)

    def test_equal_sides_of_a_strict_inequality_are_shown_equal(self):
        a = symbols("a", real=True)
        assert len(set(self.witness(a**2, 2 * a - 1, relation=">")[1:])) == 1

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


def test_with_many_sizes_each_is_tried_at_its_least_too():
    from derive.strategies.sample_points.indices import plans

    sizes = [sym(name, "int") for name in ("a", "b", "c", "d")]
    tried = list(plans(sizes, [rel(">=", s, num(1)) for s in sizes], frozenset()))
    for size in sizes:
        assert any(plan[size] == 1 for plan in tried)
    assert all(value >= 1 for plan in tried for value in plan.values())
