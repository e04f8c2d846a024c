"""exp, logarithms, roots, signs and deltas of a fraction: each claimed value is checked against the definitions of the kernels in it.

    exp(sum of e_i a_i + sum of c_j log|f_j|)  =  prod exp(a_i)^e_i  prod |f_j|^c_j
    log(+- prod f_j^c_j prod exp(a_i)^e_i)     =  sum of c_j log|f_j| + sum of e_i a_i          argument > 0, so a sign in it is +-1
    (+- prod f_i^e_i)^q                        =  prod |f_i|^(q e_i)                            base >= 0
    sign(c prod f_i^e_i)                       =  sign(c) prod sign(f_i)^e_i
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.kernel.fractions import agrees, fraction_sum, nonzero, raised, rational, same, scaled, times_pairs
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, constant, freeze, power, product, times
from derive.kernel.signs import sign_of

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

Factors = Sequence[tuple[Poly, Any]]


def check_exp(book: Replay, argument: Pair, value: Pair, factors: Factors) -> None:
    """The value is the exponential of the argument, a sum of multiples of exponents of kernels and of logarithms of what is not zero."""
    if len({freeze(f) for f, _ in factors}) != len(factors):
        raise RejectedError("a factor of an exponential is repeated")
    if not all(book.table.definition(f)[0] == "exp" or book.certain(f) for f, _ in factors):
        raise RejectedError("a logarithm in an exponent of something that may be zero")
    if not agrees(book, _logarithms(book, factors), argument):
        raise RejectedError("an exponential does not fit its exponent")
    same(book, value, _powers(book, factors))


def check_log(book: Replay, argument: Pair, value: Pair, factors: Factors) -> None:
    """The value is log|argument|, wherever the argument is not zero."""
    if abs(check_factors(book, argument, factors)) != 1:
        raise RejectedError("a logarithm does not fit its argument")
    same(book, value, _logarithms(book, factors))


def _logarithms(book: Replay, factors: Factors) -> Pair:
    """The sum of e log|f| over the factors."""
    total: Pair = ({}, ONE)
    for f, e in factors:
        total = fraction_sum(total, scaled(_log_of(book, f), _number(e)))
    return total


def _powers(book: Replay, factors: Factors, exponent: Fraction = Fraction(1)) -> Pair:
    """The product of |f|^(e exponent) over the factors."""
    total: Pair = (ONE, ONE)
    for f, e in factors:
        total = times_pairs(total, absolute_power(book, f, exponent * _number(e)))
    return total


def _number(e: Any) -> Fraction:
    if type(e) not in {int, Fraction}:
        raise RejectedError("a multiple that is no number")
    return Fraction(e)


def _log_of(book: Replay, f: Poly) -> Pair:
    """log|f| by the kernels of the table."""
    kind, data = book.table.definition(f)
    if kind == "exp":
        return data[0], data[1]
    if kind == "root":
        return scaled(_log_of(book, data[0]), Fraction(1, data[1]))
    return ({}, ONE) if kind == "sgn" else (book.table.find("log", f), ONE)


def absolute(book: Replay, poly: Poly) -> Poly:
    """|f| as a polynomial, by the known sign of f or with the kernel sgn(f)."""
    sign = sign_of(book, poly)
    if sign in {"+", "0+", "0"}:
        return poly
    if sign in {"-", "0-"}:
        return {m: -c for m, c in poly.items()}
    return times(poly, signum(book, poly))


def signum(book: Replay, poly: Poly) -> Poly:
    """The sign of a polynomial: a number, or its kernel in the table."""
    sign = sign_of(book, poly)
    return constant({"+": 1, "-": -1, "0": 0}[sign]) if sign in {"+", "-", "0"} else book.table.find("sgn", poly)


def absolute_power(book: Replay, poly: Poly, ratio: Fraction) -> Pair:
    """|f|^ratio by the kernels of the table."""
    kind, data = book.table.definition(poly)
    if kind == "exp":
        return raised((poly, ONE), int(ratio)) if ratio.denominator == 1 else book.listed("exp", scaled(data, ratio))
    if kind == "root":
        return absolute_power(book, data[0], ratio / data[1])
    whole, rest = divmod(ratio, 1)
    result = raised((absolute(book, poly), ONE), int(whole))
    return times_pairs(result, (power(book.table.find("root", poly, rest.denominator), rest.numerator), ONE)) if rest else result


def check_factors(book: Replay, pair: Pair, atoms: Factors) -> Fraction:
    """The fraction is a number times the product of the atoms' powers, and no atom below is zero where the fraction has a value; returns the number."""
    top = product(power(f, e) for f, e in atoms if e > 0)
    bottom = product(power(f, -e) for f, e in atoms if e < 0)
    left, right = book.settle(times(pair[0], bottom)), book.settle(times(pair[1], top))
    number = rational(left, right)
    if not number:
        raise RejectedError("factors of zero")
    if not nonzero(book, bottom, pair[1]):
        raise RejectedError("a factor below may be zero")
    return number


def check_root(book: Replay, base: Pair, value: Pair, atoms: Factors, exponent: Fraction) -> None:
    """The value is a non-negative fraction to a rational power."""
    if abs(check_factors(book, base, atoms)) != 1:
        raise RejectedError("factors of a root do not fit")
    same(book, value, _powers(book, atoms, exponent))


def check_sgn(book: Replay, pair: Pair, value: Pair, atoms: Factors) -> None:
    """The value is the sign of the fraction; a factor of the denominator is never zero."""
    result = constant(1 if check_factors(book, pair, atoms) > 0 else -1)
    for f, e in atoms:
        certain = e < 0 or sign_of(book, f) in {"+", "-", "!"}
        result = times(result, power(signum(book, f), abs(e) % 2 if certain else 2 - abs(e) % 2))
    same(book, value, (result, ONE))


def delta_of(book: Replay, difference: Poly) -> Poly:
    """Kronecker's delta of an index difference: a number where the difference has a known sign, else its kernel."""
    sign = sign_of(book, difference)
    if sign == "0":
        return ONE
    if sign in {"+", "-", "!"}:
        return {}
    opposite = {m: -c for m, c in difference.items()}
    return book.table.find("delta", opposite if (("delta", freeze(opposite)) in book.table.known) else difference)


CHECKS: dict[str, Callable[..., None]] = {"exp": check_exp, "log": check_log, "sgn": check_sgn, "root": check_root}
