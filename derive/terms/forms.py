"""The forms that terms are made of. Nothing here evaluates: ``div(x, x)`` is a product with a power, not 1."""

from __future__ import annotations

from fractions import Fraction

from derive.model.term import Term


def num(value: int | Fraction | str) -> Term:
    """A rational number."""
    return Term("num", (Fraction(value),))


ZERO, ONE, TWO, MINUS_ONE, HALF = num(0), num(1), num(2), num(-1), num(Fraction(1, 2))
PI = Term("const", ("pi",))
TRUE = Term("and", ())


def sym(name: str, sort: str = "real") -> Term:
    """A scalar variable, of sort "real" or "int"."""
    return Term("sym", (name, sort))


def at(array: Term, *indices: Term) -> Term:
    """One entry of an array, counted from 1."""
    return Term("at", (array, *indices))


def add(*terms: Term) -> Term:
    """A sum of terms; of one term it is that term."""
    return terms[0] if len(terms) == 1 else Term("add", terms)


def mul(*terms: Term) -> Term:
    """A product of terms; of one term it is that term."""
    return terms[0] if len(terms) == 1 else Term("mul", terms)


def neg(term: Term) -> Term:
    """Minus a term, as a product with -1."""
    return Term("num", (-term.args[0],)) if term.op == "num" else Term("mul", (MINUS_ONE, term))


def sub(left: Term, right: Term) -> Term:
    """A difference, as a sum with a product by -1."""
    return Term("add", (left, neg(right)))


def power(base: Term, exponent: Term | int | Fraction) -> Term:
    """A power."""
    return Term("pow", (base, exponent if isinstance(exponent, Term) else num(exponent)))


def div(left: Term, right: Term) -> Term:
    """A quotient, as a product with a power; the denominator stays."""
    return Term("mul", (left, Term("pow", (right, MINUS_ONE))))


def call(name: str, *args: Term) -> Term:
    """A function of real arguments."""
    return Term("call", (name, *args))


def exp(term: Term) -> Term:
    """The exponential."""
    return Term("call", ("exp", term))


def log(term: Term) -> Term:
    """The natural logarithm."""
    return Term("call", ("log", term))


def delta(i: Term, j: Term) -> Term:
    """Kronecker's delta."""
    return Term("delta", (i, j))


def rel(sign: str, left: Term, right: Term) -> Term:
    """A condition; the sign is one of = != < <= > >=."""
    return Term("rel", (sign, left, right))


def summation(var: Term, low: Term, high: Term, body: Term) -> Term:
    """A sum over an integer variable."""
    return Term("sum", (var, low, high, body))
