"""What is certainly not zero: by its sign, or because it divides something that is given not to be zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.kernel.division import quotient
from derive.kernel.polynomial import Poly, RejectedError, constant, times
from derive.kernel.signs import sign_of
from derive.model.term import Term
from derive.terms.binding import free, substitute
from derive.terms.domain import difference

if TYPE_CHECKING:
    from derive.kernel.replay import Replay


def certain(book: Replay, f: Poly) -> bool:
    """Whether a polynomial is not zero."""
    if sign_of(book, f) in {"+", "-", "!"}:
        return True
    content = constant(abs(next(iter(f.values()))))
    return any(quotient(times(known, content), f) is not None for known in _given(book, book.table.free_of(f)))


def _given(book: Replay, allowed: frozenset[Term]) -> Iterator[Poly]:
    """What is not zero by a given condition, as far as the certificate has its value; a condition for all indices says so of the allowed opened variables in its range."""
    opened, nodes = book.lines.by.get("opened", {}), book.lines.by.get("node", {})
    for condition in book.given:
        try:
            body = condition
            while body.op == "all" and body in opened:
                variable, low, high, inner = body.args
                new = book.lines.need("opened", body)
                if new in free(body) or not new.name.startswith("@") or new not in allowed:
                    break
                book.check_range(new, (book.value(low)[0], book.value(high)[0]))
                body = substitute(inner, {variable: new})
            if body.op == "rel" and body.args[0] in {"<", ">", "!="} and difference(body) in nodes:
                yield book.value(difference(body))[0]
        except RejectedError:
            continue
