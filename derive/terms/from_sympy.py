"""SymPy expressions to terms, as they stand: nothing is evaluated, and what SymPy assumes of a symbol becomes a given condition.

One name is one variable: two symbols of one name bring both their assumptions. What stands as an index, a size or a bound of a sum is an integer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import sympy as sp

from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.build import MINUS_ONE, ONE, TRUE, ZERO, forall, rel, sym
from derive.terms.sympy_matrices import MATRICES
from derive.terms.sympy_scalars import SCALARS, Rule, UnsupportedError, is_opaque

__all__ = ["UnsupportedError", "from_sympy", "obligation"]

NO_TERM = ("even", "odd", "prime", "composite", "noninteger", "irrational", "transcendental", "imaginary", "infinite")
"""Assumptions that no condition expresses; to drop one would make refutations wrong."""
SIGNS_ASSUMED = ("positive", "negative", "nonnegative", "nonpositive", "nonzero")
RULES = {**SCALARS, **MATRICES}
Made = TypeVar("Made")
_known: dict[type, Rule] = {}


def _rule(kind: type) -> Rule:
    if is_opaque(kind):
        return RULES["AppliedUndef"]
    for base in kind.__mro__:
        if base.__name__ in RULES:
            _known[kind] = RULES[base.__name__]
            return _known[kind]
    raise UnsupportedError(f"no term for {kind.__name__}")


def _sympified(e: Any) -> Any:
    if isinstance(e, sp.MatrixBase):
        return e.as_immutable()
    try:
        return sp.sympify(e, strict=True)
    except sp.SympifyError:
        raise UnsupportedError(f"no term for {type(e).__name__}") from None


class Reader:
    """One conversion: collects the conditions that the symbols carry, and the names that turn out to be integers."""

    def __init__(self, integers: frozenset[str]) -> None:
        self.given: dict[Term, None] = {}
        self.integers = integers
        self.discovered: set[str] = set()
        self.scope: list[tuple[Any, Term, Term, Term]] = []
        self.memo: dict[Any, Term] = {}

    def term(self, e: Any) -> Term:
        """The term of an expression."""
        found = self.memo.get(e)
        if found is None:
            found = self.memo[e] = (_known.get(type(e)) or _rule(type(e)))(self, e)
        return found

    def read(self, e: Any) -> Term:
        """The term of what a caller gave: an expression, a number, a truth value or a matrix."""
        return self.term(_sympified(e))

    def whole(self, e: Any) -> Term:
        """The term of an index, a size or a bound: its symbols are integers, whatever they were declared as."""
        self._discover(e)
        return self.term(e)

    def _discover(self, e: Any) -> None:
        if e.is_Symbol:
            if not e.is_integer:
                self.discovered.add(e.name)
        elif e.is_Add or e.is_Mul:
            for part in e.args:
                self._discover(part)

    def name(self, e: Any) -> str:
        """The name of a symbol; two dummies of one name are told apart."""
        return f"{e.name}_{e.dummy_index}" if e.is_Dummy else str(e.name)

    def symbol(self, e: Any) -> Term:
        """A variable; its assumptions become conditions, unless it is bound."""
        name = self.name(e)
        for symbol, variable, *_ in reversed(self.scope):
            if symbol == e:
                bound: Term = variable
                return bound
            if variable.name == name:
                raise UnsupportedError(f"two symbols are named {name}, and one of them is bound")
        facts = e.assumptions0
        if not facts["commutative"] or facts.get("extended_real") is False or any(facts.get(fact) for fact in NO_TERM):
            raise UnsupportedError(f"no term for what is assumed of {name}")
        return self._signed(facts, sym(name, "int" if facts.get("integer") or name in self.integers else "real"))

    def assumed(self, e: Any, term: Term) -> None:
        """An entry or a value of an opaque function, whose assumed sign holds for all values of the bound variables."""
        facts = e.assumptions0 or {sign: getattr(e, f"is_{sign}") for sign in SIGNS_ASSUMED}
        self._signed(facts, term)

    def _signed(self, facts: dict[str, bool], term: Term) -> Term:
        whole = bool(term.op == "sym" and term.args[1] == "int")
        if facts.get("positive"):
            condition = rel(">=", term, ONE) if whole else rel(">", term, ZERO)
        elif facts.get("negative"):
            condition = rel("<=", term, MINUS_ONE) if whole else rel("<", term, ZERO)
        elif facts.get("nonnegative"):
            condition = rel(">=", term, ZERO)
        elif facts.get("nonpositive"):
            condition = rel("<=", term, ZERO)
        elif facts.get("nonzero"):
            condition = rel("!=", term, ZERO)
        else:
            return term
        for _, variable, low, high in reversed(self.scope):
            if variable in free(condition):
                if low is high:
                    raise UnsupportedError(f"no term for what is assumed of {term}")
                condition = forall(variable, low, high, condition)
        self.given[condition] = None
        return term

    def binder(self, op: str, e: Any) -> Term:
        """Nested binders, the first limit innermost."""
        memo, depth = self.memo, len(self.scope)
        self.memo = {}
        for limit in reversed(e.limits):
            if len(limit) != 3:
                raise UnsupportedError(f"no term for a {type(e).__name__} without bounds")
            variable, low, high = limit[0], self.whole(limit[1]), self.whole(limit[2])
            self.scope.append((variable, sym(self.name(variable), "int"), low, high))
            self.memo = {}
        body = self.term(e.function)
        while len(self.scope) > depth:
            body = Term(op, (*self.scope.pop()[1:], body))
        self.memo = memo
        return body

    @contextmanager
    def bound(self, variables: Iterable[Any]) -> Iterator[None]:
        """The variables of a substitution bring no conditions."""
        memo, depth = self.memo, len(self.scope)
        self.memo = {}
        self.scope += [(v, sym(self.name(v), "int" if v.is_integer else "real"), ZERO, ZERO) for v in variables]  # one object for both: no range
        yield
        del self.scope[depth:]
        self.memo = memo


def _read(make: Callable[[Reader], Made]) -> Made:
    """Convert, and again where a symbol turned out to be an integer after it was used."""
    integers: frozenset[str] = frozenset()
    while True:
        reader = Reader(integers)
        made = make(reader)
        if reader.discovered <= integers:
            return made
        integers |= reader.discovered


def from_sympy(expression: Any) -> Term:
    """The term of a SymPy expression, relation or matrix expression; an UnsupportedError for a head that has no term.

    >>> from sympy import Mul, Pow, Symbol
    >>> x = Symbol("x")
    >>> from_sympy(Mul(x, Pow(x, -1, evaluate=False), evaluate=False))
    mul(x, pow(x, -1))
    """
    return _read(lambda reader: reader.read(expression))


def obligation(
    left: Any, right: Any, relation: str = "=", given: Iterable[Any] = (), conventions: Iterable[Convention] = ()
) -> Obligation:
    """An obligation over SymPy expressions; assumptions of symbols that occur join what is given."""
    conditions = tuple(given)

    def make(reader: Reader) -> Obligation:
        a, b = reader.read(left), reader.read(right)
        stated = [reader.read(condition) for condition in conditions]
        held = dict.fromkeys(c for c in (*reader.given, *stated) if c != TRUE)
        return Obligation(a, relation, b, tuple(held), tuple(conventions))

    return _read(make)
