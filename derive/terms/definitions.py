"""Functions that are made of others: abs, max and min by signs, tan by sin and cos, the hyperbolic functions by exponentials and logarithms.

    |a| = a sign(a)      max(a, b) = (a + b + (a - b) sign(a - b))/2      tanh a = (exp(2a) - 1)/(exp(2a) + 1)      asinh a = log(a + sqrt(a^2 + 1))
"""

from __future__ import annotations

from functools import reduce

from derive.model.term import Term
from derive.terms.build import HALF, ONE, TWO, add, call, div, exp, log, mul, neg, power, sub

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
