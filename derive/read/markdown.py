"""Markdown: where the mathematics is. Code spans, fences, escaped dollars and prices are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.model.document import Span

SUFFIXES = (".md", ".markdown", ".txt")
PRIORITY = 10
FENCE = re.compile(r"^(?P<mark>```+|~~~+)[^\n]*\n.*?^(?P=mark)[^\n]*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
BLOCK = re.compile(r"\$\$(?P<double>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]|\\\((?P<paren>.+?)\\\)", re.DOTALL)
BARE = re.compile(r"\\begin\{(?P<name>equation|align|gather|multline|eqnarray|alignat)(?P<star>\*?)\}.*?\\end\{(?P=name)(?P=star)\}", re.DOTALL)
INLINE = re.compile(r"(?<![\\$])\$(?!\$)(?P<body>(?:\\.|[^$\\])+?)\$(?!\$)", re.DOTALL)
PRICE = re.compile(r"\d[\d.,]*\s*(?:and|to|or|et|à|ou|-)\s*$|\d[\d.,]*\s+[A-Za-z]{2,}.*[A-Za-z]{2,}\s*$")


def formulas(text: str) -> Iterator[tuple[Span, bool]]:
    """The spans of formulas (without their delimiters) in order, and whether each is displayed."""
    taken = [(m.start(), m.end()) for pattern in (FENCE, CODE) for m in pattern.finditer(text)]
    found: list[tuple[Span, bool]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    for pattern in (BLOCK, BARE, INLINE):
        for match in pattern.finditer(text):
            if not free(match.start(), match.end()):
                continue
            if pattern is INLINE:
                body = match.group("body")
                if "\n\n" in body or PRICE.search(body) or (body.startswith(" ") and not body.strip()):
                    continue
                found.append((Span(*match.span("body")), False))
            elif pattern is BARE:
                found.append((Span(*match.span()), True))
            else:
                name = match.lastgroup or "double"
                found.append((Span(*match.span(name)), name != "paren"))
            taken.append((match.start(), match.end()))
    yield from sorted(found)


def codes(text: str) -> Iterator[Span]:
    """The spans of fenced code."""
    for match in FENCE.finditer(text):
        inner = match.group()
        start = match.start() + inner.index("\n") + 1
        yield Span(start, match.start() + inner.rindex("\n") + 1)
