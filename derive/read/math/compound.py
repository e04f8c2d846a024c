"""Derivatives by what is itself an expression, as the chain rule writes them: ``\\partial (u - y)^2 / \\partial (u - y)``."""

from __future__ import annotations

from derive.model.term import Term
from derive.read.math.stream import UnreadError
from derive.terms.binding import bound_of, free, fresh, rebuild, substitute
from derive.terms.build import ZERO, add, cases, conj, mul, sym
from derive.terms.derivative import derivative
from derive.terms.domain import requirements
from derive.terms.shapes import ShapeMismatchError, shape

KINDS = frozenset({"add", "pow", "call"})


def is_compound(by: Term) -> bool:
    """Whether a number that is made of others stands where a variable belongs."""
    try:
        return by.op in KINDS and not shape(by)
    except ShapeMismatchError:
        return False


def by_compound(body: Term, by: Term) -> Term:
    """The derivative of a body by an expression that it contains, at that expression: the outer factor of the chain rule.

    An UnreadError where the body depends on the letters of the expression in another way, or not on the expression at all.

    >>> from derive.terms.build import ONE, add, power
    >>> u = add(sym("x"), ONE)
    >>> by_compound(power(u, 2), u)
    mul(2, pow(add(x, 1), 1))
    """
    letter = fresh(sym("v"), free(body) | free(by))
    inside = _replaced(body, by, letter)
    left = {v for v in free(inside) & free(by) if not (v.op == "sym" and v.args[1] == "int")}
    if letter not in free(inside) or left:
        raise UnreadError("a derivative by something that is no variable")
    try:
        slope = derivative(inside, letter)
    except ValueError as reason:
        raise UnreadError("a derivative by something that is no variable") from reason
    needed = [c for c in requirements(Term("D", (inside, letter))) if c not in requirements(slope)]
    if needed and set(needed) <= set(requirements(inside)):
        slope = add(slope, mul(ZERO, inside))  # a derivative exists only where its body has a value: of log u, for u > 0
    elif needed:
        slope = cases((conj(*needed), slope))
    return substitute(slope, {letter: by})


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term == old:
        return new
    bound = bound_of(term)
    if any(variable in free(old) for variable in bound):
        return term
    return rebuild(term, lambda part: part if part in bound else _replaced(part, old, new))
