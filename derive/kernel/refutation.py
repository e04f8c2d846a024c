"""Witnesses: a point at which everything given holds, both sides are defined, and two disjoint balls enclose them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import arb, ctx, fmpq

from derive.kernel.ball import TRUE_FOR, Evaluator
from derive.kernel.numbers import Number, UnclearError, UndefinedError, sign_of
from derive.kernel.scope import Point
from derive.model.obligation import Obligation, Verdict, Witness
from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.parts import declared

QUICK, PRECISIONS = (64,), (64, 192)
TINY, DIGITS = 1e-9, (7, 14, 28, 56)
CONDITIONS = frozenset({"rel", "and", "or", "not", "all"})


def refute(goal: Obligation, point: Point, precisions: Sequence[int] = PRECISIONS) -> Verdict | None:
    """The verdict "refuted" if the point is a witness against the obligation; None where it is not."""
    for precision in precisions:
        with ctx.workprec(precision):
            at = Evaluator(point)
            try:
                found = sides(goal, at)
                if found is None or holds(goal.relation, *found):
                    return None
            except UndefinedError:
                return None
            except UnclearError:
                continue
            return Verdict("refuted", witness=_witness(goal, at, *found))
    return None


def sides(goal: Obligation, at: Evaluator) -> tuple[Number, Number] | None:
    """Both sides at a point where everything given holds (truth values as 0 and 1); None at other points."""
    if not all(at.holds(condition) for condition in goal.given):
        return None
    if goal.left.op in CONDITIONS:
        return fmpq(at.holds(goal.left)), fmpq(at.holds(goal.right))
    return _side(goal, goal.left, at), _side(goal, goal.right, at)


def _side(goal: Obligation, side: Term, at: Evaluator) -> Number:
    """The value of a side; of a derivative that stands alone at the point of a convention, the declared value."""
    for convention in goal.conventions:
        variable = declared(convention, side)
        if variable is not None and at.ev(variable) == at.ev(convention.point):
            return at.ev(convention.value)
    return at.ev(side)


def holds(relation: str, left: Number, right: Number) -> bool:
    """Whether a relation certainly holds; a UnclearError where the balls do not tell. Conditions are related by => and <=>."""
    if not all(isinstance(side, fmpq) or side.is_finite() for side in (left, right)):
        raise UnclearError("a side that is not finite")
    return sign_of(left - right) in TRUE_FOR[{"=>": "<=", "<=>": "="}.get(relation, relation)]


def _witness(goal: Obligation, at: Evaluator, left: Number, right: Number) -> Witness:
    variables = {v for side in (goal.left, goal.right) for v in free(side) if v.op == "sym"}
    values = [(v.name, str(at.point.value(v))) for v in sorted(variables, key=lambda v: (v.args[1] != "int", v.name))]
    values += [(f"{name}[{', '.join(map(str, where))}]", str(value)) for (name, where), value in sorted(at.entries_used.items())]
    texts = [(shown(left, digits), shown(right, digits)) for digits in DIGITS]  # as many digits as tell the sides apart
    return Witness(tuple(values), *next((pair for pair in texts if pair[0] != pair[1]), texts[0]), at.point)


def shown(value: Number, digits: int = DIGITS[0]) -> str:
    """A number for people: exact where it is a short fraction, else up to seven digits, or as many as are asked for."""
    if isinstance(value, Fraction):
        value = fmpq(value.numerator, value.denominator)
    if isinstance(value, fmpq) and len(str(value)) <= 12:
        return str(value)
    ball = arb(value)
    text = "0" if ball.contains(0) and abs(ball) < TINY ** (digits // DIGITS[0]) else str(ball.mid().str(digits, radius=False))
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
