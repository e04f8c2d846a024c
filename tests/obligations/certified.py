"""True obligations that between them use every rule of the kernel: what the tests of certificates replay and corrupt."""

from sympy import Abs, Derivative, Eq, IndexedBase, KroneckerDelta, MatrixSymbol, Max, Min, Piecewise, Rational, Sum, Transpose, cos, exp, log, sin, sqrt, symbols, tanh

from derive.model.obligation import Obligation
from derive.terms.build import call, num, power, rel, sym
from derive.terms.build import sqrt as sqrt_of
from derive.terms.from_sympy import obligation

x, y = symbols("x y", real=True)
n = symbols("n", integer=True, positive=True)
i, k, l = symbols("i k l", integer=True, positive=True)
v = IndexedBase("v", real=True)
A, B = MatrixSymbol("A", n, n), MatrixSymbol("B", n, n)
S = Sum(exp(v[i]), (i, 1, n))
IN_N = [k >= 1, k <= n, l >= 1, l <= n]

GOALS = {
    "sigmoid": obligation(1 / (1 + exp(-x)), (tanh(x / 2) + 1) / 2),
    "log": obligation(log(1 / (1 + exp(-x))), -log(1 + exp(-x))),
    "root": Obligation(sqrt_of(power(sym("x"), 2)), "=", call("abs", sym("x"))),
    "angles": obligation(sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
    "softmax": obligation(Derivative(exp(v[k]) / S, v[l]), exp(v[k]) / S * (KroneckerDelta(k, l) - exp(v[l]) / S), given=IN_N),
    "double sum": obligation(Sum(v[i], (i, 1, n)) ** 2, Sum(v[i] * v[k], (i, 1, n), (k, 1, n))),
    "cases": obligation(Abs(x) + Abs(y), Abs(x + y), relation=">="),
    "positive": obligation(exp(v[k]) / S, 0, relation=">", given=IN_N),
    "induction": obligation(Sum(i, (i, 1, n)), n * (n + 1) / 2),
    "transpose": obligation(Transpose(A * B), Transpose(B) * Transpose(A)),
    "softplus": obligation(log(exp(x) + exp(y)), Max(x, y), relation=">="),
    "given equation": obligation(y**2 * Abs(x), 4 * Abs(x) ** 3, given=[Eq(y, 2 * x)]),
    "huber": obligation(Derivative(Piecewise((x**2 / 2, Abs(x) <= 1), (Abs(x) - Rational(1, 2), True)), x), Max(-1, Min(x, 1))),
    "means": obligation(sqrt(x * y), (x + y) / 2, relation="<=", given=[x > 0, y > 0]),
    "tangent": obligation(exp(-x), 1 - x, relation=">="),
    "undefined": obligation(1 / Abs(x), Piecewise((1 / x, x > 0), (-1 / x, True))),
    "joint": obligation(Derivative(x * Abs(x), x), 2 * Abs(x)),
    "squared": obligation(sqrt(x**2 + y**2), Abs(x) + Abs(y), relation="<="),
    "term by term": obligation(S, Sum(1 + v[i], (i, 1, n)), relation=">="),
    "implication": Obligation(rel(">", sym("x"), num(2)), "=>", rel(">", sym("x"), num(1))),
}
