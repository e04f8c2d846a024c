"""A formula as statements: chains of relations with the conditions written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.model.document import Link, Member, Remark, Span, Statement
from derive.model.term import Term
from derive.read.math import arrays, limits, repairs
from derive.read.math.clauses import Clause, clauses, links, without_layout
from derive.read.math.expressions import Grammar
from derive.read.math.lookup import Lookup
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token, TooLongError, tokens
from derive.read.math.usage import Usage, joined, usage_of
from derive.terms.shapes import ShapeMismatchError, shape

FAILURES = (UnreadError, ShapeMismatchError)
CRASHES = (RecursionError, ValueError, OverflowError, ZeroDivisionError)
NOTES = frozenset({"repaired_indicator", "repaired_zero"})
"""Codes of what was repaired in reading; the others are faults of notation."""
MAX_APART = 60
"""Tokens between two relation signs among which a lost separation is looked for."""
Signs = list[tuple[int, int, str]]
"""Relation signs: first token, number of tokens, sign."""
ASSERTIONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one formula says."""

    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...]


class _Sheet:
    """One formula while it is read."""

    def __init__(self, text: str, span: Span, lookup: Lookup, usage: Usage, display: bool) -> None:
        self.text, self.span, self.lookup, self.usage, self.display = text, span, lookup, usage, display
        self.remarks: list[Remark] = []
        self.extra: list[list[Token]] = []
        self._known: dict[tuple[int, int, int], tuple[Grammar, Term | Exception]] = {}

    def grammar(self, piece: Sequence[Token]) -> Grammar:
        return Grammar(Stream(piece), self.lookup, self.usage)

    def whole(self, piece: Sequence[Token]) -> tuple[Grammar, Term | Exception]:
        """The reading of a run of tokens with its term, or with why there is none; each run is read once."""
        place = (piece[0].start, piece[-1].end, len(piece)) if piece else (0, 0, 0)
        if place not in self._known:
            grammar = self.grammar(piece)
            try:
                self._known[place] = grammar, grammar.whole()
            except (*FAILURES, *CRASHES) as failure:
                self._known[place] = grammar, failure
        return self._known[place]

    def remark(self, code: str, start: int, end: int, data: tuple[tuple[str, str], ...] = ()) -> None:
        place = Span(start, end, self.span.cell)
        kind = "note" if code in NOTES else "notation"
        self.remarks.append(Remark(kind, code, place, data or (("found", self.text[start:end]),)))


def read_formula(text: str, span: Span, lookup: Lookup, display: bool = False) -> Reading:
    """The statements of the formula at a span of a text. Never raises: what is not understood is a member without a term."""
    source = text[span.start : span.end]
    try:
        found = tokens(source, span.start, lookup.words)
    except (TooLongError, RecursionError):
        member = Member(span, source, reason="the formula is too long")
        return Reading((Statement((member,), (), span, display=display),), ())
    sheet = _Sheet(text, span, lookup, joined(lookup.usage, usage_of([found])), display)
    statements = _statements(sheet, clauses(without_layout(found)))
    while sheet.extra:
        statements += _statements(sheet, clauses(sheet.extra.pop(0)))
    return Reading(tuple(statements), tuple(dict.fromkeys(sheet.remarks)))


def _statements(sheet: _Sheet, found: Sequence[Clause]) -> list[Statement]:
    statements: list[Statement] = []
    conditions: tuple[Term, ...] = ()
    for position, clause in enumerate(found):
        if clause.fresh:
            conditions = ()
        after = found[position + 1] if position + 1 < len(found) else None
        if clause.condition:
            said = _conditions(sheet, clause.tokens)
            here = [n for n, s in enumerate(statements) if s.row == clause.row and s.links]
            if here and (after is None or after.row != clause.row):
                for number in here:
                    statements[number] = replace(statements[number], conditions=(*statements[number].conditions, *said))
            else:
                conditions = said
            continue
        if after is not None and after.joint == "=>" and _is_index_condition(clause.tokens):
            conditions = _conditions(sheet, clause.tokens)
        for part, signs in _apart(sheet, clause):
            statement = _statement(sheet, part, signs, conditions)
            if statement is not None:
                statements.append(statement)
    return statements


def _conditions(sheet: _Sheet, found: Sequence[Token]) -> tuple[Term, ...]:
    grammar = sheet.grammar(found)
    try:
        condition = grammar.condition()
    except (*FAILURES, *CRASHES):
        return ()
    return (condition,) if grammar.s.done() and not grammar.infinite else ()


def _is_index_condition(found: Sequence[Token]) -> bool:
    """Whether a clause says i = j or i \\neq j of two letters."""
    return len(found) == 3 and found[1].text in {"=", "\\neq", "\\ne"} and all(t.is_letter or (t.kind == "num" and len(t.text) == 1) for t in (found[0], found[2]))


