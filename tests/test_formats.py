"""Input formats: what is mathematics, what is code, where questions begin, and that every span quotes its own file."""

import json
from pathlib import Path

import pytest

from derive.pipeline import grade_document
from derive.read import DocumentError, read_bytes, read_text
from derive.read.formats import format_of, input_formats
from derive.report import formats
from derive.report.positions import Positions
from derive.terms.words import words

SHARED = [folder / "shared" / "handins" for folder in Path(__file__).resolve().parents if (folder / "shared" / "handins").is_dir()]
DEV_A = SHARED[0] / "dev-a.tex" if SHARED else Path("dev-a.tex")


def sources(document):
    return [[member.source for member in statement.members] for statement in document.statements]


def readings(document):
    return [[words(m.term) if m.term is not None else None for m in s.members] for s in document.statements]


def questions(text, file):
    return [heading.question for heading in read_text(text, file).headings]


def quotes(document):
    """Every member, link and code stands where its span says."""
    for statement in document.statements:
        for member in statement.members:
            assert document.text[member.span.start : member.span.end] == member.source
    for code in document.codes:
        assert document.text[code.span.start : code.span.end] == code.source


def lines(document, found):
    positions = Positions.of_document(document)
    return [positions.of(item.span.start)[0] for item in found]


# ---------------------------------------------------------------------------------------------------------------- Markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $5 and $10, and $x$ is one", ["x"]),
        ("between $5-$10 or $ 3 to $4", []),
        (r"\$x\$ and $y$", ["y"]),
        ("`$x$` ``$y` $`` and $z$", ["z"]),
        ("```\n$x$\n```\n$y$", ["y"]),
        ("~~~\n$x$\n$$y$$", []),
        ("<!-- $x$ --> $y$", ["y"]),
        (r"\(x\) and \[y\] and $$z$$", ["x", "y", "z"]),
        ("$5 + 3 = 8$ and $2$ and $10x$", ["5 + 3 = 8", "2", "10x"]),
        ("$2 (x + 1)$", ["2 (x + 1)"]),
        ("$`x`$", ["x"]),
        ("```math\nx = y\n```", ["x = y\n"]),
        ("$a$$b$", ["a", "b"]),
        ("\\begin{align}x\\end{align}", ["\\begin{align}x\\end{align}"]),
        ("$ $ and $x$", ["x"]),
        ("$$ x\n\n= y $$", [" x\n\n= y "]),
        (r"$$x \\[2pt] y$$ \\[ z", [r"x \\[2pt] y"]),
    ],
)
def test_what_is_mathematics_in_markdown(text, expected):
    found = format_of(text, "a.md").layout(text, "a.md").found
    assert [text[span.start : span.end] for span, _ in found.formulas] == expected


def test_a_formula_that_nothing_closes_ends_at_the_blank_line_and_is_disclosed():
    document = read_text("$$ x + x = 2x\n\nWe go on with some words here and $$ y + y = 2y $$ and $z = z$\n")
    assert sources(document) == [["x + x", "2x"], ["y + y", "2y"], ["z", "z"]]
    assert [(r.code, r.span.start) for r in document.remarks] == [("unclosed", 0)]
    assert not read_text("$$ x + x\n\n= 2x $$").remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#### 8 Donner $x$\n", ["8"]),
        ("2.Donnez $x$\n", ["2"]),
        ("## Question 2\nA) $x$\nk) y\n", ["2", "2.A", "2.k"]),
        ("(a) $x$\n(b) y\n", ["a", "b"]),
        ("Q1.2 $x$\nQ2\n", ["1.2", "2"]),
        ("## Exercice 2\n**3.** $x$\n**3.** y\n", ["2", "2.3", "2.4"]),
        ("## 1.3 $x$\n### 2.b\n", ["1.3", "2.b"]),
        ("## I. $x$\n## II. y\n1. z\n3. z", ["1", "2", "2.1", "2.3"]),
        ("In 2018 we found $x$ = 3.\n3.5 cm\nA proof is this\n", []),
        ("```\n# 1. not\n```\n# 2. $x$", ["2"]),
    ],
)
def test_questions_of_markdown(text, expected):
    assert questions(text, "a.md") == expected


def test_an_assignment_in_a_code_span_is_an_answer_and_a_name_in_one_is_not():
    document = read_text("Answer: `grad_oa = os - np.eye(m)[y]`, where `os` and `m = 3` and `a == b.T` are known.\n\n$x = x$\n")
    assert [code.source for code in document.codes] == ["grad_oa = os - np.eye(m)[y]"]


