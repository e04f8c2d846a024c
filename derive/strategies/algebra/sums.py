"""Symbolic sums: factors without the index come out, deltas are contracted, nested sums are flattened, bound variables get canonical names.

The sum of a body over an opened variable becomes a combination of sum kernels. A sum kernel's body is one monomial over one denominator,
its variables are called %k where k counts the bound variables inside, and of all orders of the variables the least is taken: equal sums are one kernel.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

from derive.model.term import Term
from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.fraction import add, inverse, multiply, power, reduced, split_by
from derive.strategies.algebra.signs import sign_of
from derive.strategies.algebra.substitution import substituted, substituted_pair
from derive.strategies.algebra.table import Algebra, BudgetError, Pair, Poly, UnsupportedError

Range = tuple[Poly, Poly]
MAX_VARIABLES = 4


def opened(alg: Algebra) -> Term:
    """A new variable for the inside of a binder."""
    alg.opened += 1
    return Term("sym", (f"@{alg.opened}", "int"))


def opening(alg: Algebra, condition: Term) -> Term:
    """The variable that stands for the bound one of a condition; the same each time."""
    new = alg.openings.get(condition)
    if new is None:
        new = alg.openings[condition] = opened(alg)
        alg.trace.append(("opened", condition, new))
    return new


def sum_over(alg: Algebra, variable: Term, bounds: Range, body: Pair) -> Pair:
    """The sum of a fraction while an opened variable runs over a range."""
    mask = alg.bit(variable)
    num, den = body
    if num.is_zero():
        return alg.zero_pair
    free_den, own_den = _parted(alg, den, mask)
    filled = free_den.is_constant() or sign_of(alg, bounds[1] - bounds[0]) in {"+", "0+", "0"}
    if not filled and sign_of(alg, free_den) not in {"+", "-", "!"}:
        raise UnsupportedError("a denominator leaves a sum that may be empty")
    pieces: list[tuple[Pair, Poly, Poly, Any, Pair]] = []
    total: Pair = alg.zero_pair
    quotient, rest = (num, alg.nil) if own_den.is_one() else divmod(num, own_den)
    if not own_den.is_one() and len(own_den) == 1:
        quotient, rest = alg.nil, num
    for part, below in ((quotient, alg.one), (rest, own_den)):
        for monomial, coefficient in _by_own_monomial(alg, part, mask):
            own, under = reduced(alg, monomial, below)
            shape, value = _summed(alg, variable, bounds, own, under)
            factor = reduced(alg, coefficient, free_den)
            sign_of(alg, factor[1])  # the certificate has to show that this denominator is not zero, or that the sum is not empty
            pieces.append((factor, own, under, shape, value))
            total = add(alg, total, multiply(alg, factor, value))
    alg.trace.append(("sum", variable, bounds, body, tuple(pieces), total))
    return total


def _parted(alg: Algebra, den: Poly, mask: int) -> tuple[Poly, Poly]:
    """A denominator as a product of what is free of the variable and the rest."""
    if not alg.deps_of(den) & mask:
        return den, alg.one
    content, parts = factors(alg, den)
    free, own = alg.constant(content), alg.one
    for part, e in parts:
        if alg.deps_of(part) & mask:
            own = own * part**e
        else:
            free = free * part**e
    return free, own


def _by_own_monomial(alg: Algebra, poly: Poly, mask: int) -> list[tuple[Poly, Poly]]:
    """The monomials in the kernels that contain the variable, each with its coefficient in the others."""
    found: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    own = [bool(d & mask) for d in alg.deps] + [False] * (alg.size - len(alg.deps))
    for exponents, c in poly.terms():
        inside = tuple(e if mine else 0 for e, mine in zip(exponents, own, strict=True))
        outside = tuple(0 if mine else e for e, mine in zip(exponents, own, strict=True))
        found.setdefault(inside, {})[outside] = c
    return [(alg.monomial(inside), alg.ring.from_dict(rest)) for inside, rest in found.items()]


def _summed(alg: Algebra, variable: Term, bounds: Range, monomial: Poly, below: Poly) -> tuple[Any, Pair]:
    """The sum of one monomial over one denominator, and how it was found."""
    mask = alg.bit(variable)
    low, high = bounds
    used = [g for g in alg.used(monomial) if alg.deps[g] & mask]
    if not used and below.is_one():
        if sign_of(alg, high - low + 1) in {"+", "0+", "0"}:
            return ("count",), (high - low + alg.one, alg.one)
        return _closed(alg, [(variable, bounds)], monomial, below, ())
    for g in used:
        if alg.kinds[g] == "delta":
            target = _solved(alg, alg.data[g][0], variable)
            if target is not None and _inside(alg, target, bounds):
                rest = divmod(monomial, alg.gens[g] ** monomial.degrees()[g])[0]
                value = substituted_pair(alg, (rest, below), {variable: target})
                return ("delta", g, target), value
    return _flattened(alg, variable, bounds, monomial, below, used)


def _solved(alg: Algebra, difference: Poly, variable: Term) -> Poly | None:
    """The value of the variable at which an index difference is zero, where the difference is +-variable + rest."""
    g = alg.var_id(variable)
    parts = split_by(alg, difference, g)
    slope = parts.get(1)
    if slope is None or len(parts) > 2 or any(e > 1 for e in parts) or not slope.is_constant() or abs(int(slope.leading_coefficient())) != 1:
        return None
    rest: Poly = parts.get(0, alg.nil)
    if alg.deps_of(rest) & alg.bit(variable):
        return None
    return -rest if slope.is_one() else rest


def _inside(alg: Algebra, target: Poly, bounds: Range) -> bool:
    return all(sign_of(alg, poly) in {"+", "0+", "0"} for poly in (target - bounds[0], bounds[1] - target))


def _flattened(alg: Algebra, variable: Term, bounds: Range, monomial: Poly, below: Poly, used: list[int]) -> tuple[Any, Pair]:
    """Sums inside the monomial are opened, so that a product of sums or a nested sum is one multiple sum."""
    degrees = monomial.degrees()
    variables: list[tuple[Term, Range]] = [(variable, bounds)]
    openings: list[tuple[int, tuple[Term, ...]]] = []
    body: Pair = (monomial, below)
    for g in used:
        if alg.kinds[g] != "sum":
            continue
        bound, ranges, num, den = alg.data[g]
        if degrees[g] * len(bound) + len(variables) > MAX_VARIABLES or any(alg.deps_of(p) & alg.bit(v) for r in ranges for p in r for v in (*bound, variable)):
            continue
        body = multiply(alg, body, power(alg, inverse(alg, (alg.gens[g], alg.one)), degrees[g]))
        for _ in range(degrees[g]):
            names = tuple(opened(alg) for _ in bound)
            mapping = {old: alg.var(new) for old, new in zip(bound, names, strict=True)}
            top, bottom = substituted(alg, num, mapping), substituted(alg, den, mapping)
            body = multiply(alg, body, multiply(alg, top, inverse(alg, bottom)))
            variables += zip(names, ranges, strict=True)
            openings.append((g, names))
    if not openings:
        return _closed(alg, variables, monomial, below, ())
    if len(body[0]) != 1:
        raise UnsupportedError("nested sum")
    return _closed(alg, variables, body[0], body[1], tuple(openings))


def _closed(alg: Algebra, variables: list[tuple[Term, Range]], num: Poly, den: Poly, openings: tuple[Any, ...]) -> tuple[Any, Pair]:
    """Sum kernels for the independent parts of a monomial over a denominator."""
    content = int(num.leading_coefficient())
    result: Pair = reduced(alg, alg.constant(content), alg.one)
    blocks = _components(alg, [v for v, _ in variables], num, den)
    ranges = dict(variables)
    parts: list[tuple[Any, Any, Pair]] = []
    for names, top, bottom in blocks:
        if not names:
            result = multiply(alg, result, reduced(alg, top, bottom))
            parts.append(((), None, (top, bottom)))
            continue
        if top.is_one() and bottom.is_one() and len(names) == 1 and openings:
            low, high = ranges[names[0]]
            if sign_of(alg, high - low + 1) in {"+", "0+", "0"}:
                result = multiply(alg, result, (high - low + alg.one, alg.one))
                parts.append((names, "count", (top, bottom)))
                continue
        gen, order = _canonical(alg, names, [ranges[v] for v in names], top, bottom)
        result = multiply(alg, result, (gen, alg.one))
        parts.append((order, alg.id_of(gen), (top, bottom)))
    return ("kernels", openings, tuple(parts)), result


def _components(alg: Algebra, variables: list[Term], num: Poly, den: Poly) -> list[tuple[tuple[Term, ...], Poly, Poly]]:
    """The factors of a monomial grouped by the variables that they share; a denominator's irreducible factors count as factors."""
    atoms: list[tuple[int, Poly, Poly]] = []
    for g, e in enumerate(num.degrees()):
        if e:
            atoms.append((alg.deps[g], alg.gens[g] ** e, alg.one))
    if not den.is_one():
        content, parts = factors(alg, den)
        atoms.append((0, alg.one, alg.constant(content)))
        atoms += [(alg.deps_of(part), alg.one, part**e) for part, e in parts]
    groups: list[tuple[int, Poly, Poly]] = [(alg.bit(v), alg.one, alg.one) for v in variables]
    outer = (alg.one, alg.one)
    every = sum(alg.bit(v) for v in variables)
    for mask, top, bottom in atoms:
        own = mask & every
        if not own:
            outer = (outer[0] * top, outer[1] * bottom)
            continue
        touching = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        for group in touching:
            own, top, bottom = own | group[0], top * group[1], bottom * group[2]
        groups.append((own, top, bottom))
    found = [(tuple(v for v in variables if alg.bit(v) & mask), top, bottom) for mask, top, bottom in groups]
    return [*found, ((), *outer)] if outer != (alg.one, alg.one) else found


