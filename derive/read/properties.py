"""Properties that the words of a document give to a letter: "$A$ is symmetric", "une matrice orthogonale $Q$", "$A = A^T$"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SYMMETRIC = "symmetric"
WORDS = re.compile(
    r"\b(?:(?P<symmetric>sym[ée]tri(?:que|c)s?|symmetric|SPD)"
    r"|(?P<other>anti-?sym[ée]tri\w*|skew-?symmetric|orthogonal(?:e|es|aux)?|orthonorm(?:al|ale|ales|aux|ée?s?)|unitary|unitaires?|idempotent(?:e|es|s)?|normali[sz](?:ed|ée?s?)|normée?s?|"
    r"unit (?:norm|length|vectors?)|norme (?:un|unité|\$?1\$?)|(?:semi-?)?d[ée]finie?s? positive?s?|positive (?:semi-?)?definite|PSD|centered|centred|centrée?s?|"
    r"standardi[sz](?:ed|ée?s?)|stochastic matri\w+|matrices? (?:bi)?stochastiques?|diagonale?s?|triangular|triangulaires?|projection matri\w+|matrices? de projection|projecteurs?|"
    r"rotation matri\w+|matrices? de rotation|one-hot|probability vectors?|sums? to (?:one|\$1\$)|somment? [àa] (?:un|\$?1\$?)))\b",
    re.IGNORECASE,
)
FORMULA = re.compile(r"\$+([^$]{1,80})\$+|\\\((.{1,80}?)\\\)")
LETTER = re.compile(r"\s*+(?:\\(?:mathbf|boldsymbol|bm|vec|pmb)\s*+\{?\s*+)?(\\?[A-Za-z]++)\}?\s*+(?:\\in\b.*)?\Z", re.DOTALL)
OWN_TRANSPOSE = re.compile(r"(?<![A-Za-z])(?P<letter>[A-Za-z]|\\[A-Z][a-z]+)\s*(?:=\s*(?P=letter)\s*\^\s*\{?\s*(?:T|\\top|\\intercal)\s*\}?|\^\s*\{?\s*(?:T|\\top|\\intercal)\s*\}?\s*=\s*(?P=letter))(?![A-Za-z_^ ]*[A-Za-z\\(])")
SENTENCE = re.compile(r"[.!?;](?=\s)|\n\s*\n|^#|\\item", re.MULTILINE)
ENDS = re.compile(r"[.!?;](?=[\s$])|^#|\\item|\n\s*\n(?!\s*(?:\$\$|\\\[|\\begin))", re.MULTILINE)
"""Where an assumption ends: a display belongs to the sentence before it."""
STATES = re.compile(r"\b(since|as|because|where|with|let|given|suppos\w*|assum\w*|if|comme|puisque|car|où|avec|soit|si)\b[^$]*\$+\s*\Z", re.IGNORECASE)
"""Words after which an equation is said, and not claimed."""
SUPPOSED = re.compile(r"\b(if|si|when|lorsque?|quand|case|cas)\b", re.IGNORECASE)
REACH, BEHIND = 200, 30


@dataclass(frozen=True, slots=True)
class Said:
    """A letter as it is written, the property in English or in the document's word, and the place of the word."""

    letter: str
    property: str
    place: int
    supposed: bool = False
    """Whether it is only assumed: "if $A$ is symmetric"."""

    def proves(self, text: str, start: int) -> bool:
        """Whether what begins at a place of the text may rest on it: behind it, and of an assumption in its own sentence."""
        return self.place < start and not (self.supposed and ENDS.search(text, self.place, start))


def said_of(text: str) -> tuple[Said, ...]:
    r"""What a text says of its letters, in order.

    >>> [(s.letter, s.property) for s in said_of(r"Let $x \in \mathbb{R}^n$ and a symmetric matrix $A$. $Q$ is an orthogonal $n \times n$ matrix where $B^T = B$.")]
    [('A', 'symmetric'), ('Q', 'orthogonal'), ('B', 'symmetric')]
    """
    return tuple(sorted([*_by_words(text), *_by_equations(text)], key=lambda s: s.place))


def _by_equations(text: str) -> Iterator[Said]:
    """``A^T = A`` behind a word that states it; certain from its own end on, so that it never rests on itself."""
    for equation in OWN_TRANSPOSE.finditer(text):
        before = _sentence(text, equation.start())
        if STATES.search(before):
            yield Said(equation.group("letter"), SYMMETRIC, equation.end(), SUPPOSED.search(before) is not None)


def _sentence(text: str, place: int) -> str:
    """The words of the sentence before a place."""
    before = text[max(0, place - REACH) : place]
    ends = [m.end() for m in SENTENCE.finditer(before)]
    return before[ends[-1] :] if ends else before


def _by_words(text: str) -> Iterator[Said]:
    for word in WORDS.finditer(text):
        before = _sentence(text, word.start())
        behind = FORMULA.search(text, word.end(), word.end() + BEHIND + 20)
        letter = _letter(behind) if behind is not None and behind.start() <= word.end() + BEHIND and "." not in text[word.end() : behind.start()] else ""
        if not letter:
            letters = [_letter(m) for m in FORMULA.finditer(before)]
            letter = next((one for one in reversed(letters) if one), "")
        if letter:
            yield Said(letter, SYMMETRIC if word.group("symmetric") else word.group("other").lower(), word.start(), SUPPOSED.search(before) is not None)


def _letter(formula: re.Match[str]) -> str:
    """The letter that a formula consists of, or that it places in a set; "" for any other formula."""
    match = LETTER.match(formula.group(1) or formula.group(2))
    return match.group(1) if match is not None and (len(match.group(1)) == 1 or match.group(1).startswith("\\")) else ""