def test_lines_of_prose_that_are_numpy_are_code():
    document = read_text("$x$\n\ngrad_hs = w2.T * grad_oa\ngrad\\_b2 = grad\\_oa \\\\\nwe say w = the word\n\n- z = np.dot(a, b).\n")
    assert [code.source for code in document.codes] == ["grad_hs = w2.T * grad_oa", "grad\\_b2 = grad\\_oa", "z = np.dot(a, b)"]
    quotes(document)


# ------------------------------------------------------------------------------------------------------------------- LaTeX

TEX = r"""\documentclass{article}
\newcommand{\half}[1]{\frac{#1}{2}}   % halves $x$
\DeclareMathOperator{\spl}{softplus}
\def\pair#1#2{#1 + #2}
\newcommand\twice[2][2]{#1 #2}
\newenvironment{eq}{\begin{equation}}{\end{equation}}
\begin{document}
\section{First}
% $not = read$
\subsection{}
We have $\half{x} + \half{x} = x$, at 100\% of $y$.
\begin{eq}
  \pair{x}{x} = \twice{x} % a remark
\end{eq}
\subsection{Second}
\begin{align*}
  a &= \twice[3]{a} - 2a \label{a} \\
    &= a \nonumber
\end{align*}
\begin{lstlisting}[language=Python]
grad = np.dot(a, b)  # $x$
\end{lstlisting}
\verb|$v$|
\section*{Question 5}
\begin{enumerate}
\item $\spl(x) = \ln(1 + e^x)$
\item \[ z = z \]
\end{enumerate}
\input{more}
\end{document}
$after = it$
"""


def test_a_latex_source_is_read_at_its_own_lines():
    document = read_text(TEX, "a.tex")
    quotes(document)
    assert [h.question for h in document.headings] == ["1", "1.1", "1.2", "5", "5.1", "5.2"]
    assert lines(document, document.headings) == [8, 10, 15, 24, 26, 27]
    relations = [s for s in document.statements if s.links]
    assert lines(document, relations) == [11, 13, 17, 18, 26, 27]
    assert [[m.source for m in s.members] for s in relations][:3] == [[r"\half{x} + \half{x}", "x"], [r"\pair{x}{x}", r"\twice{x}"], ["a", r"\twice[3]{a} - 2a"]]
    assert readings(document)[0] == ["x/2 + x/2", "x"]
    assert all(m.term is not None for s in relations for m in s.members if m.source)
    assert [code.source for code in document.codes] == ["grad = np.dot(a, b)  # $x$\n"]
    assert [(r.code, dict(r.data)["found"]) for r in document.remarks] == [("not_followed", "more")]


def test_a_macro_that_doubles_or_never_ends_is_unread_and_nothing_else_is():
    import time

    names = [f"\\x{chr(97 + k // 20)}{chr(97 + k % 20)}" for k in range(41)]
    macros = "".join(f"\\newcommand{{{a}}}{{{b}{b}}}" for a, b in zip(names, names[1:], strict=False))
    start = time.perf_counter()
    document = read_text(macros + "\\def\\loop{\\loop}\\begin{document}$" + names[0] + " = 1$ $\\loop = 1$ $x = x$\\end{document}", "a.tex")
    assert time.perf_counter() - start < 1
    reasons = [s.members[0].reason for s in document.statements]
    assert "grows without end" in reasons[0]
    assert "grows without end" in reasons[1]
    assert sources(document)[2] == ["x", "x"]


def test_a_macro_in_a_verdict_is_blamed_where_it_is_called():
    report = grade_document("a.tex", data=rb"\newcommand{\sq}[1]{(#1)^2}\begin{document}We have $\sq{x + 1} = \sq{x} + 1$\end{document}")
    finding = next(f for f in report.findings if f.kind == "error")
    assert report.document.text[finding.span.start : finding.span.end] == r"= \sq{x} + 1"


def test_bold_letters_that_a_macro_hides_are_never_blamed():
    text = rb"\newcommand{\vx}{\mathbf{x}}\newcommand{\vy}{\mathbf{y}}\begin{document}$\vx + \vy = \vy - \vx$\end{document}"
    assert not [f for f in grade_document("a.tex", data=text).findings if f.kind == "error"]


def test_macros_of_markdown_are_expanded_too():
    document = read_text("$\\newcommand{\\h}{\\frac{1}{2}}$ and $\\h + \\h = 1$")
    assert readings(document)[-1] == ["1/2 + 1/2", "1"]
    quotes(document)


