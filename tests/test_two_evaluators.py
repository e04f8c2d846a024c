"""The kernel's evaluation against the second evaluator: random array terms by their entries, random scalar terms, every function, determinants and inverses."""

import random
from fractions import Fraction
from itertools import product

import mpmath
import pytest
from flint import arb, ctx, fmpq

from derive.kernel.ball import Evaluator
from derive.kernel.functions_at import SMOOTH, call, power
from derive.kernel.matrices_at import determinant, inverse
from derive.kernel.numbers import UnclearError, UndefinedError, sign_of
from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.model.term import Term
from derive.terms.build import ONE, TRUE, ZERO, add, arr, at, cases, delta, derivative, lam, mul, num, rel, summation, sym
from derive.terms.build import call as called
from derive.terms.entries import entry, scalarise
from tests.independent import evaluator, numbers
from tests.independent.arrays import Array, eliminated, plain
from tests.independent.numbers import CannotTellError, NoValueError
from tests.independent.places import at_point

PRECISION = 256
n, m, i, j = (sym(name, "int") for name in "nmij")
x, y = sym("x"), sym("y")
VECTORS = {n: (arr("v", n), arr("w", n)), m: (arr("u", m), arr("t", m))}
MATRICES = {(n, n): arr("A", n, n), (m, m): arr("B", m, m), (n, m): arr("C", n, m), (m, n): arr("E", m, n)}


def op(name, *args):
    return Term(name, args)


class Growing:
    """Random well-shaped terms."""

    def __init__(self, seed):
        self.source = random.Random(f"array words {seed}")

    def size(self):
        return self.source.choice([n, m])

    def scalar(self, depth):
        pick, s = self.source.choice, self.size()
        if depth <= 0:
            return pick([x, y, num(pick([-2, 3])), at(VECTORS[s][0], ONE)])
        ways = [
            lambda: add(self.scalar(depth - 1), self.scalar(depth - 1)),
            lambda: mul(self.scalar(depth - 1), self.scalar(depth - 1)),
            lambda: op("trace", self.matrix(s, s, depth - 1)),
            lambda: op("det", self.matrix(s, s, depth - 2)),
            lambda: op("matmul", op("transpose", self.vector(s, depth - 1)), self.vector(s, depth - 1)),
            lambda: at(self.vector(s, depth - 1), ONE),
            lambda: summation(i, ONE, s, at(self.vector(s, depth - 1), i)),
            lambda: called("max", self.scalar(depth - 1), self.scalar(depth - 2)),
        ]
        return pick(ways)()

    def vector(self, s, depth):
        pick = self.source.choice
        other = self.size()
        if depth <= 0:
            return pick([*VECTORS[s], op("onehot", s, ONE), op("fill", x, s)])
        ways = [
            lambda: add(self.vector(s, depth - 1), self.vector(s, depth - 1)),
            lambda: mul(self.scalar(depth - 1), self.vector(s, depth - 1)),
            lambda: op("had", self.vector(s, depth - 1), self.vector(s, depth - 1)),
            lambda: op("matmul", self.matrix(s, other, depth - 1), self.vector(other, depth - 1)),
            lambda: op("diag", self.matrix(s, s, depth - 1)),
            lambda: op("transpose", op("transpose", self.vector(s, depth - 1))),
            lambda: called("abs", self.vector(s, depth - 1)),
            lambda: cases((rel(">", x, ZERO), self.vector(s, depth - 1)), (TRUE, self.vector(s, depth - 1))),
            lambda: summation(j, ONE, other, mul(j, self.vector(s, depth - 2))),
            lambda: derivative(op("matmul", op("transpose", VECTORS[s][0]), self.vector(s, depth - 2)), VECTORS[s][0]),
            lambda: lam([i], [s], mul(at(VECTORS[s][0], i), at(self.vector(s, depth - 2), i))),
        ]
        return pick(ways)()

    def matrix(self, r, c, depth):
        pick, k = self.source.choice, self.size()
        if depth <= 0:
            return pick([MATRICES[r, c], op("eye", r) if r == c else MATRICES[r, c], op("fill", y, r, c)])
        ways = [
            lambda: add(self.matrix(r, c, depth - 1), self.matrix(r, c, depth - 1)),
            lambda: op("matmul", self.matrix(r, k, depth - 1), self.matrix(k, c, depth - 1)),
            lambda: op("matmul", self.matrix(r, k, depth - 2), self.matrix(k, r, depth - 2), self.matrix(r, c, depth - 2)),
            lambda: op("transpose", self.matrix(c, r, depth - 1)),
            lambda: op("had", self.matrix(r, c, depth - 1), self.matrix(r, c, depth - 1)),
            lambda: op("matmul", self.vector(r, depth - 1), op("transpose", self.vector(c, depth - 1))),
            lambda: mul(self.scalar(depth - 1), self.matrix(r, c, depth - 1)),
            lambda: op("diag", self.vector(r, depth - 1)) if r == c else MATRICES[r, c],
            lambda: op("inv", self.matrix(r, r, depth - 2)) if r == c else MATRICES[r, c],
            lambda: derivative(op("matmul", MATRICES[r, c], VECTORS[c][0]), VECTORS[c][0]),
            lambda: derivative(op("trace", op("matmul", MATRICES[r, c], self.matrix(c, r, depth - 2))), MATRICES[r, c]),
            lambda: lam([i, j], [r, c], add(mul(i, at(MATRICES[r, c], i, j)), delta(i, j))),
        ]
        return pick(ways)()


