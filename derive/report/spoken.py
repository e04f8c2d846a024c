"""Reasons and proofs in the language of the report: they are made in English, and here are their sentences in French."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

Pattern = tuple[re.Pattern[str], str]


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(files("derive.report").joinpath("french.toml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=8)
def _patterns(part: str) -> tuple[Pattern, ...]:
    return tuple((re.compile("(.+?)".join(re.escape(piece) for piece in english.split("{}")), re.DOTALL), french) for english, french in _table()[part].items())


def _said(text: str, part: str) -> tuple[str, tuple[str, ...]] | None:
    """The French sentence for an English one and what fills it; None where there is none."""
    for pattern, french in _patterns(part):
        match = pattern.fullmatch(text)
        if match is not None:
            return french, match.groups()
    return None


def reason_in(text: str, language: str, status: str = "undecided") -> str:
    """A reason in a language. One that has no sentence there is replaced by what its status says, so that no report mixes two languages.

    >>> reason_in("the shape of W is not stated", "fr"), reason_in("anything new", "fr"), reason_in("anything new", "en")
    ("la dimension de W n'est pas donnée", 'ni preuve ni contre-exemple', 'anything new')
    """
    if language != "fr" or not text:
        return text
    found = _said(text, "reasons")
    return _table()["otherwise"].get(status, _table()["otherwise"]["undecided"]) if found is None else found[0].format(*(_shape(part) for part in found[1]))


def _shape(text: str) -> str:
    found = _said(text, "shapes")
    return text if found is None else found[0].format(*found[1])


def argument_in(lines: list[str], language: str) -> list[str]:
    """The lines of a proof in a language; formulas stay as they are.

    >>> argument_in(["To show: x = x", "  So both sides are x."], "fr")
    ['À montrer : x = x', '  Les deux membres sont donc x.']
    """
    return lines if language != "fr" else [_line(line) for line in lines]


def _line(line: str) -> str:
    inner = line.lstrip(" ")
    found = _said(inner, "proof")
    if found is None:
        return line
    french, parts = found
    if french.endswith("(par {})"):
        why = ", ".join(said[0].format(*said[1]) if (said := _said(one, "because")) else one for one in parts[-1].split(", "))
        return line[: len(line) - len(inner)] + french.format(parts[0], why)
    return line[: len(line) - len(inner)] + french.format(*parts)
