"""True obligations that between them use every rule of the kernel: what the tests of certificates replay and corrupt."""

from sympy import Abs, Derivative, IndexedBase, KroneckerDelta, Sum, cos, exp, log, sin, sqrt, symbols, tanh

from derive.terms.from_sympy import obligation

x, y = symbols("x y", real=True)
n = symbols("n", integer=True, positive=True)
i, k, l = symbols("i k l", integer=True, positive=True)
v = IndexedBase("v", real=True)
S = Sum(exp(v[i]), (i, 1, n))
IN_N = [k >= 1, k <= n, l >= 1, l <= n]

GOALS = {
    "sigmoid": obligation(1 / (1 + exp(-x)), (tanh(x / 2) + 1) / 2),
    "log": obligation(log(1 / (1 + exp(-x))), -log(1 + exp(-x))),
    "root": obligation(sqrt(x**2), Abs(x)),
    "angles": obligation(sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
    "softmax": obligation(Derivative(exp(v[k]) / S, v[l]), exp(v[k]) / S * (KroneckerDelta(k, l) - exp(v[l]) / S), given=IN_N),
    "double sum": obligation(Sum(v[i], (i, 1, n)) ** 2, Sum(v[i] * v[k], (i, 1, n), (k, 1, n))),
    "cases": obligation(Abs(x) + Abs(y), Abs(x + y), relation=">="),
    "positive": obligation(exp(v[k]) / S, 0, relation=">", given=IN_N),
}