def point_of(sizes, seed):
    source = random.Random(f"point {seed}")
    first, second = (Fraction(source.choice([-3, -1, 1, 2, 3]), source.choice([1, 2])) for _ in range(2))
    return Point({n: Fraction(sizes[0]), m: Fraction(sizes[1]), x: first, y: second}, seed=seed)


def by_kernel(term, point):
    """The kernel's value, as a ball; None where it has none, "?" where it is unclear."""
    with ctx.workprec(PRECISION):
        try:
            return arb(Evaluator(point).ev(term))
        except UndefinedError:
            return None
        except UnclearError:
            return "?"


def by_second(term, place):
    with mpmath.workdps(numbers.DIGITS):
        try:
            return plain(evaluator.Evaluator(place).value(term))
        except NoValueError:
            return None
        except (CannotTellError, ArithmeticError):
            return "?"


def near(ball, other):
    """Whether a ball and a number agree to 20 digits."""
    with ctx.workprec(PRECISION):
        wanted = arb(fmpq(other.numerator, other.denominator)) if isinstance(other, Fraction) else arb(mpmath.nstr(other, 60))
        return abs(ball - wanted) <= arb("1e-20") * (1 + abs(wanted))


@pytest.mark.timeout(400)
def test_array_terms_have_the_same_entries():
    """Every operation on arrays, nested up to three deep, at four pairs of sizes."""
    compared = 0
    for seed in range(240):
        grow = Growing(seed)
        r, c = grow.size(), grow.size()
        term = grow.matrix(r, c, 3) if seed % 2 else grow.vector(r, 3)
        point = point_of([(2, 3), (1, 2), (2, 1), (3, 2)][seed % 4], seed)
        dims = [int(point.value(d)) for d in ((r, c) if seed % 2 else (r,))]
        whole = by_second(term, at_point(Obligation(term, "=", term), point))
        for where in product(*(range(1, d + 1) for d in dims)):
            one = by_kernel(entry(term, [num(k) for k in where]), point)
            if isinstance(whole, Array):
                other = whole.entries[where if len(whole.dims) == len(where) else where[: len(whole.dims)]]
            else:
                other = whole
            if one is None or other is None or isinstance(one, str) or isinstance(other, str):
                continue
            assert near(one, other), (seed, term, where, point)
            compared += 1
    assert compared > 500


