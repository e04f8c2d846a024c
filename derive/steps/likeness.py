"""When two formulas say the same in other words: equal up to order, fractions and the names of bound indices, while functions, sums and derivatives are not carried out.

The value of a term in a field with a prime number of elements, with everything but arithmetic taken as a letter of its own; so a true identity between unlike formulas is not a likeness.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from derive.model.term import BINDERS, Term
from derive.terms.binding import bound_of

PRIME = 2**61 - 1


def likeness(term: Term) -> int:
    """A number that like formulas share.

    >>> from derive.terms.build import add, call, div, mul, num, sym
    >>> x = sym("x")
    >>> likeness(call("tanh", mul(num("1/2"), x))) == likeness(call("tanh", div(x, num(2))))
    True
    >>> likeness(call("tanh", x)) == likeness(call("exp", x))
    False
    """
    return _value(term, {})


def _value(term: Term, bound: Mapping[Term, int]) -> int:
    match term.op:
        case "num":
            return term.value.numerator * pow(term.value.denominator, -1, PRIME) % PRIME
        case "sym":
            return bound.get(term, _letter("sym", term.name))
        case "add":
            return sum(_value(part, bound) for part in term.args) % PRIME
        case "mul":
            product = 1
            for part in term.args:
                product = product * _value(part, bound) % PRIME
            return product
        case "pow":
            base, exponent = term.args
            whole = exponent.op == "num" and exponent.value.denominator == 1 and abs(exponent.value) < 100
            value = _value(base, bound)
            if whole and (value or exponent.value > 0):
                return pow(value, int(exponent.value), PRIME)
            return _letter("pow", value, _value(exponent, bound))
        case "had" | "max" | "delta":
            return _letter(term.op, *sorted(_value(part, bound) for part in term.args))
        case "arr":
            return _letter("arr", term.name)
    if term.op in BINDERS:
        own = bound_of(term)
        inner = {**bound, **{variable: _letter("bound", len(bound) + place) for place, variable in enumerate(own)}}
        return _letter(term.op, *(_value(part, bound) for part in term.args[len(own) : -1]), _value(term.args[-1], inner))
    return _letter(term.op, *(_value(part, bound) if isinstance(part, Term) else str(part) for part in term.args))


def _letter(*parts: object) -> int:
    text = ":".join(map(str, parts)).encode()
    return (crc32(text) << 32 | crc32(text[::-1] + b"'")) % PRIME
