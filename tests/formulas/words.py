"""A short way to write terms by hand: letters with the usual operators, and the functions that the tables below use."""

from __future__ import annotations

from derive.model.term import Term
from derive.terms import build


class Letter:
    """A term with the operators of arithmetic; nothing is evaluated."""

    def __init__(self, term):
        self.term = term

    def __add__(self, other):
        return Letter(build.add(self.term, term_of(other)))

    def __radd__(self, other):
        return Letter(build.add(term_of(other), self.term))

    def __sub__(self, other):
        return Letter(build.sub(self.term, term_of(other)))

    def __rsub__(self, other):
        return Letter(build.sub(term_of(other), self.term))

    def __mul__(self, other):
        return Letter(build.mul(self.term, term_of(other)))

    def __rmul__(self, other):
        return Letter(build.mul(term_of(other), self.term))

    def __truediv__(self, other):
        return Letter(build.div(self.term, term_of(other)))

    def __rtruediv__(self, other):
        return Letter(build.div(term_of(other), self.term))

    def __pow__(self, other):
        return Letter(build.power(self.term, term_of(other)))

    def __neg__(self):
        return Letter(build.neg(self.term))

    def __matmul__(self, other):
        return Letter(Term("matmul", (self.term, term_of(other))))

    def __getitem__(self, indices):
        indices = indices if isinstance(indices, tuple) else (indices,)
        return Letter(build.at(self.term, *map(term_of, indices)))

    @property
    def T(self):
        return Letter(Term("transpose", (self.term,)))


def term_of(value):
    """The term of a letter or a number."""
    return value.term if isinstance(value, Letter) else build.num(value)


def letter(name):
    """A real letter."""
    return Letter(build.sym(name))


def index(name):
    """An index or a size."""
    return Letter(build.sym(name, "int"))


def array(name, *dims):
    """An array of stated size."""
    return Letter(build.arr(name, *map(term_of, dims)))


def unstated(name, rank=1):
    """An array of which nobody says how large it is."""
    sizes = [build.sym(f"size_{name}" if rank == 1 else f"size_{name}_{position + 1}", "int") for position in range(rank)]
    return Letter(build.arr(name, *sizes))


def function(name):
    """A function by its engine name."""
    return lambda *args: Letter(build.call(name, *map(term_of, args)))


def node(op):
    """A node of the term language."""
    return lambda *args: Letter(Term(op, tuple(map(term_of, args))))


def total(variable, low, high, body):
    """A sum."""
    return node("sum")(variable, low, high, body)


def d(body, by):
    """A derivative."""
    return node("D")(body, by)


def vector(variable, size, body):
    """A vector by its entries."""
    return node("lam")(variable, size, body)


def matrix(row, column, rows, columns, body):
    """A matrix by its entries."""
    return node("lam")(row, column, rows, columns, body)


def when(sign, left, right):
    """A condition."""
    return Letter(build.rel(sign, term_of(left), term_of(right)))


def one_if(condition):
    """An indicator."""
    return Letter(build.indicator(term_of(condition)))


def piecewise(*pairs):
    """A case distinction from (condition, value) pairs; the condition may be True."""
    return Letter(build.cases(*((build.TRUE if c is True else term_of(c), term_of(v)) for c, v in pairs)))


def both(*conditions):
    """All of the conditions."""
    return node("and")(*conditions)


def number(value):
    """A number, so that Python does not compute with it."""
    return Letter(build.num(value))


def rational(top, bottom):
    """A fraction that is one number."""
    from fractions import Fraction

    return Letter(build.num(Fraction(top, bottom)))


def size(name):
    """The size of an array of which nobody says how large it is."""
    return index(f"size_{name}")


def number_set(name):
    """A set of numbers by its letter."""
    return Letter(Term("sym", (name, "set")))


def canonical(term, names=()):
    """The same term with sums and products flat, signs in front, and bound variables named by their depth: how it was bracketed does not count."""
    from derive.terms.binding import bound_of, rebuild, substitute

    bound = bound_of(term)
    if bound:
        fresh = [build.sym(f"bound_{len(names) + position}", "int") for position in range(len(bound))]
        body = substitute(term.args[-1], dict(zip(bound, fresh, strict=True)))
        outside = [canonical(part, names) for part in term.args[len(bound) : -1]]
        return Term(term.op, (*fresh, *outside, canonical(body, (*names, *fresh))))
    term = rebuild(term, lambda part: canonical(part, names))
    if term.op not in {"add", "mul"}:
        return term
    parts = []
    for part in term.args:
        parts += part.args if part.op == term.op else (part,)
    if term.op == "add":
        return Term("add", tuple(parts))
    sign, kept = 1, []
    for part in parts:
        if part.op == "num" and part.value < 0:
            sign, part = -sign, build.num(-part.value)
        if part != build.ONE:
            kept.append(part)
    kept = kept or [build.ONE]
    if len(kept) == 1 and kept[0].op == "num":
        return build.num(sign * kept[0].value)
    inner = kept[0] if len(kept) == 1 else Term("mul", tuple(kept))
    return inner if sign > 0 else Term("mul", (build.MINUS_ONE, *(inner.args if inner.op == "mul" else (inner,))))
