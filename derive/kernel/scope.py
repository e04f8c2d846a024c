"""What an evaluation knows where it stands: values of variables and entries, bound variables, and from which side a derivative comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Protocol

from flint import fmpq

from derive.kernel.numbers import Dual, Number, UndefinedError, base, integer, rational, sign_of
from derive.model.term import Term
from derive.terms.binding import free

MAX_TERMS = 4000


class Point(Protocol):
    """Where to evaluate: any values will do."""

    def value(self, variable: Term, /) -> Fraction:
        """The value of a scalar variable."""
        ...

    def entry(self, name: str, indices: tuple[int, ...], /) -> Fraction:
        """The value of an entry of an array."""
        ...


class Scope:
    """The state of one evaluation at one point."""

    def __init__(self, point: Point) -> None:
        self.point = point
        self.values: dict[Any, Number] = {}
        """By sym, or by name and indices of an entry: two arrays of one name are one."""
        self.loops: list[Term] = []
        self.directions: dict[int, int] = {}
        """For the tag of each derivative being taken, the side that its variable comes from: 1 above, -1 below."""
        self.breaks: set[int] = set()
        """The tags whose variable stands at a break point (where abs, sign, max or a case changes)."""
        self.known: dict[Any, Any] = {}
        self.terms = 0
        self.tags = 0
        self.entries_used: dict[tuple[str, tuple[int, ...]], Fraction] = {}

    def variable(self, term: Term) -> Number:
        """The value of a scalar variable."""
        found = self.values.get(term)
        if found is None:
            found = rational(self.point.value(term))
            if term.args[1] == "int":
                integer(found)
            self.values[term] = found
        return found

    def entry(self, key: tuple[str, tuple[int, ...]]) -> Number:
        """The value of an entry of an array variable."""
        found = self.values.get(key)
        if found is None:
            self.entries_used[key] = self.point.entry(*key)
            found = self.values[key] = rational(self.entries_used[key])
        return found

    def once(self, term: Term, work: Callable[[Term], Any]) -> Any:
        """Work that depends on nothing but a term, the bound variables that occur in it and the derivatives being taken."""
        inside = free(term)
        key = (term, *((v, self.values[v]) for v in self.loops if v in inside), *self.directions.items())
        if key not in self.known:
            self.known[key] = work(term)
        return self.known[key]

    def each(self, variable: Term, first: int, last: int) -> Iterator[int]:
        """The values of a bound variable, one after the other."""
        self.terms += max(0, last - first + 1)
        if self.terms > MAX_TERMS:
            raise UndefinedError("too many terms")
        outer = self.values.get(variable)
        self.loops.append(variable)
        for value in range(first, last + 1):
            self.values[variable] = fmpq(value)
            yield value
        self.loops.pop()
        self.values[variable] = outer

    def sign(self, x: Number) -> int:
        """The sign of a number; at an exact zero with a slope, the sign on the side that the derivative looks at."""
        own = sign_of(base(x))
        if own or not isinstance(x, Dual):
            return own
        if isinstance(x.value, Dual) or isinstance(x.slope, Dual):
            raise UndefinedError("a break point of two derivatives at once")
        self.breaks.add(x.tag)
        slope = sign_of(x.slope)
        if not slope:
            raise UndefinedError("flat at a break point")
        return slope * self.directions[x.tag]
