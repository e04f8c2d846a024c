"""Witnesses: a point at which everything given holds, both sides are defined, and two disjoint balls enclose them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from flint import arb, ctx

from derive.kernel.ball import Evaluator, Point
from derive.kernel.conventions import declared
from derive.kernel.numbers import Number, UnclearError, UndefinedError, add, ball, base_sign, neg
from derive.model.obligation import Obligation, Verdict, Witness
from derive.model.term import Term
from derive.terms.binding import free

PRECISIONS = (64, 192)
CONDITIONS = frozenset({"rel", "and", "or", "not", "all"})


def refute(goal: Obligation, point: Point) -> Verdict | None:
    """The verdict "refuted" if the point is a witness against the obligation; None where it is not."""
    for precision in PRECISIONS:
        with ctx.workprec(precision):
            try:
                outcome = _compared(goal, point)
            except UndefinedError:
                return None
            except UnclearError:
                continue
            if outcome is None:
                return None
            at, left, right = outcome
            return Verdict("refuted", witness=_witness(goal, point, at, left, right))
    return None


def _compared(goal: Obligation, point: Point) -> tuple[Evaluator, Number, Number] | None:
    """Both sides where the relation certainly fails, None where it certainly holds; UnclearError in between."""
    at = Evaluator(point)
    if not all(at.holds(condition) for condition in goal.given):
        return None
    if goal.left.op in CONDITIONS:
        first, second = at.holds(goal.left), at.holds(goal.right)
        fails = (first and not second) if goal.relation == "=>" else first != second
        return (at, Fraction(first), Fraction(second)) if fails else None
    left, right = (_side(goal, side, at) for side in (goal.left, goal.right))
    s = base_sign(add(left, neg(right)))
    holds = {"=": s == 0, "!=": s != 0, "<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0}[goal.relation]
    return None if holds else (at, left, right)


def _side(goal: Obligation, side: Term, at: Evaluator) -> Number:
    """The value of a side; of a derivative that stands alone at the point of a convention, the declared value."""
    for convention in goal.conventions:
        variable = declared(convention, side)
        if variable is not None and at.ev(variable) == at.ev(convention.point):
            return at.ev(convention.value)
    return at.ev(side)


def guard(goal: Obligation, points: Iterable[Point]) -> tuple[int, str]:
    """At how many points both sides are defined and do not contradict the relation, and the first point that does."""
    valid = 0
    for point in points:
        with ctx.workprec(96):
            try:
                at = Evaluator(point)
                if not all(at.holds(condition) for condition in goal.given):
                    continue
                if goal.left.op in CONDITIONS:
                    contradiction = _compared(goal, point) is not None
                else:
                    left, right = (_side(goal, side, at) for side in (goal.left, goal.right))
                    contradiction = _certainly_fails(goal.relation, left, right)
            except (UndefinedError, UnclearError):
                continue
        if contradiction:
            return valid, repr(point)
        valid += 1
    return valid, ""


def _certainly_fails(relation: str, left: Number, right: Number) -> bool:
    try:
        s = base_sign(add(left, neg(right)))
    except UnclearError:
        return False
    return not {"=": s == 0, "!=": s != 0, "<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0}[relation]


def _witness(goal: Obligation, point: Point, at: Evaluator, left: Number, right: Number) -> Witness:
    variables: set[Term] = {v for side in (goal.left, goal.right) for v in free(side) if v.op == "sym"}
    ordered = sorted(variables, key=lambda v: (v.args[1] != "int", v.name))
    values = [(v.name, str(point.value(v))) for v in ordered]
    values += [(f"{name}[{', '.join(map(str, where))}]", str(value)) for (name, where), value in sorted(at.entries_used.items())]
    return Witness(tuple(values), shown(left), shown(right), point)


def shown(value: Number) -> str:
    """A number for people: exact where it is a short fraction, else six digits."""
    if isinstance(value, Fraction):
        text = str(value)
        return text if len(text) <= 12 else shown(ball(value))
    number: arb = value
    return str(number.mid().str(7, radius=False)).rstrip(".")
