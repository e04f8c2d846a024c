"""What a document says once holds for the parts that follow: declarations, definitions, entries of what was defined as a whole; matrices with their identity and norms."""

import pytest

from derive.pipeline import grade_document

RIDGE = "We have $u \\in \\mathbb{R}^p$.\n\n## Question 1\n\nFor $A \\in \\mathbb{R}^{q \\times p}$, $s \\in \\mathbb{R}^q$ and $\\alpha > 0$ let\n\n$$G(u) = \\|Au - s\\|_2^2 + \\alpha \\|u\\|_2^2$$\n\n"


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [step.status for step in report.steps], [f.code for f in report.findings if f.kind == "error"]


def test_a_vector_declared_before_the_first_question_is_one_in_all_of_them():
    statuses, codes = graded(RIDGE + "$$G(u) = u^T A^T A u - 2 s^T A u + s^T s + \\alpha u^T u$$")
    assert (statuses[-1], codes) == ("proved", [])
    assert graded(RIDGE + "$$G(u) = u^T A^T A u - s^T A u + s^T s + \\alpha u^T u$$")[1] == ["wrong_step"]
    assert graded(RIDGE + "Now let $$G(u) = u^T A^T A u + s^T s$$")[1] == []
    statuses, codes = graded(RIDGE + "$$\\nabla_u G(u) = 2 A^T A u - 2 A^T s + 2 \\alpha u$$")
    assert (statuses[-1], codes) == ("proved", [])
    assert graded(RIDGE + "$$\\nabla_u G(u) = 2 A^T A u - 2 A^T s + \\alpha u$$")[1] == ["wrong_step"]


@pytest.mark.parametrize("words", ["Setting it to zero gives", "We set the gradient to $0$:", "On annule le gradient :", "En posant la dérivée égale à zéro, on obtient"])
def test_an_equation_to_be_solved_with_the_identity_is_not_blamed(words):
    assert graded(RIDGE + words + " $$(A^T A + \\alpha I) u = A^T s$$")[1] == []


def test_the_identity_has_the_size_of_the_square_matrix_beside_it():
    statuses, codes = graded(RIDGE + "$$(A^T A + \\alpha I) u = A^T A u + \\alpha u$$")
    assert (statuses[-1], codes) == ("proved", [])
    assert graded(RIDGE + "$$(A^T A + \\alpha I) u = A^T A u - \\alpha u$$")[1] == ["wrong_step"]


def test_a_squared_norm_is_smooth_everywhere():
    assert graded(RIDGE + "$$\\frac{\\partial \\|u\\|_2^2}{\\partial u_i} = 2 u_i$$")[0][-1] == "proved"
    assert graded(RIDGE + "$$\\frac{\\partial \\|u\\|_2^2}{\\partial u_i} = u_i$$")[1] == ["wrong_step"]


SHARES = "## Question 4\n\nFor $r \\in \\{1, \\dots, M\\}$ let $g_r = \\frac{e^{v_r}}{\\sum_{l=1}^M e^{v_l}}$.\n\n(a) Nothing.\n\n(b) When $r \\neq i$: $$\\frac{0 - e^{v_r} e^{v_i}}{(\\sum_l e^{v_l})^2} = "


def test_what_the_opening_of_a_question_defines_holds_in_its_parts():
    statuses, codes = graded(SHARES + "- g_r g_i$$")
    assert (statuses[-1], codes) == ("proved", [])
    assert graded(SHARES + "g_r g_i$$")[1] == ["wrong_step"]


LAYER = "## Question 2\n\nSoit $V \\in \\mathbb{R}^{K \\times H}$ et $c \\in \\mathbb{R}^K$.\n\n1. Pour $x \\in \\mathbb{R}^d$ et $W \\in \\mathbb{R}^{H \\times d}$ on pose $a = W x$, $h = tanh(a)$ et $o = V h + c$. $$a_j = \\sum_{i=1}^d W_{ji} x_i$$ $$o_k = c_k + \\sum_{j=1}^H "


def test_the_entries_of_what_was_defined_as_a_whole_are_a_claim():
    assert graded(LAYER + "V_{kj} h_j$$")[1] == []
    assert graded(LAYER + "V_{kj} h_j$$")[0][-1] == "proved"
    assert graded(LAYER + "V_{jk} h_j$$")[1] == ["wrong_step"]


def test_shapes_with_a_letter_of_which_nothing_is_said_are_not_blamed():
    assert graded("Let $v \\in \\mathbb{R}^d$. $$g(y) = v^T y + b = y^T v + b$$")[1] == []
    assert graded("Let $v \\in \\mathbb{R}^d$ and $A \\in \\mathbb{R}^{d \\times n}$. $$v + A v = 2v$$")[1]
