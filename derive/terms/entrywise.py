"""Obligations about arrays: whether terms use arrays as wholes, and what they say of one entry."""

from __future__ import annotations

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import subterms
from derive.terms.entries import entrywise

__all__ = ["entrywise", "has_arrays", "uses_arrays"]

LEAVES = frozenset({"num", "sym", "const"})
ARRAY_OPS = frozenset({"lam", "matmul", "transpose", "inv", "det", "trace", "had", "diag", "eye", "fill", "onehot"})


def has_arrays(term: Term) -> bool:
    """Whether a term uses arrays as wholes."""
    if term.op in LEAVES:
        return False
    if term.op in ARRAY_OPS:
        return True
    if term.op == "at":
        return term.args[0].op != "arr" or any(has_arrays(part) for part in term.args[1:])
    if term.op == "arr":
        return len(term.args) > 1
    if term.op == "D" and term.args[1].op == "at":
        return has_arrays(term.args[0]) or has_arrays(term.args[1])
    return any(has_arrays(part) for part in subterms(term))



def uses_arrays(goal: Obligation) -> bool:
    """Whether an obligation speaks of arrays as wholes."""
    return any(has_arrays(part) for part in (goal.left, goal.right, *goal.given))
