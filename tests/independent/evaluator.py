"""A second evaluator of terms at concrete sizes and values, for campaigns against derive: it shares the term language and nothing else.

Arrays are computed as wholes; derivatives are central difference quotients, with both one-sided quotients in agreement. Opaque functions have no value here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import mpmath
from mpmath import mpf

from tests.independent.arrays import Array, added, built, each, eliminated, fitted, matrix, multiplied, of_rows, plain, scaled
from tests.independent.functions import compared, function
from tests.independent.numbers import (
    STEP,
    CannotTellError,
    NoValueError,
    floated,
    gap,
    minus,
    plus,
    times,
    to_the,
    whole,
)

MAX_TERMS = 3000
STEEP = 10**9


@dataclass
class Place:
    """Values of variables by (name, sort), of entries by (name, indices) on demand."""

    variables: dict
    entry: object
    entries: dict = field(default_factory=dict)
    spent: int = 0


class Evaluator:
    """Values at one place."""

    def __init__(self, place):
        self.place = place

    def value(self, term):
        """The value of a term: a number or an array."""
        rule = getattr(self, f"of_{term.op}", None)
        if rule is None:
            raise CannotTellError(f"no value of {term.op}")
        return rule(*term.args)

    def number(self, term):
        found = plain(self.value(term))
        if isinstance(found, Array):
            raise NoValueError("an array where a number belongs")
        return found

    def of_num(self, value):
        return value

    def of_const(self, _name):
        return +mpmath.pi

    def of_sym(self, name, sort):
        return self.place.variables[name, sort]

    def dims(self, terms):
        return tuple(whole(self.number(term)) for term in terms)

    def of_arr(self, name, *dims):
        if not dims:
            raise CannotTellError("an array without a shape")
        return built(self.dims(dims), lambda *where: self.entry_of(name, where))

    def entry_of(self, name, where):
        key = (name, where)
        if key not in self.place.entries:
            self.place.entries[key] = self.place.entry(name, where)
        return self.place.entries[key]

    def of_at(self, array, *indices):
        where = self.dims(indices)
        if array.op == "arr":
            dims = self.dims(array.args[1:])
            if dims:
                where = fitted(where, dims)
            return self.entry_of(array.args[0], where)
        inside = self.value(array)
        if not isinstance(inside, Array):
            inside = Array((1,) * len(where), {(1,) * len(where): inside})
        return inside.entries[fitted(where, inside.dims)]

    def of_add(self, *parts):
        total = Fraction(0)
        for part in parts:
            total = added(total, self.value(part))
        return total

    def of_mul(self, *parts):
        total = Fraction(1)
        for part in parts:
            other = self.value(part)
            if isinstance(plain(total), Array) and isinstance(plain(other), Array):
                raise NoValueError("a product of arrays")
            total = scaled(plain(other), total) if isinstance(plain(total), Array) else scaled(plain(total), other)
        return total

    def of_pow(self, base, exponent):
        e = self.number(exponent)
        form = "number" if _written(exponent) else _integer(exponent)
        return each(lambda b: to_the(b, e, form), self.value(base))

    def of_call(self, name, *args):
        return each(lambda *values: function(name, values), *(self.value(arg) for arg in args))

    def of_delta(self, i, j):
        return Fraction(int(gap(self.number(i), self.number(j)) == 0))

    def of_cases(self, *parts):
        for condition, value in zip(parts[::2], parts[1::2], strict=True):
            if self.holds(condition):
                return self.value(value)
        raise NoValueError("no case")

    def loop(self, variable, low, high):
        """The values of a bound variable, which has its old value afterwards."""
        first, last = self.dims((low, high))
        self.place.spent += max(0, last - first)
        if self.place.spent > MAX_TERMS:
            raise CannotTellError("too many terms")
        variables = self.place.variables
        key, before = variable.args, variables.get(variable.args)
        try:
            for k in range(first, last + 1):
                variables[key] = Fraction(k)
                yield k
        finally:
            variables[key] = before

    def of_sum(self, variable, low, high, body):
        total = Fraction(0)
        for _ in self.loop(variable, low, high):
            total = added(total, self.value(body))
        return total

    def of_prod(self, variable, low, high, body):
        total = Fraction(1)
        for _ in self.loop(variable, low, high):
            total = times(total, self.number(body))
        return total

    def of_lam(self, *args):
        rank = (len(args) - 1) // 2
        variables, dims, body = [v.args for v in args[:rank]], self.dims(args[rank : 2 * rank]), args[-1]
        before = [self.place.variables.get(v) for v in variables]

        def entry(*where):
            self.place.variables.update(zip(variables, map(Fraction, where), strict=True))
            return self.number(body)

        try:
            return built(dims, entry)
        finally:
            self.place.variables.update(zip(variables, before, strict=True))

    def of_matmul(self, *parts):
        total = self.value(parts[0])
        for part in parts[1:]:
            total = multiplied(total, self.value(part))
        return total

    def of_transpose(self, array):
        rows = matrix(self.value(array))
        return of_rows([list(column) for column in zip(*rows, strict=True)], len(rows))

    def of_inv(self, array):
        rows = matrix(self.value(array))
        found = eliminated(rows)[1]
        if found is None:
            raise NoValueError("the inverse of a singular matrix")
        return of_rows(found, len(rows))

    def of_det(self, array):
        return eliminated(matrix(self.value(array)))[0]

    def of_trace(self, array):
        rows = matrix(self.value(array))
        total = Fraction(0)
        for i in range(len(rows)):
            total = plus(total, rows[i][i])
        return total

    def of_had(self, *parts):
        return each(lambda *values: reduce(times, values), *(self.value(part) for part in parts))

    def of_diag(self, array):
        inner = self.value(array)
        rows = matrix(inner)
        if len(rows[0]) == 1 and (not isinstance(inner, Array) or len(inner.dims) == 1 or len(rows) > 1):
            return built((len(rows), len(rows)), lambda i, j: rows[i - 1][0] if i == j else Fraction(0))
        return built((len(rows),), lambda i: rows[i - 1][i - 1])

    def of_eye(self, n):
        size = whole(self.number(n))
        return built((size, size), lambda i, j: Fraction(int(i == j)))

    def of_fill(self, value, *dims):
        number = self.number(value)
        return built(self.dims(dims), lambda *_: number)

    def of_onehot(self, size, index):
        hot = whole(self.number(index))
        return built(self.dims((size,)), lambda i: Fraction(int(i == hot)))

    def of_D(self, body, by):
        if by.op == "arr":
            whole = self.value(body)
            if isinstance(whole, Array) and not isinstance(plain(whole), Array) and not self.is_form(body):
                raise CannotTellError("whether an array of one entry is a row, a column or a number")
            name, dims = by.args[0], self.dims(by.args[1:])
            partials = {where: self.partial(body, self.place.entries, (name, where), self.entry_of(name, where)) for where in built(dims, lambda *_: 0).entries}
            first = next(iter(partials.values()))
            inner = first.dims if isinstance(first, Array) else ()
            return Array((*inner, *dims), {(*i, *where): v for where, part in partials.items() for i, v in (part.entries.items() if inner else [((), part)])})
        if by.op == "at":
            where = self.dims(by.args[1:])
            here = self.of_at(*by.args)
            return self.partial(body, self.place.entries, (by.args[0].args[0], where), here)
        if by.args[1] == "int":
            raise CannotTellError("a derivative by an integer")
        return self.partial(body, self.place.variables, by.args, self.place.variables[by.args])

    def is_form(self, body):
        """Whether a product starts with a transposed column and ends with a column, so that it is a number; sums and multiples of such products are, too."""
        if body.op in {"add", "mul"}:
            return all(not isinstance(self.value(part), Array) or self.is_form(part) for part in body.args)
        if body.op != "matmul" or body.args[0].op != "transpose":
            return False
        ends = body.args[0].args[0], body.args[-1]
        return all(end.op == "arr" and all(size.op == "num" and size.value == 1 for size in end.args[2:]) for end in ends)

    def partial(self, body, table, key, here):
        """The central difference quotient; both one-sided quotients have to agree with it."""
        step = mpf(10) ** -STEP
        try:
            middle = self.value(body)
            table[key] = plus(floated(here), step)
            above = self.value(body)
            table[key] = minus(floated(here), step)
            below = self.value(body)
        finally:
            table[key] = here

        def quotient(a, m, b):
            a, m, b = floated(a), floated(m), floated(b)
            right, left = (a - m) / step, (m - b) / step
            spread = abs(right - left) / max(1, abs(right), abs(left))
            if spread > mpf(10) ** (-STEP // 3):
                raise NoValueError("no derivative")
            if spread > mpf(10) ** (-STEP // 2):
                raise CannotTellError("one-sided quotients that nearly agree")
            if abs(right) > STEEP:
                raise CannotTellError("a steep quotient")
            return (a - b) / (2 * step)

        return each(quotient, above, middle, below)

    def holds(self, condition):
        """Whether a condition holds; an equation between arrays, entry by entry."""
        args = condition.args
        match condition.op:
            case "rel":
                return compared(args[0], self.value(args[1]), self.value(args[2]))
            case "and":
                return all(self.holds(part) for part in args)
            case "or":
                return any(self.holds(part) for part in args)
            case "not":
                return not self.holds(args[0])
            case "all":
                return all(self.holds(args[3]) for _ in self.loop(*args[:3]))
        raise CannotTellError(f"no truth of {condition.op}")


def _integer(term):
    """Whether a term is an integer by its form."""
    if term.op in {"add", "mul"}:
        return all(_integer(part) for part in term.args)
    return (term.op == "num" and term.value.denominator == 1) or (term.op == "sym" and term.args[1] == "int")


def _written(term):
    """Whether a term is made of numbers alone."""
    return term.op == "num" or (term.op in {"add", "mul", "pow"} and all(map(_written, term.args)))
