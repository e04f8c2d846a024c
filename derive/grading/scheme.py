"""Marking schemes: what each claim is worth, what a slip costs, and what happens to that which nobody could decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

ASKS = ("derivation", "formula", "code", "prose")
"""What an answer has to be. Of a derivation the statement is given, and repeating it is no answer; prose is never marked here."""
UNDECIDED = ("ta", "full")
"""What an undecided answer does: it goes to the teaching assistant, or it is given the benefit of the doubt. It never costs a mark."""
KEYS = frozenset({"schema", "undecided", "wrong", "slip", "deductions", "claims"})


class SchemeError(Exception):
    """A scheme that cannot be used: which key, and what belongs there; one line."""


@dataclass(frozen=True, slots=True)
class Item:
    """What one claim is worth and what it asks for."""

    points: float
    asks: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A marking scheme."""

    items: Mapping[str, Item]
    """By claim."""
    deductions: Mapping[str, float]
    """What a finding costs, by its code."""
    slip: float = 0.0
    """What an error costs whose code has no deduction of its own."""
    wrong: float = 0.0
    """The share of its points that a wrong answer keeps."""
    undecided: str = "ta"

    def cost(self, code: str, error: bool) -> float:
        """What one finding of a code costs; a notation finding only where its code is named."""
        return self.deductions.get(code, self.slip if error else 0.0)


def scheme(data: Mapping[str, Any], claims: Collection[str], codes: Collection[str]) -> Scheme:
    """The scheme that a TOML table describes; a SchemeError names the first key that is wrong.

    >>> scheme({"claims": {"1.1": {"points": 2, "asks": "derivation"}}}, ["1.1"], []).items["1.1"].points
    2.0
    >>> scheme({"claims": {"1.7": {"points": 2}}}, ["1.1"], [])
    Traceback (most recent call last):
    derive.grading.scheme.SchemeError: claims."1.7": the assignment has no such claim; did you mean "1.1"?
    """
    for key in data:
        if key not in KEYS:
            raise SchemeError(f"{key}: unknown key{_nearest(key, KEYS)}")
    if data.get("schema", 1) != 1:
        raise SchemeError(f"schema: only 1 is known, not {data['schema']!r}")
    undecided = data.get("undecided", "ta")
    if undecided not in UNDECIDED:
        raise SchemeError(f'undecided: "ta" or "full", not {undecided!r}; what is undecided never costs a mark')
    deductions = {}
    for code, cost in _table(data, "deductions").items():
        if code not in codes:
            raise SchemeError(f"deductions.{code}: there is no finding of this code{_nearest(code, codes)}")
        deductions[code] = _number(cost, f"deductions.{code}")
    items = {}
    for claim, entry in _table(data, "claims").items():
        key = f'claims."{claim}"'
        if claim not in claims:
            raise SchemeError(f"{key}: the assignment has no such claim{_nearest(claim, claims)}")
        if not isinstance(entry, Mapping):
            raise SchemeError(f"{key}: a table with points and asks belongs here, not {entry!r}")
        for inner in entry:
            if inner not in {"points", "asks"}:
                raise SchemeError(f"{key}.{inner}: unknown key{_nearest(inner, ('points', 'asks'))}")
        if "points" not in entry:
            raise SchemeError(f"{key}.points: missing; say how many points the claim is worth")
        asks = entry.get("asks", "formula")
        if asks not in ASKS:
            raise SchemeError(f"{key}.asks: one of {', '.join(ASKS)}, not {asks!r}")
        items[claim] = Item(_number(entry["points"], f"{key}.points"), asks)
    if not items:
        raise SchemeError("claims: missing; say what each claim is worth")
    share = _number(data.get("wrong", 0), "wrong")
    if share > 1:
        raise SchemeError(f"wrong: a share from 0 to 1, not {data['wrong']!r}")
    return Scheme(items, deductions, _number(data.get("slip", 0), "slip"), share, undecided)


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, Mapping):
        raise SchemeError(f"{key}: a table belongs here, not {found!r}")
    return found


def _number(value: Any, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise SchemeError(f"{key}: a number from 0 on belongs here, not {value!r}")
    return float(value)


def _nearest(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else ""
