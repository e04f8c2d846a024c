"""Hostile hand-ins: each ends within its budget, with a report or one line; nothing of them runs, and nothing is written but the report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from derive.cli import main
from derive.read import DocumentError, decoding
from tests.hostile.corpus import GRADED, REFUSED


def grade(*arguments):
    done = CliRunner().invoke(main, ["grade", "--format", "json", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in {0, 1, 2}, done.stderr
    return done


@pytest.mark.parametrize("name", GRADED)
def test_a_hostile_hand_in_gets_its_report(name, tmp_path):
    (tmp_path / name).write_bytes(GRADED[name])
    done = grade(tmp_path / name)
    assert done.exit_code < 2, done.stderr
    report = json.loads(done.stdout)
    assert report["steps"] or name in {"dollars.md"}
    assert not [step for step in report["steps"] if "stopped after" in (step["reason"] or "") or "its process" in (step["reason"] or "")]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_graded_is_one_line(name, tmp_path):
    (tmp_path / name).write_bytes(REFUSED[name])
    done = grade(tmp_path / name)
    if done.exit_code == 2:
        assert done.stderr.count("\n") == 1
        assert name in done.stderr
    else:
        assert name in {"entries.md"}


def test_links_to_themselves_and_folders_are_one_line_each(tmp_path):
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "good.md").write_text("$x + x = 2x$\n", encoding="utf-8")
    done = grade(tmp_path / "loop.md", tmp_path / "folder.md", tmp_path / "missing.md", tmp_path / "good.md")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 3
    assert [report["steps"][0]["status"] for report in json.loads(done.stdout)] == ["proved"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_devices_and_pipes_are_one_line_each_or_what_comes_through_them(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "PATIENCE", 0.3)
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "silent.md")
    (tmp_path / "good.md").write_text("$x + x = 2x$\n", encoding="utf-8")
    holder = os.open(tmp_path / "silent.md", os.O_RDWR)
    with pytest.raises(DocumentError, match="nobody writes"):
        decoding.contents(tmp_path / "silent.md")
    with pytest.raises(DocumentError, match="a device"):
        decoding.contents(tmp_path / "zero.md")
    here, there = os.pipe()
    os.write(there, b"$x + x = 3x$\n")
    os.close(there)
    assert decoding.contents(Path(f"/dev/fd/{here}")) == b"$x + x = 3x$\n"
    done = grade(tmp_path / "zero.md", tmp_path / "good.md")
    os.close(here)
    os.close(holder)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "zero.md: is no file but a device" in done.stderr
    assert '"proved"' in done.stdout


def test_a_file_that_may_not_be_read_is_one_line(tmp_path, monkeypatch):
    (tmp_path / "mine.md").write_text("$x + x = 3x$\n", encoding="utf-8")
    (tmp_path / "mine.md").chmod(0)
    if os.access(tmp_path / "mine.md", os.R_OK):  # whoever may read everything is refused by other means
        opened = os.open

        def refused(name, *rest):
            if str(name).endswith("mine.md"):
                raise PermissionError(13, "Permission denied", str(name))
            return opened(name, *rest)

        monkeypatch.setattr(decoding.os, "open", refused)
    done = grade(tmp_path / "mine.md")
    assert done.exit_code == 2
    assert done.stderr.endswith("mine.md: cannot be read (Permission denied)\n")
    assert done.stderr.count("\n") == 1


def test_a_scheme_without_end_is_one_line(tmp_path):
    (tmp_path / "good.md").write_text("$x + x = 2x$\n", encoding="utf-8")
    done = grade("--assignment", "ift3395_devoir3", "--scheme", "/dev/zero", tmp_path / "good.md")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_reports_into_a_folder_that_is_not_there_yet_and_into_one_that_cannot_be(tmp_path):
    (tmp_path / "good.md").write_text("$x + x = 2x$\n", encoding="utf-8")
    done = grade("-o", f"{tmp_path}/new/folder/", tmp_path / "good.md")
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["good.md.json", "summary.csv"]
    missing = grade("-o", tmp_path / "nowhere" / "out.json", tmp_path / "good.md")
    assert missing.exit_code == 2
    assert missing.stderr.count("\n") == 1


def test_the_page_of_an_endless_formula_is_made_in_little_memory(tmp_path):
    (tmp_path / "line.md").write_bytes(GRADED["line.md"])
    code = (
        "import resource, sys\nfrom derive.cli import main\nimport derive.pipeline\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    main(['grade', '--format', 'html', '-o', 'out.html', 'line.md'])\nexcept SystemExit:\n    pass\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "out.html").stat().st_size > 1_000_000
    assert int(done.stdout) < 200


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_report_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path):
    hand_in = tmp_path / "good.md"
    hand_in.write_text("$x + x = 2x$\n", encoding="utf-8")
    (tmp_path / "reports").write_text("a file where a folder is wanted", encoding="utf-8")
    done = grade("-o", tmp_path / "reports" / "out.json", hand_in)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.md", "reports"]
    with open("/dev/full", "wb") as full:
        said = subprocess.run([sys.executable, "-m", "derive", "grade", str(hand_in)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert said.returncode == 2, said.stderr.decode()
    assert b"Traceback" not in said.stderr


AUDIT = '''
import sys, json
seen = []
def hook(event, arguments):
    if event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir", "urllib.Request"}:
        print("AUDIT", event, arguments[:1], file=sys.__stderr__)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        print("AUDIT", "write", arguments[0], file=sys.__stderr__)
    elif event == "import" and "vandal" in str(arguments[0]):
        print("AUDIT", "import", arguments[0], file=sys.__stderr__)
    elif event == "exec" and (arguments[0].co_filename == "<unknown>" or "vandal" in arguments[0].co_names):
        print("AUDIT", event, arguments, file=sys.__stderr__)  # parsing it, as ast does, is an event "compile" and runs nothing
from derive.cli import main
import derive.pipeline
from derive.read.latex2sympy import parsed
parsed("x")
sys.addaudithook(hook)
print("LISTENING", file=sys.__stderr__)
main(sys.argv[1:])
'''

VANDAL = {
    "cells": [
        {"cell_type": "markdown", "source": "# 1\n\n$x + x = 2x$, $x = x + 1$, $__import__('vandal') = 1$, $\\input{vandal} = \\write18{vandal}$"},
        {"cell_type": "code", "source": "import vandal\nvandal.strike()\nopen('vandal.txt', 'w').write('x')\nexec('import vandal')\n__import__('os').system('touch vandal')"},
        {"cell_type": "code", "source": "import numpy as np\ndef f(x):\n    return np.exp(-x) + eval('vandal')\n"},
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_nothing_of_a_hand_in_runs_is_imported_fetched_or_written(tmp_path):
    (tmp_path / "vandal.ipynb").write_text(json.dumps(VANDAL), encoding="utf-8")
    (tmp_path / "vandal.py").write_text("raise SystemExit('executed')", encoding="utf-8")
    (tmp_path / "plain.md").write_text("# 1\n\n$x = x + 1$\n\n```python\nimport vandal\n```\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", AUDIT, "grade", "vandal.ipynb", "plain.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "LISTENING" in done.stderr
    assert done.returncode == 1, done.stderr
    assert "AUDIT" not in done.stderr, done.stderr
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "__pycache__"] == before
