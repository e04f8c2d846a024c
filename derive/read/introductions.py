"""Functions that a document introduces: ``\\sigma(x) = 1/(1 + e^{-x})`` where sigma means nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from derive.model.claim import Symbol
from derive.model.document import Member, Statement
from derive.model.term import SCALAR_FUNCTIONS
from derive.read.math.lookup import DEFINED, Lookup
from derive.read.math.scripts import UNCLEAR
from derive.read.math.tokens import Token
from derive.terms.binding import free, walk
from derive.terms.build import sym


def introduced(statements: Sequence[Statement], lookup: Lookup) -> Symbol | None:
    """The function that the first statement introduces: name ( letter ) = a term in that letter alone; None where it introduces none."""
    if not statements or not statements[0].links or statements[0].links[0].sign not in {"=", ":="} or statements[0].continues:
        return None
    head, meaning = statements[0].members[0], statements[0].members[1].term
    tokens = [t for t in head.tokens if isinstance(t, Token)]
    if meaning is None or len(tokens) != 4 or not _opaque(head, lookup):
        return None
    name, opened, letter, closed = tokens
    if opened.text != "(" or closed.text != ")" or letter.kind != "word" or len(letter.text) != 1:
        return None
    parameter = sym(letter.text)
    opaque = any(node.op == "call" and node.args[0] in lookup.functions for node in walk(meaning))
    if free(meaning) != {parameter} or opaque:
        return None
    plain = name.text.lstrip("\\")
    return Symbol(f"{plain}_of", (name.text,), params=(parameter,), term=meaning, kind="function")


def _opaque(head: Member, lookup: Lookup) -> bool:
    """Whether a member is a letter before a parenthesis of which nothing is known: it may be a function, or is read as one without a meaning."""
    if head.term is None:
        return UNCLEAR in head.reason
    known = SCALAR_FUNCTIONS | set(DEFINED) | {s.name for s in lookup.functions.values()}
    return head.term.op == "call" and head.term.args[0] not in known
