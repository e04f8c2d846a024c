"""Statements that nobody claims: what the question asks to show, what is supposed, and equations that are being solved. They are judged, and never blamed."""

from __future__ import annotations

import re
from typing import Literal

from derive.model.document import Document, Statement

Mood = Literal["", "asked", "supposed", "solved"]
ASKED = re.compile(
    r"\b(montre[rz]|montrons|d[ée]montre[rz]|d[ée]montrons|prouve[rz]|prouvons|v[ée]rifie[rz]|v[ée]rifions|show|prove|verify|showing|proving|verifying|dire si|vrai ou faux|true or false)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(suppos\w*|assum\w*|admett\w*|hypoth\w*|if|si|s'il|imagine\w*|imagin\w*|tels? que|telles? que|such that|so that|satisf\w*|solve|solving|r[ée]sou\w*|[ée]quations?|setting|contrainte|subject to|unless|faux|false|wrong|not true|à tort)\b",
    re.IGNORECASE,
)
CONCLUDES = re.compile(r"\b(then|alors|donc|so|hence|thus|therefore|ainsi|d'o[ùu]|we get|we have|on a|on obtient|implies|gives)\b", re.IGNORECASE)
SOLVED = re.compile(
    r"\b(setting|set|equat\w*|posant|posons|pose|annul\w*|vanish\w*|mettant|met|[ée]gal\w*|stationar\w*|stationn\w*|critical point|point critique|"
    r"first[- ]order|premier ordre|optimalit[yé]\w*)\b[^.]*?(?:\b(?:zero|z[ée]ro|nulle?|0)\b|\$0\$|\bcondition|\bpoint)|\bannul\w*|\bvanish\w*",
    re.IGNORECASE,
)
"""Words after which an equation is one to be solved: it holds where a derivative is zero, and not everywhere."""
SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n|^\s*#|[;]", re.MULTILINE)
OPENER = re.compile(r"(?:\$\$?|\\\(|\\\[|\\begin\{[a-z*]+\}|&|\\displaystyle|\s)*\Z")
FORMULA = re.compile(r"\$[^$]*\$|\\\([^)]*\\\)")
REACH = 240


def mood_of(statement: Statement, document: Document) -> Mood:
    """Whether the words before a statement ask for it or suppose it. A chain of several steps is a derivation, and always claimed.

    >>> text = "Show that $a + b = b$."
    >>> from derive.model.document import Link, Member, Span
    >>> one = Statement((Member(Span(11, 16), "a + b"), Member(Span(19, 20), "b")), (Link("=", Span(17, 18)),), Span(11, 20))
    >>> mood_of(one, Document("-", "en", text))
    'asked'
    """
    if len(statement.links) != 1 or statement.continues:
        return ""
    before = document.text[max(0, statement.span.start - REACH) : statement.span.start]
    if not before.rstrip().endswith(("$", "(", "[", "}", "&")):
        return ""
    opener = OPENER.search(before)
    sentence = _last_sentence(before[: opener.start()] if opener else before)
    if ASKED.search(sentence):
        return "asked"
    if SOLVED.search(sentence):
        return "solved"
    words = FORMULA.sub(" $ ", sentence)
    found = [m for m in SUPPOSED.finditer(words) if "$" not in words[m.end() :] or re.fullmatch(r"[^$]*\$\s*(?:et|and|,|ou|or)?\s*", words[m.end() :])]
    if found and not CONCLUDES.search(words[found[-1].end() :]):
        return "supposed"
    return ""


def _last_sentence(before: str) -> str:
    """The words since the last sentence ended; a blank line right before a display ends none."""
    before = before.rstrip()
    ends = [m.end() for m in SENTENCE.finditer(before)]
    return before[ends[-1] :] if ends else before
