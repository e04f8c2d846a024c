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
