"""What applied letters stand for: by their first equation, by a sentence behind their use, and what never follows from it."""

import pytest

from derive.pipeline import grade_document


def steps(text):
    return [(step.read_as, step.status) for step in grade_document("hand-in.md", data=text.encode()).steps]


def statuses(text):
    return [status for _, status in steps(text)]


def errors(text):
    return [f.code for f in grade_document("hand-in.md", data=text.encode()).findings if f.kind == "error"]


TWO = r"""## 1
$$P(a_1) = \frac{e^{a_1}}{e^{a_1} + e^{a_2}} = \frac{1}{1 + e^{a_2 - a_1}}$$
$$P(a_1) = %s$$
"""


def test_the_first_equation_of_an_applied_letter_says_what_it_is():
    assert statuses(TWO % r"1 - \frac{e^{a_2}}{e^{a_1} + e^{a_2}}") == ["definition", "proved", "proved"]


def test_what_contradicts_the_first_equation_is_neither_proved_nor_blamed():
    text = TWO % r"\frac{e^{a_2}}{e^{a_1} + e^{a_2}}"
    assert statuses(text)[-1] == "definition"
    assert errors(text) == []


def test_an_applied_letter_of_another_question_is_another_one():
    text = "## 1. First\n$$P(t) = t^2 + 1$$\n## 2. Second\n$$1 + t^2 + 1 = 1 + P(t)$$\n"
    assert statuses(text.replace("## 2. Second", ""))[-1] == "proved"
    assert "undecided" in statuses("## 1. First\n$$P(a_1) = a_1 + 1$$\n## 2. Second\n$$P(a_1) + 1 = a_1 + 2$$\n")


@pytest.mark.parametrize(("right", "verdict"), [("t H(t)", "proved"), ("t - t H(-t)", "proved"), ("t H(-t)", "undecided")])
def test_a_letter_applied_to_a_letter_is_a_function_even_before_its_cases_are_written(right, verdict):
    text = rf"""## 1
$$\max(t, 0) = {right}$$
$$\frac{{1 + \operatorname{{sign}}(t)}}{{2}} = \begin{{cases}} 1 & t > 0 \\ 1/2 & t = 0 \\ 0 & t < 0 \end{{cases}} = H(t)$$
"""
    assert statuses(text)[0] == verdict


@pytest.mark.parametrize(("body", "verdict"), [(r"\max(1, 1 + z)", "proved"), (r"\max(1, 1 - z)", "refuted")])
def test_a_function_may_be_said_behind_its_use_and_work_entry_by_entry(body, verdict):
    text = rf"""## 1
Let $z \in \mathbb{{R}}^n$. We have
$$1 + g(z) = {body}$$
where $g(z) = \max(0, z)$.
"""
    assert (steps(text)[1][1] == "proved") == (verdict == "proved")
