"""Replay of a table certificate: the value of every sub-term that the conclusion needs, each line checked once against the lines below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.kernel import elementary, facts, fractions
from derive.kernel.fractions import same
from derive.kernel.lines import Lines, pair_of
from derive.kernel.nodes import value_of_node
from derive.kernel.polynomial import ONE, Pair, Poly, RejectedError, freeze, thaw
from derive.kernel.signs import FLIP, sign_of
from derive.kernel.substitution import opened
from derive.kernel.sums import check_sum
from derive.kernel.table import Table
from derive.model.term import Term
from derive.terms.binding import arrays_of_indices, free


class Replay:
    """One table certificate under given conditions. Nothing is believed before it is checked; what is checked is remembered."""

    def __init__(self, given: tuple[Term, ...], certificate: dict[str, Any], sides: tuple[Term, ...] = ()) -> None:
        self.given = given
        self.table = Table(tuple(certificate["kernels"]), arrays_of_indices(*sides, *given))
        self.lines = Lines(certificate["lines"])
        self.checked_signs: dict[Any, str] = {}
        self.values: dict[Term, Pair] = {}
        self.done: dict[Any, Any] = {}
        self.busy: set[Any] = set()

    def once(self, key: Any, work: Callable[[], Any]) -> Any:
        """What is checked the first time it is asked for; a line that needs itself is rejected."""
        if key not in self.done:
            if key in self.busy:
                raise RejectedError("a line leans on itself")
            self.busy.add(key)
            try:
                self.done[key] = work()
            finally:
                self.busy.discard(key)
        return self.done[key]

    def checked(self, key: Any, claimed: Pair, check: Callable[[], None]) -> Pair:
        """A claimed value after its check."""
        self.once(key, check)
        return claimed

    def own(self, allowed: frozenset[Term], *polys: Poly) -> None:
        """A line speaks of the opened variables of its subject alone: elsewhere their ranges may be empty, and then anything would follow."""
        if not self.table.within(allowed, *polys):
            raise RejectedError("a bound variable stands outside of its binder")

    def value(self, term: Term) -> Pair:
        """The fraction that a term is, wherever it is defined."""
        known = self.values.get(term)
        if known is None:
            claimed = pair_of(self.lines.need("node", term))
            self.own(free(term), *claimed)
            known = self.checked(("node", term), claimed, lambda: value_of_node(self, term, claimed))
            self.values[term] = known
        return known

    def fact(self, reference: Any, about: Poly) -> tuple[str, Poly]:
        """What a sign leans on, as a relation to zero and a polynomial."""
        return facts.fact(self, reference, about)

    def certain(self, poly: Poly) -> bool:
        """Whether a polynomial is not zero."""
        return facts.certain(self, poly)

    def sign_line(self, poly: Any) -> Any:
        """The claimed sign of a polynomial with its reasons; None where there is none, or where a reason is beyond the given conditions."""
        line = self.lines.find("sign", poly)
        far = line is not None and line[1] and any(reference[0] in {"given", "all"} and reference[1] >= len(self.given) for _, reference in line[1][1])
        return None if far else line

    def check_range(self, variable: Term, bounds: tuple[Poly, Poly]) -> None:
        """Where the certificate says a range of an opened variable, it is this one: whoever opens a variable asks."""
        if any(variable in self.lines.by.get(kind, {}) for kind in ("range", "sum")) and self.range_of(variable) != bounds:
            raise RejectedError("a variable is opened with another range")

    def range_of(self, variable: Term) -> tuple[Poly, Poly]:
        """The range of an opened variable: of the one binder that it was opened for."""
        if not variable.name.startswith("@"):
            raise RejectedError("a range of something that is no opened variable")
        plain, summed = self.lines.find("range", variable), self.lines.find("sum", variable)
        if plain is not None and summed is not None and plain != summed[0]:
            raise RejectedError("a variable has two ranges")
        low, high = plain if plain is not None else self.lines.need("sum", variable)[0]
        return thaw(low), thaw(high)

    def number_of(self, variable: Term) -> int:
        """The kernel of a variable."""
        found = self.table.known.get(("var", variable))
        if found is None:
            raise RejectedError("a variable has no kernel")
        return found

    def settle(self, poly: Poly) -> Poly:
        """A polynomial after the power rules of its kernels."""
        return fractions.settle(self, poly)

    def vanishes(self, poly: Poly) -> bool:
        """Whether a polynomial is zero after the power rules."""
        return not poly or not fractions.settle(self, poly)

    def listed(self, kind: str, argument: Pair, *rest: Any) -> Pair:
        """The value that the certificate lists for the exp, log, sgn or root of a fraction."""
        if not argument[0] and (kind == "sgn" or (kind == "root" and rest[0] > 0)):
            return {}, ONE
        found, (plain, factors) = self.lines.about(self, kind, argument, *rest)
        value, atoms = pair_of(plain), [(thaw(f), e) for f, e in factors]
        self.own(self.table.free_of_pair(argument), *value, *(f for f, _ in atoms))
        return self.checked((kind, freeze(found[0]), freeze(found[1]), *rest), value, lambda: elementary.CHECKS[kind](self, found, value, atoms, *rest))

    def sum_of(self, variable: Term, bounds: tuple[Poly, Poly], body: Pair) -> Pair:
        """The sum of a body over an opened variable."""
        _, claimed, pieces, total = self.lines.need("sum", variable)
        self.check_range(variable, bounds)
        inside, value = pair_of(claimed), pair_of(total)
        self.own(self.table.free_of_pair(body) | self.table.free_of_pair(bounds), *inside, *value)
        same(self, inside, body)
        return self.checked(("sum", variable), value, lambda: check_sum(self, variable, bounds, inside, pieces, value))

    def rebuilt(self, variables: tuple[Term, ...], ranges: tuple[tuple[Poly, Poly], ...], body: Pair) -> Pair:
        """A multiple sum, opened and summed again."""
        found, names = self.lines.about(self, "rebuilt", body, variables, tuple((freeze(low), freeze(high)) for low, high in ranges))
        value = opened(self, variables, found, names)
        for name, bounds in zip(reversed(names), reversed(ranges), strict=True):
            value = self.sum_of(name, bounds, value)
        return value

    def equal(self, left: Term, right: Term) -> None:
        """Both terms have the same value wherever both are defined."""
        first, second = self.value(left), self.value(right)
        gap = fractions.gap(first, second)
        if not self.vanishes(gap) and sign_of(self, gap) != "0":
            raise RejectedError("the two sides differ")

    def sign(self, term: Term) -> str:
        """The sign of a term's value."""
        num, den = self.value(term)
        return {"+": sign_of(self, num), "-": FLIP[sign_of(self, num)]}.get(sign_of(self, den), "?")
