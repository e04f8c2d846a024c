"""The trace of an algebra as plain data: the kernel table and one line for each thing that was derived."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpz

from derive.model.term import Term
from derive.strategies.algebra.table import Algebra


def certificate(alg: Algebra, rule: str) -> dict[str, Any]:
    """A table certificate that ends in a rule."""
    plain = _Plain()
    kernels = [(kind, *(plain.data(part) for part in data)) for kind, data in zip(alg.kinds, alg.data, strict=True)]
    lines = [plain.line(line) for line in alg.trace]
    return {"rule": rule, "kernels": kernels, "lines": lines}


class _Plain:
    """Polynomials to sorted tuples, each object once."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[Any, Any]] = {}

    def poly(self, poly: Any) -> Any:
        known = self.seen.get(id(poly))
        if known is None:
            terms = sorted((tuple((g, int(e)) for g, e in enumerate(exponents) if e), int(c)) for exponents, c in poly.terms())
            known = self.seen[id(poly)] = (poly, tuple(terms))
        return known[1]

    def data(self, part: Any) -> Any:
        if part is None or isinstance(part, (str, int, Term, Fraction)):
            return part
        if isinstance(part, (tuple, list)):
            return tuple(self.data(inner) for inner in part)
        return int(part) if isinstance(part, fmpz) else self.poly(part)

    def line(self, line: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self.data(part) for part in line)
