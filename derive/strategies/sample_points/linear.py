"""Real variables between linear conditions: one variable after the other is eliminated (Fourier and Motzkin), and values are put back in from the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from derive.model.term import Term
from derive.strategies.sample_points.rational import number

Form = dict[Term | None, Fraction]
"""Coefficients by variable; that of None is the constant."""
Bound = tuple[Form, bool]
"""A form that is positive, or where the flag is not set, not negative."""
MAX_BOUNDS, MAX_DENOMINATOR = 60, 12
EASY = tuple(Fraction(n, d) for n, d in ((1, 1), (-1, 1), (2, 1), (0, 1), (1, 2), (3, 1), (-2, 1), (4, 1), (5, 1), (-1, 2), (6, 1), (-3, 1), (7, 2), (10, 1)))
STEPS = (Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 8))


def between(conditions: Iterable[Term], reals: Sequence[Term], values: Mapping[Term, Fraction], turn: int = 0) -> dict[Term, Fraction] | None:
    """Values of real variables under which the linear ones of the conditions hold, for given values of the integers; None where there are none."""
    integers = {v: x for v, x in values.items() if v not in reals}
    bounds: list[Bound] = []
    for condition in conditions:
        if condition.op != "rel" or condition.args[0] == "!=":
            continue
        sign, left, right = condition.args
        first, second = linear(left, reals, integers), linear(right, reals, integers)
        if first is None or second is None:
            continue
        up, down = plus(first, second, Fraction(-1)), plus(second, first, Fraction(-1))
        bounds += [(form, sign in {"<", ">"}) for form in ((up, down) if sign == "=" else (up,) if sign in {">", ">="} else (down,))]
    return _solved(bounds, list(reals), turn)


def linear(term: Term, reals: Sequence[Term], values: Mapping[Term, Fraction]) -> Form | None:
    """A term as a linear form in real variables; None where it is none."""
    if term in reals:
        return {term: Fraction(1)}
    if term.op == "add":
        total: Form = {}
        for part in term.args:
            own = linear(part, reals, values)
            if own is None:
                return None
            total = plus(total, own, Fraction(1))
        return total
    if term.op == "mul":
        product: Form = {None: Fraction(1)}
        for part in term.args:
            own = linear(part, reals, values)
            if own is None or (set(own) - {None} and set(product) - {None}):
                return None
            constant, other = (own, product) if not set(own) - {None} else (product, own)
            product = {v: c * constant.get(None, Fraction(0)) for v, c in other.items()}
        return product
    found = number(term, values)
    return None if found is None else {None: Fraction(found)}


def plus(first: Form, second: Form, times: Fraction) -> Form:
    """first + times second."""
    total = dict(first)
    for v, c in second.items():
        total[v] = total.get(v, Fraction(0)) + times * c
    return {v: c for v, c in total.items() if c or v is None}


def _solved(bounds: list[Bound], order: list[Term], turn: int) -> dict[Term, Fraction] | None:
    if len(bounds) > MAX_BOUNDS or any(not set(form) - {None} and not _positive(form.get(None, Fraction(0)), strict) for form, strict in bounds):
        return None
    if not order:
        return {}
    *others, v = order
    below = [b for b in bounds if b[0].get(v, 0) > 0]
    above = [b for b in bounds if b[0].get(v, 0) < 0]
    rest = [b for b in bounds if not b[0].get(v)]
    rest += [(plus({w: c / low[v] for w, c in low.items()}, high, -1 / high[v]), strict or other) for low, strict in below for high, other in above]
    values = _solved(rest, others, turn)
    if values is None:
        return None
    lows = [(-_value(form, v, values) / form[v], strict) for form, strict in below]
    highs = [(-_value(form, v, values) / form[v], strict) for form, strict in above]
    return {**values, v: _chosen(lows, highs, turn + len(order))}


def _positive(value: Fraction, strict: bool) -> bool:
    return value > 0 or (value == 0 and not strict)


def _value(form: Form, without: Term, values: Mapping[Term, Fraction]) -> Fraction:
    return sum((c * (values[w] if w is not None else 1) for w, c in form.items() if w != without), Fraction(0))


def _chosen(lows: list[tuple[Fraction, bool]], highs: list[tuple[Fraction, bool]], turn: int) -> Fraction:
    """An easy number above all lows and below all highs; which of them depends on the turn."""
    low, high = max((x for x, _ in lows), default=None), min((x for x, _ in highs), default=None)
    near = [x + step for x in (low,) if x is not None for step in (*STEPS, Fraction(0))] + [x - step for x in (high,) if x is not None for step in (*STEPS, Fraction(0))]
    middle = [] if low is None or high is None else [*_short(low, high), *(low + (high - low) * part for part in (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)))]
    wanted = dict.fromkeys((*EASY, *middle, *near))
    allowed = [x for x in wanted if all(_positive(x - y, strict) for y, strict in lows) and all(_positive(y - x, strict) for y, strict in highs)]
    return allowed[turn % min(len(allowed), 1 + turn)]


def _short(low: Fraction, high: Fraction) -> list[Fraction]:
    """Fractions of small denominators between two numbers."""
    first = [Fraction(low * d // 1 + 1, d) for d in range(1, MAX_DENOMINATOR + 1)]
    return [x for x in first if x < high]
