"""Signs by a lemma: a sum is at least each of its terms, an exponential lies above its tangent, squares are not negative."""

from __future__ import annotations

from typing import Any

from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.fraction import split_by
from derive.strategies.algebra.signs import flip, manifest_sign, sign_of
from derive.strategies.algebra.substitution import substituted
from derive.strategies.algebra.table import Algebra, Poly

Found = tuple[str, Any] | None
"""A sign, and what shows it: facts that add up, or a factor of the polynomial with the facts that add up to its product."""


def dominated(alg: Algebra, poly: Poly) -> Found:
    """A sum of non-negative terms is at least each of them: one such sum in a polynomial, against its term at an index in range."""
    for g in alg.used(poly):
        if alg.kinds[g] != "sum" or len(alg.data[g][0]) != 1:
            continue
        (variable,), ((low, high),), num, den = alg.data[g]
        if not den.is_one() or manifest_sign(alg, num) not in {"+", "0+"}:
            continue
        for h in list(alg.integers):
            index = alg.gens[h]
            if alg.data[h][0].name.startswith("%") or sign_of(alg, index - low) not in {"+", "0+"} or sign_of(alg, high - index) not in {"+", "0+"}:
                continue
            term, below = substituted(alg, num, {variable: index})
            if not below.is_one():
                continue
            for factor in (1, -1):
                rest = poly * factor - (alg.gens[g] - term)
                sign = "0" if rest.is_zero() else manifest_sign(alg, rest)
                if sign in {"+", "0+", "0"}:
                    return flip("+" if sign == "+" else "0+", factor), ((factor, ("term", g, index)),)
    return None


def square(alg: Algebra, poly: Poly) -> Found:
    """A number times a square."""
    content, parts = factors(alg, poly)
    if any(e % 2 for _, e in parts):
        return None
    root: Poly = alg.one
    for part, e in parts:
        root = root * part ** (e // 2)
    return _above(alg, poly, root * root * abs(content), ("square", root, abs(content)))


def quadratic(alg: Algebra, poly: Poly) -> Found:
    """a t^2 + b t + c has the sign of a where 4ac - b^2 is positive: 4a p = (2at + b)^2 + 4ac - b^2."""
    for g in alg.used(poly):
        parts = split_by(alg, poly, g)
        lead = parts.get(2)
        if lead is None or max(parts) > 2 or not lead.is_constant():
            continue
        middle: Poly = parts.get(1, alg.nil)
        gap = lead * parts.get(0, alg.nil) * 4 - middle * middle
        sign = sign_of(alg, gap)
        if sign in {"+", "0+", "0"}:
            root = (alg.one, ("square", lead * alg.gens[g] * 2 + middle, 1))
            return flip("+" if sign == "+" else "0+", int(lead.leading_coefficient())), (lead * 4, (root,) if gap.is_constant() else (root, (alg.one, ("sign", gap))))
    return None


def _above(alg: Algebra, poly: Poly, fact: Poly, reference: tuple[Any, ...]) -> Found:
    """The sign of a polynomial that is plus or minus a fact and a rest of manifest sign."""
    for factor in (1, -1):
        rest = poly * factor - fact
        sign = "0" if rest.is_zero() else manifest_sign(alg, rest)
        if sign in {"+", "0+", "0"}:
            return flip("+" if sign == "+" else "0+", factor), ((factor, reference),)
    return None


LEMMAS = (dominated, square, quadratic)
