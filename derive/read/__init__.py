"""Reading: files to documents. ``formats`` lays a text out (one file per input format), ``math`` holds the grammar, ``view`` the way back to the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from derive.model.claim import Notation
from derive.model.document import Code, Definition, Document, Heading, Member, Remark, Span, Statement
from derive.model.term import Term
from derive.read.classes import class_condition
from derive.read.code_lines import code_lines
from derive.read.decoding import DocumentError, contents, decoded
from derive.read.disclosures import disclosures
from derive.read.formats import format_of
from derive.read.introductions import introduced
from derive.read.language import language_of
from derive.read.layout import Layout
from derive.read.math import read_formula
from derive.read.math.formula import Reading
from derive.read.notation.scopes import Scopes
from derive.read.prose import Prose, condition_before, is_code, plain_condition, word_before
from derive.read.relocation import relocated
from derive.terms.binding import walk
from derive.terms.build import rel
from derive.terms.shapes import ShapeMismatchError, same_shape, shape

MAX_READ = 600_000
"""Characters of mathematics that are read of one document."""
INTRODUCES = re.compile(
    r"\b(let|define|consider|given|where|with|function|soit|soient|pos(?:ons|e|ant)|d[ée]finit|d[ée]finissons|consid[ée]rons|consid[èe]re|où|avec|fonction)\b[^.$]*[$\s(\[]*\Z", re.IGNORECASE
)
"""Words before a formula that gives a letter a meaning."""
LONE = 8
"""Characters of a formula that words behind it may speak of."""
CONCLUDES = re.compile(r"\b(alors|donc|so|hence|thus|therefore)\b", re.IGNORECASE)


def read(path: str | Path, notation: Notation | None = None) -> Document:
    """The document of a file; a DocumentError where there is nothing to read."""
    return read_bytes(contents(Path(path)), str(path), notation)


def read_bytes(data: bytes, file: str, notation: Notation | None = None) -> Document:
    """The document of some bytes: UTF-8 with or without a mark, UTF-16 with one, else Latin-1."""
    return read_text(decoded(data, file), file, notation)


def read_text(text: str, file: str = "-", notation: Notation | None = None) -> Document:
    """The document of a text, in the format that its file's suffix or its content names."""
    layout = format_of(text, file).layout(text, file)
    found = layout.found
    if not (found.formulas or found.codes or found.unread):
        raise DocumentError(f"{file}: no mathematics found; formulas stand between $ signs")
    return relocated(_read_layout(layout, file, notation or Notation()), layout.view, layout.remarks)


