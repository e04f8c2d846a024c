"""Obligations and certificates as plain data that JSON can carry, and back.

Every term is written once, in a table, and named by its place there: ``["num", "1/2"]``, ``["sym", "x", "real"]``, ``["add", 0, 1]``. An integer inside a term names an
earlier term. In a certificate a term is ``{"term": 3}`` and a rational number ``{"number": "1/2"}``; tuples are lists. What is read back is bounded before anything is built from it:
numbers in digits, terms in depth, in size when written out, and in derivatives of derivatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.terms.wellformed import well_formed

MAX_DIGITS = 600
MAX_DEPTH = 120
MAX_SIZE = 200_000
MAX_NESTING = 60
MAX_DERIVATIVES = 6


class MalformedError(ValueError):
    """Data that are no proof; one line says what is wrong with them."""


class TermWriter:
    """Terms to places in one table, each term once.

    >>> from derive.terms.build import add, sym
    >>> writer = TermWriter()
    >>> writer.place(add(sym("x"), sym("x")))
    1
    >>> writer.table
    [['sym', 'x', 'real'], ['add', 0, 0]]
    """

    def __init__(self) -> None:
        self.table: list[list[str | int]] = []
        self.places: dict[Term, int] = {}

    def place(self, term: Term) -> int:
        """The place of a term in the table, where it is put if it is new."""
        found = self.places.get(term)
        if found is None:
            row = [term.op, *(self.place(arg) if isinstance(arg, Term) else str(arg) for arg in term.args)]
            found = self.places[term] = len(self.table)
            self.table.append(row)
        return found

    def data(self, value: Any) -> Any:
        """A certificate, or a part of one, as plain data."""
        if isinstance(value, Term):
            return {"term": self.place(value)}
        if isinstance(value, Fraction):
            return {"number": str(value)}
        if isinstance(value, dict):
            return {key: self.data(part) for key, part in value.items()}
        if isinstance(value, (tuple, list)):
            return [self.data(part) for part in value]
        return value

    def obligation(self, goal: Obligation) -> dict[str, Any]:
        """An obligation as plain data."""
        conventions = [[self.place(part) for part in (c.function, c.variable, c.point, c.value)] for c in goal.conventions]
        given = [self.place(condition) for condition in goal.given]
        return {"left": self.place(goal.left), "relation": goal.relation, "right": self.place(goal.right), "given": given, "conventions": conventions}


class TermReader:
    """The table of terms read back; a MalformedError for what is none."""

    def __init__(self, table: Any) -> None:
        self.terms: list[Term] = []
        self.depths: list[int] = []
        self.sizes: list[int] = []
        self.orders: list[int] = []
        for row in _list(table, "the table of terms"):
            self._read(row)

    def _read(self, row: Any) -> None:
        number = len(self.terms)
        if not isinstance(row, list) or not row or not isinstance(row[0], str):
            raise MalformedError(f"term {number} is none: {_shown(row)}")
        op, *parts = row
        if not all(type(part) is int or isinstance(part, str) for part in parts):
            raise MalformedError(f"term {number} has a part that is neither a name nor a place: {_shown(row)}")
        inner = [part for part in parts if type(part) is int]
        if not all(0 <= part < number for part in inner):
            raise MalformedError(f"term {number} uses a term that does not come before it")
        depth, size = 1 + max((self.depths[p] for p in inner), default=0), 1 + sum(self.sizes[p] for p in inner)
        order = max((self.orders[p] for p in inner), default=0) + (op == "D")
        if depth > MAX_DEPTH or size > MAX_SIZE or order > MAX_DERIVATIVES:
            raise MalformedError(f"term {number} is too large")
        args = tuple(self.terms[part] if type(part) is int else part for part in parts)
        if not well_formed(op, args):
            raise MalformedError(f"term {number} is malformed: {_shown(row)}")
        self.terms.append(Term("num", (rational(args[0]),)) if op == "num" else Term(op, args))
        self.depths.append(depth)
        self.sizes.append(size)
        self.orders.append(order)

    def at(self, place: Any) -> Term:
        """The term at a place."""
        if type(place) is not int or not 0 <= place < len(self.terms):
            raise MalformedError(f"no term at {_shown(place)}")
        return self.terms[place]

    def value(self, data: Any, nesting: int = 0) -> Any:
        """A certificate, or a part of one, from plain data."""
        if nesting > MAX_NESTING:
            raise MalformedError("a certificate is nested too deeply")
        if isinstance(data, dict):
            if data.keys() == {"term"}:
                return self.at(data["term"])
            if data.keys() == {"number"}:
                return rational(data["number"])
            return {key: self.value(part, nesting + 1) for key, part in data.items()}
        if isinstance(data, list):
            return tuple(self.value(part, nesting + 1) for part in data)
        if type(data) is int and abs(data) >= 10**MAX_DIGITS:
            raise MalformedError("a number has too many digits")
        if data is not None and type(data) is not int and not isinstance(data, str):
            raise MalformedError(f"a certificate holds no {_shown(data)}")
        return data

    def obligation(self, data: Any) -> Obligation:
        """An obligation from plain data."""
        if not isinstance(data, dict) or data.keys() != {"left", "relation", "right", "given", "conventions"} or not isinstance(data["relation"], str):
            raise MalformedError(f"an obligation is malformed: {_shown(data)}")
        given = tuple(self.at(place) for place in _list(data["given"], "what is given"))
        conventions = []
        for row in _list(data["conventions"], "the conventions"):
            if len(_list(row, "a convention")) != 4:
                raise MalformedError("a convention has four terms")
            conventions.append(Convention(*(self.at(place) for place in row)))
        return Obligation(self.at(data["left"]), data["relation"], self.at(data["right"]), given, tuple(conventions))


def rational(text: Any) -> Fraction:
    """A rational number from its text, "-1/2"; a MalformedError for other things."""
    if isinstance(text, str) and len(text) <= 2 * MAX_DIGITS and text.isascii():
        top, _, bottom = text.partition("/")
        if top.removeprefix("-").isdigit() and (bottom.isdigit() and int(bottom) if "/" in text else True):
            return Fraction(int(top), int(bottom or 1))
    raise MalformedError(f"no rational number: {_shown(text)}")


def _list(data: Any, what: str) -> Sequence[Any]:
    if not isinstance(data, list):
        raise MalformedError(f"{what} must be a list, not {_shown(data)}")
    return data


def _shown(data: Any) -> str:
    text = f"[{', '.join(_brief(part) for part in data[:4])}]" if isinstance(data, list) else _brief(data)
    return text if len(text) <= 60 else text[:57] + "..."


def _brief(part: Any) -> str:
    short = isinstance(part, str) or (type(part) is int and abs(part) < 10**12)
    return repr(part) if short else type(part).__name__
