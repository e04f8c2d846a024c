"""Unicode mathematics is read like the LaTeX that it stands for, with spans in the file."""

import pytest

from derive.model.claim import Notation
from derive.model.document import Span
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup


def terms(formula):
    reading = read_formula(formula, Span(0, len(formula)), Lookup(Notation()))
    for statement in reading.statements:
        for member in statement.members:
            assert formula[member.span.start : member.span.end] == member.source
    return [[m.term for m in s.members] for s in reading.statements], [[link.sign for link in s.links] for s in reading.statements]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sigmoid(x)·(1 − sigmoid(x)) ≤ 1⁄4", r"sigmoid(x)\cdot(1 - sigmoid(x)) \le 1/4"),
        ("∑_{i=1}^n xᵢ² = x₁² + ½", r"\sum_{i=1}^n x_i^2 = x_1^2 + (1/2)"),
        ("𝑥² + 𝒚² ≠ 2𝑥𝑦", "x^2 + y^2 \\neq 2xy"),
        ("𝑠𝑖𝑔𝑚𝑜𝑖𝑑(x) = e^{−x}", "sigmoid(x) = e^{-x}"),
        ("√(x+1) ≥ √2 × √x", r"\sqrt{x+1} \ge \sqrt{2} \times \sqrt{x}"),
        ("θ\u200b_k = α × β", r"\theta_k = \alpha \times \beta"),
        ("ex\u200bp(x) = \u202ey", "exp(x) = y"),
        ("x ⇒ y = z", r"x \Rightarrow y = z"),
        ("x^{−1} = 1 ∕ x", "x^{-1} = 1/x"),
        ("x¹² = x¹²", "x^{12} = x^{12}"),
        (r"x \label{e} = y \tag{1}", "x = y"),
        ("λx = π", r"\lambda x = \pi"),
    ],
)
def test_unicode_is_read_like_latex(written, meant):
    assert terms(written) == terms(meant)
    assert any(term is not None for members in terms(meant)[0] for term in members)


def test_what_differs_is_read_differently():
    assert terms("x² = y")[0] != terms("x₂ = y")[0]
    assert terms("x − y = z")[0] != terms("x · y = z")[0]
    assert terms("x ≤ y")[1] != terms("x ≥ y")[1]


def test_a_character_without_a_meaning_is_unread():
    assert terms("x☃ = y")[0][0][0] is None
