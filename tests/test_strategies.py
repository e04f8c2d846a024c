"""Each strategy is needed, and without it nothing turns into another verdict."""

import pytest
import sympy as sp
from click.testing import CliRunner
from sympy import Abs, Derivative, IndexedBase, MatrixSymbol, Piecewise, Sum, exp, log, symbols

from derive.claims import assignments, load, obligations
from derive.cli import main
from derive.engine import COSTLY, decide
from derive.strategies import strategies
from derive.terms.binding import walk
from derive.terms.from_sympy import obligation

x, y = symbols("x y", real=True)
n = symbols("n", integer=True, positive=True)
i, k = symbols("i k", integer=True, positive=True)
v = IndexedBase("v", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)



def goals_of(claim):
    assignment = load("ift3395_devoir3")
    return obligations(next(c for c in assignment.claims if c.id == claim), None, assignment)


NEEDS = {
    "normal_form": obligation((x + 1) ** 2, x**2 + 2 * x + 1),
    "sign_of_difference": obligation(exp(x), 0, relation="!="),
    "exponentiate": obligation(log(Sum(exp(v[i]), (i, 1, n))), v[k], relation=">=", given=[k >= 1, k <= n]),
    "case_split": obligation(Abs(x + y), Abs(x) + Abs(y), relation="<="),
    "entry_by_entry": obligation(A * (A + B), A * A + A * B),
    "conventions": goals_of("1.7")[0],
    "replace_equals": obligation(exp(x), exp(y), given=[sp.Eq(x, y)]),
    "same_term": obligation(sp.Product(1 / v[i], (i, 1, n)), sp.Product(1 / v[i], (i, 1, n))),
    "induction": obligation(Sum(i, (i, 1, n)), n * (n + 1) / 2),
    "weigh_facts": obligation(exp(-x), 1 - x, relation=">="),
    "implication": obligation(sp.Eq(2 * x + 1, 5), sp.Eq(x, 2), relation="<=>"),
    "joint": obligation(Derivative(x * Abs(x), x), 2 * Abs(x)),
    "settle_conditions": obligation(Derivative(log(1 - sp.erf(x)), x), -2 * exp(-(x**2)) / (sp.sqrt(sp.pi) * (1 - sp.erf(x)))),
    "term_by_term": obligation(Sum(exp(v[i]), (i, 1, n)), Sum(1 + v[i], (i, 1, n)), relation=">="),
    "square_both_sides": obligation(sp.sqrt(x**2 + y**2), Abs(x) + Abs(y), relation="<="),
    "closed_forms": obligation(2 * Sum(i, (i, 1, n)), n**2, relation=">"),
    "empty_cell": obligation(x, x + 1, given=[x > 1, x < 0]),
}
WHOLE = [g for name in assignments() for c in load(name).claims for g in obligations(c, None, load(name))]


def test_every_strategy_has_its_example():
    assert {s.name for s in strategies()} == set(NEEDS)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_without_a_strategy_its_example_is_undecided(name):
    goal = NEEDS[name]
    assert decide(goal).status == {"empty_cell": "vacuous", "same_term": "proved_if"}.get(name, "proved")
    rest = [s for s in strategies() if s.name != name]
    assert decide(goal, tools=rest).status == ("proved_if" if name in {"joint", "settle_conditions"} else "undecided")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", sorted(NEEDS))
def test_without_a_strategy_no_verdict_turns_into_another(name):
    rest = [s for s in strategies() if s.name != name]
    for goal in WHOLE[:: 2 if name in {"normal_form", "case_split"} else 6]:
        assert decide(goal, tools=rest).status in {decide(goal).status, "undecided", "proved_if"}


def test_a_false_goal_stays_false_without_any_strategy_but_the_points():
    wrong = obligation(Derivative(Piecewise((x, x > 0), (0, True)), x), Piecewise((1, x > 1), (0, True)))
    assert decide(wrong, tools=[]).status == "refuted"


def test_a_strategy_that_fails_is_shown_and_the_others_go_on():
    class Broken:
        rank = 0
        name = "broken"

        @staticmethod
        def propose(_goal, _search):
            raise ZeroDivisionError("on purpose")

    open_goal = obligation(sp.sin(x), x, relation="<=", given=[x >= 0])
    verdict = decide(open_goal, tools=[Broken, *strategies()])
    assert verdict.status == "undecided"
    assert "broken failed with ZeroDivisionError" in verdict.reason
    assert decide(NEEDS["normal_form"], tools=[Broken, *strategies()]).status == "proved"


def test_a_budget_that_is_spent_is_named():
    """A power of a long sum has more terms than the budget allows; a smaller one is proved."""
    total = sum(sp.symbols("a:8", real=True))

    def verdict(exponent):
        return decide(obligation(total**exponent * (total - 1), total ** (exponent + 1) - total**exponent))

    assert verdict(2).status == "proved"
    assert (verdict(9).status, verdict(9).reason) == ("undecided", "the budget of power is spent, and no point refutes it")


def test_what_cannot_hold_together_is_found_before_the_costly_strategies_are_asked():
    class Costly:
        name, rank = "costly", 60

        @staticmethod
        def propose(_goal, _search):
            raise AssertionError("it was asked")

    cheap = [s for s in strategies() if s.rank < COSTLY]
    assert decide(obligation(exp(x), x + 7, given=[sp.Eq(n, n - 1, evaluate=False)]), tools=[*cheap, Costly]).status == "vacuous"
    assert "it was asked" in decide(obligation(sp.sin(x), x, relation="<=", given=[x >= 0]), tools=[*cheap, Costly]).reason


class TestWhatIsLeft:
    """An undecided verdict says what is left of left - right, and which strategy came closest."""

    def test_the_residue_is_what_is_left_of_the_goal_itself(self):
        verdict = decide(obligation(sp.Max(x, 0) * sp.gamma(y), sp.Max(x, 0) * sp.gamma(y + 1) / y))
        assert (verdict.status, verdict.by) == ("undecided", "case_split")
        assert {node.name for node in walk(verdict.residue) if node.op == "call"} == {"gamma", "sign"}

    def test_an_equation_is_left_to_the_normal_form_and_an_inequality_to_the_sign(self):
        assert decide(obligation(sp.gamma(y + 1), y * sp.gamma(y), given=[y > 0])).by == "normal_form"
        verdict = decide(obligation(Sum(1 / i**2, (i, 1, n)), 2 - 1 / n, relation="<="))
        assert (verdict.status, verdict.by) == ("undecided", "sign_of_difference")
        assert verdict.residue is not None

    def test_the_command_line_shows_both(self):
        done = CliRunner().invoke(main, ["check", r"\sum_{i=1}^{n} \frac{1}{i^2} \leq 2 - \frac{1}{n}", "--given", r"n \geq 1"])
        assert "left over" in done.output
        assert "(closest: sign_of_difference)" in done.output


def test_a_proof_that_leaves_out_empty_sums_is_not_believed():
    """The softmax adds up to 1 where there is a class at all."""
    size = symbols("m", integer=True)
    total = Sum(exp(v[i]), (i, 1, size))
    goal = obligation(Sum(exp(v[k]) / total, (k, 1, size)), 1)
    assert decide(goal).status == "undecided"
    assert decide(obligation(Sum(exp(v[k]) / total, (k, 1, size)), 1, given=[size >= 1])).status == "proved"
