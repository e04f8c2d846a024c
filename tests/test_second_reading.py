"""The second reader reads what it can as the first does, and what it is known to misread without a word counts as unreadable for it."""

import pytest

from derive.claims import load
from derive.engine import decide
from derive.model.claim import Notation
from derive.model.document import Span
from derive.model.obligation import Obligation
from derive.pipeline import grade_document
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.read.second import second_reading

NETWORK = load("ift3395_devoir3").notation


def readings(source, part=""):
    lookup = Lookup(NETWORK if part else Notation(), part)
    member = read_formula(source, Span(0, len(source)), lookup).statements[0].members[0]
    return member.term, second_reading(member, lookup)


@pytest.mark.parametrize(
    "source",
    [
        r"\frac{1}{2}(x+1)", r"\exp(-x)/2", r"2x^2 y", r"-x^2", r"e^{-x}y", r"\exp x + y", r"\tanh(x)^2", r"\log x", r"\ln(x+1) - \ln 2", r"|x - 1| + 1", r"\sqrt{x^2+1}",
        r"sigmoid(x)(1-sigmoid(x))", r"softplus(-x)", r"n d x", r"\frac{\partial \log(x)}{\partial x}", r"\frac{d}{dx}(x^2 y) + 1", r"\frac{d (x^2+1)^{-1}}{dx}", r"\frac{x}{y}z", r"x/2y", r"\frac{\frac{a}{b}}{c}",
    ],
)  # fmt: skip
def test_both_read_the_same(source):
    first, second = readings(source)
    assert second is not None
    assert decide(Obligation(first, "=", second)).status in {"proved", "proved_if"}


@pytest.mark.parametrize(
    "source",
    [
        r"\sum_{i=1}^{m} \exp(o_i^a)", r"\sum_{i=1}^m o^a_i + 1", r"\frac{e^{o_k^a}}{\sum_{i=1}^m e^{o_i^a}}", r"W^{(2)}_{kj} h_j^s", r"h_j^a", r"-\log(o^s_y)", r"\sum_{j=1}^{d_h} W^{(2)}_{kj} h_j^s + b_k^{(2)}",
        r"\sum_{j=1}^{m} \frac{o_j^a}{2} \cdot o^a_k",
    ],
)  # fmt: skip
def test_both_read_the_same_with_a_table(source):
    first, second = readings(source, "2")
    assert second is not None
    assert decide(Obligation(first, "=", second)).status in {"proved", "proved_if"}


@pytest.mark.parametrize("source", [r"(x^2)'", r"\tanh'(x)", r"\sum_i x_i", r"x+1)", r"\mathbf{1}_{\{x>0\}}", r"||x||_2^2", r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", r"A \odot B", r"\frac{d}{dx} x^2", r"I_n + A", r"|x| + |y|"])
def test_what_it_misreads_or_cannot_read_counts_as_unread(source):
    assert readings(source)[1] is None


@pytest.mark.parametrize(("source", "other"), [(r"\log x", r"\ln x"), (r"exp(-x)", r"e^{-x}"), (r"h_j^a", r"h^a_j")])
def test_its_known_traps_are_rewritten(source, other):
    one, two = readings(source, "1")[1], readings(other, "1")[1]
    assert one is not None
    assert one == two


def test_no_state_is_left_behind():
    readings(r"n d x")
    readings(r"\frac{d (x^2)}{dx}")
    assert readings(r"2x^2 y")[1] is not None


def test_a_wrong_step_is_blamed_where_both_agree_and_only_there():
    def statuses(text):
        return [s.status for s in grade_document("hand-in.md", data=text.encode()).steps]

    assert statuses(r"$$\sum_{i=1}^{n} 2 x_i = 3 \sum_{i=1}^{n} x_i$$") == ["refuted"]
    assert statuses(r"Let $\sigma(x) = \frac{1}{1+e^{-x}}$. $$\frac{1}{1+e^{z}} = \sigma(z)$$")[1:] == ["refuted"]


def test_a_disagreement_is_undecided_and_shows_both(monkeypatch):
    import derive.pipeline as corridor
    from derive.terms.build import num

    monkeypatch.setattr(corridor, "second_reading", lambda member, lookup: num(7))
    report = grade_document("hand-in.md", data=b"$$x + x = 3x$$")
    assert [s.status for s in report.steps] == ["undecided"]
    assert "readings" in report.steps[0].reason
    assert "7" in report.steps[0].reason
