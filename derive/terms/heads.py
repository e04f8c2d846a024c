"""What occurs inside a term, looked up once for each node: a cheap test before a term is searched."""

from __future__ import annotations

from derive.model.term import Term


def heads(term: Term) -> frozenset[str]:
    """Every op that occurs in a term, and the names of its calls.

    >>> from derive.terms.build import exp, sym
    >>> sorted(heads(exp(sym("x"))))
    ['call', 'exp', 'sym']
    """
    if term._heads is None:
        own = (term.op, term.args[0]) if term.op == "call" else (term.op,)
        term._heads = frozenset(own).union(*[heads(arg) for arg in term.args if isinstance(arg, Term)])
    return term._heads
