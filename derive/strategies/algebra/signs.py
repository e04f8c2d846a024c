"""Signs: what is known of the sign of a polynomial, from the kernels themselves and from what is given.

A known sign comes with its reason, so that the kernel can check it: multiples of given facts plus a rest that is manifestly signed.
"""

from __future__ import annotations

from itertools import compress
from typing import Any

from derive.strategies.algebra.factors import factors
from derive.strategies.algebra.keys import PolyKey
from derive.strategies.algebra.table import Algebra, Pair, Poly

POSITIVE_FUNCTIONS = frozenset({"cosh", "gamma_positive"})


def sign_of(alg: Algebra, poly: Poly) -> str:
    """One of "+", "-", "0", "0+", "0-", "!" (not zero) or "?"."""
    if poly.is_constant():
        value = int(poly.leading_coefficient()) if not poly.is_zero() else 0
        return "+" if value > 0 else "-" if value < 0 else "0"
    single = alg.single(poly)
    if single is not None and alg.kinds[single] in {"var", "at", "fn"}:
        return kernel_sign(alg, single)
    key = PolyKey(poly)
    known = alg.sign_memo.get(key)
    if known is None:
        alg.sign_memo[key] = ("?", None)
        known = alg.sign_memo[key] = _search(alg, poly)
        if known[0] != "?":
            alg.trace.append(("sign", poly, known[0], reasons(alg, known[1])))
    return known[0]


def _search(alg: Algebra, poly: Poly) -> tuple[str, Any]:
    manifest = manifest_sign(alg, poly)
    if manifest in {"+", "-", "!"}:
        return manifest, ()
    best: tuple[str, Any] = (manifest, ()) if manifest != "?" else ("?", None)
    own = alg.deps_of(poly)
    for relation, fact, scope, index in alg.given:
        if scope and not own & scope:
            continue
        for factor in (1, -1):
            if relation == "!":
                if fact == poly * factor:
                    if best[0] in {"0+", "0-"}:
                        return best[0][1], (*best[1], (factor, index))
                    best = ("!", ((factor, index),))
                continue
            rest = poly * factor - fact
            sign = "0" if rest.is_zero() else manifest_sign(alg, rest)
            if relation == "0":
                if sign in {"+", "0+", "-", "0-", "0"}:
                    return flip(sign, factor), ((factor, index),)
                continue
            if sign in {"+", "0+", "0"}:
                strict = relation == "+" or sign == "+"
                found = flip("+" if strict else "0+", factor)
                if strict:
                    return found, ((factor, index),)
                if best[0] in {"?", "!"}:
                    best = (found, ((factor, index),))
    if best[0] == "?" and alg.forall:
        best = _forall_sign(alg, poly, [alg.gens[h] for h in sorted(alg.integers) if not alg.data[h][0].name.startswith("%")])
        if best[0] != "?":
            return best
    if best[0] in {"?", "!"} and len(poly) > 1:
        from derive.strategies.algebra.lemmas import LEMMAS

        for lemma in LEMMAS:
            by_lemma = lemma(alg, poly)
            if by_lemma is not None:
                return by_lemma
        return _pairs(alg, poly, best)
    return best


def reasons(alg: Algebra, parts: Any) -> Any:
    """Facts that add up to plus or minus a polynomial, as the certificate writes them: the factor, and each fact with its cofactor."""
    if parts and not isinstance(parts[0], tuple):
        return parts
    return (alg.constant(parts[0][0]), tuple((alg.constant(parts[0][0] * factor), reference) for factor, reference in parts)) if parts else ()


def _pairs(alg: Algebra, poly: Poly, best: tuple[str, Any]) -> tuple[str, Any]:
    """Sums of two given facts: k <= m and 1 <= k give 1 <= m."""
    own = alg.deps_of(poly)
    usable = [(i, relation, fact) for relation, fact, scope, i in alg.given if relation in {"+", "0+"} and (not scope or own & scope)]
    usable = usable[:24]
    for position, (i, first, f) in enumerate(usable):
        for j, second, g in usable[position:]:
            for factor in (1, -1):
                rest = poly * factor - f - g
                sign = "0" if rest.is_zero() else manifest_sign(alg, rest) if len(rest) <= 2 else "?"
                if sign in {"+", "0+", "0"}:
                    strict = "+" in {first, second} or sign == "+"
                    return flip("+" if strict else "0+", factor), ((factor, i), (factor, j))
    return best


