"""The letters of the assignment, for its claims: sizes, the label, indices, vectors and matrices by their entries."""

from sympy import IndexedBase, KroneckerDelta, MatrixSymbol, Max, Piecewise, Sum, Symbol, exp, log, symbols

x = Symbol("x", real=True)
m, d, d_h, n = symbols("m d d_h n", integer=True, positive=True)
y, i, j, k, l = symbols("y i j k l", integer=True, positive=True)
eta, lambda_11, lambda_12, lambda_21, lambda_22 = symbols("eta lambda_11 lambda_12 lambda_21 lambda_22", real=True)

RANGE_Y = [y >= 1, y <= m]
RANGE_K = [k >= 1, k <= m]
RANGE_J = [j >= 1, j <= d_h]
RANGE_I = [i >= 1, i <= d]
RANGE_N = [i >= 1, i <= n]

v = IndexedBase("x", shape=(n,), real=True)
x_in = IndexedBase("x", shape=(d,), real=True)
b1 = IndexedBase("b1", shape=(d_h,), real=True)
b2 = IndexedBase("b2", shape=(m,), real=True)
W1 = IndexedBase("W1", shape=(d_h, d), real=True)
W2 = IndexedBase("W2", shape=(m, d_h), real=True)
ha = IndexedBase("ha", shape=(d_h,), real=True)
hs = IndexedBase("hs", shape=(d_h,), real=True)
oa = IndexedBase("oa", shape=(m,), real=True)
os = IndexedBase("os", shape=(m,), real=True)

column_x = MatrixSymbol("x", d, 1)
column_b1 = MatrixSymbol("b1", d_h, 1)
column_b2 = MatrixSymbol("b2", m, 1)
column_hs = MatrixSymbol("hs", d_h, 1)
matrix_W1 = MatrixSymbol("W1", d_h, d)
matrix_W2 = MatrixSymbol("W2", m, d_h)


def sigmoid(u):
    """1/(1 + e^-u)."""
    return 1 / (1 + exp(-u))


def softplus(u):
    """ln(1 + e^u)."""
    return log(1 + exp(u))


def rect(u):
    """u where u > 0, else 0. Inside of a sum the same function is written Max(u, 0): SymPy pulls a Piecewise out of its sum, bound index included."""
    return Piecewise((u, u > 0), (0, True))


def indicator(condition):
    """1 where the condition holds, else 0."""
    return Piecewise((1, condition), (0, True))


def softmax(a, index):
    """One entry of the softmax of the output activations."""
    return exp(a(index)) / Sum(exp(a(l)), (l, 1, m))


def loss(a):
    """-log of the softmax at the label, written out."""
    return log(Sum(exp(a(l)), (l, 1, m))) - a(y)


def residual(a, index):
    """One entry of o^s - onehot_m(y)."""
    return softmax(a, index) - KroneckerDelta(index, y)


def output(index):
    """o^a_k as a free variable."""
    return oa[index]


def output_from_hs(index):
    """o^a_k from the hidden outputs."""
    q = Symbol("q", integer=True)
    return b2[index] + Sum(W2[index, q] * hs[q], (q, 1, d_h))


def output_from_ha(index):
    """o^a_k from the hidden activations, through rect."""
    q = Symbol("q", integer=True)
    return b2[index] + Sum(W2[index, q] * Max(ha[q], 0, evaluate=False), (q, 1, d_h))


def hidden_from_x(index):
    """h^a_j from the input."""
    p = Symbol("p", integer=True)
    return b1[index] + Sum(W1[index, p] * x_in[p], (p, 1, d))


def output_from_x(index):
    """o^a_k from the input."""
    q = Symbol("q", integer=True)
    return b2[index] + Sum(W2[index, q] * Max(hidden_from_x(q), 0, evaluate=False), (q, 1, d_h))
