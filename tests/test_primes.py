"""Indices with a prime are letters of their own."""

import pytest

from derive.pipeline import grade_document


def graded(text):
    report = grade_document("hand-in.md", data=text.encode())
    return [s.status for s in report.steps], [f.code for f in report.findings]


@pytest.mark.parametrize("prime", ["k'", r"k^\prime", r"k^{\prime}"])
def test_a_primed_index_is_bound_by_its_own_sum(prime):
    text = rf"$$\sum_{{k=1}}^m \frac{{e^{{a_k}}}}{{\sum_{{{prime}=1}}^m e^{{a_{{{prime}}}}}}} = \frac{{\sum_{{k=1}}^m e^{{a_k}}}}{{\sum_{{{prime}=1}}^m e^{{a_{{{prime}}}}}}} = 1$$"
    assert graded(text) == (["proved", "proved"], [])
    assert graded(text.replace(r"\frac{\sum", r"\frac{2 \sum"))[0][0] == "refuted"


def test_a_free_primed_index_is_another_one():
    text = r"Let $o_k = \frac{e^{a_k}}{\sum_{j=1}^m e^{a_j}}$. $$\frac{\partial o_k}{\partial a_{k'}} = o_k (\delta_{kk'} - o_{k'})$$"
    assert graded(text)[0] == ["definition", "proved"]
    assert graded(text.replace("- o_{k'})", "- o_k)"))[0] == ["definition", "refuted"]


def test_the_prime_of_a_function_stays_a_derivative():
    assert graded(r"Let $f(x) = x^2$. Then $f'(x_{k'}) = 2 x_{k'}$ and $f'(x) = 2x$.")[0][-1] == "proved"


def test_a_primed_index_stands_alone_and_is_told_apart():
    assert graded(r"For $k \neq k'$: $$\delta_{kk'} = 0$$")[0][-1] == "proved"
    assert graded(r"For $k' = k$: $$\delta_{kk'} = 0$$")[0][-1] != "proved"
    assert graded(r"$$\sum_{k'=1}^m k' a_{k'} = \sum_{k=1}^m k a_k$$")[0] == ["proved"]
    assert graded(r"$$\sum_{k'=1}^m k' a_{k'} = \sum_{k=1}^m 2 k a_k$$")[0] == ["refuted"]
