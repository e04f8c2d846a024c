"""Sums: an index that does not occur, one that is bound and free at once, an upper bound that slid away or is defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.grading.faults.page import SUMS, Fault, Formula, Page, bound, free_indices, index_of, indices, mentioned, summand
from derive.grading.faults.pieces import Piece, every, runs, shown


def find(page: Page) -> Iterator[Fault]:
    """The faults of all sums; of each kind the first of a line."""
    for formula in page.formulas:
        for search in (_not_used, _bare, _twice, _slid, _undefined):
            lines: set[int] = set()
            for fault in search(page, formula):
                line = page.text.count("\n", 0, fault.span.start)
                if line not in lines:
                    lines.add(line)
                    yield fault


def _sums(found: Sequence[Piece], outer: frozenset[str] = frozenset()) -> Iterator[tuple[Piece, Sequence[Piece], frozenset[str]]]:
    """Each sum sign with what it covers and the indices that are bound around it."""
    place = 0
    while place < len(found):
        piece = found[place]
        if piece.text in SUMS:
            body = summand(found, place)
            yield piece, body, outer
            yield from _sums(body, outer | {index_of(piece)})
            place += len(body) + 1
            continue
        for inner in (piece.children, piece.sub or (), piece.sup or (), *(cell for row in piece.rows for cell in row)):
            yield from _sums(inner, outer)
        place += 1


def _uses(body: Sequence[Piece], letter: str) -> bool:
    binders = {id(p) for sign in every(body) if sign.text in SUMS for p in (sign.sub or ())[:1]}
    return any(p.kind == "letter" and p.text == letter and id(p) not in binders for p in every(body))


def _not_used(page: Page, formula: Formula) -> Iterator[Fault]:
    """The index does not occur under its sum and another one does: an error where that one has its own meaning and the same factor stands outside, else a slip."""
    left = formula.before[0] if formula.before else formula.members[0] if formula.members else ()
    own = {p.text for p in indices(left)} if not any(_unused(sign, body) for sign, body, _ in _sums(left)) else set()
    for sign, body, outer in _sums(formula.pieces):
        other = _unused(sign, body)
        letter = index_of(sign)
        if not other and letter and not _uses(body, letter):
            labelled = [p for p in every(body) if p.sup and shown(p.sup).startswith("(1)") and page.labels[p.text][f"({letter})"]]
            if labelled:
                yield Fault("notation", "index_not_used", page.span(sign, body[-1]), "", (("index", letter), ("found", "(1)")))
            continue
        if other:
            meaning = other in own or other in outer
            around = shown(formula.pieces).replace(" ", "")
            factor = shown(body).strip()
            twice = around.count(factor) > sum(shown(b).strip() == factor for _, b, _ in _sums(formula.pieces))
            wrong = meaning and twice and len(factor) > 3
            yield Fault(
                "error" if wrong else "notation",
                "index_not_used",
                page.member(formula, sign) if wrong else page.span(sign, body[-1]),
                _renamed(page.source(sign, body[-1]), letter, other) if not meaning else "",
                (("index", letter), ("found", other)),
            )


def _renamed(source: str, letter: str, other: str) -> str:
    return source.replace(f"_{{{letter}=", f"_{{{other}=", 1).replace(f"_{letter} ", f"_{other} ", 1)


def _unused(sign: Piece, body: Sequence[Piece]) -> str:
    """The index that stands where the sum's own should; "" where nothing is amiss."""
    letter = index_of(sign)
    if not letter or not body or _uses(body, letter):
        return ""
    others = sorted({p.text for p in indices(body)} - bound(body))
    return others[0] if others else ""


def _bare(page: Page, formula: Formula) -> Iterator[Fault]:
    """A sum over i whose letters have lost their index, while the member before has it."""
    earlier = [*formula.before]
    for member in formula.members:
        for sign, body, _ in _sums(member):
            letter = index_of(sign)
            bare = {p.text for p in every(body) if p.kind == "letter" and p.sub is None and p.sup is None}
            if letter and body and not _uses(body, letter) and not list(indices(body)):
                lost = [x for x in sorted(bare) for past in earlier for p in every(past) if p.text == x and shown(p.sub) == letter]
                if lost:
                    yield Fault("notation", "index_lost", page.span(sign, body[-1]), "", (("found", lost[0]),))
        earlier.append(member)


def _twice(page: Page, formula: Formula) -> Iterator[Fault]:
    """An index that is bound in one half of a fraction and free in the other, or bound on the right and free on the left."""
    for run in runs(formula.pieces):
        for place, piece in enumerate(run[:-2]):
            if piece.text in {"\\frac", "\\dfrac", "frac"} and run[place + 1].kind == run[place + 2].kind == "group":
                halves = run[place + 1].children, run[place + 2].children
                for one, other in (halves, halves[::-1]):
                    both = sorted(bound(one) & free_indices(other))
                    if both:
                        yield Fault("notation", "bound_and_free", page.span(piece, run[place + 2]), "", (("index", both[0]),))
    if len(formula.members) > 1 and formula.members[0] and not formula.before and formula.statement.links and formula.statement.links[0].sign == "=":
        left = formula.members[0]
        both = sorted(free_indices(left) & bound(formula.members[1]) - bound(left))
        if both and "(" in shown(left):
            yield Fault("notation", "bound_and_free", page.span(left[0], left[-1]), "", (("index", both[0]),))


def _slid(page: Page, formula: Formula) -> Iterator[Fault]:
    """An upper bound that slid down beside its sum."""
    for run in runs(formula.pieces):
        for place, piece in enumerate(run[:-1]):
            after = run[place + 1]
            lower = shown(piece.sub)
            if piece.text in SUMS and piece.sup is None and "=" in lower and after.kind == "letter" and after.sup is None and page.bounds[shown([after])]:
                meant = f"\\sum_{{{lower}}}^{{{shown([after])}}}"
                yield Fault("notation", "slid_bound", page.span(piece, after), meant, (("found", shown([after])),))


def _undefined(page: Page, formula: Formula) -> Iterator[Fault]:
    """An upper bound in capitals that is defined nowhere, while its small letter is the bound elsewhere."""
    for piece in every(formula.pieces):
        if piece.text in SUMS and piece.sup and piece.sup[0].kind == "letter" and len(piece.sup[0].text) == 1 and piece.sup[0].text.isupper():
            capital = piece.sup[0].text
            as_bound = sum(n for b, n in page.bounds.items() if b.startswith(capital))
            if mentioned(page, capital) <= as_bound and page.bounds[capital.lower()]:
                yield Fault("notation", "undefined_bound", page.span(piece.sup[0]), capital.lower(), (("found", capital),))


