"""A short run of the soundness campaign, and that its evaluator tells true from false on its own."""

import ast
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from derive.model.obligation import Obligation, Verdict, Witness
from derive.model.point import Point
from derive.model.term import Term
from derive.terms.build import HALF, MINUS_ONE, ONE, TWO, ZERO, add, arr, at, call, cases, derivative, div, exp, log, mul, num, power, rel, sqrt, sub, summation, sym
from tests.benchmarks.mutants import Seen, against, campaign, look, of_witness, places, summary, true_obligations
from tests.independent.arrays import Array, eliminated
from tests.independent.evaluator import Place
from tests.independent.outcome import outcome
from tests.independent.places import at_point, drawn

x, y, n, i = sym("x"), sym("y"), sym("n", "int"), sym("i", "int")
v, A = arr("v", n), arr("A", n, n)


def said(goal, **values):
    place = Place({(name, "int" if name in "ni" else "real"): Fraction(value) for name, value in values.items()}, lambda _, where: Fraction(sum(where)))
    return outcome(goal, place)[0]


@pytest.mark.timeout(400)
def test_a_hundred_mutants_bring_no_contradiction():
    lines, contradictions, missed = summary(campaign(range(100), seed=2))
    assert not contradictions, "\n".join(lines)
    assert sum(seen.status != "refuted" for seen in missed) <= 5
    assert "differ at a place: " in lines[1]


def test_a_mutant_is_known_by_its_seed_and_number():
    assert look(3, 17) == look(3, 17)
    assert look(3, 17).goal != look(4, 17).goal


@pytest.mark.timeout(400)
def test_true_obligations_fail_nowhere():
    for name, goal in true_obligations().items():
        seen = [outcome for _, (outcome, _) in islice(places(goal, name, 3), 5)]
        assert seen
        assert "fails" not in seen, name


def test_the_evaluator_shares_the_term_language_alone():
    for path in (Path(__file__).parent / "independent").glob("*.py"):
        imported = {node.module for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}
        assert {module for module in imported if module.startswith("derive")} <= {"derive.model.term"}


@pytest.mark.parametrize(
    ("goal", "values", "expected"),
    [
        (Obligation(power(add(x, ONE), 2), "=", add(power(x, 2), ONE)), {"x": 1}, "fails"),
        (Obligation(power(add(x, ONE), 2), "=", add(power(x, 2), ONE)), {"x": 0}, "holds"),
        (Obligation(exp(mul(TWO, x)), "=", power(exp(x), 2)), {"x": 1}, "cannot tell"),
        (Obligation(exp(mul(TWO, x)), "=", add(power(exp(x), 2), num(Fraction(1, 10**20)))), {"x": 1}, "fails"),
        (Obligation(div(x, x), "=", ONE), {"x": 0}, "undefined"),
        (Obligation(sqrt(x), "=", x), {"x": -1}, "undefined"),
        (Obligation(log(mul(x, y)), "=", add(log(x), log(y))), {"x": -1, "y": -1}, "undefined"),
        (Obligation(x, "=", y, (rel(">", x, ONE),)), {"x": 1, "y": 3}, "outside"),
        (Obligation(derivative(call("abs", x), x), "=", ONE), {"x": 0}, "undefined"),
        (Obligation(derivative(mul(x, call("abs", x)), x), "=", ONE), {"x": 0}, "fails"),
        (Obligation(derivative(derivative(power(x, 5), x), x), "=", num(161)), {"x": 2}, "fails"),
        (Obligation(derivative(cases((rel("<", x, ONE), power(x, 2)), (Term("and", ()), sub(mul(TWO, x), ONE))), x), "=", ONE), {"x": 1}, "fails"),
        (Obligation(summation(i, ONE, n, i), "=", num(6)), {"n": 3}, "holds"),
        (Obligation(summation(i, TWO, ONE, div(ONE, ZERO)), "=", ZERO), {}, "holds"),
        (Obligation(at(v, num(4)), "=", ZERO), {"n": 3}, "outside"),
        (Obligation(Term("trace", (Term("matmul", (A, A)),)), "=", num(4 + 9 + 9 + 16)), {"n": 2}, "holds"),
        (Obligation(Term("matmul", (A, Term("inv", (A,)))), "=", Term("eye", (n,))), {"n": 2}, "holds"),
        (Obligation(Term("transpose", (Term("matmul", (A, v)),)), "=", Term("matmul", (v, A))), {"n": 2}, "undefined"),
        (Obligation(derivative(Term("matmul", (Term("transpose", (v,)), v)), v), "=", v), {"n": 2}, "fails"),
        (Obligation(rel("=", div(ONE, x), ONE), "=>", rel("=", x, ONE)), {"x": 0}, "holds"),
        (Obligation(rel("=", power(x, 2), ONE), "=>", rel("=", x, ONE)), {"x": -1}, "fails"),
        (Obligation(power(num(8), Fraction(1, 3)), "=", TWO), {}, "holds"),
    ],
)
def test_what_the_evaluator_says(goal, values, expected):
    assert said(goal, **values) == expected


def test_elimination_finds_determinants_and_inverses():
    rows = [[Fraction(a) for a in row] for row in ([0, 2, 1], [1, 1, 0], [3, 0, 1])]
    determinant, inverse = eliminated(rows)
    assert determinant == -5
    assert [[sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*inverse, strict=True)] for row in rows] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert eliminated([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]]) == (0, None)


SQUARE = Obligation(sqrt(power(x, 2)), "=", x)


@pytest.mark.parametrize(
    ("verdict", "value", "words"),
    [
        (Verdict("proved"), -2, "proved, but it fails"),
        (Verdict("proved_if", (rel(">", x, num(-3)),)), -2, "where they hold"),
        (Verdict("proved_if", (rel(">", x, ZERO),)), -2, "hide"),
        (Verdict("vacuous"), 2, "admissible"),
        (Verdict("proved"), 2, ""),
        (Verdict("undecided"), -2, ""),
    ],
)
def test_a_wrong_verdict_is_a_contradiction(verdict, value, words):
    place = Place({("x", "real"): Fraction(value)}, None)
    found = against(verdict, SQUARE, place, outcome(SQUARE, place)[0])
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(("value", "left", "right", "words"), [(-2, "2", "-2", ""), (-2, "2", "2", "other values"), (2, "2", "-2", "holds")])
def test_a_witness_is_held_against_the_evaluator(value, left, right, words):
    point = Point({x: Fraction(value)})
    seen = Seen(0, "", "", "refuted")
    of_witness(seen, SQUARE, Verdict("refuted", witness=Witness((("x", str(value)),), left, right, point)))
    assert words in seen.contradiction
    assert bool(seen.contradiction) == bool(words)


def test_places_have_every_variable_and_entries_on_demand():
    goal = Obligation(summation(i, ONE, n, mul(x, at(v, i))), "=", MINUS_ONE)
    place = next(drawn(goal, "seed"))
    assert set(place.variables) == {("n", "int"), ("x", "real")}
    assert at_point(goal, Point({n: Fraction(2), x: HALF.value}, {("v", (1,)): Fraction(7)})).entry("v", (1,)) == 7
    assert isinstance(outcome(Obligation(v, "=", v), place)[1][0], (Array, Fraction))
