"""Replay of a table certificate: the value of every sub-term that the conclusion needs, each line checked once against the lines below it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.kernel import elementary, fractions, functions, lemmas
from derive.kernel.binders import Mapping, check_image, check_sum, replaced, replaced_pair
from derive.kernel.fractions import same, times_pairs
from derive.kernel.lines import Lines, pair_of
from derive.kernel.nodes import value_of_node
from derive.kernel.polynomial import ONE, Frozen, Pair, Poly, RejectedError, freeze, gen, plus, thaw, times
from derive.kernel.signs import sign_of
from derive.kernel.table import Table
from derive.model.term import Term
from derive.terms.binding import free, substitute
from derive.terms.domain import difference

Key = tuple[Frozen, Frozen]


def key_of(pair: Pair) -> Key:
    """A fraction as a key."""
    return freeze(pair[0]), freeze(pair[1])


class Replay:
    """One table certificate under given conditions. Nothing is believed before it is checked; what is checked is remembered."""

    def __init__(self, given: tuple[Term, ...], certificate: dict[str, Any]) -> None:
        self.given = given
        self.table = Table(tuple(certificate["kernels"]))
        self.lines = Lines(certificate["lines"], len(given))
        self.sign_lines = self.lines.signs
        self.checked_signs: dict[Any, str] = {}
        self.values: dict[Term, Pair] = {}
        self.done: dict[Any, Pair] = {}
        self.busy: set[Any] = set()
        self.ranges: dict[Term, tuple[Poly, Poly]] = {}

    def checked(self, key: Any, claimed: Pair, check: Callable[[], None]) -> Pair:
        """A claimed value, checked the first time it is asked for; a line that needs itself is rejected."""
        if key in self.done:
            return self.done[key]
        if key in self.busy:
            raise RejectedError("a line leans on itself")
        self.busy.add(key)
        check()
        self.busy.discard(key)
        self.done[key] = claimed
        return claimed

    def value(self, term: Term) -> Pair:
        """The fraction that a term is, wherever it is defined."""
        known = self.values.get(term)
        if known is None:
            claimed = pair_of(self.lines.need("node", term))
            known = self.checked(("node", term), claimed, lambda: value_of_node(self, term, claimed))
            self.values[term] = known
        return known

    def fact(self, reference: Any, about: Poly) -> tuple[str, Poly]:
        """A given condition, or the range of an opened variable, as a relation to zero."""
        kind, what, *more = reference
        if kind in {"low", "high"}:
            bounds = self.range_of(what)
            self.inside(frozenset({what}), about)
            own = gen(self.number_of(what))
            return "0+", plus(own, bounds[0], -1) if kind == "low" else plus(bounds[1], own, -1)
        if kind == "sign":
            return sign_of(self, thaw(what)), thaw(what)
        if kind in lemmas.LEMMAS:
            return lemmas.LEMMAS[kind](self, reference, about)
        condition = self.given[what]
        if kind == "all":
            self.inside(self.table.free_of(thaw(more[0])), about)
            return self._instance(condition, thaw(more[0]))
        return self._relation(condition)

    def inside(self, variables: frozenset[Term], about: Poly) -> None:
        """An opened variable says nothing outside of its binder: its range may be empty."""
        if any(variable.name.startswith("@") for variable in variables - self.table.free_of(about)):
            raise RejectedError("the range of a bound variable is used outside of its binder")

    def _relation(self, condition: Term) -> tuple[str, Poly]:
        if condition.op != "rel":
            raise RejectedError("a given condition is not a relation")
        num, den = self.value(difference(condition))
        if sign_of(self, den) != "+":
            raise RejectedError("a given condition has a denominator of unknown sign")
        sign = condition.args[0]
        relation = {"=": "0", "!=": "!", "<": "+", ">": "+", "<=": "0+", ">=": "0+"}[sign]
        poly = {m: -c for m, c in num.items()} if sign in {"<", "<="} else num
        if sign in {"<", ">"} and den == ONE and elementary.only_integers(self, num, entries=False):
            return "0+", plus(poly, ONE, -1)
        return relation, poly

    def _instance(self, condition: Term, index: Poly) -> tuple[str, Poly]:
        """A condition for all indices, at one index in range."""
        variable, low, high, body = condition.args
        new = self.lines.need("opened", condition)
        if new in free(condition) or not new.name.startswith("@") or not self.only_integers(index):
            raise RejectedError("a condition for all indices is opened with a name that is taken")
        ends: list[Poly] = []
        for bound, factor in ((self.value(low), 1), (self.value(high), -1)):
            gap = plus(times(index, bound[1]), bound[0], -1)
            if bound[1] != ONE or sign_of(self, {m: c * factor for m, c in gap.items()}) not in {"+", "0+", "0"}:
                raise RejectedError("a condition for all indices is used out of its range")
            ends.append(bound[0])
        self.check_range(new, (ends[0], ends[1]))
        relation, poly = self._relation(substitute(body, {variable: new}))
        instance, below = replaced(self, poly, ((new, index),))
        if below != ONE:
            raise RejectedError("a condition with a denominator")
        return relation, instance

    def check_range(self, variable: Term, bounds: tuple[Poly, Poly]) -> None:
        """Where the certificate says a range of an opened variable, it is this one: whoever opens a variable asks."""
        if variable in self.lines.by.get("range", {}) and self.range_of(variable) != bounds:
            raise RejectedError("a variable is opened with another range")

    def range_of(self, variable: Term) -> tuple[Poly, Poly]:
        """The range of an opened variable: of the one binder that it was opened for."""
        if not variable.name.startswith("@"):
            raise RejectedError("a range of something that is no opened variable")
        low, high = self.lines.need("range", variable)
        return thaw(low), thaw(high)

    def number_of(self, variable: Term) -> int:
        """The kernel of a variable."""
        found = self.table.known.get(("var", variable))
        if found is None:
            raise RejectedError("a variable has no kernel")
        return found

    def only_integers(self, poly: Poly) -> bool:
        """Whether a polynomial takes integer values."""
        return elementary.only_integers(self, poly)

    def settle(self, poly: Poly) -> Poly:
        """A polynomial after the power rules of its kernels."""
        return fractions.settle(self, poly)

    def vanishes(self, poly: Poly) -> bool:
        """Whether a polynomial is zero after the power rules."""
        return not poly or not fractions.settle(self, poly)

    def ratio(self, left: Pair, right: Pair) -> Fraction:
        """The number by which two fractions differ."""
        number = fractions.rational(times(left[0], right[1]), times(right[0], left[1]))
        if not number:
            raise RejectedError("a part is zero")
        return number

    def exp_of(self, argument: Pair) -> Pair:
        """The value of an exponential that the certificate lists."""
        found, value = self.lines.fraction(self, "exp", argument)
        return self.checked(("exp", key_of(found)), value, lambda: elementary.check_exp(self, found, value))

    def log_of(self, argument: Pair) -> Pair:
        """The value of a logarithm that the certificate lists."""
        found, value = self.lines.fraction(self, "log", argument)
        return self.checked(("log", key_of(found)), value, lambda: elementary.check_log(self, found, value))

    def sgn_of(self, argument: Pair) -> Pair:
        """The sign of a fraction."""
        if not argument[0]:
            return {}, ONE
        found, value, atoms = self.lines.fraction(self, "sgn", argument)
        return self.checked(("sgn", key_of(found)), value, lambda: elementary.check_sgn(self, found, atoms, value))

    def root_of(self, base: Pair, exponent: Fraction) -> Pair:
        """A rational power that the certificate lists."""
        if not base[0] and exponent > 0:
            return {}, ONE
        found, value, atoms = self.lines.fraction(self, "root", base, exponent)
        return self.checked(("root", key_of(found), exponent), value, lambda: elementary.check_root(self, found, exponent, atoms, value))

    def fn_of(self, name: str, args: tuple[Pair, ...]) -> Pair:
        """A function that stays a function."""
        return functions.value_of(self, name, args)

    def power_of(self, base: Pair, exponent: Pair) -> Pair:
        """A power with a symbolic integer exponent."""
        return functions.power_of(self, base, exponent)

    def image_of(self, g: int, mapping: Mapping) -> Pair:
        """What a kernel becomes under a substitution."""
        key = (g, tuple((variable, freeze(value)) for variable, value in mapping))
        claimed = pair_of(self.lines.need("image", key))
        return self.checked(("image", key), claimed, lambda: check_image(self, g, mapping, claimed))

    def sum_of(self, variable: Term, bounds: tuple[Poly, Poly], body: Pair) -> Pair:
        """The sum of a body over an opened variable."""
        claimed_bounds, claimed_body, pieces, total = self.lines.sum(variable)
        if claimed_bounds != bounds:
            raise RejectedError("a sum has other bounds")
        same(self, claimed_body, body)
        return self.checked(("sum", variable), total, lambda: check_sum(self, variable, bounds, claimed_body, pieces, total))

    def rebuilt(self, variables: tuple[Term, ...], ranges: tuple[tuple[Poly, Poly], ...], body: Pair) -> Pair:
        """A multiple sum, opened and summed again."""
        found, names = self.lines.rebuilding(self, variables, ranges, body)
        if any(name in self.table.free_of_pair(found) for name in names):
            raise RejectedError("a sum is opened with a name that is taken")
        renaming = tuple((old, gen(self.number_of(new))) for old, new in zip(variables, names, strict=True))
        value = replaced_pair(self, found, renaming)
        for name, bounds in zip(reversed(names), reversed(ranges), strict=True):
            value = self.sum_of(name, bounds, value)
        return value

    def equal(self, left: Term, right: Term) -> None:
        """Both terms have the same value wherever both are defined."""
        first, second = self.value(left), self.value(right)
        gap = plus(times(first[0], second[1]), times(second[0], first[1]), -1)
        if not self.vanishes(gap) and sign_of(self, gap) != "0":
            raise RejectedError("the two sides differ")

    def sign(self, term: Term) -> str:
        """The sign of a term's value."""
        num, den = times_pairs(self.value(term), (ONE, ONE))
        below = sign_of(self, den)
        top = sign_of(self, num)
        return "?" if below not in {"+", "-"} else top if below == "+" else {"+": "-", "-": "+", "0+": "0-", "0-": "0+"}.get(top, top)
