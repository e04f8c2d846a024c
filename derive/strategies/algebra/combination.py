"""The sign of a polynomial as a combination of facts: s p = c_1 fact_1 + ... + c_k fact_k + rest, found by linear programming.

Each factor c is a number times a monomial, or another fact, that is not negative (a Positivstellensatz certificate of low degree, as in Lean's ``linarith`` and ``nlinarith``).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import lcm
from operator import sub
from typing import Any

from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.fraction import settle
from derive.strategies.algebra.signs import manifest_sign, sign_of
from derive.strategies.algebra.simplex import weights
from derive.strategies.algebra.table import Algebra, Pair, Poly

MAX_TERMS = 24
MAX_COLUMNS = 200
MAX_FACTORS = 24
Fact = tuple[str, Poly, Any]


def crossed(alg: Algebra, left: Pair, right: Pair, gap: Poly) -> None:
    """Where the numerator of a difference is zero by facts, so is what cross-multiplication gives: the line that the kernel looks for."""
    whole = settle(alg, left[0] * right[1] - right[0] * left[1])
    if whole != gap and not whole.is_zero():
        alg.trace.append(("sign", whole, "0", (alg.one, ((divmod(whole, gap)[0], ("sign", gap)),))))


def combined_sign(alg: Algebra, poly: Poly, strict: bool) -> str:
    """The sign "+" (or "0+" where that is enough) of a polynomial, with its line in the trace; "?" where no combination shows it."""
    content, parts = factors(alg, poly)
    if len(parts) == 1 and parts[0][1] == 1:
        return _by_facts(alg, poly, strict)
    for part, _ in parts:
        if sign_of(alg, part) == "0":
            alg.trace.append(("sign", poly, "0", (alg.one, ((divmod(poly, part)[0], ("sign", part)),))))
            return "0"
    open_part, cofactor = alg.constant(1 if content > 0 else -1), alg.constant(abs(content))
    for part, e in parts:
        own, power = _either(alg, part, e, strict), part**e
        if own == "?":
            open_part = open_part * power
        else:
            cofactor, open_part = (cofactor * power, open_part) if "+" in own else (cofactor * -power, -open_part)
    found = "+" if open_part.is_one() else "?" if open_part.is_constant() else _by_facts(alg, open_part, strict)
    if found == "?" or open_part == poly:
        return found
    return _product(alg, poly, [*((part**e, _either(alg, part, e, strict)) for part, e in parts if not divmod(open_part, part)[1].is_zero()), (open_part, found)])


def _either(alg: Algebra, part: Poly, e: int, strict: bool) -> str:
    """The sign of a factor's power, by what is known or by a combination of facts for it or for minus it."""
    own = sign_of(alg, part**e)
    if own not in {"?", "!"}:
        return own
    if e % 2:
        for factor in (1, -1):
            found = _by_facts(alg, part * factor, strict) if e == 1 else "?"
            if found != "?":
                return found if factor > 0 else found.replace("+", "-")
    return "?"


def _product(alg: Algebra, poly: Poly, signed: list[tuple[Poly, str]]) -> str:
    """Lines for a product, one factor after the other."""
    (first, sign), *rest = [(part if "+" in own else -part, own.replace("-", "+")) for part, own in signed]
    total, constant = first, poly
    for part, own in rest:
        if part.is_one():
            continue
        sign = "+" if sign == own == "+" else "0+"
        alg.trace.append(("sign", total * part, sign, (alg.one, ((total, ("sign", part)),))))
        total = total * part
    ratio = divmod(constant, total)[0]
    if ratio.is_constant() and ratio != 1 and int(ratio.leading_coefficient()) > 0:
        alg.trace.append(("sign", poly, sign, (alg.one, ((ratio, ("sign", total)),))))
    return sign


def _by_facts(alg: Algebra, poly: Poly, strict: bool) -> str:
    if len(poly) > MAX_TERMS:
        return "?"
    known = sign_of(alg, poly)
    if known in {"+", "0"} or (known == "0+" and not strict):
        return known
    own = alg.deps_of(poly)
    facts = [(relation, fact, index) for relation, fact, scope, index in alg.given if not scope and relation != "!" and len(fact) <= MAX_TERMS]
    facts = [f for f in facts if alg.deps_of(f[1]) & own]
    facts += [("0", alg.gens[g] - 1, ("unit", g)) for g in alg.used(poly) if alg.kinds[g] == "exp" and sign_of(alg, alg.data[g][0]) == "0"]
    for relation, fact, index in facts:
        quotient, left_over = divmod(fact, poly)
        if left_over.is_zero() and not quotient.is_constant() and sign_of(alg, quotient) in ({"+", "-", "!"} if relation == "0" else {"+"}):
            if relation != "0+" or not strict:
                alg.trace.append(("sign", poly, relation, (quotient, ((alg.one, index),))))
                return relation
    for scale in _scales(alg, facts):
        found = _solved(alg, settle(alg, poly * scale), poly, scale, facts, strict)
        if found != "?":
            return found
    return "?"


