"""Reading any text at all: never an exception, linear in its length, spans that quote, and nothing that layout could change."""

import contextlib
import json
import re
import time

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.cli import main
from derive.model.claim import Notation
from derive.model.document import Span
from derive.read import DocumentError, read_bytes, read_text
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup

LOOKUP = Lookup(Notation())
PIECES = [
    "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\begin{cases}", "\\end{cases}", "\\begin", "{", "}", "\\frac", "\\frac{d}{d", "^", "_", "(", ")", "x", "= ",
    "\\\\", "&", "\\text{", "\\mathbf{", "\n", "\n\n", "# 1.", "```", "`", "1", "2.5", "\\sum_{i=1}^n", "\\newcommand{\\a}[1]{#1}", "\\a", "\\def\\b{\\b}", "\\b", "%", "<!--", "'", "|", "\\|",
    "\\left.", "\\right", "é", "²", "√", "∑", "\u200b", "\r\n", "\\", "d", "\\partial", "np.dot(a, b)", "if ", "where ", "\\in", "\\section{", "\\item", "\\input{a}", "\\begin{lstlisting}", ",", "softmax",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)
FILES = st.sampled_from(["a.md", "a.tex", "-"])


@settings(max_examples=100, deadline=None)
@given(TEXTS, FILES)
def test_reading_any_text_never_raises_and_every_span_quotes(text, file):
    try:
        document = read_text(text, file)
    except DocumentError as error:
        assert "\n" not in str(error).replace(text, "")
        return
    assert document.text == text
    for statement in document.statements:
        for member in statement.members:
            assert text[member.span.start : member.span.end] == member.source
            assert member.term is not None or member.reason
        for link in statement.links:
            assert 0 <= link.span.start < link.span.end <= len(text)
    for item in (*document.codes, *document.remarks, *document.headings):
        assert 0 <= item.span.start <= item.span.end <= len(text)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_document_or_one_line(data):
    try:
        read_bytes(data, "a.md")
    except DocumentError as error:
        assert len(str(error)) < 200


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_cells_of_a_notebook_quote_their_own_text(cells):
    text = json.dumps({"cells": [{"cell_type": "markdown", "source": cell} for cell in cells]})
    try:
        document = read_text(text, "a.ipynb")
    except DocumentError:
        return
    starts = [sum(len(cell) + 2 for cell in cells[:number]) for number in range(len(cells))]
    for statement in document.statements:
        for member in statement.members:
            if member.source:
                offset = starts[member.span.cell]
                assert cells[member.span.cell][member.span.start - offset : member.span.end - offset] == member.source


FORMULAS = [
    r"\frac{1}{1+e^{-x}} = sigmoid(x)",
    r"\sum_{i=1}^{n} x_{i}^{2} = 2(a+b)c",
    r"\ln(1+x) \le -\ln(x-y)",
    r"\frac{d}{dx}(x^{2}) = 2x",
    r"(x+1)(y-2) = \sqrt{x+y} - |x|",
    r"a_{k} = \max(0,x) + \tanh^{2}(x)",
]
TOKEN = re.compile(r"\\[A-Za-z]+|\d+|[A-Za-z]+|.")


def terms(formula):
    reading = read_formula(formula, Span(0, len(formula)), LOOKUP)
    return [[m.term for m in s.members] for s in reading.statements], [[link.sign for link in s.links] for s in reading.statements]


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_formulas_below_are_read_at_all(formula):
    assert all(term is not None for members in terms(formula)[0] for term in members)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMULAS), st.data())
def test_space_between_tokens_changes_nothing(formula, data):
    parts = [t for t in TOKEN.findall(formula) if t != " "]
    gaps = data.draw(st.lists(st.sampled_from([" ", "\\,", "  ", "\\;", "\\!", "~", "\n"]), min_size=len(parts), max_size=len(parts)))
    assert terms("".join(part + gap for part, gap in zip(parts, gaps, strict=True))) == terms(formula)


@pytest.mark.parametrize("formula", FORMULAS)
def test_sized_parentheses_change_nothing(formula):
    for opened, closed in (("\\left(", "\\right)"), ("\\big(", "\\big)"), ("\\Bigl(", "\\Bigr)")):
        assert terms(formula.replace("(", opened).replace(")", closed)) == terms(formula)