def flip(sign: str, factor: int) -> str:
    """The sign of a polynomial from that of its multiple."""
    if factor > 0 or sign in {"0", "!", "?"}:
        return sign
    return sign.replace("+", "*").replace("-", "+").replace("*", "-")


def manifest_sign(alg: Algebra, poly: Poly) -> str:
    """The sign that every monomial shares, from the signs of the kernels."""
    overall = ""
    strict = False
    only = len(poly) == 1
    for exponents, c in poly.terms():
        sign = "+" if c > 0 else "-"
        nonzero = True
        modulus = _modulus(alg, exponents) if alg.special else ()
        for g in compress(alg.numbers, exponents):
            e, own = exponents[g], kernel_sign(alg, g)
            if g in modulus:
                nonzero = nonzero and own in {"+", "-", "!"}
                continue
            if own == "0":
                sign = ""
                break
            if e % 2 == 0:
                nonzero = nonzero and own in {"+", "-", "!"}
            elif own in {"+", "0+"}:
                nonzero = nonzero and own == "+"
            elif own in {"-", "0-"}:
                nonzero = nonzero and own == "-"
                sign = {"+": "-", "-": "+"}.get(sign, sign)
            elif own == "!" and only:
                sign = "!"
            else:
                return "?"
        if not sign:
            continue
        if sign == "!":
            return "!" if nonzero else "?"
        if overall and overall != sign:
            return "?"
        overall = sign
        strict = strict or nonzero
    return (overall if strict else "0" + overall) if overall else "0"


def _modulus(alg: Algebra, exponents: tuple[int, ...]) -> set[int]:
    """The kernels of factors f sgn(f) = |f|, f a kernel."""
    pairs = ((g, alg.single(alg.data[g][0])) for g in alg.special if exponents[g] == 1 and alg.kinds[g] == "sgn")
    return {part for g, h in pairs if h is not None and exponents[h] == 1 for part in (g, h)}


def kernel_sign(alg: Algebra, g: int) -> str:
    """The sign of one kernel."""
    kind, data = alg.kinds[g], alg.data[g]
    if kind == "exp":
        return "+"
    if kind == "var" and data[0].op == "const":
        return "+"
    if kind == "root":
        return "+" if sign_of(alg, data[0]) in {"+", "-", "!"} else "0+"
    if kind == "delta":
        return "0+"
    if kind == "sgn":
        return sign_of(alg, data[0])
    if kind == "fn" and data[0] in {"cosh"}:
        return "+"
    if kind in {"var", "at", "fn"}:
        return _given_sign(alg, g)
    if kind == "log":
        return "?"
    if kind == "sum":
        return sum_sign(alg, data)
    return "?"


def _given_sign(alg: Algebra, g: int) -> str:
    gen = alg.gens[g]
    key = PolyKey(gen)
    known = alg.sign_memo.get(key)
    if known is not None:
        return known[0]
    found: tuple[str, Any] = ("?", None)
    for relation, fact, scope, index in alg.given:
        if scope and not alg.deps[g] & scope:
            continue
        for factor in (1, -1):
            rest = gen * factor - fact
            if rest.is_constant() and relation != "!":
                value = 0 if rest.is_zero() else int(rest.leading_coefficient())
                if value > 0 or (value == 0 and relation in {"+", "0"}):
                    found = (flip("+" if relation == "+" or value > 0 else "0", factor), ((factor, index),))
                elif value == 0 and found[0] in {"?"}:
                    found = (flip("0+", factor), ((factor, index),))
                elif value == 0 and found[0] == "!":
                    found = (flip("+", factor), ((factor, index), *found[1]))
            elif rest.is_zero() and relation == "!":
                if found[0] in {"0+", "0-"}:
                    found = (found[0][1], (*found[1], (factor, index)))
                elif found[0] == "?":
                    found = ("!", ((factor, index),))
        if found[0] in {"+", "-", "0"}:
            break
    if found[0] == "?" and alg.kinds[g] == "at":
        found = _forall_sign(alg, gen, list(alg.data[g][1:]))
    alg.sign_memo[key] = found
    if found[0] != "?":
        alg.trace.append(("sign", gen, found[0], reasons(alg, found[1])))
    return found[0]


