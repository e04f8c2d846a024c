"""What is known of functions: those that are made of others, and inequalities that hold for every value of a term, wherever it has one.

    |a| = a sign(a)      max(a, b) = (a + b + (a - b) sign(a - b))/2      tanh a = (exp(2a) - 1)/(exp(2a) + 1)      asinh a = log(a + sqrt(a^2 + 1))
    exp(t) >= 1 + t  (an exponential lies above its tangent)        t^2 >= 0        -1 < erf(t) < 1
"""

from __future__ import annotations

from functools import reduce

from derive.model.term import Term
from derive.terms.forms import HALF, MINUS_ONE, ONE, TWO, ZERO, add, call, div, exp, log, mul, neg, power, rel, sub

DEFINED = frozenset({"abs", "max", "min", "tan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"})


def unfolded(term: Term) -> Term:
    """A call of one of these functions by its definition, which has a value where the call has one."""
    name: str = term.args[0]
    a: Term = term.args[1]
    others: tuple[Term, ...] = term.args[2:]
    match name:
        case "max" | "min":
            return reduce(lambda left, right: _extreme(left, right, neg(ONE) if name == "min" else ONE), others, a)
        case "tan":
            return div(call("sin", a), call("cos", a))
        case "sinh" | "cosh":
            return mul(HALF, (add if name == "cosh" else sub)(exp(a), power(exp(a), -1)))
        case "tanh":
            return div(sub(exp(mul(TWO, a)), ONE), add(exp(mul(TWO, a)), ONE))
        case "asinh" | "acosh":
            return log(add(a, power(add(power(a, 2), ONE if name == "asinh" else neg(ONE)), HALF)))
        case "atanh":
            return mul(HALF, log(div(add(ONE, a), sub(ONE, a))))
    return mul(a, call("sign", a))


def _extreme(left: Term, right: Term, side: Term) -> Term:
    gap = sub(left, right)
    return mul(HALF, add(left, right, mul(side, gap, call("sign", gap))))


def tangent(t: Term) -> Term:
    """exp(t) >= 1 + t."""
    return rel(">=", exp(t), add(ONE, t))


def square(t: Term) -> Term:
    """t^2 >= 0."""
    return rel(">=", power(t, 2), ZERO)


def bounded(t: Term) -> tuple[Term, Term]:
    """-1 < erf(t) < 1."""
    return rel("<", call("erf", t), ONE), rel(">", call("erf", t), MINUS_ONE)


def axioms(t: Term) -> tuple[Term, ...]:
    """All of them, about one term."""
    return tangent(t), square(t), *bounded(t)
