"""Why a step that does not hold for all values is still not called wrong: it may lean on what the document says in words, or on what nobody defined."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derive.model.claim import Notation
from derive.model.obligation import Obligation, Verdict
from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.terms.binding import bound_of, free, rebuild, walk
from derive.terms.build import ONE

OPAQUE = frozenset({"E", "KL", "JS", "CE", "BCE", "MSE", "NLL", "SSE", "Var", "Cov"})
"""How quantities of distributions begin, of which only their names are known."""


def unknown_functions(goal: Obligation, notation: Notation) -> tuple[str, ...]:
    """Functions and arrays of functions that nothing defines: a letter that is applied to something."""
    named = {s.name for s in notation.symbols}
    found = set()
    for side in (goal.left, goal.right):
        for node in walk(side):
            if node.op == "call" and node.args[0].rstrip("'") not in SCALAR_FUNCTIONS and node.args[0] not in named:
                found.add(str(node.args[0]))
            elif node.op == "sym" and "(" in node.name and node.name.partition("(")[0].split("_")[0] in OPAQUE:
                found.add(node.name)
            elif node.op == "arr" and "(" in node.name and not node.name.endswith("()"):
                found.add(node.name.partition("(")[0])
    return tuple(sorted(found))


def repeated_indices(goal: Obligation) -> tuple[str, ...]:
    """Index letters that only one side has and that stand in two factors of a product: the sum over them may be implied."""
    outside = [{v for v in free(side) if v.op == "sym" and v.args[1] == "int"} for side in (goal.left, goal.right)]
    lonely = outside[0] ^ outside[1]
    found = set()
    for side in (goal.left, goal.right):
        for node in walk(side):
            if node.op in {"mul", "D"}:
                for variable in lonely:
                    if sum(_indexes(variable, part) for part in _factors(node)) > 1:
                        found.add(variable.name)
    return tuple(sorted(found))


def _factors(node: Term) -> Iterable[Term]:
    for part in node.args:
        if part.op == "mul":
            yield from _factors(part)
        else:
            yield part


def _indexes(variable: Term, part: Term) -> bool:
    return any((n.op == "at" and any(variable in free(i) for i in n.args[1:])) or (n.op == "delta" and variable in free(n)) for n in walk(part))


def normalised(goal: Obligation, defined: frozenset[str]) -> Obligation | None:
    """The obligation where each array that nothing defines and that is summed by itself sums to one, as probabilities and one-hot vectors do; None where there is none."""
    from dataclasses import replace

    def one(term: Term) -> Term:
        if term.op == "sum":
            body = term.args[3]
            if body.op == "at" and body.args[0].op == "arr" and body.args[0].name not in defined and body.args[1:] == bound_of(term):
                return ONE
        return rebuild(term, one)

    left, right = one(goal.left), one(goal.right)
    return None if (left, right) == (goal.left, goal.right) else replace(goal, left=left, right=right)


def leans(goal: Obligation | None, notation: Notation, decide: Callable[[Obligation], Verdict]) -> str:
    """What a step that does not hold for all values may lean on; "" where nothing is in sight."""
    if goal is None:
        return ""
    if unknown := unknown_functions(goal, notation):
        return f"nothing defines {', '.join(unknown)}"
    if repeated := repeated_indices(goal):
        return f"the index {', '.join(repeated)} is repeated, and a sum over it may be implied"
    unit = normalised(goal, frozenset(s.name for s in notation.symbols if s.term is not None))
    if unit is not None and decide(unit).status in {"proved", "proved_if"}:
        return "it holds where the entries sum to one"
    return ""


def whole_arrays(term: Term) -> set[str]:
    """The names of arrays that stand as wholes, and not for one of their entries."""
    if term.op == "arr":
        return {term.name}
    parts = term.args[1:] if term.op == "at" and term.args[0].op == "arr" else term.args
    return set().union(*(whole_arrays(part) for part in parts if isinstance(part, Term)))
