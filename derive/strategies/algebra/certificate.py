"""The trace of an algebra as plain data: the kernel table and one line for each thing that was derived."""

from __future__ import annotations

from itertools import compress
from typing import Any

from flint import fmpz, fmpz_mpoly

from derive.strategies.algebra.table import Algebra

NUMBERS = range(1 << 10)
STRENGTH = ("0", "+", "-", "!", "0+", "0-", "?")


def certificate(alg: Algebra, rule: str) -> dict[str, Any]:
    """A table certificate that ends in a rule; of several signs of one polynomial the strongest, found first."""
    plain = _Plain()
    kernels = [(kind, *(plain.data(part) for part in data)) for kind, data in zip(alg.kinds, alg.data, strict=True)]
    lines = [plain.line(arranged) for line in alg.trace if (arranged := _arranged(line)) is not None]
    best: dict[Any, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        if line[0] == "sign":
            best[line[1]] = min(best.get(line[1], (9, 0)), (STRENGTH.index(line[2][0]), number))
    return {"rule": rule, "kernels": kernels, "lines": [line for number, line in enumerate(lines) if line[0] != "sign" or best[line[1]][1] == number]}


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
        if poly.is_constant():
            return () if poly.is_zero() else (((), int(poly.leading_coefficient())),)
        known = self.seen.get(id(poly))
        if known is None:
            terms = [(tuple(zip(compress(NUMBERS, exponents), map(int, filter(None, exponents)), strict=False)), int(c)) for exponents, c in poly.to_dict().items()]
            known = self.seen[id(poly)] = (poly, tuple(sorted(terms)))
        return known[1]

    def data(self, part: Any) -> Any:
        kind = type(part)
        if kind is fmpz_mpoly:
            return self.poly(part)
        if kind is tuple or kind is list:
            return tuple([self.data(inner) for inner in part])
        return int(part) if kind is fmpz else part

    def line(self, line: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple([self.data(part) for part in line])
