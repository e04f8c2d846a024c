"""What is known of functions, as tables: those that are made of others, and inequalities that hold for every value of a term, wherever it has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from derive.model.term import Term
from derive.terms.forms import HALF, MINUS_ONE, ONE, TWO, ZERO, add, call, div, exp, log, mul, neg, power, rel, sub


def _extreme(side: Term) -> Callable[..., Term]:
    """(a + b + side (a - b) sign(a - b))/2, of several terms one after the other."""
    return lambda *terms: reduce(lambda a, b: mul(HALF, add(a, b, mul(side, sub(a, b), call("sign", sub(a, b))))), terms)


FORMS: dict[str, Callable[..., Term]] = {
    "abs": lambda a: mul(a, call("sign", a)),
    "max": _extreme(ONE),
    "min": _extreme(MINUS_ONE),
    "tan": lambda a: div(call("sin", a), call("cos", a)),
    "sinh": lambda a: mul(HALF, sub(exp(a), power(exp(a), -1))),
    "cosh": lambda a: mul(HALF, add(exp(a), power(exp(a), -1))),
    "tanh": lambda a: div(sub(exp(mul(TWO, a)), ONE), add(exp(mul(TWO, a)), ONE)),
    "asinh": lambda a: log(add(a, power(add(power(a, 2), ONE), HALF))),
    "acosh": lambda a: log(add(a, power(add(power(a, 2), neg(ONE)), HALF))),
    "atanh": lambda a: mul(HALF, log(div(add(ONE, a), sub(ONE, a)))),
}
DEFINED = frozenset(FORMS)
AXIOMS: dict[str, Callable[[Term], Term]] = {
    "tangent": lambda t: rel(">=", exp(t), add(ONE, t)),
    "square": lambda t: rel(">=", power(t, 2), ZERO),
    "erf below 1": lambda t: rel("<", call("erf", t), ONE),
    "erf above -1": lambda t: rel(">", call("erf", t), MINUS_ONE),
}


def unfolded(term: Term) -> Term:
    """A call of one of the defined functions by its definition, which has a value where the call has one."""
    name, *args = term.args
    return FORMS[name](*args)


def axioms(t: Term) -> tuple[Term, ...]:
    """All of them, about one term."""
    return tuple(axiom(t) for axiom in AXIOMS.values())
