"""Which axioms may help with the sign of a polynomial: terms whose tangent, square or bound speaks of the kernels that it contains."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import gcd

from derive.model.term import Term
from derive.strategies.algebra.fraction import split_by
from derive.strategies.algebra.table import Algebra, Poly
from derive.strategies.algebra.to_term import kernel_term, pair_term, term_of
from derive.terms.build import ONE, ZERO, add, call, mul, neg, num, rel, sub
from derive.terms.definitions import AXIOMS

MAX_INSTANCES = 28
MAX_KERNELS = 6


def instances(alg: Algebra, poly: Poly) -> list[tuple[Term, Term | None]]:
    """Facts, each with the term that it is an axiom of; None where it has to be proved by itself."""
    found: dict[Term, Term | None] = {}
    for term in _tangents(alg, poly):
        found.setdefault(AXIOMS["tangent"](term), term)
    for g in _of_kind(alg, poly, "fn"):
        if alg.data[g][0] == "erf":
            argument = pair_term(alg, alg.data[g][1])
            found.update(dict.fromkeys((AXIOMS[name](argument) for name in ("erf below 1", "erf above -1")), argument))
    for fact in (*_monotone(alg, poly), *_bounds_of_roots(alg, poly)):
        found.setdefault(fact, None)
    for term in _roots_of_squares(alg, poly):
        found.setdefault(AXIOMS["square"](term), term)
    return list(found.items())[:MAX_INSTANCES]


def _of_kind(alg: Algebra, poly: Poly, kind: str) -> list[int]:
    return [g for g in alg.used(poly) if alg.kinds[g] == kind][:MAX_KERNELS]


def _tangents(alg: Algebra, poly: Poly) -> Iterator[Term]:
    """exp(t) >= 1 + t: for the logarithms together, for each, for each exponential and for the quotient of two."""
    logs = _of_kind(alg, poly, "log")
    whole = _linear_part(alg, poly, logs)
    if whole is not None:
        yield whole
        yield neg(whole)
    for g in logs:
        yield kernel_term(alg, g)
        yield neg(kernel_term(alg, g))
    exponents = [pair_term(alg, alg.data[g]) for g in _of_kind(alg, poly, "exp")]
    for exponent in exponents:
        yield exponent
        yield neg(exponent)
    for first, second in combinations(exponents, 2):
        yield sub(first, second)
        yield sub(second, first)


def _linear_part(alg: Algebra, poly: Poly, logs: list[int]) -> Term | None:
    """The combination of logarithms that a polynomial contains, where all have the same coefficient up to numbers."""
    if len(logs) < 2:
        return None
    slopes = []
    for g in logs:
        parts = split_by(alg, poly, g)
        if set(parts) - {0, 1} or 1 not in parts:
            return None
        slopes.append(parts[1])
    content, base = slopes[0].primitive()
    counts = [Fraction(int(content))]
    for slope in slopes[1:]:
        ratio = slope / base if not slope.is_zero() and divmod(slope, base)[1].is_zero() else None
        if ratio is None or not ratio.is_constant():
            return None
        counts.append(Fraction(int(ratio.leading_coefficient())))
    shared = gcd(*(int(c) for c in counts))
    return add(*(mul(num(c / shared), kernel_term(alg, g)) for c, g in zip(counts, logs, strict=True)))


def _monotone(alg: Algebra, poly: Poly) -> Iterator[Term]:
    """log f is at least the logarithm of each part of f, and of 1."""
    for g in _of_kind(alg, poly, "log"):
        inside = alg.data[g][0]
        own = kernel_term(alg, g)
        if inside.is_constant():
            yield rel(">", own, ZERO)
            continue
        for exponents, c in list(alg.terms(inside))[:4]:
            if c <= 0:
                continue
            part = alg.monomial(exponents)
            single = alg.single(part)
            if part.is_one():
                yield rel(">", own, ZERO)
            elif single is not None and alg.kinds[single] == "exp":
                yield rel(">", own, pair_term(alg, alg.data[single]))


def _bounds_of_roots(alg: Algebra, poly: Poly) -> Iterator[Term]:
    """A root is more than what stands against it."""
    for g in _of_kind(alg, poly, "root"):
        parts = split_by(alg, poly, g)
        slope = parts.get(1)
        if alg.data[g][1] == 2 and set(parts) == {0, 1} and slope is not None and slope.is_constant() and int(slope.leading_coefficient()) == 1:
            yield rel(">", kernel_term(alg, g), term_of(alg, -parts[0]))


def _roots_of_squares(alg: Algebra, poly: Poly) -> Iterator[Term]:
    """a - b and a + b for monomials whose product occurs; a number and a kernel count as monomials."""
    terms = {exponents: int(c) for exponents, c in alg.terms(poly)}
    wholes = [m for m in terms if all(e % 2 == 0 for e in m)]
    halves = {tuple(e // 2 for e in m) for m in wholes}
    for g in alg.used(poly):
        unit = tuple(int(position == g) for position in range(alg.size))
        if alg.kinds[g] == "root":
            halves.add(unit)
        elif alg.kinds[g] == "fn" and alg.data[g][0] in {"sin", "cos"}:
            for name in ("sin", "cos"):
                yield call(name, pair_term(alg, alg.data[g][1]))
            yield sub(ONE, kernel_term(alg, g))
            yield add(ONE, kernel_term(alg, g))
        halves.add(unit)
    halves.add((0,) * alg.size)
    for g, h in combinations(_of_kind(alg, poly, "root"), 2):
        yield sub(kernel_term(alg, g), kernel_term(alg, h))
    for first, second in combinations(sorted(halves), 2):
        product = tuple(a + b for a, b in zip(first, second, strict=True))
        if product in terms:
            left, right = (term_of(alg, alg.monomial(m)) for m in (first, second))
            for a, b in _scaled(alg, poly, first, second):
                yield (sub if terms[product] < 0 else add)(mul(num(a), left), mul(num(b), right))


def _scaled(alg: Algebra, poly: Poly, first: tuple[int, ...], second: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Weights of the two monomials: 1 and 1, and those that complete the square."""
    yield 1, 1
    terms = dict(alg.terms(poly))
    cross = abs(int(terms[tuple(a + b for a, b in zip(first, second, strict=True))]))
    for own, swapped in ((first, False), (second, True)):
        lead = abs(int(terms.get(tuple(2 * e for e in own), 0)))
        if lead and (2 * lead, cross) != (cross, 2 * lead):
            yield (cross, 2 * lead) if swapped else (2 * lead, cross)
