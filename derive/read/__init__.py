"""Reading: files to documents. One file per input format, with SUFFIXES, PRIORITY and ``formulas(text)``; ``math`` holds the grammar."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from derive.model.claim import Notation
from derive.model.document import Code, Definition, Document, Heading, Remark, Span, Statement
from derive.model.term import Term
from derive.read import markdown
from derive.read.headings import headings
from derive.read.introductions import introduced
from derive.read.language import language_of
from derive.read.math import read_formula
from derive.read.notation.scopes import Scopes
from derive.read.prose import condition_before, is_code, plain_condition, word_before
from derive.terms.build import rel

MAX_BYTES = 20_000_000


class DocumentError(Exception):
    """A file that cannot be graded at all; one line: what, where, what to do."""


def read(path: str | Path, notation: Notation | None = None) -> Document:
    """The document of a file; a DocumentError where there is nothing to read."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise DocumentError(f"{path}: is a folder; name the files in it") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror})") from None
    return read_bytes(data, str(path), notation)


def read_bytes(data: bytes, file: str, notation: Notation | None = None) -> Document:
    """The document of some bytes: UTF-8 with or without a mark, else Latin-1."""
    if not data.strip():
        raise DocumentError(f"{file}: the file is empty")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{file}: larger than {MAX_BYTES // 1_000_000} MB; split it")
    if b"\0" in data[:65536]:
        raise DocumentError(f"{file}: a binary file; hand in Markdown")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return read_text(text, file, notation)


def read_text(text: str, file: str = "-", notation: Notation | None = None) -> Document:
    """The document of a Markdown text."""
    spans = list(markdown.formulas(text))
    if not spans:
        raise DocumentError(f"{file}: no mathematics found; formulas stand between $ signs")
    questions = tuple(headings(text, [span for span, _ in spans]))
    statements: list[Statement] = []
    remarks: list[Remark] = []
    codes = [Code(text[span.start : span.end], span) for span in markdown.codes(text)]
    scopes = Scopes(text, [span for span, _ in spans], lambda place: question_at(questions, place), notation or Notation())
    pending: tuple[Term, ...] = ()
    last_end = 0
    for span, display in spans:
        question = question_at(questions, span.start)
        lookup = scopes.lookup(question)
        found = list(is_code(text, span))
        if found:
            codes += found
            last_end = span.end
            continue
        wide = word_before(text, span, lookup)
        reading = read_formula(text, wide, lookup, display)
        function = introduced(reading.statements, lookup)
        if function is not None:
            scopes.define(function)
            lookup = scopes.lookup(question)
            reading = read_formula(text, wide, lookup, display)
        remarks += reading.remarks
        between = text[last_end : span.start]
        last_end = span.end
        if re.search(r"\b(alors|donc|so|hence|thus|therefore)\b", between, re.IGNORECASE) or _new_question(questions, span):
            pending = ()
        said = plain_condition(between)
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
    return Document(file, language_of(text), text, tuple(statements), questions, (), tuple(codes), tuple(remarks), tuple(scopes.functions), scopes.by_question(["", *(h.question for h in questions)]))


def part_at(questions: tuple[Heading, ...], place: int) -> str:
    """The part of the assignment that a place belongs to."""
    return question_at(questions, place).split(".")[0]


def question_at(questions: tuple[Heading, ...], place: int) -> str:
    """The id of the question that a place belongs to; "" before the first."""
    before = [h for h in questions if h.span.start <= place]
    return before[-1].question if before else ""


def _new_question(questions: tuple[Heading, ...], span: Span) -> bool:
    return any(h.span.start <= span.start < h.span.end for h in questions)


def _as_condition(statement: Statement) -> Term | None:
    if len(statement.links) != 1 or statement.links[0].sign not in {"=", "!=", "<", "<=", ">", ">="}:
        return None
    left, right = statement.members
    return None if left.term is None or right.term is None else rel(statement.links[0].sign, left.term, right.term)


__all__ = ["Definition", "Document", "DocumentError", "part_at", "question_at", "read", "read_bytes", "read_text"]
