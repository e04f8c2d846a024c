"""Binders: free variables, substitution without capture, and what a node binds where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from operator import is_

from derive.model.term import BINDERS, Term


def bound_of(term: Term) -> tuple[Term, ...]:
    """The variables that a binder node binds; none for other nodes."""
    if term.op == "lam":
        return tuple(term.args[: (len(term.args) - 1) // 2])
    return (term.args[0],) if term.op in BINDERS else ()


def subterms(term: Term) -> Iterator[Term]:
    """The direct sub-terms, bound variables and bounds included."""
    return (arg for arg in term.args if isinstance(arg, Term))


def rebuild(term: Term, change: Callable[[Term], Term]) -> Term:
    """The same node over changed sub-terms; the node itself where nothing changed. Knows nothing of binders."""
    args = tuple([change(arg) if isinstance(arg, Term) else arg for arg in term.args])
    return term if all(map(is_, args, term.args)) else Term(term.op, args)


def free(term: Term) -> frozenset[Term]:
    """The variables that occur free: syms, and arrs as wholes."""
    if term._free is not None:
        return term._free
    bound = bound_of(term)
    parts = [free(arg) for arg in term.args[len(bound) :] if isinstance(arg, Term)]
    if bound:
        parts[-1] = parts[-1].difference(bound)
    if term.op in {"sym", "arr"}:  # not remembered: a term that holds itself would be freed by the collector of cycles alone
        return frozenset((term,)).union(*parts)
    term._free = frozenset[Term]().union(*parts)
    return term._free


def walk(term: Term) -> Iterator[Term]:
    """Every node of a term, itself first; repeated nodes come once."""
    seen: set[Term] = set()
    stack = [term]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        stack += [arg for arg in node.args if isinstance(arg, Term)]


def differentiated(*terms: Term) -> frozenset[Term]:
    """The variables, and the arrays, by which something inside is differentiated."""
    return frozenset(node.args[1].args[0] if node.args[1].op == "at" else node.args[1] for term in terms for node in walk(term) if node.op == "D")


def arrays_of_indices(*terms: Term) -> frozenset[Term]:
    """The arrays of which an entry stands in an index, a bound or a Kronecker delta: their entries are integers."""
    places: list[Term] = []
    for term in terms:
        for node in walk(term):
            if node.op in {"at", "delta"}:
                places += node.args[node.op == "at" :]
            elif node.op in BINDERS and node.op != "lam":
                places += node.args[1:3]
    return frozenset(node.args[0] for place in places for node in walk(place) if node.op == "at")


def fresh(variable: Term, taken: frozenset[Term]) -> Term:
    """A variable of the same sort whose name is not taken."""
    names = {t.name for t in taken}
    for number in count(1):
        name = f"{variable.name}_{number}"
        if name not in names:
            return Term("sym", (name, variable.args[1]))
    raise AssertionError("unreachable")


def substitute(term: Term, mapping: Mapping[Term, Term]) -> Term:
    """Replace free syms and arrs by terms; bound variables are renamed where they would capture.

    >>> from derive.terms.build import num, summation, sym, mul
    >>> i, n, x = sym("i", "int"), sym("n", "int"), sym("x")
    >>> substitute(summation(i, num(1), n, mul(i, x)), {x: i})
    sum(i_1, 1, n, mul(i_1, i))
    """
    relevant = {old: new for old, new in mapping.items() if old in free(term)}
    return _substitute(term, relevant) if relevant else term


def _substitute(term: Term, mapping: Mapping[Term, Term]) -> Term:
    if term in mapping:
        return mapping[term]
    bound = bound_of(term)
    if not bound:
        return rebuild(term, lambda part: substitute(part, mapping))
    outside = tuple(substitute(part, mapping) for part in term.args[len(bound) : -1])
    body = term.args[-1]
    inner = {old: new for old, new in mapping.items() if old not in bound and old in free(body)}
    arriving: frozenset[Term] = frozenset().union(*(free(new) for new in inner.values())) if inner else frozenset()
    renamed = {var: fresh(var, arriving | free(body) | frozenset(bound)) for var in bound if var in arriving}
    variables = tuple(renamed.get(var, var) for var in bound)
    return Term(term.op, (*variables, *outside, substitute(body, {**inner, **renamed})))
