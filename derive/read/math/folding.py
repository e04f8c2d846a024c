"""Letters under an accent or in a doubled or script face: one token each."""

from __future__ import annotations

from derive.read.math.tokens import Token

FOLDED = {
    "\\hat": "\\hat", "\\widehat": "\\hat", "\\bar": "\\bar", "\\overline": "\\bar", "\\tilde": "\\tilde", "\\widetilde": "\\tilde", "\\dot": "\\dot", "\\check": "\\check",
    "\\mathbb": "\\mathbb", "\\mathds": "\\mathbb", "\\mathbbm": "\\mathbb", "\\Bbb": "\\mathbb", "\\mathcal": "\\mathcal", "\\mathscr": "\\mathcal",
}  # fmt: skip
"""Commands that belong to the letter behind them, and how the two are spelled together."""


def folded(found: list[Token]) -> list[Token]:
    r"""Accents and doubled or script letters with the letter that they are applied to, as one token.

    >>> from derive.read.math.tokens import tokens
    >>> [t.text for t in tokens(r"\hat{y}_i \in \mathbb R", 0, ())]
    ['\\hat{y}', '_', 'i', '\\in', '\\mathbb{R}']
    """
    if not any(token.text in FOLDED for token in found):
        return found
    kept: list[Token] = []
    position = 0
    while position < len(found):
        token = found[position]
        letter = found[position + 1 : position + 2]
        end = position + 2
        if token.text in FOLDED and letter and letter[0].text == "{" and found[position + 3 : position + 4] and found[position + 3].text == "}":
            letter, end = found[position + 2 : position + 3], position + 4
        if token.text in FOLDED and letter and (letter[0].kind in {"word", "cmd"} or letter[0].text == "1"):
            kept.append(Token("cmd", f"{FOLDED[token.text]}{{{letter[0].text}}}", token.start, found[end - 1].end, letter[0].bold))
            position = end
        else:
            kept.append(token)
            position += 1
    return kept
