"""What an earlier exercise declares of a matrix helps to read a later one that transposes it, and blames nobody; a letter is no function where the same formula has it as a factor."""

import pytest

from derive.pipeline import grade_document

DECLARED = "## Exercise 1\n\nLet $X \\in \\mathbb{R}^{n \\times d}$, $y \\in \\mathbb{R}^{n}$ and $w \\in \\mathbb{R}^{d}$.\n\n$$(Xw)^T = w^T X^T$$\n\n## Exercise 2\n\n"


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [s.status for s in report.steps if s.status != "definition"], [f.code for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (r"w^T X^T X w = (Xw)^T (Xw)", "proved"),
        (r"\frac{\partial}{\partial w} \left( (Xw - y)^T (Xw - y) \right) = 2 X^T (Xw - y)", "proved"),
        (r"\frac{\partial}{\partial w} \left( (Xw - y)^T (Xw - y) \right) = 3 X^T (Xw - y)", "refuted"),
    ],
)
def test_shapes_of_an_earlier_exercise_help_to_read(step, status):
    assert graded(f"{DECLARED}$${step}$$")[0] == ["proved", status]


def test_shapes_of_an_earlier_exercise_make_nothing_ill_typed():
    assert graded(DECLARED + r"$$X^T w + y = y + X^T w$$")[1] == []


def test_a_letter_that_is_declared_anew_has_its_new_shape():
    text = DECLARED + "Let $X \\in \\mathbb{R}^{d \\times n}$ and $w \\in \\mathbb{R}^{d}$.\n\n" + r"$$(X^T w)^T = w^T X$$"
    assert graded(text) == (["proved", "proved"], [])


def test_a_letter_beside_itself_in_one_formula_is_a_factor():
    assert graded(r"$$(x - c - h)^2 = (x - c)^2 - 2 h (x - c) + h^2$$")[0] == ["proved"]
    assert graded(r"$$(x - c - h)^2 = (x - c)^2 - 3 h (x - c) + h^2$$")[0] == ["refuted"]
    assert graded(r"$$h (x - y) + h (y - x) = 0$$")[1] == []


def test_a_denominator_leaves_a_sum_that_is_not_empty():
    text = r"$$\sum_{i=1}^{n} \frac{x_i - p}{p (1 - p)} = \frac{1}{p (1 - p)} \left( \sum_{i=1}^{n} x_i - n p \right)$$"
    assert graded(text)[0] == ["proved_if"]
    assert graded(text.replace("- n p", "+ n p"))[0] == ["refuted"]
