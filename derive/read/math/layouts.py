"""Environments inside a formula: case distinctions. Matrices are read where every entry is written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.terms.build import TRUE

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

OTHERWISE = frozenset({"sinon", "otherwise", "else", "autrement"})
CONDITION_WORDS = frozenset({"si", "if", "when", "pour", "for", "quand", "lorsque"})


def environment(g: Grammar) -> Term:
    """The term of an environment."""
    g.s.take()
    name = g.s.group_text()
    rows = _rows(g, name)
    if name != "cases":
        raise UnreadError(f"a {name}")
    pairs: list[Term] = []
    for row in rows:
        if len(row) != 2:
            raise UnreadError("a case without its condition")
        value = scripts.inner(g, _trimmed(row[0])).whole()
        pairs += [_condition(g, _trimmed(row[1])), value]
    if not pairs:
        raise UnreadError("no cases")
    return Term("cases", tuple(pairs))


def _rows(g: Grammar, name: str) -> list[list[list[Token]]]:
    rows: list[list[list[Token]]] = [[[]]]
    depth = 0
    while True:
        token = g.s.take()
        if token.text == "\\end" and not depth:
            if g.s.group_text() != name:
                raise UnreadError("environments that cross")
            break
        depth += (token.text in {"{", "\\begin"}) - (token.text in {"}", "\\end"})
        if token.text == "\\\\" and not depth:
            rows.append([[]])
        elif token.text == "&" and not depth:
            rows[-1].append([])
        else:
            rows[-1][-1].append(token)
    return [row for row in rows if any(cell for cell in row)]


def _trimmed(cell: Sequence[Token]) -> list[Token]:
    cell = list(cell)
    while cell and cell[-1].text in {",", ".", ";"}:
        cell.pop()
    return cell


def _condition(g: Grammar, cell: list[Token]) -> Term:
    if len(cell) == 1 and cell[0].kind in {"text", "word"} and cell[0].text.strip().strip(".,") in OTHERWISE:
        return TRUE
    while cell and cell[0].kind in {"text", "word"} and cell[0].text.strip() in CONDITION_WORDS:
        cell = cell[1:]
    below = scripts.inner(g, cell)
    condition = below.condition()
    if not below.s.done():
        raise UnreadError("more than a condition")
    return condition
