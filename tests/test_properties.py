"""What the words of a document say of a letter: symmetric matrices are symmetric in every obligation; of other properties nobody is blamed for using them."""

import pytest

from derive.pipeline import grade_document
from derive.read.properties import said_of


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [s.status for s in report.steps], [f.code for f in report.findings if f.kind == "error"]


QUADRATIC = "## Question 1\n\nLet $f(x) = x^T A x - b^T x$ where $A$ is {} $n \\times n$ matrix.\n\n$$\\nabla f(x) = 2 A x - b$$\n"


@pytest.mark.parametrize("word", ["a symmetric", "a real, symmetric and positive definite"])
def test_a_symmetric_matrix_is_symmetric(word):
    assert graded(QUADRATIC.format(word))[0][-1] == "proved"
    statuses, codes = graded(QUADRATIC.format(word).replace("A x - b$$", "A x + b$$"))
    assert (statuses[-1], codes) == ("refuted", ["wrong_step"])


def test_a_matrix_of_which_nothing_is_said_is_not_symmetric():
    assert graded(QUADRATIC.format("any"))[1] == ["wrong_step"]
    later = QUADRATIC.format("any") + "\n## Question 2\n\nLet $A$ be a symmetric $n \\times n$ matrix.\n"
    assert graded(later)[1] == ["wrong_step"]


def test_what_is_supposed_in_a_part_holds_there_alone():
    text = "## Exercise 1\n\nLet $A$ be an $n \\times n$ matrix and $x \\in \\mathbb{R}^n$.\n\na) $\\frac{\\partial x^T A x}{\\partial x} = 2 A x$\n\nb) If $A$ is symmetric, $\\frac{\\partial x^T A x}{\\partial x} = 2 A x$\n"
    assert graded(text)[0][-2:] == ["refuted", "proved"]


@pytest.mark.parametrize("word", ["orthogonal", "une matrice orthogonale", "idempotent"])
def test_nobody_is_blamed_for_a_property_that_is_said(word):
    text = "## Question 1\n\nLet $x \\in \\mathbb{{R}}^n$ and $Q \\in \\mathbb{{R}}^{{n \\times n}}$. {}\n\n$$x^T Q^T Q x = x^T x$$\n"
    assert graded(text.format(f"$Q$ is {word}."))[1] == []
    assert graded(text.format(""))[1] == ["wrong_step"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"Soit $A$ une matrice symétrique définie positive.", [("A", "symmetric"), ("A", "définie positive")]),
        (r"the symmetric matrix $\Sigma \in \mathbb{R}^{d \times d}$", [(r"\Sigma", "symmetric")]),
        (r"since $H^\top = H$", [("H", "symmetric")]),
        (r"so $B^T = B C$ and the axes are symmetric", []),
        (r"It is symmetric. Here $A$ is any matrix.", []),
    ],
)
def test_words_that_say_it(text, found):
    assert [(s.letter, s.property) for s in said_of(text)] == found


def test_a_capital_between_vectors_is_a_matrix_and_no_number():
    text = "## Question 1\n\nLet $x \\in \\mathbb{R}^n$.\n\n$$\\frac{\\partial x^T A x}{\\partial x} = 2 A x$$\n"
    assert graded(text)[0][-1] == "undecided"  # a number A would make it right
    declared = text.replace("Let", "Let $A$ be an $n \\times n$ matrix and")
    assert graded(declared)[0][-1] == "refuted"
    assert graded(declared.replace("2 A x", "(A + A^T) x"))[0][-1] == "proved"
    assert graded(text.replace("Let", "For a real $n \\times n$ matrix $A$, let").replace("2 A x", "(A + A^T) x"))[0][-1] == "proved"


STATED = "## Question 1\n\nLet $A$ be an $n \\times n$ matrix and $x \\in \\mathbb{R}^n$. "


def test_an_equation_is_a_property_where_it_is_stated_and_a_claim_elsewhere():
    assert graded(STATED + "Then $A^T = A$.") == (["definition", "refuted"], ["wrong_step"])
    assert graded(STATED + "Since $A^T = A$, $A x = A^T x$.") == (["definition", "undecided", "proved"], [])


@pytest.mark.parametrize("between", [". For any $A$, $", ".\n\nIn general, $"])
def test_an_assumption_ends_with_its_sentence(between):
    text = STATED + "If $A$ is symmetric, $A^T x = A x$" + between + "A^T x = A x$."
    assert graded(text) == (["definition", "proved", "undecided"], [])
    display = STATED + "If $A$ is symmetric, then\n\n$$A^T x = A x$$\n"
    assert graded(display) == (["definition", "proved"], [])


def test_what_an_item_says_is_not_said_of_the_letter_of_the_item_before():
    assert said_of("\\item Take $A$ here\n\\item a symmetric one") == ()
