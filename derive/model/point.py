"""A point: rational values for variables and for entries of arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from zlib import crc32

from derive.model.term import Term

Tables = Sequence[Sequence[Fraction]]
SMALL = [Fraction(n, d) for n, d in ((1, 1), (-1, 1), (2, 1), (1, 2), (-1, 2), (3, 2), (-2, 1), (3, 1), (-3, 2), (1, 3), (-2, 3), (5, 2))]


PLANS: Tables = (
    [Fraction(n) for n in (1, 2, -1, 3, -2)],
    SMALL,
    [Fraction(n, 2) for n in (-3, 1, 4, -1, 5, 2)],
    [Fraction(n) for n in (0, 1, -1, 2)],
    [Fraction(n, 8) for n in (1, -2, 3, 5, -7, 9)],
)
"""What unlisted entries are drawn from, by the seed."""


@dataclass(frozen=True)
class Point:
    """Values for variables and entries; whatever is not listed has a value that only depends on its name and the seed."""

    values: dict[Term, Fraction] = field(default_factory=dict)
    entries: dict[tuple[str, tuple[int, ...]], Fraction] = field(default_factory=dict)
    seed: int = 0
    drawn: Mapping[str, Tables] = field(default_factory=dict)
    """By name of an array, the tables that its unlisted entries are drawn from."""

    def value(self, variable: Term) -> Fraction:
        """The value of a scalar variable."""
        found = self.values.get(variable)
        if found is not None:
            return found
        if variable.args[1] == "int":
            return Fraction(1 + crc32(f"{self.seed}:{variable.name}".encode()) % 3)
        return SMALL[crc32(f"{self.seed}:{variable.name}".encode()) % len(SMALL)]

    def entry(self, name: str, indices: tuple[int, ...]) -> Fraction:
        """The value of an entry of an array; neighbouring entries of a vector differ."""
        found = self.entries.get((name, indices))
        if found is not None:
            return found
        plans = self.drawn.get(name, PLANS)
        plan = plans[self.seed % len(plans)]
        turn = self.seed // len(plans)
        if len(indices) == 1 and len(plan) > 1:
            return plan[(_drawn(f"{turn}:{name}") + indices[0] * (1 + turn % (len(plan) - 1))) % len(plan)]
        return plan[_drawn(f"{turn}:{name}:{indices}") % len(plan)]


def _drawn(text: str) -> int:
    """A number that depends on a text alone; scattered, because neighbouring checksums share their last bits."""
    return crc32(text.encode()) * 2654435761 >> 20 & 0xFFFF
