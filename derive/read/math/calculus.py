"""Fractions that are derivatives, and primes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math.lookup import STANDARD
from derive.read.math.stream import UnreadError
from derive.terms.binding import free
from derive.terms.build import call, derivative, div, num

if TYPE_CHECKING:
    from collections.abc import Sequence

    from derive.read.math.expressions import Grammar
    from derive.read.math.tokens import Token

FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac"})
SIGNS = frozenset({"d", "\\partial", "\\mathrm{d}"})


def fraction(g: Grammar) -> Term:
    """A quotient, or a derivative where the denominator is d x."""
    from derive.read.math import scripts

    g.s.take()
    top, bottom = g.s.group_tokens(digits=True), g.s.group_tokens(digits=True)
    by = _variable(g, bottom)
    if by is None:
        above, below = scripts.inner(g, top).whole(), scripts.inner(g, bottom).whole()
        if above.op == below.op == "num" and below.value:
            return scripts.after(g, num(above.value / below.value))
        return scripts.after(g, div(above, below))
    if not top or top[0].text not in SIGNS:
        g.notes.append(("missing_d", top[0].start if top else g.s.last_end(), g.s.last_end()))
        raise UnreadError("a derivative without its d above")
    body = list(top[1:])
    if not body:
        if not g.s.looking_at("(", "["):
            return derivative(g.product(), by)
        operand = g.factor()
        if not g.s.done() and g.starts_factor(g.s.peek()):
            raise UnreadError("how far a derivative reaches is unclear")
        return derivative(operand, by)
    name = body[0].text.lstrip("\\")
    if len(body) == 1 and name in STANDARD and g.s.looking_at("("):
        argument = g.inside(g.s.take())
        if argument != by:
            raise UnreadError("a derivative at another place")
        return scripts.after(g, derivative(call(STANDARD[name], argument), by))
    inner = scripts.inner(g, body).whole()
    vectors = [v for v in free(inner) if v.op == "arr" and v.name == by.args[0]] if by.op == "sym" else []
    return scripts.after(g, derivative(inner, vectors[0] if vectors else by))


def _variable(g: Grammar, bottom: Sequence[Token]) -> Term | None:
    """What a denominator d x or \\partial x differentiates by; None for other denominators."""
    from derive.read.math import scripts

    if len(bottom) < 2 or bottom[0].text not in SIGNS:
        return None
    if bottom[0].text == "d" and g.lookup.find("d", "scalar") is not None and bottom[1].text in {"+", "-", "_", "^", "*", "\\cdot", "\\times"}:
        return None
    if any(token.text in FRACTIONS for token in bottom):
        if bottom[0].text == "d":
            return None
        raise UnreadError("a derivative by something that is no variable")
    try:
        by = scripts.inner(g, bottom[1:]).whole()
    except UnreadError:
        if bottom[0].text == "d":
            return None
        raise
    if by.op == "sym" or by.op == "arr" or (by.op == "at" and by.args[0].op == "arr"):
        return by
    raise UnreadError("a derivative by something that is no variable")


def primed(value: Term, argument: Term | None, count: int) -> Term:
    """f'(x) or (...)': the derivative by the one variable that occurs."""
    variables = [v for v in free(value) if v.op == "sym" and v.args[1] == "real"]
    by = argument if argument is not None else variables[0] if len(variables) == 1 else None
    if by is None or by.op != "sym" or by.args[1] != "real" or any(v.op == "arr" for v in free(value)):
        raise UnreadError("a prime by an unclear variable")
    for _ in range(count):
        value = derivative(value, by)
    return value