@pytest.mark.parametrize(("plain", "braced"), [("x + y = z", "{x + y} = z"), ("2(a+b)c = x", "2{(a+b)}{c} = x"), (r"\frac{1}{x} = y", r"\frac{{1}}{{x}} = {y}"), ("x^2 = y", "x^{2} = y"), (r"\ln(x) = y", r"\ln({x}) = y")])
def test_braces_around_a_complete_piece_change_nothing(plain, braced):
    assert terms(plain) == terms(braced)
    assert None not in terms(plain)[0][0]


HEAVY = {
    "braces": ("$$" + "{" * 1_000_000 + "$$", "a.md"),
    "fractions": ("$$" + r"\frac{1}{" * 10_000 + "x" + "}" * 10_000 + "$$", "a.md"),
    "fractions that differentiate": ("$$" + r"\frac{d}{d " * 50 + "x" + "}" * 50 + "= x$$", "a.md"),
    "one line": ("$" + "x+" * 5_000_000 + "$", "a.md"),
    "open texts": ("$$" + r"\text{" * 15_000 + "$$", "a.md"),
    "fonts": ("$$" + r"\mathbf{" * 8_000 + "x" + "}" * 8_000 + "$$", "a.md"),
    "open titles": ("\\section{" * 20_000 + "$$" + "x " * 9_000 + "$$", "a.tex"),
    "open macros": ("\\newcommand{\\m}[1]{x}$$" + "\\m{" * 20_000 + "$$", "a.tex"),
    "nested macros": ("\\newcommand{\\m}[1]{#1#1#1}$$" + "\\m{" * 200 + "x" + "}" * 200 + "$$", "a.tex"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_texts_are_unread_for_a_reason_and_soon(name):
    text, file = HEAVY[name]
    start = time.process_time()
    document = read_text(text, file)
    assert time.process_time() - start < 5
    assert document.statements[0].members[0].term is None
    assert document.statements[0].members[0].reason


@pytest.mark.parametrize("unit", ["`` ` ", "```\n", "# 1.\n", "$5 and ", "x_1 = y_1\n", "\\begin{align}", "> ", "a_", "Question  ", "if $x>0$ then "])
def test_time_grows_with_the_length_and_not_with_its_square(unit):
    def seconds(count):
        start = time.process_time()
        with contextlib.suppress(DocumentError):
            read_text(unit * count + "\n\n$x = x$", "a.md")
        return time.process_time() - start

    seconds(200)
    assert seconds(8000) < 40 * (seconds(1000) + 0.02)


def test_the_read_back_shows_terms_latex_and_reasons(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Question 1\n\nWe have $\\frac{x}{2} = \\foo{x}$ for $W \\in \\mathbb{R}^{m \\times d}$.\n", encoding="utf-8")
    text = CliRunner().invoke(main, ["read", str(path)])
    assert (text.exit_code, "x/2    \\frac{x}{2}" in text.output, "unread (not yet)" in text.output) == (0, True, True)
    data = json.loads(CliRunner().invoke(main, ["read", str(path), "--format", "json"]).output)
    first = data["formulas"][0]
    assert (first["line"], first["question"], first["members"][0]["read_as"], first["members"][0]["latex"]) == (3, "1", "x/2", "\\frac{x}{2}")
    assert first["members"][1]["when"] == "not yet"
    assert data["summary"]["unread"] >= 1
    assert any(d["name"] == "W" and d["dimensions"] == ["m", "d"] for d in data["definitions"])
    refused = CliRunner().invoke(main, ["read", str(tmp_path / "missing.md")])
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)


def test_bare_words_and_invisible_characters_are_disclosed_once():
    document = read_text("$exp(x) = exp(x)$ and $ln(x\u200b) = ln(x)$")
    assert [(r.kind, r.code, dict(r.data)["found"]) for r in document.remarks] == [("note", "invisible_characters", "U+200B"), ("note", "bare_words", "exp, ln")]
    assert not read_text("$\\exp(x) = \\exp(x)$").remarks


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        (r"\frac{d}{dx}(x + (y + 1)", None),
        (r"\log(\frac{x}{(y + 1}) + 2", r"\log(\frac{x}{(y + 1)}) + 2"),
        (r"\frac{x}{y + 1)} + 2", r"\frac{x}{(y + 1)} + 2"),
        (r"\log x + y) + z", None),
    ],
)
def test_a_lost_bracket_is_put_where_it_can_only_stand(source, meant):
    def term(text):
        return read_formula(text, Span(0, len(text)), Lookup(Notation())).statements[0].members[0].term

    assert term(source) == (term(meant) if meant else None)
