"""derive.prove over SymPy: what is true is proved, each near-miss refuted, what is open undecided."""

import pytest
import sympy as sp
from sympy import Abs, Derivative, IndexedBase, KroneckerDelta, MatrixSymbol, Max, Min, Piecewise, Sum, Trace, cos, cosh, erf, exp, log, pi, sign, sin, sinh, sqrt, symbols, tanh

import derive

x, y, z = symbols("x y z", real=True)
p, q = symbols("p q", positive=True)
n, m = symbols("n m", integer=True, positive=True)
i, j, k = symbols("i j k", integer=True, positive=True)
v = IndexedBase("v", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, m)
IN_N = [k >= 1, k <= n]
softmax = exp(v[k]) / Sum(exp(v[i]), (i, 1, n))

PAIRS = [
    ("sigmoid", 1 / (1 + exp(-x)), (tanh(x / 2) + 1) / 2, (tanh(x) + 1) / 2, "=", []),
    ("hyperbolic", cosh(x) ** 2 - sinh(x) ** 2, 1, -1, "=", []),
    ("angle", sin(2 * x), 2 * sin(x) * cos(x), sin(x) * cos(x), "=", []),
    ("pythagoras", sin(x) ** 2 + cos(x) ** 2, 1, 2, "=", []),
    ("root", sqrt(x**2), Abs(x), x, "=", []),
    ("log", log(p**2 * q), 2 * log(p) + log(q), 2 * log(p) - log(q), "=", []),
    ("error function", Derivative(erf(x), x), 2 * exp(-(x**2)) / sqrt(pi), exp(-(x**2)) / sqrt(pi), "=", []),
    ("second derivative", Derivative(exp(-(x**2)), (x, 2)), (4 * x**2 - 2) * exp(-(x**2)), (4 * x**2 + 2) * exp(-(x**2)), "=", []),
    ("max and min", Max(x, y) + Min(x, y), x + y, x - y, "=", []),
    ("triangle", Abs(x) + Abs(y), Abs(x + y), Abs(x + y) + 1, ">=", []),
    ("clip", 2 * Max(Abs(x), Abs(y)), Abs(x + y) + Abs(x - y), Abs(x + y) - Abs(x - y), "=", []),
    ("sign at zero", sign(x), Piecewise((1, x > 0), (0, sp.Eq(x, 0)), (-1, True)), Piecewise((1, x >= 0), (-1, True)), "=", []),
    ("softmax sums to one", Sum(softmax.subs(k, j), (j, 1, n)), 1, n, "=", []),
    ("softmax is positive", softmax, 0, 1, ">", IN_N),
    ("gradient", Derivative(log(Sum(exp(v[i]), (i, 1, n))), v[k]), softmax, softmax - 1, "=", IN_N),
    ("squared norm", Derivative(Sum(v[i] ** 2, (i, 1, n)), v[k]), 2 * v[k], v[k], "=", IN_N),
    ("delta", Sum(v[i] * KroneckerDelta(i, k), (i, 1, n)), v[k], v[1], "=", IN_N),
    ("square of a sum", Sum(v[i], (i, 1, n)) ** 2, Sum(v[i] * v[j], (i, 1, n), (j, 1, n)), Sum(v[i] ** 2, (i, 1, n)), "=", []),
    ("trace", Trace(B * B.T), Trace(B.T * B), Trace(B * B.T) + 1, "=", []),
    ("transpose", (A * B).T, B.T * A.T, (B.T * A), "=", []),
    ("count", Sum(Sum(1, (i, 1, n)), (j, 1, m)) + m, m * (n + 1), m * n, "=", []),
    ("log sum exp", log(Sum(exp(v[i]), (i, 1, n))), v[k], v[k] + 1, ">=", IN_N),
    ("tangent", exp(x), 1 + x, 2 + x, ">=", []),
    ("tangent of log", p - 1, log(p), log(p) + 1, ">=", []),
    ("square", x**2 + y**2, 2 * x * y, 2 * x * y + 1, ">=", []),
    ("quadratic", x**2 + x + 1, 0, 2, ">", []),
    ("sum of integers", Sum(i, (i, 1, n)), n * (n + 1) / 2, n * (n - 1) / 2, "=", []),
    ("geometric sum", (1 - z) * Sum(z**i, (i, 0, n)), 1 - z ** (n + 1), 1 - z**n, "=", [sp.Ne(z, 0)]),
    ("real power", p**q, exp(q * log(p)), exp(p * log(q)), "=", []),
    ("softplus", log(1 + exp(x)), Max(x, 0), Max(x, 1), ">", []),
]


