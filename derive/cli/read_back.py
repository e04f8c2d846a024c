"""A document as it was understood: every formula in words and as LaTeX again, what its letters stand for, what is unread and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from derive.model.claim import Symbol
from derive.model.document import Document, Member, Span, Statement
from derive.pipeline import assigned
from derive.read import question_at, read_bytes
from derive.read.decoding import contents
from derive.report.positions import Positions
from derive.terms.latex import latex
from derive.terms.words import words


def understood(file: str, assignment: str | None, data: bytes | None = None) -> dict[str, Any]:
    """What was read, as plain data. A DocumentError where there is nothing to read, an AssignmentError for an unknown assignment."""
    held = contents(Path(file)) if data is None else data
    chosen, document = assigned(assignment, lambda notation: read_bytes(held, file, notation))
    positions = Positions.of_document(document)

    def place(span: Span) -> dict[str, Any]:
        line, column = positions.of(span.start)
        return {"cell": positions.cell(span.start), "line": line, "column": column}

    formulas = [{**place(s.span), "question": question_at(document.headings, s.span.start), **_statement(s)} for s in document.statements]
    unread = [member for statement in formulas for member in statement["members"] if "unread" in member]
    return {
        "schema": "derive.read/1",
        "file": file,
        "assignment": chosen.name if chosen else None,
        "language": document.language,
        "questions": [{**place(h.span), "id": h.question, "title": h.title} for h in document.headings],
        "formulas": formulas,
        "definitions": list(_definitions(document)),
        "code": [{**place(code.span), "source": code.source} for code in document.codes],
        "remarks": [{**place(r.span), "class": r.kind, "code": r.code, "source": document.text[r.span.start : r.span.end]} for r in document.remarks],
        "summary": {"formulas": len(formulas), "members": sum(len(f["members"]) for f in formulas), "unread": len(unread)},
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "signs": [link.sign for link in statement.links],
        "members": [_member(member) for member in statement.members if member.source],
        "conditions": [words(condition) for condition in statement.conditions],
    }


def _member(member: Member) -> dict[str, Any]:
    if member.term is None:
        return {"source": member.source, "unread": member.reason, "when": "never" if member.forever else "not yet"}
    return {"source": member.source, "read_as": words(member.term), "latex": latex(member.term)}


def _definitions(document: Document) -> Iterator[dict[str, Any]]:
    """What the document says of its letters, by question."""
    for symbol in document.symbols:
        yield {"question": "", **_symbol(symbol)}
    for question, symbols in document.scopes:
        for symbol in symbols:
            yield {"question": question, **_symbol(symbol)}


def _symbol(symbol: Symbol) -> dict[str, Any]:
    return {
        "name": symbol.spellings[0] if symbol.spellings else symbol.name,
        "kind": symbol.kind,
        "dimensions": [words(size) for size in symbol.dims],
        "meaning": words(symbol.term) if symbol.term is not None else "",
        "given": [words(condition) for condition in symbol.given],
        "known_by": symbol.source,
    }


def read_text_lines(found: dict[str, Any]) -> Iterator[str]:
    """The same for a terminal."""
    for formula in found["formulas"]:
        where = ("" if formula["cell"] is None else f"cell {formula['cell']}:") + f"{formula['line']}:{formula['column']}"
        for member in formula["members"]:
            yield f"{where}  {_one_line(member['source'])}"
            if "unread" in member:
                yield f"    unread ({member['when']}): {_one_line(member['unread'])}"
            else:
                yield f"    {member['read_as']}    {member['latex']}"
        if formula["conditions"]:
            yield f"    where {', '.join(formula['conditions'])}"
    question = None
    for symbol in found["definitions"]:
        if symbol["question"] != question:
            question = symbol["question"]
            yield f"in question {question}:" if question else "everywhere:"
        sizes = f" with {' x '.join(symbol['dimensions'])} entries" if symbol["dimensions"] else ""
        meaning = f" = {symbol['meaning']}" if symbol["meaning"] else ""
        yield f"    {_one_line(symbol['name'])}: {symbol['kind']}{sizes}{meaning} ({symbol['known_by']})"
    summary = found["summary"]
    yield f"{summary['formulas']} formulas, {summary['members']} members, {summary['unread']} unread"


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in " ".join(text.split()))
