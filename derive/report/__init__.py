"""Reports: one file per format with NAME, SUFFIX and ``render(report) -> str``. Renders, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from derive.model.report import Report

NOT_FORMATS = frozenset({"messages", "positions", "proofs", "proof_terms"})


@dataclass(frozen=True, slots=True)
class Format:
    """One report format."""

    name: str
    suffix: str
    render: Callable[[Report], str]


class MalformedFormatError(Exception):
    """A file of this folder lacks NAME, SUFFIX or render."""


@cache
def formats() -> dict[str, Format]:
    """All report formats by name."""
    found = {}
    for info in iter_modules(__path__):
        if info.name in NOT_FORMATS:
            continue
        module = import_module(f"{__name__}.{info.name}")
        try:
            found[module.NAME] = Format(module.NAME, module.SUFFIX, module.render)
        except AttributeError as missing:
            raise MalformedFormatError(f"{info.name}: {missing}") from None
    return found
