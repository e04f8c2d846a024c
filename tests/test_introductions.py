"""Functions that a document defines: of numbers, of vectors by entries, at the end of a chain; and letters that are no functions."""

import pytest

from derive.pipeline import grade_document
from derive.read import read_text


def functions(text):
    return {spelling: (s.name, len(s.params)) for s in read_text(text).symbols for spelling in s.spellings}


def statuses(text):
    return [s.status for s in grade_document("hand-in.md", data=text.encode()).steps]


SOFTMAX = r"The softmax is $$\frac{e^{x_i} e^c}{\sum_{j=1}^n e^{x_j} e^c} = \frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}} = s(x)_i$$ "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"Let $\sigma(x) = \frac{1}{1+e^{-x}}$", {r"\sigma": ("sigma_of", 1)}),
        (r"$$g(t) := \max(0, t)$$", {"g": ("g_of", 1)}),
        (r"$$f(x, y) = x^2 + y$$", {"f": ("f_of", 2)}),
        (SOFTMAX, {"s": ("s_of", 1)}),
        (SOFTMAX + r"and so $S(x)_1 + 1 = 1 + S(x)_1$", {"s": ("s_of", 1), "S": ("s_of", 1)}),
        (r"$$x(1-x) = x - x^2$$", {}),
        (r"$$f(x) = g(x) h(x)$$", {}),
        (r"$$L(x, y) = z^2$$", {}),
        (r"$$a(b) = ab$$", {}),
        (r"$$\sin(x) = x$$", {}),
    ],
)
def test_what_is_a_function(text, found):
    assert functions(text) == found


def test_a_defined_function_is_unfolded_and_its_near_miss_is_refuted():
    text = r"Knowing $\sigma(x) = \frac{1}{1+e^{-x}}$, we have $$\frac{d\sigma(x)}{dx} = \sigma(x)(1 - \sigma(x))$$"
    assert statuses(text) == ["definition", "proved"]
    assert statuses(text.replace("(1 - ", "(1 + "))[1] == "refuted"


def test_entry_by_entry_and_as_a_vector():
    text = r"Let $\sigma(x) = \frac{1}{1+e^{-x}}$ and $x_i$ for $i \in \{1, \dots, n\}$. $$\frac{d\sigma(x)_i}{dx_j} = \delta_{ij} \sigma(x)_i (1 - \sigma(x)_i)$$"
    assert statuses(text)[-1] == "proved"
    assert statuses(text.replace(r"\delta_{ij} \s", r"-\delta_{ij} \s"))[-1] == "refuted"


def test_a_function_of_a_vector_is_applied_with_its_size():
    text = SOFTMAX + r"so $$\frac{\partial S(x)_i}{\partial x_j} = S(x)_i \delta_{ij} - S(x)_i S(x)_j$$"
    assert statuses(text)[-1] == "proved"
    assert statuses(text.replace("- S(x)_i S(x)_j", "- S(x)_i S(x)_i"))[-1] == "refuted"


def test_a_function_of_the_document_hides_no_array_of_the_other_case():
    text = r"$$H(x) = \frac{x}{2}$$ and $$h_i + 1 = 1 + h_i$$"
    assert "h" not in functions(text)
    assert statuses(text)[-1] == "proved"


def test_what_the_question_leaves_open_is_no_step():
    assert statuses(r"5. Express $\mathrm{sign}(x) = \dots$ and $x + x = 2x$") == ["proved"]


EXERCISES = """
## Exercise 1

Let $f(x) = x^2$. Then $f'(x) = 2x$ and $f(3) = 9$.

## Exercise 2

The function is $f(x) = x^3 + 1$, so $f'(x) = 3x^2$.

1. Let $g(t) = e^{t}$, $g'(t) = e^t$.

2. Consider $g(t) = t^2 + 3$. $g'(t) = 2t$.
"""


def test_a_letter_names_another_function_in_another_exercise():
    assert statuses(EXERCISES) == ["definition", "proved", "proved", "definition", "proved", "definition", "proved", "definition", "proved"]


@pytest.mark.parametrize(("right", "wrong"), [("f(3) = 9", "f(3) = 6"), ("= 3x^2", "= 2x"), ("g'(t) = e^t", "g'(t) = 2t"), ("g'(t) = 2t", "g'(t) = e^t")])
def test_the_meaning_of_another_exercise_proves_nothing(right, wrong):
    assert statuses(EXERCISES.replace(right, wrong)).count("refuted") == 1


