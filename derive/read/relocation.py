"""A document that was read in a view, with every span taken back to its file and every source quoted from there."""

from __future__ import annotations

from dataclasses import replace

from derive.model.document import Code, Document, Member, Remark, Span, Statement
from derive.read.math.tokens import Token
from derive.read.view import View


def relocated(document: Document, view: View, remarks: tuple[Remark, ...] = ()) -> Document:
    """The same document over the file's own text; ``remarks`` have places in the file already."""
    if view.identical:
        return replace(document, remarks=(*remarks, *document.remarks)) if remarks else document
    return replace(
        document,
        text=view.original,
        statements=tuple(_statement(statement, view) for statement in document.statements),
        headings=tuple(replace(heading, span=view.span(heading.span)) for heading in document.headings),
        definitions=tuple(replace(definition, span=view.span(definition.span)) for definition in document.definitions),
        codes=tuple(_code(code, view) for code in document.codes),
        remarks=(*remarks, *(replace(remark, span=view.span(remark.span)) for remark in document.remarks)),
        cells=view.cells,
    )


def _statement(statement: Statement, view: View) -> Statement:
    return replace(
        statement,
        members=tuple(_member(member, view) for member in statement.members),
        links=tuple(replace(link, span=view.span(link.span)) for link in statement.links),
        span=view.span(statement.span),
    )


def _member(member: Member, view: View) -> Member:
    span = view.span(member.span)
    source = view.source(span) if member.source else ""
    tokens = tuple(_token(token, view) if isinstance(token, Token) else token for token in member.tokens)
    return replace(member, span=span, source=source, tokens=tokens, expanded=member.source if source != member.source else "")


def _token(token: Token, view: View) -> Token:
    if token.end <= token.start:
        return token
    span = view.span(Span(token.start, token.end))
    return token._replace(start=span.start, end=span.end)


def _code(code: Code, view: View) -> Code:
    span = view.span(code.span)
    return Code(view.source(span), span)

