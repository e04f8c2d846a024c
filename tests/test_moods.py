"""What nobody claims is never blamed: questions that are copied, suppositions, equations that are solved; and what follows from them is judged under them."""

import pytest

from derive.pipeline import grade_document


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [s.status for s in report.steps], [f.code for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "Montrez que $2x + x = 4x$.",
        "3. Show that $(x + 1)^2 = x^2 + 1$",
        "We have to prove that:\n\n$$2x + x = 4x$$",
        "Suppose that $2x + 1 = x + 5$.",
        "Si $2x + 1 = x + 5$, alors tout va bien.",
        "On résout l'équation $2x + 1 = x + 5$",
        "values such that $x^2 + 1 = 2x + 4$",
        "The claim $(x+1)^2 = x^2 + 1$ holds if $2x + 1 = 1 + x$",
    ][:7],
)
def test_what_is_asked_or_supposed_is_not_blamed(text):
    assert graded(text)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "We have shown that $2x + x = 4x$.",
        "Si $x > 0$, alors $2x + x = 4x$.",
        "Montrez que ceci est vrai.\n\nOn a $2x + x = 4x$",
        "Show that the sum is $3x$:\n\n$$2x + x = x + x = 3x$$",
        "Therefore $2x + x = 4x$",
        "Suppose $x$ is real. Then $2x + x = 4x$",
    ],
)
def test_what_is_claimed_is_blamed(text):
    assert graded(text)[1] == ["wrong_step"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (r"2x + 1 = 5 + y \iff 2x = 4 + y", "proved"),
        (r"2x + 1 = 5 + y \Rightarrow 2x = 6 + y", "refuted"),
        (r"2x + 1 = 5 \iff x = 2", "proved"),
        (r"2x + 1 = 5 \iff x = 3", "refuted"),
        (r"x^2 = 4 \Rightarrow x = 2", "refuted"),
    ],
)
def test_an_equation_is_solved_and_what_follows_is_judged_under_it(text, status):
    statuses, codes = graded(f"$${text}$$")
    assert statuses == ["undecided", status]
    assert codes == (["wrong_step"] if status == "refuted" else [])


def test_an_arrow_both_ways_whose_converse_fails_is_not_called_proved():
    statuses, codes = graded(r"$$x = 2 + y \iff x^2 = 2x + xy + 0 \cdot y$$")
    assert statuses[-1] == "undecided"
    assert codes == []


def test_a_definition_before_an_arrow_is_used():
    assert graded(r"$$y = z^2 \Rightarrow y + 1 = z^2 + 1$$") == (["definition", "proved"], [])


def test_an_identity_before_an_arrow_excuses_nothing():
    statuses, codes = graded(r"$$(x+1)^2 = x^2 + 2x + 1 \Rightarrow (x+1)^2 - 1 = x^2 + x$$")
    assert statuses == ["proved", "refuted"]
    assert codes == ["wrong_step"]


@pytest.mark.parametrize("text", [r"\theta_{t+1} = \theta_t - \eta \nabla \hat{R}(\theta)", r"x_{t+1} = x_t - 2", r"h_t = \tanh(w h_{t-1} + b)", r"x_i = x_j + 2"])
def test_an_update_says_what_the_next_one_is(text):
    assert graded(f"$${text}$$") == (["definition"], [])


def test_an_entry_of_what_is_defined_is_a_claim():
    text = r"$$p_i = \frac{e^{x_i}}{e^{x_1} + e^{x_2}}$$ so $$p_2 = 1 - p_1$$"
    assert graded(text) == (["definition", "proved"], [])
    assert graded(text.replace("1 - p_1", "2 - p_1")) == (["definition", "refuted"], ["wrong_step"])


def test_a_sequence_that_is_known_is_no_recurrence():
    text = r"$$a_n = 2^n$$ so $$a_{n+1} = 2 a_n$$"
    assert graded(text)[0][-1] == "proved"
    assert graded(text.replace("2 a_n", "3 a_n"))[0][-1] == "refuted"
