"""What a document only names: expectations, divergences, quantities that depend on something; and how far a sum reaches."""

import pytest

from derive.pipeline import grade_document


def statuses(text):
    return [step.status for step in grade_document("hand-in.md", data=text.encode()).steps]


def errors(text):
    return [f.code for f in grade_document("hand-in.md", data=text.encode()).findings if f.kind == "error"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\mathbb{E}[x - 2y] + 1 = 1 + \mathbb{E}[x] - 2\mathbb{E}[y]", r"\mathbb{E}[x - 2y] + 1 = 1 + \mathbb{E}[x] - \mathbb{E}[y]"),
        (r"z + \mathbb{E}_j [x_j] = \mathbb{E}_j[ x_j ] + z", r"z + \mathbb{E}_j [x_j] = \mathbb{E}_k[ x_j ] + z"),
        (r"1 + Var(x) = Var(x) + 1", r"1 + Var(x) = Var(y) + 1"),
        (r"2 KL(p\|q) = KL(p\|q) + KL(p\|q)", r"2 KL(p\|q) = KL(p\|q) + KL(q\|p)"),
        (r"\mathbb{E}[x]^2 + 1 = 1 + \mathbb{E}[x] \mathbb{E}[x]", r"\mathbb{E}[x]^2 + 1 = 1 + \mathbb{E}[x^2]"),
    ],
)
def test_a_named_quantity_is_one_number_and_nobody_is_blamed_for_what_is_not_known_of_it(right, wrong):
    assert statuses(f"$${right}$$") == ["proved"]
    assert statuses(f"$${wrong}$$") == ["undecided"]
    assert errors(f"$${wrong}$$") == []


def test_what_a_named_quantity_is_said_to_be_is_a_definition_and_what_follows_is_judged():
    text = r"$$KL(p||q) = (a - b)^2 = a^2 - 2ab + b^2$$"
    assert statuses(text) == ["definition", "proved"]
    assert statuses(text.replace("- 2ab", "+ 2ab")) == ["definition", "refuted"]


def test_a_claim_about_expectations_is_no_definition():
    assert statuses(r"$$\mathbb{E}[x^2] - \mathbb{E}[x]^2 = \mathbb{E}[(x-\mu)^2]$$") == ["undecided"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{\partial}{\partial \theta_k} \log(\hat{y}_i) = \frac{1}{\hat{y}_i}\frac{\partial \hat{y}_i}{\partial \theta_k}", r"\frac{\partial}{\partial \theta_k} \log(\hat{y}_i) = -\frac{1}{\hat{y}_i}\frac{\partial \hat{y}_i}{\partial \theta_k}"),
        (r"\frac{\partial a^2}{\partial t} = 2a \frac{\partial a}{\partial t}", r"\frac{\partial a^2}{\partial t} = 2 \frac{\partial a}{\partial t}"),
        (r"\frac{\partial (a b)}{\partial t} = b \frac{\partial a}{\partial t} + a \frac{\partial b}{\partial t}", r"\frac{\partial (a b)}{\partial t} = \frac{\partial a}{\partial t} \frac{\partial b}{\partial t}"),
        (r"\nabla_u \sum_{k=1}^n c_k y_k^2 = 2 \sum_{k=1}^n c_k y_k \nabla_u y_k", r"\nabla_u \sum_{k=1}^n c_k y_k^2 = \sum_{k=1}^n c_k y_k \nabla_u y_k"),
    ],
)  # fmt: skip
def test_what_a_step_differentiates_depends_on_the_variable_and_each_derivative_stays_a_letter(right, wrong):
    assert statuses(f"$${right}$$")[0] in {"proved", "proved_if"}
    assert statuses(f"$${wrong}$$") == ["undecided"]


def test_what_depends_on_the_variable_by_its_definition_is_no_constant():
    text = r"$$b = t^2$$ and $$\frac{\partial (a b)}{\partial t} = b \frac{\partial a}{\partial t}$$"
    assert statuses(text)[-1] != "proved"


def test_the_entries_of_an_applied_letter_are_those_of_one_array():
    soft = r"The softmax is $$S(x)_i = \frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}}$$ and "
    step = r"$$\nabla_u \log S(x(u))_i = \frac{\partial}{\partial u} x(u)_i - \sum_{k=1}^n S(x(u))_k \cdot \nabla_u x(u)_k$$"
    assert statuses(soft + step)[-1] == "proved"
    assert statuses(soft + step.replace("- \\sum", "+ \\sum"))[-1] == "undecided"


LET = r"Let $a \in \mathbb{R}^n$ and $b \in \mathbb{R}^n$. "


def test_a_sum_takes_in_the_terms_behind_it_that_carry_its_index():
    assert statuses(LET + r"$$\sum_{i=1}^n (a_i - b_i) = \sum_{i=1}^n a_i - b_i$$")[-1] == "proved"
    assert statuses(LET + r"$$\sum_{i=1}^n \sum_{j=1}^n a_i b_j + a_j = \sum_{i=1}^n \sum_{j=1}^n (a_j + a_i b_j)$$")[-1] == "proved"


def test_a_sum_takes_in_nothing_where_its_index_has_a_meaning_outside():
    assert errors(LET + r"$$2 b_i + \sum_{i=1}^n (a_i + b_i) = \sum_{i=1}^n a_i + b_i$$") == ["wrong_step"]
    assert errors(LET + r"$$\sum_{i=1}^n a_i + b_1 = \sum_{i=1}^n (a_i + b_1)$$") == ["wrong_step"]


def test_what_an_output_depends_on_may_be_listed_behind_it():
    text = r"$$o^s_k = \frac{e^{o^a_k}}{\sum_{j=1}^m e^{o^a_j}}$$ and $$-\log o^s_y(x) = -o^a_y + \log \sum_{j=1}^m e^{o^a_j}$$"
    assert statuses(text)[-1] == "proved"
    assert statuses(text.replace("-o^a_y + ", "o^a_y + "))[-1] == "refuted"
