"""Which superscripts are labels and which are powers, and which symbol a labelled and indexed letter is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.claim import Symbol
from derive.model.term import Term
from derive.read.math import scripts
from derive.read.math.lookup import GREEK
from derive.read.math.names import STARS, TRANSPOSES, engine_name, labelled, unstated_size
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.terms.build import arr, at, lam, sym

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

ENTRY = sym("entry", "int")
"""Runs over a row of a matrix that is written with one index: W_j."""
TEN = 10
LAYERS = frozenset({"l", "L", "\\ell"})
_NUMBERED = re.compile(r"[(\[]\d+[)\]]\Z")
_EXAMPLE = re.compile(r"(?P<label>[a-z]?)\((?P<index>[A-Za-z](?:[+-]\d+)?)\)\Z")


class Above:
    """A superscript taken apart: a label, an example's index, whether it ends in a transpose, and what is left as a power."""

    def __init__(self, label: str = "", example: Sequence[Token] = (), transposed: bool = False, rest: Sequence[Token] = (), swapped: Sequence[Token] = ()) -> None:
        self.label = label
        self.example = example
        self.transposed = transposed
        self.rest = rest
        self.swapped = swapped


def resolved(g: Grammar, token: Token, below: Sequence[Token] | None, above: Sequence[Token] | None) -> tuple[Term, Sequence[Token]]:
    """The term of a letter with what stands below and above it, and the part of the superscript that is a power of it."""
    name = token.text
    parts = _above(g, token, below, above) if above is not None else Above()
    below = parts.swapped or below
    if parts.example:
        return _transposed(g, _of_example(g, name, parts, below), parts.transposed), ()
    bold = g.lookup.find(name, "array") if token.bold and below is None and not parts.label else None
    term = g.lookup.variable(bold) if bold is not None else _looked_up(g, name, parts.label, below)
    if term is None:
        if name in g.lookup.labelled and not parts.label and below is None and g.lookup.find(name) is None and above is None and name not in g.usage.bases:
            raise UnreadError(f"{name} without its label")
        term = _free(g, token, parts.label, below)
    return _transposed(g, term, parts.transposed), parts.rest


def _transposed(g: Grammar, term: Term, transposed: bool) -> Term:
    if transposed and term.op == "at" and len(term.args) == 3:
        return Term("at", (term.args[0], term.args[2], term.args[1]))
    return scripts.raised(g, term, [Token("word", "T", 0, 0)]) if transposed else term


def _above(g: Grammar, token: Token, below: Sequence[Token] | None, above: Sequence[Token]) -> Above:
    """A superscript taken apart."""
    name = token.text
    text = "".join(t.text for t in above)
    if example := _EXAMPLE.fullmatch(text):
        return _example(above, example, False)
    if _is_label(g, token, text, above, below):
        return Above(text)
    if len(above) > 1 and above[-1].text in TRANSPOSES and above[-1].text != "t":
        head = above[:-1]
        head_text = text[: -len(above[-1].text)]
        if _is_label(g, token, head_text, head, below):
            return Above(head_text, transposed=True)
        if example := _EXAMPLE.fullmatch(head_text):
            return _example(head, example, True)
    if len(above) == 1 and above[0].text in TRANSPOSES and above[0].text != "t" and below is not None and len(below) > 1:
        return Above(transposed=True)
    if len(above) > 2 and above[1].text == "^":
        power = [t for t in above[2:] if t.text not in {"{", "}"}]
        if len(power) == 1 and power[0].text in TRANSPOSES and _is_label(g, token, above[0].text, above[:1], below):
            return Above(above[0].text, transposed=True)
    if text.isdigit() and (known := g.lookup.find(f"{name}^({text})")) is not None and not stated(g, name):
        if below is not None and len(scripts.indices(g, below)) != len(known.dims) and not (len(known.dims) == 2 and below[0].kind == "num"):
            raise UnreadError(f"{name}^{text} is no known label")
        return Above(f"({text})")
    if below is not None and len(above) == 1 and name in g.lookup.labelled and g.lookup.find(f"{name}^{''.join(t.text for t in below)}", "array") is not None:
        return Above("".join(t.text for t in below), swapped=above)
    if name in g.lookup.labelled and g.lookup.find(name) is None:
        raise UnreadError(f"{name}^{text} is no known label")
    if text.startswith("(") and text.endswith(")") and not any(t.text in {"+", "-", "*"} for t in above):
        raise UnreadError(f"{name}^{text} is no known label")
    return Above(rest=above)


