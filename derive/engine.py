"""The engine: cheapest strategy first, within a budget; it believes only the kernel.

``decide`` first looks at shapes, then tries two or three points, then the cheap strategies, then many points, then the costly strategies. Whatever is proved must
also survive evaluation at fresh admissible points; a contradiction there is a bug of ours and never a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from time import perf_counter
from typing import Any

from flint import ctx

from derive.kernel.ball import Evaluator
from derive.kernel.numbers import UnclearError, UndefinedError
from derive.kernel.polynomial import RejectedError
from derive.kernel.refutation import PRECISIONS, QUICK, holds, refute, sides
from derive.kernel.verdicts import ill_typed, proved, undecided, vacuous
from derive.model.obligation import Obligation, Verdict
from derive.model.point import Point
from derive.model.term import Term
from derive.strategies import Strategy, strategies
from derive.strategies.sample_points import admissible, propose, simpler
from derive.strategies.sample_points.solved import solved
from derive.terms.binding import free
from derive.terms.build import ZERO, rel
from derive.terms.domain import facts
from derive.terms.entries import scalarise
from derive.terms.entrywise import entrywise, uses_arrays
from derive.terms.negation import negation
from derive.terms.shapes import ShapeMismatchError, check_shapes

MAX_CELLS = 81
MAX_REJECTED = 3
MAX_DEPTH = 6
FIRST_POINTS = 3
ALL_POINTS = 28
GUARD_POINTS, GUARD_PRECISION = 3, 96
MAX_SOLVED = 3
OUTSIDE_POINTS, OUTSIDE_CONDITIONS = 12, 6
COSTLY = 40
"""The rank from which a strategy is only asked when the points are exhausted."""


class ContradictionError(Exception):
    """A bug of ours: the kernel accepted a proof that a point refutes, or failed while it looked at one."""


class Search:
    """One search for a certificate, with its budget of sub-goals."""

    def __init__(self, tools: Sequence[Strategy]) -> None:
        self.tools = tools
        self.depth = 0
        self.cells = 0
        self.residue: Term | None = None
        self.first_residue: Term | None = None
        self.own_residue: Term | None = None
        """What was left of left - right of the goal itself."""
        self.failures: list[str] = []
        self.found_by = ""
        self.closest, self.settled, self.best = "", 0, 0
        """Which strategy came closest where none proves it: the one that settled most of its simpler goals, or else left something over."""
        self.budget = ""
        self.limit = COSTLY
        self.hopeless: set[tuple[str, Obligation, bool]] = set()
        """What a strategy had nothing for, although it did not lean on a simpler goal."""

    def prove(self, goal: Obligation) -> dict[str, Any] | None:
        """A certificate of a simpler obligation; None where none was found within the budget."""
        self.cells += 1
        if self.cells > MAX_CELLS or self.depth >= MAX_DEPTH:
            self.budget = "cells" if self.cells > MAX_CELLS else "depth"
            return None
        self.depth += 1
        try:
            found = self.look(goal)
            self.settled += found is not None
            return found
        finally:
            self.depth -= 1

    def thoroughly(self, goal: Obligation) -> dict[str, Any] | None:
        """The same with the costly strategies: for goals that are worth it."""
        limit, self.limit = self.limit, 1 << 30
        try:
            return self.prove(goal)
        finally:
            self.limit = limit

    def look(self, goal: Obligation) -> dict[str, Any] | None:
        """The first certificate that a strategy proposes."""
        for tool in self.tools:
            attempt, before, left_over = (tool.name, goal, bool(self.depth)), self.cells, self.residue
            if tool.rank >= self.limit or attempt in self.hopeless:
                continue
            try:
                found = tool.propose(goal, self)
            except Exception as failure:  # noqa: BLE001 - a strategy is untrusted: its failure is recorded and shown, and the others go on
                self.failures.append(f"{tool.name} failed with {type(failure).__name__}: {failure}")
                continue
            if not self.depth:
                self.came_close(tool.name, left_over, self.cells == before)
            if found is not None:
                if not self.depth:
                    self.found_by = tool.name
                return found
            if self.cells == before:
                self.hopeless.add(attempt)
        return None

    def came_close(self, name: str, left_over: Term | None, alone: bool) -> None:
        """Keep the first residues, and the name of the strategy that came closest so far."""
        if self.first_residue is None:
            self.first_residue = self.residue
        if self.own_residue is None and alone and self.residue is not left_over:
            self.own_residue = self.residue
        if self.settled > self.best or (not self.closest and self.residue is not left_over):
            self.closest, self.best = name, self.settled
        self.settled = 0

    def widen(self) -> None:
        """From now on the costly strategies are asked as well."""
        self.limit, self.cells = 1 << 30, 0


def decide(goal: Obligation, *, tools: Sequence[Strategy] | None = None) -> Verdict:
    """Decide one obligation.

    Raises ContradictionError where a proof that the kernel accepted fails at a point.
    """
    start = perf_counter()
    verdict = _decide(goal, strategies() if tools is None else tools)
    return replace(verdict, milliseconds=1000 * (perf_counter() - start))


def _decide(goal: Obligation, tools: Sequence[Strategy]) -> Verdict:
    try:
        check_shapes(goal)
    except ShapeMismatchError as mismatch:
        return ill_typed(str(mismatch))
    scalar = entrywise(goal) if uses_arrays(goal) else goal
    points = propose(scalar)
    first: list[Point] = []
    refuted = _refuted(scalar, _kept(islice(points, FIRST_POINTS), first), QUICK)
    if refuted is not None:
        return refuted
    search = Search(tools)
    certificate = search.look(goal)
    if certificate is None:
        refuted = _refuted(scalar, chain(first, islice(points, ALL_POINTS)), PRECISIONS)
        if refuted is not None:
            return refuted
        empty = _empty(goal, scalar, tools)
        if empty is not None:
            return empty
        search.widen()
        certificate = search.look(goal)
    rejected = ""
    if certificate is not None:
        try:
            verdict = proved(goal, certificate, search.found_by)
        except RejectedError as reason:
            rejected = f"a certificate of {search.found_by} was rejected: {reason}"
            others = [tool for tool in tools if tool.name != search.found_by]
            if others and len(others) > len(strategies()) - MAX_REJECTED:
                again = _decide(goal, others)
                return again if again.status != "undecided" else replace(again, reason=rejected)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as failure:
            raise ContradictionError(f"the kernel failed on a certificate of {search.found_by}: {type(failure).__name__}: {failure}") from failure
        else:
            return _outside(scalar, verdict.conditions) or _guarded(goal, scalar, verdict)
        refuted = _refuted(scalar, islice(points, ALL_POINTS), PRECISIONS)
        if refuted is not None:
            return refuted
    spent = f"the budget of {search.budget} is spent, and no point refutes it" if search.budget else ""
    why = rejected or "; ".join(dict.fromkeys(search.failures)) or spent or "no strategy proves it and no point refutes it"
    return _empty(goal, scalar, tools) or undecided(why, search.own_residue or search.first_residue, search.found_by or search.closest)


def _kept(points: Iterable[Point], seen: list[Point]) -> Iterator[Point]:
    """The points one by one, each kept for a second look."""
    for point in points:
        seen.append(point)
        yield point


def _refuted(goal: Obligation, points: Iterable[Point], precisions: Sequence[int]) -> Verdict | None:
    """The refutation by the first point that is a witness, with simpler entries where they show the fault as well."""
    for point in points:
        found = refute(goal, point, precisions)
        if found is not None:
            easier = (refute(goal, other, precisions) for other in simpler(goal, point))
            return replace(next((verdict for verdict in easier if verdict is not None), found), by="sample_points")
    return None


def _outside(scalar: Obligation, conditions: Sequence[Term]) -> Verdict | None:
    """The refutation by a point that the conditions of a proof leave out, in case both sides have values there."""
    for condition in conditions[:OUTSIDE_CONDITIONS]:
        beyond = replace(scalar, given=(*scalar.given, negation(scalarise(condition))))
        refuted = _refuted(beyond, islice(propose(beyond), OUTSIDE_POINTS), QUICK)
        if refuted is not None:
            return refuted
    return _empty_ranges(scalar) if conditions else None


def _empty_ranges(scalar: Obligation) -> Verdict | None:
    """Undecided, where a proof leaves out an integer of which nothing is given at 0, although both sides have values there: a sum may be empty."""
    integers = sorted((v for v in free(scalar.left) | free(scalar.right) if v.op == "sym" and v.args[1] == "int"), key=str)
    for v in integers:
        if not any(v in free(condition) for condition in scalar.given):
            none = replace(scalar, given=(*scalar.given, rel("=", v, ZERO)))
            if _refuted(none, islice(propose(none), FIRST_POINTS), QUICK) is not None:
                return undecided(f"it is not said that {v} is at least 1, and it fails for 0")
    return None


def _empty(goal: Obligation, scalar: Obligation, tools: Sequence[Strategy]) -> Verdict | None:
    """The verdict "vacuous" where the given conditions contradict one another; each in turn is tried against the others."""
    known = facts(goal.given)
    tool = next((tool for tool in tools if tool.name == "empty_cell"), None)
    if tool is None or not known or guard(replace(scalar, left=ZERO, right=ZERO, relation="="), admissible(scalar, 1), 1)[0]:
        return None
    for number in range(len(known)):
        turned = replace(goal, left=ZERO, right=ZERO, relation="=", given=(*known[:number], *known[number + 1 :], known[number]))
        search = Search((tool,))
        search.depth = 1
        certificate = tool.propose(turned, search)
        if certificate is not None and certificate["rule"] == "absurd":
            try:
                proved(turned, certificate, tool.name)
            except RejectedError:
                continue
            return vacuous("what is given cannot hold together")
    return None


def _guarded(goal: Obligation, scalar: Obligation, verdict: Verdict) -> Verdict:
    """A proof stands where it survives fresh points at which its conditions hold, at least one."""
    inside = replace(scalar, given=(*scalar.given, *(scalarise(c) for c in verdict.conditions)))
    valid, contradiction = guard(inside, admissible(inside, GUARD_POINTS), GUARD_POINTS)
    if contradiction:
        raise ContradictionError(f"{goal.left} {goal.relation} {goal.right} was proved by {verdict.by} and fails at {contradiction}")
    if goal.relation == "=>" and verdict.conditions and not _supposable(inside):
        return undecided("no case was found in which what is supposed holds together with the conditions", by=verdict.by)
    if valid or _survives(inside):
        return verdict
    return _empty(goal, scalar, strategies()) or undecided("no admissible sample point was found", by=verdict.by)


def _supposable(inside: Obligation) -> bool:
    """Whether there is a point at which the premise of an implication holds together with the conditions of its proof."""
    premises = inside.left.args if inside.left.op == "and" else (inside.left,)
    narrow = replace(inside, left=ZERO, relation="=", right=ZERO, given=(*inside.given, *premises))
    return guard(narrow, admissible(narrow, 1), 1)[0] > 0 or _survives(narrow)


def guard(goal: Obligation, points: Iterable[Point], enough: int) -> tuple[int, str]:
    """At how many points both sides are defined and do not contradict the relation, up to enough of them, and the first point that does."""
    valid = 0
    for point in points:
        with ctx.workprec(GUARD_PRECISION):
            try:
                found = sides(goal, Evaluator(point))
            except (UndefinedError, UnclearError):
                continue
            if found is None:
                continue
            try:
                if not holds(goal.relation, *found):
                    return valid, repr(point)
            except UnclearError:
                pass
        valid += 1
        if valid == enough:
            break
    return valid, ""


def _survives(inside: Obligation, depth: int = 0) -> bool:
    """Whether there is a point once a given equation without rational solutions is solved, and the obligation holds there; the kernel takes the proof that it is solved."""
    for equation, rest in islice(solved(inside), MAX_SOLVED):
        search = Search(strategies())
        certificate = search.look(equation)
        try:
            if certificate is None or proved(equation, certificate, search.found_by).status != "proved":
                continue
        except RejectedError:
            continue
        valid, contradiction = guard(rest, admissible(rest, GUARD_POINTS), GUARD_POINTS)
        if contradiction:
            raise ContradictionError(f"{inside.left} {inside.relation} {inside.right} was proved and fails at {contradiction} where what is given is solved")
        if valid or (depth < MAX_SOLVED and _survives(rest, depth + 1)):
            return True
    return False
