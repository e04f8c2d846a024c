"""Matrix terms as sums of words: transposes and inverses pushed inwards, A A^-1 cancelled, the identity left out.

    (A B)' = B' A'      (A B)^-1 = B^-1 A^-1  (square factors)      (A^-1)' stays; (A')^-1 = (A^-1)'      det(A B) = det A det B
"""

from __future__ import annotations

from dataclasses import replace

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import rebuild, walk
from derive.terms.domain import facts
from derive.terms.forms import MINUS_ONE, ONE, ZERO, mul, power, rel
from derive.terms.shapes import same_size, shape

RANK = 2


def tidied(goal: Obligation) -> tuple[Obligation, tuple[Term, ...]]:
    """The goal with its matrix terms tidied, and what has to be regular for that: det != 0 for each inverse."""
    regular: dict[Term, None] = {}
    for side in (goal.left, goal.right):
        for node in walk(side):
            if node.op == "inv":
                regular.update(dict.fromkeys(_factors(word_form(Term("det", (node.args[0],))))))
    given = tuple(word_form(condition) for condition in facts(goal.given))
    conditions = tuple(c for c in (rel("!=", part, ZERO) for part in regular) if c not in given)
    return replace(goal, left=word_form(goal.left), right=word_form(goal.right), given=given), conditions


def _factors(determinant: Term) -> tuple[Term, ...]:
    if determinant.op == "mul":
        return tuple(part for factor in determinant.args for part in _factors(factor))
    if determinant.op == "pow":
        return _factors(determinant.args[0])
    return () if determinant.op == "num" else (determinant,)


def word_form(term: Term) -> Term:
    """A term with the matrix terms in it tidied, from the inside out."""
    term = rebuild(term, word_form)
    match term.op:
        case "transpose":
            return _transposed(term.args[0])
        case "inv":
            return _inverted(term)
        case "matmul":
            return _product(term)
        case "det":
            return _determinant(term)
        case "trace" if term.args[0].op == "matmul" and not _cancelled([term.args[0].args[-1], term.args[0].args[0]]):
            return word_form(Term("trace", (_product(Term("matmul", term.args[0].args[1:-1])),))) if len(term.args[0].args) > RANK else term
    return term


def _square(term: Term) -> bool:
    dims = shape(term)
    return len(dims) == RANK and same_size(*dims)


def _transposed(inner: Term) -> Term:
    if inner.op == "transpose" and len(shape(inner.args[0])) == RANK:
        original: Term = inner.args[0]
        return original
    if inner.op == "matmul" and all(len(shape(part)) == RANK for part in inner.args):
        return _product(Term("matmul", tuple(_transposed(part) for part in reversed(inner.args))))
    if inner.op in {"add", "had"} and all(shape(part) for part in inner.args):
        return Term(inner.op, tuple(_transposed(part) for part in inner.args))
    if inner.op == "mul" and shape(inner):
        return Term("mul", tuple(_transposed(part) if shape(part) else part for part in inner.args))
    return inner if inner.op == "eye" or (inner.op == "diag" and _square(inner)) else Term("transpose", (inner,))


def _inverted(term: Term) -> Term:
    inner: Term = term.args[0]
    if inner.op == "inv":
        original: Term = inner.args[0]
        return original
    if inner.op == "eye":
        return inner
    if inner.op == "transpose" and _square(inner):
        return Term("transpose", (_inverted(Term("inv", inner.args)),))
    if inner.op == "matmul" and all(map(_square, inner.args)):
        return _product(Term("matmul", tuple(_inverted(Term("inv", (part,))) for part in reversed(inner.args))))
    if inner.op == "mul" and _square(inner):
        return Term("mul", tuple(_inverted(Term("inv", (part,))) if shape(part) else power(part, MINUS_ONE) for part in inner.args))
    return term


def _product(term: Term) -> Term:
    """A product with numbers in front, sums multiplied out where an inverse stands beside them, and inverse pairs cancelled."""
    scalars: list[Term] = []
    word: list[Term] = []
    for part in term.args:
        inner = part.args if part.op == "mul" and shape(part) else (part,)
        scalars += [factor for factor in inner if not shape(factor)]
        for factor in (factor for factor in inner if shape(factor)):
            word += factor.args if factor.op == "matmul" else (factor,)
    size = shape(term)
    word = _cancelled([factor for factor in word if factor.op != "eye" or len(word) == 1])
    if any(factor.op == "inv" for factor in word) and all(len(shape(factor)) == RANK for factor in word[:-1]):
        for position, factor in enumerate(word):
            if factor.op == "add" and all(shape(part) for part in factor.args):
                parts = (Term("matmul", (*word[:position], part, *word[position + 1 :])) for part in factor.args)
                return _scaled(scalars, Term("add", tuple(_product(part) for part in parts)))
    if not word and len(size) == RANK:
        return _scaled(scalars, Term("eye", (size[0],)))
    return _scaled(scalars, word[0] if len(word) == 1 else Term("matmul", tuple(word))) if word else term


def _scaled(scalars: list[Term], array: Term) -> Term:
    return mul(*scalars, array) if scalars else array


def _cancelled(word: list[Term]) -> list[Term]:
    for position, factor in enumerate(word):
        if factor.op == "inv":
            inner = list(factor.args[0].args) if factor.args[0].op == "matmul" else [factor.args[0]]
            for start, end in ((position + 1, position + 1 + len(inner)), (position - len(inner), position)):
                if start >= 0 and word[start:end] == inner:
                    return _cancelled(word[: min(start, position)] + word[max(end, position + 1) :])
        if factor.op == "transpose" and position + 1 < len(word) and word[position + 1] == _inverted(Term("inv", (factor,))):
            return _cancelled(word[:position] + word[position + 2 :])
    return word


def _determinant(term: Term) -> Term:
    inner: Term = term.args[0]
    if inner.op == "matmul" and all(map(_square, inner.args)):
        return mul(*(_determinant(Term("det", (part,))) for part in inner.args))
    if inner.op == "transpose":
        return _determinant(Term("det", inner.args))
    if inner.op == "inv":
        return power(_determinant(Term("det", inner.args)), MINUS_ONE)
    if inner.op == "mul":
        scalars = [part for part in inner.args if not shape(part)]
        arrays = [part for part in inner.args if shape(part)]
        if len(arrays) == 1 and scalars:
            return mul(*(power(part, shape(arrays[0])[0]) for part in scalars), _determinant(Term("det", (arrays[0],))))
    return ONE if inner.op == "eye" else term
