"""One node of a term: its claimed value follows from the values of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.kernel.cases import value_of_cases
from derive.kernel.elementary import delta_of
from derive.kernel.fractions import fraction_sum, raised, same, times_pairs
from derive.kernel.functions import power_of, value_of
from derive.kernel.lines import unbound
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, plus
from derive.kernel.polynomial import constant as whole
from derive.kernel.signs import sign_of
from derive.model.term import Term
from derive.terms.binding import free, substitute
from derive.terms.definitions import DEFINED, unfolded
from derive.terms.derivative import derivative
from derive.terms.domain import constant
from derive.terms.forms import num

if TYPE_CHECKING:
    from derive.kernel.replay import Replay

MAX_WRITTEN = 32


def value_of_node(book: Replay, term: Term, claimed: Pair) -> None:
    """Check the claimed value of a term against the rule of its op."""
    match term.op:
        case "num":
            same(book, claimed, (whole(term.value.numerator), whole(term.value.denominator)))
        case "sym" | "const":
            if not book.table.is_kernel(claimed[0], "var", term) or claimed[1] != ONE:
                raise RejectedError("a variable is another kernel")
        case "det":
            if any(v.name[0] in "@%" for v in free(term)) or claimed[1] != ONE or not book.table.is_kernel(claimed[0], "var", term):
                raise RejectedError("a determinant is another kernel")
        case "at":
            indices = tuple(_whole(book, part) for part in term.args[1:])
            if term.args[0].op not in {"arr", "inv"} or any(v.name[0] in "@%" for v in free(term.args[0])) or claimed[1] != ONE or not book.table.is_kernel(claimed[0], "at", term.args[0], *indices):
                raise RejectedError("an entry is another kernel")
        case "add":
            total = book.value(term.args[0])
            for part in term.args[1:]:
                total = fraction_sum(total, book.value(part))
            same(book, claimed, total)
        case "mul":
            total = (ONE, ONE)
            for part in term.args:
                total = times_pairs(total, book.value(part))
            same(book, claimed, total)
        case "pow":
            _power(book, term, claimed)
        case "call":
            _call(book, term, claimed)
        case "delta":
            left, right = (_whole(book, part) for part in term.args)
            same(book, claimed, (delta_of(book, plus(left, right, -1)), ONE))
        case "cases":
            same(book, claimed, value_of_cases(book, term))
        case "sum" | "prod":
            _loop(book, term, claimed)
        case "D":
            try:
                same(book, claimed, book.value(derivative(*term.args)))
            except ValueError as reason:
                raise RejectedError(str(reason)) from None
        case _:
            raise RejectedError(f"no rule for {term.op}")


def _whole(book: Replay, term: Term) -> Poly:
    num, den = book.value(term)
    if den != ONE:
        raise RejectedError("an index is a fraction")
    return num


def _power(book: Replay, term: Term, claimed: Pair) -> None:
    base, exponent = term.args
    pair = book.value(base)
    value = constant(exponent)
    if value is None and not book.table.only_integers(book.value(exponent)[0]):
        same(book, claimed, book.listed("exp", times_pairs(book.value(exponent), book.listed("log", pair))))
    elif value is None:
        same(book, claimed, power_of(book, pair, book.value(exponent)))
    elif value.denominator != 1:
        expected = book.listed("root", pair, value)
        same(book, claimed, expected)
    else:
        same(book, claimed, raised(pair, value.numerator))


def _call(book: Replay, term: Term, claimed: Pair) -> None:
    name, *args = term.args
    match name:
        case _ if name in DEFINED and book.table.definition(claimed[0])[1][:1] != (name,):
            same(book, claimed, book.value(unfolded(term)))
        case "exp":
            inner = args[0]
            if inner.op == "call" and inner.args[0] == "log":
                same(book, claimed, book.value(inner.args[1]))
            else:
                same(book, claimed, book.listed("exp", book.value(inner)))
        case "log" | "sign":
            same(book, claimed, book.listed({"sign": "sgn"}.get(name, name), book.value(args[0])))
        case _:
            same(book, claimed, value_of(book, name, tuple(book.value(part) for part in args)))


def _loop(book: Replay, term: Term, claimed: Pair) -> None:
    """A sum; a product of positive factors is the exponential of a sum of logarithms; between numbers, both are written out."""
    variable, low, high, body = term.args
    adding = term.op == "sum"
    first, last = constant(low), constant(high)
    if first is not None and last is not None and term not in book.lines.by.get("opened", {}):
        if first.denominator != 1 or last.denominator != 1 or last - first > MAX_WRITTEN:
            raise RejectedError("a sum with many terms")
        total: Pair = ({}, ONE) if adding else (ONE, ONE)
        for k in range(int(first), int(last) + 1):
            part = book.value(substitute(body, {variable: num(k)}))
            total = fraction_sum(total, part) if adding else times_pairs(total, part)
        same(book, claimed, total)
        return
    new, bounds, opened = unbound(book, term)
    inside = book.value(opened)
    if not adding:
        if {sign_of(book, part) for part in inside} != {"+"}:
            raise RejectedError("a product of factors that need not be positive")
        inside = book.listed("log", inside)
    summed = book.sum_of(new, bounds, inside)
    same(book, claimed, summed if adding else book.listed("exp", summed))
