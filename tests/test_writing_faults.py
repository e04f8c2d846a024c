"""Faults that show in the writing: each is found where it stands, its mended form is silent, and what is right is never fussed over."""

import pytest

from derive.grading.faults import faults, pieces
from derive.pipeline import grade_document
from derive.read import read_text
from derive.report.messages import MESSAGES

NETWORK = r"We have $h^a_1$, $h^s_1$, $h^a_2$, $h^s_2$, $h^a_j$, $h^s_j$, $h^a_i$, $h^s_i$, $h^a_k$, $h^s_k$, $o_k^a$, $o_j^a$, $o_i^a$, $b_k^{(2)}$, $b_1^{(2)}$, $W^{(2)}$ and $W^{(2)} h^s$."
CASES = [
    ("index_not_used", "notation", "", r"\sum_{i=1}^m o_k = 1", r"\sum_{k=1}^m o_k = 1"),
    ("index_not_used", "error", "", r"p_k = \frac{e^{o_k}}{\sum_{i=1}^m e^{o_k}}", r"p_k = \frac{e^{o_k}}{\sum_{i=1}^m e^{o_i}}"),
    ("index_not_used", "error", "", r"L = \sum_{k=1}^m y_k \frac{e^{o_k}}{\sum_{i=1}^m e^{o_k}}", r"L = \sum_{k=1}^m y_k \frac{e^{o_k}}{\sum_{i=1}^m e^{o_i}}"),
    ("bound_and_free", "notation", "", r"p = \frac{e^{x_i}}{\sum_{i=1}^m e^{x_i}}", r"p_i = \frac{e^{x_i}}{\sum_{j=1}^m e^{x_j}}"),
    ("bound_and_free", "notation", "", r"L(o_k, y) = \sum_{k=1}^m y_k o_k", r"L(o, y) = \sum_{k=1}^m y_k o_k"),
    ("index_lost", "notation", "", r"g = \sum_i 2 x_i = \sum_i 2 x", r"g = \sum_i 2 x_i = 2 \sum_i x_i"),
    ("index_lost", "notation", NETWORK, r"\frac{\partial}{\partial h_j^s} (W_{kj}^{(2)} h_j^s + b^{(2)})", r"\frac{\partial}{\partial h_j^s} (W_{kj}^{(2)} h_j^s + b_k^{(2)})"),
    ("slid_bound", "notation", r"$\sum_{j=1}^{n} x_j$", r"\sum_{i=1} n x_i = 1", r"\sum_{i=1}^{n} x_i = 1"),
    ("undefined_bound", "notation", r"$\sum_{j=1}^m y_j$", r"L = \sum_{k=1}^M y_k", r"L = \sum_{k=1}^m y_k"),
    ("missing_d", "notation", "", r"\frac{\partial h_k}{W_{ji}} = 0", r"\frac{\partial h_k}{\partial W_{ji}} = 0"),
    ("missing_d", "notation", "", r"\frac{(\log(o_y))}{\partial o_y} = 0", r"\frac{\partial (\log(o_y))}{\partial o_y} = 0"),
    ("nabla", "notation", "The gradient is:", r"\Delta_\theta L = 2 \theta", r"\nabla_\theta L = 2 \theta"),
    ("lost_script", "notation", "", r"y_i \delta{ik} = y_k", r"y_i \delta_{ik} = y_k"),
    ("lost_script", "notation", "$[a + b]_c$", r"[a]c = [b]_c", r"[a]_c = [b]_c"),
    ("lost_script", "notation", r"$W_{kj}^{(2)}$", r"W_kj^{(2)} h_j = 1", r"W_{kj}^{(2)} h_j = 1"),
    ("lost_script", "notation", "", r"e^{x_i} + ex^j = e^{x_i} + e^{x_j}", r"e^{x_i} + e^{x_j} = e^{x_j} + e^{x_i}"),
    ("doubled_letter", "notation", "", r"\mathbf{o}o_k = 1", r"\mathbf{o}_k = 1"),
    ("label_exponent", "notation", NETWORK, r"o^s h^{s^t} = M", r"o^s {h^s}^t = M"),
    ("swapped_scripts", "notation", NETWORK, r"o_a^k = 1", r"o_k^a = 1"),
    ("lost_backslash", "notation", "", r"sum_{i=1}^m x_i = 1", r"\sum_{i=1}^m x_i = 1"),
    ("unknown_command", "notation", "", r"- \s\lambda = 1", r"- \lambda = 1"),
    ("unknown_word", "notation", "", r"\operatorname{soffplus}(x) = 1", r"\operatorname{softplus}(x) = 1"),
    ("prose_in_formula", "notation", "", r"-log(p)whereweusethisvalue = 1", r"-log(p) = 1"),
    ("not_a_set", "notation", "", r"W \in \mathbb{R}^{m x d}", r"W \in \mathbb{R}^{m \times d}"),
    ("not_a_set", "notation", "", r"v \in 1^{m}", r"v \in \mathbb{R}^{m}"),
    ("slid_conclusion", "notation", "", r"f = \begin{cases} 1 & x > 0 \Rightarrow y = 1 \\ 0 & x \le 0 \end{cases}", r"f = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases} \Rightarrow y = 1"),
    ("label", "notation", NETWORK, r"\frac{\partial h^s}{\partial h_j} = 1", r"\frac{\partial h^s}{\partial h^a_j} = 1"),
    ("label", "notation", "", r"R = \sum_{i=1}^n L(f(x^{(i)}), y)", r"R = \sum_{i=1}^n L(f(x^{(i)}), y^{(i)})"),
    ("label_without_parentheses", "notation", NETWORK, r"A = \begin{pmatrix} W_{11}^{2} & \dots & W_{1d}^{2} \\ W_{m1}^{2} & \dots & W_{md}^{2} \end{pmatrix}", r"A = \begin{pmatrix} W_{11}^{(2)} & \dots & W_{1d}^{(2)} \\ W_{m1}^{(2)} & \dots & W_{md}^{(2)} \end{pmatrix}"),
    ("example_label", "error", "", r"R = \sum_{i=1}^n L(f(x^{(i)}), y^{(1)})", r"R = \sum_{i=1}^n L(f(x^{(i)}), y^{(i)})"),
    ("softmax_of_entry", "notation", "", r"softmax(v_a) = 1", r"softmax(v)_a = 1"),
    ("pattern_entry", "error", "", r"x = \begin{pmatrix} x_1 \\ \vdots \\ x_1 \end{pmatrix}", r"x = \begin{pmatrix} x_1 \\ \vdots \\ x_d \end{pmatrix}"),
    ("broken_entry", "notation", "", r"A = \begin{pmatrix} w_{11} & w_{12} & \dots & w_{1d} \\ \vdots & & & \vdots \\ w_{m} & w_{m2} & \dots & w_{md} \end{pmatrix}", r"A = \begin{pmatrix} w_{11} & w_{12} & \dots & w_{1d} \\ \vdots & & & \vdots \\ w_{m1} & w_{m2} & \dots & w_{md} \end{pmatrix}"),
    ("entries_label", "error", "", r"b = \begin{pmatrix} b_1^{(1)} \\ \vdots \\ b_m^{(2)} \end{pmatrix}", r"b = \begin{pmatrix} b_1^{(2)} \\ \vdots \\ b_m^{(2)} \end{pmatrix}"),
    ("columns", "error", "", r"h = \begin{pmatrix} a_1 \\ \vdots \\ a_m \end{pmatrix} \begin{pmatrix} x_1 \\ \vdots \\ x_d \end{pmatrix}", r"h = \begin{pmatrix} a_1 \\ \vdots \\ a_m \end{pmatrix}"),
    ("zero_column", "error", "", r"g = \begin{pmatrix} p_1 \\ \vdots \\ p_y \\ \vdots \\ p_m \end{pmatrix} - \begin{pmatrix} 0 \\ \vdots \\ 0 \\ \vdots \\ 0 \end{pmatrix}", r"g = \begin{pmatrix} p_1 \\ \vdots \\ p_y \\ \vdots \\ p_m \end{pmatrix} - \begin{pmatrix} 0 \\ \vdots \\ 1 \\ \vdots \\ 0 \end{pmatrix}"),
    ("repeated_entry", "error", "", r"\theta = \{W^{(1)}, b^{(1)}, W^{(2)}, W^{(2)}\}", r"\theta = \{W^{(1)}, b^{(1)}, W^{(2)}, b^{(2)}\}"),
    ("repeated_coefficient", "error", r"$\lambda_{22}$", r"R = \lambda_{11} u + \lambda_{12} v + \lambda_{21} w + \lambda_{21} z", r"R = \lambda_{11} u + \lambda_{12} v + \lambda_{21} w + \lambda_{22} z"),
    ("two_meanings", "notation", "", r"\theta \leftarrow \theta - n(\frac{1}{n} \sum_{i=1}^{n} g_i)", r"\theta \leftarrow \theta - \eta(\frac{1}{n} \sum_{i=1}^{n} g_i)"),
    ("entry_and_array", "error", "", r"\frac{\partial L}{\partial h_j} = W^T g", r"\frac{\partial L}{\partial h} = W^T g"),
    ("other_entry", "error", "", r"\frac{\partial h_k}{\partial W_{ji}} = \frac{\partial}{\partial W_{ji}} (W_{ji} x_i + b_j)", r"\frac{\partial h_j}{\partial W_{ji}} = \frac{\partial}{\partial W_{ji}} (W_{ji} x_i + b_j)"),
    ("mixed_products", "notation", "", r"g = a W^T \circ b V^T", r"g = (a W^T \circ b) V^T"),
]  # fmt: skip


