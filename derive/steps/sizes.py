"""Sizes that nobody stated, settled within one obligation: by the sums that run over an array, and by the letters that index several arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild, substitute, subterms, walk
from derive.terms.build import ONE, rel

UNSTATED = "size_"
"""How the name of a size begins that nobody stated."""


def settled(goal: Obligation) -> Obligation:
    """The obligation with its unstated sizes replaced: ``\\sum_{i=1}^n x_i`` says that x has n entries. Where two sizes are stated, both are assumed.

    Numbered entries of an array of unstated size say that it has so many.
    """
    sides = (goal.left, goal.right)
    unstated = {node.args[0].args[p] for side in sides for node in walk(side) if node.op == "at" and node.args[0].op == "arr" for p in range(1, len(node.args[0].args))}
    unstated = {size for size in unstated if _is_unstated(size)}
    if not unstated:
        return goal
    classes: dict[Term, Term] = {}
    stated: dict[Term, list[Term]] = {}
    places: dict[Term, Term] = {}
    for side in sides:
        for dim, index, high in _indexed(side, {}):
            if not _is_unstated(dim) and high is None and index is None:
                continue
            if high is not None and high != dim:
                if _is_unstated(high):
                    _join(classes, dim, high)
                elif _is_unstated(dim):
                    stated.setdefault(dim, []).append(high)
            elif index is not None:
                if index in places and places[index] != dim:
                    _join(classes, places[index], dim)
                places.setdefault(index, dim)
    mapping: dict[Term, Term] = {}
    extra: list[Term] = []
    groups: dict[Term, list[Term]] = {}
    for dim in {*classes, *unstated, *(d for d in stated)}:
        groups.setdefault(_root(classes, dim), []).append(dim)
    for members in groups.values():
        known = list(dict.fromkeys([m for m in members if not _is_unstated(m)] + [high for m in members for high in stated.get(m, ())]))
        lead = known[0] if known else min((m for m in members), key=lambda m: str(m.args[0]))
        extra += [rel("=", lead, other) for other in known[1:]]
        mapping.update({m: lead for m in members if _is_unstated(m) and m != lead})
    mapping = {old: new for old, new in mapping.items() if old not in free(new)}
    left, right = (_resized(side, mapping) for side in sides)
    given = tuple(_resized(condition, mapping) for condition in goal.given)
    return replace(goal, left=left, right=right, given=tuple(dict.fromkeys((*given, *extra, *_numbered(left, right)))))


def _resized(term: Term, mapping: dict[Term, Term]) -> Term:
    """The term with sizes replaced, those inside of array variables included."""
    if term.op == "sym":
        return mapping.get(term, term)
    if term.op == "arr":
        return Term("arr", (term.args[0], *(_resized(dim, mapping) for dim in term.args[1:])))
    return rebuild(term, lambda part: _resized(part, mapping)) if mapping else substitute(term, mapping)


def _is_unstated(size: Term) -> bool:
    return size.op == "sym" and str(size.args[0]).startswith(UNSTATED)


def _indexed(term: Term, highs: dict[Term, Term]) -> Iterator[tuple[Term, Term | None, Term | None]]:
    """For each entry: the size, its index where that is a free letter, and the last value of the index where a sum binds it."""
    bound = bound_of(term)
    if bound:
        inner = dict(highs)
        if term.op in {"sum", "prod"}:
            inner[bound[0]] = term.args[2]
        elif term.op == "lam":
            inner.update(zip(bound, term.args[len(bound) : 2 * len(bound)], strict=True))
        for part in term.args[len(bound) : -1]:
            yield from _indexed(part, highs)
        yield from _indexed(term.args[-1], inner)
        return
    if term.op == "at" and term.args[0].op == "arr":
        for index, dim in zip(term.args[1:], term.args[0].args[1:], strict=False):
            if index.op == "sym":
                yield (dim, None, highs[index]) if index in highs else (dim, index, None)
    for part in subterms(term):
        yield from _indexed(part, highs)


def _numbered(*sides: Term) -> Iterator[Term]:
    """Arrays have the entries that are named by number."""
    for side in sides:
        for node in walk(side):
            if node.op == "at" and node.args[0].op == "arr":
                for index, dim in zip(node.args[1:], node.args[0].args[1:], strict=False):
                    if index.op == "num" and index.value > ONE.value and dim.op == "sym":
                        yield rel(">=", dim, index)


def _root(classes: dict[Term, Term], dim: Term) -> Term:
    while classes.get(dim, dim) != dim:
        dim = classes[dim]
    return dim


def _join(classes: dict[Term, Term], a: Term, b: Term) -> None:
    first, second = _root(classes, a), _root(classes, b)
    classes.setdefault(first, first)
    classes[second] = first
