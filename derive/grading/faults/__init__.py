"""Faults that show in what is written, whatever it means: one family a file, each with ``find(page)``; a new file is found by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from derive.grading.faults.page import Fault, Page, pages_of
from derive.model.document import Document

NOT_FAMILIES = frozenset({"pieces", "page"})


@cache
def families() -> tuple[Callable[[Page], Iterator[Fault]], ...]:
    """All families, by name; an AttributeError for a file without ``find``."""
    return tuple(import_module(f"{__name__}.{info.name}").find for info in iter_modules(__path__) if info.name not in NOT_FAMILIES)


def faults(document: Document) -> Iterator[Fault]:
    """The faults of a document, each place and code once."""
    seen: set[tuple[str, int | None, int]] = set()
    for page in pages_of(document):
        for find in families():
            for fault in find(page):
                if (fault.code, fault.span.cell, fault.span.start) not in seen:
                    seen.add((fault.code, fault.span.cell, fault.span.start))
                    yield fault


__all__ = ["Fault", "faults"]
