"""The second, independent reading: latex2sympy2 decides what a fraction, a power, an argument or an implicit product covers.

It gets the same tokens, each known symbol as one ``\\variable{vN}``, in SLL prediction mode, with its global state reset before each call. What it is known to misread
without a word (primes, derivatives, labels, sums of unknown range, environments) counts as unreadable for it: then there is no second reading.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from derive.model.document import Member
from derive.model.term import Term
from derive.read.math.expressions import PRODUCTS, Grammar
from derive.read.math.lookup import GREEK, STANDARD, Lookup
from derive.read.math.scripts import symbol
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.binding import free, substitute
from derive.terms.shapes import ShapeMismatchError, shape

FUNCTIONS = {"exp": "\\exp", "log": "\\ln", "tanh": "\\tanh", "sinh": "\\sinh", "cosh": "\\cosh", "sin": "\\sin", "cos": "\\cos", "tan": "\\tan"}
HASH = 32
"""latex2sympy2 appends a hash of this many digits to the name of a variable."""
REFUSED = frozenset({"'", "\\partial", "\\begin", "?", "\\mathbb", "\\mathbf", "\\sum", "\\prod", "|", "\\|", "[", "\\prime", "\\odot", "\\top"})


class NoSecondReadingError(Exception):
    """latex2sympy2 cannot be asked about this formula."""


def second_reading(member: Member, lookup: Lookup) -> Term | None:
    """What latex2sympy2 reads in the tokens of a member; None where it cannot read them."""
    tokens = [t for t in member.tokens if isinstance(t, Token)]
    if not tokens:
        return None
    if (wide := _wider(tokens, lookup)) is not None:
        return wide
    try:
        source, meanings = _rewritten(tokens, lookup)
        expression = _parsed(source)
    except (NoSecondReadingError, UnreadError, ShapeMismatchError):
        return None
    from derive.terms.from_sympy import UnsupportedError, from_sympy

    try:
        term = from_sympy(expression)
    except UnsupportedError:
        return None
    names = {v.name: v for v in free(term) if v.op == "sym"}
    mapping = {v: meanings[name[:-HASH]] for name, v in names.items() if name[:-HASH] in meanings}
    return substitute(term, mapping) if len(mapping) == len(names) else None


def _wider(tokens: Sequence[Token], lookup: Lookup) -> Term | None:
    """The reading in which each derivative reaches over all the brackets behind it; None where it makes no difference how far they reach."""
    grammar = Grammar(Stream(tokens), lookup)
    grammar.wide = True
    try:
        term = grammar.whole()
    except (UnreadError, ShapeMismatchError, RecursionError):
        return None
    return term if grammar.loose else None


def _rewritten(tokens: Sequence[Token], lookup: Lookup) -> tuple[str, dict[str, Term]]:
    """The tokens as LaTeX that latex2sympy2 reads, and what its variables stand for."""
    parts: list[str] = []
    meanings: dict[str, Term] = {}
    stream = Stream(tokens)
    grammar = Grammar(stream, lookup)
    ends_factor = False
    while not stream.done():
        token = stream.peek()
        name = token.text.lstrip("\\")
        if token.text in REFUSED or token.kind in {"text", "unknown"} or name in lookup.functions:
            raise NoSecondReadingError
        if token.kind in {"word", "cmd"} and name in STANDARD:
            stream.take()
            if ends_factor:
                parts.append("\\cdot ")
            engine = STANDARD[name]
            if engine not in FUNCTIONS:
                raise NoSecondReadingError
            parts.append(FUNCTIONS[engine])
            ends_factor = False
        elif token.text in {"d", "\\mathrm"} and parts and parts[-1].endswith("{"):
            raise NoSecondReadingError
        elif token.text == "e" and lookup.find("e") is None:
            stream.take()
            parts.append(("\\cdot " if ends_factor else "") + "e")
            ends_factor = True
        elif token.kind == "word" or (token.kind == "cmd" and name in GREEK):
            at_place = stream.place
            meaning = _symbol_only(grammar, stream)
            if shape(meaning):
                raise NoSecondReadingError
            if stream.place == at_place:
                raise NoSecondReadingError
            key = next((k for k, v in meanings.items() if v == meaning), f"v{len(meanings)}")
            meanings[key] = meaning
            parts.append(("\\cdot " if ends_factor else "") + f"\\variable{{{key}}}")
            ends_factor = True
        else:
            stream.take()
            opens = token.text in {"(", "{"} or token.kind == "num" or token.text in {"\\frac", "\\sqrt"}
            if ends_factor and opens and not (token.text == "{" and parts and parts[-1] in {"^", "}"}):
                parts.append("\\cdot ")
            parts.append("\\cdot " if token.text in PRODUCTS else token.text)
            ends_factor = token.text in {")", "}"} or token.kind == "num"
    return "".join(parts), meanings


def _symbol_only(grammar: Grammar, stream: Stream) -> Term:
    """One symbol with its labels and indices, its power left for latex2sympy2."""
    start = stream.place
    rest = stream.tokens
    end = start + 1
    while end < len(rest) and rest[end].text in {"_", "^"}:
        group_end = _group_end(rest, end + 1)
        if rest[end].text == "^" and not _is_label(grammar, rest[start:group_end]):
            break
        end = group_end
    inner = type(grammar)(Stream(rest[start:end]), grammar.lookup)
    term = symbol(inner)
    if not inner.s.done():
        raise NoSecondReadingError
    stream.place = end
    return term


def _group_end(tokens: Sequence[Token], place: int) -> int:
    if place >= len(tokens) or tokens[place].text != "{":
        return place + 1
    depth = 0
    for position in range(place, len(tokens)):
        depth += (tokens[position].text == "{") - (tokens[position].text == "}")
        if not depth:
            return position + 1
    raise NoSecondReadingError


def _is_label(grammar: Grammar, tokens: Sequence[Token]) -> bool:
    inner = type(grammar)(Stream(tokens), grammar.lookup)
    try:
        term = symbol(inner)
    except (UnreadError, ShapeMismatchError):
        return False
    return inner.s.done() and term.op in {"at", "arr", "sym"}


_parser: list[Callable[[str], Any]] = []


def _parsed(source: str) -> Any:
    """The SymPy expression of one formula, by latex2sympy2's own grammar up to its end."""
    if not _parser:
        _parser.append(_load())
    return _parser[0](source)


