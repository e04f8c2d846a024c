"""Input formats: one file each with NAME, SUFFIXES, PRIORITY, ``recognises(text) -> bool`` and ``layout(text, file) -> Layout``.

The suffix of the file decides; of a file without a known one, the first format, from the highest priority, that recognises the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules

from derive.read.layout import Layout


@dataclass(frozen=True, slots=True)
class InputFormat:
    """One way in which hand-ins are written."""

    name: str
    suffixes: tuple[str, ...]
    priority: int
    recognises: Callable[[str], bool]
    layout: Callable[[str, str], Layout]


class MalformedInputFormatError(Exception):
    """A file of this folder lacks NAME, SUFFIXES, PRIORITY, recognises or layout."""


@cache
def input_formats() -> tuple[InputFormat, ...]:
    """All input formats, from the highest priority."""
    found = []
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        try:
            found.append(InputFormat(module.NAME, module.SUFFIXES, module.PRIORITY, module.recognises, module.layout))
        except AttributeError as missing:
            raise MalformedInputFormatError(f"{info.name}: {missing}") from None
    return tuple(sorted(found, key=lambda form: -form.priority))


def format_of(text: str, file: str) -> InputFormat:
    """The format of a text, by its file's suffix or by its content."""
    suffix = PurePath(file).suffix.lower()
    named = [form for form in input_formats() if suffix in form.suffixes]
    return named[0] if named else next(form for form in input_formats() if form.recognises(text))