@pytest.mark.timeout(400)
def test_scalar_terms_have_the_same_value():
    compared = 0
    for seed in range(150):
        term, point = Growing(f"scalar {seed}").scalar(4), point_of([(2, 3), (1, 2), (2, 1), (2, 2)][seed % 4], seed)
        one, other = by_kernel(scalarise(term), point), by_second(term, at_point(Obligation(term, "=", term), point))
        if isinstance(one, arb) and other is not None and not isinstance(other, str):
            assert near(one, other), (seed, term, point)
            compared += 1
    assert compared > 100


ARGUMENTS = [Fraction(k, d) for k, d in ((0, 1), (1, 1), (-1, 1), (1, 3), (-2, 7), (9, 10), (-9, 10), (5, 2), (-7, 2), (13, 1), (-20, 1), (1, 1000))]


@pytest.mark.parametrize("name", sorted(SMOOTH))
def test_every_function_has_the_same_value_and_the_same_domain(name):
    for argument in ARGUMENTS:
        with ctx.workprec(PRECISION):
            try:
                one = arb(call(name, [fmpq(argument.numerator, argument.denominator)], sign_of))
            except UndefinedError:
                one = None
        with mpmath.workdps(80):
            try:
                other = numbers.bounded(name, argument)
            except NoValueError:
                other = None
        assert (one is None) == (other is None), (name, argument)
        assert one is None or near(one, other), (name, argument)


@pytest.mark.parametrize("exponent", [Fraction(k, d) for k, d in ((0, 1), (1, 1), (-1, 1), (3, 1), (-4, 1), (1, 2), (-1, 2), (2, 3), (-5, 3), (7, 4))])
def test_powers_have_the_same_value_and_the_same_domain(exponent):
    for argument in (*ARGUMENTS, Fraction(4, 9), Fraction(-8, 27), Fraction(8, 27)):
        with ctx.workprec(PRECISION):
            try:
                one = arb(power(fmpq(argument.numerator, argument.denominator), fmpq(exponent.numerator, exponent.denominator), True))
            except UndefinedError:
                one = None
        with mpmath.workdps(80):
            try:
                other = numbers.to_the(argument, exponent, "number")
            except NoValueError:
                other = None
        assert (one is None) == (other is None), (argument, exponent)
        assert one is None or near(one, other), (argument, exponent)


def test_determinants_and_inverses_are_the_same_by_minors_and_by_elimination():
    for seed in range(60):
        source = random.Random(f"matrix {seed}")
        size = 1 + seed % 4
        rows = [[Fraction(source.randint(-3, 3), source.choice([1, 1, 2])) for _ in range(size)] for _ in range(size)]
        exact = [[fmpq(a.numerator, a.denominator) for a in row] for row in rows]
        value, other = eliminated(rows)
        assert determinant(exact) == fmpq(value.numerator, value.denominator)
        if other is None:
            with pytest.raises(UndefinedError):
                inverse(exact)
        else:
            assert inverse(exact) == [[fmpq(a.numerator, a.denominator) for a in row] for row in other]


def test_the_generator_uses_every_operation_on_arrays():
    used = {node.op for seed in range(240) for node in _nodes(Growing(seed).matrix(n, m, 3) if seed % 2 else Growing(seed).vector(n, 3))}
    assert used >= {"matmul", "transpose", "inv", "det", "trace", "had", "diag", "eye", "fill", "onehot", "lam", "D", "sum", "cases", "call", "at"}


def _nodes(term):
    yield term
    for part in term.args:
        if isinstance(part, Term):
            yield from _nodes(part)


def test_a_wrong_entry_would_be_seen():
    """The comparison is no formality: the transpose of a product in the wrong order has other entries."""
    A, B = MATRICES[n, n], op("matmul", MATRICES[n, m], MATRICES[m, n])
    point = point_of((2, 3), 5)
    whole = by_second(op("transpose", op("matmul", A, B)), at_point(Obligation(A, "=", B), point))
    wrong = op("matmul", op("transpose", A), op("transpose", B))
    assert not all(near(by_kernel(entry(wrong, [num(r), num(c)]), point), whole.entries[r, c]) for r in (1, 2) for c in (1, 2))
