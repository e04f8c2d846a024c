"""A step that is wrong under both of two possible meanings is wrong; one that holds under either of them is not."""

import pytest

from derive.pipeline import grade_document

TEXT = r"""## 1
Let $a \in \mathbb{{R}}^n$ and $b \in \mathbb{{R}}^n$.

$$\frac{{\partial}}{{\partial b_k}} (a_j b_j + b_k) = {right}$$
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2 + b_k^2", True),
        ("1 + a_k", False),
    ],
)
def test_an_index_whose_sum_may_be_implied(right, wrong):
    report = grade_document("hand-in.md", data=TEXT.format(right=right).encode())
    assert (report.steps[-1].status == "refuted") == wrong
    assert bool([f for f in report.findings if f.kind == "error"]) == wrong