def _forall_sign(alg: Algebra, poly: Poly, candidates: list[Poly]) -> tuple[str, Any]:
    """A condition for all indices, at one of some candidate indices in range."""
    from derive.strategies.algebra.substitution import substituted

    own = alg.deps_of(poly)
    inside = [index for index in candidates if not alg.deps_of(index) & ~own]
    for relation, fact, variable, low, high, number in alg.forall:
        if len(fact) != len(poly) or alg.deps_of(fact) & ~own & ~alg.bit(variable):
            continue
        for index in inside:
            instance, below = substituted(alg, fact, {variable: index})
            if not below.is_one():
                continue
            for factor in (1, -1):
                if instance == poly * factor and all(
                    sign_of(alg, gap) in {"+", "0+", "0"} for gap in (index * low[1] - low[0], high[0] - index * high[1])
                ):
                    return flip(relation, factor), ((factor, (*number, index)),)
    return ("?", None)


def sum_sign(alg: Algebra, data: tuple[Any, ...]) -> str:
    """The sign of a sum from the sign of its body, where the range is known to be inhabited."""
    variables, ranges, num, den = data
    top, bottom = manifest_sign(alg, num), manifest_sign(alg, den)
    if bottom not in {"+", "-"}:
        return "?"
    sign = flip(top, 1 if bottom == "+" else -1)
    if sign in {"+", "-"}:
        inhabited = all(sign_of(alg, high - low) in {"+", "0+", "0"} for low, high in ranges)
        free = not any(alg.deps_of(bound) & alg.bit(v) for pair in ranges for bound in pair for v in variables)
        return sign if inhabited and free else "0" + sign
    return sign if sign in {"0+", "0-", "0"} else "?"


def absolute(alg: Algebra, poly: Poly) -> Poly:
    """|f| as a polynomial: f, -f, or f sgn(f)."""
    sign = sign_of(alg, poly)
    if sign in {"+", "0+"}:
        return poly
    if sign in {"-", "0-"}:
        return -poly
    if sign == "0":
        return alg.nil
    content, parts = factors(alg, poly)
    result = alg.constant(abs(content))
    for part, e in parts:
        result *= part**e * (signum(alg, part) ** (e % 2))
    return result


def signum(alg: Algebra, irreducible: Poly) -> Poly:
    """The sign of an irreducible polynomial: a number where it is known, else a kernel."""
    sign = sign_of(alg, irreducible)
    if sign in {"+", "-", "0"}:
        return alg.constant({"+": 1, "-": -1, "0": 0}[sign])
    return alg.kernel("sgn", irreducible)


def sign_pair(alg: Algebra, pair: Pair) -> Pair:
    """The sign function of a fraction, as a polynomial in sign kernels."""
    if pair[0].is_zero():
        return alg.zero_pair
    result = alg.one
    hint = []
    for poly, top in ((pair[0], True), (pair[1], False)):
        content, parts = factors(alg, poly)
        if content < 0:
            result = -result
        for part, e in parts:
            s = signum(alg, part)
            power = (e % 2) if not top or sign_of(alg, part) in {"+", "-", "!"} else 2 - e % 2
            result *= s**power
            hint.append((part, e if top else -e))
    from derive.strategies.algebra.fraction import settle

    result = settle(alg, result)
    alg.trace.append(("sgn", pair, (result, alg.one), tuple(hint)))
    return (result, alg.one)
