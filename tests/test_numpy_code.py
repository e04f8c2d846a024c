"""numpy answers: interpreted as numpy would compute them, over symbolic sizes; never run, and never blamed for what is not understood."""

import pytest

from derive.engine import decide
from derive.grading.code_edits import mended
from derive.model.obligation import Obligation
from derive.numpy_code import CodeFaultError, interpret
from derive.numpy_code.snippet import lines
from derive.pipeline import grade_document
from derive.terms.build import ONE, arr, rel, sym
from derive.terms.shapes import shape, spoken

m, d, n, y = (sym(name, "int") for name in "mdny")
NAMES = {"m": m, "d": d, "n": n, "y": y, "A": arr("A", m, d), "B": arr("B", d, n), "v": arr("v", d), "u": arr("u", m), "w": arr("w", d), "t": sym("t")}
GIVEN = (*tuple(rel(">=", size, ONE) for size in (m, d, n, y)), rel("<=", y, m))


def verdict(left, right):
    return decide(Obligation(interpret(left, NAMES), "=", interpret(right, NAMES), GIVEN)).status


SAME = [
    ("A @ v", "np.dot(A, v)"),
    ("A.dot(v)", "np.matmul(A, v)"),
    ("(A @ B).T", "B.T @ A.T"),
    ("v @ w", "np.sum(v * w)"),
    ("v.T @ w", "np.inner(w, v)"),
    ("np.outer(u, v)", "u[:, np.newaxis] * v"),
    ("np.outer(u, v)", "u.reshape(-1, 1) @ v.reshape(1, -1)"),
    ("np.outer(u, v)", "np.multiply(u[:, None], v[None, :])"),
    ("np.sum(A, axis=1)", "A @ np.ones(d)"),
    ("np.sum(A, axis=-1)", "A.sum(1)"),
    ("np.sum(A, axis=0)", "np.ones(m) @ A"),
    ("np.sum(A * A, axis=1, keepdims=True)[:, 0]", "np.square(A).sum(axis=1)"),
    ("np.mean(v)", "v.sum() / d"),
    ("np.eye(m)[y-1]", "np.identity(m)[y - 1, :]"),
    ("A[0]", "A[0, :]"),
    ("A[:, -1]", "A[:, d-1]"),
    ("np.hstack((u, v))", "np.concatenate((u, v))"),
    ("np.vstack((v, w))[0]", "v"),
    ("np.hstack((A, A))[:, 0]", "A[:, 0]"),
    ("np.concatenate((A, A), axis=1)[0, 0]", "A[0, 0]"),
    ("np.where(v > 0, v, 0)", "np.maximum(v, 0)"),
    ("np.abs(v)", "np.sign(v) * v"),
    ("v * (v > 0)", "np.maximum(0, v)"),
    ("-v", "np.negative(v)"),
    ("v ** 2", "np.power(v, 2)"),
    ("np.tanh(t)", "(np.exp(t) - np.exp(-t)) / (np.exp(t) + np.exp(-t))"),
    ("np.zeros_like(v) + 1", "np.ones(A.shape[1])"),
    ("np.arange(d)[0]", "0"),
    ("np.log1p(np.exp(t))", "np.log(1 + np.exp(t))"),
    ("v.astype(float)", "v.copy()"),
    ("len(v) * t", "d * t"),
]
DIFFERENT = [
    ("np.eye(m)[y-1]", "np.ones(m)"),
    ("np.sum(A, axis=1)[0]", "np.sum(A, axis=0)[0]"),
    ("np.where(v > 0, v, 0)", "np.minimum(v, 0)"),
    ("np.abs(v)", "v"),
    ("v @ w", "np.sum(v + w)"),
    ("np.arange(d)[0]", "1"),
    ("np.mean(v)", "v.sum()"),
    ("A[:, -1]", "A[:, 0]"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_ways_to_write_the_same(left, right):
    assert verdict(left, right) in {"proved", "proved_if"}


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_what_differs_is_refuted(left, right):
    assert verdict(left, right) == "refuted"


@pytest.mark.parametrize(
    ("source", "dims"),
    [
        ("v.T", "a vector of d entries"),
        ("v.reshape(-1, 1)", "a d x 1 matrix"),
        ("u[:, None] * v", "a m x d matrix"),
        ("np.sum(A, axis=1, keepdims=True)", "a m x 1 matrix"),
        ("np.sum(A, keepdims=True)", "a 1 x 1 matrix"),
        ("np.vstack((v, w))", "a 2 x d matrix"),
        ("np.hstack((A, A))", "a m x d + d matrix"),
        ("np.column_stack((v, w))", "a d x 2 matrix"),
        ("A.T @ u", "a vector of d entries"),
        ("np.sum(A)", "a scalar"),
        ("A[0, 0]", "a scalar"),
    ],
)
def test_shapes_are_those_of_numpy(source, dims):
    found = shape(interpret(source, NAMES))
    assert spoken(found).replace("add(1, 1)", "2").replace("add(d, d)", "d + d") == dims


@pytest.mark.parametrize("source", ["A @ u", "np.dot(B, A)", "A + u", "v * u", "np.concatenate((A, B))", "t @ v", "np.outer(u, v) @ u", "np.sum(v, axis=1)", "v[0, 0]", "np.hstack((A, v))"])
def test_what_does_not_fit_is_a_fault_of_shape(source):
    with pytest.raises(CodeFaultError) as caught:
        interpret(source, NAMES)
    assert caught.value.kind == "shape"


@pytest.mark.parametrize(
    "source",
    [
        "np.argmax(v)", "v[w > 0]", "v[v > 0]", "A[y-1:]", "A[::2]", "np.sum(v, where=v > 0)", "np.sum(v, initial=3)", "np.eye(m, 3)", "np.eye(m, k=1)", "np.log(v, w)", "np.where(v > 0)",
        "np.einsum('ij,j->i', A, v)", "v if t else w", "[v for _ in A]", "(lambda: v)()", "f(v)", "A.foo(v)", "np.linalg.norm(v)", "np.random.rand(3)", "v and w", "not v", "v % 2", "'a'", "np.array([1, 2])",
        "0 < v < 1", "np.dot(*A)", "np.reshape(A, (d, m))", "t ** 1000000",
    ],
)  # fmt: skip
def test_what_is_not_interpreted_says_so_and_is_no_fault(source):
    with pytest.raises(CodeFaultError) as caught:
        interpret(source, NAMES)
    assert caught.value.kind in {"unsupported", "unknown_name"}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("np.eye(m)[y]", "np.eye(m)[y-1]"), ("A.T @ v", "A @ v"), ("np.outer(v, u)", "np.outer(u, v)"), ("v * (v < 0)", "v * (v > 0)"), ("A * v", "A @ v"), ("v - w", "v + w")],
)
def test_one_small_edit_mends_an_answer(wrong, right):
    wanted = interpret(right, NAMES)
    found = mended(wrong, NAMES, lambda term: shape(term) == shape(wanted) and decide(Obligation(term, "=", wanted, GIVEN)).status == "proved")
    assert found.replace(" ", "") == right.replace(" ", "")


