"""What is attacked: each target has inputs to start from, and a deed that may end only as it is meant to or in a reported error.

A deed that returns has reported what is wrong with its input; whatever else it raises is a finding.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from derive.claims import AssignmentError, SchemeTable, load, scheme_table
from derive.cli.proof_file import Proof, proof_data, proofs_in, replayed
from derive.cli.single import NonsenseError, checked_formula
from derive.cli.status import one_line
from derive.cli.summary import Summary
from derive.engine import decide
from derive.kernel.refutation import refute
from derive.model.claim import Notation
from derive.model.document import Span
from derive.numpy_code import CodeFaultError, interpret
from derive.numpy_code.interpreter import faults
from derive.numpy_code.snippet import lines
from derive.pipeline import grade_document, marking_scheme
from derive.read import DocumentError, read_bytes
from derive.read.decoding import decoded
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.report import formats
from derive.steps import steps
from derive.strategies.sample_points import propose
from derive.terms.build import arr, sym
from derive.terms.entries import scalarise
from derive.terms.entrywise import entrywise, uses_arrays
from derive.terms.latex import latex
from derive.terms.plain import MalformedError
from derive.terms.shapes import ShapeMismatchError, shape
from derive.terms.words import words
from tests.formulas.table import FORMULAS
from tests.obligations.certified import GOALS

ASSIGNMENT = "ift3395_devoir3"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EXAMPLE = Path(__file__).resolve().parents[2] / "proofs" / ASSIGNMENT / "example.md"
INTRODUCED = "Soit $A \\in \\mathbb{R}^{n \\times d}$ et $v \\in \\mathbb{R}^d$ ; on pose $f(x) = x^2 + 1$ où $x > 0$.\n\n$$f'(x) = 2x, \\quad \\|Av\\|^2 = v^\\top A^\\top A v$$\n"
SNIPPETS = (
    "np.outer(u, v) @ w", "grad = os - np.eye(m)[y-1]", "np.sum(A * A, axis=1, keepdims=True)[:, 0]", "np.concatenate((A, A), axis=1)[0, -1]", "np.where(v > 0, v, 0) ** 2",
    "u.reshape(-1, 1) @ v.reshape(1, -1)", "z = np.mean(np.maximum(0, v))\nq = z.T + len(v) * t\nfor i in range(3):\n    q += i", "np.vstack((v, w))[0] / np.linalg.norm(v)",
)  # fmt: skip
WRONG_POINTS = 6


@dataclass(frozen=True)
class Target:
    """One thing to attack."""

    name: str
    starts: Callable[[], list[bytes]]
    deed: Callable[[bytes], None]
    seconds: float
    """Processor time that one input may take."""
    structured: bool = False
    """Whether the inputs are JSON."""
    share: float = 1.0
    """Its part of all inputs, beside the others'."""


class FalseProofError(Exception):
    """A certificate that was made up is accepted for something that a point refutes."""


@cache
def notation() -> Notation:
    return load(ASSIGNMENT).notation


def pieces(text: str, size: int = 900) -> list[str]:
    """A text cut between its paragraphs, and the whole of it."""
    found, own = [], ""
    for paragraph in re.split(r"(?<=\n)\n+", text):
        own += paragraph + "\n"
        if len(own) > size:
            found.append(own)
            own = ""
    return [*found, own] if own.strip() else found


def markdown() -> list[bytes]:
    return [piece.encode() for piece in (*pieces(EXAMPLE.read_text(encoding="utf-8")), INTRODUCED, "# 1\n\n$x$ and `grad = np.zeros(3)`\n\n```python\na = np.ones(3)\n```\n")]


def latex_sources() -> list[bytes]:
    start = "\\documentclass{article}\n\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\n\\begin{document}\n"
    bodies = [re.sub(r"(?m)^#+ *(.*)$", r"\\section{\1}", piece.decode()) for piece in markdown()]
    more = "\\begin{align*}\n\\pd{f}{x} &= 2x \\\\\n &= x + x % so\n\\end{align*}\n\\begin{lstlisting}\na = np.ones(3)\n\\end{lstlisting}\n"
    return [f"{start}{body}{more}\\end{{document}}\n".encode() for body in bodies]


def notebooks() -> list[bytes]:
    code = {"cell_type": "code", "source": ["a = np.ones(3)\n", "b = a.T"], "outputs": [], "metadata": {}}
    return [json.dumps({"cells": [{"cell_type": "markdown", "source": piece.decode()}, code], "metadata": {}, "nbformat": 4}).encode() for piece in markdown()]


def formulas() -> list[bytes]:
    return [source.encode() for _, source, _ in FORMULAS] + [b"x + x = 2x \\quad (x > 0)", b"\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}", b"f(x) = x^2 \\text{ si } x > 0"]


def relations() -> list[bytes]:
    """Relations: those of the example, and each formula beside itself."""
    found = [source for source in re.findall(r"\$+([^$]+)\$+", EXAMPLE.read_text(encoding="utf-8")) if "=" in source]
    return [source.encode() for source in found] + [source + b" = " + source for source in formulas()]


@cache
def certificates() -> tuple[bytes, ...]:
    found = []
    for name, goal in GOALS.items():
        verdict = decide(goal)
        if verdict.certificate is not None:
            found.append(json.dumps(proof_data([Proof(name, goal, verdict.conditions, verdict.certificate)])).encode())
    return tuple(found)


