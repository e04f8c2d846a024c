"""Limits of elementary functions: each is replaced by its value where the rules for sums, products, powers and continuous functions give one, as they do in the extended real numbers.

Nothing is decided where they do not: the difference of two infinite terms, zero times an infinite one, a factor whose sign is not known, 0/0.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild
from derive.terms.build import ONE, PI, ZERO, add, call, cases, div, mul, neg, num, power

PLUS, MINUS = "+oo", "-oo"
LIMITS: Final = frozenset({"lim", "lim_oo", "lim_-oo"})
CONTINUOUS: Final = frozenset({"exp", "log", "sin", "cos", "sinh", "cosh", "tanh", "asinh", "atan", "erf", "abs", "max", "min"})
"""Known functions that are continuous wherever they have a value."""
FAR: Final[dict[tuple[str, str], Term | str]] = {
    ("exp", PLUS): PLUS, ("exp", MINUS): ZERO, ("log", PLUS): PLUS, ("tanh", PLUS): ONE, ("tanh", MINUS): neg(ONE), ("erf", PLUS): ONE, ("erf", MINUS): neg(ONE),
    ("abs", PLUS): PLUS, ("abs", MINUS): PLUS, ("atan", PLUS): div(PI, num(2)), ("atan", MINUS): neg(div(PI, num(2))), ("asinh", PLUS): PLUS, ("asinh", MINUS): MINUS,
}  # fmt: skip
Value = Term | str


class NoLimitError(Exception):
    """A limit that the rules do not give."""


def taken(term: Term, given: Collection[Term]) -> Term:
    """The term with each limit that the rules give in place, under what is given."""
    bound = bound_of(term)
    if not any(isinstance(part, Term) for part in term.args):
        return term
    term = rebuild(term, lambda part: part if part in bound else taken(part, given))
    if term.op != "call" or term.args[0] not in LIMITS:
        return term
    name, variable, *point, body = term.args
    try:
        value = _Limit(variable, point[0] if point else PLUS if name == "lim_oo" else MINUS, frozenset(given)).of(body)
    except NoLimitError:
        return term
    return value if isinstance(value, Term) else term


class _Limit:
    def __init__(self, variable: Term, point: Value, given: frozenset[Term]) -> None:
        self.variable, self.point, self.given = variable, point, given

    def of(self, term: Term) -> Value:
        """The limit of a term, finite or infinite."""
        if term == self.variable:
            return self.point
        if self.variable not in free(term):
            return term
        match term.op:
            case "add":
                return self._sum([self.of(part) for part in term.args])
            case "mul":
                return ZERO if ZERO in term.args and all(self.of(part) for part in term.args) else self._product([self.of(part) for part in term.args])
            case "pow" if term.args[1].op == "num":
                return self._power(self.of(term.args[0]), term.args[1])
            case "call" if term.args[0] in CONTINUOUS:
                values = [self.of(part) for part in term.args[1:]]
                finite = [value for value in values if isinstance(value, Term)]
                return call(term.args[0], *finite) if len(finite) == len(values) else self._far(term.args[0], values)
            case "sum" if not any(self.variable in free(part) for part in term.args[1:3]):
                return Term("sum", (*term.args[:3], self._finite(term.args[3])))
            case "cases" if not any(self.variable in free(condition) for condition in term.args[::2]):
                return cases(*((c, self._finite(value)) for c, value in zip(term.args[::2], term.args[1::2], strict=True)))
        raise NoLimitError

    def _finite(self, term: Term) -> Term:
        value = self.of(term)
        if isinstance(value, str):
            raise NoLimitError
        return value

    def _far(self, name: str, values: list[Value]) -> Value:
        if len(values) != 1 or (name, str(values[0])) not in FAR:
            raise NoLimitError
        return FAR[name, str(values[0])]

    def _sum(self, values: list[Value]) -> Value:
        far = {value for value in values if isinstance(value, str)}
        if len(far) > 1:
            raise NoLimitError
        finite = [value for value in values if isinstance(value, Term) and value != ZERO]
        return far.pop() if far else add(*finite) if finite else ZERO

    def _product(self, values: list[Value]) -> Value:
        if not any(isinstance(value, str) for value in values):
            return mul(*(value for value in values if isinstance(value, Term)))
        sign = 1
        for value in values:
            sign *= self.sign(value)
        return PLUS if sign > 0 else MINUS

    def _power(self, base: Value, exponent: Term) -> Value:
        number = exponent.value
        if base == ZERO and number < 0:
            raise NoLimitError
        if isinstance(base, Term):
            if number.denominator != 1 and self.sign(base) < 0:
                raise NoLimitError
            return power(base, exponent)
        if number <= 0:
            return ZERO if number else ONE
        if base == MINUS and number.denominator != 1:
            raise NoLimitError
        return PLUS if base == PLUS or number.numerator % 2 == 0 else MINUS

    def sign(self, value: Value) -> int:
        """1 or -1; a NoLimitError where the sign is not plain to see."""
        if isinstance(value, str):
            return 1 if value == PLUS else -1
        if value.op == "num" and value.value:
            return 1 if value.value > 0 else -1
        if value.op == "const" or (value.op == "call" and value.args[0] == "exp"):
            return 1
        for condition in self.given:
            if condition.op == "rel" and condition.args[0] in {"<", ">", "<=", ">="} and value in condition.args[1:] and (found := _said(value, condition)):
                return found
        if value.op == "mul":
            sign = 1
            for part in value.args:
                sign *= self.sign(part)
            return sign
        if value.op == "add" and len(signs := {self.sign(part) for part in value.args}) == 1:
            return signs.pop()
        if value.op == "pow" and value.args[1].op == "num":
            sign = self.sign(value.args[0])
            return sign if value.args[1].value.numerator % 2 or sign > 0 else 1
        raise NoLimitError


def _said(value: Term, condition: Term) -> int:
    """The sign that a comparison with a number gives; 0 where it gives none."""
    sign, left, right = condition.args
    if right == value:
        left, right, sign = right, left, {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[sign]
    if right.op != "num":
        return 0
    bound = right.value
    if (sign == ">" and bound >= 0) or (sign == ">=" and bound > 0):
        return 1
    return -1 if (sign == "<" and bound <= 0) or (sign == "<=" and bound < 0) else 0
