"""What a slip of the pen hides is judged as it was meant; arrays that cannot fit are found wherever they stand."""

import pytest

from derive.grading.clashes import clash
from derive.model.term import Term
from derive.pipeline import grade_document
from derive.terms.build import add, arr, at, derivative, mul, num, sym

D, H, M = (sym(name, "int") for name in ("d", "d_h", "m"))
W1, W2, X, B = arr("W1", H, D), arr("W2", M, H), arr("x", D), arr("b", H)
SHAPES = r"We have $W^{(1)} \in \mathbb{R}^{m \times d}$, $h^s \in \mathbb{R}^{d}$ and $b^{(1)} \in \mathbb{R}^{m}$." + "\n\n"


def graded(text):
    return grade_document("hand-in.md", data=text.encode())


def found(report, kind="error"):
    return [f.code for f in report.findings if f.kind == kind]


@pytest.mark.parametrize(
    ("term", "clashes"),
    [
        (add(mul(num(2), W1), mul(num(2), W2)), True),
        (Term("matmul", (Term("transpose", (W1,)), X)), True),
        (Term("matmul", (W1, Term("transpose", (X,)))), True),
        (derivative(add(Term("matmul", (W1, Term("transpose", (X,)))), B), W1), True),
        (Term("matmul", (W1, X)), False),
        (add(Term("matmul", (W1, X)), B), False),
        (add(X, sym("c")), False),
        (add(at(B, sym("j", "int")), B), False),
    ],
)
def test_arrays_that_cannot_fit(term, clashes):
    assert (clash(term) is not None) == clashes


def test_arrays_that_cannot_fit_are_blamed_though_the_left_side_is_unread():
    assert found(graded(SHAPES + r"$$ ??\theta = b^{(1)} + W^{(1)} $$")) == ["shape"]
    assert found(graded(SHAPES + r"$$ ??\theta = b^{(1)} + W^{(1)} h^s $$")) == []


def test_arrays_without_a_stated_shape_are_never_blamed():
    assert found(graded(r"$$ ??\theta = b^{(1)} + W^{(1)} $$")) == []


def test_a_step_behind_a_slip_of_the_pen_is_judged_as_it_was_meant():
    report = graded(r"$$ \sum_{k=1}^n x_k = sum_{k=1}^n x_k $$")
    assert found(report) == []
    assert found(report, "notation") == ["lost_backslash"]
    assert [s.status for s in report.steps] == ["proved"]


def test_a_malformed_member_is_not_an_error_and_the_chain_goes_on_through_it():
    report = graded(r"$$ e^{x_i} e^{x_j} = e^{x_i} ex^j = e^{x_i + x_j} = e^{x_i - x_j} $$")
    assert found(report) == ["wrong_step"]
    assert found(report, "notation") == ["lost_script"]


def test_what_was_meant_is_not_blamed_where_it_is_only_guessed():
    report = graded(r"$$ \sum_{k=1}^n a_k = \sum_{i=1}^n (a_k + 1) $$")
    assert found(report) == []
    assert found(report, "notation") == ["index_not_used"]


@pytest.mark.parametrize("condition", [r", \quad i = j", r", i = j", r",\; i = j"])
def test_a_condition_on_indices_behind_a_statement_belongs_to_it(condition):
    assert next(s.status for s in graded(rf"$$ \delta_{{ij}} x_i = x_i{condition} $$").steps) == "proved"
    assert [s.status for s in graded(r"$$ \delta_{ij} x_i = x_i $$").steps] == ["refuted"]


def test_a_quantity_of_which_nothing_is_known_may_be_what_the_step_says():
    assert found(graded(r"$$ \frac{e^{a_k}}{\sum_{j=1}^n e^{a_j}} - 1 = p_k - 1 $$")) == []
    assert found(graded(r"$$ x(x + 1) = q + x $$")) == []
    assert found(graded(r"$$ x(x + 1) = x^2 - x $$")) == ["wrong_step"]
