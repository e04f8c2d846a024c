"""A letter before a bracket: a function of the document, what depends on things and lists them, or a product. Unclear cases stay unread."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import functions, scripts
from derive.read.math.names import is_letter, unstated_size
from derive.read.math.stream import UnreadError
from derive.read.math.tokens import Token
from derive.read.math.usage import group_at
from derive.terms.build import ONE, arr, at, call, sym
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

UNCLEAR = "may be a function or a product"
FUNCTION_LETTERS = frozenset("f g h F G H S L J R P p E s phi psi sigma Phi Psi varphi".split())
"""Letters that name functions more often than factors."""
LOSSES = frozenset({"L", "J", "R", "C", "E", "\\ell", "\\mathcal{L}", "\\mathcal{J}", "\\hat{R}", "\\hat{L}", "\\mathcal{R}"})
"""Letters that name one number that depends on much: what they depend on may be listed behind them."""
PLAIN_MARKS = frozenset({"^", "_", "{", "}", ",", ";", "(", ")", "T", "\\theta"})


def applied(g: Grammar, term: Term, name: str) -> Term:
    """A symbol before a parenthesis: what depends on things may list them; a function is applied; a scalar letter is multiplied; anything else is unclear."""
    base = _base(term)
    known = next((s for s in g.lookup.symbols if s.name == base and base and s.source != "inferred"), None)
    listed = _listed(g)
    if known is not None:
        if known.term is None and not ((name in LOSSES or _labelled_value(g, term, base, listed)) and _symbols_only(listed)):
            return term
        if _symbols_only(listed) and not _relabelled(g, listed):
            _skip(g)
            return term
        if (there := _at_example(g, term, base, listed)) is not None:
            return there
        raise UnreadError(f"{name} at another argument")
    if not base or name in g.bound or not listed:
        return term
    if known is None and _labelled_value(g, term, base, listed) and not _relabelled(g, listed):
        _skip(g)
        return term
    if any(t.text in {"|", "\\mid", "=", "\\vert"} for t in listed) and name in {"P", "p", "q", "Q"}:
        raise UnreadError("a probability")
    own = name in {t.text for t in listed}
    if name in LOSSES and not own and (_symbols_only(listed) and (name in g.usage.bases or "," in {t.text for t in listed})):
        _skip(g)
        return term
    if term.op == "at" and not own and _letters_only(listed) and _always(listed, g.usage.listed.get(name, ())):
        _skip(g)
        return term
    letter = name.lstrip("\\")
    closing = g.s.place + len(listed) + 2
    indexed = g.s.tokens[closing : closing + 1] and g.s.tokens[closing].text == "_"
    if term.op == "sym" and not indexed and (spelled := f"{name}({''.join(t.text for t in listed)})") in g.usage.entries:
        _skip(g)
        whole = f"{term.name}{spelled.removeprefix(name)}"
        return arr(whole, unstated_size(term.name, 1, 1))
    functional_letter = letter in FUNCTION_LETTERS or (name.startswith("\\") and letter[:3] in {"hat", "til", "bar"} and letter[-2:-1] in FUNCTION_LETTERS)
    if _alone_in_formula(g, name) and not indexed and not _like_an_argument(listed):
        return term
    if (functional_letter and not own and name not in g.usage.bases) or (indexed and term.op == "sym" and not own):
        return _called(g, term, name)
    if letter in FUNCTION_LETTERS or _like_an_argument(listed):
        if (own or name in g.usage.factors) and not _like_an_argument(listed):
            return term
        if name in g.usage.applied and not own and term.op == "sym":
            return _called(g, term, name)
        raise UnreadError(f"{name}(...) {UNCLEAR}")
    return term


def _labelled_value(g: Grammar, term: Term, base: str, listed: Sequence[Token]) -> bool:
    """Whether an entry of a labelled array stands before letters alone, which say what it depends on: ``o^s_y(x)``."""
    labelled = any(s.name == base and any("^" in spelling for spelling in s.spellings) for s in g.lookup.symbols)
    return term.op == "at" and labelled and all(t.kind == "word" or t.text == "," for t in listed)


def _at_example(g: Grammar, term: Term, base: str, listed: Sequence[Token]) -> Term | None:
    r"""What the table defines at one example: ``O_j^a(x^{(i)})``, ``L(x^{(i)}, y^{(i)}; \theta)``; None where an argument is not one of that example, or the parameters."""
    index: Term | None = None
    for piece in _arguments(listed):
        named = piece[0].text if piece[0].kind in {"word", "cmd"} else ""
        if named == "\\theta" and len(piece) == 1:
            continue
        if len(piece) < 4 or piece[1].text != "^" or g.lookup.of_example(named, ONE) is None:
            return None
        inside, end = group_at(piece, 2)
        inside = [t for t in inside if t.text not in {"(", ")"}]
        if end != len(piece) or len(inside) != 1 or inside[0].kind != "word":
            return None
        own = scripts.indices(g, inside)[0]
        if index not in {None, own}:
            return None
        index = own
    found = g.lookup.of_example(base, index, term.args[1:] if term.op == "at" else ()) if index is not None else None
    if found is not None:
        _skip(g)
    return found


def _arguments(listed: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each argument; none where one is empty."""
    pieces: list[list[Token]] = [[]]
    for token in listed:
        if token.text in {",", ";"}:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces if all(pieces) else []


