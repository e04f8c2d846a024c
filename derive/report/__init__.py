"""Reports: one file of ``output/`` per format, with NAME, SUFFIX and ``render(report) -> str``. Renders, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from derive.model.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One report format."""

    name: str
    suffix: str
    render: Callable[[Report], str]
    coloured: Callable[[Report], str] | None = None
    """The same for a terminal that shows colours."""
    joined: Callable[[list[Report]], str] | None = None
    """Several reports in one text, where that is more than one after the other."""


class MalformedFormatError(Exception):
    """A file of the folder of formats lacks NAME, SUFFIX or render."""


@cache
def formats() -> dict[str, Format]:
    """All report formats by name."""
    from derive.report import output as folder

    found = {}
    for info in iter_modules(folder.__path__):
        module = import_module(f"{folder.__name__}.{info.name}")
        try:
            found[module.NAME] = Format(module.NAME, module.SUFFIX, module.render, getattr(module, "coloured", None), getattr(module, "joined", None))
        except AttributeError as missing:
            raise MalformedFormatError(f"{info.name}: {missing}") from None
    return found