def found(context, formula):
    text = f"Some words. {context}\n\n$$ {formula} $$\n"
    return text, [*faults(read_text(text))]


@pytest.mark.parametrize(("code", "kind", "context", "wrong", "right"), CASES)
def test_each_fault_is_found_and_its_mended_form_is_silent(code, kind, context, wrong, right):
    text, seen = found(context, wrong)
    assert (code, kind) in {(f.code, f.kind) for f in seen}
    assert all(text.index(wrong) - 1 <= f.span.start < f.span.end <= text.index(wrong) + len(wrong) for f in seen if f.code == code)
    assert found(context, right)[1] == []


@pytest.mark.parametrize(("code", "kind", "context", "wrong", "right"), CASES)
def test_each_fault_is_reported_with_a_sentence_in_both_languages(code, kind, context, wrong, right):
    text = f"Some words. {context}\n\n$$ {wrong} $$\n"
    for language in ("fr", "en"):
        report = grade_document("hand-in.md", data=text.encode(), language=language)
        assert [f for f in report.findings if f.kind == kind and f.message], (code, right)
        assert code in MESSAGES


@pytest.mark.parametrize(
    "formula",
    [
        r"\sum_{i=1}^n c = n c",
        r"\sum_{i=1}^n x_i + \sum_{i=1}^n y_i = \sum_{i=1}^n (x_i + y_i)",
        r"\frac{\sum_{j=1}^n x_j}{\sum_{j=1}^n y_j} = \frac{a}{b}",
        r"\sum_k p_k = \sum_k \frac{e^{o_k}}{\sum_j e^{o_j}} = 1",
        r"\frac{\partial f}{2} = \frac{\partial x}{\partial y}",
        r"\frac{\partial^2 f}{\partial x^2} = 0",
        r"\delta_{ik} x_k = x_i",
        r"A^T A = B^T \circ C",
        r"\begin{pmatrix} 1 \\ \vdots \\ 1 \end{pmatrix} = \mathbf{1}",
        r"\begin{pmatrix} 0 \\ \vdots \\ 0 \end{pmatrix} + \begin{pmatrix} x_1 \\ \vdots \\ x_n \end{pmatrix} = x",
        r"\begin{pmatrix} x_1 \\ \vdots \\ x_n \end{pmatrix} \begin{pmatrix} y_1 & \dots & y_m \end{pmatrix} = x y^T",
        r"\frac{\partial L}{\partial h_j} = [W^T g]_j",
        r"\frac{\partial L}{\partial h_j} = \sum_k W_{kj} g_k",
        r"w_{ij}^2 + w_{ik}^2 = a",
        r"\begin{pmatrix} a_1^{(1)} \\ \vdots \\ a_1^{(L)} \end{pmatrix} = a",
        r"\begin{pmatrix} b_1^{(1)} \\ \vdots \\ b_d^{(1)} \\ b_1^{(2)} \\ \vdots \\ b_m^{(2)} \end{pmatrix} = \theta",
        r"\sum_{k=1}^m g_k = \sum_{k=1}^m \frac{\partial L}{\partial \hat{y_k}} \frac{\partial \hat{y_k}}{\partial z_j}",
        r"S = \{a, b, a + b\}",
        r"\theta_{t+1} = \theta_t - \eta \frac{1}{n} \sum_{i=1}^n g_i",
    ],
)
def test_what_is_written_well_is_left_alone(formula):
    assert found("", formula)[1] == []


def test_two_indices_that_are_said_to_be_equal_are_one_entry():
    formula = r"\frac{\partial h_k}{\partial W_{ji}} = \frac{\partial}{\partial W_{ji}} (W_{ji} x_i + b_j)"
    assert [f.code for f in found("", formula)[1]] == ["other_entry"]
    assert found("Now for k = j:", formula)[1] == []


def test_a_slip_that_is_repeated_within_a_line_is_one_finding():
    text = "$[a]_c$\n\n$$ [a + b]c = [b + a]c $$\n"
    report = grade_document("hand-in.md", data=text.encode())
    assert len([f for f in report.findings if f.code == "lost_script"]) == 1


@pytest.mark.parametrize("source", ["{" * 300, r"\frac{" * 200, r"\begin{pmatrix}" * 90, "x_" * 200, "^", r"a_{b", r"\end{x}", r"\mathbf", "x^{}_{}"])
def test_pieces_never_fail(source):
    assert isinstance(pieces.shown(pieces.pieces(source, 0, len(source))), str)
