"""Strategies: each may find a certificate for an obligation. Untrusted; the kernel checks what they find.

A strategy is a file of this folder with a ``RANK`` (cheapest first) and ``propose(goal, search) -> dict | None``; ``search.prove(goal)`` looks for a certificate of a
simpler obligation. Adding a strategy is adding a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.parts import RULES, Part

Certificate = dict[str, Any]


class Search(Protocol):
    """What a strategy may ask of the engine."""

    depth: int
    residue: Term | None
    """What the nearest attempt left of left - right."""

    budget: str
    """Which budget was spent, the latest if several; "" where none was."""

    def prove(self, goal: Obligation) -> Certificate | None:
        """A certificate of a simpler obligation, within the budget of cells; unchecked."""
        ...

    def thoroughly(self, goal: Obligation) -> Certificate | None:
        """The same with the costly strategies, which are otherwise asked when the points are exhausted."""
        ...


def by_parts(goal: Obligation, rule: Certificate, prove: Callable[[Obligation], Certificate | None]) -> Certificate | None:
    """The certificate of a rule with a proof of each part; None where the rule does not apply or a part has no proof."""
    found = dict(rule)
    try:
        parts = [part for part in RULES[rule["rule"]](goal, rule) if isinstance(part, Part)]
    except ValueError:
        return None
    for part in parts:
        proof = prove(part.goal)
        if proof is None:
            return None
        name, *place = part.at
        found[name] = [*found.get(name, ()), proof] if place else proof
    return found


@dataclass(frozen=True, slots=True)
class Strategy:
    """One file of this folder."""

    name: str
    rank: int
    propose: Callable[[Obligation, Search], Certificate | None]


class MalformedStrategyError(Exception):
    """A file of this folder lacks RANK or propose."""


@cache
def strategies() -> tuple[Strategy, ...]:
    """All strategies, cheapest first."""
    found = []
    for info in iter_modules(__path__):
        if info.ispkg or info.name == "sample_points":
            continue
        module = import_module(f"{__name__}.{info.name}")
        try:
            found.append(Strategy(info.name, module.RANK, module.propose))
        except AttributeError as missing:
            raise MalformedStrategyError(f"{info.name}: {missing}") from None
    if not found:
        raise MalformedStrategyError("no strategy found")
    return tuple(sorted(found, key=lambda s: (s.rank, s.name)))
