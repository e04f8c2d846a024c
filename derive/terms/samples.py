"""Quantities of one example as quantities of all: where x differs from example to example, so does everything that is made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from derive.model.claim import Symbol
from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild
from derive.terms.build import arr, at, lam, sym
from derive.terms.entries import entry

MARK = "^()"
"""How the name of an array ends that has one row for each example."""


def of_examples(symbols: Sequence[Symbol], varying: Collection[str], number: Term) -> tuple[Symbol, ...]:
    """For each symbol that differs from example to example (one of ``varying``, or made of one), the array of its values: ``x^{(i)}`` is row i of ``x^()``.

    >>> x, n, d, j = sym("x"), sym("n", "int"), sym("d", "int"), sym("j", "int")
    >>> both = of_examples([Symbol("x", ("x",)), Symbol("L", ("L",), term=Term("pow", (x, n)))], ["x"], n)
    >>> [(s.name, s.term) for s in both]
    [('x^()', None), ('L^()', lam(row, n, pow(at(arr(x^(), n), row), n)))]
    """
    row = sym("row", "int")
    own = [s for s in symbols if s.kind != "function"]
    names = {s.name for s in own if s.term is None and s.name in varying}
    while more := {s.name for s in own if s.term is not None and _names(s.term) & names} - names:
        names |= more
    arrays = {s.name: arr(f"{s.name}{MARK}", number, *s.dims) for s in own if s.name in names}
    found = []
    for symbol in own:
        if symbol.name in names:
            inner = [sym(f"row_{place}", "int") for place in range(1, len(symbol.dims) + 1)]
            body = entry(symbol.term, inner) if symbol.term is not None and inner else symbol.term
            term = None if body is None else lam([row, *inner], [number, *symbol.dims], _lifted(body, arrays, row))
            found.append(replace(symbol, name=f"{symbol.name}{MARK}", spellings=(), dims=(number, *symbol.dims), term=term, kind="array", given=()))
    return tuple(found)


def _names(term: Term) -> set[str]:
    return {v.name for v in free(term)}


def _lifted(term: Term, arrays: Mapping[str, Term], row: Term) -> Term:
    """A scalar term of one example as that of example ``row``."""
    if term.op == "at" and term.args[0].op == "arr" and term.args[0].name in arrays:
        return at(arrays[term.args[0].name], row, *(_lifted(index, arrays, row) for index in term.args[1:]))
    if term.op == "sym" and term.name in arrays:
        return at(arrays[term.name], row)
    if term.op == "arr" and term.name in arrays:
        inner = [sym(f"column_{place}", "int") for place in range(1, len(term.args))]
        return lam(inner, term.args[1:], at(arrays[term.name], row, *inner))
    return rebuild(term, lambda part: part if part in bound_of(term) else _lifted(part, arrays, row))
