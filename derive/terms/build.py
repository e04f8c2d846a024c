"""Construction of terms: the forms, and abbreviations. Nothing here evaluates: ``div(x, x)`` is a product with a power, not 1.

>>> div(sym("x"), sym("x"))
mul(x, pow(x, -1))
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.model.term import Term
from derive.terms.forms import HALF, MINUS_ONE, ONE, PI, TRUE, TWO, ZERO, add, at, call, delta, div, exp, log, mul, neg, num, power, rel, sub, summation, sym

__all__ = ["FALSE", "HALF", "MINUS_ONE", "ONE", "PI", "TRUE", "TWO", "ZERO", "add", "arr", "at", "call", "cases", "conj", "delta", "derivative", "div", "exp", "forall", "indicator", "lam", "log", "mul", "neg", "num", "power", "product", "rel", "sqrt", "sub", "summation", "sym"]

FALSE = Term("or", ())


def arr(name: str, *dims: Term) -> Term:
    """An array variable; without dims its shape is not known and only its entries can be used."""
    return Term("arr", (name, *dims))


def sqrt(term: Term) -> Term:
    """The square root, a power of one half."""
    return Term("pow", (term, HALF))


def cases(*pairs: tuple[Term, Term]) -> Term:
    """The value of the first condition that holds, from (condition, value) pairs."""
    return Term("cases", tuple(part for pair in pairs for part in pair))


def indicator(condition: Term) -> Term:
    """1 where the condition holds, else 0."""
    return cases((condition, ONE), (TRUE, ZERO))


def product(var: Term, low: Term, high: Term, body: Term) -> Term:
    """A product over an integer variable."""
    return Term("prod", (var, low, high, body))


def derivative(body: Term, variable: Term) -> Term:
    """The derivative by a sym, an entry of an array variable, or a whole array variable."""
    return Term("D", (body, variable))


def lam(variables: Sequence[Term], dims: Sequence[Term], body: Term) -> Term:
    """An array by its entries; each variable runs from 1 to its dim."""
    return Term("lam", (*variables, *dims, body))


def conj(*conditions: Term) -> Term:
    """All of the conditions."""
    return conditions[0] if len(conditions) == 1 else Term("and", conditions)


def forall(var: Term, low: Term, high: Term, condition: Term) -> Term:
    """The condition for each value of an integer variable."""
    return Term("all", (var, low, high, condition))
