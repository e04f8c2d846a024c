"""The kernels of a certificate as terms with names: ``E`` for an exponential, ``S`` for a sum, so that its polynomials can be read."""

from __future__ import annotations

from typing import Any

from derive.model.term import Term
from derive.terms.binding import free, substitute, walk
from derive.terms.build import add, at, call, delta, div, exp, log, mul, num, power, summation, sym

LETTERS = {"exp": "E", "log": "L", "root": "R", "sgn": "s", "delta": "delta", "fn": "F", "sum": "S", "power": "P"}
INDICES = ("i", "j", "k", "l", "p", "q", "r", "t")


class KernelNames:
    """A name for each kernel that is met, and its meaning in the names before it."""

    def __init__(self, certificate: dict[str, Any]) -> None:
        self.kernels = certificate["kernels"]
        nodes = [part for line in certificate["lines"] for part in line if isinstance(part, Term)]
        self.taken = {v.name for node in nodes for part in walk(node) for v in (free(part) if part.op != "sym" else {part}) if v.name[0] not in "@%"}
        self.opened: dict[Term, Term] = {}
        self.names: dict[int, Term] = {}
        for line in certificate["lines"]:
            if line[0] == "opened":
                self.opened[line[2]] = self._index(line[1].args[0].name)

    def _new(self, name: str) -> str:
        chosen, number = name, 1
        while chosen in self.taken:
            number += 1
            chosen = f"{name}_{number}"
        self.taken.add(chosen)
        return chosen

    def _index(self, name: str) -> Term:
        used = {variable.name for variable in self.opened.values()}
        return sym(name if name not in used else self._new(next((i for i in INDICES if i not in self.taken | used), "i")), "int")

    def name(self, variable: Term) -> Term:
        """A variable under the name it is shown with."""
        if variable.name[0] not in "@%":
            return variable
        if variable not in self.opened:
            self.opened[variable] = sym(self._new(next((i for i in INDICES if i not in self.taken), "i")), "int")
        return self.opened[variable]

    def kernel(self, number: int) -> Term:
        """A kernel by its name; variables and entries are written out."""
        kind, *data = self.kernels[number]
        if kind == "var":
            return self.name(data[0])
        if kind == "at":
            return at(data[0], *(self.term(part) for part in data[1:]))
        if kind == "delta":
            return self.meaning(number)
        if number not in self.names:
            self.meaning(number)
            self.names[number] = sym(self._new(LETTERS[kind]))
        return self.names[number]

    def term(self, poly: Any) -> Term:
        """A polynomial as a term."""
        parts = []
        for monomial, c in poly:
            factors = [self.kernel(g) if e == 1 else power(self.kernel(g), e) for g, e in monomial]
            parts.append(mul(*([num(c)] if c != 1 or not factors else []), *factors))
        return add(*parts) if parts else num(0)

    def fraction(self, pair: Any) -> Term:
        """A fraction as a term."""
        top = self.term(pair[0])
        return top if pair[1] == (((), 1),) else div(top, self.term(pair[1]))

    def meaning(self, number: int) -> Term:
        """What a kernel stands for."""
        kind, *data = self.kernels[number]
        match kind:
            case "exp":
                return exp(self.fraction(data))
            case "log":
                return log(call("abs", self.term(data[0])))
            case "root":
                return power(call("abs", self.term(data[0])), div(num(1), num(data[1])))
            case "sgn":
                return call("sign", self.term(data[0]))
            case "delta":
                return self._delta(data[0])
            case "fn":
                return call(data[0], *(self.fraction(part) for part in data[1:]))
            case "power":
                return power(self.term(data[0]), self.term(data[1]))
        variables, ranges, top, bottom = data
        body = self.fraction((top, bottom))
        for variable, (low, high) in reversed(list(zip(variables, ranges, strict=True))):
            body = summation(self.name(variable), self.term(low), self.term(high), body)
        return body

    def _delta(self, poly: Any) -> Term:
        """Kronecker's delta of the positive and the negative part of a difference."""
        above = tuple((m, c) for m, c in poly if c > 0)
        below = tuple((m, -c) for m, c in poly if c < 0)
        return delta(self.term(above), self.term(below))

    def put(self) -> list[tuple[str, Term]]:
        """The names that were used, with their meanings, each after those that it uses."""
        return [(name.name, self.meaning(number)) for number, name in sorted(self.names.items())]


def plain_names(term: Term, opened: dict[Term, Term]) -> Term:
    """A term with its opened variables under the names they are shown with."""
    return substitute(term, opened) if opened else term
