"""Facts that a sign may lean on: given conditions, ranges of opened variables, instances of conditions for all indices, signs, and lemmas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel import elementary, lemmas
from derive.kernel.polynomial import ONE, Poly, RejectedError, gen, plus, thaw, times
from derive.kernel.signs import sign_of
from derive.kernel.substitution import replaced
from derive.model.term import Term
from derive.terms.binding import free, substitute
from derive.terms.domain import difference

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


def fact(book: Replay, reference: Any, about: Poly) -> tuple[str, Poly]:
    """A given condition, or the range of an opened variable, as a relation to zero."""
    kind, what, *more = reference
    if kind in {"low", "high"}:
        bounds = book.range_of(what)
        book.inside(frozenset({what}), about)
        own = gen(book.number_of(what))
        return "0+", plus(own, bounds[0], -1) if kind == "low" else plus(bounds[1], own, -1)
    if kind == "sign":
        return sign_of(book, thaw(what)), thaw(what)
    if kind in lemmas.LEMMAS:
        return lemmas.LEMMAS[kind](book, reference, about)
    if not 0 <= what < len(book.given):
        raise RejectedError("no such condition")
    condition = book.given[what]
    if kind == "all":
        book.inside(book.table.free_of(thaw(more[0])), about)
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
    if sign in {"<", ">"} and den == ONE and elementary.only_integers(book, num, entries=False):
        return "0+", plus(poly, ONE, -1)
    return relation, poly


def _instance(book: Replay, condition: Term, index: Poly) -> tuple[str, Poly]:
    """A condition for all indices, at one index in range."""
    variable, low, high, body = condition.args
    new = book.lines.need("opened", condition)
    if new in free(condition) or not new.name.startswith("@") or not elementary.only_integers(book, index):
        raise RejectedError("a condition for all indices is opened with a name that is taken")
    ends: list[Poly] = []
    for bound, factor in ((book.value(low), 1), (book.value(high), -1)):
        gap = plus(times(index, bound[1]), bound[0], -1)
        if bound[1] != ONE or sign_of(book, {m: c * factor for m, c in gap.items()}) not in {"+", "0+", "0"}:
            raise RejectedError("a condition for all indices is used out of its range")
        ends.append(bound[0])
    book.check_range(new, (ends[0], ends[1]))
    relation, poly = _relation(book, substitute(body, {variable: new}))
    instance, below = replaced(book, poly, ((new, index),))
    if below != ONE:
        raise RejectedError("a condition with a denominator")
    return relation, instance
