"""Lines of prose that are numpy: ``grad_hs = w2.T * grad_oa``, also with the escapes of Markdown."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from derive.model.document import Heading, Span
from derive.read.layout import Found

LINE = re.compile(r"^[ \t]*+(?:[-*>][ \t]++)?(?P<name>[A-Za-z](?:\w|\\_)*+)[ \t]*+=(?!=)[ \t]*+(?P<value>[^\s$][^\n$]{0,400}+)$", re.MULTILINE)
CODE = re.compile(r"\bnp\.|\bnumpy\.|\.T\b|\.dot\(|@|\w\\?_\w|\[[^\]]*:[^\]]*\]")
MAX_LINES = 500


def code_lines(text: str, found: Found, questions: Sequence[Heading]) -> Iterator[Span]:
    """The spans of plain lines that assign a Python expression with an array in it; never within a formula, a fence or a heading."""
    taken = sorted([*found.outside(), *(heading.span for heading in questions)])
    starts = [span.start for span in taken]
    count = 0
    for match in LINE.finditer(text):
        span = Span(match.start("name"), match.end("value") - len(match.group("value")) + len(match.group("value").rstrip(" \t.,;\\")))
        before = bisect_right(starts, span.start) - 1
        if before >= 0 and span.start < taken[before].end:
            continue
        if before + 1 < len(taken) and taken[before + 1].start < span.end:
            continue
        code, value = text[span.start : span.end], text[match.start("value") : span.end]
        if not CODE.search(code) or not is_expression(value.replace("\\", "")):
            continue
        count += 1
        if count > MAX_LINES:
            return
        yield span


def is_assignment(source: str) -> bool:
    """Whether some text gives a name to an expression that holds an array: ``grad = os - np.eye(m)[y-1]``."""
    match = LINE.fullmatch(source.strip())
    return match is not None and bool(CODE.search(source)) and is_expression(match.group("value"))


def is_expression(source: str) -> bool:
    """Whether some text parses as one Python expression; it is parsed and never run.

    >>> is_expression("w2.T * grad_oa"), is_expression("the sum of w_1"), is_expression("word")
    (True, False, False)
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not isinstance(tree.body, ast.Constant)
