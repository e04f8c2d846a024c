"""Sums over an index that does not occur: read as they are written, remarked, and nobody is blamed by them."""

import pytest

from derive.pipeline import grade_document


@pytest.mark.parametrize(
    ("formula", "status"),
    [
        (r"\frac{\sum_{i=1}^m e^{o_k}}{\sum_{i=1}^m e^{o_k}} = 1", {"proved", "proved_if"}),
        (r"\frac{\sum_{i=1}^m e^{o_k}}{m} = e^{o_k}", {"proved", "proved_if"}),
        (r"\frac{\sum_{i=1}^m e^{o_k}}{m} = e^{o_k} + 1", {"undecided"}),
    ],
)
def test_a_sum_without_its_index_is_read_as_written(formula, status):
    report = grade_document("hand-in.md", data=f"## 1\n$${formula}$$\n".encode())
    assert {step.status for step in report.steps} <= status
    assert not [f for f in report.findings if f.kind == "error"]
    assert "index_not_used" in {f.code for f in report.findings}
