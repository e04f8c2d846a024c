"""Facts about the sums of an obligation that may help with its sign: each compares a sum term by term with another."""

from __future__ import annotations

from collections.abc import Iterator

from derive.model.obligation import Obligation
from derive.model.term import BINDERS, Term
from derive.terms.binding import subterms
from derive.terms.build import MINUS_ONE, ONE, ZERO, add, div, mul, power, rel, sub, summation

MAX_FACTS = 8


def sum_facts(goal: Obligation) -> list[Term]:
    """Sums of squares of deviations, of absolute values, of exponentials, against 0 and against the sum of what is inside."""
    found: dict[Term, None] = {}
    for side in (goal.left, goal.right):
        for node in _sums(side):
            found.update(dict.fromkeys(_about(node)))
    return list(found)[:MAX_FACTS]


def _sums(term: Term) -> Iterator[Term]:
    if term.op == "sum":
        yield term
    elif term.op not in BINDERS:
        for part in subterms(term):
            yield from _sums(part)


def _about(node: Term) -> Iterator[Term]:
    index, low, high, body = node.args

    def over(inside: Term) -> Term:
        return summation(index, low, high, inside)

    if body.op == "call" and body.args[0] == "abs":
        yield rel(">=", node, over(body.args[1]))
        yield rel(">=", node, over(mul(MINUS_ONE, body.args[1])))
    elif body.op == "call" and body.args[0] == "exp":
        yield rel(">=", node, over(add(ONE, body.args[1])))
    elif body.op == "pow" and body.args[1].op == "num" and body.args[1].value == 2:
        mean = div(over(body.args[0]), add(high, mul(MINUS_ONE, low), ONE))
        yield rel(">=", over(power(sub(body.args[0], mean), 2)), ZERO)
    yield rel(">=", node, ZERO)
