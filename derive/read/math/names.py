"""How what is written becomes a name of the engine: accents, labels and letters that are read without a table."""

from __future__ import annotations

import re

from derive.model.term import Term
from derive.terms.build import sym

TRANSPOSES = frozenset({"T", "\\top", "\\intercal", "t", "⊤", "ᵀ"})
STARS = {"*": "star", "\\ast": "star", "\\star": "star", "+": "plus", "-": "minus", "\\dagger": "dagger"}
_ACCENT = re.compile(r"\\(hat|bar|tilde|dot|ddot|check|breve)\{(.*)\}\Z")
_BOARD = re.compile(r"\\mathcal\{(.*)\}\Z")


def engine_name(text: str) -> str:
    """The name of a letter as it is written, with its accent behind it.

    >>> engine_name(r"\\hat{y}"), engine_name(r"\\theta"), engine_name(r"\\mathcal{L}")
    ('y_hat', 'theta', 'L_cal')
    """
    if accent := _ACCENT.match(text):
        return f"{engine_name(accent.group(2))}_{accent.group(1)}"
    if script := _BOARD.match(text):
        return f"{engine_name(script.group(1))}_cal"
    return text.removeprefix("\\")


def labelled(name: str, label: str) -> str:
    """The name of a letter with a label, without the marks around it.

    >>> labelled("W", "(2)"), labelled("h", "a"), labelled("theta", "*")
    ('W2', 'ha', 'theta_star')
    """
    if label in STARS:
        return f"{name}_{STARS[label]}"
    return name + re.sub(r"\W", "", label)


def unstated_size(name: str, position: int, rank: int) -> Term:
    """The size of an array of which nobody says how large it is."""
    return sym(f"size_{name}" if rank == 1 else f"size_{name}_{position}", "int")


def is_unstated(size: Term) -> bool:
    """Whether a size is one that nobody stated."""
    return size.op == "sym" and str(size.args[0]).startswith("size_")


def is_letter(text: str) -> bool:
    """Whether a token's text is one letter, Greek ones, accents and scripts included."""
    return (len(text) == 1 and text.isalpha()) or text.startswith("\\")