def _canonical(alg: Algebra, names: tuple[Term, ...], ranges: list[Range], num: Poly, den: Poly) -> tuple[Poly, tuple[Term, ...]]:
    """The sum kernel over some variables, with the order that gave it: of all orders the one with the least text."""
    if len(names) > MAX_VARIABLES:
        raise BudgetError("nested sums")
    base = max(alg.level_of(num), alg.level_of(den))
    best: tuple[str, Any, tuple[Term, ...]] | None = None
    orders = permutations(range(len(names))) if len(names) > 1 else [(0,)]
    for order in orders:
        bound = tuple(Term("sym", (f"%{base + position + 1}", "int")) for position in range(len(names)))
        mapping = {names[original]: alg.var(bound[position]) for position, original in enumerate(order)}
        top, bottom = substituted(alg, num, mapping), substituted(alg, den, mapping)
        if not top[1].is_one() or not bottom[1].is_one():
            body = multiply(alg, top, inverse(alg, bottom))
            top, bottom = (body[0], alg.one), (body[1], alg.one)
        bounds = tuple(ranges[original] for original in order)
        text = f"{top[0]}|{bottom[0]}|{bounds}"
        if best is None or text < best[0]:
            best = (text, (bound, bounds, top[0], bottom[0]), tuple(names[original] for original in order))
    assert best is not None
    return alg.kernel("sum", *best[1]), best[2]


def rebuilt(alg: Algebra, variables: tuple[Term, ...], ranges: tuple[Range, ...], body: Pair) -> Pair:
    """A sum kernel after a substitution in its body, summed again from the inside out."""
    names = [opened(alg) for _ in variables]
    mapping = {old: alg.var(new) for old, new in zip(variables, names, strict=True)}
    value = substituted_pair(alg, body, mapping)
    for new, bounds in zip(names, ranges, strict=True):
        alg.scope(new, bounds)
    for new, bounds in reversed(list(zip(names, ranges, strict=True))):
        value = sum_over(alg, new, bounds, value)
    alg.trace.append(("rebuilt", variables, tuple(names), ranges, body, value))
    return value
