"""Given conditions as facts of an algebra: a polynomial and its relation to zero."""

from __future__ import annotations

from derive.model.term import Term
from derive.strategies.algebra.normalise import of
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.sums import opening
from derive.strategies.algebra.table import Algebra, Poly, UnsupportedError
from derive.terms.binding import substitute
from derive.terms.domain import difference, facts
from derive.terms.heads import heads

RELATION = {"=": "0", "!=": "!", "<": "+", ">": "+", "<=": "0+", ">=": "0+"}

CASES = frozenset({"cases", "abs", "sign", "max", "min"})


def assume(alg: Algebra, given: tuple[Term, ...], first: int = 0) -> None:
    """Add conditions to the facts, numbered from first; those that have no normal form are left out, those with cases inside come last."""
    for number, condition in sorted(enumerate(facts(given), first), key=lambda pair: _has_cases(pair[1])):
        try:
            if condition.op == "rel":
                relation, poly = _fact(alg, condition)
                alg.given.append((relation, poly, 0, ("given", number)))
            elif condition.op == "all" and condition.args[3].op == "rel":
                variable, low, high, body = condition.args
                new = opening(alg, condition)
                bounds = (of(alg, low), of(alg, high))
                relation, poly = _fact(alg, substitute(body, {variable: new}))
                alg.forall.append((relation, poly, new, *bounds, ("all", number)))
        except (UnsupportedError, ZeroDivisionError):
            continue


def _has_cases(condition: Term) -> bool:
    return not CASES.isdisjoint(heads(condition))


def _fact(alg: Algebra, condition: Term) -> tuple[str, Poly]:
    """A relation to zero; between integers a > b is a - b - 1 >= 0."""
    num, den = of(alg, difference(condition))
    if sign_of(alg, den) != "+":
        raise UnsupportedError("denominator")
    sign = condition.args[0]
    poly = -num if sign in {"<", "<="} else num
    if sign in {"<", ">"} and den.is_one() and all(g in alg.integers for g in alg.used(num)):
        return "0+", poly - 1
    return RELATION[sign], poly
