"""Evaluation of scalar terms at a point, by code that shares only the terms with the prover."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, ctx

from derive.kernel import functions_at
from derive.kernel.numbers import (
    ONE,
    ZERO,
    Dual,
    Number,
    UnclearError,
    UndefinedError,
    add,
    base,
    base_sign,
    integer,
    inverse,
    mul,
    neg,
    whole_power,
)
from derive.model.point import Point
from derive.model.term import Term

MAX_TERMS = 4000

class Evaluator:
    """One evaluation: the point, the values of bound variables, and the slopes that are being carried."""

    def __init__(self, point: Point) -> None:
        self.point = point
        self.bound: dict[Any, Number] = {}
        self.directions: dict[int, int] = {}
        self.break_point = False
        self.tags = 0
        self.steps = 0
        self.entries_used: dict[tuple[str, tuple[int, ...]], Fraction] = {}

    def ev(self, term: Term) -> Number:
        """The value of a scalar term."""
        match term.op:
            case "num":
                return term.args[0]
            case "sym":
                return self.bound[term] if term in self.bound else self.point.value(term)
            case "const":
                return arb.pi()
            case "at":
                return self._entry(term)
            case "add":
                total: Number = ZERO
                for part in term.args:
                    total = add(total, self.ev(part))
                return total
            case "mul":
                total = ONE
                for part in [self.ev(part) for part in term.args]:
                    total = mul(total, part)
                return total
            case "pow":
                return functions_at.power(self, self.ev(term.args[0]), self.ev(term.args[1]))
            case "call":
                return functions_at.call(self, term.args[0], [self.ev(part) for part in term.args[1:]])
            case "delta":
                return ONE if self.sign(add(self.ev(term.args[0]), neg(self.ev(term.args[1])))) == 0 else ZERO
            case "cases":
                for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
                    if self.holds(condition):
                        return self.ev(value)
                raise UndefinedError("no case applies")
            case "sum" | "prod":
                return self._loop(term)
            case "D":
                return self._slope(term)
            case "det":
                from derive.kernel import matrices_at

                return matrices_at.determinant(matrices_at.matrix(self, term.args[0]))
        raise UndefinedError(f"no value of {term.op}")

    def _entry(self, term: Term) -> Number:
        array, *indices = term.args
        where = tuple(integer(self.ev(i)) for i in indices)
        if array.op == "inv":
            from derive.kernel import matrices_at

            return matrices_at.inverse(matrices_at.matrix(self, array.args[0]))[where[0] - 1][where[1] - 1]
        if array.op != "arr":
            raise UndefinedError(f"no entries of {array.op}")
        for i, dim in zip(where, array.args[1:], strict=False):
            if not 1 <= i <= integer(self.ev(dim)):
                raise UndefinedError("index out of range")
        key = (array.name, where)
        if key in self.bound:
            return self.bound[key]
        value = self.entries_used[key] = self.point.entry(*key)
        return value

    def _loop(self, term: Term) -> Number:
        variable, low, high, body = term.args
        first, last = integer(self.ev(low)), integer(self.ev(high))
        adding = term.op == "sum"
        total: Number = ZERO if adding else ONE
        outer = self.bound.get(variable)
        for value in range(first, last + 1):
            self.steps += 1
            if self.steps > MAX_TERMS:
                raise UndefinedError("too many terms")
            self.bound[variable] = Fraction(value)
            own = self.ev(body)
            total = add(total, own) if adding else mul(total, own)
        if outer is None:
            self.bound.pop(variable, None)
        else:
            self.bound[variable] = outer
        return total

    def _slope(self, term: Term) -> Number:
        """The derivative by forward differentiation; at a break point both one-sided slopes must exist and agree."""
        body, by = term.args
        key = by if by.op == "sym" else (by.args[0].name, tuple(integer(self.ev(i)) for i in by.args[1:]))
        here = self.ev(by)
        self.tags += 1
        tag = self.tags
        outer, known = self.bound.get(key), key in self.bound
        before, self.break_point = self.break_point, False
        found = []
        for direction in (1, -1):
            self.directions[tag] = direction
            self.bound[key] = Dual(tag, here, ONE)
            found.append(self.ev(body))
            if not self.break_point:
                break
        if known:
            self.bound[key] = outer
        else:
            del self.bound[key]
        values = [(x.value, x.slope) if isinstance(x, Dual) and x.tag == tag else (x, ZERO) for x in found]
        if self.break_point and not (values[0][1] == values[1][1] and values[0][0] == values[1][0] == self.ev(body)):
            raise UndefinedError("not differentiable here")
        self.break_point = before
        return values[0][1]

    def sign(self, x: Number) -> int:
        """The sign of a number; at an exact zero with a slope, the sign on the side that the derivative looks at."""
        own = base_sign(base(x))
        if own or not isinstance(x, Dual):
            return own
        self.break_point = True
        slope = self.sign(x.slope) if isinstance(x.slope, Dual) else base_sign(x.slope)
        if not slope:
            if isinstance(x.value, Dual):
                return self.sign(x.value)
            raise UndefinedError("flat at a break point")
        return slope * self.directions[x.tag]

    def holds(self, condition: Term) -> bool:
        """Whether a condition holds at the point."""
        match condition.op:
            case "rel":
                s = self.sign(add(self.ev(condition.args[1]), neg(self.ev(condition.args[2]))))
                return {"=": s == 0, "!=": s != 0, "<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0}[condition.args[0]]
            case "and":
                return all(self.holds(part) for part in condition.args)
            case "or":
                return any(self.holds(part) for part in condition.args)
            case "not":
                return not self.holds(condition.args[0])
            case "all":
                variable, low, high, body = condition.args
                for value in range(integer(self.ev(low)), integer(self.ev(high)) + 1):
                    self.bound[variable] = Fraction(value)
                    if not self.holds(body):
                        return False
                self.bound.pop(variable, None)
                return True
        raise UndefinedError(f"no truth of {condition.op}")


def evaluate(term: Term, point: Point, prec: int = 64) -> Fraction | arb:
    """The value of a scalar term at a point: exact, or a ball that contains it.

    Raises UndefinedError where the term has no value there, UnclearError where more digits are needed.
    """
    with ctx.workprec(prec):
        value: Fraction | arb = Evaluator(point).ev(term)
        if not isinstance(value, Fraction) and not value.is_finite():
            raise UnclearError("not finite")
        return value


def holds(condition: Term, point: Point, prec: int = 64) -> bool | None:
    """Whether a condition holds at a point; None where that is not clear or not defined."""
    with ctx.workprec(prec):
        try:
            return Evaluator(point).holds(condition)
        except (UndefinedError, UnclearError):
            return None


__all__ = ["Evaluator", "Point", "UnclearError", "UndefinedError", "evaluate", "holds", "inverse", "whole_power"]