@pytest.mark.skipif(not DEV_A.is_file(), reason="the development hand-ins are not here")
def test_the_development_source_is_read_to_its_end():
    document = read_text(DEV_A.read_text(encoding="utf-8"), "dev-a.tex")
    quotes(document)
    named = {h.question: line for h, line in zip(document.headings, lines(document, document.headings), strict=True)}
    assert (named["1.3"], named["1.9"], named["2.1"], named["2.10"], named["2.18"]) == (73, 157, 174, 365, 556)
    assert {48, 75, 98, 148, 179, 246, 344, 560} <= set(lines(document, document.statements))


# --------------------------------------------------------------------------------------------------------------- notebooks


def notebook(*cells, **more):
    return json.dumps({"nbformat": 4, "cells": [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells], **more})


def test_places_in_a_notebook_carry_their_cell():
    text = notebook(("markdown", "# Question 1\n"), ("code", "import numpy as np\ny = x  # $z = 1$"), ("markdown", ["So\n", "$$x + x = 3x$$\n", "and $$"]), ("markdown", "$y = y$"))
    report = grade_document("a.ipynb", data=text.encode())
    data = json.loads(formats()["json"].render(report))
    error = next(f for f in data["findings"] if f["class"] == "error")
    assert (error["cell"], error["line"], error["column"], error["end_column"]) == (2, 2, 9, 13)
    assert [(s["cell"], s["line"]) for s in data["steps"]] == [(2, 2), (3, 1)]
    assert "a.ipynb:cell 2:2:9" in formats()["text"].render(report)
    assert [(c.span.cell, c.source[:6]) for c in report.document.codes] == [(1, "import")]
    quotes(report.document)


def test_the_older_notebook_format_is_read():
    text = json.dumps({"worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "Question 3"}, {"cell_type": "code", "input": "a = 1"}, {"cell_type": "markdown", "source": ["$x = x$"]}]}]})
    document = read_text(text, "a.ipynb")
    assert ([h.question for h in document.headings], sources(document), document.codes[0].source) == (["3"], [["x", "x"]], "a = 1")


@pytest.mark.parametrize(
    "text",
    ["{", "[1]", '{"cells": 3}', '{"cells": [1]}', '{"cells": [{"cell_type": "code", "source": 3}]}', '{"a": ' + "9" * 5000 + "}", "[" * 100_000, "{}", '{"cells": []}'],
)
def test_what_is_no_notebook_is_refused_in_one_line(text):
    with pytest.raises(DocumentError) as error:
        read_bytes(text.encode(), "a.ipynb")
    assert str(error.value).startswith("a.ipynb: ")
    assert "\n" not in str(error.value)


# ------------------------------------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_encodings(encoding):
    document = read_bytes("Hélas, on a $x = x$".encode(encoding), "a.md")
    assert document.text == "Hélas, on a $x = x$"
    assert sources(document) == [["x", "x"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end):
    text = end.join(["# Question 1", "", "1. Montrez", "", "$$x", "+ x = 2x$$", "", "2. $y", "= y$"])
    document = read_text(text, "a.md")
    assert [h.question for h in document.headings] == ["1", "1.1", "1.2"]
    assert lines(document, document.headings) == [1, 3, 8]
    assert sources(document) == [[f"x{end}+ x", "2x"], ["y", "y"]]
    quotes(document)


@pytest.mark.parametrize("data", [b"", b" \n", b"\0" * 10, b"x" * 70_000 + b"\0", b"%PDF-1.4 $x$", b"PK\x03\x04 $x$", b"no mathematics", b"\xff\xfea"])
def test_what_cannot_be_graded_is_refused_in_one_line(data):
    with pytest.raises(DocumentError) as error:
        read_bytes(data, "a.md")
    assert "\n" not in str(error.value)


def test_the_content_decides_where_the_suffix_does_not():
    assert format_of("\\documentclass{article}", "-").name == "LaTeX"
    assert format_of('{"cells": [{"cell_type": "code"}]}', "stdin").name == "notebook"
    assert format_of("words", "hand-in").name == "Markdown"
    assert {form.name for form in input_formats()} == {"LaTeX", "notebook", "Markdown"}


def test_where_the_only_section_is_a_title_its_numbered_subsections_are_the_parts():
    text = r"\section*{Homework 3}\subsection*{1. Functions}" + "\n\\textbf{1.} $a = b$\n\n\\textbf{2.} $a = b$\n" + r"\subsection*{2. Network}" + "\n\\textbf{1.} $a = b$\n"
    assert [h.question for h in read_text(text, "hand-in.tex").headings] == ["1", "1.1", "1.2", "2", "2.1"]
    two = text.replace(r"\subsection*{2. Network}", r"\section*{Network}")
    found = [h.question for h in read_text(two, "hand-in.tex").headings]
    assert (found[0], found[-1][0]) == ("1", "2")
