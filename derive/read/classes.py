"""Conditions on class labels in words: "when we have the correct class k", "pour une classe incorrecte i", "the other classes j", "y_k is 1"."""

from __future__ import annotations

import re

from derive.model.term import Term
from derive.read.math.lookup import Lookup
from derive.read.notation.one_hot import classes_of
from derive.terms.build import rel, sym

RIGHT = r"correct|right|true|target|bonne|vraie|correcte|cible|réelle"
WRONG = r"incorrect|wrong|other|non[- ]target|fausses?|mauvaises?|autres?|incorrectes?"
LETTER = r"\$?(?P<letter>[a-z])\$?(?![\w^_'(])(?!\s*[-+*/=])"
BEFORE = re.compile(rf"\b(?:(?P<wrong>{WRONG})|{RIGHT})\s+class(?:es?)?\s+{LETTER}", re.IGNORECASE)
ENTRY = re.compile(r"\A(?P<label>[a-z])_\{?(?P<letter>[a-z])\}?\$?\s+(?:is|equals|est|vaut)\s+(?P<value>[01])\b(?!\.\d)")
BEHIND = re.compile(rf"\bclasses?\s+(?:(?P<wrong>{WRONG})|{RIGHT})\s+{LETTER}", re.IGNORECASE)


def class_condition(words: str, lookup: Lookup) -> Term | None:
    """What some words say of a letter and the class label; the last one counts. None where the table has no label, or several.

    >>> from derive.model.claim import Notation, Symbol
    >>> from derive.terms.build import ONE
    >>> y, m = sym("y", "int"), sym("m", "int")
    >>> table = Lookup(Notation((Symbol("y", ("y",), sort="int", given=(rel(">=", y, ONE), rel("<=", y, m))),), ()))
    >>> class_condition("when we have the correct class k:", table).args
    ('=', k, y)
    >>> class_condition("pour les autres classes i,", table).args
    ('!=', i, y)
    >>> class_condition("y_k$ is 1, so", table).args, class_condition("z_k$ is 1, so", table)
    (('=', k, y), None)
    >>> class_condition("the class k is correct, and so is i", table)
    """
    found = sorted((match for pattern in (BEFORE, BEHIND) for match in pattern.finditer(words)), key=lambda match: match.start())
    labels = [s for s in lookup.symbols if classes_of(s) is not None]
    if len(labels) == 1 and (entry := ENTRY.match(words)) is not None and entry["label"] in labels[0].spellings:
        return rel("=" if entry["value"] == "1" else "!=", sym(entry["letter"], "int"), sym(labels[0].name, "int"))
    if not found or len(labels) != 1 or found[-1]["letter"] in labels[0].spellings:
        return None
    return rel("!=" if found[-1]["wrong"] else "=", sym(found[-1]["letter"], "int"), sym(labels[0].name, "int"))
