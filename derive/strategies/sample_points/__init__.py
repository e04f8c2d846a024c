"""Points to try: the smallest values first, then zeros and break points, coinciding and distinct indices, equal and unequal sizes.

Points are built from the given conditions, not drawn and thrown away. Deterministic: the same obligation is tried at the same points. Untrusted: the kernel
evaluates each point again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import count, cycle, islice

from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.model.term import Term
from derive.strategies.sample_points.arrays import about_entries, drawn, labelled, labels, normalised
from derive.strategies.sample_points.indices import Plan, plans
from derive.strategies.sample_points.linear import between, linear
from derive.strategies.sample_points.rational import truth
from derive.strategies.sample_points.reals import borders, choices, mended
from derive.terms.binding import free, walk
from derive.terms.build import rel
from derive.terms.domain import facts
from derive.terms.heads import heads
from derive.terms.negation import negation

REALS = tuple(Fraction(n, d) for n, d in ((1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (0, 1), (3, 1), (-1, 2), (-3, 1), (3, 2), (1, 3), (4, 1), (-5, 4), (1, 8)))
FRESH = tuple(Fraction(n, d) for n, d in ((5, 7), (-9, 7), (13, 5), (-2, 7), (11, 9), (-17, 6), (3, 7), (7, 3), (-4, 9), (19, 8)))
EASY = tuple((tuple(map(Fraction, table)), seed) for table, seed in (((0,), 0), ((1,), 0), ((0, 1), 0), ((0, 1), 1), ((1, 2), 0), ((0, 1, -1, 2), 0), ((0, 1, -1, 2), 1)))
"""What the entries of a simpler witness are drawn from, and the seed of the draw."""
PROPOSED = 40
CHANGING = frozenset({"rel", "abs", "sign", "max", "min"})
"""What has a border, at which a case changes."""
FRESH_SEED = 1000
BEFORE, BETWEEN = 3, 12
LEVELS = ((0, 6), (-2, 2), (3, 2))
"""Values that all entries have, and at how many points."""
LINEAR = ("<", "<=", ">", ">=")


def propose(goal: Obligation) -> Iterator[Point]:
    """Points at which the two sides may differ, likeliest and smallest first; early one that linear conditions lead to."""
    if goal.relation not in {"=>", "<=>"}:
        stream = _points(goal, REALS, 0, PROPOSED)
        yield from islice(stream, BEFORE)
        yield from _against(goal)
        yield from islice(stream, BETWEEN)
        yield from _level(goal)
        yield from stream
        return
    premises = (goal.left,) if goal.relation == "=>" else (goal.left, goal.right)
    streams = [_points(replace(goal, given=(*goal.given, premise)), REALS, 0, PROPOSED) for premise in premises]
    for points in zip(*streams, strict=False):
        yield from points


def _against(goal: Obligation) -> Iterator[Point]:
    """A point at which an inequality between linear terms fails, where what is given is linear."""
    if goal.relation not in LINEAR:
        return
    turned = replace(goal, given=(*goal.given, negation(rel(goal.relation, goal.left, goal.right))))
    for point in _points(turned, REALS, 0, len(LINEAR)):
        reals = [v for v in point.values if v.args[1] != "int"]
        integers = {v: x for v, x in point.values.items() if v.args[1] == "int"}
        if not reals or any(linear(side, reals, integers) is None for side in (goal.left, goal.right)):
            return
        found = between(facts(turned.given), reals, point.values)
        if found is not None:
            yield Point({**point.values, **found}, point.entries, point.seed, point.drawn)


def _level(goal: Obligation) -> Iterator[Point]:
    """Points whose entries are all alike: at zeros what is strictly ordered may be exactly equal (one class alone has probability 1), below and above powers overtake."""
    arrays = [v for v in free(goal.left) | free(goal.right) if v.op == "arr"]
    if goal.relation in LINEAR and arrays:
        for value, often in LEVELS:
            tables = drawn(arrays, about_entries(facts(goal.given)), ((Fraction(value),),))
            for point in _points(goal, REALS, 0, often):
                yield Point(point.values, point.entries, point.seed, tables)


def admissible(goal: Obligation, count: int) -> Iterator[Point]:
    """Fresh points for the guard, other than those that the search tries."""
    yield from _points(goal, FRESH, FRESH_SEED, 6 * count)
    if any(c.op == "rel" and c.args[0] == "=" for c in facts(goal.given)):
        yield from _points(goal, REALS, 2 * FRESH_SEED, 6 * count)


def simpler(goal: Obligation, point: Point) -> Iterator[Point]:
    """The same point with easier entries of arrays: zeros where a function may not vanish there, ones, then small whole numbers."""
    arrays = [v for v in free(goal.left) | free(goal.right) if v.op == "arr"]
    if not arrays:
        return
    rules = about_entries(facts(goal.given))
    nodes = [node for side in (goal.left, goal.right) for node in walk(side)]
    kept = {name: point.drawn[name] for name in labels(nodes) if name in point.drawn}
    rational = goal.relation == "=" and not any(node.op == "call" for node in nodes)
    for table, seed in EASY[rational:]:
        yield Point(point.values, point.entries, seed, {**drawn(arrays, rules, (table,)), **kept})


@lru_cache(maxsize=4)
def _ground(integers: tuple[Term, ...], known: tuple[Term, ...], wanted: frozenset[Term]) -> tuple[list[Plan], Iterator[Plan]]:
    """The plans of the integer variables that were built so far, and the others; the search and its guard share them."""
    return [], plans(integers, known, wanted)


def _repeated(built: list[Plan], others: Iterator[Plan]) -> Iterator[Plan]:
    """The plans, as often as they are needed."""
    for position in count():
        if position == len(built):
            further = next(others, None)
            if further is None:
                break
            built.append(further)
        yield built[position]
    yield from cycle(built)


def _points(goal: Obligation, values: Sequence[Fraction], seed: int, number_of: int) -> Iterator[Point]:
    known = facts(goal.given)
    wanted = free(goal.left) | free(goal.right)
    variables = sorted(wanted.union(*(free(c) for c in known)), key=lambda v: (v.name, v.op, str(v.args)))
    integers = [v for v in variables if v.op == "sym" and v.args[1] == "int"]
    reals = [v for v in variables if v.op == "sym" and v.args[1] != "int"]
    arrays = [v for v in variables if v.op == "arr"]
    nodes = [node for side in (goal.left, goal.right) if arrays or not CHANGING.isdisjoint(heads(side)) for node in walk(side)]
    special = [*borders(nodes), *((c.variable, c.point.value) for c in goal.conventions if c.point.op == "num")]
    own = {v: choices(v, known, [s for of, s in special if of == v], values) for v in reals}
    rules = about_entries(known) if arrays else []
    tables = drawn(arrays, rules)
    names = labels(nodes) if arrays else ()
    ground = _repeated(*_ground(tuple(integers), known, wanted))
    for number in range(number_of if variables else 1):
        point: dict[Term, Fraction] = {v: Fraction(n) for v, n in next(ground).items()}
        for position, v in enumerate(reals):
            shift = number + position * (1 + number // len(own[v])) if number % 7 != 6 else number // 7
            point[v] = own[v][shift % len(own[v])]
        if reals:
            mended(point, known, own)
            if any(truth(condition, point) is False for condition in known):
                point.update(between(known, reals, point, number) or {})
        entries = normalised(known, point, number) if arrays else {}
        yield Point(point, entries, seed + number, {**tables, **{name: labelled(name, rules, point) for name in names}} if names else tables)
