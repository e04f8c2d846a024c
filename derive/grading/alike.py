"""Whether two readings are one: the same sums and products, however they are nested and ordered."""

from __future__ import annotations

from derive.model.term import Term
from derive.terms.binding import rebuild


def alike(one: Term, other: Term) -> bool:
    """Whether two terms differ at most in the nesting and the order of their sums and products.

    >>> from derive.terms.build import mul, sym
    >>> x, y, z = sym("x"), sym("y"), sym("z")
    >>> alike(mul(x, mul(y, z)), mul(mul(z, y), x)), alike(mul(x, y), mul(x, z))
    (True, False)
    """
    return one == other or _flat(one) == _flat(other)


def _flat(term: Term) -> Term:
    inner = rebuild(term, _flat)
    if inner.op not in {"add", "mul"}:
        return inner
    parts = [part for arg in inner.args for part in (arg.args if arg.op == inner.op else (arg,))]
    return Term(inner.op, tuple(sorted(parts, key=repr)))
