"""Primes: the derivative of what a prime stands behind."""

from __future__ import annotations

from derive.model.term import Term
from derive.read.math import patterns
from derive.read.math.stream import UnreadError
from derive.terms.binding import free, walk
from derive.terms.build import at, call, derivative, lam
from derive.terms.shapes import shape


def primed(value: Term, argument: Term | None, count: int) -> Term:
    """f'(x) or (...)': the derivative by the one variable that occurs."""
    variables = [v for v in free(value) if v.op == "sym" and v.args[1] == "real"]
    by = argument if argument is not None else variables[0] if len(variables) == 1 else None
    if by is None or by.op != "sym" or by.args[1] != "real" or any(v.op == "arr" for v in free(value)):
        raise UnreadError("a prime by an unclear variable")
    for _ in range(count):
        value = derivative(value, by)
    return value


def primed_at(value: Term, argument: Term, count: int) -> Term:
    """f'(u): at a variable or an entry the derivative there, at a vector entry by entry, elsewhere by the known derivative of f."""
    from derive.read.math import functions

    if argument.op == "sym" and argument.args[1] == "real" and not any(n.op == "arr" for n in walk(value)):
        return primed(value, argument, count)
    if argument.op == "at" and argument.args[0].op == "arr":
        for _ in range(count):
            value = derivative(value, argument)
        return value
    own = shape(argument)
    if argument.op == "arr" and len(own) == 1 and count == 1:
        index = patterns.index_for(argument)
        place = at(argument, index)
        return lam([index], [own[0]], derivative(call(value.args[0], place), place))
    if not own and count == 1 and (closed := functions.prime_of(value.args[0], argument)) is not None:
        return closed
    raise UnreadError("a prime by an unclear variable")