def _apart(sheet: _Sheet, clause: Clause) -> list[tuple[Clause, Signs]]:
    """Two statements that ran together (``a = b c = d`` where b c fits neither side): apart where there is exactly one way to read them; with their relation signs."""
    signs = links(clause.tokens)
    whole = [(clause, signs)]
    if len(signs) != 2 or signs[0][0] == 0 or signs[1][0] - signs[0][0] > MAX_APART:
        return whole
    (first, width, _), (second, other, _) = signs
    found = clause.tokens
    if _shape(sheet, found[first + width : second]) is not None:
        return whole
    outer = [_shape(sheet, found[:first]), _shape(sheet, found[second + other :])]
    if None in outer or outer[0] == outer[1]:
        return whole
    ways = [
        cut
        for cut in range(first + width + 1, second)
        if found[cut].kind in {"word", "cmd"} and found[cut - 1].text not in {"_", "^", "{", "\\frac"}
        and _shape(sheet, found[first + width : cut]) == outer[0]
        and _shape(sheet, found[cut:second], symbol=True) == outer[1]
    ]
    if len(ways) != 1:
        return whole
    sheet.remark("run_together", found[ways[0]].start, found[-1].end)
    parts = Clause(found[: ways[0]], clause.joint, False, clause.row), Clause(found[ways[0] :], "", False, clause.row)
    return [(part, links(part.tokens)) for part in parts]


def _shape(sheet: _Sheet, piece: list[Token], symbol: bool = False) -> tuple[Term, ...] | None:
    """The shape of a run of tokens, of one symbol if asked; None where it cannot be read or does not fit."""
    _, term = sheet.whole(piece)
    if isinstance(term, Exception):
        return None
    try:
        return None if symbol and term.op not in {"arr", "sym", "at"} else shape(term)
    except (*FAILURES, *CRASHES):
        return None


def _statement(sheet: _Sheet, clause: Clause, signs: Signs, conditions: tuple[Term, ...]) -> Statement | None:
    found = clause.tokens
    if found[0].text in {"\\forall", "\\exists"}:
        return None
    if not signs and not any(t.kind in {"word", "num"} for t in found):
        return None
    members: list[Member] = []
    joints: list[Link] = []
    start = 0
    for place, length, sign in [*signs, (len(found), 0, "")]:
        after_in = bool(joints) and joints[-1].sign == "in"
        members.append(_member(sheet, found[start:place], after_in))
        if sign:
            joints.append(Link(sign, Span(found[place].start, found[place + length - 1].end, sheet.span.cell)))
        start = place + length
    repairs.unbalanced(sheet, found, members)
    continues = bool(signs) and signs[0][0] == 0
    whole = Span(found[0].start, found[-1].end, sheet.span.cell)
    return Statement(tuple(_alike(sheet, members)), tuple(joints), whole, continues, clause.joint, conditions, sheet.display, clause.row)


def _member(sheet: _Sheet, piece: list[Token], members: bool = False) -> Member:
    """One side of a relation; behind a membership sign a set."""
    cell = sheet.span.cell
    if not piece:
        return Member(Span(0, 0, cell), "", reason="nothing here")
    span = Span(piece[0].start, piece[-1].end, cell)
    source = sheet.text[span.start : span.end]
    grammar, found = (sheet.grammar(piece), None) if members else sheet.whole(piece)
    read = Member(span, source, tokens=tuple(piece))
    try:
        if isinstance(found, Exception):
            raise found
        term = found or repairs.member_of_set(grammar)
        term = limits.closed(term, grammar, members)
    except FAILURES as reason:
        again = repairs.recovered(sheet, piece) if repairs.is_about_brackets(str(reason)) else None
        read = replace(read, term=again) if again is not None else replace(read, reason=str(reason))
    except CRASHES:
        read = replace(read, reason="nested too deeply")
    else:
        read = replace(read, term=term)
    for code, start, end in dict.fromkeys(grammar.notes):
        sheet.remark(code, start, end)
    sheet.extra += grammar.extra
    return read


def _alike(sheet: _Sheet, members: list[Member]) -> list[Member]:
    """Members of one chain have one shape: beside arrays, a letter that is a scalar and an array is the array."""
    shapes = [arrays.shape_or_none(m.term) if m.term is not None else None for m in members]
    first = members[0].term
    grammar = sheet.grammar(())
    letter = first is not None and first.op == "sym" and set(shapes) == {()} and len(members) > 1
    wanted = next((own for own in shapes if own), arrays.shape_or_none(arrays.as_array(grammar, first)) if letter and first is not None else None)
    if not wanted or () not in shapes:
        return members
    if letter and any(arrays.shape_or_none(arrays.as_array(grammar, m.term)) != wanted for m in members if m.term is not None):
        return members  # h = tanh(a) is meant of vectors only where all of it is one
    changed = []
    for member, own in zip(members, shapes, strict=True):
        if own == () and member.term is not None:
            wider = arrays.as_array(grammar, member.term)
            if wider is not member.term and arrays.shape_or_none(wider) == wanted:
                member = replace(member, term=wider)
        changed.append(member)
    return changed
