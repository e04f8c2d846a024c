"""Functions that stay functions, hyperbolic functions by exponentials, and powers with symbolic integer exponents.

    tanh a = (e^2a - 1)/(e^2a + 1)      sin, cos of n_1 a_1 + ... + n_k a_k by De Moivre's formula      erf(-a) = -erf(a)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.kernel.elementary import only_integers
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
    for g, kind in enumerate(book.table.kinds):
        if kind == "fn" and book.table.data[g][0] == name and len(book.table.data[g]) == len(args) + 1:
            own = book.table.data[g][1:]
            if all(agrees(book, mine, wanted) for mine, wanted in zip(own, args, strict=True)):
                return gen(g), ONE
            if name in ODD and agrees(book, scaled(own[0], MINUS), args[0]):
                return {((g, 1),): -1}, ONE
    raise RejectedError(f"{name} has no kernel")


def _angle(book: Replay, x: Pair) -> tuple[Pair, Pair]:
    """Sine and cosine of an integer combination of angles that have kernels."""
    _, angles = book.lines.about(book, "angle", x)
    total: Pair = ({}, ONE)
    sine: Pair = ({}, ONE)
    cosine: Pair = (ONE, ONE)
    for base, count in angles:
        pair = pair_of(base)
        total = fraction_sum(total, scaled(pair, Fraction(count)))
        s, c = _kernel(book, "sin", pair), _kernel(book, "cos", pair)
        for _ in range(abs(count)):
            turn = s if count > 0 else scaled(s, MINUS)
            sine, cosine = (
                fraction_sum(times_pairs(sine, c), times_pairs(cosine, turn)),
                fraction_sum(times_pairs(cosine, c), scaled(times_pairs(sine, turn), MINUS)),
            )
    if not agrees(book, total, x):
        raise RejectedError("an angle is another sum")
    return sine, cosine


def _kernel(book: Replay, name: str, pair: Pair) -> Pair:
    for g, kind in enumerate(book.table.kinds):
        if kind == "fn" and book.table.data[g][0] == name and agrees(book, book.table.data[g][1], pair):
            return gen(g), ONE
    raise RejectedError(f"{name} has no kernel")


def power_of(book: Replay, base: Pair, exponent: Pair) -> Pair:
    """A non-zero base to an integer exponent that is not a number."""
    if exponent[1] != ONE or not only_integers(book, exponent[0]):
        raise RejectedError("an exponent is not an integer")
    _, plain = book.lines.about(book, "power", base, (freeze(exponent[0]), freeze(exponent[1])))
    factors = [(thaw(f), e) for f, e in plain]
    whole: Pair = (ONE, ONE)
    result: Pair = (ONE, ONE)
    for f, e in factors:
        whole = times_pairs(whole, (power(f, e), ONE) if e > 0 else (ONE, power(f, -e)))
        for monomial, c in exponent[0].items():
            own = f if not monomial else gen(_power_kernel(book, f, {monomial: 1}))
            count = c * e
            result = times_pairs(result, (power(own, count), ONE) if count > 0 else (ONE, power(own, -count)))
    if not agrees(book, whole, base):
        raise RejectedError("factors of a power do not fit")
    return result


def _power_kernel(book: Replay, base: Any, exponent: Any) -> int:
    for g, kind in enumerate(book.table.kinds):
        if kind == "power" and book.table.data[g] == (base, exponent):
            return g
    raise RejectedError("a power has no kernel")
