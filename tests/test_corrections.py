"""One slip planted in a right chain: that member alone is blamed, the rest stands, and what is offered is proved to be right."""

import pytest

from derive.pipeline import grade_document

CHAINS = [
    ([r"(x+1)^2", r"x^2 + 2x + 1", r"x(x+2) + 1"], 1, "2x", "3x"),
    ([r"(x+1)^2", r"x^2 + 2x + 1", r"x(x+2) + 1"], 1, "+ 2x", "- 2x"),
    ([r"\ln \frac{1}{1 + e^{-x}}", r"\ln(1) - \ln(1 + e^{-x})", r"-\ln(1 + e^{-x})"], 1, r"- \ln(1 + e", r"+ \ln(1 + e"),
    ([r"\ln \frac{1}{1 + e^{-x}}", r"\ln(1) - \ln(1 + e^{-x})", r"-\ln(1 + e^{-x})"], 2, "e^{-x}", "e^{x}"),
    ([r"\frac{1}{1+e^{-x}}", r"\frac{e^x}{e^x + 1}", r"1 - \frac{1}{1 + e^x}"], 1, r"e^x + 1}", r"e^x - 1}"),
    ([r"\frac{d}{dx}(x^3)", r"3 x^2", r"3 x x"], 1, "x^2", "x^3"),
    ([r"\frac{d}{dx}(x^3)", r"3 x^2", r"3 x x"], 1, "3 x", "x"),
    ([r"\sum_{i=1}^n (a_i + b_i)", r"\sum_{i=1}^n a_i + \sum_{i=1}^n b_i", r"\sum_{j=1}^n a_j + \sum_{j=1}^n b_j"], 1, "+", "-"),
    ([r"\frac{x^2 - y^2}{x^2}", r"\frac{(x-y)(x+y)}{x^2}", r"\frac{(x+y)(x-y)}{x^2}"], 1, "(x+y)", "(x-y)"),
    ([r"\frac{e^{-x}}{(1+e^{-x})^2}", r"\frac{1}{1+e^{-x}} \frac{e^{-x}}{1+e^{-x}}", r"\frac{e^{-x}}{(1+e^{-x})^2}"], 1, r"\frac{e^{-x}}{1+e^{-x}}", r"\frac{e^{-x}}{1-e^{-x}}"),
    ([r"\tanh(x)", r"\frac{e^x - e^{-x}}{e^x + e^{-x}}", r"\frac{e^{2x} - 1}{e^{2x} + 1}"], 1, "- e^{-x}", "+ e^{-x}"),
]  # fmt: skip


def graded(text, **options):
    return grade_document("hand-in.md", data=text.encode(), **options)


def errors(report):
    return [f for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize(("members", "place", "right", "wrong"), CHAINS)
def test_the_planted_slip_is_the_one_that_is_blamed(members, place, right, wrong):
    assert right in members[place]
    slipped = [*members]
    slipped[place] = members[place].replace(right, wrong, 1)
    text = f"We have\n\n$$ {' = '.join(slipped)} $$\n"
    (finding,) = errors(graded(text))
    assert text[finding.span.start : finding.span.end] == f"= {slipped[place]}"
    assert bool(dict(finding.data).get("recovers")) == (place < len(members) - 1)


@pytest.mark.parametrize("members", [chain[0] for chain in CHAINS])
def test_the_unharmed_chain_is_silent(members):
    assert errors(graded(f"We have\n\n$$ {' = '.join(members)} $$\n")) == []


@pytest.mark.parametrize(("members", "place", "right", "wrong"), CHAINS)
def test_what_is_offered_in_place_of_the_member_is_proved(members, place, right, wrong):
    slipped = [*members]
    slipped[place] = members[place].replace(right, wrong, 1)
    (finding,) = errors(graded(f"$$ {' = '.join(slipped)} $$\n"))
    assert finding.correction
    slipped[place] = finding.correction
    mended = graded(f"$$ {' = '.join(slipped)} $$\n")
    assert {s.status for s in mended.steps} <= {"proved", "proved_if"}


def test_the_message_says_what_to_change():
    (finding,) = errors(graded(r"We have that $$ (x+1)^2 = x^2 - 2x + 1 = x(x+2) + 1 $$ for the sum"))
    assert "“+” instead of “-”" in finding.message
    assert finding.correction == "x^2 + 2x + 1"


def test_a_minus_too_many_is_left_out():
    (finding,) = errors(graded(r"$$ (1 - x)^2 - 1 = \frac{-x^2 - 2x}{1} $$"))
    assert finding.correction == r"\frac{x^2 - 2x}{1}"
    assert "Leaving out “-”" in finding.message


def test_nothing_is_offered_where_no_small_change_helps():
    (finding,) = errors(graded(r"$$ \ln(1 + e^x) = \frac{x^7 - 13}{x} $$"))
    assert finding.correction == ""


def test_a_wrong_line_carried_on_is_one_finding():
    text = "We have\n\n$$ f = (x+1)^2 = x^2 + 1 $$\n\n$$ = 1 + x^2 $$\n\n$$ = x x + 1 $$\n"
    (finding,) = errors(graded(text))
    assert text[finding.span.start : finding.span.end] == "= x^2 + 1"


def test_a_wrong_line_that_is_stated_again_is_charged_once():
    text = "We have\n\n$$ x + x = 3x $$\n\nand so\n\n$$ x + x = 3x $$\n\n$$ y + y = 3y $$\n"
    first, second = errors(graded(text))
    assert text[first.span.start : first.span.end] == "= 3x"
    assert text[second.span.start : second.span.end] == "= 3y"


def test_a_second_slip_after_the_first_is_its_own_finding():
    text = "$$ (x+1)^2 = x^2 + 1 = x^2 + 3 $$"
    first, second = errors(graded(text))
    assert first.span.start < second.span.start


def test_the_slip_of_the_pen_is_mended_before_the_next_member_is_copied():
    (finding,) = errors(graded(r"$$ \ln sigmoid(x) = \ln(1) - \ln(1 + exp(-x)) = 0 + \ln(1 + exp(-x)) = -softplus(-x) $$"))
    assert finding.correction == r"0 - \ln(1 + exp(-x))"


@pytest.mark.parametrize(("members", "place", "right", "wrong"), CHAINS)
def test_a_correction_closes_every_bracket(members, place, right, wrong):
    slipped = [*members]
    slipped[place] = members[place].replace(right, wrong, 1)
    (finding,) = errors(graded(f"$$ {' = '.join(slipped)} $$"))
    assert finding.correction
    assert all(finding.correction.count(a) == finding.correction.count(b) for a, b in ("()", "{}", "[]"))


def test_only_what_is_blamed_is_read_twice(monkeypatch):
    from derive import pipeline

    asked, read_twice = [], pipeline.second_reading

    def counted(member, lookup):
        asked.append(member.source)
        return read_twice(member, lookup)

    monkeypatch.setattr(pipeline, "second_reading", counted)
    (finding,) = errors(graded("We have\n\n$$ (x+1)^2 = x^2 + 3x + 1 = x(x+2) + 1 $$\n"))
    assert finding.correction
    assert {source.strip() for source in asked} <= {"(x+1)^2", "x^2 + 3x + 1", "x(x+2) + 1"}
