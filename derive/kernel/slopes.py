"""Derivatives of kernels: the chain rule, line by line.

    d exp(a) = exp(a) da     d log|f| = df/f     d |f|^(1/k) = |f|^(1/k) df/(k f)     d sgn(f) = 0  (f != 0 is a condition of the term)
    d max(a, b) = (da + db + sgn(a - b) (da - db))/2  (a != b is a condition of the term)
    d x_i / d x_k = delta(i, k)     d (sum of body) = sum of (d body)
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.elementary import absolute_power, delta_of
from derive.kernel.fractions import Book, fraction_sum, same, scaled, times_pairs
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, gen, gens, partial, plus, power, product, times
from derive.model.term import Term

Variable = tuple[Term, tuple[Poly, ...]]


def slope_of_pair(book: Book, pair: Pair, variable: Variable) -> Pair:
    """The derivative of a fraction: (n' d - n d') / d^2."""
    num, den = pair
    top, bottom = _slope_of_poly(book, num, variable), _slope_of_poly(book, den, variable)
    above = fraction_sum(times_pairs(top, (den, ONE)), scaled(times_pairs((num, ONE), bottom), Fraction(-1)))
    return times_pairs(above, (ONE, times(den, den)))


def _slope_of_poly(book: Book, poly: Poly, variable: Variable) -> Pair:
    total: Pair = ({}, ONE)
    for g in sorted(gens(poly)):
        if variable[0] in book.table.free[g]:
            total = fraction_sum(total, times_pairs((partial(poly, g), ONE), book.slope_of(g, variable)))
    return total


def check_slope(book: Book, g: int, variable: Variable, claimed: Pair) -> None:
    """A claimed derivative of a kernel follows from its definition."""
    kind, data = book.table.kinds[g], book.table.data[g]
    own: Pair = (gen(g), ONE)
    match kind:
        case "var":
            expected: Pair = (ONE, ONE)
        case "at":
            if data[0] != variable[0] or any(variable[0] in book.table.free_of(part) for part in data[1:]):
                raise RejectedError("a derivative of an index")
            deltas = (delta_of(book, plus(mine, wanted, -1)) for mine, wanted in zip(data[1:], variable[1], strict=True))
            expected = (product(deltas), ONE)
        case "exp":
            expected = times_pairs(own, slope_of_pair(book, data, variable))
        case "log":
            expected = times_pairs(slope_of_pair(book, (data[0], ONE), variable), (ONE, data[0]))
        case "root":
            inner = times_pairs(slope_of_pair(book, (data[0], ONE), variable), (gen(g), data[0]))
            expected = scaled(inner, Fraction(1, data[1]))
        case "sgn":
            expected = ({}, ONE)
        case "fn" if len(data) == 2:
            expected = times_pairs(slope_of_pair(book, data[1], variable), _outer(book, data[0], data[1]))
        case "fn" if data[0] in {"max", "min"}:
            left, right = (slope_of_pair(book, part, variable) for part in data[1:])
            s = book.sgn_of(fraction_sum(data[1], scaled(data[2], Fraction(-1))))
            turned = times_pairs(fraction_sum(left, scaled(right, Fraction(-1))), s)
            total = fraction_sum(fraction_sum(left, right), scaled(turned, Fraction(1 if data[0] == "max" else -1)))
            expected = scaled(total, Fraction(1, 2))
        case "sum":
            expected = _slope_of_sum(book, g, variable)
        case "power":
            if variable[0] in book.table.free_of(data[1]):
                raise RejectedError("a derivative of an exponent")
            inner = slope_of_pair(book, (data[0], ONE), variable)
            expected = times_pairs(times_pairs(inner, own), (data[1], data[0]))
        case _:
            raise RejectedError(f"no derivative of {kind}")
    same(book, claimed, expected)


def _slope_of_sum(book: Book, g: int, variable: Variable) -> Pair:
    names, body, bodies = book.sum_slope(g, variable)
    bound, ranges, num, den = book.table.data[g]
    if any(variable[0] in book.table.free_of(p) for pair in ranges for p in pair):
        raise RejectedError("a derivative by a variable of a range")
    if len(names) != len(bound) or any(name in book.table.free[g] or name in book.table.free_of(p) for name in names for p in variable[1]):
        raise RejectedError("a sum is opened with a name that is taken")
    book.same_opening((bound, ranges, (num, den)), names, body)
    same(book, bodies[0], slope_of_pair(book, body, variable))
    return book.summed(names, ranges, bodies)


def _outer(book: Book, name: str, x: Pair) -> Pair:
    """The derivative of a known function at its argument; an opaque f has the opaque f'."""
    square = power(x[0], 2), power(x[1], 2)
    one: Pair = (ONE, ONE)
    match name:
        case "sin":
            return book.fn_of("cos", (x,))
        case "cos":
            return scaled(book.fn_of("sin", (x,)), Fraction(-1))
        case "atan":
            total = fraction_sum(one, square)
            return total[1], total[0]
        case "asin":
            return book.root_of(fraction_sum(one, scaled(square, Fraction(-1))), Fraction(-1, 2))
        case "acos":
            return scaled(book.root_of(fraction_sum(one, scaled(square, Fraction(-1))), Fraction(-1, 2)), Fraction(-1))
        case "asinh":
            return book.root_of(fraction_sum(one, square), Fraction(-1, 2))
        case "erf":
            bell = book.exp_of(scaled(square, Fraction(-1)))
            pi = next((gen(h) for h, k in enumerate(book.table.kinds) if k == "var" and book.table.data[h][0].op == "const"), None)
            if pi is None:
                raise RejectedError("pi has no kernel")
            return scaled(times_pairs(bell, absolute_power(book, pi, Fraction(-1, 2))), Fraction(2))
        case "lgamma":
            return book.fn_of("digamma", (x,))
        case "gamma":
            return times_pairs(book.fn_of("gamma", (x,)), book.fn_of("digamma", (x,)))
    return book.fn_of(name + "'", (x,))
