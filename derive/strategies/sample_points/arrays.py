"""Entries of arrays: what they are drawn from, given sums, and the arrays whose entries are labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from derive.model.point import PLANS
from derive.model.term import Term
from derive.strategies.sample_points.rational import Value, number, truth
from derive.terms.binding import walk

Rule = tuple[Term, Term]
Tables = dict[str, Sequence[Sequence[Fraction]]]
Entries = dict[tuple[str, tuple[int, ...]], Fraction]
PARTS = tuple(Fraction(n, d) for n, d in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (2, 1), (5, 1)))
LABELS = (Fraction(1), Fraction(2))
MAX_ENTRIES = 64


def about_entries(known: Sequence[Term]) -> list[Rule]:
    """The given conditions about one entry, each with that entry and without its "for all"."""
    found = []
    for condition in known:
        body = condition
        while body.op == "all":
            body = body.args[3]
        nodes = list(walk(body))
        entries = [node for node in nodes if node.op == "at" and node.args[0].op == "arr"]
        if len(entries) == 1 and not any(node.op in {"sum", "prod"} for node in nodes):
            found.append((entries[0], body))
    return found


def _allowed(name: str, rules: Sequence[Rule], values: Iterable[Fraction], point: Mapping[Term, Value]) -> list[Fraction]:
    own = [(entry, body) for entry, body in rules if entry.args[0].name == name]
    return [x for x in values if all(truth(body, {**point, entry: x}) is not False for entry, body in own)]


def drawn(arrays: Iterable[Term], rules: Sequence[Rule], plans: Sequence[Sequence[Fraction]] = PLANS) -> Tables:
    """For each array, the tables that its entries are drawn from: of the plans, what the conditions on its entries allow."""
    found: Tables = {}
    for name in dict.fromkeys(array.name for array in arrays):
        if any(entry.args[0].name == name for entry, _ in rules):
            tables = [table for table in (_allowed(name, rules, plan, {}) for plan in plans) if table]
            found[name] = tuple(tables or [_allowed(name, rules, PARTS, {}) or PARTS])
        else:
            found[name] = plans
    return found


def labelled(name: str, rules: Sequence[Rule], point: Mapping[Term, Fraction]) -> tuple[Sequence[Fraction], ...]:
    """What the labels of an array are drawn from: 1 and, where there is room, 2."""
    room = max((x for v, x in point.items() if v.args[1] == "int"), default=Fraction(2))
    return (_allowed(name, rules, [x for x in LABELS if x <= room], point) or LABELS[:1],)


def labels(nodes: Iterable[Term]) -> tuple[str, ...]:
    """The names of arrays whose entries are used as indices."""
    found: dict[str, None] = {}
    for node in nodes:
        if node.op in {"at", "delta"}:
            for index in node.args[node.op == "at" :]:
                found.update((inner.args[0].name, None) for inner in walk(index) if inner.op == "at" and inner.args[0].op == "arr")
    return tuple(found)


def normalised(known: Sequence[Term], point: Mapping[Term, Fraction], turn: int) -> Entries:
    """Entries that add up to what a given equation says, as in ``sum(p[i]) = 1``."""
    found: Entries = {}
    for condition in known:
        body, outer = condition, []
        while body.op == "all":
            outer.append(body.args[:3])
            body = body.args[3]
        if body.op == "rel" and body.args[0] == "=":
            for total, value in (body.args[1:], reversed(body.args[1:])):
                if total.op == "sum" and total.args[3].op == "at" and total.args[3].args[0].op == "arr":
                    for bound in _combinations(outer, point):
                        found.update(_shared_out(total, number(value, bound), bound, turn))
    return found


def _combinations(outer: Iterable[tuple[Term, ...]], point: Mapping[Term, Value]) -> Iterator[dict[Term, Value]]:
    loops = [(variable, number(low, point), number(high, point)) for variable, low, high in outer]
    if all(isinstance(edge, (int, Fraction)) for _, low, high in loops for edge in (low, high)):
        for chosen in product(*(range(int(low or 0), int(high or 0) + 1) for _, low, high in loops)):
            yield {**point, **{variable: value for (variable, _, _), value in zip(loops, chosen, strict=True)}}


def _shared_out(total: Term, value: Value | None, bound: Mapping[Term, Value], turn: int) -> Entries:
    variable, low, high, entry = total.args
    first, last = number(low, bound), number(high, bound)
    if value is None or first is None or last is None or not 0 <= last - first < MAX_ENTRIES:
        return {}
    weights = {k: 1 + k * (turn + 1) % 3 for k in range(int(first), int(last) + 1)}
    found: Entries = {}
    for k, weight in weights.items():
        where = [number(index, {**bound, variable: k}) for index in entry.args[1:]]
        if None not in where:
            found[(entry.args[0].name, tuple(int(i or 0) for i in where))] = Fraction(value) * weight / sum(weights.values())
    return found
