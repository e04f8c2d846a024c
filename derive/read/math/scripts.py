"""What stands below and above a letter or a bracket: indices, powers, transposes, primes; and the letter itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import applied, arrays, labels, slopes
from derive.read.math.lookup import GREEK
from derive.read.math.names import TRANSPOSES, engine_name
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.binding import free, substitute
from derive.terms.build import MINUS_ONE, call, delta, num, power, sym
from derive.terms.entries import entry
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

MAX_DEPTH = 60
UNCLEAR = applied.UNCLEAR
PRIMES = frozenset({"'", "′"})


def after(g: Grammar, term: Term) -> Term:
    """What follows a complete piece: an entry, a power, a transpose, a prime."""
    while not g.s.done():
        if g.s.looking_at("'", "′"):
            g.s.take()
            term = slopes.primed(term, None, 1)
        elif g.s.looking_at("_"):
            if not shape(term):
                term = arrays.as_array(g, term)
            rank = len(shape(term))
            if not rank:
                raise UnreadError("an index on something that is no array")
            g.s.take()
            term = entry(term, index_group(g, rank))
        elif g.s.looking_at("^"):
            g.s.take()
            group = g.s.group_tokens()
            if len(group) == 1 and group[0].text in {"\\prime", "'"}:
                term = slopes.primed(term, None, 1)
            else:
                term = raised(g, term, group)
        else:
            break
    return term


def inner(g: Grammar, tokens: Sequence[Token]) -> Grammar:
    """A grammar over the tokens of a group."""
    below = type(g)(Stream(tokens, g.s.steps), g.lookup, g.usage)
    below.bound, below.depth, below.notes, below.extra, below.spots, below.holes, below.loose = g.bound, g.depth + 1, g.notes, g.extra, g.spots, g.holes, g.loose
    below.wide, below.infinite = g.wide, g.infinite
    if below.depth > MAX_DEPTH:
        raise UnreadError("nested too deeply")
    return below


def bare(g: Grammar) -> Term:
    """A symbol without scripts."""
    token = g.s.take()
    return symbol(inner(g, [token]))


def raised(g: Grammar, term: Term, sup: Sequence[Token]) -> Term:
    """A term with a superscript that is no label: a transpose, an inverse or a power."""
    if len(sup) == 1 and sup[0].text in TRANSPOSES:
        if shape(term):
            return Term("transpose", (term,))
        wider = arrays.as_array(g, term)
        if shape(wider):
            return Term("transpose", (wider,))
        if sup[0].text != "t":
            raise UnreadError("a transpose of something whose shape is not known")
    if len(sup) == 2 and sup[0].text == "-" and sup[1].text in TRANSPOSES and shape(term):
        return Term("transpose", (Term("inv", (term,)),))
    exponent = inner(g, sup).whole()
    if shape(term):
        if exponent == MINUS_ONE:
            return Term("inv", (term,))
        raise UnreadError("a power of an array")
    return power(term, exponent)


def index_group(g: Grammar, rank: int) -> list[Term]:
    """The indices of an entry of an array of some rank: ``k``, ``kj``, ``d_h d``, ``1,2``."""
    return indices_in(g, g.s.group_tokens(), rank)


def indices_in(g: Grammar, group: Sequence[Token], rank: int) -> list[Term]:
    """The indices that the tokens of a subscript spell; UnreadError where they are not ``rank`` many."""
    found = indices(g, group)
    if len(found) == 1 and rank == 2 and found[0].op == "num" and 10 < found[0].value < 100:
        return [num(int(found[0].value) // 10), num(int(found[0].value) % 10)]
    if len(found) != rank:
        raise UnreadError(f"{len(found)} indices where {rank} belong")
    return found


def indices(g: Grammar, group: Sequence[Token]) -> list[Term]:
    """The indices of a subscript, as many as there are."""
    below = inner(g, group)
    found = [_index(below)]
    while not below.s.done():
        below.s.take_if(",")
        found.append(_index(below))
    return found


def _index(g: Grammar) -> Term:
    """One index: a number or a letter, with an offset, or what a label is."""
    if g.s.looking_at("{", "("):
        opener = g.s.take()
        base = _index(g)
        if not g.s.take_if("}" if opener.text == "{" else ")"):
            raise UnreadError("an index that is no index")
    else:
        token = g.s.take()
        if token.kind == "num" and token.text.isdigit():
            base = num(int(token.text))
        elif token.kind == "word" or token.text[1:] in GREEK:
            base = _letter(g, token)
        else:
            raise UnreadError(f"an index {token.text}")
    while sign := g.s.take_if("+", "-", "−"):
        offset = g.s.take()
        if offset.kind == "num" and offset.text.isdigit():
            base = Term("add", (base, num(int(offset.text) * (1 if sign.text == "+" else -1))))
        elif offset.is_letter:
            other = _letter(g, offset)
            base = Term("add", (base, other if sign.text == "+" else Term("mul", (MINUS_ONE, other))))
        else:
            raise UnreadError("an index with an offset that is no number")
    return base


def _letter(g: Grammar, token: Token) -> Term:
    name = token.text
    if g.s.looking_at("_"):
        g.s.take()
        name = f"{name}_{g.s.group_text()}"
    elif g.s.looking_at("^"):
        return labels.example_label(g, token)
    if name in g.bound:
        return sym(name, "int")
    known = g.lookup.find(name, "scalar")
    if known is not None and known.sort == "int":
        return g.lookup.variable(known)
    if len(name.split("_")[0].rstrip("'")) > 1 and not name.startswith("\\"):
        raise UnreadError(f"an index {name}")
    return sym(engine_name(name.split("_")[0]) + name[len(name.split("_")[0]) :], "int")


def symbol(g: Grammar) -> Term:
    """A letter or word with its subscripts and superscripts, and what it is applied to."""
    token = g.s.take()
    name = token.text
    if token.is_letter and name.endswith("'") and not g.s.looking_at("_", "^"):
        return sym(name, "int")
    if name == "e" and g.lookup.find("e") is None and "e" not in g.bound:
        return _euler(g)
    if name == "\\delta" and g.s.looking_at("{") and labels.two_letters(g):
        below: Sequence[Token] | None = g.s.group_tokens()
        above, primes = None, 0
    else:
        below, above, primes = _scripts(g, token)
    if name == "I" and below is not None and above is None and g.lookup.find(name) is None:
        found = indices(g, below)
        if len(found) == 1 and not (found[0].op == "sym" and (found[0].name in "ijk" or found[0].name in g.bound)):
            return after(g, Term("eye", (found[0],)))
    if name == "\\delta" and below is not None and above is None and g.lookup.find(name) is None:
        kronecker = _kronecker(g, below)
        if kronecker is not None:
            return kronecker
    term, power_of = labels.resolved(g, token, below, above)
    if primes:
        if not g.s.looking_at("("):
            raise UnreadError(f"{name}' of a letter that is no known function")
        return applied.primed_letter(g, term, name, primes)
    if g.s.looking_at("("):
        term = applied.applied(g, term, name)
    return raised(g, term, power_of) if power_of else term


def _euler(g: Grammar) -> Term:
    if not g.s.take_if("^"):
        if g.s.looking_at("_"):
            raise UnreadError("an entry of e")
        follows = g.s.tokens[g.s.place] if not g.s.done() else None
        if follows is not None and follows.kind == "word" and follows.start == g.s.last_end():
            raise UnreadError("e without its exponent")
        return call("exp", num(1))
    group = g.s.group_tokens()
    if len(group) == 1 and group[0].text in {"\\prime", "'"}:
        raise UnreadError("e' is not read")
    return after(g, call("exp", inner(g, group).whole()))


def _scripts(g: Grammar, token: Token) -> tuple[Sequence[Token] | None, Sequence[Token] | None, int]:
    """The tokens below and above a letter, and its primes."""
    sub: Sequence[Token] | None = None
    sup: Sequence[Token] | None = None
    primes = 0
    while not g.s.done():
        mark = g.s.peek().text
        if mark in PRIMES:
            g.s.take()
            primes += 1
            continue
        if mark not in {"_", "^"}:
            break
        g.s.take()
        braced = g.s.looking_at("{")
        group = g.s.group_tokens()
        if mark == "_":
            if sub is not None:
                raise UnreadError("two subscripts")
            sub = group
            if not braced and labels.lost_brace(g, token, group):
                sub = [*group, g.s.take()]
        elif len(group) == 1 and group[0].text in {"\\prime", "'"}:
            primes += 1
        elif group and all(t.text in {"\\prime", "'"} for t in group):
            primes += len(group)
        elif sup is not None:
            if len(group) == 1 and group[0].text in TRANSPOSES:
                sup = [*sup, group[0]]
            else:
                raise UnreadError("two superscripts")
        else:
            sup = group
    return sub, sup, primes


def _kronecker(g: Grammar, below: Sequence[Token]) -> Term | None:
    """delta_{ij}, delta_{i,j}, delta_{i=j}; None for other subscripts."""
    signs = [t for t in below if t.text == "="]
    plain = [t for t in below if t.text not in {"=", ","}]
    if len(signs) > 1:
        return None
    try:
        found = indices(g, plain)
    except UnreadError:
        return None
    return delta(*found) if len(found) == 2 else None


def as_integers(term: Term) -> Term:
    """The term over whole numbers: its real letters become integer ones."""
    return substitute(term, {v: sym(v.name, "int") for v in free(term) if v.op == "sym" and v.args[1] == "real"})


__all__ = ["UNCLEAR", "after", "as_integers", "bare", "index_group", "indices", "indices_in", "inner", "raised", "symbol"]
