"""Scripts: a subscript that lost its underscore or its braces, two scripts that changed places, a transpose raised into a label, a doubled letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.grading.faults.page import INDEX, Fault, Page
from derive.grading.faults.pieces import Piece, runs, shown

TRANSPOSE = frozenset({"t", "T", "\\top"})


def find(page: Page) -> Iterator[Fault]:
    """The faults of all scripts."""
    for formula in page.formulas:
        for run in runs(formula.pieces):
            for place, piece in enumerate(run):
                after = run[place + 1] if place + 1 < len(run) else None
                if after is not None:
                    yield from _lost(page, piece, after)
                    yield from _doubled(page, piece, after)
                yield from _raised(page, piece)
            yield from _swapped(page, run)


def _lost(page: Page, piece: Piece, after: Piece) -> Iterator[Fault]:
    """What stands beside a letter and belongs below it."""
    span = page.span(piece, after)
    close = piece.end == after.start
    if piece.kind == "cmd" and piece.text == "\\delta" and piece.sub is None and after.kind == "group" and 1 <= len(after.children) <= 3 and close:
        if all(p.kind == "letter" for p in after.children):
            yield Fault("notation", "lost_script", span, f"{piece.text}_{{{shown(after.children)}}}")
    elif piece.text in {"]", ")"} and close and after.kind == "letter" and after.text in INDEX and after.sub is after.sup is None:
        if page.subs[piece.text][after.text] or f"{piece.text}_{after.text}" in page.text or f"{piece.text}_{{{after.text}}}" in page.text:
            yield Fault("notation", "lost_script", span, f"{piece.text}_{after.text}")
    elif piece.kind == "letter" and piece.sub and not piece.braced and close and after.kind == "letter" and after.text in INDEX and after.sub is None:
        both = shown(piece.sub) + after.text
        if page.subs[piece.text][both]:
            sup = "" if after.sup is None else f"^{{{shown(after.sup)}}}"
            yield Fault("notation", "lost_script", span, f"{piece.text}_{{{both}}}{sup}")
    elif piece.text == "e" and piece.sub is piece.sup is None and close and after.kind == "letter" and after.sub is None and after.sup and len(after.sup) == 1:
        if after.sup[0].text in INDEX and (page.whole[f"{after.text}_{after.sup[0].text}^"] or page.subs[after.text][after.sup[0].text]):
            yield Fault("notation", "lost_script", span, f"e^{{{after.text}_{after.sup[0].text}}}")
    elif piece.kind == "letter" and piece.sub is piece.sup is None and after.kind == "cmd" and after.sub is after.sup is None and len(after.text) > 3:
        if page.subs[piece.text][after.text] and piece.text.startswith("\\"):
            yield Fault("notation", "lost_script", span, f"{page.source(piece)}_{after.text}")


def _doubled(page: Page, piece: Piece, after: Piece) -> Iterator[Fault]:
    """\\mathbf{o}o_k: the letter twice, the second time with the scripts."""
    bold = page.text[piece.start : piece.start + 1] == "\\"
    if piece.kind == after.kind == "letter" and piece.text == after.text and piece.end == after.start and bold and piece.sub is piece.sup is None and (after.sub or after.sup):
        yield Fault("notation", "doubled_letter", page.span(piece, after), shown([after]))


def _raised(page: Page, piece: Piece) -> Iterator[Fault]:
    """h^{s^t}: a transpose in the exponent of a label."""
    if piece.kind == "letter" and piece.sup and len(piece.sup) == 1 and piece.sup[0].sup and shown(piece.sup[0].sup) in TRANSPOSE and piece.sup[0].kind == "letter":
        label = piece.sup[0].text
        if page.labels[piece.text][label]:
            yield Fault("notation", "label_exponent", page.span(piece), f"{{{piece.text}^{label}}}^{shown(piece.sup[0].sup)}")


def _swapped(page: Page, run: Sequence[Piece]) -> Iterator[Fault]:
    """o_a^k where o_k^a is written everywhere else."""
    for piece in run:
        if piece.kind == "letter" and piece.sub and piece.sup and len(piece.sub) == len(piece.sup) == 1 and piece.sub[0].kind == piece.sup[0].kind == "letter":
            low, high = piece.sub[0].text, piece.sup[0].text
            both = {piece.text.lower(), piece.text.upper()}
            above, below = sum(page.labels[x][low] for x in both), sum(page.subs[x][low] for x in both)
            other = sum(page.labels[x][high] for x in both)
            if low != high and above > 2 * below and other <= 1 and high in INDEX:
                yield Fault("notation", "swapped_scripts", page.span(piece), f"{piece.text}_{high}^{low}")

