"""Regular expressions of derive: none takes long for a text that repeats something without end, with a last letter that fits nothing."""

import re
import signal
from importlib import import_module
from itertools import product
from pkgutil import walk_packages

import pytest

import derive

PIECES = [
    "$", "\\", " ", "\n", "a", "1", "(", "{", "}", "[", "&", ",", ".", "_", "'", "^", "#", "-", "=", "`", "~", "|", "<", "*", '"', ";", "é", "\\a", "\\,", "\\\\", "\\{", "\\begin{a}", "a ", "a_", "a,", "1.", "$ ",
    "{}", "()", "[]", "a=", "a'", " \n", "\n ", "# ", "$$ ", "si ", "if $", "= ", "set ", "&\\", "_{a}", "a^", "1)", "- ", "\\text{a}", "\\quad ", "soit ", "où ", "$a$ ", "a.b ",
]  # fmt: skip
LENGTH, SECONDS = 600, 0.5


def patterns():
    found = {}
    for info in walk_packages(derive.__path__, "derive."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(info.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, pytest.param(value, id=f"{info.name.removeprefix('derive.')}.{name}"))
    return list(found.values())


def test_the_patterns_are_found():
    assert len(patterns()) > 60


class TooLongError(Exception):
    pass


def over(_signal, _frame):
    raise TooLongError


@pytest.mark.parametrize("pattern", patterns())
def test_no_pattern_takes_long(pattern):
    before = signal.signal(signal.SIGVTALRM, over)
    try:
        for piece, (head, tail) in product(PIECES, (("", "\x01"), ("a", ""))):
            text = head + piece * (LENGTH // len(piece)) + tail
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            for look in (pattern.search, pattern.match, pattern.fullmatch, pattern.findall):
                look(text)
    except TooLongError:
        pytest.fail(f"a text of {piece!r} takes more than {SECONDS} s")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
