"""Every rule of the kernel: a certificate that it accepts, and near-misses that it rejects for their reason."""

import pytest

from derive.claims import assignments, load, obligations
from derive.engine import decide
from derive.kernel.leaves import LEAVES
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Convention, Obligation
from derive.terms import build as b
from derive.terms.parts import RULES
from derive.terms.shapes import ShapeMismatchError
from tests.obligations.certified import GOALS

X, Y, N = b.sym("x"), b.sym("y"), b.sym("n", "int")
SAME = {"rule": "same"}
POSITIVE = b.rel(">", X, b.ZERO)
ONE = (((), 1),)


def poly(g):
    return ((((g, 1),), 1),)


def rules_of(certificate):
    if isinstance(certificate, dict):
        if "rule" in certificate:
            yield certificate["rule"]
        for part in certificate.values():
            yield from rules_of(part)
    elif isinstance(certificate, tuple | list) and certificate and isinstance(certificate[0], dict):
        for part in certificate:
            yield from rules_of(part)


def test_every_rule_is_used_by_a_certificate_of_these_tests():
    claims = [goal for name in assignments() for claim in load(name).claims for goal in obligations(claim, None, load(name))]
    used = {rule for goal in (*GOALS.values(), *claims) for rule in rules_of(decide(goal).certificate)}
    by_hand = {"same", "logarithm", "tidied"}
    assert (set(RULES) | set(LEAVES)) - by_hand <= used


def table(kernels, lines):
    return {"kernels": kernels, "lines": lines}


def signs(sign, given):
    """x has a sign by a given condition."""
    return table([("var", X)], [("node", X, (poly(0), ONE)), ("node", b.ZERO, ((), ONE)), ("sign", poly(0), (sign, (ONE, ((ONE, ("given", given)),))))])


NEAR = [
    pytest.param(Obligation(X, "=", Y), SAME, "not one term", id="same: two terms"),
    pytest.param(Obligation(X, "<", X), SAME, "not one term", id="same: less than itself"),
    pytest.param(Obligation(X, "=", X), {"rule": "split", "on": (X, b.ZERO), "cells": {">": SAME, "<": SAME}}, "do not cover", id="split: a cell is missing"),
    pytest.param(Obligation(X, "=", X), {"rule": "split", "on": (b.log(X), b.ZERO), "cells": {"=": SAME, "!=": SAME}}, "may be undefined", id="split: on something undefined"),
    pytest.param(Obligation(X, "=", X), {"rule": "replace", "variable": X, "value": Y, "then": SAME}, "nothing given", id="replace: not given"),
    pytest.param(Obligation(X, "=", X, (b.rel("=", X, b.exp(X)),)), {"rule": "replace", "variable": X, "value": b.exp(X), "then": SAME}, "by itself", id="replace: by itself"),
    pytest.param(
        Obligation(b.derivative(X, X), "=", b.derivative(Y, X), (b.rel("=", X, Y),)), {"rule": "replace", "variable": X, "value": Y, "then": SAME}, "variable of a derivative", id="replace: the variable of a derivative"
    ),
    pytest.param(
        Obligation(b.derivative(Y, X), "=", b.ONE, (b.rel("=", Y, X),)), {"rule": "replace", "variable": Y, "value": X, "then": SAME}, "variable of a derivative", id="replace: by the variable of a derivative"
    ),
    pytest.param(
        Obligation(Y, "=", Y, (b.rel("=", X, Y), b.rel("=", b.derivative(b.power(X, 2), X), b.num(6)))), {"rule": "replace", "variable": X, "value": Y, "then": SAME}, "variable of a derivative", id="replace: the variable of a given derivative"
    ),
    pytest.param(Obligation(b.log(X), "=", Y, (POSITIVE,)), {"rule": "undefined", "condition": 0, **signs("+", 0)}, "holds here after all", id="undefined: it is defined"),
    pytest.param(Obligation(b.log(X), "=", Y, (POSITIVE,)), {"rule": "undefined", "condition": -1, **signs("+", 0)}, "no such condition", id="undefined: another condition"),
    pytest.param(Obligation(X, "=", Y, (POSITIVE, b.rel(">=", X, b.ZERO))), {"rule": "absurd", "given": 1, **signs("+", 0)}, "holds here after all", id="absurd: the conditions agree"),
    pytest.param(Obligation(X, "=", Y, (b.rel("<", X, b.ZERO), POSITIVE)), {"rule": "absurd", "given": 0, **signs("+", 1)}, "holds here after all", id="absurd: a condition by itself"),
    pytest.param(Obligation(b.exp(X), ">=", b.add(b.ONE, X)), {"rule": "axiom", "of": Y, **table([], [])}, "not an axiom", id="axiom: of another term"),
    pytest.param(Obligation(b.exp(X), ">", b.add(b.ONE, X)), {"rule": "axiom", "of": X, **table([], [])}, "not an axiom", id="axiom: strict"),
    pytest.param(Obligation(X, "=", X), {"rule": "exponentiate", "then": {"rule": "absurd", "given": 0}}, "no such condition", id="exponentiate: what follows"),
    pytest.param(Obligation(X, "=", X), {"rule": "logarithm", "then": SAME}, "logarithm asks for more", id="logarithm: of any number"),
    pytest.param(Obligation(X, "=>", X), {"rule": "logarithm", "then": SAME}, "does not know", id="logarithm: of a condition"),
    pytest.param(Obligation(X, "=", X), {"rule": "have", "fact": POSITIVE, "because": SAME, "then": SAME}, "not one term", id="have: a fact that is not proved"),
    pytest.param(Obligation(X, "=", X), {"rule": "have", "fact": b.rel("=", b.log(X), b.log(X)), "because": SAME, "then": SAME}, "asks for more", id="have: a fact that asks for more"),
    pytest.param(Obligation(X, "=", X), {"rule": "implication", "pieces": (SAME,)}, "not an implication", id="implication: an equation"),
    pytest.param(Obligation(POSITIVE, "=>", b.rel(">", Y, b.ZERO)), {"rule": "implication", "pieces": ()}, "no proof of", id="implication: a piece is missing"),
    pytest.param(Obligation(X, "=", X), {"rule": "induction", "variable": X, "base": b.ONE}, "no induction", id="induction: over a real"),
    pytest.param(Obligation(N, ">", N), {"rule": "induction", "variable": N, "base": b.ONE}, "no induction", id="induction: an inequality"),
    pytest.param(Obligation(X, "=", X), {"rule": "trust me"}, "unknown rule", id="an unknown rule"),
]


