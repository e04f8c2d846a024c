"""Counts of parameters: sizes that tell two of them apart, and term by term what is missing and what is too much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.build import mul, num

Monomial = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Two counts that differ."""

    sizes: tuple[tuple[str, int], ...]
    left: Fraction
    right: Fraction
    missing: tuple[Term, ...] = ()
    """Terms of the left count that the right one lacks."""
    extra: tuple[Term, ...] = ()


def count_of(goal: Obligation | None) -> Count | None:
    """Both sides of a counting claim at sizes 2, 3, 4 ... that tell them apart; None for other claims."""
    if goal is None or goal.relation != "=":
        return None
    variables = sorted(free(goal.left) | free(goal.right), key=lambda v: v.name)
    if not variables or any(v.op != "sym" or v.args[1] != "int" for v in variables):
        return None
    for first in (2, 3):
        values = {v: Fraction(first + k) for k, v in enumerate(variables)}
        left, right = number(goal.left, values), number(goal.right, values)
        if left is None or right is None:
            return None
        if left != right:
            missing, extra = _difference(goal.left, goal.right)
            return Count(tuple((v.name, int(x)) for v, x in values.items()), left, right, missing, extra)
    return None


def _difference(left: Term, right: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The monomials that one side has more of than the other."""
    first, second = monomials(left), monomials(right)
    if first is None or second is None:
        return (), ()
    return _as_terms(first, second), _as_terms(second, first)


def _as_terms(more: Counter[Monomial], less: Counter[Monomial]) -> tuple[Term, ...]:
    found = []
    for monomial, n in more.items():
        over = n - less[monomial]
        if over > 0:
            factors = monomial if over == 1 and monomial else (num(over), *monomial)
            found.append(mul(*factors))
    return tuple(found)


def monomials(term: Term) -> Counter[Monomial] | None:
    """A polynomial in sizes with natural coefficients as a multiset of monomials; None for anything else.

    >>> from derive.terms.build import add, mul, sym
    >>> d, m = sym("d", "int"), sym("m", "int")
    >>> monomials(mul(m, add(d, d)))
    Counter({(d, m): 2})
    """
    match term.op:
        case "num" if term.value.denominator == 1 and term.value >= 0:
            return Counter({(): int(term.value)})
        case "sym":
            return Counter({(term,): 1})
        case "add":
            total: Counter[Monomial] = Counter()
            for part in term.args:
                own = monomials(part)
                if own is None:
                    return None
                total += own
            return total
        case "mul":
            product: Counter[Monomial] = Counter({(): 1})
            for part in term.args:
                own = monomials(part)
                if own is None:
                    return None
                product = _times(product, own)
            return product
        case "pow" if term.args[1].op == "num" and term.args[1].value in {1, 2, 3}:
            return monomials(mul(*[term.args[0]] * int(term.args[1].value)))
    return None


def _times(left: Counter[Monomial], right: Counter[Monomial]) -> Counter[Monomial]:
    total: Counter[Monomial] = Counter()
    for a, n in left.items():
        for b, k in right.items():
            total[tuple(sorted((*a, *b), key=lambda v: str(v.name)))] += n * k
    return total


def number(term: Term, values: dict[Term, Fraction]) -> Fraction | None:
    """The value of a polynomial at some sizes; None for anything else."""
    match term.op:
        case "num":
            return term.value
        case "sym":
            return values.get(term)
        case "add" | "mul":
            total = Fraction(term.op == "mul")
            for part in term.args:
                own = number(part, values)
                if own is None:
                    return None
                total = total + own if term.op == "add" else total * own
            return total
        case "pow" if term.args[1].op == "num" and term.args[1].value in {1, 2, 3, 4}:
            own = number(term.args[0], values)
            return None if own is None else own ** int(term.args[1].value)
    return None
