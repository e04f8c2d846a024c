"""The kernel table: every transcendental or opaque piece of an expression becomes one generator of a polynomial ring.

A kernel is a pair (kind, data); the data are polynomials in earlier kernels:

======  =====================================  =========================================================
kind    data                                   stands for
======  =====================================  =========================================================
var     term                                   a scalar variable, or pi
at      array term, index polynomials...       one entry of an array
exp     numerator, denominator                 exp(numerator/denominator)
log     f                                      log|f|
root    f, d                                   |f|^(1/d)
sgn     f                                      the sign of f: -1, 0 or 1
delta   f                                      1 where f = 0, else 0
fn      name, (numerator, denominator)...      a function that stays a function
sum     vars, ranges, numerator, denominator   a sum over bound variables, body in kernels that contain them
power   base polynomial, exponent              base to an integer exponent that is not a number
======  =====================================  =========================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import compress
from typing import Any

from flint import Ordering, fmpz_mpoly_ctx

from derive.model.term import Term
from derive.strategies.algebra.keys import PolyKey, key_of
from derive.terms.binding import free

Poly = Any
Pair = tuple[Any, Any]


class BudgetError(Exception):
    """A deterministic budget is spent; the message says which."""


class UnsupportedError(Exception):
    """The normal form has no rule for this node."""


class GrowError(Exception):
    """More kernels than the ring has generators: start again with a larger ring."""


class RescaleError(Exception):
    """An exponential needs a finer base: start again with the new scale."""


class Algebra:
    """A ring of polynomials over a growing table of kernels, with the facts that are given and the trace of what was derived."""

    def __init__(self, size: int, scales: dict[Any, int]) -> None:
        self.ring = fmpz_mpoly_ctx.get(("k", size), Ordering.lex)
        self.size = size
        self.numbers = range(size)
        self.scales = scales
        self.one: Poly = self.ring.constant(1)
        self.nil: Poly = self.ring.constant(0)
        self.zero_pair: Pair = (self.nil, self.one)
        self.one_pair: Pair = (self.one, self.one)
        self.kinds: list[str] = []
        self.data: list[tuple[Any, ...]] = []
        self.gens: list[Poly] = []
        self.deps: list[int] = []
        self.levels: list[int] = []
        self.special: list[int] = []
        self.ids: dict[Any, int] = {}
        self.bits: dict[Term, int] = {}
        self.memo: dict[Term, Pair] = {}
        self.trace: list[tuple[Any, ...]] = []
        self.given: list[tuple[str, Poly, int, tuple[Any, ...]]] = []
        self.forall: list[tuple[str, Poly, Term, Pair, Pair, tuple[Any, ...]]] = []
        self.sign_memo: dict[PolyKey, tuple[str, Any]] = {}
        self.opened = 0
        self.openings: dict[Term, Term] = {}
        self.derived: dict[Any, Pair] = {}
        self.images: dict[Any, Pair] = {}
        self.integers: set[int] = set()
        self.inner = 0
        """The bits of bound and opened variables."""

    def of(self, term: Term) -> Pair:
        """The normal form of a scalar term."""
        raise NotImplementedError

    def constant(self, value: int) -> Poly:
        """An integer as a polynomial."""
        return self.ring.constant(value)

    def number(self, value: Fraction) -> Pair:
        """A rational number as a pair."""
        return (self.ring.constant(value.numerator), self.ring.constant(value.denominator) if value.denominator != 1 else self.one)

    def bit(self, term: Term) -> int:
        """The dependency bit of a variable."""
        found = self.bits.get(term)
        if found is None:
            found = self.bits[term] = 1 << len(self.bits)
            if term.name[0] in "@%":
                self.inner |= found
        return found

    def used(self, poly: Poly) -> list[int]:
        """The kernels that occur in a polynomial."""
        if poly.is_constant():
            return []
        return list(compress(self.numbers, poly.degrees()))

    def deps_of(self, poly: Poly) -> int:
        """The variables that a polynomial depends on, as bits."""
        mask = 0
        for g in self.used(poly):
            mask |= self.deps[g]
        return mask

    def level_of(self, poly: Poly) -> int:
        """The highest bound variable inside a polynomial's kernels."""
        return max((self.levels[g] for g in self.used(poly)), default=0)

    def kernel(self, kind: str, *data: Any) -> Poly:
        """The generator of a kernel, new or known."""
        key = (kind, *map(key_of, data))
        g = self.ids.get(key)
        if g is None:
            g = self._add(kind, data)
            self.ids[key] = g
        return self.gens[g]

    def _add(self, kind: str, data: tuple[Any, ...]) -> int:
        g = len(self.kinds)
        if g >= self.size:
            raise GrowError
        mask, level = 0, 0
        for part in _polys(data):
            mask |= self.deps_of(part)
            level = max(level, self.level_of(part))
        if kind in {"var", "at"}:
            for variable in free(data[0]):
                mask |= self.bit(variable)
            if kind == "var" and data[0].op == "sym" and data[0].name.startswith("%"):
                level = int(data[0].name[1:])
            if kind == "var" and data[0].op == "sym" and data[0].args[1] == "int":
                self.integers.add(g)
        elif kind == "sum":
            for variable in data[0]:
                mask &= ~self.bit(variable)
        self.kinds.append(kind)
        self.data.append(data)
        self.gens.append(self.ring.gen(g))
        self.deps.append(mask)
        self.levels.append(level)
        if kind in {"sgn", "delta", "root"} or (kind == "fn" and data[0] == "sin"):
            self.special.append(g)
        return g

    def scope(self, variable: Term, bounds: Pair) -> None:
        """An opened variable lies in its range, for every polynomial that contains it."""
        gen, bit = self.var(variable), self.bit(variable)
        self.given += [("0+", gen - bounds[0], bit, ("low", variable)), ("0+", bounds[1] - gen, bit, ("high", variable))]

    def var(self, term: Term) -> Poly:
        """The generator of a scalar variable."""
        return self.kernel("var", term)

    def var_id(self, term: Term) -> int:
        """The number of a scalar variable's generator."""
        self.var(term)
        return self.ids[("var", term)]

    def id_of(self, gen: Poly) -> int:
        """The number of a generator."""
        return int(gen.degrees().index(1))

    def single(self, poly: Poly) -> int | None:
        """The kernel that a polynomial is, if it is one generator with coefficient 1."""
        if len(poly) != 1 or poly.leading_coefficient() != 1 or poly.total_degree() != 1:
            return None
        return self.id_of(poly)

    def terms(self, poly: Poly) -> Iterator[tuple[tuple[int, ...], int]]:
        """Monomials (exponents) and integer coefficients."""
        return ((exponents, int(c)) for exponents, c in poly.terms())

    def monomial(self, exponents: tuple[int, ...]) -> Poly:
        """A monomial with coefficient 1."""
        return self.ring.term(exp_vec=exponents)


def _polys(data: tuple[Any, ...]) -> Iterator[Poly]:
    for part in data:
        if isinstance(part, tuple):
            yield from _polys(part)
        elif not isinstance(part, (str, int, Term)):
            yield part
