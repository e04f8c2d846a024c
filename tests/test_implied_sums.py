"""Sums that repeated indices imply, and sigma where nothing defines it: such readings prove, and never blame."""

import pytest

from derive.pipeline import grade_document

EINSTEIN = "We use Einstein notation: the sum is implied by repeated indices.\n\nLet $x \\in \\mathbb{R}^n$, $y \\in \\mathbb{R}^n$, $z \\in \\mathbb{R}^n$ and $W \\in \\mathbb{R}^{n \\times n}$.\n\n"


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [s.status for s in report.steps if s.status != "definition"], [f.code for f in report.findings]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"W_{ib} \delta_{ic} = W_{cb}", r"W_{ib} \delta_{ic} = W_{bc}"),
        (r"y_i [\delta_{ik} - z_p \delta_{pk}] = y_i [\delta_{ik} - z_k]", r"y_i [\delta_{ik} - z_p \delta_{pk}] = y_i [\delta_{ik} + z_k]"),
        (r"\sum_{i=1}^n x_i y_i = x_i y_i", r"\sum_{i=1}^n x_i y_i = - x_i y_i"),
        (r"x_i \delta_{ij} y_j = \sum_{i=1}^n x_i y_i", r"x_i \delta_{ij} y_j = \sum_{i=1}^n x_i"),
        (r"[x_b - y_b] z_c \delta_{bd} = [x_d - y_d] z_c", r"[x_b - y_b] z_c \delta_{bd} = [x_d + y_d] z_c"),
    ],
)
def test_an_announced_sum_is_carried_out_and_its_near_miss_is_not_proved(right, wrong):
    assert graded(f"{EINSTEIN}$${right}$$") == (["proved"], [])
    statuses, codes = graded(f"{EINSTEIN}$${wrong}$$")
    assert statuses == ["undecided"]
    assert "wrong_step" not in codes


def test_without_the_announcement_no_sum_is_implied():
    assert graded(EINSTEIN.split("\n\n", 1)[1] + r"$$W_{ib} \delta_{ic} = W_{cb}$$")[0] == ["undecided"]


def test_an_index_inside_of_a_function_is_not_summed_over():
    assert graded(EINSTEIN + r"$$e^{x_i + y_i} = \sum_{i=1}^n e^{x_i + y_i}$$")[0] == ["undecided"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{d}{dx} \sigma(x) = \sigma(x)(1 - \sigma(x))", r"\frac{d}{dx} \sigma(x) = \sigma(x)(1 + \sigma(x))"),
        (r"1 - \sigma(z) = \sigma(-z)", r"1 + \sigma(z) = \sigma(-z)"),
    ],
)
def test_sigma_without_a_definition_is_the_logistic_function_and_the_report_says_so(right, wrong):
    assert graded(f"$${right}$$") == (["proved"], ["logistic_assumed"])
    assert graded(f"$${wrong}$$") == (["undecided"], [])


def test_sigma_that_the_document_defines_is_what_it_says():
    text = r"Let $\sigma(x) = \tanh(x)$. $$\frac{d}{dx} \sigma(x) = \sigma(x)(1 - \sigma(x))$$"
    statuses, codes = graded(text)
    assert statuses == ["refuted"]
    assert "logistic_assumed" not in codes
