"""LaTeX sources: the preamble only defines, comments are gone, macros are expanded, listings are code, sections are parts."""

from __future__ import annotations

import re

from derive.model.document import Span
from derive.read.delimiters import MATHEMATICS, Scanner
from derive.read.layout import Layout, laid_out
from derive.read.macros import expansion
from derive.read.sections import sections
from derive.read.view import View, one_line_end

NAME = "LaTeX"
SUFFIXES = (".tex", ".latex", ".ltx")
PRIORITY = 20
CODE = r"\\begin\{(?P<code>verbatim\*?|Verbatim|lstlisting|minted|alltt|pycode|python|filecontents\*?)\}|\\(?:verb|lstinline)\*?(?P<bar>[^A-Za-z\s*])"
OPENER = re.compile(rf"{CODE}|{MATHEMATICS}")
OPTIONS = re.compile(r"[ \t]*(?P<options>(?:\[[^\]\n]*\])*(?:\{[^}\n]*\})*)[^\n]*\n?")
OTHER_LANGUAGE = re.compile(r"\b(?:bash|sh|shell|c|c\+\+|cpp|java|r|matlab|octave|latex|tex|text|console|sql|json)\b", re.IGNORECASE)


def recognises(text: str) -> bool:
    """A document with a class or a body."""
    return bool(re.search(r"^[ \t]*\\(?:documentclass|begin\{document\})", text[:20_000], re.MULTILINE))


def layout(text: str, file: str = "-") -> Layout:
    """The formulas, code and questions of a LaTeX source."""
    del file
    made = expansion(View(text, None, (), one_line_end(text)), comments=True)
    found = Scanner(made.view.text, OPENER, _code).run()
    return laid_out(made, found, sections(made.view.text, found.outside()))


def _code(scanner: Scanner, match: re.Match[str]) -> int:
    """Listings and verbatim text: the place behind them."""
    text, name = scanner.text, match.group("code")
    if name is None:
        end = text.find(match.group("bar"), match.end())
        return match.end() if end < 0 else end + 1
    closer = f"\\end{{{name}}}"
    end = scanner.find(closer, match.end())
    end = len(text) if end < 0 else end
    options = OPTIONS.match(text, match.end(), end)
    start = options.end() if options else match.end()
    scanner.found.closed.append(Span(match.start(), min(len(text), end + len(closer))))
    if not (options and OTHER_LANGUAGE.search(options.group("options"))) and name != "filecontents":
        scanner.found.codes.append(Span(start, end))
    return end + len(closer)
