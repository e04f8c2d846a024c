"""Every claim's statement, read as a hand-in would be, says what its goals say."""

import pytest

from derive.claims import load
from derive.engine import decide
from derive.model.document import Document, Span, Step
from derive.model.obligation import Obligation
from derive.read.math import read_formula
from derive.read.math.lookup import DEFINED, Lookup
from derive.steps import obligations, steps
from derive.terms.binding import rebuild
from derive.terms.build import ONE, arr, at
from derive.terms.entries import scalarise
from tests.formulas.words import canonical

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


def same(left, right, given):
    left, right = as_vectors(left), as_vectors(right)
    if canonical(left) == canonical(right):
        return True
    return decide(Obligation(left, "=", right, given)).status in {"proved", "proved_if"}


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
        assert any(same(form.left, goal.left, (*form.given, *goal.given)) for form in found for goal in claim.goals)
        return
    found = forms(claim, claim.statement)
    assert found
    assert any(
        form.relation == goal.relation and same(form.left, goal.left, (*form.given, *goal.given)) and same(form.right, goal.right, (*form.given, *goal.given)) for form in found for goal in claim.goals
    )


def test_most_claims_have_a_statement():
    assert len(STATED) >= 15
