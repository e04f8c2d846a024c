"""Conditions: what is known of them, and case distinctions as polynomials in signs and deltas."""

from __future__ import annotations

from derive.model.term import Term
from derive.strategies.algebra.fraction import add, multiply, power, scaled
from derive.strategies.algebra.signs import sign_of, sign_pair
from derive.strategies.algebra.substitution import delta
from derive.strategies.algebra.table import Algebra, Pair, UnsupportedError
from derive.terms.domain import difference

ANSWERS = {
    "=": {"0": True, "+": False, "-": False, "!": False},
    "!=": {"0": False, "+": True, "-": True, "!": True},
    "<": {"-": True, "0": False, "+": False, "0+": False},
    "<=": {"-": True, "0-": True, "0": True, "+": False},
    ">": {"+": True, "0": False, "-": False, "0-": False},
    ">=": {"+": True, "0+": True, "0": True, "-": False},
}


def truth(alg: Algebra, condition: Term) -> bool | None:
    """Whether a condition is known to hold, known to fail, or open."""
    if condition.op == "rel":
        sign = condition.args[0]
        num, den = alg.of(difference(condition))
        if num.is_zero():
            return ANSWERS[sign]["0"]
        below = sign_of(alg, den)
        if below not in {"+", "-"}:
            return None
        return ANSWERS[sign].get(sign_of(alg, num if below == "+" else -num))
    answers = [truth(alg, part) for part in condition.args if isinstance(part, Term)]
    match condition.op:
        case "and":
            return False if False in answers else None if None in answers else True
        case "or":
            return True if True in answers else None if None in answers else False
        case "not":
            return None if answers[0] is None else not answers[0]
    return None


def indicator(alg: Algebra, condition: Term) -> Pair:
    """1 where a condition holds and 0 where it fails, as a polynomial in signs and deltas."""
    if condition.op == "and":
        result = alg.one_pair
        for part in condition.args:
            result = multiply(alg, result, indicator(alg, part))
        return result
    if condition.op == "or":
        result = alg.one_pair
        for part in condition.args:
            result = multiply(alg, result, _complement(alg, indicator(alg, part)))
        return _complement(alg, result)
    if condition.op == "not":
        return _complement(alg, indicator(alg, condition.args[0]))
    if condition.op != "rel":
        raise UnsupportedError(condition.op)
    sign = condition.args[0]
    gap = alg.of(difference(condition))
    if sign in {"=", "!="} and gap[1].is_one() and all(g in alg.integers for g in alg.used(gap[0])):
        equal = delta(alg, gap[0])
        return equal if sign == "=" else _complement(alg, equal)
    s = sign_pair(alg, gap)
    square = power(alg, s, 2)
    match sign:
        case "=":
            return _complement(alg, square)
        case "!=":
            return square
        case ">":
            return scaled(alg, add(alg, square, s), 1, 2)
        case "<":
            return scaled(alg, add(alg, square, (-s[0], s[1])), 1, 2)
        case ">=":
            return _complement(alg, scaled(alg, add(alg, square, (-s[0], s[1])), 1, 2))
    return _complement(alg, scaled(alg, add(alg, square, s), 1, 2))


def _complement(alg: Algebra, pair: Pair) -> Pair:
    return add(alg, alg.one_pair, (-pair[0], pair[1]))


def branches(alg: Algebra, term: Term) -> Pair:
    """A case distinction: the branch that is known, or the sum of the branches times their indicators."""
    total: Pair = alg.zero_pair
    open_weight: Pair = alg.one_pair
    for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
        answer = truth(alg, condition)
        if answer is False:
            continue
        if answer is True:
            return add(alg, total, multiply(alg, open_weight, alg.of(value)))
        weight = indicator(alg, condition)
        total = add(alg, total, multiply(alg, multiply(alg, open_weight, weight), alg.of(value)))
        open_weight = multiply(alg, open_weight, _complement(alg, weight))
    if open_weight[0].is_zero():
        return total
    raise UnsupportedError("cases without an else")
