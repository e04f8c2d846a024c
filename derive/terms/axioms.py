"""Inequalities that hold for every value of a term, wherever it has one.

    exp(t) >= 1 + t  (an exponential lies above its tangent)        t^2 >= 0        -1 < erf(t) < 1
"""

from __future__ import annotations

from derive.model.term import Term
from derive.terms.build import MINUS_ONE, ONE, ZERO, add, call, exp, power, rel


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
