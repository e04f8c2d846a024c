"""The table of formulas from real hand-ins: each is read as the term that a person wrote down for it."""

import pytest

from derive.model.claim import Notation
from derive.model.document import Span
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from proofs.ift3395_devoir3.notation import NOTATION
from tests.formulas.table import FORMULAS
from tests.formulas.words import canonical

LOOKUPS = {"": Lookup(Notation()), "1": Lookup(NOTATION, "1"), "2": Lookup(NOTATION, "2")}


@pytest.mark.parametrize(("part", "source", "meant"), FORMULAS, ids=[source[:60] for _, source, _ in FORMULAS])
def test_a_formula_is_read_as_it_is_meant(part, source, meant):
    chain = f"u = {source}"
    member = read_formula(chain, Span(0, len(chain)), LOOKUPS[part]).statements[0].members[1]
    assert member.term is not None, member.reason
    assert canonical(member.term) == canonical(meant.term)


def test_the_table_is_long_enough_and_says_nothing_twice():
    assert len({(part, source) for part, source, _ in FORMULAS}) == len(FORMULAS) >= 120


UNREAD = [
    ("1", r"\begin{pmatrix} \foo_1 \\ \vdots \\ x_n \end{pmatrix}"),
    ("2", r"\begin{pmatrix} b_{1}^{a} \\ \vdots \\ b_m^{(2)} \end{pmatrix}"),
    ("1", r"\begin{pmatrix} x_1 \\ \vdots \\ \log x_n \end{pmatrix}"),
    ("", r"x \pm 1"),
    ("", r"\lim_{k\to\infty} a_k"),
    ("", r"\infty - \infty"),
    ("", r"\sum_{i=1}^{\infty} 2^{-i}"),
    ("", r"\lim_{k \to \infty} k - k^2"),
    ("", r"\int x dx"),
    ("", r"\arg\min_\theta R"),
    ("", r"\mathbb{P}[x]"),
    ("", r"P(Y = k | X = x)"),
    ("", r"a(b)"),
    ("", r"x_1 + \dots + y^2"),
    ("", r"\sin^{-1} x"),
    ("", r"\frac{\partial f}{\partial (x + y)}"),
    ("", r"\log(\sum_{j} e^{x_j} - x_1"),
    ("", r"\ln x \frac{1}{y}"),
    ("2", r"W^{(3)} x"),
    ("", r"W^T x"),
    ("", r"u^T S u + T"),
    ("", r"\max_k x_k"),
]


@pytest.mark.parametrize(("part", "source"), UNREAD, ids=[source[:50] for _, source in UNREAD])
def test_what_is_not_understood_stays_unread_with_a_reason(part, source):
    chain = f"u = {source}"
    member = read_formula(chain, Span(0, len(chain)), LOOKUPS[part]).statements[0].members[1]
    assert member.term is None
    assert member.reason


def test_a_derivative_before_two_brackets_is_not_blamed_for_how_far_it_reaches():
    from derive.pipeline import grade_document

    def statuses(formula):
        report = grade_document("-", data=f"$$ {formula} $$".encode())
        return [step.status for step in report.steps]

    assert statuses(r"\frac{d}{dx}(x)(x) = x") == ["proved"]
    assert statuses(r"\frac{d}{dx}(x)(x) = 2x") == ["undecided"]
    assert statuses(r"\frac{d}{dx}(x) = 2x") == ["refuted"]
