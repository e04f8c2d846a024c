"""Side conditions in their plainest form: what is positive as an even power, a root or an absolute value is simply not zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.model.term import Term
from derive.terms.build import ZERO, rel


def plainly(conditions: Iterable[Term]) -> tuple[Term, ...]:
    """The same conditions without repetition, each where all of its terms are defined: ``x^2 > 0`` and ``|x| != 0`` both say ``x != 0``."""
    return tuple(dict.fromkeys(plain for condition in conditions for plain in _plain(condition)))


def _plain(condition: Term) -> Iterator[Term]:
    if condition.op == "all":
        variable, low, high, body = condition.args
        yield from (Term("all", (variable, low, high, inner)) for inner in _plain(body))
    elif condition.op == "rel" and condition.args[2] == ZERO and (condition.args[0] == "!=" or (condition.args[0] == ">" and _never_negative(condition.args[1]))):
        yield from (rel("!=", factor, ZERO) for factor in _factors(condition.args[1]))
    else:
        yield condition


def _never_negative(term: Term) -> bool:
    if term.op == "pow" and term.args[1].op == "num":
        exponent = term.args[1].value
        return bool(exponent > 0 and (exponent.denominator % 2 == 0 or (exponent.denominator == 1 and exponent.numerator % 2 == 0)))
    return bool(term.op == "call" and term.name == "abs")


def _factors(term: Term) -> Iterator[Term]:
    """The terms that must not vanish for a term not to vanish."""
    if term.op == "mul":
        for factor in term.args:
            if factor.op != "num" or not factor.value:
                yield from _factors(factor)
    elif term.op == "pow" and term.args[1].op == "num" and term.args[1].value > 0:
        yield from _factors(term.args[0])
    elif term.op == "call" and term.name in {"abs", "sign"}:
        yield from _factors(term.args[1])
    else:
        yield term
