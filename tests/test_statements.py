"""Every claim's statement, read as a hand-in would be, says what its goals say."""

from fractions import Fraction

import pytest

from derive.claims import load
from derive.kernel.numbers import UnclearError, UndefinedError
from derive.kernel.refutation import shown
from derive.model.document import Document, Span, Step
from derive.model.point import Point
from derive.read.math import read_formula
from derive.read.math.lookup import DEFINED, Lookup
from derive.steps import obligations, steps
from derive.terms.binding import free, rebuild
from derive.terms.build import ONE, arr, at
from derive.terms.entries import entry, scalarise
from derive.terms.shapes import shape
from tests.formulas.words import canonical
from tests.values import evaluate

ASSIGNMENT = load("ift3395_devoir3")
STATED = [claim for claim in ASSIGNMENT.claims if claim.goals and "=" in claim.statement]
OTHER_LETTERS = {"2.6": "its goal is a risk in letters of its own"}
CHAINED = {"2.13", "2.15", "2.17"}
"""Their right sides speak of derivatives by what the left side's variable is made into; the goals have these written out."""


def as_vectors(term):
    """Columns of one entry a row as vectors."""
    term = scalarise(term)

    def change(node):
        if node.op == "at" and node.args[0].op == "arr" and node.args[0].args[2:] == (ONE,):
            return at(arr(node.args[0].name, node.args[0].args[1]), change(node.args[1]))
        return rebuild(node, change)

    return change(term)


def values(term):
    """A scalar term's values at some points, as text; "" where it has none."""
    found = []
    zeros = Point({v: Fraction(0) for v in free(term) if v.op == "sym" and v.args[1] == "real"})
    for point in (zeros, *(Point(seed=seed) for seed in range(12))):
        try:
            found.append(shown(evaluate(term, point)))
        except (UndefinedError, UnclearError):
            found.append("")
    return found


def same(left, right):
    """Whether two arrays or numbers are the same, entry (1, 1) for arrays: written alike, or equal at points where both have values."""
    left, right = (as_vectors(entry(side, [ONE] * len(shape(side)))) for side in (left, right))
    if canonical(left) == canonical(right):
        return True
    pairs = [(a, b) for a, b in zip(values(left), values(right), strict=True) if a and b]
    return len(pairs) > 1 and all(a == b for a, b in pairs)


def forms(claim, statement):
    part = claim.id.split(".")[0]
    lookup = Lookup(ASSIGNMENT.notation, part)
    reading = read_formula(statement, Span(0, len(statement)), lookup)
    document = Document("-", "en", statement, reading.statements)
    (step,) = steps(document)
    assert isinstance(step, Step)
    notation = type(ASSIGNMENT.notation)(tuple(lookup.symbols), ASSIGNMENT.notation.given, ASSIGNMENT.notation.ranges)
    return obligations(step, notation, DEFINED, ASSIGNMENT.conventions)


@pytest.mark.parametrize("claim", STATED, ids=[claim.id for claim in STATED])
def test_a_statement_says_what_its_goal_says(claim):
    reading = read_formula(claim.statement, Span(0, len(claim.statement)), Lookup(ASSIGNMENT.notation, claim.id.split(".")[0]))
    assert [member.reason for statement in reading.statements for member in statement.members if member.term is None] == []
    if claim.id in OTHER_LETTERS:
        return
    if claim.id in CHAINED:
        left = claim.statement.split("=", maxsplit=1)[0]
        found = forms(claim, f"{left} = 0")
        assert any(same(form.left, goal.left) for form in found for goal in claim.goals)
        return
    found = forms(claim, claim.statement)
    assert found
    assert any(
        form.relation == goal.relation and same(form.left, goal.left) and same(form.right, goal.right) for form in found for goal in claim.goals
    )
    wrong = [goal for sibling in claim.siblings for goal in sibling.goals]
    assert not any(same(found[-1].left, goal.left) and same(found[-1].right, goal.right) for goal in wrong)


def test_most_claims_have_a_statement():
    assert len(STATED) >= 15
