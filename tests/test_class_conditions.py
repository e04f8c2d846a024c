"""Conditions on class labels that the words between formulas state."""

import pytest

from derive.pipeline import grade_document

TEXT = r"""## Question 2

7. {words}

$$\frac{{\partial L}}{{\partial o_k^a}} = {right}$$
"""


def status(words, right):
    report = grade_document("hand-in.md", "ift3395_devoir3", data=TEXT.format(words=words, right=right).encode())
    assert not [f for f in report.findings if f.kind == "error"] or report.steps[-1].status == "refuted"
    return report.steps[-1].status


@pytest.mark.parametrize(
    ("words", "right", "wanted"),
    [
        ("We take the derivative when we have the correct class k:", "o_k^s - 1", "proved"),
        ("We take the derivative when we have the correct class k:", "o_k^s", "refuted"),
        ("For the incorrect class $k$, we get", "o_k^s", "proved"),
        ("For the incorrect class $k$, we get", "o_k^s - 1", "refuted"),
        ("Pour une classe incorrecte k :", "o_k^s", "proved"),
        ("Pour la bonne classe $k$ :", "o_k^s - 1", "proved"),
        ("Pour les autres classes $k$ :", "o_k^s - 1", "refuted"),
        ("We take the derivative for class k:", "o_k^s - 1", "refuted"),
    ],
)
def test_words_about_the_class_are_a_condition(words, right, wanted):
    assert status(words, right) == wanted
