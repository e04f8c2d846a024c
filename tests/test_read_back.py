"""What is printed reads back: a term as LaTeX is read as the same term; layout that means nothing changes no reading; nothing raises."""

import random
import re
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.model.claim import Notation, Symbol
from derive.model.document import Span
from derive.model.term import Term
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.terms.build import ONE, TRUE, add, arr, at, call, cases, delta, derivative, indicator, lam, mul, neg, num, power, rel, summation, sym
from derive.terms.latex import latex
from derive.terms.shapes import ShapeMismatchError, shape
from tests.formulas.table import FORMULAS
from tests.formulas.words import canonical

m, n = sym("m", "int"), sym("n", "int")
i, j = sym("i", "int"), sym("j", "int")
W, v, w, square = arr("W2", m, n), arr("v", n), arr("w", n), arr("A", n, n)
NOTATION = Notation(
    symbols=(
        Symbol("m", ("m",), sort="int"), Symbol("n", ("n",), sort="int"), Symbol("W2", ("W^{(2)}",), (m, n), kind="array"), Symbol("v", ("v",), (n,), kind="array"),
        Symbol("w", ("w",), (n,), kind="array"), Symbol("A", ("A",), (n, n), kind="array"),
    )
)  # fmt: skip
LOOKUP = Lookup(NOTATION)
SPELLING = {"W2": "W^{(2)}"}


def read(source, lookup=LOOKUP):
    text = f"u = {source}"
    return read_formula(text, Span(0, len(text)), lookup).statements[0].members[1]


def folded(term):
    """The canonical term, with products and quotients of numbers as numbers: they are printed alike."""

    def fold(node):
        from derive.terms.binding import rebuild

        node = rebuild(node, fold)
        if node.op == "mul":
            kept = []
            for part in node.args:
                if part.op == "pow" and part.args[0].op == "num" and part.args[1] == num(-1) and part.args[0].value and (not kept or kept[-1].op == "num"):
                    kept[-1:] = [num((kept[-1].value if kept else 1) / part.args[0].value)]
                else:
                    kept.append(part)
            if all(part.op == "num" for part in kept):
                return num(prod(part.value for part in kept))
            return kept[0] if len(kept) == 1 else Term("mul", tuple(kept))
        return node

    return canonical(fold(term))


letters = st.sampled_from([sym("x"), sym("y"), sym("z"), sym("theta"), sym("y_hat"), sym("lambda_1"), n, at(v, ONE), at(v, n), at(v, i), at(W, j, i)])
numbers = st.integers(0, 12).map(num)
indices = st.sampled_from([i, j, ONE, n])


def conditions(scalars):
    return st.builds(rel, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), scalars, scalars)


def larger(scalars):
    functions = st.sampled_from(["exp", "log", "tanh", "sin", "abs", "sign", "sigmoid", "softplus", "rect"])
    return st.one_of(
        st.lists(scalars, min_size=2, max_size=3).map(lambda parts: add(*parts)),
        st.lists(scalars, min_size=2, max_size=3).map(lambda parts: mul(*parts)),
        scalars.map(neg),
        st.builds(lambda a, b: mul(a, power(b, -1)), scalars, scalars),
        st.builds(power, scalars, scalars),
        st.builds(call, functions, scalars),
        st.builds(lambda a, b: call("max", a, b), scalars, scalars),
        st.builds(lambda body: summation(sym("k", "int"), ONE, n, mul(at(w, sym("k", "int")), body)), scalars),
        st.builds(derivative, scalars, st.sampled_from([sym("x"), at(v, j)])),
        st.builds(indicator, conditions(scalars)),
        st.builds(lambda c, a, b: cases((c, a), (TRUE, b)), conditions(scalars), scalars, scalars),
        st.builds(delta, indices, indices),
    )


