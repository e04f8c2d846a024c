"""The trace of an algebra as plain data: the kernel table and one line for each thing that was derived."""

from __future__ import annotations

from fractions import Fraction
from itertools import compress, count
from typing import Any

from flint import fmpz

from derive.model.term import Term
from derive.strategies.algebra.table import Algebra


def certificate(alg: Algebra, rule: str) -> dict[str, Any]:
    """A table certificate that ends in a rule."""
    plain = _Plain()
    kernels = [(kind, *(plain.data(part) for part in data)) for kind, data in zip(alg.kinds, alg.data, strict=True)]
    lines = [plain.line(arranged) for line in alg.trace if (arranged := _arranged(line)) is not None]
    return {"rule": rule, "kernels": kernels, "lines": lines}


def _arranged(line: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """A line of the trace as kind, subject and content; None for one that a proof does not need."""
    match line:
        case ("node" | "opened" | "range", _, _):
            return line
        case ("sign", poly, sign, reasons):
            return "sign", poly, (sign, reasons)
        case ("exp" | "log" | "sgn", pair, value, factors):
            return line[0], (pair,), (value, factors)
        case ("root", pair, exponent, factors, value):
            return "root", (pair, exponent), (value, factors)
        case ("power", base, exponent, factors, _):
            return "power", (base, exponent), factors
        case ("image", kernel, mapping, value):
            return "image", (kernel, mapping), value
        case ("sum", variable, *content):
            return "sum", variable, tuple(content)
        case ("rebuilt", variables, names, ranges, body, _):
            return "rebuilt", (body, variables, ranges), names
        case ("angle", pair, angles, *_):
            return "angle", (pair,), angles
    return None


class _Plain:
    """Polynomials to sorted tuples, each object once."""

    def __init__(self) -> None:
        self.seen: dict[int, tuple[Any, Any]] = {}

    def poly(self, poly: Any) -> Any:
        known = self.seen.get(id(poly))
        if known is None:
            terms = sorted((tuple(zip(compress(count(), exponents), map(int, filter(None, exponents)), strict=False)), int(c)) for exponents, c in poly.terms())
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
