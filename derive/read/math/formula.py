"""A formula as statements: rows, implications, chains of relations, conditions written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.model.document import Link, Member, Remark, Span, Statement
from derive.model.term import Term
from derive.read.math.expressions import Grammar
from derive.read.math.indicators import SIGNS
from derive.read.math.lookup import Lookup
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token, TooLongError, tokens
from derive.terms.shapes import ShapeMismatchError, shape

JOINTS = {"\\iff": "<=>", "\\Leftrightarrow": "<=>", "\\Longleftrightarrow": "<=>", "\\Rightarrow": "=>", "\\implies": "=>", "\\Longrightarrow": "=>"}
OTHER_LINKS = {":=": ":=", "\\triangleq": ":=", "\\coloneqq": ":=", "\\in": "in", "\\leftarrow": "<-", "\\gets": "<-", "\\approx": "~", "\\to": "->", "\\sim": "~"}
LAYOUTS = frozenset({"split", "aligned", "align", "align*", "equation", "equation*", "gather", "gather*", "gathered", "alignat", "multline", "multline*", "eqnarray", "eqnarray*"})
CONDITION_WORDS = ("pour", "for", "si", "if", "when", "quand", "lorsque", "cas", "case")
MAX_APART = 60
"""Tokens between two relation signs among which a lost separation is looked for."""
LONGEST_NAME = 12
SEPARATORS = frozenset({"\\\\", ",", ";", "\\quad"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one formula says."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]


def read_formula(text: str, span: Span, lookup: Lookup, display: bool = False) -> Reading:
    """The statements of the formula at a span of a text. Never raises: what is not understood is a member without a term."""
    source = text[span.start : span.end]
    try:
        found = tokens(source, span.start, lookup.words)
    except TooLongError:
        member = Member(span, source, reason="the formula is too long")
        return Reading((Statement((member,), (), span, display=display),), ())
    statements: list[Statement] = []
    remarks: list[Remark] = []
    conditions: tuple[Term, ...] = ()
    for clause in _clauses(_without_layout(found)):
        if clause.condition:
            conditions = _conditions(clause.tokens, lookup)
            continue
        for part in _apart(text, clause, lookup, span, remarks):
            statement = _statement(text, part, lookup, span, remarks, conditions, display)
            if statement is not None:
                statements.append(statement)
    return Reading(tuple(statements), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Clause:
    tokens: list[Token]
    joint: str = ""
    condition: bool = False
    row: int = 0


def _without_layout(found: Sequence[Token]) -> list[Token]:
    """The tokens without the environments that only arrange rows."""
    kept: list[Token] = []
    position = 0
    while position < len(found):
        token = found[position]
        if token.text in {"\\begin", "\\end"} and position + 2 < len(found) and found[position + 1].text == "{":
            end = next((p for p in range(position + 2, min(len(found), position + LONGEST_NAME)) if found[p].text == "}"), None)
            if end is not None and "".join(t.text for t in found[position + 2 : end]) in LAYOUTS:
                position = end + 1
                continue
        kept.append(token)
        position += 1
    return kept


def _clauses(found: Sequence[Token]) -> list[_Clause]:
    """Statements are separated by rows, implications, commas and text, outside of all brackets."""
    clauses: list[_Clause] = []
    current: list[Token] = []
    joint, depth, row, condition, level = "", 0, 0, False, 0

    def close(next_joint: str) -> None:
        nonlocal current, joint, condition
        if current:
            clauses.append(_Clause(current, joint, condition, row))
        current, joint, condition = [], next_joint, False

    for token in found:
        if token.text in {"{", "(", "[", "\\{", "\\begin"}:
            depth += 1
        elif token.text in {"}", ")", "]", "\\}", "\\end"}:
            depth = max(0, depth - 1)
        level += (token.text == "\\begin") - (token.text == "\\end")
        if token.text == "\\\\" and (depth == 0 or level <= 0):
            close("")
            depth, row = 0, row + 1
        elif depth:
            current.append(token)
        elif token.text in JOINTS:
            close(JOINTS[token.text])
        elif token.kind == "text":
            close("")
            words = token.text.strip().lower().split()
            condition = bool(words) and words[-1].strip(",.:") in CONDITION_WORDS
        elif token.text in {",", ";"}:
            close("")
        elif token.text not in {"&", "."}:
            current.append(token)
    close("")
    return clauses


def _conditions(found: Sequence[Token], lookup: Lookup) -> tuple[Term, ...]:
    grammar = Grammar(Stream(found), lookup)
    try:
        condition = grammar.condition()
    except (UnreadError, ShapeMismatchError):
        return ()
    return (condition,) if grammar.s.done() else ()


def _links(found: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Relation signs outside of brackets: first token, number of tokens, sign."""
    links, depth = [], 0
    position = 0
    while position < len(found):
        token = found[position]
        if token.text in {"{", "(", "[", "\\{", "\\begin"}:
            depth += 1
        elif token.text in {"}", ")", "]", "\\}", "\\end"}:
            depth = max(0, depth - 1)
        elif not depth:
            if token.text == ":" and position + 1 < len(found) and found[position + 1].text == "=":
                links.append((position, 2, ":="))
                position += 1
            elif token.text in SIGNS:
                links.append((position, 1, SIGNS[token.text]))
            elif token.text in OTHER_LINKS:
                links.append((position, 1, OTHER_LINKS[token.text]))
        position += 1
    return links


