"""Marks: full for what is right, lost for what is wrong and nowhere else, and never lost to what is undecided."""

from pathlib import Path

import pytest

from derive.claims import AssignmentError, SchemeTable
from derive.grading.scheme import SchemeError, scheme
from derive.pipeline import grade_document

EXAMPLE = Path(__file__).resolve().parents[1] / "proofs" / "ift3395_devoir3" / "example.md"
MISTAKES = [
    ("1 + exp(x)}", "1 + exp(-x)}", "1.1"),
    (r"0 + \ln(1", r"0 - \ln(1", "1.2"),
    (r"(e^x e^{-x})^2", r"(e^x + e^{-x})^2", "1.4"),
    (r"b^{(1)} + W^{(1)}$$", r"b^{(1)} + W^{(1)} x$$", "2.1"),
    (r"-log(\frac{exp(O_k^a)", r"-log(\frac{exp(O_y^a)", "2.4"),
    (r"d_h \times d + d_h \times d_h + m", r"d_h \times d + d_h + m \times d_h + m", "2.5"),
    ("np.zeroes", "np.zeros", "2.10"),
]
ANSWERED = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.7", "2.8", "2.10"]
NOT_ASKED = {"1.5"}
"""It stands in the place of a question and answers another one: a person has to look."""
WRONG_ANSWERS = [
    ("= tanh(\\frac{x}{2})$$", "= tanh(\\frac{x}{3})$$", "1.1"),
    ("= -softplus(-x)$$", "= softplus(-x)$$", "1.2"),
    ("= sigmoid(x)(1-sigmoid(x))", "= sigmoid(x)(1+sigmoid(x))", "1.3"),
    (r"1 - \tanh^2(x)", r"1 + \tanh^2(x)", "1.4"),
    ("b^{(1)} + W^{(1)} x$$", "b^{(1)} - W^{(1)} x$$", "2.1"),
    ("w_{ki}^{(2)} h_i^s", "w_{ki}^{(2)} h_k^s", "2.2"),
    ("=1$$", "=2$$", "2.3"),
    ("exp(O_i^a)) - O_y^a", "exp(O_i^a)) + O_y^a", "2.4"),
    (r"m \times d_h + m", r"m \times d_h + d", "2.5"),
    (r"O_k^s - \delta_{ky}$$", r"O_k^s + \delta_{ky}$$", "2.7"),
    ("np.eye(m)[y-1]$", "np.eye(m)[y]$", "2.8"),
    ("np.outer(os, hs)", "np.outer(hs, os)", "2.10"),
]


def mended():
    text = EXAMPLE.read_text(encoding="utf-8")
    for wrong, right, _ in MISTAKES:
        assert wrong in text
        text = text.replace(wrong, right)
    return text


def marks(text, marking=None):
    table = SchemeTable("mine.toml", marking) if marking is not None else None
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data=text.encode(), marking=table)
    return {q.id: (q.status, q.points, q.out_of) for q in report.questions}, report


def test_everything_mended_gets_full_marks_where_it_is_answered():
    found, report = marks(mended())
    for question in ANSWERED:
        status, points, out_of = found[question]
        assert (question, status, points) == (question, "right", out_of)
    assert {question for question, (status, _, out_of) in found.items() if out_of and status != "missing"} - NOT_ASKED == set(ANSWERED)
    assert not [f for f in report.findings if f.kind in {"error", "notation", "bug"}]


@pytest.mark.parametrize(("right", "wrong", "question"), WRONG_ANSWERS, ids=[case[2] for case in WRONG_ANSWERS])
def test_a_wrong_answer_loses_its_points_and_no_others(right, wrong, question):
    text = mended()
    assert text.count(right) == 1
    before, _ = marks(text)
    after, _ = marks(text.replace(right, wrong))
    assert after[question][:2] == ("wrong", 0.0)
    assert {q: mark for q, mark in after.items() if q != question} == {q: mark for q, mark in before.items() if q != question}


