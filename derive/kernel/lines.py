"""The lines of a table certificate: kind, subject, content. A line is believed by nobody until it is checked.

    node    term                       its fraction           opened   binder or condition      the variable that it is opened with
    sign    polynomial                 sign, reasons          range    opened variable          low, high
    exp     (fraction,)                value, factors         sum      opened variable          (low, high), body, pieces, total
    log     (fraction,)                value, factors         rebuilt  (body, vars, ranges)     opened variables
    sgn     (fraction,)                value, factors         angle    (fraction,)              (angle, multiple)...
    root    (fraction, exponent)       value, factors         power    (fraction, exponent)     factors
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from derive.kernel.fractions import agrees
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, freeze, thaw
from derive.model.term import Term
from derive.terms.binding import free, substitute

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


def pair_of(frozen: Any) -> Pair:
    """A fraction from its plain data; a zero denominator is rejected."""
    num, den = thaw(frozen[0]), thaw(frozen[1])
    if not den:
        raise RejectedError("a zero denominator")
    return num, den


def unbound(book: Replay, binder: Term) -> tuple[Term, tuple[Poly, Poly], Term]:
    """A sum, a product or a condition for all indices, opened: the new name of its variable, its range and its body."""
    variable, low, high, body = binder.args
    new = book.lines.need("opened", binder)
    if new in free(binder) or not new.name.startswith("@"):
        raise RejectedError("something is opened with a name that is taken")
    (first, one), (last, unit) = book.value(low), book.value(high)
    if not one == unit == ONE or not all(map(book.table.only_integers, (first, last))):
        raise RejectedError("a bound that need not be an integer")
    book.check_range(new, (first, last))
    return new, (first, last), substitute(body, {variable: new})


class Lines:
    """Lines by kind and subject, and the numbers of those that were looked at: a proof needs no others."""

    def __init__(self, lines: Any) -> None:
        self.by: dict[str, dict[Any, tuple[int, Any]]] = {}
        self.used: set[int] = set()
        for number, (kind, subject, content) in enumerate(lines):
            self.by.setdefault(kind, {}).setdefault(subject, (number, content))

    def find(self, kind: str, subject: Any) -> Any:
        """The content of the line of a kind about a subject, or None."""
        number, content = self.by.get(kind, {}).get(subject, (-1, None))
        self.used.add(number)
        return content

    def need(self, kind: str, subject: Any) -> Any:
        """The content of the line of a kind about a subject; rejected where there is none."""
        content = self.find(kind, subject)
        if content is None:
            raise RejectedError(f"no {kind} line for this")
        return content

    def about(self, book: Replay, kind: str, argument: Pair, *rest: Any) -> tuple[Pair, Any]:
        """The fraction and the content of a line about a fraction, in whatever form the certificate wrote it."""
        exact = ((freeze(argument[0]), freeze(argument[1])), *rest)
        known = self.by.get(kind, {})
        own = book.table.free_of_pair(argument)
        for subject in [exact] if exact in known else known:
            if subject[1:] == rest and book.table.within(own, *pair_of(subject[0])) and agrees(book, pair_of(subject[0]), argument):
                return pair_of(subject[0]), self.need(kind, subject)
        raise RejectedError(f"no {kind} line for this")
