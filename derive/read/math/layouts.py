"""Environments inside a formula: case distinctions here, vectors and matrices in ``matrices``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import matrices, scripts
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.terms.build import TRUE

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

OTHERWISE = frozenset({"sinon", "otherwise", "else", "autrement", "sinon.", "ailleurs", "elsewhere", "o.w.", "ow"})
CONDITION_WORDS = frozenset({"si", "if", "when", "pour", "for", "quand", "lorsque", "où", "where", "whenever", "given", "and", "et"})
MATRICES = frozenset({"pmatrix", "bmatrix", "matrix", "vmatrix", "Bmatrix", "array", "smallmatrix", "pmatrix*", "bmatrix*"})
CONCLUSIONS = {"\\Rightarrow": "=>", "\\implies": "=>", "\\Longrightarrow": "=>", "\\iff": "<=>", "\\Leftrightarrow": "<=>"}


def environment(g: Grammar) -> Term:
    """The term of an environment."""
    g.s.take()
    name = g.s.group_text()
    if name == "array" and g.s.looking_at("{"):
        g.s.group_tokens()
    if name in MATRICES:
        return matrices.matrix(g, rows_of(g, name), name)
    rows = rows_of(g, name)
    if name not in {"cases", "cases*", "dcases", "rcases"}:
        raise UnreadError(f"a {name}")
    return cases(g, rows)


def cases(g: Grammar, rows: Sequence[Sequence[Sequence[Token]]]) -> Term:
    """A case distinction: value and condition in each row."""
    pairs: list[Term] = []
    for row in rows:
        cells = [_trimmed(cell) for cell in row]
        if len(cells) == 1:
            cells = _apart(cells[0])
        if len(cells) > 2:
            cells = [cells[0], [t for cell in cells[1:] for t in cell]]
        if len(cells) != 2:
            raise UnreadError("a case without its condition")
        value = scripts.inner(g, cells[0]).whole()
        pairs += [_condition(g, cells[1]), value]
    if not pairs:
        raise UnreadError("no cases")
    return Term("cases", tuple(pairs))


def _apart(cell: list[Token]) -> list[list[Token]]:
    """Value and condition without a column mark between them: apart at the word if, or at a comma."""
    for position, token in enumerate(cell):
        if token.kind == "text" and _words(token)[:1] and (_words(token)[0] in CONDITION_WORDS or _words(token)[0] in OTHERWISE):
            return [_trimmed(cell[:position]), cell[position:]]
        if token.text == "," and position:
            return [cell[:position], cell[position + 1 :]]
    return [cell]


def rows_of(g: Grammar, name: str) -> list[list[list[Token]]]:
    """The cells of an environment, row by row; rows that are empty are left out."""
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
        elif token.text not in {"\\hline", "\\cr"} and token.kind != "quad":
            rows[-1][-1].append(token)
    return [row for row in rows if any(cell for cell in row)]


def _trimmed(cell: Sequence[Token]) -> list[Token]:
    cell = list(cell)
    while cell and cell[-1].text in {",", ".", ";"}:
        cell.pop()
    return cell


def _words(token: Token) -> list[str]:
    return token.text.strip().strip(".,:;()").lower().split()


def _condition(g: Grammar, cell: list[Token]) -> Term:
    cell = [t for t in cell if t.kind != "quad"]
    while cell and cell[0].text in {",", ";", ":"}:
        cell = cell[1:]
    words = [word for token in cell if token.kind in {"text", "word", "unknown"} for word in _words(token)]
    if cell and all(t.kind in {"text", "word", "unknown"} for t in cell) and "".join(words) in OTHERWISE:
        return TRUE
    while cell and cell[0].kind in {"text", "word"} and all(word in CONDITION_WORDS for word in _words(cell[0])):
        cell = cell[1:]
    for position, token in enumerate(cell):
        if token.text in CONCLUSIONS and position:
            g.extra.append(cell[position:])
            cell = cell[:position]
            break
    kept = [t if t.kind != "text" or _words(t) not in (["and"], ["et"]) else Token("sym", ",", t.start, t.end) for t in cell]
    below = scripts.inner(g, kept)
    condition = below.condition()
    if not below.s.done():
        raise UnreadError("more than a condition")
    return condition