@pytest.mark.parametrize(("wrong", "right", "question"), MISTAKES, ids=[case[2] for case in MISTAKES])
def test_a_slip_costs_something_in_its_own_question_only(wrong, right, question):
    whole, _ = marks(mended())
    found, _ = marks(mended().replace(right, wrong))
    assert found[question][0] in {"right_with_slips", "wrong"}
    assert found[question][1] < found[question][2]
    assert {q: mark for q, mark in found.items() if q != question} == {q: mark for q, mark in whole.items() if q != question}


def test_slips_recover_and_wrong_ends_do_not():
    found, _ = marks(EXAMPLE.read_text(encoding="utf-8"))
    assert found["1.1"] == ("right_with_slips", 0.75, 1.0)
    assert found["2.1"] == ("wrong", 0.0, 2.0)
    assert found["2.5"] == ("wrong", 0.0, 2.0)
    assert found["2.10"] == ("right_with_slips", 0.5, 1.0)


def questions_of(text):
    head, rest = text.split("## Question 1", 1)
    one, two = rest.split("Question 2", 1)
    return head, one, two


def test_a_question_that_is_copied_out_is_missing():
    text = "# Question 1\n\n2. Montrez que $\\ln sigmoid(x) = -softplus(-x)$\n\n3. Montrez que\n\n$$\\frac{d sigmoid(x)}{dx} = sigmoid(x)(1 - sigmoid(x))$$\n\n4. La dérivée de tanh\n\n5. Le signe\n\n$$sign(x) = 1_{\\{x > 0\\}} - 1_{\\{x < 0\\}}$$\n"
    found, _ = marks(text)
    assert found["1.2"] == ("missing", 0.0, 1.0)
    assert found["1.3"] == ("missing", 0.0, 1.0)
    assert found["1.4"] == ("missing", 0.0, 1.0)
    assert found["1.1"] == ("missing", 0.0, 1.0)
    assert found["2.6"][:2] == ("missing", 0.0)
    read_by_a_person, _ = marks(text, marking={"claims": {"2.6": {"points": 2, "asks": "prose"}}})
    assert read_by_a_person["2.6"][:2] == ("not_marked", None)


def test_nothing_is_missing_where_the_assignment_was_not_named():
    report = grade_document("hand-in.md", data=EXAMPLE.read_bytes())
    assert report.assignment == "ift3395_devoir3"
    assert {q.status for q in report.questions} <= {"right", "right_with_slips", "wrong", "unread", "not_marked"}


def test_without_an_assignment_nothing_is_right_and_nothing_has_points():
    report = grade_document("hand-in.md", data=b"# 1. One\n\n$(x+1)^2 = x^2 + 2x + 1$\n\n# 2. Two\n\n$(x+1)^2 = x^2 + 1$\n")
    assert [(q.status, q.points) for q in report.questions] == [("not_marked", None), ("wrong", None)]


def test_what_is_undecided_goes_to_a_person_and_costs_nothing():
    text = mended().replace("= -softplus(-x)$$", "= \\clubsuit$$")
    found, _ = marks(text)
    assert found["1.2"] == ("not_marked", None, 1.0)
    generous, _ = marks(text, marking={"undecided": "full", "claims": {"1.2": {"points": 4, "asks": "derivation"}}})
    assert generous["1.2"] == ("not_marked", 4.0, 4.0)
    empty, _ = marks(mended().replace("Question 2", "9. Rien\n\nQuestion 2"), marking={"undecided": "full", "claims": {"1.9": {"points": 4, "asks": "formula"}}})
    assert empty["1.9"] == ("missing", 0.0, 4.0)


def test_an_answer_in_prose_goes_to_a_person():
    text = mended().replace("Question 2", "9. La norme\n\nLa dérivée de chaque valeur absolue est son signe, donc le gradient est le vecteur des signes des composantes.\n\nQuestion 2")
    assert marks(text)[0]["1.9"] == ("not_marked", None, 1.0)


