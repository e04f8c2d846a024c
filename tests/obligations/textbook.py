"""Obligations from textbook machine learning with known truth, half of them near-misses that are false.

Each is an Ob(id, group, lhs, rhs, truth, rel, ranges, note). Groups: elem, case, sum, mat, count, ineq, domain. They were written before the engine was tuned on
them; a claim of the group domain compares sides that are not defined for the same values, so that the right answer to it names the region.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy import (
    Abs,
    Derivative,
    Determinant,
    HadamardProduct,
    Identity,
    IndexedBase,
    Inverse,
    KroneckerDelta,
    MatrixSymbol,
    Max,
    Min,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    Trace,
    Transpose,
    acosh,
    asinh,
    atanh,
    cos,
    cosh,
    erf,
    exp,
    log,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
    tan,
    tanh,
)


@dataclass
class Ob:
    """``lhs rel rhs``, and whether it holds for all admissible values."""

    id: str
    group: str
    lhs: Any
    rhs: Any
    truth: bool
    rel: str = "="
    ranges: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    note: str = ""


OBS: list[Ob] = []


def claim(name: str, group: str, lhs: Any, rhs: Any, wrong: Any, rel: str = "=", ranges: dict[Any, tuple[Any, Any]] | None = None, note: str = "") -> None:
    """A true obligation and its false sibling, which has another right side."""
    OBS.append(Ob(f"{name}-true", group, sp.sympify(lhs), sp.sympify(rhs), True, rel, ranges or {}, note))
    OBS.append(Ob(f"{name}-false", group, sp.sympify(lhs), sp.sympify(wrong), False, rel, ranges or {}))


x, y, z, u, t, mu, nu = symbols("x y z u t mu nu", real=True)
a, b, s, r, lam, delta = symbols("a b s r lambda delta", positive=True)
p = Symbol("p", positive=True)
n, m, d, K = symbols("n m d K", integer=True, positive=True)
i, j, k, l, c = symbols("i j k l c", integer=True, positive=True)


def sigmoid(v: Any) -> Any:
    return 1 / (1 + exp(-v))


def Phi(v: Any) -> Any:
    return (1 + erf(v / sqrt(2))) / 2


def density(v: Any) -> Any:
    return exp(-(v**2) / 2) / sqrt(2 * pi)


# elementary
claim("arsinh-log", "elem", asinh(x), log(x + sqrt(x**2 + 1)), log(x - sqrt(x**2 + 1) + 1))
claim("artanh-slope", "elem", Derivative(atanh(sin(t) / 2), t), 2 * cos(t) / (4 - sin(t) ** 2), 2 * cos(t) / (4 + sin(t) ** 2))
claim("double-angle", "elem", sin(x + y) * sin(x - y), sin(x) ** 2 - sin(y) ** 2, sin(x) ** 2 - cos(y) ** 2)
claim("cosh-square", "elem", 2 * cosh(x / 2) ** 2, cosh(x) + 1, cosh(x) - 1)
claim("gelu-second", "elem", Derivative(x * Phi(x), (x, 2)), (2 - x**2) * density(x), (1 - x**2) * density(x))
claim("probit-score", "elem", Derivative(y * log(Phi(t)) + (1 - y) * log(1 - Phi(t)), t), density(t) * (y - Phi(t)) / (Phi(t) * (1 - Phi(t))), density(t) * (y - Phi(t)) / Phi(t))
gauss_kl = log(b / a) + (a**2 + (mu - nu) ** 2) / (2 * b**2) - Rational(1, 2)
claim("gaussian-kl-slope", "elem", Derivative(gauss_kl, a), a / b**2 - 1 / a, a / b**2 + 1 / a)
claim("mish-slope", "elem", Derivative(x * tanh(log(1 + exp(x))), x), tanh(log(1 + exp(x))) + x * sigmoid(x) * (1 - tanh(log(1 + exp(x))) ** 2), tanh(log(1 + exp(x))) + sigmoid(x) * (1 - tanh(log(1 + exp(x))) ** 2))
claim("power-rule", "elem", Derivative(a**x * p**b, x, p), b * log(a) * a**x * p ** (b - 1), b * a**x * p ** (b - 1))
claim("softplus-second", "elem", Derivative(log(1 + exp(x)), (x, 2)), sigmoid(x) * sigmoid(-x), sigmoid(x) * sigmoid(x))
claim("triple-angle", "elem", cos(3 * x), 4 * cos(x) ** 3 - 3 * cos(x), 4 * cos(x) ** 3 + 3 * cos(x))
claim("sine-by-half-tangent", "elem", 2 * tan(x) / (1 + tan(x) ** 2), sin(2 * x), cos(2 * x), note="where cos x != 0")
claim("arcosh-slope", "elem", Derivative(acosh(1 + a), a), 1 / sqrt(a * (a + 2)), 1 / sqrt(a * (a - 2)))
claim("bernoulli-score", "elem", Derivative(y * x - log(1 + exp(x)), x), y - sigmoid(x), sigmoid(x) - y)
claim("poisson-score", "elem", Derivative(x * log(lam) - lam, lam), (x - lam) / lam, (lam - x) / lam)
claim("gaussian-precision", "elem", Derivative(log(lam) / 2 - lam * (x - mu) ** 2 / 2, (lam, 2)), -1 / (2 * lam**2), 1 / (2 * lam**2))
claim("cube-root-slope", "elem", Derivative((a + b) ** Rational(1, 3), a), 1 / (3 * (a + b) ** Rational(2, 3)), 1 / (3 * (a + b) ** Rational(1, 3)))
claim("log-cosh-slope", "elem", Derivative(log(cosh(x)), (x, 2)), 1 - tanh(x) ** 2, 1 + tanh(x) ** 2)
claim("erf-odd", "elem", Phi(x) + Phi(-x), 1, 0)
claim("power-of-power", "elem", (a**x) ** y, a ** (x * y), a ** (x + y))
# cases
huber = Piecewise((x**2 / 2, Abs(x) <= delta), (delta * (Abs(x) - delta / 2), True))
claim("huber-slope", "case", Derivative(huber, x), Max(-delta, Min(delta, x)), Min(-delta, Max(delta, x)))
claim("x-absx-slope", "case", Derivative(x * Abs(x), x), 2 * Abs(x), 2 * x)
claim("clip-by-relu", "case", Min(1, Max(0, x)), Max(0, x) - Max(0, x - 1), Max(0, x) - Max(0, x + 1))
claim("elu-two-ways", "case", Piecewise((x, x > 0), (exp(x) - 1, True)), Max(0, x) + Min(0, exp(x) - 1), Max(0, x) - Min(0, exp(x) - 1))
claim("hinge-square-slope", "case", Derivative(Max(0, 1 - y * x) ** 2, x), -2 * y * Max(0, 1 - y * x), -2 * Max(0, 1 - y * x))
claim("two-maxima", "case", Max(x, y) + Min(x, y), x + y, x - y)
claim("sign-of-product", "case", sign(x * y), sign(x) * sign(y), sign(x) + sign(y))
claim("leaky-relu", "case", Max(a * x / (1 + a), x), Max(0, x) + a / (1 + a) * Min(0, x), Max(0, x) - a / (1 + a) * Min(0, x))
claim("soft-threshold", "case", sign(x) * Max(0, Abs(x) - lam), Max(0, x - lam) - Max(0, -x - lam), Max(0, x - lam) + Max(0, -x - lam))
claim("clip-distance", "case", Abs(x - Max(-1, Min(1, x))), Max(0, Abs(x) - 1), Max(0, Abs(x) + 1))
# sums
o, q, w, v, A, X, Y = (IndexedBase(name, real=True) for name in ("o", "q", "w", "v", "A", "X", "Y"))
label = IndexedBase("y", integer=True, positive=True)
whole = {k: (1, m), l: (1, m), c: (1, m)}


def soft(index: Any) -> Any:
    return exp(o[index]) / Sum(exp(o[j]), (j, 1, m))


claim("lse-hessian", "sum", Derivative(log(Sum(exp(o[j]), (j, 1, m))), o[k], o[l]), soft(k) * KroneckerDelta(k, l) - soft(k) * soft(l), soft(k) - soft(k) * soft(l), ranges=whole)
logistic = Sum(log(1 + exp(-Y[i] * Sum(X[i, j] * w[j], (j, 1, d)))), (i, 1, n))
margin = Y[i] * Sum(X[i, j] * w[j], (j, 1, d))
claim(
    "logistic-hessian", "sum", Derivative(logistic, w[k], w[l]),
    Sum(Y[i] ** 2 * X[i, k] * X[i, l] * sigmoid(margin) * (1 - sigmoid(margin)), (i, 1, n)),
    Sum(Y[i] * X[i, k] * X[i, l] * sigmoid(margin) * (1 - sigmoid(margin)), (i, 1, n)), ranges={k: (1, d), l: (1, d)},
)  # fmt: skip
batch = Sum(log(Sum(exp(o[i, j]), (j, 1, m))) - o[i, label[i]], (i, 1, n))
claim(
    "label-array", "sum", Derivative(batch, o[k, l]), exp(o[k, l]) / Sum(exp(o[k, j]), (j, 1, m)) - KroneckerDelta(l, label[k]),
    exp(o[k, l]) / Sum(exp(o[k, j]), (j, 1, m)) - KroneckerDelta(k, label[k]), ranges={k: (1, n), l: (1, m)},
)  # fmt: skip
claim("triangular-swap", "sum", Sum(Sum(A[i, j], (j, i, n)), (i, 1, n)), Sum(Sum(A[i, j], (i, 1, j)), (j, 1, n)), Sum(Sum(A[i, j], (i, 1, j - 1)), (j, 1, n)))
claim("sum-of-squares", "sum", Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n + 1) / 6, n * (n + 1) * (2 * n - 1) / 6)
claim("geometric", "sum", (1 - r) * Sum(r**k, (k, 0, n)), 1 - r ** (n + 1), 1 - r**n)
mean = Sum(q[i], (i, 1, n)) / n
claim("pairwise-variance", "sum", Sum((q[i] - q[j]) ** 2, (i, 1, n), (j, 1, n)), 2 * n * Sum((q[i] - mean) ** 2, (i, 1, n)), n * Sum((q[i] - mean) ** 2, (i, 1, n)))
claim("sum-of-cubes", "sum", Sum(k**3, (k, 1, n)), Sum(k, (k, 1, n)) ** 2, Sum(k, (k, 1, n)) ** 3)
claim("strict-triangle", "sum", Sum(Sum(q[i] * q[j], (j, 1, i - 1)), (i, 1, n)), (Sum(q[i], (i, 1, n)) ** 2 - Sum(q[i] ** 2, (i, 1, n))) / 2, (Sum(q[i], (i, 1, n)) ** 2 + Sum(q[i] ** 2, (i, 1, n))) / 2)
claim("entropy-slope", "sum", Derivative(-Sum(soft(i) * o[i], (i, 1, m)) + log(Sum(exp(o[j]), (j, 1, m))), o[k]), -soft(k) * (o[k] - Sum(soft(i) * o[i], (i, 1, m))), -soft(k) * (o[k] + Sum(soft(i) * o[i], (i, 1, m))), ranges=whole)
claim("least-squares-hessian", "sum", Derivative(Sum((Y[i] - Sum(X[i, j] * w[j], (j, 1, d))) ** 2, (i, 1, n)), w[k], w[l]), 2 * Sum(X[i, k] * X[i, l], (i, 1, n)), 2 * Sum(X[k, i] * X[l, i], (i, 1, n)), ranges={k: (1, d), l: (1, d)})
claim("factorisation", "sum", Sum(Sum(q[i] * v[j], (j, 1, m)), (i, 1, n)), Sum(q[i], (i, 1, n)) * Sum(v[j], (j, 1, m)), Sum(q[i], (i, 1, n)) + Sum(v[j], (j, 1, m)))
claim("shifted-sum", "sum", Sum(q[i + 1] - q[i], (i, 1, n)), q[n + 1] - q[1], q[n] - q[1])
claim("odd-numbers", "sum", Sum(2 * k - 1, (k, 1, n)), n**2, n**2 + n)
# matrices
MA, MB, MX, MS = (MatrixSymbol(name, n, n) for name in ("A", "B", "X", "S"))
MR, MT = MatrixSymbol("R", d, n), MatrixSymbol("T", n, d)
vx, vy = MatrixSymbol("x", n, 1), MatrixSymbol("y", n, 1)
claim("inverse-of-product", "mat", Inverse(MA * MB), Inverse(MB) * Inverse(MA), Inverse(MA) * Inverse(MB), note="where A and B are regular")
claim("log-det-slope", "mat", Derivative(log(Determinant(MX)), MX), Transpose(Inverse(MX)), Inverse(MX), note="where det X > 0")
claim("trace-slope", "mat", Derivative(Trace(MR * MX * MT), MX), MR.T * MT.T, MT * MR)
claim("bilinear-slope", "mat", Derivative(vx.T * MA * vy, MA), vx * vy.T, vy * vx.T)
claim("hadamard-diag", "mat", sp.DiagMatrix(vx) * vy, HadamardProduct(vx, vy), vx * (vx.T * vy))
claim("transpose-of-product", "mat", Transpose(MA * Transpose(MB) * vx), vx.T * MB * MA.T, vx.T * MB.T * MA.T)
claim("frobenius-slope", "mat", Derivative(Trace((MA * MX - MB).T * (MA * MX - MB)), MX), 2 * MA.T * (MA * MX - MB), 2 * (MA * MX - MB) * MA.T)
claim("push-through", "mat", Inverse(MA) * MB * Inverse(MB) * MA, Identity(n), MA, note="where A and B are regular")
claim("inverse-transpose", "mat", Transpose(Inverse(MA)), Inverse(Transpose(MA)), Inverse(MA), note="where A is regular")
claim("cyclic-trace", "mat", Trace(MA * MB * MX), Trace(MX * MA * MB), Trace(MB * MA * MX))
claim("quadratic-hessian", "mat", Derivative(vx.T * MA.T * MA * vx, vx), 2 * MA.T * MA * vx, 2 * MA * MA.T * vx)
# counting
layers = Symbol("L", integer=True, positive=True)
claim("deep-network-count", "count", Sum(d * d + d, (i, 1, layers)) + d * m + m, layers * d * (d + 1) + m * (d + 1), layers * d * d + m * (d + 1))
claim("kernel-count", "count", Sum(Sum(c * c, (c, 3, 3)), (k, 1, m)) * d + m, m * (9 * d + 1), m * (9 * d - 1))
claim("pairs-count", "count", Sum(Sum(1, (j, i + 1, n)), (i, 1, n)), n * (n - 1) / 2, n * (n + 1) / 2)
# inequalities
claim("exp-tangent", "ineq", exp(-x), 1 - x, 1 + x, rel=">=")
claim("lse-below", "ineq", log(Sum(exp(o[j]), (j, 1, m))), o[k], o[k] + log(m), rel=">=", ranges=whole)
claim("am-gm", "ineq", (a + b) / 2, sqrt(a * b), a, rel=">=")
claim("log-tangent", "ineq", log(a), a - 1, a - 2, rel="<=")
claim("softplus-above", "ineq", log(1 + exp(x)), Max(0, x), Max(1, x), rel=">=")
claim("lse-two", "ineq", log(exp(x) + exp(y)), Max(x, y) + log(2), Max(x, y) + log(2) / 2, rel="<=")
claim("binary-entropy", "ineq", -sigmoid(x) * log(sigmoid(x)) - (1 - sigmoid(x)) * log(1 - sigmoid(x)), 0, 1, rel=">=")
claim("jensen-exp", "ineq", exp((x + y) / 2), (exp(x) + exp(y)) / 2, (exp(x) - exp(y)) / 2, rel="<=")
claim("jensen-log", "ineq", log((a + b) / 2), (log(a) + log(b)) / 2, log(a + b), rel=">=")
claim("cauchy-schwarz", "ineq", (x * u + y * t) ** 2, (x**2 + y**2) * (u**2 + t**2), (x**2 + y**2) * (u**2 - t**2), rel="<=")
claim("triangle", "ineq", Abs(x + y), Abs(x) + Abs(y), Abs(x) - Abs(y), rel="<=")
claim("sigmoid-slope-bound", "ineq", sigmoid(x) * (1 - sigmoid(x)), Rational(1, 4), Rational(1, 5), rel="<=")
claim("gaussian-kl", "ineq", gauss_kl, 0, Rational(1, 2), rel=">=")
claim("softmax-bound", "ineq", soft(k), 1, Rational(1, 2), rel="<=", ranges=whole)
claim("variance-sign", "ineq", Sum((q[i] - mean) ** 2, (i, 1, n)), 0, 1, rel=">=")
claim("norm-dominates", "ineq", sqrt(Sum(q[i] ** 2, (i, 1, n))), Abs(q[k]), q[k] + 1, rel=">=", ranges={k: (1, n)})
claim("tanh-bound", "ineq", tanh(x), 1, 0, rel="<")
# equations and implications
claim("logit", "eqn", sp.Eq(p, sigmoid(x)), sp.Eq(log(p) - log(1 - p), x), sp.Eq(log(p) + log(1 - p), x), rel="=>")
claim("balance", "eqn", sp.Eq(2 * x + 1, 5), sp.Eq(x, 2), sp.Eq(x, 3), rel="<=>")
claim("decision", "eqn", sp.Gt(sigmoid(x), Rational(1, 2)), sp.Gt(x, 0), sp.Ge(x, 0), rel="<=>")
claim("squares", "eqn", sp.Eq(x, y), sp.Eq(x**2, y**2), sp.Eq(x**2, -(y**2)), rel="=>")
claim("positive-squares", "eqn", sp.Eq(a**2, b**2), sp.Eq(a, b), sp.Eq(a, 2 * b), rel="<=>")
claim("stationary", "eqn", sp.Eq(-n / s + r / s**3, 0), sp.Eq(s**2, r / n), sp.Eq(s, r / n), rel="<=>")
OBS.append(Ob("root-of-squares", "eqn", sp.Eq(x**2, y**2), sp.Eq(x, y), False, "=>"))
# domain
OBS.append(Ob("log-product", "domain", log(x * y), log(x) + log(y), False))
OBS.append(Ob("log-square", "domain", log(x**2), 2 * log(x), False))
OBS.append(Ob("root-product", "domain", sqrt(x * y), sqrt(x) * sqrt(y), False))
OBS.append(Ob("log-quotient", "domain", log(x / y), log(x) - log(y), False))
