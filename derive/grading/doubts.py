"""Why a step that does not hold for all values is still not called wrong: it may lean on what the document says in words, or on what nobody defined."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from derive.model.claim import Notation
from derive.model.obligation import Obligation, Verdict
from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.steps.implied import summed_over
from derive.terms.binding import bound_of, free, rebuild, walk
from derive.terms.build import ONE
from derive.terms.shapes import ShapeMismatchError, shape

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


def restricted(goal: Obligation, notation: Notation) -> str:
    """What the words of the document say of a letter of the goal that the goal does not say; "" where it is nothing."""
    present = {v.name for side in (goal.left, goal.right) for v in free(side)}
    return next((f"the document says that {name} is {word}" for name, word in notation.said if name in present), "")


def stacked_vectors(goal: Obligation) -> str:
    """The small letter whose vectors a matrix of the same letter may hold in its rows: X beside x_1, ..., x_n; "" where there is none."""
    ranks: dict[str, int] = {}
    for side in (goal.left, goal.right):
        for variable in free(side):
            if variable.op == "arr" and len(variable.name) == 1:
                ranks[variable.name] = max(len(variable.args) - 1, ranks.get(variable.name, 0))
    return next((name.lower() for name, rank in ranks.items() if name.isupper() and rank == 2 and ranks.get(name.lower())), "")


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
    if stacked := stacked_vectors(goal):
        return f"{stacked.upper()} may be made of the {stacked}"
    if (repeated := repeated_indices(goal)) and not _wrong_with_sums(goal, repeated, decide):
        return f"the index {', '.join(repeated)} is repeated, and a sum over it may be implied"
    unit = normalised(goal, frozenset(s.name for s in notation.symbols if s.term is not None))
    if unit is not None and decide(unit).status in {"proved", "proved_if"}:
        return "it holds where the entries sum to one"
    return ""


def _wrong_with_sums(goal: Obligation, repeated: Collection[str], decide: Callable[[Obligation], Verdict]) -> bool:
    """Whether the step is refuted, too, where repeated indices are summed over: then it does not matter which is meant."""
    left, right = summed_over(goal.left, repeated), summed_over(goal.right, repeated)
    return left is not None and right is not None and decide(replace(goal, left=left, right=right)).status == "refuted"


def whole_arrays(term: Term) -> set[str]:
    """The names of arrays that stand as wholes, and not for one of their entries."""
    if term.op == "arr":
        return {term.name}
    parts = term.args[1:] if term.op == "at" and term.args[0].op == "arr" else term.args
    return set().union(*(whole_arrays(part) for part in parts if isinstance(part, Term)))


def number_and_vector(goal: Obligation | None) -> bool:
    """Whether one side is the derivative of a number by a vector whose entries the step names, and the other is a number: wrong whatever the vector's size is."""
    sides = [] if goal is None else [goal.left, goal.right]
    try:
        shapes = [shape(side) for side in sides]
    except ShapeMismatchError:
        return False
    if sorted(map(len, shapes)) != [0, 1]:
        return False
    vector, number = sides if shapes[0] else sides[::-1]
    by = {node.args[1] for node in walk(vector) if node.op == "D" and node.args[1].op == "arr"}
    entries = {node.args[0] for side in sides for node in walk(side) if node.op == "at" and len(node.args) == 2}
    scalars = {v.name for v in free(number) if v.op == "sym"}
    return len(by) == 1 and by <= entries and not by & {v for v in walk(number) if v.op == "arr" and v not in entries} and not scalars & {v.name for v in by}


def hidden(goal: Obligation | None) -> str:
    """Why a derivative has no verdict: what is differentiated does not show its variable, so it may depend on it or not."""
    for term in (goal.left, goal.right) if goal is not None else ():
        for node in walk(term):
            if node.op == "D" and free(node.args[0]):
                by = node.args[1].args[0] if node.args[1].op == "at" else node.args[1]
                if by not in free(node.args[0]):
                    return "what is differentiated does not show how it depends on the variable"
    return ""


def said_elsewhere(forms: Iterable[Obligation], decide: Callable[[Obligation], Verdict]) -> str:
    """Why a step that fails alone is not blamed where it holds under a condition that the document states in another place; "" where it does not."""
    held = any(decide(form).status in {"proved", "proved_if"} for form in forms)
    return "it holds under a condition that the document states in another place" if held else ""
