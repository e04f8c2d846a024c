"""Domain conditions of both sides, looked at while the algebra stands, so that the certificate carries what discharges them."""

from __future__ import annotations

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import of
from derive.strategies.algebra.sums import opening
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import substitute
from derive.terms.domain import asked, facts


def examine(alg: Algebra, goal: Obligation) -> None:
    """Derive the signs that the domain conditions of the two sides need; then the conditions are facts of the comparison."""
    wanted = asked(goal.left, goal.right)
    for condition in wanted:
        try:
            look(alg, condition)
        except (UnsupportedError, BudgetError, ZeroDivisionError):
            continue
    if wanted:
        assume(alg, wanted, len(facts(goal.given)))
        alg.sign_memo = {key: known for key, known in alg.sign_memo.items() if known[0] in {"+", "-", "0"}}


def look(alg: Algebra, condition: Term) -> None:
    """Derive the signs that one condition needs."""
    if condition.op == "all":
        variable, low, high, body = condition.args
        new = opening(alg, condition)
        bounds = (of(alg, low)[0], of(alg, high)[0])
        alg.scope(new, bounds)
        alg.trace.append(("range", new, bounds))
        look(alg, substitute(body, {variable: new}))
    elif condition.op in {"or", "and", "not"}:
        for part in condition.args:
            look(alg, part)
    else:
        truth(alg, condition)
