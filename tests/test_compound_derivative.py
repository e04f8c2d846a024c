"""Derivatives by an expression, as the chain rule writes them: the outer factor at that expression, with what it needs to exist."""

import pytest

from derive.pipeline import grade_document


def graded(text):
    return [(step.status, step.reason) for step in grade_document("hand-in.md", data=f"$${text}$$".encode()).steps]


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        (r"\frac{\partial (u - y)^2}{\partial (u - y)}", "2(u - y)", "(u - y)"),
        (r"\frac{\partial (1 + e^{-x})^{-1}}{\partial (1 + e^{-x})} \frac{\partial (1 + e^{-x})}{\partial x}", "(1 + e^{-x})^{-2} e^{-x}", "-(1 + e^{-x})^{-2} e^{-x}"),
        (r"\frac{\partial \log(x + y)}{\partial (x + y)}", r"\frac{1}{x + y}", r"\frac{2}{x + y}"),
    ],
)
def test_the_outer_factor_and_its_near_miss(left, right, wrong):
    assert graded(f"{left} = {right}")[0][0] in {"proved", "proved_if"}
    assert graded(f"{left} = {wrong}")[0][0] == "refuted"


def test_what_the_derivative_needs_is_a_condition():
    report = grade_document("hand-in.md", data=rb"$$\frac{\partial \log(x + y)}{\partial (x + y)} = \frac{1}{x + y}$$")
    assert any("x + y > 0" in condition for condition in report.steps[0].conditions)


@pytest.mark.parametrize("left", [r"\frac{\partial u (u - y)^2}{\partial (u - y)}", r"\frac{\partial f}{\partial (x + y)}", r"\frac{\partial x}{\partial (x + y)}", r"\frac{\partial^2 (x + y)^3}{\partial (x + y)^2}"])
def test_a_body_that_depends_on_the_letters_in_another_way_stays_unread(left):
    assert graded(f"{left} = 1") == [("unread", "a derivative by something that is no variable")]
