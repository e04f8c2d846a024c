"""Definitions of macros: ``\\newcommand`` and its relatives, ``\\def``, ``\\let``, operators, paired delimiters, environments."""

from __future__ import annotations

import re
from dataclasses import dataclass

DEFINING = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand DeclareMathOperator DeclarePairedDelimiter def gdef edef xdef let newenvironment renewenvironment".split()
)
NAME = re.compile(r"\*?\s*(?:\{\s*\\([A-Za-z@]+)\s*\}|\\([A-Za-z@]+))")
ENVIRONMENT = re.compile(r"\*?\s*\{([^{}\\]*)\}")
COUNT = re.compile(r"\s*\[\s*(\d)\s*\]")
DEFAULT = re.compile(r"\s*\[([^\[\]]*)\]")
PARAMETERS = re.compile(r"((?:#\d)*)\s*(?=\{)")
LET = re.compile(r"\s*\\([A-Za-z@]+)\s*=?\s*(\\[A-Za-z@]+|[^\s\\])")
SLOT = re.compile(r"(\\[A-Za-z]+)?#(\d)")
SPACING = re.compile(r"\\[,;:! ]|[~\s{}]")
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
MAX_GROUP = 20_000


@dataclass(frozen=True, slots=True)
class Macro:
    """What a call stands for: its body with #1 to #9, the number of its arguments, and the default of the first where that one is optional."""

    body: str
    arity: int
    default: str | None = None

    def filled(self, values: list[str]) -> str:
        r"""The body with its arguments.

        >>> Macro(r"\frac#1{#2}", 2).filled(["x", "y"])
        '\\frac x{y}'
        """

        def value(match: re.Match[str]) -> str:
            number = int(match.group(2))
            own = values[number - 1] if 0 < number <= len(values) else ""
            before = match.group(1) or ""
            return before + (" " if before and own[:1].isalpha() else "") + own

        return SLOT.sub(value, self.body) if self.arity else self.body


def argument(text: str, place: int, longest: int = MAX_GROUP) -> tuple[str, int]:
    """The argument that begins at a place, without its braces, and the place behind it; a ValueError where there is none that ends.

    >>> argument("{a{b}}c", 0), argument(" xy", 0), argument(r"\\alpha b", 0)
    (('a{b}', 6), ('x', 2), ('\\\\alpha', 6))
    """
    while text[place : place + 1].isspace():
        place += 1
    if text[place : place + 1] == "{":
        depth = 0
        for match in BRACES.finditer(text, place, place + longest):
            depth += (match.group() == "{") - (match.group() == "}")
            if not depth:
                return text[place + 1 : match.start()], match.end()
        raise ValueError("a brace is not closed")
    command = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL).match(text, place)
    if command is not None:
        return command.group(), command.end()
    if place >= len(text) or text[place] == "}":
        raise ValueError("an argument is missing")
    return text[place], place + 1


def defined(text: str, place: int, command: str, table: dict[str, Macro], environments: dict[str, tuple[Macro, Macro]]) -> int | None:
    """Enter what is defined at a place behind a defining command; the place behind the definition, None where it is not one that can be followed."""
    try:
        if command == "let":
            return _let(text, place, table)
        if command.endswith("environment"):
            return _environment(text, place, environments)
        name = NAME.match(text, place)
        if name is None:
            return None
        own, place = name.group(1) or name.group(2), name.end()
        if command.endswith("def"):
            parameters = PARAMETERS.match(text, place)
            if parameters is None:
                return None
            body, end = argument(text, parameters.end())
            macro = Macro(body, len(parameters.group(1)) // 2)
        elif command == "DeclareMathOperator":
            body, end = argument(text, place)
            macro = Macro(f"\\operatorname{{{SPACING.sub('', body)}}}", 0)
        elif command == "DeclarePairedDelimiter":
            left, place = argument(text, place)
            right, end = argument(text, place)
            macro = Macro(f"\\left{left} #1\\right{right} ", 1)
        else:
            arity, default, place = _signature(text, place)
            body, end = argument(text, place)
            macro = Macro(body, arity, default)
    except ValueError:
        return None
    if command != "providecommand" or own not in table:
        table[own] = macro
    return end


def _signature(text: str, place: int) -> tuple[int, str | None, int]:
    count = COUNT.match(text, place)
    if count is None:
        return 0, None, place
    default = DEFAULT.match(text, count.end())
    return int(count.group(1)), default.group(1) if default else None, (default or count).end()


def _let(text: str, place: int, table: dict[str, Macro]) -> int | None:
    found = LET.match(text, place)
    if found is None:
        return None
    meaning = found.group(2)
    table[found.group(1)] = table.get(meaning[1:], Macro(meaning, 0))
    return found.end()


def _environment(text: str, place: int, environments: dict[str, tuple[Macro, Macro]]) -> int | None:
    name = ENVIRONMENT.match(text, place)
    if name is None:
        return None
    arity, default, place = _signature(text, name.end())
    first, place = argument(text, place)
    last, end = argument(text, place)
    environments[name.group(1)] = (Macro(first, arity, default), Macro(last, 0))
    return end
