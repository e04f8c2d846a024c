"""Hostile hand-ins: each ends within its budget, with a report or one line; nothing of them runs, and nothing is written but the report."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from derive.cli import main
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
        assert name in {"line.md", "entries.md"}


def test_links_to_themselves_and_folders_are_one_line_each(tmp_path):
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "good.md").write_text("$x + x = 2x$\n", encoding="utf-8")
    done = grade(tmp_path / "loop.md", tmp_path / "folder.md", tmp_path / "missing.md", tmp_path / "good.md")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 3
    assert [report["steps"][0]["status"] for report in json.loads(done.stdout)] == ["proved"]


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
import derive.pipeline, latex2sympy2
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
