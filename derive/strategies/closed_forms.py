"""Sums of polynomials in the index (sum of k, of k^2) have a polynomial as their value: it is found by interpolation, proved by induction, and then a fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.terms.binding import free, substitute, walk
from derive.terms.build import add, mul, num, power, rel
from derive.terms.domain import constant, facts

RANK = 45
MAX_DEGREE = 6


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """The goal after the values of its sums."""
    if search.depth > 1 or goal.relation in {"=>", "<=>"}:
        return None
    proofs: list[tuple[Term, dict[str, Any]]] = []
    for node in _sums(goal):
        value = _value(node)
        fact = None if value is None else rel("=", node, value)
        if fact is None or value is None or fact in facts(goal.given) or {goal.left, goal.right} == {node, value}:
            continue
        because = search.prove(Obligation(node, "=", value, goal.given))
        if because is not None:
            proofs.append((fact, because))
            goal = replace(goal, given=(*goal.given, fact))
    then = search.prove(goal) if proofs else None
    for fact, because in reversed(proofs):
        then = then and {"rule": "have", "fact": fact, "because": because, "then": then}
    return then


def _sums(goal: Obligation) -> Iterator[Term]:
    """Sums of the index alone, each once."""
    for node in dict.fromkeys(node for side in (goal.left, goal.right) for node in walk(side)):
        if node.op == "sum" and node.args[1].op == "num" and node.args[2].op == "sym" and free(node.args[3]) == {node.args[0]}:
            yield node


def _value(node: Term) -> Term | None:
    """The polynomial in the upper bound that has the right values at low - 1, low, ...; None where the body is no polynomial of small degree."""
    index, low, high, body = node.args
    degree = _degree(body)
    if degree is None or degree > MAX_DEGREE:
        return None
    start = int(low.value) - 1
    values, total = [Fraction(0)], Fraction(0)
    for position in range(1, degree + 2):
        own = constant(substitute(body, {index: num(start + position)}))
        if own is None:
            return None
        total += own
        values.append(total)
    coefficients = _interpolated([Fraction(start + position) for position in range(len(values))], values)
    parts = [mul(num(c), power(high, e)) for e, c in enumerate(coefficients) if c]
    return add(*parts) if parts else num(0)


def _degree(body: Term) -> int | None:
    match body.op:
        case "num":
            return 0
        case "sym":
            return 1
        case "add" | "mul":
            degrees = [_degree(part) for part in body.args]
            known = [d for d in degrees if d is not None]
            return None if len(known) < len(degrees) else max(known) if body.op == "add" else sum(known)
        case "pow" if body.args[1].op == "num" and body.args[1].value.denominator == 1 and body.args[1].value >= 0:
            inner = _degree(body.args[0])
            return None if inner is None else inner * int(body.args[1].value)
    return None


def _interpolated(points: list[Fraction], values: list[Fraction]) -> list[Fraction]:
    """The coefficients of the polynomial through the points (Lagrange)."""
    total = [Fraction(0)] * len(points)
    for i, x in enumerate(points):
        basis = [Fraction(1)]
        for j, other in enumerate(points):
            if j != i:
                lowered = [Fraction(0), *basis]
                basis = [a - other * b for a, b in zip(lowered, [*basis, Fraction(0)], strict=True)]
                basis = [c / (x - other) for c in basis]
        total = [a + values[i] * b for a, b in zip(total, basis, strict=True)]
    return total
