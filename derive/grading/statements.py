"""What a claim states, laid beside what a member of a chain is: letters of indices aligned, vectors by their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.model.term import Term
from derive.terms.binding import free, rebuild, substitute, walk
from derive.terms.build import rel, sym
from derive.terms.entries import entry
from derive.terms.shapes import ShapeMismatchError, shape


@dataclass(frozen=True, slots=True)
class Asked:
    """The statement of a claim: ``left = right``, with its LaTeX."""

    left: Term
    right: Term
    source: str
    fixed: frozenset[str] = frozenset()
    """Names that mean something (sizes, labels); every other index letter may be another one."""
    ways: tuple[Term, ...] = ()
    """Of an update, ``left <- way = way``: what the left side becomes, in all the ways that the claim says it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the claim says in the letters of a member: its right side, under which condition, and at which entry of a vector."""

    right: Term
    condition: Term | None
    indices: tuple[Term, ...]


def aligned(asked: Asked, subject: Term) -> Standing | None:
    """The claim in the letters of a member that is what the claim speaks of; None where the member is something else."""
    indices: tuple[Term, ...] = ()
    own = indices_of(asked.left)
    try:
        if own and not shape(asked.left) and len(shape(subject)) == len(own):
            indices, subject = own, entry(subject, own)
    except (ShapeMismatchError, ValueError, IndexError):
        return None
    letters = {v for v in own if v.op == "sym" and v.name not in asked.fixed}
    mapping: dict[Term, Term] = {}
    if not _matches(asked.left, subject, letters, mapping):
        return None
    condition = None
    for letter, value in mapping.items():
        if value != letter and (value.op != "sym" or value.name in asked.fixed):
            if condition is not None:
                return None
            condition = rel("=", letter, value)
    fresh = {letter: sym(f"{letter.name}_asked", "int") for letter in mapping}
    right = substitute(substitute(asked.right, fresh), {fresh[letter]: value for letter, value in mapping.items()})
    return Standing(right, condition, indices)


def indices_of(term: Term) -> tuple[Term, ...]:
    """The indices of an entry, or of the entry that a derivative is taken by."""
    if term.op == "at":
        return tuple(term.args[1:])
    return indices_of(term.args[1]) if term.op == "D" else ()


def _matches(pattern: Term, term: Term, letters: set[Term], mapping: dict[Term, Term]) -> bool:
    """One-sided unification: the letters of the pattern stand for whatever the term has there, each for one thing."""
    if pattern in letters:
        return mapping.setdefault(pattern, term) == term
    if pattern.op != term.op or len(pattern.args) != len(term.args):
        return False
    pairs = zip(pattern.args, term.args, strict=True)
    return all(_matches(a, b, letters, mapping) if isinstance(a, Term) and isinstance(b, Term) else a == b for a, b in pairs)


def entries_of(term: Term, indices: Sequence[Term]) -> Term | None:
    """The entry of a member that is to be compared; a scalar is its own."""
    if not indices:
        return term
    try:
        return entry(term, indices) if shape(term) else None
    except (ShapeMismatchError, ValueError, IndexError):
        return None


def unfinished(left: Term, term: Term) -> bool:
    """Whether a term still contains what the claim asks for: the derivative, the symbol, the function."""
    if left.op == "D":
        by = _name(left.args[1])
        return any(node.op == "D" and _name(node.args[1]) == by for node in walk(term))
    if left.op == "call":
        return any(node.op == "call" and node.args[0] == left.args[0] for node in walk(term))
    if left.op in {"at", "arr", "sym"}:
        return _name(left) in {v.name for v in free(term)}
    return False


def _name(term: Term) -> str:
    return term.args[0].name if term.op == "at" else term.name


def opaque(term: Term) -> Term:
    """The term with every function a stranger: what is equal then is equal in form."""
    if term.op == "call":
        return Term("call", (f"{term.args[0]}_", *(opaque(part) for part in term.args[1:])))
    return rebuild(term, opaque)