@pytest.mark.parametrize(("left", "right", "near", "relation", "given"), [pytest.param(*pair[1:], id=pair[0]) for pair in PAIRS])
def test_proved_and_near_miss_refuted(left, right, near, relation, given):
    assert derive.prove(left, right, relation=relation, given=given).status == "proved"
    wrong = derive.prove(left, near, relation=relation, given=given)
    assert wrong.status in {"refuted", "ill_typed"}
    assert wrong.status == "ill_typed" or (wrong.witness.left != wrong.witness.right)


@pytest.mark.parametrize(
    ("left", "right", "given"),
    [
        pytest.param(log(x**2), 2 * log(x), [], id="log of a square"),
        pytest.param(log(x * y), log(x) + log(y), [], id="log of a product"),
        pytest.param(Derivative(Abs(x), x), sign(x), [], id="slope of abs"),
        pytest.param(sp.Mul(x, sp.Pow(x, -1, evaluate=False), evaluate=False), 1, [], id="x over x"),
        pytest.param(Derivative(Max(x, 0), x), Piecewise((1, x >= 0), (0, True)), [], id="slope of relu"),
        pytest.param(Derivative(Sum(Abs(v[i]), (i, 1, n)), v[k]), sign(v[k]), IN_N, id="slope of the L1 norm"),
    ],
)
def test_holds_where_both_sides_are_defined(left, right, given):
    verdict = derive.prove(left, right, given=given)
    assert verdict.status == "proved_if"
    assert verdict.conditions


def test_a_condition_never_cuts_away_a_counterexample():
    assert derive.prove(sqrt(x**2), x).status == "refuted"
    kink = Derivative(x * Abs(x), x)
    assert derive.prove(kink, 2 * Abs(x) + Piecewise((5, sp.Eq(x, 0)), (0, True))).status == "refuted"


def test_given_conditions_are_needed():
    assert derive.prove(Abs(x), x, given=[x > 0]).status == "proved"
    assert derive.prove(Abs(x), x).status == "refuted"


def test_what_cannot_hold_together_is_vacuous_and_never_proved():
    assert derive.prove(x, x + 1, given=[x > 1, x < 0]).status == "vacuous"
    assert derive.prove(x, x, given=[x > 1, x < 0]).status == "vacuous"


def test_unlike_shapes_are_ill_typed_with_both_shapes_named():
    verdict = derive.prove(B * B.T, B.T * B)
    assert verdict.status == "ill_typed"
    assert "n x n" in verdict.reason
    assert "m x m" in verdict.reason


def test_undecided_says_what_was_left():
    verdict = derive.prove(sp.Integral(x, x), x**2 / 2)
    assert verdict.status == "undecided"
    assert "Integral" in verdict.reason
    zeta = sp.Function("f")(x) - sp.Function("f")(x + 2 * y) * 0
    assert derive.prove(zeta, sp.Function("f")(x)).status == "proved"


WRONG_ANSWERS_OF_SYMPY = [
    pytest.param(Derivative(Trace(A.T * A) + Trace(A.T * A), A), 4 * A, "proved", id="derivative of a sum of traces"),
    pytest.param(Derivative(Sum(v[i] ** 2, (i, 1, n)), v[i]), 2 * v[i], "proved", id="bound name is the free name"),
    pytest.param(Piecewise((x, x > 0), (0, True)) - Piecewise((-x, -x > 0), (0, True)), x, "proved", id="relu(x) - relu(-x) = x"),
    pytest.param(Abs(x) / x, 1, "refuted", id="|x|/x folds to 1"),
    pytest.param(softmax - KroneckerDelta(k, j), softmax - KroneckerDelta(j, k), "proved", id="equals on a softmax"),
]


@pytest.mark.parametrize(("left", "right", "status"), WRONG_ANSWERS_OF_SYMPY)
def test_where_sympy_is_wrong(left, right, status):
    given = [i >= 1, i <= n, k >= 1, k <= n]
    assert derive.prove(left, right, given=given).status == status
