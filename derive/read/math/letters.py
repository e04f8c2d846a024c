"""Mathematics written with its own Unicode characters, as the tokens that LaTeX has for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from derive.terms.greek import LOWER, UPPER

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters without a width: they separate nothing and turn nothing round in a formula."""
ALIKE = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "∗": "*", "⁎": "*", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "∣": "|", "ǀ": "|", "∕": "/", "⁄": "/", "÷": "/", "∶": ":", "‚": ","})
"""Characters that stand for one of ASCII, place for place."""
COMMANDS = {
    "×": "times", "·": "cdot", "⋅": "cdot", "∙": "cdot", "•": "cdot", "≤": "le", "⩽": "le", "≦": "le", "≥": "ge", "⩾": "ge", "≧": "ge", "≠": "neq", "≈": "approx", "∼": "sim", "∑": "sum",
    "∏": "prod", "∫": "int", "∂": "partial", "∇": "nabla", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subseteq", "∪": "cup", "∩": "cap", "∀": "forall", "∃": "exists", "→": "to",
    "⟶": "to", "↦": "mapsto", "⇒": "Rightarrow", "⟹": "Rightarrow", "⇔": "iff", "⟺": "iff", "←": "leftarrow", "⟵": "leftarrow", "∞": "infty", "±": "pm", "⊙": "odot", "∘": "circ", "⊗": "otimes",
    "⊤": "top", "‖": "|", "∥": "|", "…": "dots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "≜": "triangleq", "≔": "coloneqq", "ℓ": "ell", "ϵ": "epsilon", "ϕ": "phi", "∆": "Delta", "√": "sqrt",
}  # fmt: skip
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵗᵃᵇᶜᵈᵉʰʲᵏˡᵐᵒᵖʳˢᵘᵛʷˣʸᶻ", "0123456789+-=()niTtabcdehjklmoprsuvwxyz", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True))
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u0307": "dot"}
GREEK = {**{letter: name for name, letter in (*LOWER.items(), *UPPER.items())}, "π": "pi", "ς": "sigma", "ϑ": "vartheta", "ϱ": "rho", "Ω": "Omega", "µ": "mu"}
DOUBLED = {"ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "ℙ": "P"}

Pieces = tuple[tuple[str, str], ...]
"""Kinds and texts of tokens."""


@cache
def pieces(character: str) -> Pieces:
    """The tokens of one character that is not of ASCII; none where it has no meaning in a formula.

    >>> pieces("∑"), pieces("α"), pieces("ℝ"), pieces("½")
    ((('cmd', '\\\\sum'),), (('cmd', '\\\\alpha'),), (('cmd', '\\\\mathbb'), ('sym', '{'), ('word', 'R'), ('sym', '}')), (('sym', '('), ('num', '1'), ('sym', '/'), ('num', '2'), ('sym', ')')))
    """
    if character in COMMANDS:
        return (("cmd", "\\" + COMMANDS[character]),)
    if character in GREEK:
        return (("cmd", "\\" + GREEK[character]),)
    if character in DOUBLED or "\U0001d538" <= character <= "\U0001d56b" or character == "\U0001d7d9":
        return _braced("mathbb", DOUBLED.get(character) or unicodedata.normalize("NFKC", character))
    whole = unicodedata.normalize("NFKC", character)
    if len(whole) == 3 and whole[1] == "\u2044":
        return (("sym", "("), ("num", whole[0]), ("sym", "/"), ("num", whole[2]), ("sym", ")"))
    if len(whole) == 1 and whole != character:
        return ((_kind(whole), whole),) if whole.isascii() else pieces(whole)
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2 and parts[0].isascii() and parts[1] in ACCENTS:
        return _braced(ACCENTS[parts[1]], parts[0])
    return ()


def plain(source: str) -> str:
    """A formula with its mathematical letters and digits as ASCII, place for place: a run of them is one word again."""
    made = source.translate(ALIKE)
    return LETTERS.sub(lambda match: _ascii(match.group()), made) if LETTERS.search(made) else made


LETTERS = re.compile("[\U0001d400-\U0001d537\U0001d56c-\U0001d7d7\U0001d7e2-\U0001d7ff\u210a-\u210e\u2110-\u2113\u211b-\u211d\u212c\u212f-\u2134\uff01-\uff5e]")


@cache
def _ascii(character: str) -> str:
    whole = unicodedata.normalize("NFKC", character)
    return whole if len(whole) == 1 and character not in DOUBLED and character != "ℓ" else character


def _braced(command: str, inner: str) -> Pieces:
    return (("cmd", "\\" + command), ("sym", "{"), (_kind(inner), inner), ("sym", "}"))


def _kind(character: str) -> str:
    return "num" if character.isdigit() else "word" if character.isalpha() else "sym"