def stated(g: Grammar, name: str) -> bool:
    """Whether a letter without a label means something of its own, and not only by being written like this."""
    symbol = g.lookup.find(name)
    return symbol is not None and symbol.source != "inferred"


def _is_label(g: Grammar, token: Token, text: str, above: Sequence[Token], below: Sequence[Token] | None) -> bool:
    """Whether a superscript is a label: known to the table, a number in parentheses, a star, a word, or a letter that is used as one."""
    name = token.text
    if g.lookup.find(f"{name}^{text}") is not None:
        return True
    if below is not None and g.lookup.find(f"{name}_{''.join(t.text for t in below)}^{text}") is not None:
        return True
    if len(above) == 1 and above[0].kind in {"word", "text"}:
        if above[0].kind == "text" or len(text) > 2:
            return True
        if g.lookup.find(name) is not None and below is None:
            return False
        return g.usage.is_label(name, text)
    if (_NUMBERED.fullmatch(text) and name not in g.lookup.labelled) or (text[:1] == "(" and text[1:-1].split("+", maxsplit=1)[0].split("-", maxsplit=1)[0] in LAYERS and text[-1:] == ")"):
        return True
    if text in STARS:
        return True
    run = all(t.kind == "word" and len(t.text) == 1 for t in above) and all(a.end == b.start for a, b in zip(above, above[1:], strict=False))
    return run and len(above) > 2


def _example(above: Sequence[Token], match: re.Match[str], transposed: bool) -> Above:
    opened = next(position for position, t in enumerate(above) if t.text == "(")
    return Above(match.group("label"), above[opened + 1 : -1], transposed)


def _of_example(g: Grammar, name: str, parts: Above, below: Sequence[Token] | None) -> Term:
    """x^{(i)}, x^{(i)}_j: an entry of the array of all examples."""
    index = scripts.indices(g, parts.example)
    inside = scripts.indices(g, below) if below is not None else []
    base = g.lookup.find(f"{name}^{parts.label}" if parts.label else name)
    if base is not None and (stated_one := g.lookup.of_example(base.name, index[0], inside)) is not None:
        return stated_one
    spelled = f"{labelled(engine_name(name), parts.label)}()" if parts.label else f"{engine_name(name)}^()"
    text = "".join(t.text for t in parts.example)
    known = g.lookup.find(f"{name}^{parts.label}({text})", "array")
    rank = len(inside) or len(known.dims if known else ())
    dims = [unstated_size(spelled, position + 1, 1 + rank) for position in range(1 + rank)]
    if known and len(known.dims) == rank:
        dims[1:] = known.dims
    if len(dims) == 2 and not inside:
        from derive.read.math.patterns import index_for

        column = index_for(*index)
        return Term("lam", (column, dims[1], at(arr(spelled, *dims), *index, column)))
    return at(arr(spelled, *dims), *index, *inside)


def example_label(g: Grammar, token: Token) -> Term:
    """An index that is the label of an example: ``y^{(i)}``, also where its parentheses are lost."""
    g.s.take()
    group = list(g.s.group_tokens())
    bare = group and group[0].text != "("
    if not bare:
        group = group[1:-1]
    found = scripts.indices(g, group)
    if len(found) != 1 or found[0].op == "num":
        raise UnreadError("an index with a power")
    known = g.lookup.find(token.text, "scalar")
    if known is not None and (stated_one := g.lookup.of_example(known.name, found[0])) is not None:
        return stated_one
    name = f"{engine_name(token.text)}^()"
    return at(arr(name, unstated_size(name, 1, 1)), found[0])


def _looked_up(g: Grammar, name: str, label: str, below: Sequence[Token] | None) -> Term | None:
    """A symbol of the table; None where it has none."""
    spelling = name + (f"^{label}" if label else "")
    if below is not None:
        lower = "".join(t.text for t in below)
        whole = g.lookup.find(f"{name}_{lower}" + (f"^{label}" if label else ""))
        if whole is not None:
            return g.lookup.variable(whole)
        known = g.lookup.find(spelling, "array")
        return _entry(g, known, below) if known is not None else _value_at(g, spelling, below)
    if name in g.bound and not label:
        return sym(name, "int")
    symbol = g.lookup.find(spelling, "scalar") or g.lookup.find(spelling, "array")
    return g.lookup.variable(symbol) if symbol is not None else None


