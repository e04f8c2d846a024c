"""Symbols with their scripts: which superscripts are labels, which are powers; indices; transposes and primes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.claim import Symbol
from derive.model.term import Term
from derive.read.math import calculus
from derive.read.math.lookup import GREEK
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.build import MINUS_ONE, arr, at, call, delta, num, power, sym
from derive.terms.entries import entry
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

MAX_DEPTH = 60
UNCLEAR = "may be a function or a product"
FUNCTION_LETTERS = frozenset("f g h F G H S L J R P p E s phi psi sigma Phi Psi".split())
"""Letters that name functions more often than factors."""
TRANSPOSES = frozenset({"T", "\\top", "\\intercal", "t"})


def after(g: Grammar, term: Term) -> Term:
    """What follows a complete piece: an entry, a power, a transpose, a prime."""
    while not g.s.done():
        if g.s.looking_at("'"):
            g.s.take()
            term = calculus.primed(term, None, 1)
        elif g.s.looking_at("_") and shape(term):
            g.s.take()
            term = entry(term, index_group(g, len(shape(term))))
        elif g.s.looking_at("^"):
            g.s.take()
            group = g.s.group_tokens()
            if len(group) == 1 and group[0].text in {"\\prime"}:
                term = calculus.primed(term, None, 1)
            elif len(group) == 1 and group[0].text in TRANSPOSES and shape(term):
                term = Term("transpose", (term,))
            else:
                exponent = inner(g, group).whole()
                if shape(term):
                    if exponent == MINUS_ONE:
                        term = Term("inv", (term,))
                        continue
                    raise UnreadError("a power of an array")
                term = power(term, exponent)
        else:
            break
    return term


def inner(g: Grammar, tokens: Sequence[Token]) -> Grammar:
    """A grammar over the tokens of a group."""
    below = type(g)(Stream(tokens, g.s.steps), g.lookup)
    below.bound, below.depth, below.notes = g.bound, g.depth + 1, g.notes
    if below.depth > MAX_DEPTH:
        raise UnreadError("nested too deeply")
    return below


def bare(g: Grammar) -> Term:
    """A symbol without scripts."""
    token = g.s.take()
    return symbol(inner(g, [token]))


def index_group(g: Grammar, rank: int) -> list[Term]:
    """The indices of an entry of an array of some rank: ``k``, ``kj``, ``d_h d``, ``1,2``."""
    below = inner(g, g.s.group_tokens())
    found = [_index(below)]
    while not below.s.done():
        below.s.take_if(",")
        found.append(_index(below))
    if len(found) == 1 and rank == 2 and found[0].op == "num" and 10 < found[0].value < 100:
        return [num(int(found[0].value) // 10), num(int(found[0].value) % 10)]
    if len(found) != rank:
        raise UnreadError(f"{len(found)} indices where {rank} belong")
    return found


def _index(g: Grammar) -> Term:
    """One index: a number or a letter, with an offset."""
    token = g.s.take()
    if token.kind == "num":
        base: Term = num(int(token.text)) if token.text.isdigit() else num(0)
    elif token.kind == "word" or token.text[1:] in GREEK:
        base = _letter(g, token)
    else:
        raise UnreadError(f"an index {token.text}")
    if sign := g.s.take_if("+", "-"):
        offset = g.s.take()
        if offset.kind != "num" or not offset.text.isdigit():
            raise UnreadError("an index with an offset that is no number")
        base = Term("add", (base, num(int(offset.text) * (1 if sign.text == "+" else -1))))
    return base


def _letter(g: Grammar, token: Token) -> Term:
    name = token.text
    if g.s.looking_at("_"):
        g.s.take()
        name = f"{name}_{g.s.group_text()}"
    known = g.lookup.find(name, "scalar")
    if known is not None and known.sort == "int" and name not in g.bound:
        return g.lookup.variable(known)
    if len(name.split("_")[0]) > 1:
        raise UnreadError(f"an index {name}")
    return sym(name, "int")


def symbol(g: Grammar) -> Term:
    """A letter or word with its subscripts and superscripts."""
    token = g.s.take()
    name = token.text
    sub: Sequence[Token] | None = None
    sup: Sequence[Token] | None = None
    primes = 0
    while g.s.looking_at("_", "^", "'"):
        if g.s.take_if("'"):
            primes += 1
            continue
        mark = g.s.take().text
        group = g.s.group_tokens()
        if mark == "_":
            if sub is not None:
                raise UnreadError("two subscripts")
            sub = group
        elif sup is not None:
            raise UnreadError("two superscripts")
        else:
            sup = group
    label = "".join(t.text for t in sup) if sup is not None else ""
    lower = "".join(t.text for t in sub) if sub is not None else ""
    term = _resolved(g, name, label, lower, sub)
    if term is None:
        term = _resolved(g, name, "", lower, sub)
        if term is None:
            raise UnreadError(f"unknown {name}" + (f"^{label}" if label else ""))
        if sup is not None:
            if name in g.lookup.labelled or (label.startswith("(") and label.endswith(")")):
                raise UnreadError(f"{name}^{label} is no known label")
            term = _raised(g, term, sup)
    if primes:
        if term.op == "sym":
            raise UnreadError(f"{name}' of a letter that is no known function")
        term = calculus.primed(term, None, primes)
    if g.s.looking_at("("):
        term = _applied(g, term, name)
    return term


def _raised(g: Grammar, term: Term, sup: Sequence[Token]) -> Term:
    if len(sup) == 1 and sup[0].text in TRANSPOSES and shape(term):
        return Term("transpose", (term,))
    exponent = inner(g, sup).whole()
    if term == call("exp", num(1)):
        return call("exp", exponent)
    if shape(term):
        if exponent == MINUS_ONE:
            return Term("inv", (term,))
        raise UnreadError("a power of an array")
    return power(term, exponent)


def _resolved(g: Grammar, name: str, label: str, lower: str, sub: Sequence[Token] | None) -> Term | None:
    """A symbol of the table, or a letter that needs none; None where the label is unknown."""
    spelling = name + (f"^{label}" if label else "")
    if lower:
        whole = g.lookup.find(f"{name}_{lower}" + (f"^{label}" if label else ""))
        if whole is not None:
            return g.lookup.variable(whole)
        known = g.lookup.find(spelling, "array")
        if known is not None and sub is not None:
            return _entry(g, known, sub)
    if label or not lower:
        known = (g.lookup.find(spelling, "scalar") or g.lookup.find(spelling, "array")) if name not in g.bound or label else None
        if known is not None and not lower:
            return g.lookup.variable(known)
        if label:
            return None
    return _free_letter(g, name, lower, sub)


def _entry(g: Grammar, known: Symbol, sub: Sequence[Token]) -> Term:
    below = inner(g, [Token("sym", "{", 0, 0), *sub, Token("sym", "}", 0, 0)])
    return at(arr(known.name, *known.dims), *index_group(below, len(known.dims) or 1))


def _free_letter(g: Grammar, name: str, lower: str, sub: Sequence[Token] | None) -> Term | None:
    plain = name.lstrip("\\")
    if name in g.bound:
        return sym(name, "int") if not lower else None
    if name == "e" and not lower:
        return call("exp", num(1))
    if len(plain) > 1 and plain not in GREEK:
        return None
    if lower and sub is not None:
        letters = all(t.kind == "word" and len(t.text) == 1 and t.text.islower() for t in sub)
        if letters and name == "\\delta" and len(sub) == 2:
            return delta(*(_letter(g, t) for t in sub))
        if letters or all(t.kind == "num" for t in sub):
            below = inner(g, [Token("sym", "{", 0, 0), *sub, Token("sym", "}", 0, 0)])
            return at(arr(plain), *index_group(below, len(sub)))
        if lower.replace("_", "").isalnum():
            return sym(f"{plain}_{lower}")
        return None
    return sym(plain)


def _applied(g: Grammar, term: Term, name: str) -> Term:
    """A symbol before a parenthesis: what depends on things may list them; a scalar letter is multiplied; anything else is unclear."""
    known = term.op in {"sym", "at", "arr", "lam"} and any(s.term is not None and s.name == _base(term) for s in g.lookup.symbols)
    if known:
        place = g.s.place
        depth = 0
        listed = []
        while not g.s.done():
            token = g.s.take()
            depth += (token.text == "(") - (token.text == ")")
            if not depth:
                break
            if depth and token.text not in {"(", ","}:
                listed.append(token)
        if listed and all(t.kind == "word" and len(t.text) == 1 for t in listed):
            return term
        g.s.place = place
        raise UnreadError(f"{name} at another argument")
    if term.op in {"sym", "at"} and _base(term) and not any(s.name == _base(term) for s in g.lookup.symbols) and _like_an_argument(g, name):
        raise UnreadError(f"{name}(...) {UNCLEAR}")
    return term


def _like_an_argument(g: Grammar, name: str) -> bool:
    """Whether the parenthesis that follows holds what functions are applied to: one symbol, or minus one."""
    if name.lstrip("\\") in FUNCTION_LETTERS:
        return True
    depth, inside = 0, []
    for token in g.s.tokens[g.s.place :]:
        depth += (token.text == "(") - (token.text == ")")
        if not depth:
            break
        inside.append(token)
    plain = [t for t in inside[1:] if t.kind in {"word", "num", "cmd"}]
    return len(plain) <= 1 or inside[1].text in {"-", "−"}


def _base(term: Term) -> str:
    return str(term.args[0].name if term.op == "at" else term.name if term.op in {"sym", "arr"} else "")
