"""Inverses, transposes and determinants of products, and the gradient of log det."""

import pytest
from sympy import Derivative, Determinant, Identity, Inverse, MatMul, MatrixSymbol, Ne, Symbol, Trace, Transpose, log, symbols

import derive
from derive.model.term import Term
from derive.terms.build import arr, sym
from derive.terms.matrix_words import word_form

n, m = symbols("n m", integer=True, positive=True)
c = Symbol("c", positive=True)
A, B, X = (MatrixSymbol(name, n, n) for name in "ABX")
R = MatrixSymbol("R", m, n)
y = MatrixSymbol("y", m, 1)

WORDS = [
    (Inverse(A * B), Inverse(B) * Inverse(A), Inverse(A) * Inverse(B)),
    (Transpose(Inverse(A)), Inverse(Transpose(A)), Inverse(A)),
    (Inverse(A) * B * Inverse(B) * A, Identity(n), A),
    (Inverse(A * Transpose(B)), Transpose(Inverse(B)) * Inverse(A), Inverse(B) * Inverse(A)),
    (Inverse(c * A), Inverse(A) / c, c * Inverse(A)),
    (Inverse(A) * (A + B), Identity(n) + Inverse(A) * B, Identity(n) + B * Inverse(A)),
    (R.T * R * Inverse(R.T * R) * R.T * y, R.T * y, R.T * R * R.T * y),
    (Determinant(A * B), Determinant(B * A), 2 * Determinant(A)),
    (log(Determinant(A * B)), log(Determinant(A)) + log(Determinant(B)), log(Determinant(A)) - log(Determinant(B))),
    (Derivative(log(Determinant(X)), X), Transpose(Inverse(X)), Inverse(X)),
    (Derivative(Determinant(X), X), Determinant(X) * Transpose(Inverse(X)), Transpose(Inverse(X))),
    (Derivative(Trace(A * Inverse(X)), X), -Transpose(Inverse(X) * A * Inverse(X)), Transpose(Inverse(X) * A * Inverse(X))),
    (Trace(Inverse(A) * B * A), Trace(B), Trace(A)),
]


@pytest.mark.parametrize(("left", "right", "wrong"), WORDS, ids=str)
def test_words_are_proved_where_matrices_are_regular_and_near_misses_refuted(left, right, wrong):
    assert derive.prove(left, right).status in {"proved", "proved_if"}
    assert derive.prove(left, wrong).status == "refuted"


def test_what_has_to_be_regular_is_named():
    verdict = derive.prove(MatMul(Inverse(A), A, evaluate=False), Identity(n))
    assert verdict.status == "proved_if"
    assert [str(condition) for condition in verdict.conditions] == ["rel(!=, det(arr(A, n, n)), 0)"]
    assert derive.prove(MatMul(Inverse(A), A, evaluate=False), Identity(n), given=[Ne(Determinant(A), 0)]).status == "proved"


def test_factors_that_are_not_square_have_no_inverse_of_their_own():
    p, q = sym("p", "int"), sym("q", "int")
    wide = arr("R", p, q)
    inverse = Term("inv", (Term("matmul", (Term("transpose", (wide,)), wide)),))
    assert word_form(inverse) == inverse
