"""Signs by a lemma: a sum is at least each of its terms, an exponential lies above its tangent, squares are not negative."""

from __future__ import annotations

from typing import Any

from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.fraction import split_by
from derive.strategies.algebra.signs import flip, manifest_sign, sign_of
from derive.strategies.algebra.substitution import substituted
from derive.strategies.algebra.table import Algebra, Poly

Found = tuple[str, Any] | None


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


def tangent(alg: Algebra, poly: Poly) -> Found:
    """exp(u) >= 1 + u, and log(u) <= u - 1 for u > 0 (convexity)."""
    for g in alg.used(poly):
        kind, data = alg.kinds[g], alg.data[g]
        if kind == "exp" and data[1].is_one():
            fact = alg.gens[g] - 1 - data[0]
        elif kind == "log" and sign_of(alg, data[0]) == "+":
            fact = data[0] - 1 - alg.gens[g]
        else:
            continue
        found = _above(alg, poly, fact, ("tangent", g))
        if found is not None:
            return found
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
        sign = sign_of(alg, lead * parts.get(0, alg.nil) * 4 - middle * middle)
        if sign in {"+", "0+", "0"}:
            strict = "+" if sign == "+" else "0+"
            factor = 1 if int(lead.leading_coefficient()) > 0 else -1
            return flip(strict, factor), ((factor, ("quadratic", g)),)
    return None


def _above(alg: Algebra, poly: Poly, fact: Poly, reference: tuple[Any, ...]) -> Found:
    """The sign of a polynomial that is plus or minus a fact and a rest of manifest sign."""
    for factor in (1, -1):
        rest = poly * factor - fact
        sign = "0" if rest.is_zero() else manifest_sign(alg, rest)
        if sign in {"+", "0+", "0"}:
            return flip("+" if sign == "+" else "0+", factor), ((factor, reference),)
    return None


LEMMAS = (dominated, tangent, square, quadratic)