scalars = st.recursive(st.one_of(letters, numbers), larger, max_leaves=8)
vectors = st.recursive(
    st.sampled_from([v, w]),
    lambda inner: st.one_of(
        st.builds(add, inner, inner),
        st.builds(lambda a, b: Term("had", (a, b)), inner, inner),
        st.builds(lambda a: Term("matmul", (square, a)), inner),
        st.builds(lambda a: Term("matmul", (Term("transpose", (square,)), a)), inner),
        st.builds(mul, letters, inner),
        st.just(Term("onehot", (n, i))),
        scalars.map(lambda s: lam([sym("row", "int")], [n], mul(at(v, sym("row", "int")), s))),
    ),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(scalars)
def test_a_printed_scalar_reads_back(term):
    shown = latex(term, SPELLING)
    member = read(shown)
    assert member.term is not None, f"{shown}: {member.reason}"
    assert folded(member.term) == folded(term), shown


@settings(max_examples=150, deadline=None)
@given(vectors)
def test_a_printed_vector_reads_back(term):
    try:
        shape(term)
    except ShapeMismatchError:
        return
    shown = latex(term, SPELLING)
    member = read(shown)
    assert member.term is not None, f"{shown}: {member.reason}"
    assert folded(member.term) == folded(term), shown


@pytest.mark.parametrize(("source", "shown"), [(sym("theta_star"), r"\theta^{*}"), (at(arr("p^()", n), i), r"p^{(i)}"), (at(arr("W1", m, n), i, j), r"W_{i, j}^{(1)}"), (Term("eye", (n,)), "I_{n}")])
def test_names_without_a_table_are_spelled_as_people_write_them(source, shown):
    assert latex(source) == shown


SOURCES = [source for _, source, _ in FORMULAS]


@pytest.mark.parametrize("source", SOURCES, ids=[s[:50] for s in SOURCES])
def test_layout_that_means_nothing_changes_no_reading(source):
    plain = read(source, Lookup(Notation()))
    wide = re.sub(r"(?<=[-+=&}])(?=[^}])", r" \\, ", source.replace("\\\\", "\n")) if "begin" not in source and "frac" not in source and "^" not in source and "_" not in source else source.replace("+", " + ")
    changed = [wide, source.replace("(", r"\left(").replace(")", r"\right)"), f"{{{source}}}" if "text" not in source and not source.startswith(("\\{", "\\mathbb{R}")) else source]
    for variant in changed:
        other = read(variant, Lookup(Notation()))
        assert (other.term is None) == (plain.term is None), variant
        if plain.term is not None:
            assert canonical(other.term) == canonical(plain.term), variant


@pytest.mark.parametrize("source", SOURCES, ids=[s[:50] for s in SOURCES])
def test_spans_quote_their_source(source):
    text = f"before {source} = 1 after"
    for statement in read_formula(text, Span(7, len(text) - 6), Lookup(Notation())).statements:
        for member in statement.members:
            assert text[member.span.start : member.span.end] == member.source
        for link in statement.links:
            assert text[link.span.start : link.span.end] in {"=", "<", ">", "\\in"}


PIECES = [*"xyzWeABdIno0123456789+-=<>()[]{}^_|!/,.;:&'*?~ ", "\\\\", *(r"\frac \sum \prod \partial \nabla \begin{pmatrix} \end{pmatrix} \begin{cases} \end{cases} \hat \mathbf \mathbb \text{if} \dots \vdots \left \right \{ \} \ln \exp \max \sqrt \in \forall \Rightarrow \odot \cdot \top \delta \theta \quad \underbrace \binom \pm \lim \int \mathbf{1} softmax onehot diag".split())]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_nothing_that_is_written_raises(source):
    for statement in read_formula(source, Span(0, len(source)), LOOKUP, True).statements:
        assert all(member.term is not None or member.reason for member in statement.members)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 10**6))
def test_a_damaged_formula_raises_nothing(source, seed):
    chance = random.Random(seed)
    place = chance.randrange(len(source))
    damaged = source[:place] + chance.choice(["", "{", ")", "_", "^", "\\", "&", "\\frac"]) + source[place + chance.randrange(3) :]
    read_formula(damaged, Span(0, len(damaged)), LOOKUP)
