"""Text from a hand-in, made harmless for a terminal or for one line of a report."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]")
"""Terminal codes, invisible letters, marks that turn the direction of writing, halves of surrogates."""


def safe(text: str) -> str:
    """One line without terminal codes and invisible marks, each of them shown as one sign; tabs count as one character."""
    return CONTROL.sub("\ufffd", text.replace("\r\n", "\n")).replace("\t", " ").replace("\n", " ")


def shortened(text: str, length: int) -> str:
    """A text cut to a length, with a sign where it is."""
    return text if len(text) <= length else text[: length - 1] + "…"
