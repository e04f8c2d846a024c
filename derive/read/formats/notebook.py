"""Jupyter notebooks (format 4, and 3): Markdown cells are Markdown, code cells are code; places carry their cell."""

from __future__ import annotations

import json
from typing import Any

from derive.model.document import Span
from derive.read.decoding import DocumentError
from derive.read.formats.markdown import scanned
from derive.read.headings import headings
from derive.read.layout import Found, Layout, laid_out
from derive.read.macros import expansion
from derive.read.view import GAP, View, one_line_end

NAME = "notebook"
SUFFIXES = (".ipynb",)
PRIORITY = 30
TEXTS = frozenset({"markdown", "heading"})


def recognises(text: str) -> bool:
    """JSON with cells."""
    return text.lstrip()[:1] == "{" and '"cell_type"' in text


def layout(text: str, file: str = "-") -> Layout:
    """The formulas, code and questions of a notebook: its cells one after another. A DocumentError where it is none."""
    cells = list(_cells(text, file))
    sources = tuple(source for _, source in cells)
    whole = GAP.join(sources)
    readable = GAP.join(one_line_end(source) if kind in TEXTS else _hidden(source) for kind, source in cells)
    made = expansion(View(whole, None, sources, readable), comments=False)
    found, place = Found(), 0
    for kind, source in cells:
        start, end = made.view.place(place), made.view.place(place + len(source))
        if kind in TEXTS:
            found.take(scanned(made.view.text[start:end]), start)
        else:
            found.closed.append(Span(start, end))
            if kind == "code" and source.strip():
                found.codes.append(Span(start, end))
        place += len(source) + len(GAP)
    return laid_out(made, found, headings(made.view.text, found.outside()))


def _hidden(source: str) -> str:
    """Code with its commands out of sight, character for character: a string in it defines no macro."""
    return one_line_end(source).replace("\\", "/")


def _cells(text: str, file: str) -> list[tuple[str, str]]:
    """Kind and source of every cell, in order."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(f"{file}: not a notebook: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise DocumentError(f"{file}: not a notebook: nested too deeply") from None
    except ValueError:
        raise DocumentError(f"{file}: not a notebook: a number in it is too long") from None
    found = data.get("cells") if isinstance(data, dict) else None
    if found is None and isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        found = [cell for sheet in data["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
    if not isinstance(found, list):
        raise DocumentError(f"{file}: not a notebook: it has no list of cells")
    return [_cell(cell, file, number) for number, cell in enumerate(found)]


def _cell(cell: Any, file: str, number: int) -> tuple[str, str]:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        raise DocumentError(f"{file}: not a notebook: cell {number} has no type")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise DocumentError(f"{file}: not a notebook: the source of cell {number} is no text")
    kind = cell["cell_type"]
    if kind == "heading":
        level = cell.get("level", 1)
        source = "#" * (level if isinstance(level, int) and 0 < level < 7 else 1) + " " + source
    return kind, source
