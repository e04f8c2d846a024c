"""Points to try: the smallest values first, then zeros and break points, coinciding and distinct indices, equal and unequal sizes.

Deterministic: the same obligation is tried at the same points. Untrusted: the kernel evaluates each point again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.model.term import Term
from derive.terms.binding import free, walk
from derive.terms.domain import facts

REALS = [Fraction(n, d) for n, d in ((1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (0, 1), (3, 1), (-1, 2), (-3, 1), (3, 2), (1, 3), (4, 1), (-5, 4), (1, 8))]
FRESH = [Fraction(n, d) for n, d in ((5, 7), (-9, 7), (13, 5), (-2, 7), (11, 9), (-17, 6), (3, 7), (7, 3), (-4, 9), (19, 8))]
KNOWN = {("exp", Fraction(0)): Fraction(1), ("log", Fraction(1)): Fraction(0), ("tanh", Fraction(0)): Fraction(0), ("cos", Fraction(0)): Fraction(1), ("sin", Fraction(0)): Fraction(0)}
MAX_INDEX_PLANS = 400


def propose(goal: Obligation) -> Iterator[Point]:
    """Points at which the two sides may differ, likeliest and smallest first."""
    if goal.relation not in {"=>", "<=>"}:
        yield from _points(goal, REALS, 0, 40)
        return
    premises = (goal.left,) if goal.relation == "=>" else (goal.left, goal.right)
    streams = [_points(replace(goal, given=(*goal.given, premise)), REALS, 0, 40) for premise in premises]
    for points in zip(*streams, strict=False):
        yield from points


def admissible(goal: Obligation, count: int) -> Iterator[Point]:
    """Fresh points for the guard, other than those that the search tries."""
    yield from _points(goal, FRESH, 1000, 6 * count)
    if any(c.op == "rel" and c.args[0] == "=" for c in facts(goal.given)):
        yield from _points(goal, REALS, 2000, 6 * count)


def _points(goal: Obligation, values: list[Fraction], seed: int, count: int) -> Iterator[Point]:
    known = facts(goal.given)
    variables = free(goal.left) | free(goal.right) | frozenset(v for c in known for v in free(c))
    integers = sorted((v for v in variables if v.op == "sym" and v.args[1] == "int"), key=lambda v: v.name)
    reals = sorted((v for v in variables if v.op == "sym" and v.args[1] != "int"), key=lambda v: v.name)
    plans = _index_plans(integers, known, free(goal.left) | free(goal.right))
    choices = {v: _choices(v, goal, known, values) for v in reals}
    positive = frozenset(_positive_arrays(known))
    whole = frozenset(a.name for a in _index_arrays(goal))
    for number in range(count if reals or integers or any(v.op == "arr" for v in variables) else 1):
        point: dict[Term, Fraction] = dict(plans[number % len(plans)])
        for position, v in enumerate(reals):
            own = choices[v]
            shift = number + position * (1 + number // len(own)) if number % 7 != 6 else number // 7
            point[v] = own[shift % len(own)]
        _settle_equations(point, known)
        entries: dict[tuple[str, tuple[int, ...]], Fraction] = {}
        for array in whole:
            size = max((int(x) for x in point.values() if x.denominator == 1 and 0 < x < 5), default=2)
            for k in range(1, 5):
                entries[(array, (k,))] = Fraction(1 + (k + number) % max(1, min(size, 2)))
        yield Point(point, entries, seed + number, positive, whole)


def _index_plans(integers: list[Term], known: tuple[Term, ...], wanted: frozenset[Term]) -> list[dict[Term, Fraction]]:
    """Assignments of the integer variables that satisfy what is given: small sizes, and every pattern of equal indices."""
    if not integers:
        return [{}]
    ranges = [range(1, 4) if len(integers) <= 5 else range(1, 3) for _ in integers]
    rules = [c for c in known if c.op == "rel" and free(c) and all(v in integers for v in free(c))]
    low = [c for c in rules if len(free(c)) == 1]
    found: list[dict[Term, Fraction]] = []
    for number, values in enumerate(product(*ranges)):
        if number > MAX_INDEX_PLANS * 20:
            break
        plan = dict(zip(integers, map(Fraction, values), strict=True))
        if all(_true(c, plan) is not False for c in rules):
            found.append(plan)
    if not found:
        found = [dict(zip(integers, map(Fraction, values), strict=True)) for values in product(range(5), repeat=min(len(integers), 3)) if len(values) == len(integers)]
        found = [plan for plan in found if all(_true(c, plan) is not False for c in low)][:MAX_INDEX_PLANS] or [dict.fromkeys(integers, Fraction(2))]
    bounds = {v for c in known if c.op == "rel" for v in _sizes(c)}
    return _varied(found, [v for v in integers if v in bounds or not _indexed(v, known)], integers, wanted)


def _sizes(condition: Term) -> Iterator[Term]:
    """The larger side of k <= m."""
    sign, left, right = condition.args
    if sign in {"<=", "<"} and left.op == "sym" and right.op == "sym":
        yield right
    elif sign in {">=", ">"} and left.op == "sym" and right.op == "sym":
        yield left


def _indexed(variable: Term, known: tuple[Term, ...]) -> bool:
    return any(c.op == "rel" and variable in free(c) and variable not in set(_sizes(c)) and len(free(c)) > 1 for c in known)


def _varied(plans: list[dict[Term, Fraction]], sizes: list[Term], integers: list[Term], wanted: frozenset[Term]) -> list[dict[Term, Fraction]]:
    """One plan for each pattern of sizes and coinciding indices first: sizes of 2, then unequal sizes; then all others."""
    indices = [v for v in integers if v not in sizes and v in wanted]
    others = [v for v in integers if v not in sizes and v not in wanted]

    def pattern(plan: dict[Term, Fraction]) -> tuple[object, ...]:
        seen: list[Fraction] = []
        classes = []
        for v in indices:
            if plan[v] not in seen:
                seen.append(plan[v])
            classes.append(seen.index(plan[v]))
        return (len({plan[v] for v in sizes}) > 1, *classes)

    ordered = sorted(plans, key=lambda plan: (sum(abs(plan[v] - 2) for v in sizes), sum(plan[v] for v in indices), sum(plan[v] for v in others)))
    firsts: dict[tuple[object, ...], dict[Term, Fraction]] = {}
    for plan in ordered:
        firsts.setdefault(pattern(plan), plan)
    chosen = sorted(firsts.values(), key=lambda plan: (pattern(plan)[0], -len({plan[v] for v in indices})))
    chosen = [*chosen[:1], *chosen[-1:], *chosen[1:-1]] if len(chosen) > 2 else chosen
    rest = [plan for plan in ordered if plan not in chosen]
    return [*chosen[:24], *rest[:: max(1, len(rest) // 8)]]


def _choices(variable: Term, goal: Obligation, known: tuple[Term, ...], values: list[Fraction]) -> list[Fraction]:
    """The values to try for a real variable: those that its own conditions allow, with the points where a case changes."""
    special = [c for side in (goal.left, goal.right) for node in walk(side) for c in _break_points(node, variable)]
    special += [c.point.value for c in goal.conventions if c.point.op == "num"]
    own = [c for c in known if free(c) == {variable}]
    wanted = [*values[:3], *special, *(s + d for s in special for d in (1, -1)), *values[3:]]
    allowed = [x for x in dict.fromkeys(wanted) if all(_true(c, {variable: x}) is not False for c in own)]
    return allowed or [abs(x) / 8 + Fraction(1, 9) for x in values]


def _break_points(node: Term, variable: Term) -> Iterator[Fraction]:
    pairs = []
    if node.op == "rel":
        pairs.append((node.args[1], node.args[2]))
    elif node.op == "call" and node.args[0] in {"abs", "sign", "max", "min"}:
        pairs.append((node.args[1], node.args[2] if len(node.args) > 2 else Term("num", (Fraction(0),))))
    for left, right in pairs:
        if (free(left) | free(right)) == {variable}:
            at = [(_number(left, {variable: Fraction(x)}), _number(right, {variable: Fraction(x)})) for x in (0, 1)]
            gaps = [None if a is None or b is None else a - b for a, b in at]
            if gaps[0] is not None and gaps[1] is not None and gaps[0] != gaps[1]:
                yield -gaps[0] / (gaps[1] - gaps[0])


def _settle_equations(point: dict[Term, Fraction], known: tuple[Term, ...]) -> None:
    """Given v = t, v takes the value of t."""
    for condition in known:
        if condition.op == "rel" and condition.args[0] == "=":
            left, right = condition.args[1], condition.args[2]
            for variable, term in ((left, right), (right, left)):
                value = _number(term, point) if variable.op == "sym" else None
                if value is not None:
                    point[variable] = value
                    break


def _number(term: Term, values: dict[Term, Fraction]) -> Fraction | None:
    """The value of a rational term; None where it is not one."""
    match term.op:
        case "num":
            return term.value
        case "sym":
            return values.get(term)
        case "add" | "mul":
            total = Fraction(term.op == "mul")
            for part in term.args:
                own = _number(part, values)
                if own is None:
                    return None
                total = total + own if term.op == "add" else total * own
            return total
        case "pow" if term.args[1].op == "num" and term.args[1].value in {-2, -1, 1, 2, 3}:
            own = _number(term.args[0], values)
            return None if own is None or (not own and term.args[1].value < 0) else own ** int(term.args[1].value)
        case "call" if len(term.args) == 2:
            own = _number(term.args[1], values)
            return None if own is None else KNOWN.get((term.args[0], own))
    return None


def _true(condition: Term, values: dict[Term, Fraction]) -> bool | None:
    if condition.op != "rel":
        return None
    left, right = (_number(part, values) for part in condition.args[1:])
    if left is None or right is None:
        return None
    return {"=": left == right, "!=": left != right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[condition.args[0]]


def _positive_arrays(known: tuple[Term, ...]) -> Iterator[str]:
    for condition in known:
        inner = condition.args[3] if condition.op == "all" else condition
        if inner.op == "rel" and inner.args[0] in {">", ">=", "!="} and inner.args[1].op == "at":
            yield inner.args[1].args[0].name


def _index_arrays(goal: Obligation) -> Iterator[Term]:
    """Arrays whose entries are used as indices: labels."""
    for side in (goal.left, goal.right):
        for node in walk(side):
            if node.op in {"at", "delta"}:
                for index in node.args[node.op == "at" :]:
                    yield from (inner.args[0] for inner in walk(index) if inner.op == "at" and inner.args[0].op == "arr")

