"""Every claim's statement, read as a hand-in would be, says what its goals say."""

from fractions import Fraction

import pytest

from derive.claims import load
from derive.engine import decide, guard
from derive.kernel.numbers import UnclearError, UndefinedError
from derive.kernel.refutation import shown
from derive.model.document import Document, Span, Step
from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.read.math import read_formula
from derive.read.math.lookup import DEFINED, Lookup
from derive.steps import definitions_of, obligations, steps
from derive.steps.unfold import unfolded
from derive.strategies.sample_points import admissible
from derive.terms.binding import bound_of, free, rebuild, substitute
from derive.terms.build import ONE, ZERO, arr, at, forall, lam, mul, rel, summation, sym
from derive.terms.derivative import derivative
from derive.terms.entries import entry, scalarise
from derive.terms.shapes import shape
from tests.formulas.words import canonical
from tests.values import evaluate

ASSIGNMENT = load("ift3395_devoir3")
STATED = [claim for claim in ASSIGNMENT.claims if claim.goals and "=" in claim.statement]
CHAINED = {"2.13", "2.15", "2.17"}
"""Their right sides speak of derivatives by what the left side's variable is made into; the goals have these written out."""
UPDATES = {"2.6"}
"""Their goals are in letters of their own: what the other layers give, and the labels of the examples."""


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
    if claim.id in CHAINED | UPDATES:
        return
    found = forms(claim, claim.statement)
    assert found
    assert any(
        form.relation == goal.relation and same(form.left, goal.left) and same(form.right, goal.right) for form in found for goal in claim.goals
    )
    wrong = [goal for sibling in claim.siblings for goal in sibling.goals]
    assert not any(same(found[-1].left, goal.left) and same(found[-1].right, goal.right) for goal in wrong)


def written_out(side, definitions, kept):
    """A side with each derivative carried out by its own variable, and then everything in the letters that are kept."""

    def outer(term):
        if term.op == "D":
            by = term.args[1]
            apart = {index: sym(f"{index.name}_by", "int") for index in by.args[1:]}
            found = derivative(as_vectors(unfolded(term.args[0], definitions, frozenset({by.args[0].name}))), substitute(by, apart))
            return substitute(found, {own: index for index, own in apart.items()})
        return rebuild(term, lambda part: part if part in bound_of(term) else outer(part))

    return unfolded(outer(side), {name: meaning for name, meaning in definitions.items() if name not in kept}, frozenset())


@pytest.mark.parametrize("claim", [claim for claim in STATED if claim.id in CHAINED], ids=lambda claim: claim.id)
def test_a_statement_by_the_chain_rule_says_what_its_goal_says(claim):
    left = claim.statement.split("=", maxsplit=1)[0]
    goal = claim.goals[0]
    assert any(same(form.left, goal.left) for form in forms(claim, f"{left} = 0"))
    lookup = Lookup(ASSIGNMENT.notation, "2")
    (statement,) = read_formula(claim.statement, Span(0, len(claim.statement)), lookup).statements
    definitions = definitions_of(type(ASSIGNMENT.notation)(tuple(lookup.symbols)), DEFINED)
    kept = {v.name for v in free(goal.left)}
    right = written_out(statement.members[1].term, definitions, kept)
    t, d_h = sym("t", "int"), sym("d_h", "int")
    corners = forall(t, ONE, d_h, rel("!=", written_out(at(arr("ha", d_h), t), definitions, kept), ZERO))
    valid, contradiction = compared(right, goal, corners)
    assert (valid >= 5, contradiction) == (True, "")
    wrong = [other for sibling in claim.siblings for other in sibling.goals if other.left == goal.left]
    assert wrong
    assert all(compared(right, other, corners)[1] for other in wrong)


def compared(right, goal, corners):
    """At how many admissible points a term has the value of a goal's right side, and where it has another one."""
    question = Obligation(right, "=", goal.right, (*goal.given, corners))
    return guard(question, admissible(question, 12), 12)


@pytest.mark.parametrize("claim", [claim for claim in STATED if claim.id in UPDATES], ids=lambda claim: claim.id)
def test_the_statement_of_an_update_says_what_its_goal_says(claim):
    (goal,) = claim.goals
    _, statement = claim.statement.split(r"\leftarrow")
    form = next(form for form in forms(claim, statement) if "hs^()" in {v.name for v in free(form.left)})
    n, m, d_h = (sym(name, "int") for name in ("n", "m", "d_h"))
    r, c, l = (sym(name, "int") for name in ("r", "c", "l"))
    given = summation(l, ONE, d_h, mul(at(arr("W2", m, d_h), c, l), at(arr("hs^()", n, d_h), r, l)))
    letters = {arr("a", n, m): lam([r, c], [n, m], given), arr("label", n): arr("y^()", n)}
    for side, own in ((goal.left, form.left), (goal.right, form.right)):
        assert decide(Obligation(own, "=", scalarise(substitute(side, letters)), form.given)).status == "proved"
    for sibling in claim.siblings:
        (wrong,) = sibling.goals
        assert decide(Obligation(form.left, "=", scalarise(substitute(wrong.left, letters)), form.given)).status == "refuted"


def test_most_claims_have_a_statement():
    assert len(STATED) >= 15
