"""Markdown: code spans, fences, comments, escaped dollars and prices are not mathematics; a ``math`` fence is."""

from __future__ import annotations

import re

from derive.model.document import Span
from derive.read.code_lines import is_assignment
from derive.read.delimiters import MATHEMATICS, Scanner
from derive.read.headings import headings
from derive.read.layout import Found, Layout, laid_out
from derive.read.macros import expansion
from derive.read.view import View, one_line_end

NAME = "Markdown"
SUFFIXES = (".md", ".markdown", ".txt", ".mdx", ".qmd", ".rmd")
PRIORITY = 0
OPENER = re.compile(rf"^[ \t>]*(?P<fence>`{{3,}}|~{{3,}})(?P<info>[^\n`]*)(?:\n|$)|<!--|`+|{MATHEMATICS}", re.MULTILINE)
NUMPY = frozenset({"", "python", "py", "python3", "numpy", "ipython", "ipython3", "{python}"})
MAX_CODE_SPAN = 2000
NUMBER = re.compile(r"\s*\d[\d.,]*")
SIGNS = re.compile(r"[\\^_=<>+*/|{}\[\]]")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}|\bà\b|[-–]\s*$")


def recognises(text: str) -> bool:
    """Any text can be Markdown."""
    del text
    return True


def layout(text: str, file: str = "-") -> Layout:
    """The formulas, code and questions of a Markdown text."""
    del file
    made = expansion(View(text, None, (), one_line_end(text)), comments=False)
    found = scanned(made.view.text)
    return laid_out(made, found, headings(made.view.text, found.outside()))


def scanned(text: str) -> Found:
    """Where the formulas and the code of a Markdown text are."""
    return Scanner(text, OPENER, _closed, is_price).run()


def is_price(body: str) -> bool:
    """Whether what follows a dollar is an amount and goes on as prose.

    >>> is_price("5 and "), is_price("5 + 3 = 8"), is_price("10"), is_price("2 (x + 1)")
    (True, False, False, False)
    """
    number = NUMBER.match(body)
    if number is None:
        return False
    rest = body[number.end() : number.end() + 400]
    if SIGNS.search(rest) or ("(" in rest and rest.count("(") == rest.count(")")):
        return False
    return bool(WORD.search(rest))


def _closed(scanner: Scanner, match: re.Match[str]) -> int:
    """Fences, code spans and comments: the place behind them."""
    text, mark = scanner.text, match.group()
    if match.group("fence"):
        return _fence(scanner, match)
    if mark == "<!--":
        end = scanner.find("-->", match.end())
        end = len(text) if end < 0 else end + 3
        scanner.found.closed.append(Span(match.start(), end))
        return end
    line = text.find("\n", match.end(), match.end() + MAX_CODE_SPAN)
    last = line if line >= 0 else min(len(text), match.end() + MAX_CODE_SPAN)
    closer = re.compile(rf"(?<!`)`{{{len(mark)}}}(?!`)").search(text, match.end(), last)
    if closer is None:
        return match.end()
    scanner.found.closed.append(Span(match.start(), closer.end()))
    if is_assignment(text[match.end() : closer.start()]):
        scanner.found.codes.append(Span(match.end(), closer.start()))
    return closer.end()


def _fence(scanner: Scanner, match: re.Match[str]) -> int:
    mark = match.group("fence")
    closer = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE).search(scanner.text, match.end())
    start, end = match.end(), closer.start() if closer else len(scanner.text)
    info = match.group("info").strip().split(" ")[0].lower()
    if info == "math":
        scanner.formula(start, end, True)
    else:
        scanner.found.closed.append(Span(match.start(), closer.end() if closer else end))
        if info in NUMPY:
            scanner.found.codes.append(Span(start, end))
    return closer.end() if closer else end
