"""Labels written as vectors: read as one-hot where the letters beside them have one entry for each class, and not elsewhere."""

import pytest

from derive.pipeline import grade_document
from derive.steps.unfold import unfolded
from derive.terms.build import add, mul, num, sym


def statuses(formulas, assignment="ift3395_devoir3"):
    text = "## Question 2\n\n7. " + "\n\n".join(f"$${formula}$$" for formula in formulas) + "\n"
    return [step.status for step in grade_document("hand-in.md", assignment, data=text.encode()).steps]


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{\partial L}{\partial o_k^a} = o_k^s - y_k", "proved"),
        (r"\frac{\partial L}{\partial o_k^a} = y_k - o_k^s", "refuted"),
        (r"\frac{\partial L}{\partial o_k^a} = o_k^s + y_k", "refuted"),
        (r"\nabla_{o^a} L = o^s - \mathbf{y}", "proved"),
        (r"\nabla_{o^a} L = o^s + \mathbf{y}", "refuted"),
        (r"L = -\sum_{k=1}^m y_k o_k^s", "refuted"),
    ],
)
def test_a_label_with_an_index_of_the_classes_is_one_hot(formula, status):
    assert statuses([formula]) == [status]


def test_the_cross_entropy_is_the_loss():
    assert statuses([r"L = -\sum_{k=1}^m y_k \log o_k^s"])[0] in {"proved", "proved_if"}


def test_labels_of_examples_are_no_entries_of_a_vector():
    assert statuses([r"\frac{\partial L}{\partial o_k^a} = o_k^s - y_k", r"R = \frac{1}{n} \sum_{k=1}^n y_k"])[0] == "undecided"


def test_beside_a_derivative_what_has_nothing_to_do_with_its_variable_is_unfolded_last():
    c, x, z = sym("c"), sym("x"), sym("z")
    meanings = {"c": ((), num(2)), "x": ((), mul(num(3), z)), "z": ((), num(5))}
    assert unfolded(add(c, x, z), meanings, frozenset({"x"})) == add(c, x, z)
    assert unfolded(add(c, x, z), meanings, frozenset({"x"}), aside=True) == add(num(2), x, z)
