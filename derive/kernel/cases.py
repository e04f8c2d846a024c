"""Case distinctions: the branch that the known signs pick, or a polynomial in signs and deltas where all branches are defined throughout."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.elementary import delta_of
from derive.kernel.fractions import fraction_sum, scaled, times_pairs
from derive.kernel.polynomial import ONE, Pair, RejectedError
from derive.model.term import Term
from derive.terms.domain import difference, requirements

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

HOLDS = {"=": {"0"}, "!=": {"+", "-", "!"}, "<": {"-"}, "<=": {"-", "0-", "0"}, ">": {"+"}, ">=": {"+", "0+", "0"}}
FAILS = {"=": {"+", "-", "!"}, "!=": {"0"}, "<": {"+", "0+", "0"}, "<=": {"+"}, ">": {"-", "0-", "0"}, ">=": {"-"}}


def truth(book: Replay, condition: Term) -> bool | None:
    """Whether a condition holds, fails, or is open."""
    if condition.op == "rel":
        sign = book.sign(difference(condition))
        return True if sign in HOLDS[condition.args[0]] else False if sign in FAILS[condition.args[0]] else None
    if condition.op not in {"and", "or", "not"}:
        return None
    parts = [truth(book, part) for part in condition.args]
    if condition.op == "not":
        return None if parts[0] is None else not parts[0]
    decisive = condition.op == "or"
    return decisive if decisive in parts else None if None in parts else not decisive


def value_of_cases(book: Replay, term: Term) -> Pair:
    """The value of a case distinction."""
    total: Pair = ({}, ONE)
    weight: Pair = (ONE, ONE)
    certain = True
    for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
        answer = truth(book, condition)
        if answer is False:
            continue
        if not (answer and certain):
            _defined(book, value)
        own: Pair = (ONE, ONE) if answer else _indicator(book, condition)
        total = fraction_sum(total, times_pairs(times_pairs(weight, own), book.value(value)))
        if answer:
            return total
        certain = False
        weight = times_pairs(weight, _complement(own))
    if not book.vanishes(weight[0]):
        raise RejectedError("a case distinction without an else")
    return total


def _defined(book: Replay, value: Term) -> None:
    """A branch that is multiplied by an indicator must be defined everywhere."""
    for condition in requirements(value):
        if condition.op != "rel" or truth(book, condition) is not True:
            raise RejectedError("a branch is not defined everywhere")


def _complement(pair: Pair) -> Pair:
    return fraction_sum((ONE, ONE), scaled(pair, Fraction(-1)))


def _indicator(book: Replay, condition: Term) -> Pair:
    if condition.op in {"and", "or"}:
        result: Pair = (ONE, ONE)
        for part in condition.args:
            own = _indicator(book, part)
            result = times_pairs(result, own if condition.op == "and" else _complement(own))
        return result if condition.op == "and" else _complement(result)
    if condition.op == "not":
        return _complement(_indicator(book, condition.args[0]))
    if condition.op != "rel":
        raise RejectedError("no indicator of this condition")
    sign = condition.args[0]
    gap = book.value(difference(condition))
    if sign in {"=", "!="} and gap[1] == ONE and book.table.only_integers(gap[0], entries=False):
        equal: Pair = (delta_of(book, gap[0]), ONE)
        return equal if sign == "=" else _complement(equal)
    s = book.listed("sgn", gap)
    square = times_pairs(s, s)
    positive = scaled(fraction_sum(square, s), Fraction(1, 2))
    negative = scaled(fraction_sum(square, scaled(s, Fraction(-1))), Fraction(1, 2))
    table = {"=": _complement(square), "!=": square, ">": positive, "<": negative, ">=": _complement(negative), "<=": _complement(positive)}
    return table[sign]