@pytest.mark.parametrize(("goal", "certificate", "why"), NEAR)
def test_near_misses(goal, certificate, why):
    with pytest.raises(RejectedError, match=why):
        proved(goal, certificate, "nobody")


def test_an_induction_needs_its_range():
    """sum_{i=1}^n i = n (n + 1)/2 from n = 0 on, and not for all n."""
    goal = GOALS["induction"]
    certificate = decide(goal).certificate
    assert proved(goal, certificate, "me").status == "proved"
    with pytest.raises(RejectedError):
        proved(Obligation(goal.left, "=", goal.right), certificate, "nobody")


def test_the_logarithm_of_positive_sides():
    goal = Obligation(X, "=", X, (POSITIVE,))
    assert proved(goal, {"rule": "logarithm", "then": SAME}, "me").status == "proved"


def test_a_convention_is_about_its_point():
    size = b.call("abs", X)
    convention = Convention(size, X, b.ZERO, b.ZERO)
    goal = Obligation(b.derivative(size, X), "=", b.ZERO, (b.rel("=", X, b.ZERO),), (convention,))
    certificate = {"rule": "convention", "convention": 0, "then": SAME}
    verdict = proved(goal, certificate, "me")
    assert verdict.status == "proved"
    assert verdict.conventions == (convention,)
    for given in ((), (b.rel("=", X, b.ONE),)):
        with pytest.raises(RejectedError, match="another derivative or point"):
            proved(Obligation(goal.left, "=", b.ZERO, given, (convention,)), certificate, "nobody")
    inside = Obligation(b.add(goal.left, b.ONE), "=", b.ONE, goal.given, (convention,))
    with pytest.raises(RejectedError, match="another derivative or point"):
        proved(inside, certificate, "nobody")


def test_contradictory_assumptions_are_vacuous_not_proved():
    assert decide(Obligation(X, "=", Y, (POSITIVE, b.rel("<", X, b.ZERO)))).status == "vacuous"


def test_an_integer_and_a_real_of_one_name_are_two():
    with pytest.raises(RejectedError):
        proved(Obligation(b.sym("x", "int"), "=", X), {"rule": "table", **table([("var", X)], [("node", X, (poly(0), ONE)), ("node", b.sym("x", "int"), (poly(0), ONE))])}, "nobody")


def test_a_certificate_proves_its_own_goal_only():
    """Every certificate against every other goal and against its own goal with one side negated."""
    proofs = {name: (goal, decide(goal).certificate) for name, goal in GOALS.items()}
    tried = 0
    for name, (_, certificate) in proofs.items():
        for other, (goal, _) in proofs.items():
            wrong = goal if other != name else Obligation(b.mul(b.MINUS_ONE, goal.left), goal.relation, b.add(goal.right, b.ONE), goal.given)
            with pytest.raises((RejectedError, ShapeMismatchError, KeyError, TypeError, ValueError, IndexError)):
                proved(wrong, certificate, "nobody")
            tried += 1
    assert tried == len(GOALS) ** 2
