"""Snippets of Python as their assignments: parsed, never executed. What happens inside loops, branches and functions is not followed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SNIPPET = 50_000
ROW = re.compile(r"^\s*&?\s*(?P<name>[A-Za-z][\w\\{}]*?)\s*=(?!=)\s*(?P<value>.+?)(?:[\s.,;]|\\\\|&|\\[,;!])*$", re.DOTALL)
WRAPPER = re.compile(r"\\(?:text|texttt|textbf|mathrm|mathtt|mathsf|mathit|operatorname)\s*\{([^{}]*)\}")
SPACES = re.compile(r"\\[,;:! ]|\\q?quad\b|~|&")


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment: its name, the source of its value, and where that value stands in the snippet."""

    name: str
    value: str
    start: int
    end: int
    known: bool = True
    """False where the name is changed in a way that is not followed (a loop, a branch, ``+=``)."""


def lines(source: str) -> Iterator[Line]:
    """The assignments of a snippet in order; of one that does not parse as a whole, those of its lines that do.

    >>> [(line.name, line.value) for line in lines("grad\\\\_oa = os - np.eye(m)[y-1]")]
    [('grad_oa', 'os - np.eye(m)[y-1]')]
    """
    if len(source) > MAX_SNIPPET:
        return
    tree = _parsed(source)
    if tree is not None:
        yield from _statements(source, tree)
        return
    row = ROW.match(source)
    if row is not None and "\n" not in source.strip():
        yield Line(plain(row["name"]), plain(row["value"]), row.start("value"), row.end("value"))
        return
    place = 0
    for text in source.splitlines(keepends=True):
        row = ROW.match(text)
        if row is not None:
            yield Line(plain(row["name"]), plain(row["value"]), place + row.start("value"), place + row.end("value"))
        place += len(text)


def plain(source: str) -> str:
    """Code as it would be typed: without the LaTeX that it was set in."""
    before = ""
    while before != source:
        before, source = source, WRAPPER.sub(r"\1", source)
    source = re.sub(r"\\(left|right)(?=[\s()\[\].|])", "", source)
    return SPACES.sub(" ", re.sub(r"\\([_%#&{}])", r"\1", source)).replace("\\cdot", "*").replace("\\times", "*").strip()


def tree_of(source: str) -> ast.Module | None:
    """The syntax tree of a snippet, or of what it says without its LaTeX; None where it has none."""
    return _parsed(source) or _parsed(plain(source))


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _statements(source: str, tree: ast.Module) -> Iterator[Line]:
    starts = [0]
    for text in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(text.encode()))
    data = source.encode()

    def offset(line: int, column: int) -> int:
        return len(data[: starts[line - 1] + column].decode(errors="replace"))

    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                start, end = offset(value.lineno, value.col_offset), offset(value.end_lineno or 1, value.end_col_offset or 0)
                yield Line(name, source[start:end], start, end)
            case _:
                for node in ast.walk(statement):
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                        yield Line(node.id, "", 0, 0, known=False)