def _called(g: Grammar, term: Term, name: str) -> Term:
    """An unknown function at its arguments; with an index behind it, an entry of the array that it gives."""
    start = g.s.place
    args = functions.several(g)
    if term.op == "at":
        if any(shape(arg) for arg in args):
            raise UnreadError(f"{name}(...) of arrays, of which nothing is known")
        return call(f"{term.args[0].name}", *args, *term.args[1:])
    if g.s.looking_at("_") and term.op == "sym":
        inside = "".join(t.text for t in g.s.tokens[start : g.s.place])
        g.s.take()
        found = scripts.indices(g, g.s.group_tokens())
        return at(arr(f"{term.name}{inside.replace(' ', '')}", *(unstated_size(term.name, place + 1, len(found)) for place in range(len(found)))), *found)
    if any(shape(arg) for arg in args) and (len(args) > 1 or name in LOSSES or name.isupper()):
        inside = "".join(t.text for t in g.s.tokens[start : g.s.place] if t.text not in {"{", "}"})
        return sym(f"{term.name}{inside}")
    return scripts.after(g, call(term.name, *args))


def primed_letter(g: Grammar, term: Term, name: str, primes: int) -> Term:
    """f'(x) for a letter that no table knows as a function: the derivative of what it names."""
    from derive.read.math import slopes

    if term.op != "sym" or not g.s.looking_at("("):
        raise UnreadError(f"{name}' of a letter that is no known function")
    args = functions.several(g)
    if len(args) != 1:
        raise UnreadError("a prime by an unclear variable")
    return slopes.primed_at(call(term.name, args[0]), args[0], primes)


def _listed(g: Grammar) -> list[Token]:
    """The tokens between the parentheses that follow."""
    depth, inside = 0, []
    for token in g.s.tokens[g.s.place :]:
        depth += (token.text in {"(", "["}) - (token.text in {")", "]"})
        if not depth:
            break
        inside.append(token)
    return inside[1:]


def _skip(g: Grammar) -> None:
    g.s.place += len(_listed(g)) + 2


def _symbols_only(listed: Sequence[Token]) -> bool:
    """Whether symbols are listed, each without an example's index: ``(x, y)``, ``(\\theta)``, ``(o^a, y)``."""
    if not listed or any(t.kind not in {"word", "cmd"} and t.text not in PLAIN_MARKS and t.kind != "num" for t in listed):
        return False
    if any(t.kind == "cmd" and not t.text[1:].isalpha() for t in listed):
        return False
    depth, previous = 0, ""
    for position, token in enumerate(listed):
        if token.text == "(" and not (position + 1 < len(listed) and listed[position + 1].kind == "num"):
            return False
        depth += (token.text == "{") - (token.text == "}")
        if token.kind in {"word", "cmd"} and not depth and previous not in {"", ",", ";", "^", "_"}:
            return False
        previous = token.text
    return listed[0].kind != "num"


def _letters_only(listed: Sequence[Token]) -> bool:
    """Whether single letters are listed: ``(z)``, ``(x, t)``."""
    return all(is_letter(t.text) if n % 2 == 0 else t.text == "," for n, t in enumerate(listed)) and len(listed) % 2 == 1


def _always(listed: Sequence[Token], everywhere: Collection[str]) -> bool:
    """Whether no other parenthesis behind the letter speaks of what is listed: then an indexed letter depends on it, ``s_k(z)``, and ``s_k (1 - s_j)`` is a product."""
    own = "".join(t.text for t in listed)
    letters = {t.text for t in listed} - {","}
    return not any(other != own and letters & set(re.findall(r"\\?[A-Za-z]+|.", other)) for other in everywhere)


def _relabelled(g: Grammar, listed: Sequence[Token]) -> bool:
    """Whether a known letter is listed with a label that it does not have: another value of it."""
    for position, token in enumerate(listed):
        if token.text == "^" and position and g.lookup.find(listed[position - 1].text) is not None:
            label = "".join(t.text for t in group_at(listed, position + 1)[0])
            if g.lookup.find(f"{listed[position - 1].text}^{label}") is None:
                return True
    return False


def _alone_in_formula(g: Grammar, name: str) -> bool:
    """Whether the same formula has the letter as a factor or a term: ``2 h (x - c) + h^2``; no letter is a function and a number in one formula."""
    tokens = [*g.context, None]
    return any(token is not None and token.text == name and (after is None or after.text not in {"(", "[", "'", "\\prime", "_"}) for token, after in pairwise(tokens))


def _like_an_argument(listed: Sequence[Token]) -> bool:
    """Whether a parenthesis holds what functions are applied to: one symbol, or minus one."""
    plain = [t for t in listed if t.kind in {"word", "num", "cmd"}]
    return len(plain) <= 1 or listed[0].text in {"-", "−"}


def _base(term: Term) -> str:
    return str(term.args[0].name if term.op == "at" else term.name if term.op in {"sym", "arr"} else "")
