"""Quantities that a document defines: a chain that begins ``o = ...`` with a letter of the document's own; in force from there on, until it is defined again.

A symbol of the assignment is never defined by an ``=``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from derive.model.document import Definition, Document, Statement
from derive.model.term import Term
from derive.steps.chains import question_at
from derive.terms.binding import free, substitute, walk
from derive.terms.build import lam, sym
from derive.terms.shapes import ShapeMismatchError, same_shape, shape

SIGNS = frozenset({"=", ":="})


def definitions(document: Document, taken: Collection[str]) -> tuple[Definition, ...]:
    """The quantities that a document defines, in order; ``taken`` are the names of the assignment. Entries of what its question defined as a whole are claims.

    >>> definitions(Document("-", "en", ""), ())
    ()
    """
    found = []
    wholes: set[tuple[str, str]] = set()
    for statement in document.statements:
        for definition in _of(statement):
            key = definition.name, _whole_question(document, definition.span.start)
            entries = statement.members[0].term is not None and statement.members[0].term.op == "at"
            if definition.name in taken or (entries and key in wholes):
                continue
            if not entries and statement.members[0].term is not None and statement.members[0].term.op == "arr":
                wholes.add(key)
            found.append(definition)
    return tuple(found)


def in_force(found: Sequence[Definition], document: Document, place: int) -> Iterator[tuple[Definition, bool]]:
    """The last definition of each name before a place, and whether it holds there; one that leads back to itself is left out.

    A definition holds for all parts of its question, and one before the first question throughout; from another question it only helps to prove.
    """
    last: dict[str, Definition] = {}
    for definition in found:
        if definition.span.end <= place:
            last[definition.name] = definition
    homes = {"", _whole_question(document, place)}
    for name, definition in last.items():
        if not _circular(name, last):
            yield definition, _whole_question(document, definition.span.start) in homes


def _whole_question(document: Document, place: int) -> str:
    return question_at(document.headings, place).split(".", maxsplit=1)[0]


def _of(statement: Statement) -> Iterator[Definition]:
    if not statement.links or statement.continues or statement.conditions or statement.joint in {"=>", "<=>"} or statement.links[0].sign not in SIGNS:
        return
    left, right = statement.members[0].term, statement.members[1].term
    if left is None or right is None or right.op in {"num", "sym", "arr", "const"} or any(node.op == "D" for node in walk(right)):
        return
    meaning = defined(left, right)
    if meaning is not None:
        name, term = meaning
        yield Definition(name, (), term, statement.members[1].span)


def defined(left: Term, right: Term) -> tuple[str, Term] | None:
    """The name and the meaning that ``left = right`` gives; None where the left side is no bare symbol or stands on the right as well."""
    try:
        outside, inside = shape(left), shape(right)
    except ShapeMismatchError:
        return None
    name = left.args[0].name if left.op == "at" and left.args[0].op == "arr" else left.name if left.op in {"sym", "arr"} else ""
    if not name or name in {v.name for v in free(right)} or any(node.op == "call" and node.args[0] == name for node in walk(right)):
        return None
    if left.op == "sym":
        return (name, right) if left.args[1] == "real" and not inside else None
    if left.op == "arr":
        return (name, right) if len(left.args) > 1 and same_shape(outside, inside) else None
    indices = left.args[1:]
    dims = left.args[0].args[1:]
    if inside or len(dims) != len(indices) or any(i.op != "sym" for i in indices) or len(set(indices)) != len(indices):
        return None
    fresh = [sym(f"q_{place}", "int") for place in range(len(indices))]
    places = {letter: own for i, own in zip(indices, fresh, strict=True) for letter in (i, sym(i.name))}
    return name, lam(fresh, dims, substitute(right, places))


def _circular(name: str, last: dict[str, Definition]) -> bool:
    seen: set[str] = set()
    open_names = [name]
    while open_names:
        term = last[open_names.pop()].term
        for other in {v.name for v in free(term)} if term is not None else ():
            if other == name:
                return True
            if other in last and other not in seen:
                seen.add(other)
                open_names.append(other)
    return False