def schemes() -> list[bytes]:
    return [EXAMPLE.with_name("scheme.toml").read_bytes(), b'schema = 1\nslip = 0.5\nundecided = "full"\n[claims."1.1"]\npoints = 2\nasks = "derivation"\n[deductions]\nwrong_step = 1\n']


def reader(file: str) -> Callable[[bytes], None]:
    """Reading a document of a kind, with the assignment's table and without, and its steps."""

    def deed(data: bytes) -> None:
        try:
            document = read_bytes(data, file, notation() if len(data) % 2 else Notation())
        except DocumentError as error:
            _said(str(error))
            return
        for step in steps(document):
            assert 0 <= step.link.span.start <= step.link.span.end

    return deed


def read_one(data: bytes) -> None:
    """Reading one formula, and writing what was read."""
    text = data.decode("utf-8", "surrogateescape")
    for lookup in (Lookup(Notation()), Lookup(notation(), "2")):
        for statement in read_formula(text, Span(0, len(text)), lookup, display=len(data) % 2 == 0).statements:
            for member in statement.members:
                assert member.term is not None or member.reason or not member.source
                if member.term is not None:
                    latex(member.term)
                    words(member.term)
                    with suppress(ShapeMismatchError):
                        shape(member.term)


def check_one(data: bytes) -> None:
    """Deciding one formula."""
    try:
        lines_found, status = checked_formula(data.decode("utf-8", "replace"), (), proof=True)
    except NonsenseError as error:
        _said(str(error))
        return
    assert lines_found
    assert status in {0, 1}
    assert not any("bug: " in line for line in lines_found), lines_found


m, d, n, y = (sym(name, "int") for name in "mdny")
NAMES = {"m": m, "d": d, "n": n, "y": y, "A": arr("A", m, d), "B": arr("B", d, n), "v": arr("v", d), "u": arr("u", m), "w": arr("w", d), "t": sym("t"), "os": arr("os", m)}


def snippet(data: bytes) -> None:
    """Interpreting a piece of Python."""
    source = data.decode("utf-8", "surrogateescape")
    faults(source)
    for line in [*lines(source)][:8]:
        try:
            value = interpret(line.value, NAMES)
        except CodeFaultError as error:
            _said(str(error))
            continue
        words(value)
    try:
        shape(interpret(source, NAMES))
    except CodeFaultError as error:
        _said(str(error))
    except ShapeMismatchError:
        pass


def marking(data: bytes) -> None:
    """A marking scheme."""
    try:
        marking_scheme(load(ASSIGNMENT), SchemeTable("scheme.toml", scheme_table(data, "scheme.toml")))
    except AssignmentError as error:
        _said(str(error))


def replay(data: bytes) -> None:
    """Loading and replaying proofs; one that is accepted must not be of something that is false at a point."""
    try:
        for proof in proofs_in(data):
            status, _ = replayed(proof)
            if status != "rejected":
                _true_at_points(proof)
    except MalformedError as error:
        _said(str(error))


def _true_at_points(proof: Proof) -> None:
    goal = proof.goal
    try:
        scalar = entrywise(goal) if uses_arrays(goal) else goal
        scalar = type(goal)(scalar.left, scalar.relation, scalar.right, (*scalar.given, *map(scalarise, proof.conditions)), scalar.conventions)
        points = list(islice(propose(scalar), WRONG_POINTS))
    except (ShapeMismatchError, ValueError):
        return
    for point in points:
        if refute(scalar, point) is not None:
            raise FalseProofError(f"{goal.left} {goal.relation} {goal.right} at {point}")


def decode(data: bytes) -> None:
    """Bytes to text, and a name in the summary."""
    try:
        text = decoded(data, "a.md")
    except DocumentError as error:
        _said(str(error))
        text = data.decode("latin-1")
    summary = Summary()
    summary.failed(text)
    rows = list(csv.reader(io.StringIO(summary.text())))
    assert [len(row) for row in rows] == [5, 5]
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))
    _said(one_line(text))


def grade(data: bytes) -> None:
    """Grading a hand-in, and its report in every format."""
    try:
        report = grade_document("hand-in.md", ASSIGNMENT if len(data) % 2 else None, data=data)
    except DocumentError as error:
        _said(str(error))
        return
    assert not [finding for finding in report.findings if finding.kind == "bug"]
    for form in formats().values():
        assert form.render(report)


def _said(line: str) -> None:
    """What is said of an input is one line that a terminal can show."""
    shown = one_line(line)
    assert "\n" not in shown
    assert not CONTROLS.search(shown)


TARGETS = {
    target.name: target
    for target in (
        Target("markdown", markdown, reader("a.md"), 2.0),
        Target("latex", latex_sources, reader("a.tex"), 2.0),
        Target("notebook", notebooks, reader("a.ipynb"), 2.0, structured=True),
        Target("formula", formulas, read_one, 1.0, share=2.0),
        Target("numpy", lambda: [source.encode() for source in SNIPPETS], snippet, 2.0),
        Target("scheme", schemes, marking, 1.0),
        Target("certificate", lambda: list(certificates()), replay, 5.0, structured=True),
        Target("decode", markdown, decode, 1.0, share=0.5),
        Target("check", relations, check_one, 10.0, share=0.3),
        Target("grade", markdown, grade, 20.0, share=0.1),
    )
}
