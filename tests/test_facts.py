"""Inequalities from facts that add up: what is proved, its near-miss, and what the kernel does with a fact that is no fact."""

import pytest
from sympy import Abs, Eq, Max, Rational, cos, erf, exp, log, sin, sqrt, symbols

import derive
from derive.engine import decide
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Obligation
from derive.terms.build import ONE, num, rel, sym
from derive.terms.build import exp as exponential
from derive.terms.build import log as logarithm
from derive.terms.definitions import axioms
from derive.terms.from_sympy import obligation

x, y, z = symbols("x y z", real=True)
a, b = symbols("a b", positive=True)

HOLDS = [
    (exp(-x), ">=", 1 - x, 1 + x),
    (sqrt(a * b), "<=", (a + b) / 2, a),
    (log((a + b) / 2), ">=", (log(a) + log(b)) / 2, log(a + b)),
    (log(exp(x) + exp(y)), "<=", Max(x, y) + log(2), Max(x, y) + log(2) / 2),
    (log(1 + exp(x)), ">", Max(0, x), Max(1, x)),
    (a * log(a / b) + b - a, ">=", 0, 1),
    (erf(x) ** 2, "<", 1, Rational(1, 2)),
    (sin(x) * cos(x), "<=", Rational(1, 2), Rational(1, 3)),
    (a**3 + b**3, ">=", a**2 * b + a * b**2, a**2 * b + a * b**2 + a),
    (x**2 + y**2 + z**2, ">=", x * y + y * z + z * x, x * y + y * z + z * x + z),
    (exp((x + y) / 2), "<=", (exp(x) + exp(y)) / 2, (exp(x) - exp(y)) / 2),
    (Abs(x - z), "<=", Abs(x - y) + Abs(y - z), Abs(x - y) - Abs(y - z)),
    (sqrt(a) * sqrt(b), ">=", 2 * a * b / (a + b), 3 * a * b / (a + b)),
]


@pytest.mark.parametrize(("left", "relation", "right", "wrong"), HOLDS, ids=str)
def test_an_inequality_is_proved_and_its_near_miss_refuted(left, relation, right, wrong):
    assert derive.prove(left, right, relation=relation).status == "proved"
    assert derive.prove(left, wrong, relation=relation).status == "refuted"


def test_a_dropped_assumption_is_a_lost_proof():
    assert derive.prove(exp(x), 1 + y, relation=">=", given=[x >= y]).status == "proved"
    assert derive.prove(exp(x), 1 + y, relation=">=").status == "refuted"
    assert derive.prove(x**2, y**2, given=[x + y > 0, x - y >= 0], relation=">=").status == "proved"
    assert derive.prove(x**2, y**2, given=[x - y >= 0], relation=">=").status == "refuted"


def test_an_equation_follows_from_others_whatever_the_sign_of_their_factors():
    assert derive.prove(a, b, given=[Eq(a**2, b**2)]).status == "proved"
    assert derive.prove(x, y, given=[Eq(x**2, y**2)]).status == "refuted"
    assert derive.prove(x**2 + x, y**2 - y, given=[Eq(x, -y)]).status == "proved"


def fact_of(goal):
    certificate = decide(goal).certificate
    assert certificate["rule"] == "have"
    return certificate


TANGENT = obligation(exp(-x), 1 - x, relation=">=")


def test_a_false_fact_is_not_believed():
    certificate = fact_of(TANGENT)
    relation, left, right = certificate["fact"].args
    for wrong in (rel(relation, left, num(5)), rel("<", left, right), rel("=", left, right)):
        with pytest.raises(RejectedError, match="not an axiom"):
            proved(TANGENT, {**certificate, "fact": wrong}, "replay")
    with pytest.raises(RejectedError, match="not an axiom"):
        proved(TANGENT, {**certificate, "because": {**certificate["because"], "of": ONE}}, "replay")


def test_a_fact_may_not_ask_for_more_than_the_goal():
    """log asks for a positive argument: exp(log x) >= 1 + log x says nothing of x <= 0."""
    goal = obligation(x**2, -1, relation=">=")
    argument = logarithm(sym("x"))
    empty = {"kernels": (), "lines": ()}
    fact = axioms(argument)[0]
    with pytest.raises(RejectedError, match="asks for more"):
        proved(goal, {"rule": "have", "fact": fact, "because": {"rule": "axiom", "of": argument, **empty}, "then": {"rule": "same"}}, "replay")


def lines_changed(certificate, change):
    if "lines" in certificate and certificate["rule"] == "table":
        return {**certificate, "lines": [change(line) for line in certificate["lines"]]}
    return {**certificate, "then": lines_changed(certificate["then"], change)}


def test_facts_have_no_negative_factors():
    def negative(line):
        if line[0] != "sign" or not line[2][1]:
            return line
        sign, (scale, reasons) = line[2]
        return (*line[:2], (sign, (scale, tuple((tuple((m, -c) for m, c in cofactor), reference) for cofactor, reference in reasons))))

    with pytest.raises(RejectedError):
        proved(TANGENT, lines_changed(fact_of(TANGENT), negative), "replay")


def test_a_sign_that_leans_on_itself_is_not_a_sign():
    goal = obligation(x, 0, relation=">=")
    poly = ((((0, 1),), 1),)
    one = (((), 1),)
    lines = [("node", goal.left, (poly, one)), ("sign", poly, ("0+", (one, ((one, ("sign", poly)),))))]
    with pytest.raises(RejectedError):
        proved(goal, {"rule": "table", "kernels": (("var", sym("x")),), "lines": lines}, "replay")


def test_axioms_are_about_every_term():
    assert axioms(ONE)[0] == rel(">=", exponential(ONE), axioms(ONE)[0].args[2])
    for fact in axioms(sym("x")):
        relation, left, right = fact.args
        assert decide(Obligation(left, relation, right)).status == "proved"
