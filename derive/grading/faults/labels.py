"""Labels: one that is lost, one that this letter never has, an example's label beside another example's, a layer's number without its parentheses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from derive.grading.faults.page import CLOSING, INDEX, OPENING, SUMS, Fault, Formula, Page, index_of, outside, split, summand, terms
from derive.grading.faults.pieces import Piece, every, runs, shown

LAYER = re.compile(r"\(\d\)")
OFTEN = 8
"""Occurrences from which a habit can be told."""
COMMA = frozenset({","})


def find(page: Page) -> Iterator[Fault]:
    """The faults of all labels."""
    habits = {letter: counts for letter, counts in page.labels.items() if sum(counts.values()) >= OFTEN}
    for formula in page.formulas:
        yield from _habits(page, formula, habits)
        yield from _examples(page, formula)
        yield from _lost_index(page, formula)
        for run in runs(formula.pieces):
            for place, piece in enumerate(run[:-3]):
                if piece.text in {"softmax", "\\psi"} and run[place + 1].text == "(" and run[place + 3].text == ")" and _softmax(page, piece.text):
                    entry = run[place + 2]
                    if entry.kind == "letter" and entry.sub and len(entry.sub) == 1 and entry.sub[0].text in INDEX:
                        meant = f"{page.source(piece)}({entry.text})_{shown(entry.sub)}"
                        yield Fault("notation", "softmax_of_entry", page.span(piece, run[place + 3]), meant, (("found", page.source(entry)),))


def _softmax(page: Page, name: str) -> bool:
    """Whether a name stands for the softmax in this document."""
    return name == "softmax" or bool(re.search(r"softmax\}?\s*\(\s*(\w)\s*\)\s*=\s*" + re.escape(name) + r"\s*\(\s*\1", page.text))


def _habits(page: Page, formula: Formula, habits: dict[str, Counter[str]]) -> Iterator[Fault]:
    """A letter that always has a label from a small set and here has none, or one that belongs to other letters."""
    for piece in outside(formula.pieces):
        counts = habits.get(piece.text)
        if counts is None or piece.kind != "letter" or len(piece.text) != 1:
            continue
        own = shown(piece.sup)
        total = sum(counts.values())
        plain: Counter[str] = Counter()
        for label, n in counts.items():
            plain[label[:1]] += n if label[:1].isalpha() else 0
        if sum(plain.values()) < 0.8 * total:
            continue
        lost = not own and piece.sub and counts[""] <= max(1, total // 20)
        foreign = LAYER.fullmatch(own) and counts[own] == 1 and any(letter != piece.text and c[own] > 1 for letter, c in page.labels.items())
        if lost or foreign:
            yield Fault("notation", "label", page.span(piece), "", (("found", page.source(piece)), ("usual", ", ".join(f"{piece.text}^{x}" for x, _ in plain.most_common(2)))))


def _examples(page: Page, formula: Formula) -> Iterator[Fault]:
    """In a sum over examples i, the target y of example 1 (an error), or y without its label, beside x^{(i)}."""
    for run in runs(formula.pieces):
        for place, sign in enumerate(run):
            letter = index_of(sign) if sign.text in SUMS else ""
            body = summand(run, place) if letter else ()
            for group in _lists(body):
                if len(group) > 1 and any(shown(p.sup) == f"({letter})" for part in group[:1] for p in every(part)):
                    for part in group[1:]:
                        last = part[-1] if len(part) == 1 else None
                        if last is None or last.kind != "letter" or last.text not in {"y", "t"}:
                            continue
                        meant = f"{last.text}^{{({letter})}}"
                        if LAYER.fullmatch(shown(last.sup)) and not any(page.labels[last.text][f"({n})"] for n in (2, 3)):
                            yield Fault("error", "example_label", page.member(formula, sign), "", (("found", page.source(last)), ("meant", meant)))
                        elif last.sup is None and last.sub is None:
                            yield Fault("notation", "label", page.span(last), meant, (("found", last.text), ("usual", meant)))


def _lists(found: Sequence[Piece]) -> Iterator[list[tuple[Piece, ...]]]:
    """The arguments of each parenthesis."""
    for place, piece in enumerate(found):
        if piece.text in OPENING:
            depth, end = 0, place
            while end < len(found):
                depth += (found[end].text in OPENING) - (found[end].text in CLOSING)
                if not depth:
                    break
                end += 1
            yield list(split(found[place + 1 : end], COMMA))


def _lost_index(page: Page, formula: Formula) -> Iterator[Fault]:
    """A whole vector added to entries: W_{kj} h_j + b for b_k."""
    for run in runs(formula.pieces):
        for part in _sums_in(run):
            bare = [t[0] for t in part if len(t) == 1 and t[0].kind == "letter" and t[0].sub is None and LAYER.fullmatch(shown(t[0].sup))]
            rest = [t for t in part if not (len(t) == 1 and t[0] in bare)]
            if len(bare) == 1 and rest and all(_indexed(t) for t in rest):
                label = shown(bare[0].sup)
                known = [w for w in page.whole if w.startswith(f"{bare[0].text}_") and w.endswith(f"^{label}") and len(w) == len(bare[0].text) + len(label) + 3]
                if known:
                    meant = f"{bare[0].text}_{{{rest[0][0].sub[0].text if rest[0][0].sub else 'k'}}}^{{{label}}}"
                    yield Fault("notation", "index_lost", page.span(bare[0]), meant, (("found", page.source(bare[0])),))


def _sums_in(run: Sequence[Piece]) -> Iterator[list[tuple[Piece, ...]]]:
    """The terms of the run, and of each parenthesis in it."""
    for place, piece in enumerate(run):
        if piece.text in OPENING:
            depth, end = 0, place
            while end < len(run):
                depth += (run[end].text in OPENING) - (run[end].text in CLOSING)
                if not depth:
                    break
                end += 1
            found = terms(run[place + 1 : end])
            if len(found) > 1:
                yield found


def _indexed(term: Sequence[Piece]) -> bool:
    letters = [p for p in term if p.kind == "letter"]
    return bool(letters) and len(letters) == len(term) and all(p.sub and p.sub[0].text in INDEX for p in letters)
