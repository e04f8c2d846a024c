"""Definitions put in place of the symbols that they define.

Where something is differentiated by X, X is a free variable: neither X nor what does not depend on X is unfolded, and what depends on X is unfolded until X shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild, substitute, walk
from derive.terms.build import sym
from derive.terms.entries import entry
from derive.terms.shapes import ShapeMismatchError, shape

Definitions = Mapping[str, tuple[tuple[Term, ...], Term]]
"""By name of a symbol or function: parameters and meaning."""
MAX_ROUNDS = 12


def depends(name: str, on: str, definitions: Definitions, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a defined symbol depends on another, through its definition."""
    if name == on:
        return True
    if name not in definitions or name in seen:
        return False
    return any(depends(other, on, definitions, seen | {name}) for other in names(definitions[name][1]))


@lru_cache(maxsize=4096)
def names(term: Term) -> frozenset[str]:
    """The names of free variables and of functions in a term."""
    called = {node.args[0] for node in walk(term) if node.op == "call"}
    return frozenset({v.name for v in free(term)} | called)


def variables_of_derivatives(*terms: Term) -> frozenset[str]:
    """The names of what the terms differentiate by."""
    found = set()
    for term in terms:
        for node in walk(term):
            if node.op == "D":
                by = node.args[1]
                found.add(by.args[0].name if by.op == "at" else by.name)
    return frozenset(found)


def functions_only(definitions: Definitions) -> Definitions:
    """The definitions that have parameters."""
    return {name: meaning for name, meaning in definitions.items() if meaning[0]}


def unfolded(term: Term, definitions: Definitions, variables: frozenset[str], aside: bool = False) -> Term:
    """The term with every definition in place that may be, given the variables of its derivatives; with ``aside`` also what has nothing to do with them."""
    usable = {
        name: meaning
        for name, meaning in definitions.items()
        if name not in variables
        and (not variables or meaning[0] or any(depends(name, v, definitions) for v in variables) or (aside and not any(depends(v, name, definitions) for v in variables)))
    }
    for _ in range(MAX_ROUNDS):
        new = in_place(term, usable)
        if new == term:
            return term
        term = new
    return term


def levelled(left: Term, right: Term, definitions: Definitions) -> tuple[Term, Term]:
    """Both sides in common letters: a symbol is unfolded only where the other side neither speaks of it nor of anything made of it."""
    functions = functions_only(definitions)
    for _ in range(MAX_ROUNDS):
        left, right = unfolded(left, functions, frozenset()), unfolded(right, functions, frozenset())
        first, second = names(left), names(right)
        usable = {
            name: meaning
            for name, meaning in definitions.items()
            if (name in first) != (name in second) and not meaning[0] and not any(depends(other, name, definitions) for other in (second if name in first else first))
        }
        new = in_place(left, usable), in_place(right, usable)
        if new == (left, right):
            break
        left, right = new
    return left, right


def in_place(term: Term, usable: Definitions) -> Term:
    """The term with each definition put once in the place of what it defines."""
    if term.op == "at" and term.args[0].op == "arr" and term.args[0].name in usable:
        indices = [in_place(part, usable) for part in term.args[1:]]
        return entry(usable[term.args[0].name][1], indices)
    if term.op in {"arr", "sym"} and term.name in usable and not usable[term.name][0]:
        return usable[term.name][1]
    if term.op == "call" and term.args[0] in usable:
        params, body = usable[term.args[0]]
        args = [in_place(part, usable) for part in term.args[1:]]
        if len(params) == len(args):
            return _applied(params, body, args)
    if term.op == "D":
        return Term("D", (in_place(term.args[0], usable), term.args[1]))
    bound = bound_of(term)
    return rebuild(term, lambda part: part if part in bound else in_place(part, usable))


def _applied(params: tuple[Term, ...], body: Term, args: list[Term]) -> Term:
    """A function at its arguments; a scalar function of an array works entry by entry."""
    try:
        dims = shape(args[0]) if len(args) == 1 and params[0].op == "sym" else ()
    except ShapeMismatchError:
        dims = ()
    if not dims:
        return substitute(body, dict(zip(params, args, strict=True)))
    indices = [sym(f"e_{position}", "int") for position in range(len(dims))]
    return Term("lam", (*indices, *dims, substitute(body, {params[0]: entry(args[0], indices)})))
