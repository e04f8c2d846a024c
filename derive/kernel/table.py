"""The kernels of a certificate: their definitions, and which variables each contains.

A kernel may only use kernels before it. ``bound`` variables are named %1, %2 ... and occur nowhere but in the sums that bind them and
in kernels inside these; ``opened`` variables are named @1, @2 ... and stand for a bound variable while its body is looked at.
"""

from __future__ import annotations

from typing import Any

from derive.kernel.polynomial import Pair, Poly, RejectedError, freeze, gen, gens, thaw
from derive.model.term import Term
from derive.terms.binding import free

KINDS = frozenset({"var", "at", "exp", "log", "root", "sgn", "delta", "fn", "sum", "power"})


class Table:
    """Definitions by number, thawed once, with the free variables of each."""

    def __init__(self, definitions: tuple[tuple[Any, ...], ...], integer_arrays: frozenset[Term]) -> None:
        self.integer_arrays = integer_arrays
        self.kinds: list[str] = []
        self.data: list[tuple[Any, ...]] = []
        self.free: list[frozenset[Term]] = []
        self.known: dict[Any, int] = {}
        for number, (kind, *data) in enumerate(definitions):
            if kind not in KINDS:
                raise RejectedError(f"unknown kernel {kind}")
            shape = _thawed(kind, tuple(data))
            if not all(bottom for bottom in denominators(kind, shape)):
                raise RejectedError("a zero denominator")
            if any(g >= number for poly in polys(shape) for g in gens(poly)):
                raise RejectedError(f"kernel {number} uses a later one")
            self.kinds.append(kind)
            self.data.append(shape)
            self.known.setdefault((kind, *data), number)
            self.free.append(self._free(kind, shape))

    def _free(self, kind: str, data: tuple[Any, ...]) -> frozenset[Term]:
        found = free(data[0]) if kind in {"var", "at"} else frozenset()
        for poly in polys(data):
            found |= self.free_of(poly)
        if kind == "sum":
            if any(self.free_of(p) & set(data[0]) for bounds in data[1] for p in bounds):
                raise RejectedError("a range contains a variable of its own sum")
            found -= set(data[0])
        return found

    def free_of(self, poly: Poly) -> frozenset[Term]:
        """The variables that a polynomial contains."""
        found: frozenset[Term] = frozenset()
        for g in gens(poly):
            found |= self.free[g]
        return found

    def within(self, allowed: frozenset[Term], *polynomials: Poly) -> bool:
        """Whether all opened variables that polynomials contain are allowed."""
        return all(v in allowed or not v.name.startswith("@") for poly in polynomials for v in self.free_of(poly))

    def free_of_pair(self, pair: Pair) -> frozenset[Term]:
        """The variables that a fraction contains."""
        return self.free_of(pair[0]) | self.free_of(pair[1])

    def only_integers(self, poly: Poly, entries: bool = True) -> bool:
        """Whether a polynomial is one over integer variables and, where indices are meant, entries that are indices."""
        whole = {g for g in gens(poly) if self.kinds[g] == "var" and self.data[g][0].op == "sym" and self.data[g][0].args[1] == "int"}
        return all(g in whole or (entries and self.kinds[g] == "at" and self.data[g][0] in self.integer_arrays) for g in gens(poly))

    def single(self, poly: Poly) -> int | None:
        """The kernel that a polynomial is, or None."""
        if len(poly) == 1:
            (monomial, c), *_ = poly.items()
            if c == 1 and len(monomial) == 1 and monomial[0][1] == 1:
                return monomial[0][0]
        return None

    def definition(self, poly: Poly) -> tuple[str, tuple[Any, ...]]:
        """The kind and the data of the kernel that a polynomial is; "" and nothing for other polynomials."""
        g = self.single(poly)
        return ("", ()) if g is None else (self.kinds[g], self.data[g])

    def find(self, kind: str, poly: Poly, *rest: Any) -> Poly:
        """The kernel of this kind with this polynomial; rejected where there is none."""
        found = self.known.get((kind, freeze(poly), *rest))
        if found is None:
            raise RejectedError(f"a {kind} has no kernel")
        return gen(found)

    def is_kernel(self, poly: Poly, kind: str, *data: Any) -> bool:
        """Whether a polynomial is one kernel of this kind with these data (thawed)."""
        g = self.single(poly)
        return g is not None and self.kinds[g] == kind and self.data[g] == data


def denominators(kind: str, data: tuple[Any, ...]) -> list[Poly]:
    """The denominators inside a definition."""
    return [data[1]] if kind == "exp" else [data[3]] if kind == "sum" else [below for _, below in data[1:]] if kind == "fn" else []


def polys(data: Any) -> list[Poly]:
    """All polynomials inside a definition."""
    if isinstance(data, dict):
        return [data]
    if isinstance(data, tuple):
        return [poly for part in data for poly in polys(part)]
    return []


def _thawed(kind: str, data: tuple[Any, ...]) -> tuple[Any, ...]:
    match kind:
        case "var":
            return data
        case "at":
            return (data[0], *(thaw(part) for part in data[1:]))
        case "root":
            if type(data[1]) is not int or data[1] < 2:
                raise RejectedError("malformed root")
            return (thaw(data[0]), data[1])
        case "fn":
            return (data[0], *((thaw(num), thaw(den)) for num, den in data[1:]))
        case "sum":
            variables, ranges, num, den = data
            if not variables or len(set(variables)) != len(variables) or not all(v.op == "sym" and v.name.startswith("%") for v in variables):
                raise RejectedError("malformed sum")
            return (variables, tuple((thaw(low), thaw(high)) for low, high in ranges), thaw(num), thaw(den))
    return tuple(thaw(part) for part in data)
