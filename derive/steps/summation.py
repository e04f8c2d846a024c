"""Sums that repeated indices imply: where a document announces that convention, a step with free indices is not judged as if it did not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from derive.model.document import Document, Step
from derive.terms.binding import free

ANNOUNCED = re.compile(
    r"\beinstein\b|\bsummation convention\b|\bconvention de sommation\b|\bsommations? implicites?\b|\bimpl(?:ied|icit) (?:sum|summation)s?\b|\bsum(?:s|mations?)? (?:is|are) implied\b|\brepeated ind(?:ex|ices|exes)\b|\bindices? répétés?\b",
    re.IGNORECASE,
)


def with_implied_sums(found: Sequence[Step], document: Document) -> tuple[Step, ...]:
    """The steps, those with a free index in the mood "implied" behind the announcement of implied sums: they may be proved and are never called wrong."""
    announced = ANNOUNCED.search(document.text)
    if announced is None:
        return tuple(found)
    return tuple(replace(step, mood=step.mood or "implied") if _indexed(step) and step.link.span.start > announced.start() else step for step in found)


def _indexed(step: Step) -> bool:
    return any(variable.op == "sym" and variable.args[1] == "int" for side in (step.left.term, step.right.term) if side is not None for variable in free(side))