def _load() -> Callable[[str], Any]:
    if "typing.io" not in sys.modules and sys.version_info >= (3, 13):
        import types
        import typing

        shim = types.ModuleType("typing.io")
        shim.TextIO = typing.TextIO  # type: ignore[attr-defined]
        sys.modules["typing.io"] = shim
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import latex2sympy2 as library
        from antlr4 import CommonTokenStream, InputStream
        from antlr4.atn.PredictionMode import PredictionMode
        from antlr4.error.ErrorListener import ErrorListener
        from gen.PSLexer import PSLexer
        from gen.PSParser import PSParser

    class Listener(ErrorListener):  # type: ignore[misc]
        def syntaxError(self, *_: Any) -> None:  # noqa: N802
            raise NoSecondReadingError

    def parse(source: str) -> Any:
        library.var, library.variances = {}, {}
        lexer = PSLexer(InputStream(source))
        lexer.removeErrorListeners()
        lexer.addErrorListener(Listener())
        stream = CommonTokenStream(lexer)
        parser = PSParser(stream)
        parser.removeErrorListeners()
        parser.addErrorListener(Listener())
        parser._interp.predictionMode = PredictionMode.SLL
        try:
            tree = parser.math()
            if stream.LA(1) != -1 or tree.relation() is None:
                raise NoSecondReadingError
            return library.convert_relation(tree.relation())
        except NoSecondReadingError:
            raise
        except Exception as error:
            raise NoSecondReadingError from error

    return parse
