"""The chain rule, where a step differentiates both by something and by what it is made of: dL/dh = sum_k dL/do_k do_k/dh.

``o`` stands between ``L`` and ``h`` where ``L`` depends on ``h`` through ``o`` alone. A derivative by ``h`` is then written as the sum over the entries of ``o``, and what stands
between keeps its own letter. What holds for every value of these letters holds for the ones that the definitions give them, so such a form may prove; it never refutes.
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.model.term import Term
from derive.steps.unfold import Definitions, depends, names, unfolded
from derive.terms.binding import bound_of, free, fresh, rebuild, walk
from derive.terms.build import ONE, arr, at, derivative, lam, mul, summation, sym
from derive.terms.shapes import ShapeMismatchError, shape


class NoChainRuleError(Exception):
    """A derivative to which the rule does not apply."""


def by_chain_rule(left: Term, right: Term, definitions: Definitions) -> tuple[tuple[Term, Term], ...]:
    """Forms of ``left = right`` with derivatives by what stands between; the first with the outer derivatives as letters of their own."""
    variables = {_name(node.args[1]): _whole(node.args[1]) for side in (left, right) for node in walk(side) if node.op == "D"}
    rule = _Rule(variables, definitions)
    try:
        sides = rule.apply(left), rule.apply(right)
    except (NoChainRuleError, ShapeMismatchError, ValueError):
        return ()
    abstract = tuple(rule.named(side) for side in sides)
    concrete = tuple(rule.unfolded(side) for side in sides)
    forms = []
    if not any(rule.open(side) for side in abstract):
        forms.append((abstract[0], abstract[1]))
    if not any(rule.open(side) for side in concrete):
        forms.append((concrete[0], concrete[1]))
    forms += [(rule.valued(a), rule.valued(b)) for a, b in forms[:1]]
    return tuple(dict.fromkeys(forms))


class _Rule:
    def __init__(self, variables: Mapping[str, Term], definitions: Definitions) -> None:
        self.variables = variables
        self.definitions = definitions
        self.quantities = {name: meaning for name, meaning in definitions.items() if not meaning[0]}

    def apply(self, term: Term) -> Term:
        """The term with each derivative written by the entries of what stands between."""
        if term.op != "D":
            bound = bound_of(term)
            return rebuild(term, lambda part: part if part in bound else self.apply(part))
        body, by = term.args
        between = self._between(body, _name(by))
        if between is None:
            return Term("D", (self.apply(body) if any(n.op == "D" for n in walk(body)) else body, by))
        if shape(body):
            raise NoChainRuleError
        if by.op == "arr":
            indices = [sym(f"c_{place}", "int") for place in range(len(by.args) - 1)]
            return lam(indices, by.args[1:], self.apply(derivative(body, at(by, *indices))))
        middle = self.variables[between]
        if middle.op == "sym":
            return mul(derivative(body, middle), self.apply(derivative(middle, by)))
        index = fresh(sym("c", "int"), free(term))
        if len(middle.args) != 2:
            raise NoChainRuleError
        own = at(middle, index)
        return summation(index, ONE, middle.args[1], mul(derivative(body, own), self.apply(derivative(own, by))))

    def _between(self, body: Term, by: str) -> str | None:
        """The outermost variable of a derivative through which alone the body depends on another."""
        inside = names(body)
        known = [n for n in inside if n in self.quantities]
        candidates = [v for v in self.variables if v != by and depends(v, by, self.quantities) and v not in inside]
        opaque = len(inside) == 1 and not known
        candidates = [v for v in candidates if opaque or any(depends(n, v, self.quantities) for n in known)]
        outer = [v for v in candidates if not any(other != v and depends(other, v, self.quantities) for other in candidates)]
        if len(outer) != 1:
            if outer:
                raise NoChainRuleError
            return None
        without = {name: meaning for name, meaning in self.quantities.items() if name != outer[0]}
        if any(depends(n, by, without) for n in inside):
            raise NoChainRuleError
        return outer[0]

    def named(self, term: Term) -> Term:
        """The term with derivatives of one quantity by another one as entries of an array of their own."""
        if term.op == "D":
            body, by = term.args
            if body.op == "sym" and body != by and (body.name not in self.quantities or depends(body.name, _name(by), self.quantities)):
                whole = _whole(by)
                letter = f"d{body.name}_d{whole.name}"
                if by.op == "at":
                    return at(arr(letter, *whole.args[1:]), *by.args[1:])
                return sym(letter) if by.op == "sym" else arr(letter, *by.args[1:])
            return self.unfolded(term)
        bound = bound_of(term)
        return rebuild(term, lambda part: part if part in bound else self.named(part))

    def unfolded(self, term: Term) -> Term:
        """The term with each derivative's body in the letters of its variable."""
        if term.op == "D":
            body, by = term.args
            return Term("D", (unfolded(body, self.definitions, frozenset({_name(by)})), by))
        if term.op == "at" and term.args[0].op == "arr" and term.args[0].name not in self.variables and self._shows(term.args[0].name):
            return unfolded(term, self.definitions, frozenset(self.variables))
        if term.op in {"sym", "arr"} and term.name not in self.variables and self._shows(term.name):
            return unfolded(term, self.definitions, frozenset(self.variables))
        if term.op == "call" and term.args[0] in self.definitions:
            return unfolded(term, {n: m for n, m in self.definitions.items() if m[0]}, frozenset())
        bound = bound_of(term)
        return rebuild(term, lambda part: part if part in bound else self.unfolded(part))

    def valued(self, term: Term) -> Term:
        """The term with what stands between by its meaning, where nothing is differentiated by it any more: h in dL/da = dL/dh (1 - h^2) is tanh(a)."""
        left = frozenset(_name(node.args[1]) for node in walk(term) if node.op == "D")
        between = {name: self.definitions[name] for name in self.variables if name in self.quantities and name not in left}
        return unfolded(term, between, frozenset()) if between else term

    def _shows(self, name: str) -> bool:
        return name in self.quantities and any(depends(name, v, self.quantities) for v in self.variables)

    def open(self, term: Term) -> bool:
        """Whether a derivative is left that does not show its variable though it depends on it."""
        for node in walk(term):
            if node.op == "D":
                body, by = node.args
                if (
                    _whole(by) not in free(body)
                    and any(depends(n, _name(by), self.quantities) or n not in self.quantities for n in names(body))
                    and body.op in {"sym", "arr", "at"}
                ):
                    return True
        return False


def _whole(by: Term) -> Term:
    found: Term = by.args[0] if by.op == "at" else by
    return found


def _name(by: Term) -> str:
    return _whole(by).name
