"""SymPy to terms: structure survives, assumptions become givens, what has no term is refused."""

from fractions import Fraction

import pytest
import sympy as sp
from sympy import (
    ITE,
    Abs,
    Derivative,
    Function,
    HadamardProduct,
    Heaviside,
    Identity,
    IndexedBase,
    KroneckerDelta,
    MatrixSymbol,
    Mul,
    Piecewise,
    Pow,
    Product,
    Subs,
    Sum,
    Symbol,
    Trace,
    ZeroMatrix,
    exp,
    log,
    sqrt,
    symbols,
    tanh,
)  # fmt: skip

import derive
from derive.model.term import Term
from derive.terms.binding import free
from derive.terms.build import (
    ONE,
    TRUE,
    ZERO,
    add,
    arr,
    at,
    call,
    cases,
    delta,
    derivative,
    forall,
    mul,
    num,
    power,
    rel,
    summation,
    sym,
)  # fmt: skip
from derive.terms.build import (
    log as log_of,
)
from derive.terms.from_sympy import UnsupportedError, from_sympy, obligation

x = Symbol("x", real=True)
X, I, N = sym("x"), sym("i", "int"), sym("n", "int")
i, j, k, n, m = symbols("i j k n m", integer=True)
A, B = MatrixSymbol("A", n, m), MatrixSymbol("B", m, n)


def test_structure_survives():
    assert from_sympy(Mul(x, Pow(x, -1, evaluate=False), evaluate=False)) == mul(X, power(X, -1))
    assert from_sympy(sp.Add(x, x, evaluate=False)) == add(X, X)
    assert from_sympy(sqrt(x)) == power(X, Fraction(1, 2))
    assert from_sympy(sp.E) == call("exp", ONE)
    assert from_sympy(log(x, 2)).op == "mul"
    assert from_sympy(sp.Float("0.5")) == num("1/2")
    assert from_sympy(True) == TRUE
    assert from_sympy(1) == ONE


@pytest.mark.parametrize(
    ("expression", "term"),
    [
        (Heaviside(x), cases((rel(">", X, ZERO), ONE), (rel("=", X, ZERO), num("1/2")), (TRUE, ZERO))),
        (Piecewise((x, x > 0), (0, True)), cases((rel(">", X, ZERO), X), (TRUE, ZERO))),
        (ITE(x > 0, x < 1, x > -1).rewrite(Piecewise), None),
        (KroneckerDelta(i, j), delta(I, sym("j", "int"))),
        (Derivative(tanh(x), (x, 2)), derivative(derivative(call("tanh", X), X), X)),
        (Derivative(Function("f")(x), x), derivative(call("f", X), X)),
        (Subs(Derivative(Function("f")(x), x), x, 2), call("f'", num(2))),
        (Function("g")(x, 1), call("g", X, ONE)),
        (sp.loggamma(x), call("lgamma", X)),
        (sp.digamma(x), call("digamma", X)),
    ],
)
def test_heads(expression, term):
    assert term is None or from_sympy(expression) == term


def test_several_limits_are_nested_the_first_innermost():
    v = IndexedBase("v")
    term = from_sympy(Sum(v[i, j], (i, 1, j), (j, 1, n)))
    j_ = sym("j", "int")
    assert term == summation(j_, ONE, N, summation(I, ONE, j_, at(arr("v"), I, j_)))
    assert from_sympy(Product(v[i, 1], (i, 1, n))).op == "prod"


def test_what_stands_as_an_index_or_a_bound_is_an_integer_also_where_it_stood_before():
    size, index = symbols("n k")
    v = IndexedBase("v")
    term = from_sympy(Sum(v[i], (i, 1, size)) / size + v[index] * index)
    assert {t.args[1] for t in free(term) if t.op == "sym"} == {"int"}
    assert {t.args[1] for t in free(from_sympy(size * index))} == {"real"}


def test_assumptions_of_what_occurs_become_givens():
    p, q, count = Symbol("p", positive=True), Symbol("q", nonzero=True, real=True), Symbol("n", integer=True, positive=True)
    goal = obligation(log(p) + q, count)
    assert set(goal.given) == {rel(">", sym("p"), ZERO), rel("!=", sym("q"), ZERO), rel(">=", N, ONE)}
    assert obligation(x, 1).given == ()


def test_bound_symbols_bring_no_givens():
    bound = Symbol("i", integer=True, positive=True)
    assert obligation(Sum(bound, (bound, 0, 3)), 6).given == ()


