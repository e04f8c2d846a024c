"""Conditions that a document states hold for the steps behind them in their question; a condition of one case does not leak, and elsewhere it only keeps from blaming."""

import pytest

from derive.pipeline import grade_document

ROOT = r"$$\sqrt{\sigma^2} = \sigma$$"
STATED = [
    rf"Let $\sigma > 0$. Then{chr(10)}{chr(10)}{ROOT}",
    rf"Soit $\sigma > 0$.{chr(10)}{chr(10)}On a{chr(10)}{chr(10)}{ROOT}",
    rf"Let $\sigma \in \mathbb{{R}}_+^*$.{chr(10)}{chr(10)}{ROOT}",
    rf"Soit $\sigma \in \left]0, 1\right[$.{chr(10)}{chr(10)}{ROOT}",
    rf"Assume that $a < 1$ and $\sigma > 0$.{chr(10)}{chr(10)}{ROOT}",
    rf"{ROOT}{chr(10)}{chr(10)}where $\sigma > 0$.",
    rf"Une variable de variance $\sigma^2$, où $\sigma > 0$.{chr(10)}{chr(10)}{ROOT}",
    r"$$\sqrt{\sigma^2} = \sigma, \quad \sigma > 0$$",
    r"Pour tout $\sigma > 0$, $\sqrt{\sigma^2} = \sigma$.",
    r"On suppose $0 < \sigma < 1$. Donc $|\sigma(1 - \sigma)| = \sigma(1 - \sigma)$.",
    r"Let $n \ge 1$ be an integer. Then $|n| = n$.",
]
NOT_ENOUGH = [
    rf"Let $\sigma > -1$. Then{chr(10)}{chr(10)}{ROOT}",
    rf"Soit $\sigma \in \mathbb{{R}}^*$.{chr(10)}{chr(10)}{ROOT}",
    rf"Let $\tau > 0$. Then{chr(10)}{chr(10)}{ROOT}",
    r"$$\sqrt{\sigma^2} = \sigma, \quad \tau > 0$$",
    r"On suppose $0 < \sigma < 2$. Donc $|\sigma(1 - \sigma)| = \sigma(1 - \sigma)$.",
    r"Let $\sigma > 0$. Then $\sqrt{\sigma^2} = -\sigma$.",
    r"Montrons que $\sigma > 0$. On a $\sqrt{\sigma^2} = \sigma$.",
]
ONE_CASE = [
    r"Pour $x > 0$, on a $|x| = x$.{0}{0}Donc{0}{0}$$|x| = x$$",
    r"If $x > 0$ then $|x| = x$. If $x \le 0$ then $|x| = -x$. So $|x| = x$.",
    r"Pour $x > 0$,{0}{0}$$|x| = x$${0}{0}Pour $x < 0$,{0}{0}$$|x| = x$$",
]


def statuses(text):
    report = grade_document("hand-in.md", data=f"# 1. One\n\n{text}\n".encode())
    steps = [s.status for s in report.steps if s.relation == "="]
    return steps, [f.code for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize("text", STATED)
def test_a_stated_condition_holds_for_the_steps_in_its_scope(text):
    steps, errors = statuses(text)
    assert steps[-1] == "proved"
    assert errors == []


@pytest.mark.parametrize("text", NOT_ENOUGH)
def test_a_condition_that_is_not_enough_proves_nothing(text):
    steps, errors = statuses(text)
    assert steps[-1] == "refuted"
    assert errors == ["wrong_step"]


@pytest.mark.parametrize("text", ONE_CASE)
def test_the_condition_of_one_case_stays_there(text):
    steps, errors = statuses(text.format("\n"))
    assert steps[0] == "proved"
    assert steps[-1] == "refuted"
    assert errors == ["wrong_step"]


def test_cases_that_are_supposed_one_after_the_other_prove_nothing_for_all():
    steps, _ = statuses("Supposons $x > 0$. Alors $|x| = x$. Supposons $x < 0$. Alors $|x| = -x$. Donc $|x| = x$.")
    assert "proved" not in steps[2:]


def test_a_condition_of_another_question_keeps_from_blaming_and_proves_nothing():
    text = f"Let $\\sigma > 0$.\n\n{ROOT}\n\n# 2. Two\n\n{ROOT}"
    assert statuses(text) == (["proved", "undecided"], [])


def test_a_condition_before_the_first_question_holds_throughout():
    report = grade_document("-", data=f"Throughout, $\\sigma > 0$.\n\n# 1. One\n\n{ROOT}\n\n# 2. Two\n\n{ROOT}\n".encode())
    assert [s.status for s in report.steps if s.relation == "="] == ["proved", "proved"]


def test_indices_that_are_told_apart_earlier_excuse_and_prove_nothing():
    text = "## Question 1\n\nLet $j \\neq k$. Then {} holds.\n"
    report = grade_document("hand-in.md", data=text.format("$\\delta_{kj} = 0$").encode())
    assert (report.steps[-1].status, [f for f in report.findings if f.kind == "error"]) == ("undecided", [])
    report = grade_document("hand-in.md", data=text.format("$\\delta_{kj} = 1$").encode())
    assert report.steps[-1].status == "refuted"
