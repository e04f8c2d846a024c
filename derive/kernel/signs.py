"""Signs of polynomials: "+", "-", "0", "0+", "0-" or "!" (not zero), each derived from given facts plus a rest that shows its sign.

    s p = c_1 fact_1 + ... + c_k fact_k + rest     s > 0; each fact > 0 or >= 0 and its c >= 0, or fact = 0; rest manifestly >= 0
    ----------------------------------------------------------------------------------------------------------------------
    p >= 0, and > 0 where a part of the sum is
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel.polynomial import Poly, RejectedError, freeze, plus, thaw, times

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

FLIP = {"+": "-", "-": "+", "0+": "0-", "0-": "0+", "0": "0", "!": "!", "?": "?"}


def sign_of(book: Replay, poly: Poly) -> str:
    """The sign of a polynomial: manifest, or claimed by the certificate and checked here; "?" where it is not known."""
    if not poly:
        return "0"
    if len(poly) == 1 and () in poly:
        return "+" if poly[()] > 0 else "-"
    key = freeze(poly)
    known = book.checked_signs.get(key)
    if known is None:
        book.checked_signs[key] = "?"
        known = book.checked_signs[key] = _checked(book, key, poly)
    return known


def _checked(book: Replay, key: Any, poly: Poly) -> str:
    line = book.sign_line(key)
    if line is None:
        opposite = {m: -c for m, c in poly.items()}
        if book.sign_line(freeze(opposite)) is not None:
            return FLIP[sign_of(book, opposite)]
    if line is None or not line[1]:
        return manifest_sign(book, poly)
    claimed, (scale, reasons) = line
    facts = [(thaw(cofactor), *book.fact(reference, poly)) for cofactor, reference in reasons]
    book.own(book.table.free_of(poly), thaw(scale), *(part for cofactor, _, fact in facts for part in (cofactor, fact)))
    rule = _nonzero if any(relation == "!" for _, relation, _ in facts) else _combined
    found = rule(book, times(thaw(scale), poly), facts)
    found = {"+": found, "-": FLIP[found], "!": "0" if found == "0" else "?"}.get(sign_of(book, thaw(scale)), "?")
    if found != claimed:
        raise RejectedError(f"a sign is claimed as {claimed} but follows as {found}")
    return found


def _nonzero(book: Replay, whole: Poly, facts: list[tuple[Poly, str, Poly]]) -> str:
    """p != 0 alone, or with p >= 0 or p <= 0, given or manifest; each fact is p up to a number."""
    if any(set(cofactor) != {()} or plus(whole, times(cofactor, fact), -1) for cofactor, _, fact in facts):
        raise RejectedError("a fact is about something else")
    others = [(relation, cofactor[()]) for cofactor, relation, _ in facts if relation != "!"]
    if not others:
        return {"0+": "+", "0-": "-"}.get(manifest_sign(book, whole), "!")
    relation, factor = others[0]
    if relation not in {"0+", "+"}:
        raise RejectedError("a fact does not fit")
    return "+" if factor > 0 else "-"


def _combined(book: Replay, whole: Poly, facts: list[tuple[Poly, str, Poly]]) -> str:
    """The sign of a sum of facts, each with a factor >= 0 (any factor where the fact is an equation), and a manifest rest."""
    total = "0"
    for cofactor, relation, fact in facts:
        if relation != "0":
            weight = sign_of(book, cofactor)
            if weight not in {"+", "0+", "0"} or relation not in {"+", "0+"}:
                raise RejectedError("facts do not add up")
            total = "+" if weight == relation == "+" or total == "+" else "0+"
        whole = plus(whole, times(cofactor, fact), -1)
    own = manifest_sign(book, book.settle(whole))
    if total == "0":
        return own
    if own not in {"+", "0+", "0"}:
        raise RejectedError("facts do not add up")
    return "+" if "+" in {own, total} else "0+"


def manifest_sign(book: Replay, poly: Poly) -> str:
    """The sign that all monomials share, from the signs of the kernels; "?" where they share none."""
    overall, strict = "", False
    for monomial, c in poly.items():
        sign, nonzero = ("+" if c > 0 else "-"), True
        modulus = _modulus(book, monomial)
        for g, e in monomial:
            if g in modulus:
                nonzero = nonzero and kernel_sign(book, g) in {"+", "-", "!"}
                continue
            own = kernel_sign(book, g)
            if own == "0":
                sign = ""
                break
            nonzero = nonzero and own in {"+", "-", "!"}
            if e % 2:
                if own == "?" or (own == "!" and len(poly) > 1):
                    return "?"
                if own == "!":
                    sign = "!"
                elif own in {"-", "0-"}:
                    sign = FLIP[sign]
        if not sign:
            continue
        if sign == "!":
            return "!" if nonzero else "?"
        if overall and overall != sign:
            return "?"
        overall, strict = sign, strict or nonzero
    return (overall if strict else "0" + overall) if overall else "0"


def _modulus(book: Replay, monomial: Any) -> set[int]:
    """The kernels of factors f sgn(f) = |f|, f a kernel."""
    powers = dict(monomial)
    pairs = ((g, book.table.single(book.table.data[g][0])) for g, e in monomial if e == 1 and book.table.kinds[g] == "sgn")
    return {part for g, h in pairs if h is not None and powers.get(h) == 1 for part in (g, h)}


def kernel_sign(book: Replay, g: int) -> str:
    """The sign of one kernel: exponentials, roots, deltas and pi by what they are, sums by their bodies, the rest by given facts."""
    kind, data = book.table.kinds[g], book.table.data[g]
    match kind:
        case "exp":
            return "+"
        case "delta":
            return "0+"
        case "root":
            return "+" if sign_of(book, data[0]) in {"+", "-", "!"} else "0+"
        case "sgn":
            return sign_of(book, data[0])
        case "sum":
            return _sum_sign(book, data)
        case "var" if data[0].op == "const":
            return "+"
        case "fn" if data[0] == "cosh":
            return "+"
    key = freeze({((g, 1),): 1})
    return sign_of(book, {((g, 1),): 1}) if book.sign_line(key) is not None else "?"


def _sum_sign(book: Replay, data: tuple[Any, ...]) -> str:
    _, ranges, num, den = data
    top, bottom = manifest_sign(book, num), manifest_sign(book, den)
    if bottom not in {"+", "-"}:
        return "?"
    sign = top if bottom == "+" else FLIP[top]
    if sign in {"+", "-"}:
        inhabited = all(sign_of(book, plus(high, low, -1)) in {"+", "0+", "0"} for low, high in ranges)
        return sign if inhabited else "0" + sign
    return sign if sign in {"0+", "0-", "0"} else "?"
