"""Lists that repeat themselves: a set with the same element twice, a coefficient that stands before two terms of a numbered sum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from derive.grading.faults.page import Fault, Formula, Page, split, terms
from derive.grading.faults.pieces import shown

NUMBERED = re.compile(r"\d{1,2}")
DOTS = frozenset({"\\dots", "\\ldots", "\\cdots", "."})


def find(page: Page) -> Iterator[Fault]:
    """The faults of all lists."""
    for formula in page.formulas:
        yield from _sets(page, formula)
        yield from _coefficients(page, formula)


def _sets(page: Page, formula: Formula) -> Iterator[Fault]:
    """theta = { W1, b1, W2, W2 }: the same name twice in a set of names."""
    for member in formula.members:
        if len(member) < 5 or member[0].text not in {"\\{", "\\lbrace"} or member[-1].text not in {"\\}", "\\rbrace"}:
            continue
        elements = [shown(part) for part in split(member[1:-1], frozenset({","}))]
        names = all(len(part) == 1 and part[0].kind in {"letter", "cmd"} and part[0].text not in DOTS for part in split(member[1:-1], frozenset({","})))
        twice = [e for e, n in Counter(elements).items() if n > 1]
        if names and twice and len(elements) > 2:
            yield Fault("error", "repeated_entry", page.member(formula, member[0]), "", (("found", twice[0]),))


def _coefficients(page: Page, formula: Formula) -> Iterator[Fault]:
    """a_{11} u + a_{12} v + a_{21} w + a_{21} z, where a_{22} is a name of this document."""
    for member in formula.members:
        parts = terms(member)
        heads = [p[0] for p in parts if len(p) > 1 and p[0].sub and p[0].sup is None and NUMBERED.fullmatch(shown(p[0].sub))]
        if len(heads) < 3 or len(heads) != len(parts) or len({h.text for h in heads}) != 1:
            continue
        numbers = [shown(h.sub) for h in heads]
        twice = [n for n, count in Counter(numbers).items() if count == 2]
        known = [n for n in page.subs[heads[0].text] if NUMBERED.fullmatch(n) and n not in numbers and len(n) == len(numbers[0])]
        rests = [shown(p[1:]) for p, n in zip(parts, numbers, strict=True) if n in twice]
        if len(twice) == 1 and len(known) == 1 and len(set(rests)) == 2:
            head = heads[len(numbers) - 1 - numbers[::-1].index(twice[0])]
            found = (("found", page.source(head)), ("meant", f"{head.text}_{{{known[0]}}}"))
            yield Fault("error", "repeated_coefficient", page.member(formula, head), "", found)
