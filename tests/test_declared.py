"""What a document says of its own letters: shapes in sets and sentences, sizes that use forces, definitions in force from their place on; and what may never be blamed."""

import pytest

from derive.pipeline import grade_document
from derive.read import read_text


def arrays(text, question=""):
    document = read_text(text)
    return {s.spellings[0].replace("{", "").replace("}", ""): ("x".join(map(str, s.dims)), s.source) for s in dict(document.scopes)[question] if s.kind == "array"}


def statuses(text):
    return [step.status for step in grade_document("hand-in.md", data=text.encode()).steps]


def errors(text):
    return [f.code for f in grade_document("hand-in.md", data=text.encode()).findings if f.kind == "error"]


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        (r"Let $\mathbf{W}^{(2)} \in \mathbb{R}^{m \times d_h}$.", "mxd_h"),
        (r"$W^{(2)}$ est $m \times d_h$.", "mxd_h"),
        (r"The matrix $W^{(2)}$ is of dimension $m \times d_h$, as we know.", "mxd_h"),
        (r"Soit $W^{(2)}, V^{(2)} \in \mathbb{R}^{m x d_h}$", "mxd_h"),
        (r"$$W^{(2)} \text{ est } m \times d_h$$", "mxd_h"),
        (r"$W^{(2)}$ is m x d_h", "mxd_h"),
        (r"$W^{(2)}$ is a vector of size $m \times 1$.", "m"),
        (r"$W^{(2)}$ est un vecteur de dimension $d_h$.", "d_h"),
    ],
)
def test_a_shape_is_taken_from_a_set_or_a_sentence(said, shape):
    assert arrays(said + " Alors $$a = b$$")["W^(2)"] == (shape, "said")


@pytest.mark.parametrize("said", [r"$W^{(2)}$ is large. The rest is $m \times d_h$.", r"$W^{(2)}$ and $m \times d_h$ are numbers", r"$L(\theta)$ is $m \times d_h$"])
def test_no_shape_is_taken_from_other_sentences(said):
    assert "W^(2)" not in arrays(said + " $$a = b$$") or arrays(said)["W^(2)"][1] != "said"


def test_sizes_follow_from_sums_products_and_shared_indices():
    text = r"Here $b^{(1)} \in \mathbb{R}^{p}$. $$h^a = W^{(1)} x^{(0)} + b^{(1)}$$ $$s_j = b^{(1)}_j + \sum_{i=1}^{q} W^{(1)}_{ji} x^{(0)}_i$$"
    found = arrays(text)
    assert found["W^(1)"] == ("pxq", "inferred")
    assert found["x^(0)"] == ("q", "inferred")
    assert found["s"] == ("p", "inferred")


def test_a_declaration_later_in_the_document_holds_for_a_labelled_letter_from_the_beginning():
    text = "# Question 1\n\n$$W^{(1)} u^{(1)} = b^{(1)} + W^{(1)} u^{(1)} - b^{(1)}$$\n\n# Question 2\n\nwhere $W^{(1)} \\in \\mathbb{R}^{p \\times q}$, $u^{(1)} \\in \\mathbb{R}^q$ and $b^{(1)} \\in \\mathbb{R}^p$\n"
    assert statuses(text)[0] == "proved"
    assert statuses(text.replace("b^{(1)} + W^{(1)} u^{(1)} - b^{(1)}", "b^{(1)} + W^{(1)} u^{(1)}"))[0] == "refuted"


def test_stated_shapes_that_cannot_fit_are_an_error_and_inferred_ones_never():
    stated = "Let $W^{(1)} \\in \\mathbb{R}^{p \\times q}$, $u^{(1)} \\in \\mathbb{R}^q$ and $b^{(1)} \\in \\mathbb{R}^p$. $$v^{(1)} = W^{(1)T} u^{(1)} + b^{(1)}$$"
    assert errors(stated.replace("^{(1)T}", "^{(1)}")) == []
    unsaid = "$$v_j = \\sum_{i=1}^{q} W^{(1)}_{ij} u^{(1)}_i + b^{(1)}_j$$ $$v = b^{(1)} + W^{(1)} u^{(1)}$$"
    assert errors(unsaid) == []


def test_a_definition_is_in_force_from_its_place_on():
    text = "# Question 1\n\n$$z = x_2 - x_1$$\n\nthen $$\\frac{1}{1 + e^z} = \\frac{e^{x_1}}{e^{x_1} + e^{x_2}}$$"
    assert statuses(text) == ["definition", "proved"]
    assert statuses(text.replace(r"\frac{e^{x_1}}", r"\frac{e^{x_2}}"))[1] == "refuted"


def test_what_was_defined_in_another_question_may_prove_and_never_refutes():
    text = "# Question 1\n\n$$z = x_2 - x_1$$\n\n# Question 2\n\n$$2z + 1 = 2x_2 - 2x_1 + 1$$"
    assert statuses(text) == ["definition", "proved"]
    assert statuses(text.replace("+ 1 = 2x_2", "+ 1 = 3x_2"))[1] == "undecided"


def test_a_letter_of_the_document_may_be_defined_again():
    assert statuses("# Question 1\n\n$$z = x + 1$$\n\n$$z = x + 2$$\n\n$$z + 1 = x + 3$$") == ["definition", "definition", "proved"]


def test_the_bound_that_is_used_most_is_the_size_and_a_stated_product_comes_first():
    text = r"$$\sum_{i=1}^n u^{(1)}_i + \sum_{i=1}^m u^{(1)}_i + \sum_{j=1}^m u^{(1)}_j = 1$$"
    assert arrays(text)["u^(1)"] == ("m", "inferred")
    stated = r"Let $V^{(1)} \in \mathbb{R}^{p \times q}$ and $w^{(1)} \in \mathbb{R}^q$. $$u^{(1)} = V^{(1)} w^{(1)}$$"
    assert arrays(stated + text)["u^(1)"] == ("p", "inferred")


@pytest.mark.parametrize(("text", "codes"), [
    (r"Thus $\hat{u} = (A^T A)^{-1} A^T s$ and the Hessian is $H = 2 A^T A$.", []),
    (r"Thus $u = A s$.", ["shape"]),
    (r"Thus $\hat{u} = A s + u$.", ["shape"]),
])  # fmt: skip
def test_a_new_letter_takes_the_shape_of_what_it_names(text, codes):
    report = grade_document("hand-in.md", data=(r"Let $A \in \mathbb{R}^{q \times p}$, $s \in \mathbb{R}^q$ and $u \in \mathbb{R}^p$." + "\n\n## Question 1\n\n" + text).encode())
    assert [f.code for f in report.findings if f.kind == "error"] == codes
