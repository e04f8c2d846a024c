"""Evaluation of scalar terms at a point, by code that shares only the terms with the prover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from flint import arb, fmpq

from derive.kernel.functions_at import call, power
from derive.kernel.matrices_at import MAX_SIZE, Rows, determinant, inverse
from derive.kernel.numbers import ONE, ZERO, Dual, Number, UndefinedError, base, integer, rational
from derive.kernel.scope import Scope
from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.entries import entry
from derive.terms.forms import num
from derive.terms.shapes import shape

TRUE_FOR = {"=": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}
"""The signs of left - right for which a relation holds."""


class Evaluator(Scope):
    """One evaluation of terms and conditions at one point."""

    def ev(self, term: Term) -> Number:
        """The value of a scalar term."""
        rule = RULES.get(term.op)
        if rule is None:
            raise UndefinedError(f"no value of {term.op}")
        return rule(self, term)

    def bodies(self, binder: Term) -> Iterator[Number]:
        """The values of the body of a sum or product."""
        variable, low, high, body = binder.args
        return (self.ev(body) for _ in self.each(variable, integer(self.ev(low)), integer(self.ev(high))))

    def at(self, term: Term) -> Number:
        """One entry of an array variable, within its dimensions, or of an inverse."""
        array, *indices = term.args
        where = tuple(integer(self.ev(i)) for i in indices)
        rows = self.once(array, lambda own: inverse(self.matrix(own.args[0]))) if array.op == "inv" else None
        dims = self.dims(array) if rows is None else [len(rows)] * 2
        if not all(1 <= i <= dim for i, dim in zip(where, dims, strict=False)):
            raise UndefinedError("index out of range")
        return self.entry((array.args[0], where)) if rows is None else rows[where[0] - 1][where[1] - 1]

    def index(self, term: Term) -> Number:
        """What a Kronecker delta compares: an integer, which may be varied by a derivative."""
        found = self.ev(term)
        integer(base(found))
        return found

    def dims(self, array: Term) -> list[int]:
        """The dimensions of an array variable: they belong to the variable, whatever is bound where it occurs."""
        if array.op != "arr":
            raise UndefinedError(f"no entries of {array.op}")
        if array not in self.known:
            self.known[array] = [integer(Evaluator(self.point).ev(dim)) for dim in array.args[1:]]
        found: list[int] = self.known[array]
        return found

    def matrix(self, term: Term) -> Rows:
        """The entries of a square matrix."""
        rows, columns = (integer(self.ev(dim)) for dim in shape(term))
        if rows != columns or rows > MAX_SIZE:
            raise UndefinedError("a matrix that is not square, or large")
        return [[self.ev(entry(term, [num(i), num(j)])) for j in range(1, rows + 1)] for i in range(1, rows + 1)]

    def slope(self, term: Term) -> Number:
        """The derivative by forward differentiation; at a break point both one-sided slopes must exist and agree, and the term be continuous."""
        body, by = term.args
        if by.op != "sym" and (by.op != "at" or by.args[0].op != "arr"):
            raise UndefinedError("a derivative by something else")
        here = self.ev(by)
        key = by if by.op == "sym" else (by.args[0].args[0], tuple(integer(self.ev(i)) for i in by.args[1:]))
        tag = self.tags = self.tags + 1
        sides: list[Dual] = []
        for direction in (1, -1):
            self.directions[tag] = direction
            self.values[key] = Dual(tag, here, ONE)
            found = self.ev(body)
            sides.append(found if isinstance(found, Dual) and found.tag == tag else Dual(tag, found, ZERO))
            if tag not in self.breaks:
                break
        self.values[key] = here
        del self.directions[tag]
        if tag in self.breaks and not (sides[0] == sides[1] and sides[0].value == self.ev(body)):
            raise UndefinedError("not differentiable here")
        return sides[0].slope

    def holds(self, condition: Term) -> bool:
        """Whether a condition holds at the point."""
        match condition.op:
            case "rel":
                return self.sign(self.ev(condition.args[1]) - self.ev(condition.args[2])) in TRUE_FOR[condition.args[0]]
            case "and":
                return all(self.holds(part) for part in condition.args)
            case "or":
                return any(self.holds(part) for part in condition.args)
            case "not":
                return not self.holds(condition.args[0])
            case "all":
                variable, low, high, body = condition.args
                return False not in {self.holds(body) for _ in self.each(variable, integer(self.ev(low)), integer(self.ev(high)))}
        raise UndefinedError(f"no truth of {condition.op}")


def _power(at: Evaluator, term: Term) -> Number:
    whole = all(v.op == "sym" and v.args[1] == "int" for v in free(term.args[1]))
    return power(at.ev(term.args[0]), at.ev(term.args[1]), whole)


def _cases(at: Evaluator, term: Term) -> Number:
    for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
        if at.holds(condition):
            return at.ev(value)
    raise UndefinedError("no case applies")


RULES: dict[str, Callable[[Evaluator, Term], Number]] = {
    "num": lambda at, term: rational(term.args[0]),
    "sym": lambda at, term: at.variable(term),
    "const": lambda at, term: arb.pi(),
    "at": Evaluator.at,
    "add": lambda at, term: sum([at.ev(part) for part in term.args], ZERO),
    "mul": lambda at, term: prod([at.ev(part) for part in term.args], start=ONE),
    "pow": _power,
    "call": lambda at, term: call(term.args[0], [at.ev(part) for part in term.args[1:]], at.sign),
    "delta": lambda at, term: fmpq(at.sign(at.index(term.args[0]) - at.index(term.args[1])) == 0),
    "cases": _cases,
    "sum": lambda at, term: at.once(term, lambda own: sum(at.bodies(own), ZERO)),
    "prod": lambda at, term: at.once(term, lambda own: prod(at.bodies(own), start=ONE)),
    "D": lambda at, term: at.once(term, at.slope),
    "det": lambda at, term: at.once(term, lambda own: determinant(at.matrix(own.args[0]))),
}
