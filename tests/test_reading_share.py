"""The measure of what is read of a document: what counts as a formula with a relation, and what counts as read."""

from pathlib import Path

import pytest

from tests.benchmarks.coverage import carries_relation, equalities_read, share

EXAMPLE = Path(__file__).parent.parent / "proofs" / "ift3395_devoir3" / "example.md"


def test_all_formulas_of_the_example_are_read():
    read, of, unread = share(EXAMPLE)
    assert (read, unread) == (of, [])
    assert of > 10


@pytest.mark.parametrize(
    ("source", "carries"),
    [("a = b", True), (r"x \le 1", True), (r"a \iff b", True), ("a &= b", True), (r"\theta := 1", True), (r"\left< a", False), (r"\sum_{i=1}^n x_i", False), (r"\begin{cases} 1 & x > 0 \end{cases}", False), ("x = \\dots", False)],
)
def test_only_relations_of_the_formula_itself_count(source, carries):
    assert carries_relation(source) == carries


def test_a_formula_that_is_not_read_counts_against_the_share(tmp_path):
    path = tmp_path / "hand-in.md"
    path.write_text("We have $x + x = 2x$, for $x > 0$, and $\\wibble x = 2$.\n\n$$y = x^2 = \\wobble$$\n", encoding="utf-8")
    read, of, unread = share(path)
    assert (read, of) == (2, 4)
    assert [row.line for row in unread] == [1, 3]
    assert "wibble" in unread[0].reason
    assert equalities_read(path) == 2
