"""Terms as MathML: well formed, escaped, and different where the terms are."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from derive.claims import assignments, load
from derive.model.term import Term
from derive.terms.build import (
    HALF,
    ONE,
    TRUE,
    ZERO,
    add,
    arr,
    at,
    call,
    cases,
    conj,
    delta,
    derivative,
    div,
    exp,
    forall,
    lam,
    mul,
    neg,
    num,
    power,
    product,
    rel,
    sqrt,
    sub,
    summation,
    sym,
)  # fmt: skip
from derive.terms.mathml import mathml

x, y, i, n = sym("x"), sym("y"), sym("i", "int"), sym("n", "int")
v, A = arr("v", n), arr("A", n, n)
GOALS = [g for name in assignments() for c in load(name).claims for g in c.goals]

DIFFERENT = [
    (mul(add(x, y), x), add(x, mul(y, x))),
    (power(neg(x), 2), neg(power(x, 2))),
    (power(power(x, 2), 3), power(x, power(num(2), 3))),
    (div(ONE, add(x, y)), add(div(ONE, x), y)),
    (sub(x, add(y, ONE)), add(sub(x, y), ONE)),
    (mul(summation(i, ONE, n, at(v, i)), x), summation(i, ONE, n, add(at(v, i), x))),
    (exp(add(x, y)), add(exp(x), y)),
    (at(arr("W"), i, n), at(arr("W"), mul(i, n))),
    (Term("not", (conj(rel("=", x, y), rel("<", x, y)),)), conj(Term("not", (rel("=", x, y),)), rel("<", x, y))),
    (sqrt(add(x, y)), add(sqrt(x), y)),
    (derivative(add(x, y), x), add(derivative(x, x), y)),
    (mul(num(-2), x), mul(num(2), x)),
]


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different_terms_look_different(first, second):
    assert mathml(first) != mathml(second)


@pytest.mark.parametrize("goal", GOALS)
def test_every_claim_is_well_formed(goal):
    for side in (goal.left, goal.right, *goal.given):
        assert ElementTree.fromstring(mathml(side)).tag == "math"


@pytest.mark.parametrize(
    ("term", "holds"),
    [
        (cases((rel(">", x, ZERO), x), (TRUE, ZERO)), "<mtable>"),
        (forall(i, ONE, n, rel("!=", at(v, i), ZERO)), "∀"),
        (product(i, ONE, n, at(v, i)), "∏"),
        (delta(i, n), "δ"),
        (call("abs", x), "|"),
        (power(x, HALF), "<msqrt>"),
        (Term("transpose", (A,)), "⊤"),
        (Term("inv", (A,)), "<msup>"),
        (Term("had", (A, A)), "⊙"),
        (Term("onehot", (n, i)), "onehot"),
        (Term("eye", (n,)), "<mi>I</mi>"),
        (lam([i], [n], at(v, i)), "["),
        (Term("and", ()), "⊤"),
        (sym("lambda_11"), "<msub><mi>λ</mi><mi>11</mi></msub>"),
        (sym("n_theta"), "<msub><mi>n</mi><mi>θ</mi></msub>"),
    ],
)
def test_heads(term, holds):
    shown = mathml(term)
    assert holds in shown
    ElementTree.fromstring(shown)


def test_names_are_spelled():
    spelled = mathml(at(arr("W2"), i, n), {"W2": "W^{(2)}"})
    assert spelled == "<math><msubsup><mi>W</mi><mrow><mi>i</mi><mo>,</mo><mi>n</mi></mrow><mi>(2)</mi></msubsup></math>"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'a"onload="x', "a&b", "x_{<b>}", "</math>"])
def test_nothing_in_a_name_becomes_markup(name):
    tags = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append((tag, attrs))

    Tags().feed(mathml(add(sym(name), call(name, x))))
    assert {tag for tag, _ in tags} <= {"math", "mrow", "mi", "mo", "msub"}
    assert not any(attrs for _, attrs in tags)
