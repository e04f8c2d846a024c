"""Real variables: the values that their own conditions allow, and the points at which a case changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from derive.model.term import Term
from derive.strategies.sample_points.rational import number, truth
from derive.terms.binding import free
from derive.terms.build import ZERO

FIRST = 3
WITHIN = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4))
NEAR = (Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(-1, 2))


def choices(variable: Term, known: Sequence[Term], special: Iterable[Fraction], values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The values to try for a variable; where its conditions allow none of the usual ones, values near their borders."""
    own = [c for c in known if free(c) == {variable}]
    points = list(special)
    if not own and not points:
        return tuple(values)
    wanted = (*values[:FIRST], *points, *(s + d for s in points for d in NEAR[:2]), *values[FIRST:])
    allowed = tuple(x for x in dict.fromkeys(wanted) if all(truth(c, {variable: x}) is not False for c in own))
    if allowed:
        return allowed
    edges = sorted({border for _, border in borders(own)})
    near = [a + (b - a) * part for a, b in pairwise(edges) for part in WITHIN] + [border + d for border in edges for d in NEAR]
    return tuple(x for x in near if all(truth(c, {variable: x}) is not False for c in own)) or tuple(values)


def borders(nodes: Iterable[Term]) -> Iterator[tuple[Term, Fraction]]:
    """Where a relation, abs, sign, max or min in one variable changes, if it is linear."""
    for node in nodes:
        if node.op == "rel":
            left, right = node.args[1], node.args[2]
        elif node.op == "call" and node.args[0] in {"abs", "sign", "max", "min"}:
            left, right = node.args[1], node.args[2] if len(node.args) > 2 else ZERO
        else:
            continue
        inside = free(left) | free(right)
        if len(inside) == 1:
            (variable,) = inside
            border = _crossing(left, right, variable, {})
            if border is not None:
                yield variable, border


def _crossing(left: Term, right: Term, variable: Term, others: Mapping[Term, Fraction]) -> Fraction | None:
    """Where left = right, for two terms that are linear in the variable."""
    at = [(number(left, {**others, variable: Fraction(x)}), number(right, {**others, variable: Fraction(x)})) for x in (0, 1)]
    gaps = [None if a is None or b is None else a - b for a, b in at]
    if gaps[0] is None or gaps[1] is None or gaps[0] == gaps[1]:
        return None
    return Fraction(-gaps[0]) / (gaps[1] - gaps[0])


def mended(point: dict[Term, Fraction], known: Sequence[Term], own: Mapping[Term, Sequence[Fraction]]) -> None:
    """Make a point satisfy given equations v = t, and then conditions between variables, by changing the last variable that can."""
    for condition in known:
        if condition.op == "rel" and condition.args[0] == "=":
            left, right = condition.args[1], condition.args[2]
            for variable, term in ((left, right), (right, left)):
                value = number(term, point) if variable in own and variable not in free(term) else None
                if value is not None:
                    point[variable] = Fraction(value)
                    break
    shared = [c for c in known if len(free(c)) > 1]
    for condition in shared:
        if truth(condition, point) is False:
            _changed(point, condition, known, own)


def _changed(point: dict[Term, Fraction], condition: Term, known: Sequence[Term], own: Mapping[Term, Sequence[Fraction]]) -> None:
    for variable in sorted((v for v in free(condition) if v in own), key=lambda v: v.name, reverse=True):
        before, asked = point[variable], [c for c in known if variable in free(c)]
        crossing = _crossing(condition.args[1], condition.args[2], variable, point) if condition.op == "rel" else None
        for value in own[variable] if crossing is None else (*own[variable], *(crossing + d for d in (0, *NEAR))):
            point[variable] = value
            if all(truth(c, point) is not False for c in asked):
                return
        point[variable] = before
