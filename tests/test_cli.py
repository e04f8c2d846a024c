"""The command line: exit statuses, one clear line for bad input, nothing lost, no SymPy for --help."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "proofs" / "ift3395_devoir3" / "example.md"


def run(*args, stdin=None):
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "derive", *args], capture_output=True, cwd=ROOT, input=stdin, env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}, check=False
    )


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_loads_neither_sympy_nor_flint(flag):
    code = f"import sys; sys.argv = ['derive', {flag!r}]\ntry:\n    from derive.__main__ import main; main()\nexcept SystemExit: pass\nassert 'sympy' not in sys.modules and 'flint' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


BAD = [
    pytest.param(lambda folder: folder / "missing.md", b"", "no such file", id="missing"),
    pytest.param(lambda folder: folder / "empty.md", b"  \n", "is empty", id="empty"),
    pytest.param(lambda folder: folder / "binary.md", b"\x00\x01\x02$x=x$", "binary", id="binary"),
    pytest.param(lambda folder: folder / "prose.md", b"Only words, and 5 $ for lunch.", "no mathematics", id="no mathematics"),
]


@pytest.mark.parametrize(("place", "content", "says"), BAD)
def test_bad_files_get_one_line_and_exit_2(tmp_path, place, content, says):
    path = place(tmp_path)
    if path.name != "missing.md":
        path.write_bytes(content)
    done = run("grade", str(path))
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args", [("grade", str(EXAMPLE), "--assignment", "nothing"), ("check-all", "--assignment", "nothing"), ("check", "x ++* 3"), ("check", "x"), ("check", ""), ("explain", "nothing"), ("grade", str(EXAMPLE), "--format", "nothing")]
)
def test_usage_errors_get_one_line_and_exit_2(args):
    done = run(*args)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_check():
    assert run("check", r"\frac{x}{x} = 1").returncode == 0
    wrong = run("check", "(x+1)^2 = x^2 + 1")
    assert wrong.returncode == 1
    assert b"x = 1" in wrong.stdout
    assert run("check", r"|x| = x", "--given", "x > 0").returncode == 0
    assert run("check", r"|x| = x").returncode == 1


def test_grade_json_has_the_schema():
    done = run("grade", str(EXAMPLE), "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["schema"] == "derive.report/1"
    assert set(report) == {"schema", "file", "assignment", "language", "questions", "steps", "findings", "summary"}
    assert report["assignment"] == "ift3395_devoir3"
    assert set(report["steps"][0]) == {
        "line", "column", "end_line", "end_column", "cell", "question", "left", "relation", "right", "read_as", "status", "conditions", "witness", "by", "reason", "milliseconds",
    }  # fmt: skip
    assert set(report["findings"][0]) == {"line", "column", "end_line", "end_column", "cell", "question", "class", "code", "message", "correction", "witness"}


def test_standard_input_and_several_files(tmp_path):
    assert run("grade", "-", stdin=EXAMPLE.read_bytes()).returncode == 1
    right = tmp_path / "right.md"
    right.write_text("We have $(x+1)^2 = x^2+2x+1$.\n", encoding="utf-8")
    both = run("grade", str(right), str(tmp_path / "missing.md"), "--format", "json")
    assert both.returncode == 2
    assert [report["summary"]["steps"] for report in json.loads(both.stdout)] == [{"proved": 1}]
    out = tmp_path / "out"
    assert run("grade", str(right), str(EXAMPLE), "-o", f"{out}/").returncode == 1
    assert {p.name for p in out.iterdir()} == {"right.md.txt", "example.md.txt", "summary.csv"}


def test_an_unreadable_formula_does_not_stop_the_others(tmp_path):
    path = tmp_path / "mixed.md"
    path.write_text("$\\weird{x} = \\frac{$ and $x + x = 2x$ and $x + x = 3x$ and $" + "(" * 500 + "$\n", encoding="utf-8")
    done = run("grade", str(path), "--format", "json")
    assert done.returncode == 1
    statuses = [s["status"] for s in json.loads(done.stdout)["steps"]]
    assert "proved" in statuses
    assert "refuted" in statuses


def test_check_all_json():
    done = run("check-all", "--format", "json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert {c["status"] for c in data["claims"]} == {"proved", "proved_if"}
    assert set(data["claims"][0]) >= {"id", "statement", "status", "conditions", "by", "milliseconds"}


def test_explain_and_read():
    from derive.report.messages import MESSAGES

    for code in MESSAGES:
        for language in ("fr", "en"):
            assert run("explain", code, "--language", language).stdout.decode().startswith(code) if code in {"wrong_step", "count"} else True
    back = run("read", str(EXAMPLE))
    assert back.returncode == 0
    assert b"tanh" in back.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"claims = [", "not TOML"), (b'undecided = "zero"', "undecided"), (b"[claims]\n'1.1' = { points = 'two' }", 'claims."1.1".points'), (None, "no such file")],
    ids=["syntax", "value", "points", "missing"],
)
def test_a_scheme_error_names_file_and_key_in_one_line(tmp_path, content, says):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    for named in (("--assignment", "ift3395_devoir3"), ()):
        done = run("grade", str(EXAMPLE), "--scheme", str(path), *named)
        assert done.returncode == 2
        assert len(done.stderr.decode().strip().splitlines()) == 1
        assert str(path) in done.stderr.decode()
        assert says in done.stderr.decode()


def test_a_student_is_told_where_and_why_and_not_what_would_be_right():
    marker, student = (json.loads(run("grade", str(EXAMPLE), "--format", "json", "--for", who).stdout) for who in ("marker", "student"))
    places = [[(f["line"], f["column"], f["code"]) for f in report["findings"]] for report in (marker, student)]
    assert places[0] == places[1]
    corrections = {f["correction"] for f in marker["findings"]} - {""}
    assert len(corrections) >= 5
    assert {f["correction"] for f in student["findings"]} == {""}
    for finding in student["findings"]:
        for correction in corrections:
            assert correction not in finding["message"]
        assert "np.zeros " not in finding["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind")
def test_claims_are_counted_on_a_terminal_and_the_table_goes_where_it_should():
    import pty

    here, there = pty.openpty()
    command = [sys.executable, "-W", "ignore", "-m", "derive", "check-all", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=there, cwd=ROOT, env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)}) as process:
        os.close(there)
        shown = b""
        while True:
            try:
                more = os.read(here, 1 << 16)
            except OSError:
                break
            if not more:
                break
            shown += more
        table = process.stdout.read()
    os.close(here)
    claims = json.loads(table)["claims"]
    assert re.search(rb"claim [12]\.\d", shown)
    assert f"/{len(claims)}".encode() in shown