def _scales(alg: Algebra, facts: list[Fact]) -> list[Poly]:
    """1, and the exponentials and positive variables of the facts."""
    used = {g for _, fact, _ in facts for g in alg.used(fact)}
    return [alg.one, *(alg.gens[g] for g in sorted(used) if alg.kinds[g] == "exp")][:4]


def _solved(alg: Algebra, target: Poly, poly: Poly, scale: Poly, facts: list[Fact], strict: bool) -> str:
    columns: list[dict[Any, int]] = []
    meaning: list[tuple[Poly, Any] | None] = []
    sharp: set[int] = set()
    monomials = {m for p in (target, *(fact for _, fact, _ in facts)) for m, _ in p.terms()}
    for cofactor, (relation, fact, index) in _products(alg, facts, monomials):
        if len(columns) > MAX_COLUMNS:
            break
        product = settle(alg, cofactor * fact)
        if len(product) > MAX_TERMS or product.is_zero():
            continue
        column = dict(alg.terms(product))
        if relation == "+" and sign_of(alg, cofactor) == "+":
            sharp.add(len(columns))
        columns.append(column)
        meaning.append((cofactor, index))
        if relation == "0":
            columns.append({m: -c for m, c in column.items()})
            meaning.append((-cofactor, index))
    for m in {m for column in columns for m in column} | {m for m, _ in alg.terms(target)}:
        sign = manifest_sign(alg, alg.monomial(m))
        if sign in {"+", "0+", "-", "0-"}:
            if len(sign) == 1:
                sharp.add(len(columns))
            columns.append({m: 1 if "+" in sign else -1})
            meaning.append(None)
    found = weights(dict(alg.terms(target)), columns, frozenset(sharp) if strict else frozenset())
    if found is None or (strict and not sharp & set(found)):
        return "?"
    denominator = lcm(*(int(w.q) for w in found.values())) if found else 1
    used: dict[Any, Poly] = {}
    reasons: list[tuple[Poly, Any]] = []
    for j, weight in found.items():
        part, count = meaning[j], int(weight * denominator)
        if part is None:
            continue
        if len(part[0]) == 1:
            used[part[1]] = used.get(part[1], alg.nil) + part[0] * count
            continue
        other = next(index for _, fact, index in facts if fact == part[0])
        alg.trace.append(("sign", part[0] * count, sign_of(alg, part[0]), (alg.one, ((alg.constant(count), other),))))
        reasons.append((part[0] * count, part[1]))
    reasons += [(cofactor, index) for index, cofactor in used.items()]
    if not reasons:
        return "?"
    exact = all(meaning[j] is not None for j in found) and all(relation == "0" for relation, _, index in facts if index in {i for _, i in reasons})
    sign = "0" if exact else "+" if sharp & set(found) else "0+"
    alg.trace.append(("sign", poly, sign, (scale * denominator, tuple(reasons))))
    return sign


def _products(alg: Algebra, facts: list[Fact], monomials: set[tuple[int, ...]]) -> Iterator[tuple[Poly, Fact]]:
    """Each fact alone, times monomials that make its terms meet those of others, and products of two facts."""
    for fact in facts:
        yield alg.one, fact
    for fact in facts:
        tried: set[tuple[int, ...]] = set()
        for own, _ in fact[1].terms():
            for wanted in monomials:
                quotient = tuple(map(sub, wanted, own))
                if min(quotient) < 0 or not any(quotient) or quotient in tried or len(tried) >= MAX_FACTORS:
                    continue
                tried.add(quotient)
                cofactor = alg.monomial(quotient)
                sign = "0+" if fact[0] == "0" else sign_of(alg, cofactor)
                if sign in {"+", "0+"}:
                    yield cofactor, fact
                elif sign in {"-", "0-"}:
                    yield -cofactor, fact
    signed = [fact for fact in facts if fact[0] in {"+", "0+"}][:8]
    for position, fact in enumerate(signed):
        for other in signed[position:]:
            if sign_of(alg, other[1]) in {"+", "0+"}:
                yield other[1], fact
