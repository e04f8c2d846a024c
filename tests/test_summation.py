"""Implied sums: where a document announces them, a step over indices is never called wrong; elsewhere it is."""

import pytest

from derive.pipeline import grade_document

STEP = "$$ \\sum_{i=1}^n y_i z_k = y_i z_k $$ and $$ u + 1 = u + 2 $$"


def errors(text):
    report = grade_document("a.md", data=text.encode())
    return [report.document.text[f.span.start : f.span.end] for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize("words", ["In Einstein notation,", "All sums are implied:", "On suit la convention de sommation :", "Sums over repeated indices are left out."])
def test_announced_sums_are_not_blamed_and_the_rest_is(words):
    assert errors(f"{words} we have {STEP}") == ["= u + 2"]


def test_without_the_announcement_the_step_is_wrong():
    assert errors(f"We have {STEP}") == ["= y_i z_k", "= u + 2"]


def test_what_stands_before_the_announcement_is_judged():
    assert errors(f"We have {STEP}. From here on we use Einstein notation.") == ["= y_i z_k", "= u + 2"]
