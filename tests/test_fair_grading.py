"""Fair grading: what is mended is silent, the order of the questions does not matter, a copied question is never blamed, messages say what is missing."""

import re
import tomllib
from pathlib import Path

import pytest

from derive.grading.counts import count_of, monomials
from derive.model.obligation import Obligation
from derive.pipeline import grade_document
from derive.report.positions import Positions
from derive.terms.build import add, mul, sym

EXAMPLE = Path(__file__).resolve().parents[1] / "proofs" / "ift3395_devoir3" / "example.md"
TEXT = EXAMPLE.read_text(encoding="utf-8")
SHARED = next((p / "shared" / "handins" for p in Path(__file__).resolve().parents[2:] if (p / "shared").is_dir()), Path("missing"))
D, H, M = sym("d", "int"), sym("d_h", "int"), sym("m", "int")


def graded(text, **options):
    return grade_document("hand-in.md", data=text.encode(), **options)


def errors(report):
    return [f for f in report.findings if f.kind == "error"]


def blamed(report):
    """What is blamed, wherever it stands."""
    return sorted((f.code, report.document.text[f.span.start : f.span.end]) for f in errors(report))


def test_the_order_of_the_questions_does_not_matter():
    head, *parts = re.split(r"(?m)^(?=##+ \d|\d+\. )", TEXT.split("Question 2")[0])
    turned = head + "".join(reversed(parts)) + "Question 2" + TEXT.split("Question 2")[1]
    assert len(parts) > 3
    assert blamed(graded(turned)) == blamed(graded(TEXT))


def test_the_parts_of_the_second_question_in_another_order():
    first, second = TEXT.split("Question 2")
    head, *parts = re.split(r"(?m)^(?=\d+\. )", second)
    turned = first + "Question 2" + head + "".join(part.rstrip() + "\n\n" for part in reversed(parts))
    assert blamed(graded(turned)) == blamed(graded(TEXT))


@pytest.mark.parametrize("asks", ["Montrez que", "Show that", "Exprimez", "Prove that"])
def test_a_question_that_was_copied_out_is_never_blamed(asks):
    assert errors(graded(f"## 1. {asks} $x + x = 3x$\n\nWe have $y + y = 2y$.\n")) == []
    assert len(errors(graded(f"## 1. {asks} $x + x = 2x$\n\nWe have $y + y = 3y$.\n"))) == 1


def test_an_answer_in_the_line_of_its_number_is_judged():
    assert len(errors(graded("1. $x + x = 3x$\n"))) == 1


def test_a_count_says_what_is_missing_and_what_is_too_much():
    finding = next(f for f in graded(TEXT).findings if f.code == "count")
    data = dict(finding.data)
    assert data["missing"] == "d_h, d_h \\cdot m"
    assert data["extra"] == "d_h \\cdot d_h"
    assert "il manque d_h" in finding.message


def test_counts_are_compared_monomial_by_monomial():
    count = count_of(Obligation(add(mul(H, D), H), "=", mul(H, add(D, D))))
    assert count is not None
    assert count.missing == (H,)
    assert count.extra == (mul(D, H),)
    assert monomials(mul(M, add(D, D))) == {(D, M): 2}
    assert count_of(Obligation(add(H, D), "=", add(D, H))) is None


def test_shapes_are_named_in_words():
    finding = next(f for f in graded(TEXT).findings if f.code == "shape")
    assert "un vecteur de d_h composantes plus une matrice d_h x d" in finding.message
    assert finding.correction == "b^{(1)} + W^{(1)} x"
    spoken = next(f for f in graded(TEXT, language="en").findings if f.code == "shape")
    assert "a vector of d_h entries plus a d_h x d matrix" in spoken.message


def test_another_function_is_named_where_it_alone_makes_the_step_true():
    (finding,) = errors(graded(r"$$ \ln(sigmoid(x)) = -\ln(1 + e^{-x}) = -softmax(-x) $$"))
    assert finding.correction == "-softplus(-x)"
    assert errors(graded(r"$$ \ln(sigmoid(x)) = -\ln(1 + e^{-x}) = -softplus(-x) $$")) == []


def gold(name):
    path = SHARED / f"{name}.gold.toml"
    if not path.is_file():
        pytest.skip("the hand-ins with known truth are not here")
    return tomllib.loads(path.read_text(encoding="utf-8")), (SHARED / f"{name}.md").read_text(encoding="utf-8")


ALONE = r"$$\theta \leftarrow \theta - \eta(\frac{1}{n}\sum_{i=1}^{n}\frac{d}{d\theta}(log(\sum_{j=1}^{m}exp(O_{j}^{a}(x^{(i)}))) - O_{y^{(i)}}^{a}(x^{(i)})))$$"
"""The update with a letter of its own for the learning rate, and all of its brackets closed."""


def test_a_hand_in_mended_of_all_its_mistakes_gets_no_error_and_full_marks_for_what_it_answers():
    truth, text = gold("ift3395-devoir3")
    lines = text.split("\n")
    for finding in truth["finding"]:
        place = finding["line"] - 1
        if finding["class"] == "error" and finding["wrong"] in lines[place]:
            lines[place] = lines[place].replace(finding["wrong"], finding["right"])
    lines[71] = lines[71].replace(r"\begin{pmatrix} x_{1} \\ \vdots \\ x_{1} \end{pmatrix}", r"\begin{pmatrix} x_{1} \\ \vdots \\ x_{d} \end{pmatrix}")
    lines[73] = lines[73].replace(r" \begin{pmatrix} x_1 \\ \vdots \\ x_1 \end{pmatrix}$$", "$$")
    assert lines[117].startswith(r"$$\theta \leftarrow \theta - n(")
    lines[117] = ALONE
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data="\n".join(lines).encode())
    assert errors(report) == []
    answered = [q for q in report.questions if q.out_of is not None and q.status != "missing"]
    assert len(answered) == 19
    assert [(q.id, q.status, q.points) for q in answered if (q.status, q.points) != ("right", q.out_of)] == []


def test_corrections_of_the_known_errors_are_the_known_right_formulas():
    truth, text = gold("ift3395-devoir3")
    report = graded(text)
    positions = Positions(text)
    offered = {positions.of(f.span.start)[0]: f.correction for f in errors(report) if f.correction}
    right = [f for f in truth["finding"] if f["class"] == "error" and f["kind"] != "code" and offered.get(f["line"])]
    assert len(right) >= 8
    mended = text
    for error in sorted(errors(report), key=lambda f: -f.span.start):
        if positions.of(error.span.start)[0] in {f["line"] for f in right}:
            sign = re.match(r"\s*[=&]*\s*", text[error.span.start : error.span.end]).group()
            mended = mended[: error.span.start] + sign + error.correction + mended[error.span.end :]
    left = {mended.count("\n", 0, f.span.start) + 1 for f in errors(graded(mended))}
    assert not left & {f["line"] for f in right}
