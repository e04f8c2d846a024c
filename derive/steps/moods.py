"""Statements that nobody claims: what the question asks to show, what is supposed, and equations that are being solved. They are judged, and never blamed."""

from __future__ import annotations

import re
from typing import Literal

from derive.model.document import Document, Statement

Mood = Literal["", "asked", "supposed", "solved", "updated"]
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
LOOP = re.compile(
    r"\b(pseudo-?codes?|updates?|updating|mises? à jour|met(?:tre)? à jour|it[ée]rations?|iterates?|it[ée]r\w*|boucles?|loops?|repeat|r[ée]p[ée]t\w*|tant que|while|jusqu\w*|until|epochs?|[ée]poques?|"
    r"descente?|algorithm\w*|for each|for \w+ (?:in|=)|pour chaque)\b",
    re.IGNORECASE,
)
"""Words around which ``x = x + 1`` gives x a new value, as programs do."""
SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n|^\s*#|[;]", re.MULTILINE)
OPENER = re.compile(r"(?:\$|\\\(|\\\[|\\begin\{[a-z*]+\}|&|\\displaystyle|\s)*+\Z")
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
    if is_in_place(statement) and LOOP.search(before):
        return "updated"
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


def is_in_place(statement: Statement) -> bool:
    """Whether a statement makes something out of itself: ``x = x + 1``, with the same x as a term of the other side."""
    left, right = statement.members[0].term, statement.members[1].term
    return statement.links[0].sign == "=" and left is not None and left.op in {"sym", "arr", "at"} and right is not None and right.op == "add" and left in right.args


def _last_sentence(before: str) -> str:
    """The words since the last sentence ended; a blank line right before a display ends none."""
    before = before.rstrip()
    ends = [m.end() for m in SENTENCE.finditer(before)]
    return before[ends[-1] :] if ends else before
