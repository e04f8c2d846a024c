"""A cell of a case distinction that holds no point: one given condition fails by the others, or a side is undefined throughout."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.strategies import Search, weigh_facts
from derive.strategies.algebra.certificate import certificate
from derive.strategies.algebra.conditions import truth
from derive.strategies.algebra.givens import assume
from derive.strategies.algebra.normalise import attempt
from derive.strategies.algebra.table import Algebra, BudgetError, UnsupportedError
from derive.terms.binding import free, walk
from derive.terms.build import rel
from derive.terms.domain import asked, facts

RANK = 5


def propose(goal: Obligation, search: Search) -> dict[str, Any] | None:
    """A table in which the newest given condition, or a condition that a side asks for, fails."""
    known = facts(goal.given)
    if not search.depth or not known:
        return None
    newest = len(known) - 1

    def empty(alg: Algebra) -> dict[str, Any] | None:
        for number, condition in enumerate(known[:-1]):
            if condition.op == "rel" and not free(condition) and truth(alg, condition) is False:
                return {**certificate(alg, "absurd"), "given": number}
        assume(alg, known[:newest])
        if known[newest].op == "rel" and truth(alg, known[newest]) is False:
            return {**certificate(alg, "absurd"), "given": newest}
        return None

    def undefined(alg: Algebra) -> dict[str, Any] | None:
        assume(alg, known)
        for number, condition in enumerate(asked(goal.left, goal.right)):
            if condition.op == "rel" and truth(alg, condition) is False:
                return {**certificate(alg, "undefined"), "condition": number}
        return None

    def contradicted(number: int, alg: Algebra) -> dict[str, Any] | None:
        assume(alg, (*known[:number], *known[number + 1 :]))
        if known[number].op == "rel" and truth(alg, known[number]) is False:
            return {**certificate(alg, "absurd"), "given": number}
        return None

    rest = [] if free(goal.left) | free(goal.right) else [partial(contradicted, number) for number in range(len(known))]
    attempts: list[Callable[[Algebra], dict[str, Any] | None]] = [empty, undefined, *rest]
    for work in attempts:
        try:
            found = attempt(work)
        except (UnsupportedError, BudgetError, ZeroDivisionError):
            continue
        if found is not None:
            return found
    return _against_facts(goal, known[newest], search)


def _against_facts(goal: Obligation, newest: Term, search: Search) -> dict[str, Any] | None:
    """The newest condition speaks of exponentials or logarithms, and facts about these show the opposite."""
    if newest.op != "rel" or newest.args[0] == "!=" or not any(node.op == "call" and node.args[0] in {"exp", "log"} for node in walk(newest)):
        return None
    for sign in {"=": ("<", ">"), ">": ("<=",), "<": (">=",), ">=": ("<",), "<=": (">",)}[newest.args[0]]:
        opposite = rel(sign, *newest.args[1:])
        because = weigh_facts.propose(Obligation(newest.args[1], sign, newest.args[2], goal.given), search)
        if because is not None:
            known = (*facts(goal.given), opposite)

            def empty(alg: Algebra, known: tuple[Term, ...] = known) -> dict[str, Any] | None:
                assume(alg, (*known[:-2], known[-1]))
                return {**certificate(alg, "absurd"), "given": len(known) - 2} if truth(alg, known[-2]) is False else None

            try:
                then = attempt(empty)
            except (UnsupportedError, BudgetError, ZeroDivisionError):
                then = None
            if then is not None:
                return {"rule": "have", "fact": opposite, "because": because, "then": then}
    return None
