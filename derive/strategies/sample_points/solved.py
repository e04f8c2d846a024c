"""Given equations that no rational point satisfies, as e^x = 2: solved for a variable, which is then replaced by what it is.

Untrusted: the engine proves the solved equation before it leans on a point of what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import differentiated, free, substitute, walk
from derive.terms.build import call, div, num, power, sub
from derive.terms.domain import facts

INVERSES = {"exp": "log", "log": "exp", "sinh": "asinh", "asinh": "sinh", "tanh": "atanh", "atanh": "tanh", "tan": "atan", "atan": "tan", "asin": "sin", "sin": "asin", "cos": "acos", "acos": "cos"}


def solved(goal: Obligation) -> Iterator[tuple[Obligation, Obligation]]:
    """For each given equation that a variable can be isolated in: that it holds for the value found, and the obligation with the value in place of the variable."""
    known = facts(goal.given)
    fixed = differentiated(goal.left, goal.right, *known)
    for number, condition in enumerate(known):
        if condition.op != "rel" or condition.args[0] != "=":
            continue
        _, left, right = condition.args
        for side, other in ((left, right), (right, left)):
            for variable in sorted((v for v in free(side) - free(other) if v.op == "sym" and v.args[1] == "real"), key=str):
                value = isolated(side, other, variable)
                if value is None or variable in fixed:
                    continue
                mapping = {variable: value}
                rest = tuple(substitute(fact, mapping) for fact in (*known[:number], *known[number + 1 :]))
                holds = Obligation(substitute(side, mapping), "=", other, rest)
                yield holds, replace(goal, left=substitute(goal.left, mapping), right=substitute(goal.right, mapping), given=rest)


def isolated(side: Term, other: Term, variable: Term) -> Term | None:
    """The value of a variable that occurs once in one side of an equation, by undoing what is done to it; None where that is not so.

    >>> from derive.terms.build import exp, num, sym
    >>> isolated(exp(sym("x")), num(2), sym("x"))
    call(log, 2)
    """
    while side != variable:
        inside = [part for part in side.args if isinstance(part, Term) and variable in free(part)]
        if len(inside) != 1 or any(node.op in {"D", "sum", "prod"} for node in walk(side)):
            return None
        rest = [part for part in side.args if part is not inside[0]]
        match side.op:
            case "add":
                for part in rest:
                    other = sub(other, part)
            case "mul":
                for part in rest:
                    other = div(other, part)
            case "pow" if side.args[0] is inside[0] and side.args[1].op == "num" and side.args[1].value:
                other = power(other, num(1 / side.args[1].value))
            case "pow" if side.args[1] is inside[0]:
                other = div(call("log", other), call("log", side.args[0]))
            case "call" if side.args[0] in INVERSES:
                other = call(INVERSES[side.args[0]], other)
            case _:
                return None
        side = inside[0]
    return other
