"""Malicious text reaches no report unescaped, and no code of a hand-in ever runs."""

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from derive.cli.summary import Summary
from derive.pipeline import grade_document
from derive.report import formats
from derive.report.output.markdown import mark_of

ROOT = Path(__file__).resolve().parents[1]
NAME = "<img src=x onerror=alert(1)>=cmd|'calc'!A1\x1b[2J\u202e[a](javascript:alert(2)).md"
TEXT = """# 1. <script>alert("title")</script> $x + x = 3x$

<script>alert(1)</script> and <img src=x onerror=alert(1)> and <a href="javascript:alert(1)">x</a>

[click](javascript:alert(1)) and \x1b[31mred\x1b[0m and \u202eback\u202c and {{ 7 * 7 }} and {% raw %}

So $x + \\text{<script>alert(2)</script>} = x + 1$ and $</code><script>alert(3)</script> = x$ and $a<b>c$ and $x = 3x + 1 = x$.

2. <b onmouseover=alert(1)>two</b>

$$x + x = 4x \\text{</math><svg onload=alert(4)>}$$

```python
</code></pre><script>alert(5)</script>
```

$grad\\_oa = np.</code><script>alert(6)</script>$ and $y = np.zeroes(3)$
"""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture(scope="module")
def report():
    return grade_document(NAME, data=TEXT.encode())


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.scripts, self.inside = set(), [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.inside = tag

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts.append(data)
            self.inside = None


def test_there_is_something_to_report(report):
    assert [f for f in report.findings if f.kind == "error"]


def test_the_page_has_our_script_only_and_no_link_that_runs(report):
    text = formats()["html"].render(report)
    page = Page(text)
    assert len(page.scripts) == 1
    assert "alert" not in page.scripts[0]
    assert not page.tags & {"img", "svg", "b:onmouseover", "iframe"}
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name not in {"href", "src"} or value.startswith("#")
    assert "&lt;script&gt;" in text
    assert "{{ 7 * 7 }}" in text
    assert not CONTROLS.search(text)


def test_the_terminal_gets_no_codes_of_the_hand_in(report):
    form = formats()["text"]
    assert not CONTROLS.search(form.render(report))
    assert not CONTROLS.search(re.sub(r"\x1b\[[0-9;]*m", "", form.coloured(report)))
    assert "\x1b[31mred" not in form.coloured(report)


def test_remarks_in_the_annotated_copy_begin_no_html_and_no_link(report):
    annotated = formats()["markdown"].render(report)
    mark = mark_of(TEXT)
    ours = [line for line in annotated.splitlines() if mark in line]
    assert len(ours) > 3
    for line in ours:
        rest = line.removeprefix(f"> <!-- {mark} -->").removeprefix(f"<!-- {mark} -->")
        assert "<" not in rest
        assert not re.search(r"(?<!\\)\]\(", rest)
        assert not CONTROLS.search(rest)
    assert "".join(line for line in annotated.splitlines(keepends=True) if mark not in line) == TEXT


def test_json_escapes_and_says_the_same(report):
    text = formats()["json"].render(report)
    assert not CONTROLS.search(text.replace("\u202e", "").replace("\u202c", ""))
    assert json.loads(text)["file"] == NAME


@pytest.mark.parametrize("name", ["=1+1.md", "+1.md", "-1.md", "@SUM(A1).md", "\t=1.md", "\r=1.md", '=HYPERLINK("http://x")'])
def test_no_cell_of_the_summary_is_a_formula(name):
    report = grade_document(name, data=b"# 1. One\n\n$x + x = 3x$\n")
    summary = Summary()
    summary.add(report)
    summary.failed(name)
    rows = list(csv.reader(io.StringIO(summary.text())))
    assert len(rows) == 4
    for row in rows[1:]:
        assert row[0].startswith("'")
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


HOSTILE = [
    "import os\nos.remove({canary!r})\n$",
    "__import__('os').remove({canary!r})",
    "open({canary!r}, 'w').write('')",
    "grad_oa = open({canary!r}, 'w')",
    "grad_oa = np.zeros((lambda: __import__('os').remove({canary!r}))())",
    "while True:\n    pass",
    "grad_oa = np.sum([x for x in iter(int, 1)])",
    "grad_oa = np.zeros(10**10**10)",
    "grad_oa = 2**2**2**2**2**2**2",
    "grad_oa = " + "(" * 3000 + "1" + ")" * 3000,
    "grad_oa = np.eye(m)" + "[0]" * 900,
    "grad_oa = " + "-" * 5000 + "1",
    "grad_oa = np.tile(np.ones((9999999, 9999999)), 9999999)",
]


@pytest.mark.parametrize("code", HOSTILE, ids=range(len(HOSTILE)))
def test_code_is_never_run(tmp_path, code):
    canary = tmp_path / "canary"
    canary.write_text("alive", encoding="utf-8")
    code = code.replace("{canary!r}", repr(str(canary)))
    text = f"# Question 2\n\n8. So $x = x$\n\n```python\n{code}\n```\n\n${code.splitlines()[-1]}$\n"
    report = grade_document("hand-in.md", assignment="ift3395_devoir3", data=text.encode())
    assert canary.read_text(encoding="utf-8") == "alive"
    assert [s.status for s in report.steps if s.left == "x"] == ["proved"]
    assert next(q for q in report.questions if q.id == "2.8").status in {"not_marked", "wrong", "missing", "unread"}


def test_a_name_with_markup_reaches_no_line_of_errors():
    done = subprocess.run([sys.executable, "-m", "derive", "grade", "missing\x1b[31m[bold]\u202e.md"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert not CONTROLS.search(done.stderr.decode())
    assert "[bold]" in done.stderr.decode()
