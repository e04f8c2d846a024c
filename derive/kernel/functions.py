"""Functions that stay functions, and powers with symbolic integer exponents.

    sin, cos of n_1 a_1 + ... + n_k a_k by De Moivre's formula      erf(-a) = -erf(a)      (prod f^e)^(c m) = prod (f^m)^(c e)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.elementary import check_factors
from derive.kernel.fractions import agrees, fraction_sum, kernel_where, raised, scaled, times_pairs
from derive.kernel.lines import pair_of
from derive.kernel.polynomial import ONE, Pair, RejectedError, freeze, thaw

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
    return kernel_where(book, "fn", lambda own: own[0] == name and len(own) == len(args) + 1 and all(agrees(book, *pair) for pair in zip(own[1:], args, strict=True)))


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
    book.own(book.table.free_of_pair(base), *(f for f, _ in factors))
    if check_factors(book, base, factors) != 1:
        raise RejectedError("factors of a power do not fit")
    result: Pair = (ONE, ONE)
    for f, e in factors:
        for monomial, c in exponent[0].items():
            own = book.table.find("power", f, freeze({monomial: 1})) if monomial else f
            result = times_pairs(result, raised((own, ONE), c * e))
    return result