def _value_at(g: Grammar, spelling: str, below: Sequence[Token]) -> Term | None:
    """L_i for a number that the table defines and that differs from example to example: its value at example i."""
    scalar = g.lookup.find(spelling, "scalar")
    if scalar is None or scalar.term is None or len(below) != 1 or below[0].kind != "word" or len(below[0].text) != 1:
        return None
    return g.lookup.of_example(scalar.name, scripts.indices(g, below)[0])


def _entry(g: Grammar, known: Symbol, below: Sequence[Token]) -> Term:
    rank = len(known.dims) or g.usage.ranks.get(known.spellings[0], 0) or len(scripts.indices(g, below))
    found = scripts.indices(g, below)
    if len(found) == 1 and rank == 2 and len(known.dims) == 2 and not (found[0].op == "num" and found[0].value > TEN):
        return lam([ENTRY], [known.dims[1]], at(arr(known.name, *known.dims), found[0], ENTRY))
    return at(arr(known.name, *known.dims), *scripts.indices_in(g, below, rank))


def _free(g: Grammar, token: Token, label: str, below: Sequence[Token] | None) -> Term:
    """A letter that is in no table: a scalar, an entry of an array, or a letter with a word below it."""
    name = token.text
    if name in g.bound:
        raise UnreadError(f"an entry of the index {name}")
    plain = engine_name(name)
    if len(plain.split("_")[0]) > 1 and plain.split("_")[0] not in GREEK and not name.startswith("\\"):
        raise UnreadError(f"unknown {name}")
    full = labelled(plain, label)
    if below is None:
        return sym(full)
    spelled = name + (f"^{label}" if label else "")
    rank = g.usage.ranks.get(spelled) or g.usage.ranks.get(name, 0)
    if _is_word(below, rank, g):
        lower = "".join(engine_name(t.text) for t in below if t.text not in {"{", "}", ","})
        if not re.fullmatch(r"[\w^]+", lower):
            raise UnreadError(f"an index {lower}")
        return sym(labelled(f"{plain}_{lower}", label))
    try:
        found = scripts.indices_in(g, below, rank) if rank == 2 else scripts.indices(g, below)
    except UnreadError:
        named = re.sub(r"\W", "", "".join(engine_name(t.text) for t in below))
        if rank or not named[:1].isupper():
            raise
        return sym(labelled(f"{plain}_{named}", label))
    return at(arr(full, *(unstated_size(full, position + 1, len(found)) for position in range(len(found)))), *found)


def _is_word(below: Sequence[Token], rank: int, g: Grammar) -> bool:
    """Whether a subscript is a name and no index: text, Greek or several capital letters, a run of letters, a number where nothing else indexes the letter."""
    if not below:
        raise UnreadError("an empty index")
    if len(below) == 1:
        token = below[0]
        if token.kind in {"text", "unknown"} or (token.kind == "word" and len(token.text) > 1 and not token.text.startswith("\\")):
            return True
        if token.kind == "num":
            return not rank
        if token.text in g.bound:
            return False
        return token.kind == "cmd" or (token.text.isupper() and not rank) or token.text == "*"
    letters = [t for t in below if t.kind == "word"]
    if len(letters) == len(below) and all(a.end == b.start for a, b in zip(below, below[1:], strict=False)):
        return len(below) > 2 or all(t.text.isupper() for t in letters) or len(letters[0].text) > 1
    return any(t.kind in {"text", "unknown"} for t in below)


def two_letters(g: Grammar) -> bool:
    """Whether the next group holds two letters: an index whose mark is lost."""
    group = g.s.tokens[g.s.place + 1 : g.s.place + 4]
    return len(group) == 3 and group[2].text == "}" and all(t.is_letter for t in group[:2])


def lost_brace(g: Grammar, token: Token, group: Sequence[Token]) -> bool:
    """Whether a letter that touches an unbraced subscript belongs to it: ``W_kj^{(2)}`` where W^{(2)} has two indices."""
    place = g.s.place
    rest = g.s.tokens[place : place + 3]
    if len(rest) < 3 or len(group) != 1 or rest[0].kind != "word" or len(rest[0].text) != 1 or rest[0].start != group[0].end or rest[1].text != "^":
        return False
    g.s.place = place + 2
    label = "".join(t.text for t in g.s.group_tokens())
    g.s.place = place
    known = g.lookup.find(f"{token.text}^{label}", "array")
    rank = len(known.dims) if known else g.usage.ranks.get(f"{token.text}^{label}", 0)
    return rank == 2 or (not known and _NUMBERED.fullmatch(label) is not None and rest[0].text not in g.usage.ranks)
