"""Functions that stay functions, and powers with symbolic integer exponents.

    sin, cos of n_1 a_1 + ... + n_k a_k by De Moivre's formula      erf(-a) = -erf(a)      (prod f^e)^(c m) = prod (f^m)^(c e)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.fractions import agrees, fraction_sum, scaled, times_pairs
from derive.kernel.lines import pair_of
from derive.kernel.polynomial import ONE, Pair, RejectedError, freeze, gen, power, thaw

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

ODD = frozenset({"erf", "asin", "atan"})
MINUS = Fraction(-1)


def value_of(book: Replay, name: str, args: tuple[Pair, ...]) -> Pair:
    """A function of fractions as plus or minus a kernel, or by the addition theorems."""
    if name in {"sin", "cos"}:
        sine, cosine = _angle(book, args[0])
        return sine if name == "sin" else cosine
    if name in ODD and not args[0][0]:
        return {}, ONE
    found = _kernel(book, name, args)
    if found is None and name in ODD:
        turned = _kernel(book, name, (scaled(args[0], MINUS),))
        found = None if turned is None else scaled(turned, MINUS)
    if found is None:
        raise RejectedError(f"{name} has no kernel")
    return found


def _kernel(book: Replay, name: str, args: tuple[Pair, ...]) -> Pair | None:
    for g, kind in enumerate(book.table.kinds):
        own = book.table.data[g][1:]
        if kind == "fn" and book.table.data[g][0] == name and len(own) == len(args) and all(agrees(book, *pair) for pair in zip(own, args, strict=True)):
            return gen(g), ONE
    return None


def _angle(book: Replay, x: Pair) -> tuple[Pair, Pair]:
    """Sine and cosine of an integer combination of angles that have kernels."""
    _, angles = book.lines.about(book, "angle", x)
    total: Pair = ({}, ONE)
    sine: Pair = ({}, ONE)
    cosine: Pair = (ONE, ONE)
    for base, count in angles:
        pair = pair_of(base)
        book.own(book.table.free_of_pair(x), *pair)
        total = fraction_sum(total, scaled(pair, Fraction(count)))
        s, c = _kernel(book, "sin", (pair,)), _kernel(book, "cos", (pair,))
        if s is None or c is None:
            raise RejectedError("an angle has no kernel")
        for _ in range(abs(count)):
            turn = s if count > 0 else scaled(s, MINUS)
            sine, cosine = (
                fraction_sum(times_pairs(sine, c), times_pairs(cosine, turn)),
                fraction_sum(times_pairs(cosine, c), scaled(times_pairs(sine, turn), MINUS)),
            )
    if not agrees(book, total, x):
        raise RejectedError("an angle is another sum")
    return sine, cosine


def power_of(book: Replay, base: Pair, exponent: Pair) -> Pair:
    """A non-zero base to an integer exponent that is not a number."""
    if exponent[1] != ONE or not book.table.only_integers(exponent[0]):
        raise RejectedError("an exponent is not an integer")
    _, plain = book.lines.about(book, "power", base, (freeze(exponent[0]), freeze(exponent[1])))
    factors = [(thaw(f), e) for f, e in plain]
    whole: Pair = (ONE, ONE)
    result: Pair = (ONE, ONE)
    book.own(book.table.free_of_pair(base), *(f for f, _ in factors))
    for f, e in factors:
        whole = times_pairs(whole, (power(f, e), ONE) if e > 0 else (ONE, power(f, -e)))
        for monomial, c in exponent[0].items():
            own = f if not monomial else book.table.find("power", f, freeze({monomial: 1}))
            count = c * e
            result = times_pairs(result, (power(own, count), ONE) if count > 0 else (ONE, power(own, -count)))
    if not agrees(book, whole, base):
        raise RejectedError("factors of a power do not fit")
    return result
