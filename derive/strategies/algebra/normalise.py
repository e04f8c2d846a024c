"""Terms to normal form: every node becomes a fraction of polynomials over the kernel table, and leaves a line in the trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from derive.model.term import Term
from derive.strategies.algebra.conditions import branches
from derive.strategies.algebra.exponentials import exponential, logarithm, root, symbolic_power
from derive.strategies.algebra.fraction import add, multiply, power
from derive.strategies.algebra.functions import function
from derive.strategies.algebra.signs import sign_of, sign_pair
from derive.strategies.algebra.substitution import delta
from derive.strategies.algebra.sums import opened, sum_over
from derive.strategies.algebra.table import Algebra, BudgetError, GrowError, Pair, Poly, RescaleError, UnsupportedError
from derive.terms.binding import substitute, walk
from derive.terms.build import num
from derive.terms.definitions import DEFINED, unfolded
from derive.terms.derivative import derivative
from derive.terms.domain import constant
from derive.terms.heads import heads

T = TypeVar("T")
MAX_RESTARTS = 16
MAX_WRITTEN = 32
SMALLEST_RING = 16
LARGEST_RING = 512
MANY = frozenset({"sum", "prod", "D"})


def room(*terms: Term) -> int:
    """How many kernels an algebra should have room for from the start: sums and derivatives make many."""
    binders = len({node for term in terms if not MANY.isdisjoint(heads(term)) for node in walk(term) if node.op in MANY})
    return next((size for most, size in ((2, 16), (4, 32), (6, 64)) if binders <= most), 128)


class _Normaliser(Algebra):
    """An algebra that its own parts can ask for normal forms."""

    def of(self, term: Term) -> Pair:
        """The normal form of a scalar term."""
        return of(self, term)


def attempt(work: Callable[[Algebra], T], size: int = SMALLEST_RING) -> T:
    """Run work in an algebra; start again where an exponential needs a finer base or the table more room."""
    scales: dict[Any, int] = {}
    for _ in range(MAX_RESTARTS):
        alg = _Normaliser(size, scales)
        try:
            return work(alg)
        except RescaleError:
            continue
        except GrowError:
            size *= 2
            if size > LARGEST_RING:
                raise BudgetError("kernels") from None
    raise BudgetError("restarts")


def of(alg: Algebra, term: Term) -> Pair:
    """The normal form of a scalar term."""
    known = alg.memo.get(term)
    if known is None:
        known = alg.memo[term] = _of(alg, term)
        alg.trace.append(("node", term, known))
    return known


def _of(alg: Algebra, term: Term) -> Pair:
    match term.op:
        case "num":
            return alg.number(term.args[0])
        case "sym" | "const":
            return (alg.var(term), alg.one)
        case "det":
            return (alg.var(term), alg.one)
        case "at" if term.args[0].op in {"arr", "inv"}:
            return (alg.kernel("at", term.args[0], *(_index(alg, part) for part in term.args[1:])), alg.one)
        case "add":
            total = of(alg, term.args[0])
            for part in term.args[1:]:
                total = add(alg, total, of(alg, part))
            return total
        case "mul":
            total = of(alg, term.args[0])
            for part in term.args[1:]:
                total = multiply(alg, total, of(alg, part))
            return total
        case "pow":
            return _power(alg, *term.args)
        case "call":
            return _call(alg, term)
        case "delta":
            return delta(alg, _index(alg, term.args[0]) - _index(alg, term.args[1]))
        case "sum" | "prod":
            return _loop(alg, term)
        case "D":
            try:
                return of(alg, derivative(*term.args))
            except ValueError as reason:
                raise UnsupportedError(str(reason)) from None
        case "cases":
            return branches(alg, term)
    raise UnsupportedError(term.op)


def _index(alg: Algebra, term: Term) -> Poly:
    num, den = of(alg, term)
    if not den.is_one():
        raise UnsupportedError("index")
    return num


def _power(alg: Algebra, base: Term, exponent: Term) -> Pair:
    value = constant(exponent)
    if value is not None:
        if value.denominator == 1:
            return power(alg, of(alg, base), value.numerator)
        return root(alg, of(alg, base), value)
    degree = of(alg, exponent)
    if all(g in alg.integers for g in alg.used(degree[0])) and degree[1].is_one():
        return symbolic_power(alg, of(alg, base), degree)
    return exponential(alg, multiply(alg, degree, logarithm(alg, of(alg, base))))


def _call(alg: Algebra, term: Term) -> Pair:
    name, *args = term.args
    if name in DEFINED and not (name in {"max", "min"} and _bound(alg, args)):
        return of(alg, unfolded(term))
    match name:
        case "exp":
            if args[0].op == "call" and args[0].args[0] == "log":
                return of(alg, args[0].args[1])
            return exponential(alg, of(alg, args[0]))
        case "log":
            return logarithm(alg, of(alg, args[0]))
        case "sign":
            return sign_pair(alg, of(alg, args[0]))
    return function(alg, name, tuple(of(alg, part) for part in args))


def _bound(alg: Algebra, args: list[Term]) -> bool:
    """Whether a bound variable is inside: there max stays a kernel, since its definition would multiply sums."""
    return any(alg.deps_of(poly) & alg.inner for part in args for poly in of(alg, part))


def _loop(alg: Algebra, term: Term) -> Pair:
    variable, low, high, body = term.args
    adding = term.op == "sum"
    first, last = constant(low), constant(high)
    if first is not None and last is not None:
        if first.denominator != 1 or last.denominator != 1 or last - first > MAX_WRITTEN:
            raise BudgetError("written out sums")
        total = alg.zero_pair if adding else alg.one_pair
        for k in range(int(first), int(last) + 1):
            part = of(alg, substitute(body, {variable: num(k)}))
            total = add(alg, total, part) if adding else multiply(alg, total, part)
        return total
    new = opened(alg)
    bounds = (_index(alg, low), _index(alg, high))
    alg.scope(new, bounds)
    alg.trace.append(("opened", term, new))
    inside = of(alg, substitute(body, {variable: new}))
    if adding:
        return sum_over(alg, new, bounds, inside)
    if {sign_of(alg, part) for part in inside} != {"+"}:
        raise UnsupportedError("a product of factors that need not be positive")
    return exponential(alg, sum_over(alg, new, bounds, logarithm(alg, inside)))