def test_a_second_equation_for_a_function_is_a_claim_where_no_word_introduces_one():
    text = "## Exercise 1\n\nLet $f(x) = (x + 1)^2$. Expanding, $f(x) = x^2 + 2x + 1$."
    assert statuses(text) == ["definition", "proved"]
    assert statuses(text.replace("2x + 1", "x + 1")) == ["definition", "refuted"]


def test_a_density_and_its_distribution_function_are_two_functions():
    text = r"The density is $f(x) = a e^{-a x}$. The distribution function is $F(x) = 1 - e^{-a x}$, and $F'(x) = a e^{-a x}$."
    assert statuses(text) == ["definition", "definition", "proved"]
    assert statuses(text.replace("$F'(x) = a", "$F'(x) = -a"))[-1] == "refuted"


def test_functions_of_script_letters_of_sums_and_of_vectors():
    text = r"The likelihood is $\mathcal{L}(\lambda) = \lambda \prod_{i=1}^n e^{-\lambda x_i}$ with $\lambda > 0$. $$\ln \mathcal{L}(\lambda) = \ln \lambda - \lambda \sum_{i=1}^n x_i$$"
    assert statuses(text)[0] == "definition"
    assert statuses(text)[-1] in {"proved", "proved_if"}
    assert statuses(text.replace(r"= \ln", r"= 2 \ln"))[-1] == "refuted"
    quadratic = r"Let $w \in \mathbb{R}^n$ and $f(w) = w^T w$. Then $f(w) = \sum_{i=1}^n w_i^2$."
    assert statuses(quadratic)[-1] == "proved"
    assert statuses(quadratic.replace("w_i^2", "2 w_i"))[-1] == "refuted"


def test_a_word_that_the_document_defines_is_a_function_and_a_misspelt_one_is_not():
    text = r"We call $logit(p) = \ln \frac{p}{1-p}$ the logit. $$logit'(p) = \frac{1}{p(1-p)}$$"
    assert functions(text) == {"logit": ("logit_of", 1)}
    assert statuses(text) == ["definition", "proved_if"]
    assert statuses(text.replace(r"p(1-p)", "p(1+p)"))[-1] == "refuted"
    assert functions(r"$$signoid(x) = \frac{1}{1 + e^{-x}}$$") == {}


def test_a_function_alone_above_a_derivative_is_taken_at_its_own_letters():
    text = r"The loss is $\ell(z, y) = -y \log z - (1 - y) \log(1 - z)$. $$\frac{\partial \ell}{\partial z} = -\frac{y}{z} + \frac{1-y}{1-z}$$"
    assert statuses(text) == ["definition", "proved_if"]
    assert statuses(text.replace(r"+ \frac{1-y}", r"- \frac{1-y}"))[-1] == "refuted"


def test_a_primed_letter_is_applied_and_no_quantity():
    text = r"Let $f(x) = x^2$. Then $f'(x) = 2x$ and $f''(x) = 2$."
    assert statuses(text) == ["definition", "proved", "proved"]
    assert statuses(text.replace("2x", "3x"))[1] == "refuted"


def test_an_indexed_letter_lists_what_it_depends_on():
    text = r"For $z \in \mathbb{R}^K$ let $s_k(z) = \frac{e^{z_k}}{\sum_{l=1}^K e^{z_l}}$. $$\frac{\partial s_k}{\partial z_j} = s_k (\delta_{kj} - s_j)$$"
    assert statuses(text)[-1] == "proved"
    assert statuses(text.replace(r"(\delta_{kj} - s_j)", r"(\delta_{kj} - s_k)"))[-1] == "refuted"
    assert statuses(r"Let $a_k(t) = t^2 + b_k$. $$a_k(t) + a_k(t + 1) = 2 t^2 + 2 b_k + 2 t + 1$$")[-1] == "unread"


def test_a_matrix_may_hold_the_vectors_of_its_letter():
    text = r"""## Question 1

Let $x_i \in \mathbb{R}^d$ for $i = 1, \dots, n$, $w \in \mathbb{R}^d$, $X \in \mathbb{R}^{n \times d}$ and $J(w) = \sum_{i=1}^n (w^T x_i)^2$.

$$\frac{\partial J}{\partial w_j} = 2 \sum_{i=1}^n (w^T x_i) x_{ij}$$

$$\nabla_w J(w) = 2 X^T X w$$
"""
    assert statuses(text)[-2:] == ["proved", "undecided"]
    assert statuses(text.replace("x_{ij}$$", "x_{ji}$$"))[-2] == "refuted"
