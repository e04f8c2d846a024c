"""The mistakes of students, as changes of the text of one member: each kind yields every place where it can be made.

Two of them put one letter in the place of another: an index of the same step, or a letter of the same step to differentiate by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.planting.formulas import TOKEN

Change = tuple[int, int, str]
"""From, to, and what stands there instead."""
OPEN, CLOSE = frozenset({"(", "{"}), frozenset({")", "}"})
SWAPPED = {"log": "exp", "sin": "cos", "cos": "sin", "max": "min", "min": "max", "tanh": "sinh", "sinh": "cosh", "cosh": "sinh"}
FLIPPED = {"<": "\\geq", ">": "\\leq", "\\geq": "<", "\\leq": ">"}


def tokens_of(source: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), m.group()) for m in TOKEN.finditer(source)]


def sign(source: str) -> Iterator[Change]:
    """Another sign: + for -, - for +."""
    for first, last, token in tokens_of(source):
        if token in {"+", "-"}:
            yield first, last, "-" if token == "+" else "+"


def lost_minus(source: str) -> Iterator[Change]:
    """The minus at the beginning forgotten."""
    for match in re.finditer(r"(?:^|(?<=[({]))\s*-\s*", source):
        yield match.start(), match.end(), ""


def exponent(source: str) -> Iterator[Change]:
    """An exponent off by one, or forgotten."""
    for match in re.finditer(r"\^(?:(\d)|\{(\d)\})", source):
        yield match.start(), match.end(), f"^{int(match.group(1) or match.group(2)) + 1}"
        yield match.start(), match.end(), ""


def constant(source: str) -> Iterator[Change]:
    """A number that is another one."""
    for match in re.finditer(r"(?<![\d_^{.])\d+(?![\d.])|(?<=\\frac\{)\d+(?=\})|(?<=\}\{)\d+(?=\})", source):
        yield match.start(), match.end(), str(int(match.group()) + 1)


def factor(source: str) -> Iterator[Change]:
    """A factor too many, or a number or letter forgotten in a product."""
    for match in re.finditer(r"(?<![A-Za-z\\])(?:\\frac|\\sum|\\sigma\(|\\log)", source):
        yield match.start(), match.start(), "2 "
    for match in re.finditer(
        r"(?<=[\s(-])(?:\d+|\\?[A-Za-z]+(?:_\{?\w+\}?)?)(?= +(?:[A-Za-z(]|\\(?:frac|sum|sigma|cdot|left|log|lambda|mu|delta|theta|eta|Phi|begin)))|^\d+(?= +[\\A-Za-z(])", source
    ):
        if match.group().removeprefix("\\") not in {"cdot", "sum", "frac", "log", "left", "right", "exp", "times", "sqrt"}:
            yield match.start(), match.end(), ""


def half(source: str) -> Iterator[Change]:
    """A fraction in front forgotten, or turned round."""
    for match in re.finditer(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", source):
        if not re.match(r"(?:d|\\partial)\b", match.group(1).strip()):
            yield match.start(), match.end(), f"\\frac{{{match.group(2)}}}{{{match.group(1)}}}"
            yield match.start(), match.end(), match.group(1)


def index(source: str, letters: Sequence[str]) -> Iterator[Change]:
    """Another index, or two in the wrong order."""
    for match in re.finditer(r"(?<!\\sum)(?<!\\prod)_(?:([a-z])|\{([a-z])([a-z])\})(?![a-z=])", source):
        if match.group(2):
            yield match.start(), match.end(), f"_{{{match.group(3)}{match.group(2)}}}"
        else:
            for letter in letters:
                if letter != match.group(1) and len(letter) == 1:
                    yield match.start(), match.end(), f"_{letter}"


def dropped(source: str) -> Iterator[Change]:
    """A term of a sum forgotten."""
    places: list[list[int]] = [[]]
    starts = [0]
    for first, last, token in tokens_of(source):
        if token in OPEN:
            places.append([])
            starts.append(last)
        elif token in CLOSE and len(places) > 1:
            yield from _terms(places.pop(), starts.pop(), first)
        elif token in {"+", "-"} and source[starts[-1] : first].strip() and source[:first].rstrip()[-1:] not in {"^", "_", "t"}:
            places[-1].append(first)
    if len(places) == 1:
        yield from _terms(places[0], 0, len(source))


def _terms(signs: list[int], start: int, end: int) -> Iterator[Change]:
    ends = [*signs, end]
    for first, last in zip(ends, ends[1:], strict=False):
        yield first, last, " "
    if signs:
        yield start, signs[0], ""


def name(source: str) -> Iterator[Change]:
    """Another function, or none."""
    for match in re.finditer(r"\\([a-z]+)(?![A-Za-z])", source):
        if match.group(1) in SWAPPED:
            yield match.start(1), match.end(1), SWAPPED[match.group(1)]
    for match in re.finditer(r"\\(?:log|exp|tanh|sigma)(?=\()", source):
        yield match.start(), match.end(), ""


def transpose(source: str) -> Iterator[Change]:
    """A transpose forgotten, or at the neighbour."""
    for match in re.finditer(r"\^T", source):
        yield match.start(), match.end(), ""
    for match in re.finditer(r"([A-Za-z])\^T ([A-Za-z])(?!\^)", source):
        yield match.start(), match.end(), f"{match.group(1)} {match.group(2)}^T"


def bound(source: str) -> Iterator[Change]:
    """A sum that begins or ends at another place."""
    for match in re.finditer(r"(?<=[a-z]=)(\d)(?=\})", source):
        yield match.start(), match.end(), str(int(match.group()) + 1)
    for match in re.finditer(r"(?<=\d\}\^)\{([a-zK])\}", source):
        yield match.start(1), match.end(1), f"{match.group(1)} - 1"


def variable(source: str, letters: Sequence[str]) -> Iterator[Change]:
    """A derivative by another letter."""
    for match in re.finditer(r"(?<=\{\\partial )\\?[A-Za-z]+(?=(?:_\{?\w+\}?)?\}(?!\{))", source):
        for letter in letters:
            if letter != match.group():
                yield match.start(), match.end(), letter


def cases(source: str) -> Iterator[Change]:
    """The values of two cases exchanged."""
    match = re.search(r"\\begin\{cases\}(.*?)&(.*?)\\\\(.*?)&(.*?)\\end\{cases\}", source, re.DOTALL)
    if match:
        yield match.start(), match.end(), f"\\begin{{cases}}{match.group(3)}&{match.group(2)}\\\\{match.group(1)}&{match.group(4)}\\end{{cases}}"


def parentheses(source: str) -> Iterator[Change]:
    """Parentheses forgotten."""
    for match in re.finditer(r"(?<![A-Za-z'}])\(([^()]*[+-][^()]*)\)", source):
        yield match.start(), match.end(), match.group(1)


KINDS: dict[str, Callable[[str], Iterator[Change]]] = {
    found.__name__: found for found in (sign, lost_minus, exponent, constant, factor, half, dropped, name, transpose, bound, cases, parentheses)
}


def code(source: str) -> Iterator[tuple[str, Change]]:
    """Mistakes in a numpy answer, wrong by construction: a name that numpy does not have, an axis, a label, a transpose, an order, a sign."""
    for match in re.finditer(r"(?<=np\.)[a-z_]+", source):
        word = match.group()
        yield "numpy name", (match.start(), match.end(), f"{word[:-2]}{word[-1]}{word[-2]}" if word[-1] != word[-2] else f"{word}e")
    for match in re.finditer(r"y ?- ?1", source):
        yield "numpy label", (match.start(), match.end(), "y")
    for match in re.finditer(r"(?<=axis=)[01]", source):
        yield "numpy axis", (match.start(), match.end(), str(1 - int(match.group())))
    for match in re.finditer(r"\.T\b", source):
        yield "numpy transpose", (match.start(), match.end(), "")
    for match in re.finditer(r"(?<=np\.outer\()(\w+), (\w+)(?=\))", source):
        yield "numpy order", (match.start(), match.end(), f"{match.group(2)}, {match.group(1)}")
    for match in re.finditer(r" - (?=np\.)", source):
        yield "numpy sign", (match.start(), match.end(), " + ")
