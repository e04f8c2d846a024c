"""Quantities of which a document only says, or shows by differentiating them, what they depend on: ``x(u)_i``, ``\\partial y_i / \\partial \\theta_k``.

Each such derivative stays a letter of its own, and a derivative of what is made of them is the sum over all of them, by the chain rule.
"""

from __future__ import annotations

from derive.model.term import Term
from derive.steps.unfold import Definitions, depends, names
from derive.terms.binding import bound_of, free, fresh, rebuild, walk
from derive.terms.build import ONE, add, arr, at, derivative, mul, summation, sym

Pairs = frozenset[tuple[Term, str]]
"""What depends on something, as a whole, with the name of what it depends on."""


def by_named_dependence(left: Term, right: Term, definitions: Definitions) -> tuple[Term, Term] | None:
    """Both sides with derivatives by what quantities are said to depend on written out; None where no derivative needs it.

    Holds for every differentiable dependence, so what is proved of the result is true of the step; it never refutes. Letters that nothing makes depend on the variable are constants.
    """
    pairs = frozenset(pair for side in (left, right) for node in walk(side) if node.op == "D" and (pair := _shown(*node.args)) is not None)
    try:
        sides = _written(left, pairs, definitions), _written(right, pairs, definitions)
    except ValueError:
        return None
    return sides if sides != (left, right) else None


def _whole(part: Term) -> Term:
    found: Term = part.args[0] if part.op == "at" else part
    return found


def _shown(body: Term, by: Term) -> tuple[Term, str] | None:
    """The dependence that the derivative of a letter or an entry shows."""
    own, variable = _whole(body), _whole(by)
    return (own, variable.name) if own.op in {"sym", "arr"} and own.name != variable.name else None


def _written(term: Term, pairs: Pairs, definitions: Definitions) -> Term:
    if term.op != "D":
        bound = bound_of(term)
        return rebuild(term, lambda part: part if part in bound else _written(part, pairs, definitions))
    body, by = _written(term.args[0], pairs, definitions), term.args[1]
    variable = _whole(by).name
    dependent = sorted({v for v in free(body) if v.op in {"sym", "arr"} and ((v, variable) in pairs or v.name.endswith(f"({variable})"))}, key=lambda v: v.name)
    if not dependent:
        return Term("D", (body, by))
    known = {v.name for v in dependent} | {variable}
    if any(depends(name, variable, definitions) for name in names(body) - known):
        raise ValueError("something else depends on the variable by its definition")
    if body in dependent or (body.op == "at" and body.args[0] in dependent):
        return _letter(_whole(body), by, body.args[1:] if body.op == "at" else None)
    if by.op == "arr":
        raise ValueError("a gradient of something made of others")
    parts = [Term("D", (body, by))] if _whole(by) in free(body) else []
    for quantity in dependent:
        parts.append(_through(body, quantity, by))
    return add(*parts)


def _through(body: Term, quantity: Term, by: Term) -> Term:
    """The part of a derivative that goes through one quantity: the sum over its entries."""
    if quantity.op == "sym":
        return mul(derivative(body, quantity), _letter(quantity, by, ()))
    indices: list[Term] = []
    for _ in quantity.args[1:]:
        indices.append(fresh(sym("g", "int"), free(body) | free(by) | frozenset(indices)))
    total = mul(derivative(body, at(quantity, *indices)), _letter(quantity, by, indices))
    for index, size in reversed(list(zip(indices, quantity.args[1:], strict=True))):
        total = summation(index, ONE, size, total)
    return total


def _letter(quantity: Term, by: Term, indices: tuple[Term, ...] | list[Term] | None) -> Term:
    """The derivative of a quantity, whole or at some indices, as a letter of its own."""
    variable = _whole(by)
    sizes = (*(quantity.args[1:] if quantity.op == "arr" else ()), *(variable.args[1:] if variable.op == "arr" else ()))
    places = (*(indices or ()), *(by.args[1:] if by.op == "at" else ()))
    name = f"d{quantity.name}_d{variable.name}"
    if not sizes:
        return sym(name)
    if not places:
        return arr(name, *sizes)
    if len(places) != len(sizes):
        raise ValueError("some of the indices are left out")
    return at(arr(name, *sizes), *places)