def test_the_order_of_the_questions_does_not_matter():
    head, one, two = questions_of(mended())
    swapped = f"{head.rstrip('# ')}\n\nQuestion 2{two}\n\n## Question 1{one}"
    found, _ = marks(mended())
    assert marks(swapped)[0] == found


def test_two_case_answers_count_together():
    cases = (
        "# Question 2\n\n9. Les gradients\n\n"
        "Pour $k \\neq y$,\n\n$$\\frac{\\partial L}{\\partial W_{kj}^{(2)}} = o_k^s h_j^s$$\n\n"
        "Pour $k = y$,\n\n$$\\frac{\\partial L}{\\partial W_{kj}^{(2)}} = (o_y^s - 1) h_j^s$$\n"
    )
    assert marks(cases)[0]["2.9"][:2] == ("right", 3.0)
    assert marks(cases.split("Pour $k = y$", maxsplit=1)[0])[0]["2.9"][:2] == ("not_marked", None)
    assert marks(cases.replace("- 1) h", "+ 1) h"))[0]["2.9"][:2] == ("wrong", 0.0)


BAD = [
    ({"claim": {}}, "claim: unknown key"),
    ({"schema": 2, "claims": {}}, "schema"),
    ({"undecided": "zero"}, "undecided"),
    ({"claims": {"1.1": 3}}, 'claims."1.1"'),
    ({"claims": {"1.1": {"points": -1}}}, 'claims."1.1".points'),
    ({"claims": {"1.1": {"points": True}}}, 'claims."1.1".points'),
    ({"claims": {"1.1": {}}}, 'claims."1.1".points: missing'),
    ({"claims": {"1.1": {"points": 1, "asks": "song"}}}, 'claims."1.1".asks'),
    ({"claims": {"1.1": {"points": 1, "ask": "code"}}}, 'claims."1.1".ask: unknown key'),
    ({"claims": {"9.9": {"points": 1}}}, 'claims."9.9"'),
    ({"deductions": {"wrong_stop": 1}}, "deductions.wrong_stop"),
    ({"wrong": 2, "claims": {"1.1": {"points": 1}}}, "wrong"),
    ({}, "claims: missing"),
]


@pytest.mark.parametrize(("table", "key"), BAD, ids=[case[1] for case in BAD])
def test_a_wrong_scheme_names_its_key_in_one_line(table, key):
    with pytest.raises(SchemeError) as caught:
        scheme(table, ["1.1"], ["wrong_step"])
    assert str(caught.value).startswith(key)
    assert "\n" not in str(caught.value)


def test_another_scheme_takes_the_place_of_the_assignments():
    text = EXAMPLE.read_text(encoding="utf-8")
    other = {"wrong": 0.5, "deductions": {"wrong_step": 1}, "claims": {"1.1": {"points": 10, "asks": "derivation"}, "2.5": {"points": 4}}}
    found, _ = marks(text, marking=other)
    assert found["1.1"] == ("right_with_slips", 9.0, 10.0)
    assert found["2.5"] == ("wrong", 2.0, 4.0)
    assert found["1.2"] == ("right_with_slips", None, None)
    with pytest.raises(AssignmentError, match=r"^mine\.toml: claims"):
        marks(text, marking={"claims": {"7.7": {"points": 1}}})


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("grad_W2 = np.outer(grad_oa, hs)", "grad_W2 = np.outer(-grad_oa, hs)"), ("grad_hs = W2.T @ (os - np.eye(m)[y-1])", "grad_hs = W2.T @ (os - np.eye(m)[y])")],
)
def test_an_answer_may_use_an_earlier_one_or_write_it_out(right, wrong):
    def faulty(answer):
        return [f.code for f in marks(f"# Question 2\n\n10. `{answer}`\n")[1].findings if f.kind == "error"]

    assert faulty(right) == []
    assert len(faulty(wrong)) == 1