def graded(code, question="2.12"):
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data=f"# Question 2\n\n{question.split('.')[1]}. $x = x$\n\n```python\n{code}\n```\n".encode())
    return next(q.status for q in report.questions if q.id == question), [(f.code, f.correction) for f in report.findings if f.kind == "error"]


def test_snippets_of_several_lines_are_followed():
    assert graded("import numpy as np\nerror = grad_oa\ngrad_hs = np.dot(W2.T, error)  # back") == ("right", [])
    assert graded("grad_hs = W2.T @ grad_oa") == ("right", [])
    assert graded("grad_hs: object = grad_oa @ W2") == ("right", [])
    assert graded("grad_hs = np.dot(W2, grad_oa)") == ("wrong", [("code_shape", "np.dot(W2.T, grad_oa)")])
    assert graded("grad_hs = W2.T * grad_oa") == ("wrong", [("code_shape", "W2.T @ grad_oa")])


def test_names_that_are_not_followed_are_undecided_and_not_blamed():
    for code in ("for i in range(m):\n    t = i\ngrad_hs = W2.T @ t", "grad_hs = W2.T @ delta", "W2 = W2.T\nfor i in range(3):\n    W2 = f(W2)\ngrad_hs = W2 @ grad_oa", "def f():\n    pass\ngrad_hs = f()"):
        assert graded(code) == ("not_marked", [])


def test_a_name_given_anew_has_its_new_meaning():
    assert graded("W2 = W2.T\ngrad_hs = W2 @ grad_oa") == ("right", [])


def test_an_error_in_one_answer_is_not_charged_in_the_next():
    text = "# Question 2\n\n8. $x = x$\n\n```python\ngrad_oa = os + np.eye(m)[y-1]\n```\n\n12. Puis\n\n```python\ngrad_hs = W2.T @ grad_oa\n```\n"
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data=text.encode())
    assert {q.id: q.status for q in report.questions if q.line and "." in q.id} == {"2.8": "wrong", "2.12": "right"}


def test_another_np_is_not_numpy():
    assert graded("import jax.numpy as np\ngrad_hs = np.frobnicate(W2, grad_oa)") == ("not_marked", [])
    assert graded("import numpy as np\ngrad_hs = np.dott(W2.T, grad_oa)") == ("right_with_slips", [("unknown_function", "dot")])


def test_lines_know_their_places():
    source = "é = 1\ngrad_hs = np.dot(W2.T,\n    grad_oa)\n"
    for line in lines(source):
        assert source[line.start : line.end] == line.value


def test_shapes_are_told_in_the_language_of_the_report():
    text = b"# Question 2\n\n12. $x = x$ : $grad\\_hs = np.dot(W2, grad\\_oa)$\n"
    french, english = (grade_document("x.md", assignment="ift3395_devoir3", data=text, language=language).findings[0].message for language in ("fr", "en"))
    assert "matrice" in french
    assert "matrix" not in french
    assert "matrix" in english
