"""Arrays of which a document only says what they depend on: ``x(u)_i``. A derivative by u is the sum over the entries, each with a derivative of its own that stays a letter."""

from __future__ import annotations

from derive.model.term import Term
from derive.terms.binding import bound_of, free, fresh, rebuild, walk
from derive.terms.build import ONE, add, arr, at, derivative, mul, summation, sym


def by_named_dependence(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Both sides with derivatives by what arrays are said to depend on written out; None where no derivative needs it.

    Holds for every differentiable dependence, so what is proved of the result is true of the step; it never refutes.
    """
    sides = _written(left), _written(right)
    return sides if sides != (left, right) else None


def _written(term: Term) -> Term:
    if term.op != "D" or term.args[1].op != "sym":
        bound = bound_of(term)
        return rebuild(term, lambda part: part if part in bound else _written(part))
    body, by = _written(term.args[0]), term.args[1]
    dependent = sorted({node for node in walk(body) if node.op == "arr" and node.name.endswith(f"({by.name})") and len(node.args) == 2}, key=lambda node: node.name)
    if not dependent:
        return Term("D", (body, by))
    if body.op == "at" and body.args[0] in dependent:
        return at(_gradient(body.args[0], by), *body.args[1:])
    parts = [Term("D", (body, by))] if by in free(body) else []
    for array in dependent:
        index = fresh(sym("g", "int"), free(body))
        parts.append(summation(index, ONE, array.args[1], mul(derivative(body, at(array, index)), at(_gradient(array, by), index))))
    return add(*parts)


def _gradient(array: Term, by: Term) -> Term:
    return arr(f"d{array.name}_d{by.name}", *array.args[1:])
