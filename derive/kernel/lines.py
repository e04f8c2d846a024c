"""The lines of a table certificate, by what they are about."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.kernel.fractions import agrees
from derive.kernel.polynomial import Pair, Poly, RejectedError, freeze, thaw
from derive.model.term import Term


def pair_of(frozen: Any) -> Pair:
    """A fraction from its plain data; a zero denominator is rejected."""
    num, den = thaw(frozen[0]), thaw(frozen[1])
    if not den:
        raise RejectedError("a zero denominator")
    return num, den


class Lines:
    """Lines by kind and subject. A line is believed by nobody until it is checked; signs that lean on a fact beyond the given ones are left out."""

    def __init__(self, lines: list[tuple[Any, ...]], facts: int) -> None:
        self.by: dict[str, dict[Any, Any]] = {}
        self.signs: dict[Any, tuple[str, Any]] = {}
        self.used: set[int] = set()
        """The numbers of the lines that were looked at: a proof needs no others."""
        self.numbers: dict[tuple[str, Any], int] = {}
        for number, (kind, *rest) in enumerate(lines):
            self.number = number
            match kind:
                case "sign":
                    poly, sign, reasons = rest
                    if not reasons or all(reference[0] not in {"given", "all"} or reference[1] < facts for _, reference in reasons[1]):
                        self.signs[poly] = (sign, reasons)
                        self.numbers["sign", poly] = number
                case "exp" | "log":
                    self._keep(kind, rest[0], rest[1])
                case "sgn":
                    self._keep(kind, rest[0], (rest[1], rest[2]))
                case "root":
                    self._keep(kind, (rest[0], rest[1]), (rest[3], rest[2]))
                case "image":
                    self._keep(kind, (rest[0], rest[1]), rest[2])
                case "sum":
                    self._keep(kind, rest[0], tuple(rest[1:]))
                    self._keep("range", rest[0], rest[1])
                case "range" | "opened" | "node":
                    self._keep(kind, rest[0], rest[1])
                case "rebuilt":
                    self._keep(kind, (rest[0], rest[2], rest[3]), rest[1])
                case "angle":
                    self._keep(kind, rest[0], tuple(rest[1:]))
                case "power":
                    self._keep(kind, (rest[0], rest[1]), (rest[3], rest[2]))

    def _keep(self, kind: str, key: Any, value: Any) -> None:
        known = self.by.setdefault(kind, {})
        if kind == "range" and known.get(key, value) != value:
            raise RejectedError("a variable has two ranges")
        if key not in known:
            known[key] = value
            self.numbers[kind, key] = self.number

    def sign(self, poly: Any) -> tuple[str, Any] | None:
        """The claimed sign of a polynomial, with its reasons."""
        found = self.signs.get(poly)
        if found is not None:
            self.used.add(self.numbers["sign", poly])
        return found

    def all_of(self, kind: str) -> list[tuple[Any, Any]]:
        """The lines of a kind, subject and content; each counts as looked at."""
        found = list(self.by.get(kind, {}).items())
        self.used |= {self.numbers[kind, key] for key, _ in found}
        return found

    def need(self, kind: str, key: Any) -> Any:
        """The line of a kind about a subject; rejected where there is none."""
        try:
            found = self.by[kind][key]
        except KeyError:
            raise RejectedError(f"no {kind} line for this") from None
        self.used.add(self.numbers[kind, key])
        return found

    def fraction(self, book: Any, kind: str, argument: Pair, exponent: Fraction | None = None) -> tuple[Any, ...]:
        """The line about a fraction, in whatever form the certificate wrote it: argument, value, and factors for signs and roots."""
        known = self.by.get(kind, {})
        exact: Any = (freeze(argument[0]), freeze(argument[1]))
        exact = exact if exponent is None else (exact, exponent)
        candidates = [exact] if exact in known else list(known)
        for key in candidates:
            plain = key if exponent is None else key[0]
            if exponent is not None and key[1] != exponent:
                continue
            found = pair_of(plain)
            if agrees(book, found, argument):
                value = known[key]
                self.used.add(self.numbers[kind, key])
                if kind in {"exp", "log"}:
                    return found, pair_of(value)
                return found, pair_of(value[0]), [(thaw(f), e) for f, e in value[1]]
        raise RejectedError(f"no {kind} line for this")

    def sum(self, variable: Term) -> tuple[tuple[Poly, Poly], Pair, list[Any], Pair]:
        """The line of the sum that an opened variable belongs to."""
        (low, high), body, pieces, total = self.need("sum", variable)
        thawed = [(pair_of(c), thaw(m), thaw(b), _how(how), pair_of(value)) for c, m, b, how, value in pieces]
        return (thaw(low), thaw(high)), pair_of(body), thawed, pair_of(total)

    def rebuilding(self, book: Any, variables: tuple[Term, ...], ranges: tuple[tuple[Poly, Poly], ...], body: Pair) -> tuple[Pair, tuple[Term, ...]]:
        """The line about a multiple sum that was opened and summed again."""
        frozen = tuple((freeze(low), freeze(high)) for low, high in ranges)
        for (names, bounds, plain), opened in self.all_of("rebuilt"):
            if names == variables and bounds == frozen:
                found = pair_of(plain)
                if agrees(book, found, body):
                    return found, opened
        raise RejectedError("no line for this multiple sum")


def _how(how: Any) -> Any:
    if how[0] == "delta":
        return ("delta", how[1], thaw(how[2]))
    if how[0] == "kernels":
        return ("kernels", how[1], [(names, number, pair_of(part)) for names, number, part in how[2]])
    return how
