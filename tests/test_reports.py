"""Reports: the text, the annotated copy that loses nothing, the page that opens offline; in the language of the document and for whom they are made."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from derive.pipeline import grade_document
from derive.report import formats
from derive.report.output.markdown import mark_of
from derive.report.page import proof_lines
from derive.report.spoken import argument_in, reason_in

EXAMPLE = Path(__file__).resolve().parents[1] / "proofs" / "ift3395_devoir3" / "example.md"
SEED = next((p / "shared" / "handins" for p in EXAMPLE.parents if (p / "shared").is_dir()), Path("missing")) / "ift3395-devoir3.md"
TEXT = EXAMPLE.read_text(encoding="utf-8")
WRONG = "We say that\n\n$$\n(x+1)^2\n= x^2 + 1\n$$\n\nand that $x + x = 3x$, which\nis so.\n"
VOID = {"meta", "br", "hr", "img", "link", "input"}


def graded(text, name="hand-in.md", **options):
    return grade_document(name, data=text.encode(), **options)


def rendered(form, text, **options):
    return formats()[form].render(graded(text, **options))


class Outline(HTMLParser):
    """Tags, attributes and text of a page; fails on tags that do not nest."""

    def __init__(self, page):
        super().__init__()
        self.stack, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(page)
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.stack[-1] if self.stack else "", data))

    def text(self):
        return "".join(data for tag, data in self.texts if tag not in {"script", "style"})


def without_our_lines(annotated, text):
    mark = mark_of(text)
    kept = [line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", annotated) if mark not in line]
    return "".join(kept)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("text", [TEXT, WRONG], ids=["example", "short"])
def test_without_our_lines_the_annotated_copy_is_the_original(text, ending):
    text = text.replace("\n", ending)
    annotated = rendered("markdown", text)
    assert annotated != text
    assert without_our_lines(annotated, text) == text
    assert not re.search(r"(?<!\r)\n" if ending != "\n" else r"\r", annotated)


def test_an_annotated_copy_can_be_annotated_again():
    once = rendered("markdown", WRONG)
    twice = rendered("markdown", once)
    assert without_our_lines(twice, once) == once
    assert without_our_lines(once, WRONG) == WRONG


def test_a_last_line_without_an_end_stays_so():
    text = "So $x + x = 3x$."
    annotated = rendered("markdown", text)
    assert annotated.startswith(text + "\n> ")
    assert not annotated.endswith("\n")


def test_remarks_stand_under_what_they_judge_and_never_inside_a_formula():
    lines = rendered("markdown", WRONG).splitlines()
    ours = [number for number, line in enumerate(lines) if line.startswith("> <!--")]
    assert lines[ours[0] - 1] == "$$"
    assert "wrong" in lines[ours[0]]
    assert lines[ours[1] - 1] == "and that $x + x = 3x$, which"
    assert lines[ours[1] + 2] == "is so."


def test_remarks_in_latex_are_comments():
    text = "\\documentclass{article}\n\\begin{document}\nSo $x + x = 3x$.\n\\end{document}\n"
    report = graded(text, "hand-in.tex")
    annotated = formats()["markdown"].render(report)
    added = [line for line in annotated.splitlines() if line not in text.splitlines()]
    assert added
    assert all(line.startswith("% ") for line in added)


def test_the_page_is_well_formed_and_asks_nothing_of_anybody():
    page = rendered("html", TEXT, assignment="ift3395_devoir3")
    outline = Outline(page)
    assert not set(outline.tags) & {"img", "link", "iframe", "object", "embed", "form", "base", "a:visited"}
    for tag, name, value in outline.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in {"href", "src"}:
            assert value.startswith("#")
    assert not re.search(r"(?:https?:)?//[a-z]", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL).replace("http-equiv", ""))
    assert "@import" not in page
    assert "url(" not in page
    assert outline.tags.count("script") == 1
    assert "default-src 'none'" in page


def test_the_page_shows_every_error_every_step_and_every_question():
    report = graded(TEXT, assignment="ift3395_devoir3")
    outline = Outline(formats()["html"].render(report))
    ids = {value for _, name, value in outline.attributes if name == "id"}
    targets = [value for _, name, value in outline.attributes if name in {"aria-controls"}]
    assert set(targets) <= ids
    assert {value[1:] for _, name, value in outline.attributes if name == "href"} <= ids
    shown = outline.text()
    for number, finding in enumerate(report.findings):
        if finding.kind in {"error", "notation"}:
            assert f"f-{number}" in ids
            assert finding.message in shown
            assert finding.correction in shown
    assert {f"q-{heading.question}" for heading in report.document.headings} <= ids
    assert {f"s-{number}" for number in range(len(report.steps))} <= ids
    assert outline.tags.count("math") >= len(report.steps)
    assert "À montrer :" in shown


def test_what_is_unread_is_shown_as_its_source():
    outline = Outline(rendered("html", "So $\\clubsuit_1 < y$ and $x = x$.\n"))
    assert any(tag == "code" and "\\clubsuit_1" in data for tag, data in outline.texts)


def test_all_of_the_text_is_on_the_page():
    outline = Outline(rendered("html", TEXT))
    shown = " ".join(outline.text().split())
    for words in ("La dérivée de la sigmoïde", "Un réseau de neurones", "Le nombre de paramètres", "np.eye(m)[y-1]"):
        assert words in shown


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_reports_speak_the_language_of_the_document_or_the_one_that_was_chosen(form):
    french, english = rendered(form, TEXT), rendered(form, TEXT, language="en")
    assert "erreur" in french
    assert "n'est pas égal" in french.replace("&#39;", "'").replace("\\'", "'")
    assert "is not equal" in english
    assert "erreur" not in english


@pytest.mark.parametrize("form", sorted(formats()))
def test_students_see_no_correction_in_any_format(form):
    corrections = [f.correction for f in graded(TEXT).findings if len(f.correction) > 5]
    assert len(corrections) >= 5
    shown = rendered(form, TEXT, corrections=False)
    original = len(TEXT)
    for correction in corrections:
        assert correction not in TEXT
        assert correction not in shown
        assert correction.replace("\\", "\\\\") not in shown
    assert original


def test_colours_are_only_what_is_added():
    report = graded(TEXT)
    plain, coloured = formats()["text"].render(report), formats()["text"].coloured(report)
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[1;31m" in coloured


def test_what_needs_a_person_comes_last_in_the_order_of_the_hand_in():
    report = graded("# Question 1\n\n2. Rien\n\n$\\clubsuit_1 < y$\n\n1. Rien\n\n$\\clubsuit_2 < y$\n", assignment="ift3395_devoir3")
    last = formats()["text"].render(report).split("à voir par une personne" if report.language == "fr" else "for a person to look at:")[-1]
    places = [int(place) for place in re.findall(r"^  (\d+):", last, re.MULTILINE)]
    assert places == sorted(places)
    assert {5, 9} <= set(places)


ENGLISH = re.compile(r"\b(the|of|is|are|where|both|so|put|given|this|holds|by|what|which|case|show|nothing)\b", re.IGNORECASE)
LEADING = re.compile(r"\$[^$]*\$|«[^»]*»|\\\\[a-z]+")


@pytest.mark.parametrize("document", [EXAMPLE, SEED])
def test_a_french_report_gives_its_reasons_and_proofs_in_french(document):
    if not document.is_file():
        pytest.skip("the hand-ins with known truth are not here")
    report = grade_document(document, language="fr")
    reasons = [reason_in(step.reason, "fr", step.status) for step in report.steps if step.reason]
    proofs = [line for step in report.steps if step.verdict is not None and step.verdict.certificate is not None and step.obligation is not None for line in argument_in(proof_lines(step), "fr")]
    assert proofs
    assert any(line.startswith("À montrer : ") for line in proofs)
    assert [line for line in (*reasons, *proofs) if ENGLISH.search(LEADING.sub(" ", line))] == []
    english = [line for step in report.steps if step.verdict is not None and step.verdict.certificate is not None and step.obligation is not None for line in proof_lines(step)]
    assert any(ENGLISH.search(line) for line in english)


def test_a_reason_without_a_french_sentence_says_what_its_status_says():
    assert reason_in("the shape of W is not stated", "fr") == "la dimension de W n'est pas donnée"
    assert reason_in("two sides of unlike shapes: a vector of m entries and a scalar", "fr") == "deux membres de dimensions différentes : un vecteur de m composantes et un nombre"
    assert reason_in("a reason of tomorrow", "fr", "undecided") == "ni preuve ni contre-exemple"
    assert reason_in("a reason of tomorrow", "fr", "unread") == "une notation qui n'est pas lue"
    assert reason_in("a reason of tomorrow", "en", "unread") == "a reason of tomorrow"


def test_the_open_points_of_a_french_report_are_french_in_every_format():
    text = b"# 1. Un\n\nSoit $W \\in \\mathbb{R}^{n}$.\n\n$$a + \\clubsuit = b$$\n\n$$\\sum_i = 3$$\n"
    report = grade_document("copie.md", data=text, language="fr")
    assert any(step.reason for step in report.steps)
    for form in ("text", "html", "markdown"):
        shown = formats()[form].render(report)
        assert all(step.reason not in shown for step in report.steps if step.reason)
