"""Grading: the example hand-in's mistakes are found at their lines, nothing right is blamed, and what is mended is silent."""

from pathlib import Path

import pytest

import derive
from derive.pipeline import grade_document
from derive.report import formats
from derive.report.positions import Positions

EXAMPLE = Path(__file__).resolve().parents[1] / "proofs" / "ift3395_devoir3" / "example.md"
TEXT = EXAMPLE.read_text(encoding="utf-8")
MISTAKES = [
    ("1 + exp(x)}", "1 + exp(-x)}", "wrong_step"),
    (r"0 + \ln(1", r"0 - \ln(1", "wrong_step"),
    (r"(e^x e^{-x})^2", r"(e^x + e^{-x})^2", "wrong_step"),
    (r"b^{(1)} + W^{(1)}$$", r"b^{(1)} + W^{(1)} x$$", "shape"),
    (r"-log(\frac{exp(O_k^a)", r"-log(\frac{exp(O_y^a)", "wrong_step"),
    (r"d_h \times d + d_h \times d_h + m", r"d_h \times d + d_h + m \times d_h + m", "count"),
    ("np.zeroes", "np.zeros", "unknown_function"),
]


def graded(text, **options):
    return grade_document("hand-in.md", data=text.encode(), **options)


def errors(report):
    positions = Positions(report.document.text)
    return [(positions.of(f.span.start)[0], f.code) for f in report.findings if f.kind == "error"]


def test_each_mistake_is_found_once_at_its_line():
    expected = sorted((TEXT[: TEXT.index(wrong)].count("\n") + 1, code) for wrong, _, code in MISTAKES)
    assert sorted(errors(graded(TEXT))) == expected


@pytest.mark.parametrize(("wrong", "right", "code"), MISTAKES)
def test_a_mended_mistake_is_silent_and_the_others_stay(wrong, right, code):
    line = TEXT[: TEXT.index(wrong)].count("\n") + 1
    rest = errors(graded(TEXT.replace(wrong, right)))
    assert (line, code) not in rest
    assert len(rest) == len(MISTAKES) - 1


def test_all_mended_nothing_is_blamed():
    text = TEXT
    for wrong, right, _ in MISTAKES:
        text = text.replace(wrong, right)
    report = graded(text)
    assert errors(report) == []
    assert not [s for s in report.steps if s.status in {"refuted", "ill_typed"}]
    assert sum(s.status in {"proved", "proved_if"} for s in report.steps) >= 20


def test_the_count_shows_sizes_and_the_right_formula():
    finding = next(f for f in graded(TEXT).findings if f.code == "count")
    assert "d = 2, d_h = 3, m = 4" in finding.message
    assert "19" in finding.message
    assert "25" in finding.message
    assert finding.correction


def test_a_chain_that_recovers_has_one_culprit():
    report = graded("$$ (x+1)^2 = x^2 + 1 = x^2 + 2x + 1 $$")
    assert len(errors(report)) == 1
    assert "x^2 + 1 " in report.document.text[report.findings[0].span.start : report.findings[0].span.end + 1]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $h = \sigma(t)$ and $t = W x + b$.",
        r"$\frac{\partial L}{\partial w} = 0$ at the optimum, and $\frac{\partial t_d}{\partial x_k} = W_{kd}$",
        r"We write $z = x_2 - x_1$, so $\phi(z) = 1$.",
        r"for $k \neq y$, $m \ge d$ and $x > 0$",
        r"$f(x) = g(x) h(x)$",
        r"$c_k = 1$ and $\sigma(x) = \frac{1}{1+e^{-x}}$, $\sigma'(x) = \sigma(x)(1-\sigma(x))$",
        r"$\delta_{ij} x_j = \delta_{ij} x_i$ costs between $5 and $10",
        r"$\frac{d}{dx}(x)(x) = x$",
    ],
)
def test_what_may_be_right_is_never_blamed(text):
    assert errors(graded(text)) == []


def test_language_follows_the_document_and_can_be_chosen():
    assert "n'est pas" in graded("On a donc $$x + x = 3x$$ pour la somme").findings[0].message
    assert "is not" in graded("We have that $$x + x = 3x$$ for the sum").findings[0].message
    assert "is not" in graded("On a donc $$x + x = 3x$$ pour la somme", language="en").findings[0].message


def test_terminal_codes_do_not_reach_the_text_report():
    report = graded("We have \x1b[31m$x + x = 3x$ \u202e here")
    shown = formats()["text"].render(report)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_spans_quote_their_source():
    report = graded(TEXT)
    for step in report.steps:
        for member in (step.left_member, step.right_member):
            assert TEXT[member.span.start : member.span.end] == member.source


def test_labels_in_parentheses_and_bold_letters_without_a_table_are_never_blamed():
    text = "# 1\n\n$$\\mathbf{h}^a = \\mathbf{W} \\mathbf{x} + \\mathbf{b} = \\mathbf{W} \\mathbf{x} - \\mathbf{b}$$\n\n$$h^a = W^{(1)} x + b = W^{(1)} x - b$$\n\n$$u + 1 = u + 2$$\n"
    report = graded(text)
    assert errors(report) == [(7, "wrong_step")]
    assert "undecided" in {s.status for s in report.steps}


def test_the_readme_shows_what_the_program_prints():
    readme = (EXAMPLE.parents[2] / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```text")[1].split("```")[0].strip().split("\n", 1)[1]
    printed = formats()["text"].render(derive.grade(EXAMPLE))
    for block in shown.split("\n\n"):
        assert block.split("example.md", 1)[1].strip() in printed
