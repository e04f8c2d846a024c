"""Limits of elementary functions: read as what they are, decided where the rules give a value, and undecided where they do not."""

import pytest

from derive.model.claim import Notation
from derive.model.document import Span
from derive.pipeline import grade_document
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.terms.latex import latex


def statuses(text):
    return [step.status for step in grade_document("hand-in.md", data=text.encode()).steps]


@pytest.mark.parametrize(
    ("limit", "value", "other"),
    [
        (r"\lim_{n\to\infty} \frac{1}{n}", "0", "1"),
        (r"\lim_{n\to\infty} \frac{2}{1 + 1/n}", "2", "1"),
        (r"\lim_{x\to 2} (x^2 + 1)", "5", "4"),
        (r"\lim_{x\to -\infty} \tanh(x)", "-1", "1"),
        (r"\lim_{x\to +\infty} \frac{1}{1 + e^{-x}}", "1", "0"),
        (r"\lim_{x\to -\infty} \frac{1}{1 + e^{-x}}", "0", "1"),
        (r"\lim_{x\to\infty} \sqrt{3 + e^{-x}}", r"\sqrt{3}", r"\sqrt{2}"),
        (r"\frac{1}{1 + e^{-\infty}}", "1", r"\frac{1}{2}"),
        (r"\frac{1}{1 + \infty}", "0", "1"),
        (r"\lim_{x\to\infty} \frac{1}{1 + x^2} + y", "y", "1 + y"),
    ],
)
def test_a_limit_has_its_value_and_no_other(limit, value, other):
    assert statuses(f"$${limit} = {value}$$") == ["proved"]
    assert statuses(f"$${limit} = {other}$$") == ["refuted"]


@pytest.mark.parametrize(
    "claim",
    [
        r"\lim_{x\to 0} \frac{x}{x} = 1",
        r"\lim_{x\to 0} \frac{1}{x} = 1",
        r"\lim_{x\to\infty} (x - x) = 1",
        r"\lim_{x\to\infty} (1 + 1/x)^x = 1",
        r"\lim_{x\to\infty} \sin(x) = 0",
        r"\lim_{x\to\infty} \frac{x + 1}{x} = 2",
        r"\lim_{k\to\infty} e^{-kx} = 0",
    ],
)
def test_what_the_rules_do_not_give_is_undecided(claim):
    assert statuses(f"$${claim}$$") == ["undecided"]


@pytest.mark.parametrize("formula", [r"\infty - \infty", r"\frac{\infty}{\infty}", r"\lim_{x\to\infty} x - x^2", r"\lim x", r"\lim_{k\to\infty} a_k", r"\sum_{i=1}^{\infty} 2^{-i}"])
def test_infinity_is_no_number_and_a_sequence_is_no_function(formula):
    member = read_formula(f"{formula} = 0", Span(0, len(formula) + 4), Lookup(Notation())).statements[0].members[0]
    assert member.term is None
    assert member.reason


def test_the_sign_of_a_factor_is_what_the_row_says():
    rows = r"$$\begin{aligned} &\text{For } x > 0 : \lim_{k\to\infty} \frac{1}{1 + e^{-kx}} = A \\ &\text{For } x < 0 : \lim_{k\to\infty} \frac{1}{1 + e^{-kx}} = B \end{aligned}$$"
    assert statuses(rows.replace("A", "1").replace("B", "0")) == ["proved", "proved"]
    assert statuses(rows.replace("A", "0").replace("B", "1")) == ["refuted", "refuted"]


def test_what_a_function_that_nothing_defines_tends_to_is_no_claim():
    assert statuses(r"$$\lim_{k\to\infty} a(x) = \lim_{k\to\infty} \frac{1}{1 + e^{-k}} = 1$$") == ["definition", "proved"]


def test_two_limits_of_one_thing_are_one():
    assert statuses(r"$$\lim_{x\to\infty} \sin(x + 1 - 1) = \lim_{x\to\infty} \sin(x)$$") == ["proved"]
    assert statuses(r"$$\lim_{x\to\infty} \sin(x + 1) = \lim_{x\to\infty} \sin(x)$$") == ["undecided"]


@pytest.mark.parametrize("formula", [r"\lim_{k \to \infty} {e}^{k}", r"\lim_{x \to 2} {x}^{2}", r"\lim_{x \to -\infty} \tanh(x)"])
def test_a_limit_is_printed_as_it_is_read(formula):
    def read(text):
        return read_formula(text, Span(0, len(text)), Lookup(Notation())).statements[0].members[0].term

    assert read(latex(read(formula))) == read(formula)
