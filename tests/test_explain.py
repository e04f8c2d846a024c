"""Every code of a finding has a sentence and a page in both languages, and the examples of its page do what they say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import derive
from derive.pipeline import grade_document
from derive.report.messages import MESSAGES
from derive.report.pages import pages

ROOT = Path(derive.__file__).parent
FIELDS = {"fr", "en"}


def codes_in_use():
    """The codes that derive gives to findings and remarks, read off its source."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Finding", "Remark"}:
                place = 3 if node.func.id == "Finding" else 1
                for part in [*node.args[place : place + 1], *(k.value for k in node.keywords if k.arg == "code")]:
                    yield from (leaf.value for leaf in ast.walk(part) if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str))


def test_every_code_in_use_has_a_sentence_and_a_page():
    used = set(codes_in_use()) - {"contradiction", ""}
    assert {"wrong_step", "code_shape", "unknown_function"} <= used
    assert used <= set(MESSAGES)
    assert set(MESSAGES) == set(pages())
    assert all(set(texts) == FIELDS for texts in MESSAGES.values())


@pytest.mark.parametrize("code", sorted(pages()))
def test_the_examples_of_a_page_do_what_they_say(code):
    page = pages()[code]

    def found(text):
        return {f.code for f in grade_document(page.file, assignment=page.assignment, data=text.encode()).findings}

    assert code in found(page.wrong)
    right = found(page.right)
    assert code not in right
    assert not right & {"wrong_step", "shape", "code_value", "code_shape", "unknown_function"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_are_printed_without_loading_sympy(language):
    code = (
        f"import sys; sys.argv = ['derive', 'explain', 'count', '--language', {language!r}]\n"
        "try:\n    from derive.__main__ import main; main()\nexcept SystemExit: pass\nassert 'sympy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, check=True)
    shown = done.stdout.decode()
    assert getattr(pages()["count"], language) in shown
    assert "d_h \\times d_h" in shown


def test_an_unknown_code_is_answered_with_the_nearest():
    done = subprocess.run([sys.executable, "-m", "derive", "explain", "wrong_stpe"], cwd=ROOT.parent, capture_output=True, check=False)
    assert done.returncode == 2
    assert "wrong_step" in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
