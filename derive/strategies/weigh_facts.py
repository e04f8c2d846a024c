"""The difference of the two sides is a combination of facts with factors that are not negative: given conditions, tangents of exponentials, squares, bounds.

A fact that is no axiom (log(1 + e^x) > x) is proved by itself first. Equations that are given have factors of any sign: so an equation that follows from others is found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.combination import combined_sign, crossed
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.instances import instances
from derive.strategies.algebra.normalise import attempt, of
from derive.strategies.algebra.requirements import examine, look
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.sum_facts import sum_facts
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import free, walk
from derive.terms.build import rel
from derive.terms.domain import asked, difference, facts

RANK = 30
MAX_INSTANCES = 28
MAX_REPEATS = 4
ORDERS = {"<": ">", "<=": ">=", ">": ">", ">=": ">="}
Instances = list[tuple[Term, Term | None]]


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A table in which facts add up to the difference, after the facts that it needs."""
    if goal.relation == "=" and any(_unsolved(goal, condition) for condition in facts(goal.given)):
        return _attempted(goal, [])[0]
    if goal.relation not in ORDERS:
        return None
    try:
        candidates: Instances = attempt(lambda alg: _candidates(alg, goal))
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return None
    for _ in range(MAX_REPEATS):
        found, used = _attempted(goal, candidates)
        if found is None or not used:
            return found
        then = _after(goal, [candidates[number] for number in used], search)
        if isinstance(then, dict):
            return then
        candidates = [pair for pair in candidates if pair[0] != then]
    return None


def _after(goal: Obligation, needed: Instances, search: Search) -> dict[str, Any] | Term | None:
    """The certificate after the proofs of the facts that it needs; a fact that could not be proved."""
    proofs: list[tuple[Term, dict[str, Any]]] = []
    for fact, term in needed:
        because = _because(goal, fact, term, search)
        if because is None:
            return fact
        proofs.append((fact, because))
        goal = replace(goal, given=(*goal.given, fact))
    found, _ = _attempted(goal, [])
    for fact, because in reversed(proofs):
        found = found and {"rule": "have", "fact": fact, "because": because, "then": found}
    return found


def _unsolved(goal: Obligation, condition: Term) -> bool:
    """An equation that does not say at once what a variable or a sum is: the others are replaced, unless a derivative is taken by the variable."""
    if condition.op != "rel" or condition.args[0] != "=":
        return False
    _, left, right = condition.args
    fixed = {node.args[1] for side in (goal.left, goal.right) for node in walk(side) if node.op == "D"}
    if fixed & free(condition):
        return True
    return not any(side.op == "sym" and side not in free(other) for side, other in ((left, right), (right, left))) and not any(node.op == "at" for node in walk(condition))


def _candidates(alg: Algebra, goal: Obligation) -> Instances:
    assume(alg, goal.given)
    num, den = of(alg, difference(rel(goal.relation, goal.left, goal.right)))
    below = sign_of(alg, den)
    if below not in {"+", "-"}:
        raise UnsupportedError("denominator")
    if (goal.relation in {">", ">="}) != (below == "+"):
        num = -num
    known = {*asked(goal.left, goal.right), *facts(goal.given)}
    polys = [num, *(fact for _, fact, scope, _ in alg.given if not scope and alg.deps_of(fact) & alg.deps_of(num))]
    found: dict[Term, Term | None] = dict.fromkeys(sum_facts(goal))
    found.update(pair for poly in polys for pair in instances(alg, poly))
    return [(fact, term) for fact, term in found.items() if fact not in known][:MAX_INSTANCES]


def _attempted(goal: Obligation, candidates: Instances) -> tuple[dict[str, Any] | None, list[int]]:
    """A certificate that uses candidates as facts, and the numbers of those that it needs."""
    first = len(facts(goal.given))
    wider = replace(goal, given=(*goal.given, *(fact for fact, _ in candidates)))

    def work(alg: Algebra) -> tuple[dict[str, Any] | None, list[int]]:
        assume(alg, wider.given)
        examine(alg, wider)
        num, den = of(alg, difference(rel(goal.relation, goal.left, goal.right)))
        below = sign_of(alg, den)
        if below not in {"+", "-"}:
            return None, []
        before = len(alg.trace)
        upward = (goal.relation in {">", ">=", "="}) == (below == "+")
        sign = combined_sign(alg, num if upward else -num, goal.relation in {"<", ">"})
        if sign == "?" or (goal.relation == "=" and sign != "0") or (goal.relation in {"<", ">"} and sign != "+"):
            return None, []
        if goal.relation == "=":
            crossed(alg, of(alg, goal.left), of(alg, goal.right), num)
        references = [reference for line in alg.trace[before:] if line[0] == "sign" and line[3] for _, reference in line[3][1]]
        numbers = {r[1] - first for r in references if r[0] == "given" and first <= r[1] < first + len(candidates)}
        return certificate(alg, "table"), sorted(numbers)

    try:
        return attempt(work)
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return None, []


def _because(goal: Obligation, fact: Term, term: Term | None, search: Search) -> dict[str, Any] | None:
    relation, left, right = fact.args
    inner = Obligation(left, relation, right, goal.given)
    if term is None:
        return search.thoroughly(inner)

    def work(alg: Algebra) -> dict[str, Any]:
        assume(alg, goal.given)
        for condition in asked(left, right):
            look(alg, condition)
        return {**certificate(alg, "axiom"), "of": term}

    try:
        return attempt(work)
    except (UnsupportedError, BudgetError, ZeroDivisionError):
        return None
