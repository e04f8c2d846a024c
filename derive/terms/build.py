"""Construction of terms. Nothing here evaluates: ``div(x, x)`` is a product with a power, not 1.

>>> div(sym("x"), sym("x"))
mul(x, pow(x, -1))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.model.term import Term


def num(value: int | Fraction | str) -> Term:
    """A rational number."""
    return Term("num", (Fraction(value),))


ZERO, ONE, TWO, MINUS_ONE, HALF = num(0), num(1), num(2), num(-1), num(Fraction(1, 2))
PI = Term("const", ("pi",))
TRUE, FALSE = Term("and", ()), Term("or", ())


def sym(name: str, sort: str = "real") -> Term:
    """A scalar variable, of sort "real" or "int"."""
    return Term("sym", (name, sort))


def arr(name: str, *dims: Term) -> Term:
    """An array variable; without dims its shape is not known and only its entries can be used."""
    return Term("arr", (name, *dims))


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


def sqrt(term: Term) -> Term:
    """The square root, a power of one half."""
    return Term("pow", (term, HALF))


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


def cases(*pairs: tuple[Term, Term]) -> Term:
    """The value of the first condition that holds, from (condition, value) pairs."""
    return Term("cases", tuple(part for pair in pairs for part in pair))


def indicator(condition: Term) -> Term:
    """1 where the condition holds, else 0."""
    return cases((condition, ONE), (TRUE, ZERO))


def summation(var: Term, low: Term, high: Term, body: Term) -> Term:
    """A sum over an integer variable."""
    return Term("sum", (var, low, high, body))


def product(var: Term, low: Term, high: Term, body: Term) -> Term:
    """A product over an integer variable."""
    return Term("prod", (var, low, high, body))


def derivative(body: Term, variable: Term) -> Term:
    """The derivative by a sym, an entry of an array variable, or a whole array variable."""
    return Term("D", (body, variable))


def lam(variables: Sequence[Term], dims: Sequence[Term], body: Term) -> Term:
    """An array by its entries; each variable runs from 1 to its dim."""
    return Term("lam", (*variables, *dims, body))


def conj(*conditions: Term) -> Term:
    """All of the conditions."""
    return conditions[0] if len(conditions) == 1 else Term("and", conditions)


def forall(var: Term, low: Term, high: Term, condition: Term) -> Term:
    """The condition for each value of an integer variable."""
    return Term("all", (var, low, high, condition))
