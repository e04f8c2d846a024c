"""Functions that a document introduces: ``\\sigma(x) = 1/(1 + e^{-x})``, ``s(x)_i = e^{x_i} / \\sum_j e^{x_j}``, at the beginning or at the end of a chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from derive.model.claim import Symbol
from derive.model.document import Member, Span, Statement
from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.read.math.lookup import DEFINED, STANDARD, Lookup
from derive.read.math.names import engine_name, is_letter
from derive.read.math.tokens import Token
from derive.terms.binding import free, rebuild, substitute, walk
from derive.terms.build import lam, sym

NEVER = frozenset({"d", "e", "P", "E"})
"""Letters that stand before parentheses for other reasons: a differential, the exponential, probabilities and expectations."""


def introduced(statements: Sequence[Statement], lookup: Lookup, applied: Collection[str] = (), again: Collection[str] = ()) -> tuple[tuple[Symbol, ...], Span | None]:
    """The function that one of the statements introduces, also under the other case of its letter where the document only applies it, and where; () and None where none does.

    ``applied`` are the letters that the document writes before parentheses and nowhere else, ``again`` the names of its functions whose letters a chain that begins
    with them may give a new meaning.
    """
    for statement in statements:
        for head, meaning in _candidates(statement):
            function = _function(head, meaning, lookup, again if head is statement.members[0] else ())
            if function is not None:
                return (function, *_other_case(function, lookup, applied)), head.span
    return (), None


def _candidates(statement: Statement) -> Iterator[tuple[Member, Term]]:
    """The ends of a chain of equalities, each with its neighbour."""
    if not statement.links or statement.conditions:
        return
    first, last = statement.links[0], statement.links[-1]
    if first.sign in {"=", ":="} and not statement.continues and statement.members[1].term is not None:
        yield statement.members[0], statement.members[1].term
    if last.sign == "=" and statement.members[-2].term is not None and (len(statement.links) > 1 or statement.continues):
        yield statement.members[-1], statement.members[-2].term


def _function(head: Member, meaning: Term, lookup: Lookup, again: Collection[str]) -> Symbol | None:
    tokens = [t for t in head.tokens if isinstance(t, Token)]
    if len(tokens) < 4 or tokens[1].text != "(" or tokens[0].text in NEVER or not (is_letter(tokens[0].text) or tokens[0].text in lookup.usage.words):
        return None
    name = tokens[0].text
    close = next((n for n, t in enumerate(tokens) if t.text == ")"), 0)
    letters = tokens[2:close:2]
    commas = tokens[3:close:2]
    if not letters or len(commas) != len(letters) - 1 or any(t.kind not in {"word", "cmd"} or not is_letter(t.text) for t in letters) or any(t.text != "," for t in commas):
        return None
    plain = engine_name(name)
    older = lookup.find(name)
    if plain in STANDARD or name in lookup.usage.factors or (older is not None and older.name not in again) or (older is None and name in lookup.functions):
        return None
    if any(node.op == "call" and (not _known(node.args[0], lookup) or (older is not None and node.args[0] == older.name)) for node in walk(meaning)):
        return None
    if any(node.op in {"D", "delta"} for node in walk(meaning)):
        return None
    if name in {v.name for v in free(meaning)} or plain in {v.name for v in free(meaning)}:
        return None
    index = _index(tokens[close + 1 :])
    if index is not None:
        return _of_vector(name, plain, letters[0].text, index, meaning) if len(letters) == 1 else None
    if close != len(tokens) - 1:
        return None
    inside = {v.name: v for v in free(meaning)}
    names = [engine_name(t.text) for t in letters]
    if len(inside) < len(free(meaning)) or not set(names) <= set(inside) or (len(names) > 1 and any(inside[n].op == "arr" for n in names)):
        return None
    return Symbol(f"{plain}_of", (name,), params=tuple(inside[n] for n in names), term=meaning, kind="function", source="said")


def _known(name: str, lookup: Lookup) -> bool:
    return name in SCALAR_FUNCTIONS or name in DEFINED or any(s.name == name and s.kind == "function" for s in lookup.symbols)


def _index(rest: Sequence[Token]) -> str | None:
    """The index behind ``s(x)``: one letter; None where something else follows."""
    inside = [t for t in rest if t.text not in {"{", "}"}]
    return inside[1].text if len(inside) == 2 and inside[0].text == "_" and len(inside[1].text) == 1 and inside[1].text.isalpha() else None


def _of_vector(name: str, plain: str, letter: str, index: str, meaning: Term) -> Symbol | None:
    """``s(x)_i`` as a function of the vector x, by its entries."""
    vectors = [v for v in free(meaning) if v.op == "arr" and v.name == letter and len(v.args) == 2]
    position = sym(index, "int")
    others = {v for v in free(meaning) if v not in vectors and v != position}
    if len(vectors) != 1 or position not in free(meaning) or any(v not in free(vectors[0].args[1]) for v in others):
        return None
    fresh = sym("f_1", "int")
    term = lam([fresh], vectors[0].args[1:], _apart(substitute(meaning, {position: fresh})))
    return Symbol(f"{plain}_of", (name,), params=(vectors[0],), term=term, kind="function", source="said")


def _apart(term: Term) -> Term:
    """The same term with bound indices that no document writes, so that they meet none of its letters."""
    if term.op in {"sum", "prod"}:
        variable, low, high, body = term.args
        own = sym(f"{variable.name}_in", "int")
        return Term(term.op, (own, low, high, _apart(substitute(body, {variable: own}))))
    return rebuild(term, _apart)


def _other_case(function: Symbol, lookup: Lookup, applied: Collection[str]) -> Iterator[Symbol]:
    """The same function under the other case of its letter, which the document only ever applies and defines nowhere."""
    name = function.spellings[0]
    other = name.swapcase()
    if len(name) == 1 and other in applied and lookup.find(other) is None and other not in lookup.functions and other not in NEVER:
        yield Symbol(function.name, (other,), params=function.params, term=function.term, kind="function", source="said")