def test_an_array_that_is_positive_is_so_at_every_entry_that_is_used():
    p = IndexedBase("p", positive=True)
    goal = obligation(Sum(log(p[i]), (i, 1, n)) + p[k], 0)
    assert forall(I, ONE, N, rel(">", at(arr("p"), I), ZERO)) in goal.given
    assert rel(">", at(arr("p"), sym("k", "int")), ZERO) in goal.given
    plain = IndexedBase("p", real=True)
    assert obligation(Sum(log(plain[i]), (i, 1, n)), 0).given == ()


def test_one_name_is_one_variable_with_both_assumptions():
    goal = obligation(Symbol("x", positive=True), Symbol("x", real=True))
    assert goal.left == goal.right == X
    assert goal.given == (rel(">", X, ZERO),)


def test_a_bound_and_a_free_symbol_of_one_name_are_not_confused():
    other = Symbol("i", positive=True)
    with pytest.raises(UnsupportedError, match="two symbols are named i"):
        from_sympy(Sum(i * other, (i, 1, n)))
    first, second = sp.Dummy("t"), sp.Dummy("t")
    assert len(free(from_sympy(first + 2 * second))) == 2


def test_true_conditions_are_dropped_and_others_kept():
    positive = Symbol("k", integer=True, positive=True)
    goal = obligation(positive, positive, given=[positive >= 1, positive <= n])
    assert goal.given == (rel(">=", sym("k", "int"), ONE), rel("<=", sym("k", "int"), N))


def test_matrices():
    a, b = arr("A", N, sym("m", "int")), arr("B", sym("m", "int"), N)
    assert from_sympy(A * B) == Term("matmul", (a, b))
    assert from_sympy(2 * A.T) == mul(num(2), Term("transpose", (a,)))
    assert from_sympy(Trace(A * B)) == Term("trace", (Term("matmul", (a, b)),))
    assert from_sympy(HadamardProduct(A, A)) == Term("had", (a, a))
    assert from_sympy(Identity(n)) == Term("eye", (N,))
    assert from_sympy(ZeroMatrix(n, m)) == Term("fill", (ZERO, N, sym("m", "int")))
    assert from_sympy(A[i, 0]) == at(a, add(I, ONE), ONE)
    square = MatrixSymbol("S", n, n)
    assert from_sympy(square.I) == Term("inv", (arr("S", N, N),))
    assert from_sympy(square**3) == Term("matmul", (arr("S", N, N),) * 3)
    assert from_sympy(square**0) == Term("eye", (N,))
    assert from_sympy(A.applyfunc(sp.exp)) == call("exp", a)


def test_written_out_matrices_are_told_by_their_entries():
    assert derive.prove(sp.Matrix([[1, x], [0, 1]]) * sp.Matrix([x, 1]), sp.Matrix([2 * x, 1])).status == "proved"
    assert derive.prove(sp.Matrix([x, 1]), sp.Matrix([1, x])).status == "refuted"
    assert derive.prove(sp.Matrix([x, 1]), sp.Matrix([[x, 1]])).status == "ill_typed"


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        (1 / sp.cos(x) ** 2, 1 + sp.tan(x) ** 2, 1 - sp.tan(x) ** 2),
        (sp.erfc(x), 1 - sp.erf(x), 1 + sp.erf(x)),
        (sp.coth(x) * sp.tanh(x) + 0 * x, 1, 2),
        (log(exp(x), 2) * log(2), x, 2 * x),
        (Heaviside(x, 0), Piecewise((1, x > 0), (0, True)), Piecewise((1, x >= 0), (0, True))),
    ],
)
def test_abbreviations_mean_what_they_say(left, right, near):
    assert derive.prove(left, right).status in {"proved", "proved_if"}
    assert derive.prove(left, near).status == "refuted"


@pytest.mark.parametrize(
    "expression",
    [
        sp.oo, sp.I, sp.Integral(x, x), sp.Limit(x, x, 0), Symbol("n", even=True), Symbol("z", imaginary=True), Symbol("c", commutative=False),
        Function("exp")(x), sp.polygamma(1, x), Derivative(exp(x), (x, n)), Sum(x, (i, 1, sp.oo)), A.applyfunc(sp.Lambda(x, x + 1)), "x",
    ],
)  # fmt: skip
def test_what_has_no_term_is_refused_in_one_line(expression):
    with pytest.raises(UnsupportedError) as refusal:
        from_sympy(expression)
    assert "\n" not in str(refusal.value)
    assert derive.prove(expression, 0).status == "undecided"


def test_the_argument_of_log_of_an_entry_is_positive_by_assumption_only():
    p, real = IndexedBase("p", positive=True), IndexedBase("p", real=True)
    assert derive.prove(Abs(p[k]), p[k]).status == "proved"
    assert derive.prove(Abs(real[k]), real[k]).status == "refuted"
    assert from_sympy(log(p[k])) == log_of(at(arr("p"), sym("k", "int")))
