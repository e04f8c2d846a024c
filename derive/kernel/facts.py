"""Facts that a sign may lean on, each a relation to zero and a polynomial: given conditions, instances of conditions for all indices, ranges of opened variables, other signs, and

    c r^2 >= 0   (c > 0)        sum_i a_i >= a_k   (all a_i >= 0, k in range)        exp(0) = 1
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from derive.kernel.lines import unbound
from derive.kernel.polynomial import ONE, Poly, RejectedError, constant, gen, plus, quotient, thaw, times
from derive.kernel.signs import manifest_sign, sign_of
from derive.kernel.substitution import replaced
from derive.model.term import Term
from derive.terms.domain import difference

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


def fact(book: Replay, reference: Any, about: Poly) -> tuple[str, Poly]:
    """What a sign of a polynomial leans on, by its reference."""
    kind, what, *more = reference
    allowed = book.table.free_of(about)
    if kind in {"low", "high"}:
        bounds = book.range_of(what)
        own = gen(book.number_of(what))
        book.own(allowed, own)
        return "0+", plus(own, bounds[0], -1) if kind == "low" else plus(bounds[1], own, -1)
    if kind == "sign":
        return sign_of(book, thaw(what)), thaw(what)
    if kind == "square":
        if type(more[0]) is not int or more[0] < 1:
            raise RejectedError("a square with a negative factor")
        return "0+", times(times(thaw(what), thaw(what)), constant(more[0]))
    if kind == "unit":
        if book.table.kinds[what] != "exp" or sign_of(book, book.table.data[what][0]) != "0":
            raise RejectedError("an exponent that need not be zero")
        return "0", plus(gen(what), ONE, -1)
    if kind == "term":
        book.own(allowed, thaw(more[0]))
        return "0+", _above_term(book, what, thaw(more[0]))
    if not 0 <= what < len(book.given):
        raise RejectedError("no such condition")
    condition = book.given[what]
    if kind == "all":
        book.own(allowed, thaw(more[0]))
        return _instance(book, condition, thaw(more[0]))
    return _relation(book, condition)


def _relation(book: Replay, condition: Term) -> tuple[str, Poly]:
    """A given relation as one to zero; what holds has a value, so that its denominator is not zero."""
    if condition.op != "rel":
        raise RejectedError("a given condition is not a relation")
    sign = condition.args[0]
    num, den = book.value(difference(condition))
    if sign not in {"=", "!="} and sign_of(book, den) != "+":
        raise RejectedError("a given condition has a denominator of unknown sign")
    relation = {"=": "0", "!=": "!", "<": "+", ">": "+", "<=": "0+", ">=": "0+"}[sign]
    poly = {m: -c for m, c in num.items()} if sign in {"<", "<="} else num
    if sign in {"<", ">"} and den == ONE and book.table.only_integers(num, entries=False):
        return "0+", plus(poly, ONE, -1)
    return relation, poly


def _instance(book: Replay, condition: Term, index: Poly) -> tuple[str, Poly]:
    """A condition for all indices, at one index in range."""
    new, (low, high), body = unbound(book, condition)
    if not book.table.only_integers(index):
        raise RejectedError("a condition for all indices is used at something that need not be an integer")
    if any(sign_of(book, gap) not in {"+", "0+", "0"} for gap in (plus(index, low, -1), plus(high, index, -1))):
        raise RejectedError("a condition for all indices is used out of its range")
    relation, poly = _relation(book, body)
    instance, below = replaced(book, poly, ((new, index),))
    if below != ONE:
        raise RejectedError("a condition with a denominator")
    return relation, instance


def _above_term(book: Replay, g: int, index: Poly) -> Poly:
    """A sum of non-negative terms less its term at an index in range."""
    if book.table.kinds[g] != "sum" or len(book.table.data[g][0]) != 1 or not book.table.only_integers(index):
        raise RejectedError("a term of something that is no simple sum")
    (variable,), ((low, high),), num, den = book.table.data[g]
    inside = all(sign_of(book, gap) in {"+", "0+", "0"} for gap in (plus(index, low, -1), plus(high, index, -1)))
    if den != ONE or manifest_sign(book, num) not in {"+", "0+"} or not inside:
        raise RejectedError("a sum need not be at least this term")
    term, below = replaced(book, num, ((variable, index),))
    if below != ONE:
        raise RejectedError("a term with a denominator")
    return plus(gen(g), term, -1)


def certain(book: Replay, f: Poly) -> bool:
    """Whether a polynomial is not zero: by its sign, or because it divides something that is given not to be zero."""
    if sign_of(book, f) in {"+", "-", "!"}:
        return True
    content = constant(abs(next(iter(f.values()))))
    return any(quotient(times(known, content), f) is not None for known in _given(book, book.table.free_of(f)))


def _given(book: Replay, allowed: frozenset[Term]) -> Iterator[Poly]:
    """What is not zero by a given condition, as far as the certificate has its value; a condition for all indices says so of the allowed opened variables in its range."""
    for condition in book.given:
        try:
            body = condition
            while body.op == "all" and book.lines.need("opened", body) in allowed:
                body = unbound(book, body)[2]
            if body.op == "rel" and body.args[0] in {"<", ">", "!="} and difference(body) in book.lines.by.get("node", {}):
                yield book.value(difference(body))[0]
        except RejectedError:
            continue
