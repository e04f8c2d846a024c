"""Integer variables: sizes of 2 first, then unequal sizes, then each at its least; indices distinct, then equal, then every pattern in range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from derive.model.term import Term
from derive.strategies.sample_points.rational import truth
from derive.terms.binding import free

Plan = dict[Term, int]
SPAN = 4
"""How many values an integer takes."""
MAX_SIZES = 48
MAX_PATTERNS = 24
OTHER_SIZES = 8
LEAST_PATTERNS = 4
LARGEST = 64


def plans(integers: Sequence[Term], known: Sequence[Term], wanted: frozenset[Term]) -> Iterator[Plan]:
    """Assignments of the integer variables that satisfy what is given about them, the most telling first; at least one."""
    if not integers:
        yield {}
        return
    rules = [c for c in known if free(c) and all(v.op == "sym" and v.args[1] == "int" for v in free(c))]
    bounding = {v for c in rules for v in _larger(c)}
    indices = [v for v in integers if v not in bounding and any(v in free(c) and len(free(c)) > 1 for c in rules)]
    sizes = [v for v in integers if v not in indices]
    values = {v: _values(v, rules) for v in integers}
    indices.sort(key=lambda v: v not in wanted)
    found: dict[tuple[int, ...], None] = {}
    for plan in _telling(sizes, indices, rules, values):
        key = tuple(plan[v] for v in integers)
        if key not in found:
            found[key] = None
            yield plan
    if not found:
        yield {v: values[v][0] for v in integers}


def _telling(sizes: list[Term], indices: list[Term], rules: list[Term], values: dict[Term, list[int]]) -> Iterator[Plan]:
    def of_sizes() -> Iterator[Plan]:
        small = {v: values[v][: SPAN if min(values[v]) < 1 else 3 if len(sizes) < 3 else 2] for v in sizes}
        return _assigned(sizes, rules, lambda v, _: small[v], {})

    def of_indices(start: Plan, order: Callable[[Term, Plan], Sequence[int]]) -> Iterator[Plan]:
        return _assigned([*sizes, *indices], rules, order, start)

    def distinct(v: Term, plan: Plan) -> list[int]:
        taken = [plan[i] for i in indices if i in plan]
        return sorted(sorted(values[v]), key=taken.count)

    def equal(v: Term, plan: Plan) -> list[int]:
        taken = [plan[i] for i in indices if i in plan]
        return sorted(sorted(values[v]), key=lambda value: -taken.count(value))

    first = next(of_sizes(), None)
    if first is None:
        return
    for order in (distinct, equal):
        yield from islice(of_indices(first, order), 1)
    rank = {v: {value: position for position, value in enumerate(values[v])} for v in sizes}
    others = sorted(islice(of_sizes(), MAX_SIZES), key=lambda plan: (max((rank[v][plan[v]] for v in sizes), default=0), sum(rank[v][plan[v]] for v in sizes)))
    for plan in others[1:3]:
        yield from islice(of_indices(plan, distinct), 1)
    yield from islice(of_indices(first, lambda v, _: sorted(values[v])), MAX_PATTERNS)
    for plan in others[1 : OTHER_SIZES + 1]:
        for order in (distinct, equal):
            yield from islice(of_indices(plan, order), 1)
    for v in sizes:
        if len(sizes) > 2 and first[v] != min(values[v]):
            yield from islice(of_indices({**first, v: min(values[v])}, lambda i, _: sorted(values[i])), LEAST_PATTERNS)


def _assigned(variables: list[Term], rules: list[Term], options: Callable[[Term, Plan], Sequence[int]], start: Plan) -> Iterator[Plan]:
    """Every assignment that extends a start, variable by variable; a rule is looked at as soon as its last variable has a value."""
    order = [v for v in variables if v not in start]
    due: dict[Term, list[Term]] = {v: [] for v in order}
    for rule in rules:
        inside = free(rule)
        later = [v for v in order if v in inside]
        if later and all(v in due or v in start for v in inside):
            due[later[-1]].append(rule)

    return _extended(order, due, options, dict(start))


def _extended(order: list[Term], due: dict[Term, list[Term]], options: Callable[[Term, Plan], Sequence[int]], plan: Plan) -> Iterator[Plan]:
    if not order:
        yield dict(plan)
        return
    v = order[0]
    for value in options(v, plan):
        plan[v] = value
        if all(truth(rule, plan) is not False for rule in due[v]):
            yield from _extended(order[1:], due, options, plan)
    plan.pop(v, None)


def _values(variable: Term, rules: list[Term]) -> list[int]:
    """The smallest values that the variable's own conditions allow, 2 first; from 1 on where none says how small it may be."""
    own = [rule for rule in rules if free(rule) == {variable}]
    low = 1 if not any(_below(rule) for rule in own) else -SPAN
    allowed = list(islice((n for n in range(low, LARGEST) if all(truth(rule, {variable: n}) is not False for rule in own)), SPAN)) if own else [1, 2, 3, 4]
    return sorted(allowed, key=lambda n: (abs(n - 2), -n)) or [2]


def _below(rule: Term) -> bool:
    """Whether a condition on one variable is a lower bound or an equation: v >= c, c <= v, v = c."""
    if rule.op != "rel":
        return False
    sign, left, _ = rule.args
    return bool(sign == "=" or (sign in {">", ">="}) == (left.op == "sym"))


def _larger(condition: Term) -> Iterator[Term]:
    """The larger side of k <= m."""
    if condition.op != "rel":
        return
    sign, left, right = condition.args
    if left.op == "sym" and right.op == "sym" and sign in {"<=", "<", ">=", ">"}:
        yield right if sign in {"<=", "<"} else left
