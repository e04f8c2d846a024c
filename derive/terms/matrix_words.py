"""Matrix terms as sums of words, by one law after the other; every law holds where the inverses in it have values.

    (A B)' = B' A'      (A B)^-1 = B^-1 A^-1  (square factors)      (A^-1)' stays; (A')^-1 = (A^-1)'      det(A B) = det A det B      tr(A B A^-1) = tr B
"""

from __future__ import annotations

from dataclasses import replace

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import rebuild, walk
from derive.terms.domain import facts
from derive.terms.forms import MINUS_ONE, ONE, ZERO, mul, power, rel
from derive.terms.shapes import same_size, shape


def tidied(goal: Obligation) -> tuple[Obligation, tuple[Term, ...]]:
    """The goal with its matrix terms tidied, and what has to be regular for that: det != 0 for each inverse."""
    inverted = [node.args[0] for side in (goal.left, goal.right) for node in walk(side) if node.op == "inv"]
    regular = dict.fromkeys(part for matrix in inverted for part in _factors(word_form(Term("det", (matrix,)))))
    given = tuple(word_form(condition) for condition in facts(goal.given))
    conditions = tuple(c for c in (rel("!=", part, ZERO) for part in regular) if c not in given)
    return replace(goal, left=word_form(goal.left), right=word_form(goal.right), given=given), conditions


def _factors(determinant: Term) -> tuple[Term, ...]:
    if determinant.op in {"mul", "pow"}:
        parts = determinant.args if determinant.op == "mul" else determinant.args[:1]
        return tuple(part for factor in parts for part in _factors(factor))
    return () if determinant.op == "num" else (determinant,)


def word_form(term: Term) -> Term:
    """A term with the matrix terms in it tidied, from the inside out."""
    term = rebuild(term, word_form)
    after = _product(term) if term.op == "matmul" else _law(term) if term.op in {"transpose", "inv", "det", "trace"} else term
    return term if after == term else word_form(after)


def _matrix(term: Term) -> bool:
    return len(shape(term)) == 2


def _square(term: Term) -> bool:
    return _matrix(term) and same_size(*shape(term))


def _law(term: Term) -> Term:
    """A transpose, an inverse, a determinant or a trace after one law."""
    op: str = term.op
    inner: Term = term.args[0]
    parts: list[Term] = [part for part in inner.args if isinstance(part, Term)]
    scalars, arrays = [part for part in parts if not shape(part)], [part for part in parts if shape(part)]
    own = [Term(op, (array,)) for array in arrays]
    match op, inner.op:
        case ("transpose", "transpose") if _matrix(parts[0]):
            return parts[0]
        case ("inv", "inv"):
            return parts[0]
        case ("transpose" | "inv", "eye"):
            return inner
        case ("transpose", "diag") if _square(inner):
            return inner
        case ("transpose", "matmul") if all(map(_matrix, parts)):
            return Term("matmul", tuple(reversed(own)))
        case ("inv", "matmul") if all(map(_square, parts)):
            return Term("matmul", tuple(reversed(own)))
        case ("transpose", "add" | "had") if not scalars:
            return Term(inner.op, tuple(own))
        case ("transpose", "mul") if arrays:
            return mul(*scalars, *own)
        case ("inv", "mul") if _square(inner):
            return mul(*(power(part, MINUS_ONE) for part in scalars), *own)
        case ("inv", "transpose") if _square(inner):
            return Term("transpose", (Term("inv", inner.args),))
        case ("det", "matmul") if all(map(_square, parts)):
            return mul(*own)
        case ("det", "transpose"):
            return Term("det", inner.args)
        case ("det", "inv"):
            return power(Term("det", inner.args), MINUS_ONE)
        case ("det", "mul") if len(arrays) == 1 and scalars:
            return mul(*(power(part, shape(inner)[0]) for part in scalars), *own)
        case ("det", "eye"):
            return ONE
        case ("trace", "matmul") if len(parts) > 2 and not _cancelled([parts[-1], parts[0]]):
            return Term("trace", (Term("matmul", tuple(parts[1:-1])),))
    return term


def _product(term: Term) -> Term:
    """A product with numbers in front, sums multiplied out where an inverse stands beside them, and inverse pairs cancelled."""
    factors = [factor for part in term.args for factor in (part.args if part.op == "mul" and shape(part) else (part,))]
    scalars = [factor for factor in factors if not shape(factor)]
    word = [part for factor in factors if shape(factor) for part in (factor.args if factor.op == "matmul" else (factor,))]
    word = _cancelled([factor for factor in word if factor.op != "eye" or len(word) == 1])
    if not word:
        return mul(*scalars, Term("eye", shape(term)[:1])) if _matrix(term) else term
    if any(factor.op == "inv" for factor in word) and all(map(_matrix, word[:-1])):
        for position, factor in enumerate(word):
            if factor.op == "add" and all(map(shape, factor.args)):
                parts = (Term("matmul", (*word[:position], part, *word[position + 1 :])) for part in factor.args)
                return mul(*scalars, Term("add", tuple(parts)))
    return mul(*scalars, word[0] if len(word) == 1 else Term("matmul", tuple(word)))


def _cancelled(word: list[Term]) -> list[Term]:
    """A word without pairs of a matrix, or a product, and its inverse."""
    for position, factor in enumerate(word):
        if factor.op == "inv":
            inner = list(factor.args[0].args) if factor.args[0].op == "matmul" else [factor.args[0]]
            for start, end in ((position + 1, position + 1 + len(inner)), (position - len(inner), position)):
                if start >= 0 and word[start:end] == inner:
                    return _cancelled(word[: min(start, position)] + word[max(end, position + 1) :])
        if factor.op == "transpose" and position + 1 < len(word) and word[position + 1] == word_form(Term("inv", (factor,))):
            return _cancelled(word[:position] + word[position + 2 :])
    return word