def _read_layout(layout: Layout, file: str, notation: Notation) -> Document:
    """The document in the places of what is read."""
    text, found, questions = layout.view.text, layout.found, layout.headings
    statements: list[Statement] = [_unread(text, span, reason) for span, reason in found.unread]
    remarks: list[Remark] = list(found.remarks)
    codes = [Code(text[span.start : span.end], span) for span in (*found.codes, *code_lines(text, found, questions))]
    scopes = Scopes(text, within(found.formulas, MAX_READ), lambda place: question_at(questions, place), notation)
    definitions: list[Definition] = []
    pending: tuple[Term, ...] = ()
    last_end, read_so_far, before = 0, 0, ""
    prose = Prose(text, found.closed)
    for span, display in found.formulas:
        read_so_far += span.end - span.start
        if read_so_far > MAX_READ:
            statements.append(_unread(text, span, "more mathematics than is read of one file"))
            continue
        question = question_at(questions, span.start)
        lookup = scopes.lookup(question)
        answers = list(is_code(text, span))
        if answers:
            codes += answers
            last_end = span.end
            continue
        wide = word_before(text, span, lookup)
        reading = read_formula(text, wide, lookup, display)
        if not _fits(reading) and (wider := scopes.wider(question)) is not None:
            other = read_formula(text, wide, wider, display)
            reading = other if _fits(other) else reading
        again = scopes.again(question, INTRODUCES.search(text, max(0, span.start - 60), wide.start) is not None)
        functions, place = introduced(reading.statements, lookup, scopes.applied, again)
        if place is not None:
            functions = scopes.define(functions, question)
            definitions.append(Definition(functions[0].name, functions[0].params, functions[0].term, place))
            lookup = scopes.lookup(question)
            reading = read_formula(text, wide, lookup, display)
        remarks += reading.remarks
        between = prose.between(last_end, span.start)
        last_end = span.end
        if CONCLUDES.search(between) or _new_question(questions, span):
            pending = ()
        lone = text[span.start : span.end].strip() if not display else ""
        said = plain_condition(between) or class_condition(before + between + (lone if len(lone) == 1 else ""), lookup)
        before = lone if len(lone) < LONE else ""
        if said is not None:
            pending = (said,)
        if not display and condition_before(text, span) and len(reading.statements) == 1:
            statement = reading.statements[0]
            condition = _as_condition(statement)
            if condition is not None:
                pending = (condition,)
                continue
        for statement in reading.statements:
            conditions = (*pending, *statement.conditions)
            statements.append(replace(statement, conditions=conditions))
    if found.unread:
        statements.sort(key=lambda statement: statement.span.start)
    remarks += disclosures(text, found.formulas, statements)
    codes.sort(key=lambda code: code.span.start)
    tables = scopes.by_question(["", *(h.question for h in questions)])
    return Document(file, language_of(text), text, tuple(statements), questions, tuple(definitions), tuple(codes), tuple(remarks), tuple(scopes.functions), tables)


def within(formulas: Sequence[tuple[Span, bool]], budget: int) -> list[Span]:
    """The first formulas, as many as fit in a budget of characters."""
    kept: list[Span] = []
    for span, _ in formulas:
        budget -= span.end - span.start
        if budget < 0:
            break
        kept.append(span)
    return kept


def _unread(text: str, span: Span, reason: str) -> Statement:
    """A formula that is not read at all."""
    return Statement((Member(span, text[span.start : span.end], reason=reason, forever=True),), (), span, display=True)


def _fits(reading: Reading) -> bool:
    """Whether all of a formula is read and the two sides of each relation have one shape."""
    for statement in reading.statements:
        members = statement.members[1:] if statement.continues else statement.members
        if any(m.term is None for m in members):
            return False
        try:
            shapes = [shape(m.term) for m in members if m.term is not None]
        except ShapeMismatchError:
            return False
        if any(not same_shape(a, b) for a, b in zip(shapes, shapes[1:], strict=False)):
            return False
    return True


def part_at(questions: tuple[Heading, ...], place: int) -> str:
    """The part of the assignment that a place belongs to."""
    return question_at(questions, place).split(".")[0]


def question_at(questions: tuple[Heading, ...], place: int) -> str:
    """The id of the question that a place belongs to; "" before the first."""
    heading = _heading_at(questions, place)
    return heading.question if heading else ""


def _heading_at(questions: tuple[Heading, ...], place: int) -> Heading | None:
    index = bisect_right(questions, place, key=lambda h: h.span.start)
    return questions[index - 1] if index else None


def _new_question(questions: tuple[Heading, ...], span: Span) -> bool:
    heading = _heading_at(questions, span.start)
    return heading is not None and span.start < heading.span.end


def _as_condition(statement: Statement) -> Term | None:
    if len(statement.links) != 1 or statement.links[0].sign not in {"=", "!=", "<", "<=", ">", ">="}:
        return None
    left, right = statement.members
    if any(node.op in {"sum", "prod", "D"} for m in (left, right) if m.term is not None for node in walk(m.term)):
        return None  # a formula that is recalled, and no condition on letters
    return None if left.term is None or right.term is None else rel(statement.links[0].sign, left.term, right.term)


__all__ = ["Definition", "Document", "DocumentError", "part_at", "question_at", "read", "read_bytes", "read_text"]
