"""Several hand-ins: a report each and one summary; what fails is said in one line and stops nothing; files are written whole or not at all."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from derive.cli.writing import write

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "proofs" / "ift3395_devoir3" / "example.md"


def run(*args, **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.run([sys.executable, "-W", "ignore", "-m", "derive", "grade", *args], capture_output=True, cwd=ROOT, env=environment, check=False, **options)


@pytest.fixture(scope="module")
def pile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pile")
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    (folder / "a" / "x.md").write_text("# 1. One\n\n$x + x = 3x$\n", encoding="utf-8")
    (folder / "b" / "x.md").write_bytes("# 1. Voilà\n\n$x + x = 3x$ é\r\n".encode("latin-1"))
    (folder / "empty.md").write_text("", encoding="utf-8")
    (folder / "example.md").write_bytes(EXAMPLE.read_bytes())
    out = folder / "out"
    files = [str(folder / name) for name in ("a/x.md", "empty.md", "missing.md", "b/x.md", "example.md")]
    return folder, out, run(*files, "-o", str(out), "--format", "markdown", "--assignment", "ift3395_devoir3")


def test_each_hand_in_has_its_report_and_failures_are_lines(pile):
    _, out, done = pile
    assert done.returncode == 2
    assert {path.name for path in out.iterdir()} == {"x.md.annotated.md", "b-x.md.annotated.md", "example.md.annotated.md", "summary.csv"}
    lines = done.stderr.decode().strip().splitlines()
    assert len(lines) == 2
    assert "empty.md" in lines[0]
    assert "missing.md" in lines[1]


def test_the_summary_has_a_line_for_each_question_and_a_total_for_each_file(pile):
    folder, out, _ = pile
    rows = list(csv.DictReader(io.StringIO((out / "summary.csv").read_text(encoding="utf-8"))))
    assert list(rows[0]) == ["file", "question", "status", "points", "out of"]
    totals = [row for row in rows if row["question"] == "total"]
    assert [Path(row["file"]).relative_to(folder).as_posix() for row in totals] == ["a/x.md", "empty.md", "missing.md", "b/x.md", "example.md"]
    assert [row["status"] for row in totals[1:3]] == ["failed", "failed"]
    own = [row for row in rows if row["file"].endswith("example.md") and row["question"] != "total"]
    assert len(own) == len({row["question"] for row in own}) == 27
    assert sum(float(row["points"] or 0) for row in own) == float(totals[-1]["points"])
    assert sum(float(row["out of"]) for row in own) == float(totals[-1]["out of"])
    assert totals[-1]["status"] == f"{sum(row['points'] == '' for row in own)} open"


def test_an_annotated_copy_keeps_the_bytes_of_its_original(pile):
    folder, out, _ = pile
    original = (folder / "b" / "x.md").read_bytes()
    annotated = (out / "b-x.md.annotated.md").read_bytes()
    assert annotated.startswith(original)
    assert b"".join(line for line in annotated.splitlines(keepends=True) if b"derive:" not in line) == original


def test_several_reports_in_json_are_a_list_and_one_is_an_object(tmp_path):
    right = tmp_path / "right.md"
    right.write_text("We have $(x+1)^2 = x^2+2x+1$.\n", encoding="utf-8")
    several = run(str(right), str(right), "--format", "json")
    assert several.returncode == 0
    assert [report["summary"]["steps"] for report in json.loads(several.stdout)] == [{"proved": 1}] * 2
    alone = run(str(right), "--format", "json")
    assert json.loads(alone.stdout)["summary"]["steps"] == {"proved": 1}


def test_standard_input_has_a_report_in_a_folder(tmp_path):
    done = run("-", "-o", f"{tmp_path}/", "--format", "html", input=b"So $x + x = 3x$.\n")
    assert done.returncode == 1
    assert {path.name for path in tmp_path.iterdir()} == {"stdin.html", "summary.csv"}


def test_a_report_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path):
    right = tmp_path / "right.md"
    right.write_text("We have $x + x = 2x$.\n", encoding="utf-8")
    for output in (tmp_path / "none" / "report.txt", right / "report.txt"):
        done = run(str(right), "-o", str(output))
        assert done.returncode == 2
        assert len(done.stderr.decode().strip().splitlines()) == 1
        assert "cannot be written" in done.stderr.decode()
    done = run(str(right), str(right), "-o", str(right))
    assert done.returncode == 2
    assert "folder" in done.stderr.decode()
    assert {path.name for path in tmp_path.iterdir()} == {"right.md"}


def test_a_full_disk_is_one_line_and_the_old_report_stays(tmp_path, monkeypatch):
    old = tmp_path / "report.txt"
    old.write_text("old", encoding="utf-8")

    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def write(self, _):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("derive.cli.writing.os.fdopen", lambda *_: Full())
    with pytest.raises(click.ClickException, match="No space left on device") as caught:
        write(old, "new")
    assert caught.value.exit_code == 2
    assert old.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_an_unexpected_error_says_that_it_is_ours_and_stops_no_other_file(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from derive import pipeline
    from derive.cli import main

    right = tmp_path / "right.md"
    right.write_text("We have $x + x = 2x$.\n", encoding="utf-8")
    real = pipeline.grade_document

    def broken(path, *rest):
        if "broken" in str(path):
            raise RuntimeError("a\nb \x1b[31m")
        return real(path, *rest)

    monkeypatch.setattr(pipeline, "grade_document", broken)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["grade", "broken.md", str(right), "-o", str(out)])
    assert done.exit_code == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "a bug of ours" in done.stderr
    assert "\x1b" not in done.stderr
    assert (out / "right.md.txt").exists()


def test_nothing_is_coloured_for_a_file_or_a_pipe():
    done = run(str(EXAMPLE), env={"FORCE_COLOR": "1"})
    assert b"\x1b[" not in done.stdout


LONG = "(" * 5000


@pytest.mark.parametrize(
    "args",
    [
        ("check",), ("check", LONG + " = x"), ("check", "x\x1b[31m = y\u202e"), ("check", "x = x", "--given", "blah("), ("check", "x = x", "--nothing"), ("read",), ("read", "nowhere.md"), ("read", "."),
        ("recheck", "nowhere.json"), ("recheck", "."), ("recheck", "README.md"), ("check-all", "--assignment", "nothing"), ("check-all", "--format", "nothing"), ("nothing",), ("explain",), ("explain", "a\x1b[3m\nb"),
        ("grade",), ("grade", "."), ("grade", "x.md", "--for", "nobody"), ("grade", "x.md", "--scheme"), ("grade", "x.md", "--scheme", "nowhere.toml"), ("--nothing",), ("check-all", "--save-proofs", "nowhere/x"),
    ],
)  # fmt: skip
def test_every_command_answers_bad_input_with_one_line_and_exit_2(args):
    from click.testing import CliRunner

    from derive.cli import main

    done = CliRunner().invoke(main, list(args))
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert len(done.stderr) < 700
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
