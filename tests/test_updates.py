"""An answer given with an arrow is the new value of its left side: right where it is what the claim says, refuted with a witness where it is not, in French and in English."""

import pytest

from derive.pipeline import grade_document

FRENCH = "# Question 2\n\n6. Exprimer avec un bref pseudo-code la descente de gradient\n\nPour N itérations :\n\n$${}$$\n"
ENGLISH = "# Question 2\n\n6. Write the gradient descent in pseudo-code\n\nFor N iterations:\n\n$${}$$\n"
LOSS = r"\log(\sum_{j=1}^{m} \exp(O_j^a(x^{(i)}))) - O_{y^{(i)}}^a(x^{(i)})"
RIGHT = [
    rf"\theta \leftarrow \theta - \eta (\frac{{1}}{{n}} \sum_{{i=1}}^{{n}} \frac{{d}}{{d\theta}} ({LOSS}))",
    r"\theta \gets \theta - \alpha \frac{\partial \hat{R}}{\partial \theta}",
    r"\theta \mapsfrom \theta - \eta \nabla_\theta \hat{R}",
    r"\theta <- \theta - \eta \nabla_\theta \hat{R}",
    r"\theta := \theta - \eta \nabla_\theta \hat{R}(\theta)",
    r"\theta = \theta - \eta \nabla_\theta \hat{R}",
    r"\theta \leftarrow \theta - \frac{\eta}{n} \sum_{i=1}^n \nabla_\theta L(x^{(i)}, y^{(i)})",
    r"\theta \leftarrow \theta - \eta \nabla_\theta \hat{R} = \theta - \frac{\eta}{n} \sum_{i=1}^n \frac{\partial L_i}{\partial \theta}",
    r"b^{(2)} \leftarrow b^{(2)} - \eta \frac{\partial \hat{R}}{\partial b^{(2)}}",
    r"b_j^{(2)} \leftarrow b_j^{(2)} - \frac{\eta}{n} \sum_{i=1}^n (o_j^s(x^{(i)}) - 1_{\{y^{(i)} = j\}})",
    r"W^{(2)} \leftarrow W^{(2)} - \eta \frac{\partial \hat{R}}{\partial W^{(2)}}",
]
WRONG = {
    "the sign of the step": r"\theta \leftarrow \theta + \eta \nabla_\theta \hat{R}",
    "the sign, written out": rf"\theta \leftarrow \theta + \eta (\frac{{1}}{{n}} \sum_{{i=1}}^{{n}} \frac{{d}}{{d\theta}} ({LOSS}))",
    "the mean that is a sum": rf"\theta \leftarrow \theta - \eta (\sum_{{i=1}}^{{n}} \frac{{d}}{{d\theta}} ({LOSS}))",
    "the slope of a sum": r"\theta \leftarrow \theta - \eta \nabla_\theta (\sum_{i=1}^n L_i)",
    "another letter's gradient": r"b_k^{(2)} \leftarrow b_k^{(2)} - \eta \frac{\partial \hat{R}}{\partial b_k^{(1)}}",
    "the examples' number as the rate": r"\theta \leftarrow \theta - n \nabla_\theta \hat{R}",
    "the other way round": r"\theta \leftarrow \eta \nabla_\theta \hat{R} - \theta",
    "another matrix": r"W^{(2)} \leftarrow W^{(2)} + \eta \frac{\partial \hat{R}}{\partial W^{(2)}}",
    "transposed": r"W_{kj}^{(1)} \leftarrow W_{kj}^{(1)} - \frac{\eta}{n} \sum_{i=1}^n \frac{\partial L_i}{\partial W_{jk}^{(1)}}",
}
FOR_A_PERSON = {
    "one example": r"\theta \leftarrow \theta - \eta \nabla_\theta L",
    "an unknown direction": r"\theta \leftarrow \theta - \eta g",
    "an index with two meanings": r"W_{ji}^{(1)} \leftarrow W_{ji}^{(1)} - \frac{\eta}{n} \sum_{i=1}^n \frac{\partial L_i}{\partial W_{ji}^{(1)}}",
    "a defined quantity": r"h^a \leftarrow h^a - \eta \frac{\partial \hat{R}}{\partial h^a}",
}


def graded(update, words):
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data=words.format(update).encode())
    (question,) = [q for q in report.questions if q.id == "2.6"]
    return question, [f for f in report.findings if f.kind == "error"]


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("update", RIGHT)
def test_a_right_update_gets_full_marks(update, words):
    question, errors = graded(update, words)
    assert (question.status, question.points, errors) == ("right", 2.0, [])


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("update", WRONG.values(), ids=WRONG)
def test_a_wrong_update_is_refuted_and_loses_its_points(update, words):
    question, errors = graded(update, words)
    assert (question.status, question.points) == ("wrong", 0.0)
    (error,) = errors
    assert error.witness is not None
    assert error.witness.left != error.witness.right


def test_shapes_that_cannot_be_added_are_an_error_of_the_update():
    question, (error,) = graded(r"b^{(2)} \leftarrow b^{(2)} - \eta \frac{\partial \hat{R}}{\partial b^{(1)}}", FRENCH)
    assert (question.points, error.code) == (0.0, "shape")


@pytest.mark.parametrize("update", FOR_A_PERSON.values(), ids=FOR_A_PERSON)
def test_what_may_be_meant_otherwise_goes_to_a_person(update):
    question, errors = graded(update, FRENCH)
    assert (question.status, errors) == ("not_marked", [])


def test_the_number_of_examples_in_the_place_of_the_rate_is_a_slip_of_notation():
    question, errors = graded(rf"\theta \leftarrow \theta - n (\frac{{1}}{{n}} \sum_{{i=1}}^{{n}} \frac{{d}}{{d\theta}} ({LOSS}))", FRENCH)
    assert (question.status, question.points, errors) == ("right_with_slips", 1.5, [])
    question, errors = graded(rf"\theta \leftarrow \theta + n (\frac{{1}}{{n}} \sum_{{i=1}}^{{n}} \frac{{d}}{{d\theta}} ({LOSS}))", FRENCH)
    assert (question.status, question.points, len(errors)) == ("wrong", 0.0, 1)


def test_an_equals_sign_that_makes_something_out_of_itself_is_an_update_only_in_a_program():
    def faulty(text):
        return [f.code for f in grade_document("-", data=text.encode()).findings if f.kind == "error"]

    step = "Let $c > 0$ be a number.\n\n{}\n\n$$c = c - 1$$\n"
    assert faulty(step.format("For N iterations, we take one away:")) == []
    assert faulty(step.format("Pour chaque itération, on retire un :")) == []
    assert faulty(step.format("We know that")) == ["wrong_step"]


def test_an_arrow_may_also_name_what_a_claim_asks_for():
    text = "# Question 2\n\n2. La couche de sortie\n\n$$o_k^a \\leftarrow b_k^{(2)} + \\sum_{i=1}^{d_h} w_{ki}^{(2)} h_i^s$$\n"
    marks = [grade_document("-", assignment="ift3395_devoir3", data=t.encode()) for t in (text, text.replace("+", "-"))]
    assert [next(q.status for q in report.questions if q.id == "2.2") for report in marks] == ["right", "wrong"]