def _apart(text: str, clause: _Clause, lookup: Lookup, span: Span, remarks: list[Remark]) -> list[_Clause]:
    """Two statements that ran together (``a = b c = d`` where b c fits neither side): apart where there is exactly one way to read them."""
    links = _links(clause.tokens)
    if len(links) != 2 or links[0][0] == 0 or links[1][0] - links[0][0] > MAX_APART:
        return [clause]
    (first, width, _), (second, other, _) = links
    found = clause.tokens
    outer = [_shape(found[:first], lookup), _shape(found[second + other :], lookup)]
    if None in outer or outer[0] == outer[1] or _shape(found[first + width : second], lookup) is not None:
        return [clause]
    ways = [
        cut
        for cut in range(first + width + 1, second)
        if found[cut].kind in {"word", "cmd"}
        and _shape(found[first + width : cut], lookup) == outer[0]
        and _shape(found[cut:second], lookup, symbol=True) == outer[1]
    ]
    if len(ways) != 1:
        return [clause]
    place = Span(found[ways[0]].start, found[-1].end, span.cell)
    remarks.append(Remark("notation", "run_together", place, (("found", text[place.start : place.end]),)))
    return [_Clause(found[: ways[0]], clause.joint, False, clause.row), _Clause(found[ways[0] :], "", False, clause.row)]


def _shape(piece: list[Token], lookup: Lookup, symbol: bool = False) -> tuple[Term, ...] | None:
    """The shape of a run of tokens, of one symbol if asked; None where it cannot be read or does not fit."""
    try:
        term = Grammar(Stream(piece), lookup).whole()
        return None if symbol and term.op not in {"arr", "sym", "at"} else shape(term)
    except (UnreadError, ShapeMismatchError, RecursionError, ValueError, OverflowError):
        return None


def _statement(
    text: str, clause: _Clause, lookup: Lookup, span: Span, remarks: list[Remark], conditions: tuple[Term, ...], display: bool
) -> Statement | None:
    found = clause.tokens
    if found and found[0].text in {"\\forall", "\\exists"}:
        return None
    links = _links(found)
    if not links and not any(t.kind in {"word", "num"} for t in found):
        return None
    members: list[Member] = []
    signs: list[Link] = []
    start = 0
    for place, length, sign in [*links, (len(found), 0, "")]:
        piece = found[start:place]
        members.append(_member(text, piece, lookup, span.cell, remarks))
        if sign:
            signs.append(Link(sign, Span(found[place].start, found[place + length - 1].end, span.cell)))
        start = place + length
    opens, closes = (sum(t.text == bracket for t in found) for bracket in "()")
    if opens != closes:
        uneven = [m for m in members if m.source.count("(") != m.source.count(")")] or members
        region = Span(uneven[0].span.start, uneven[-1].span.end, span.cell)
        remarks.append(Remark("notation", "unbalanced", region, (("opened", str(opens)), ("closed", str(closes)))))
    continues = bool(links) and links[0][0] == 0
    whole = Span(found[0].start, found[-1].end, span.cell)
    return Statement(tuple(members), tuple(signs), whole, continues, clause.joint, conditions, display, clause.row)


def _member(text: str, piece: list[Token], lookup: Lookup, cell: int | None, remarks: list[Remark]) -> Member:
    if not piece:
        return Member(Span(0, 0, cell), "", reason="nothing here")
    span = Span(piece[0].start, piece[-1].end, cell)
    source = text[span.start : span.end]
    grammar = Grammar(Stream(piece), lookup)
    try:
        return Member(span, source, grammar.whole(), tokens=tuple(piece))
    except (UnreadError, ShapeMismatchError) as reason:
        return Member(span, source, reason=str(reason), tokens=tuple(piece))
    except (RecursionError, ValueError, OverflowError):
        return Member(span, source, reason="nested too deeply", tokens=tuple(piece))
    finally:
        for code, start, end in grammar.notes:
            kind = "note" if code.startswith("repaired") else "notation"
            remarks.append(Remark(kind, code, Span(start, end, cell), (("found", text[start:end]),)))
