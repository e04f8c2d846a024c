"""The second, independent reading: latex2sympy2 decides what a fraction, a power, a sum, an argument or an implicit product covers.

It gets the same tokens, each known symbol as one ``\\variable{vN}``. What it is known to misread without a word (primes, labels, sums of unknown range, environments) counts as
unreadable for it: then there is no second reading. A function at an argument in parentheses is one variable to it, and the body of a derivative is read apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derive.model.document import Member
from derive.model.term import Term
from derive.read.latex2sympy import NoSecondReadingError, parsed
from derive.read.math.calculus import variables_below
from derive.read.math.expressions import PRODUCTS, Grammar
from derive.read.math.lookup import GREEK, STANDARD, Lookup
from derive.read.math.scripts import symbol
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.binding import free, rebuild
from derive.terms.build import ONE, call, derivative, sym
from derive.terms.shapes import ShapeMismatchError, shape

FUNCTIONS = {"exp": "\\exp", "log": "\\ln", "tanh": "\\tanh", "sinh": "\\sinh", "cosh": "\\cosh", "sin": "\\sin", "cos": "\\cos", "tan": "\\tan"}
HASH = 32
"""latex2sympy2 appends a hash of this many digits to the name of a variable."""
REFUSED = frozenset({"'", "\\begin", "?", "\\mathbb", "\\mathbf", "\\|", "[", "\\prime", "\\odot", "\\top", "\\nabla", "\\dots", "\\cdots", "\\ldots"})
FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac"})
DIFFERENTIALS = frozenset({"d", "\\partial", "\\mathrm{d}"})


def second_reading(member: Member, lookup: Lookup) -> Term | None:
    """What latex2sympy2 reads in the tokens of a member; None where it cannot read them."""
    tokens = [t for t in member.tokens if isinstance(t, Token)]
    if not tokens:
        return None
    if (wide := _wider(tokens, lookup)) is not None:
        return wide
    try:
        return _read(tokens, lookup, ())
    except (NoSecondReadingError, UnreadError, ShapeMismatchError, RecursionError, ValueError):
        return None


def _wider(tokens: Sequence[Token], lookup: Lookup) -> Term | None:
    """The reading in which each derivative reaches over all the brackets behind it; None where it makes no difference how far they reach."""
    grammar = Grammar(Stream(tokens), lookup)
    grammar.wide = True
    try:
        term = grammar.whole()
    except (UnreadError, ShapeMismatchError, RecursionError):
        return None
    return term if grammar.loose else None


def _read(tokens: Sequence[Token], lookup: Lookup, bound: Sequence[str]) -> Term:
    """The term that latex2sympy2 reads; inside of the sums over some indices."""
    writing = _Writing(tokens, lookup, bound)
    expression = parsed(writing.source())
    from derive.terms.from_sympy import UnsupportedError, from_sympy

    try:
        term = from_sympy(expression)
    except UnsupportedError as reason:
        raise NoSecondReadingError from reason
    mapping: dict[Term, Term] = {}
    for variable in _variables(term):
        key = variable.name[:-HASH]
        if key in writing.meanings:
            mapping[variable] = writing.meanings[key]
        elif variable.name in writing.indices:
            mapping[variable] = sym(variable.name, "int")
        else:
            raise NoSecondReadingError
    return _in_place(term, mapping)


def _variables(term: Term) -> frozenset[Term]:
    """The variables of a term, bound ones included."""
    if term.op == "sym":
        return frozenset((term,))
    found: frozenset[Term] = frozenset()
    for part in term.args:
        if isinstance(part, Term):
            found |= _variables(part)
    return found


def _in_place(term: Term, mapping: Mapping[Term, Term]) -> Term:
    """Put meanings in place; the entries among them are meant to be caught by the sums around them."""
    if term in mapping:
        return mapping[term]
    term = rebuild(term, lambda part: _in_place(part, mapping))
    natural = term.op == "call" and term.args[0] == "log" and term.args[2:] == (call("exp", ONE),)
    return call("log", term.args[1]) if natural else term


class _Writing:
    """The tokens of a formula as LaTeX that latex2sympy2 reads, and what its variables stand for."""

    def __init__(self, tokens: Sequence[Token], lookup: Lookup, bound: Sequence[str]) -> None:
        self.tokens = list(tokens)
        self.lookup = lookup
        self.meanings: dict[str, Term] = {}
        self.indices: set[str] = set()
        self.bound = list(bound)
        self.parts: list[str] = []
        self.place = 0
        self.ends_factor = False

    def source(self) -> str:
        """The whole formula."""
        if sum(t.text == "|" for t in self.tokens) not in {0, 2}:
            raise NoSecondReadingError
        while self.place < len(self.tokens):
            self._next()
        return "".join(self.parts)

    def _next(self) -> None:
        token = self.tokens[self.place]
        name = token.text.lstrip("\\")
        if token.text in REFUSED or token.kind in {"text", "unknown"}:
            raise NoSecondReadingError
        if token.text in {"\\sum", "\\prod"}:
            self._binder(token.text)
        elif token.text in FRACTIONS and self._is_derivative():
            self._derivative()
        elif token.kind in {"word", "cmd"} and name in STANDARD and STANDARD[name] in FUNCTIONS:
            self._write(FUNCTIONS[STANDARD[name]], factor=False)
            self.place += 1
        elif token.kind in {"word", "cmd"} and (name in STANDARD or name in self.lookup.functions):
            self._whole(self._application())
        elif token.text == "e" and self.lookup.find("e") is None:
            self._write("e")
            self.place += 1
        elif token.kind == "word" or (token.kind == "cmd" and (name in GREEK or "{" in name)):
            self._whole(self._symbol())
        else:
            self._sign(token)

    def _sign(self, token: Token) -> None:
        """Signs, numbers and braces go through as they are; a transpose is no power."""
        self.place += 1
        text = token.text
        above = [t.text for t in self.tokens[self.place : self.place + 3] if t.text not in {"{", "}"}]
        if text == "^" and above[:1] == ["T"] and self.lookup.find("T") is None:
            raise NoSecondReadingError
        opens = text in {"(", "{"} or token.kind == "num" or text in {*FRACTIONS, "\\sqrt"}
        if self.ends_factor and opens and not (text == "{" and self.parts and self.parts[-1] in {"^", "}"}):
            self.parts.append("\\cdot ")
        self.parts.append("\\cdot " if text in PRODUCTS else text)
        self.ends_factor = text in {")", "}"} or token.kind == "num"

    def _write(self, text: str, factor: bool = True) -> None:
        self.parts.append(("\\cdot " if self.ends_factor else "") + text)
        self.ends_factor = factor

    def _whole(self, meaning: Term) -> None:
        """One variable for a symbol or an application."""
        if shape(meaning):
            raise NoSecondReadingError
        key = next((k for k, v in self.meanings.items() if v == meaning), f"v{len(self.meanings)}")
        self.meanings[key] = meaning
        self._write(f"\\variable{{{key}}}")

    def _grammar(self, start: int, end: int) -> Grammar:
        grammar = Grammar(Stream(self.tokens[start:end]), self.lookup)
        grammar.bound = list(self.bound)
        grammar.context = self.tokens
        return grammar

    def _application(self) -> Term:
        """A function word with its argument in parentheses, as one term."""
        start = self.place
        if start + 1 >= len(self.tokens) or self.tokens[start + 1].text != "(":
            raise NoSecondReadingError
        self.place = _behind(self.tokens, start + 1)
        grammar = self._grammar(start, self.place)
        term = grammar.atom()
        if not grammar.s.done():
            raise NoSecondReadingError
        return term

    def _symbol(self) -> Term:
        """One symbol with its labels, indices and, where it is a function, its arguments; its power is left for latex2sympy2."""
        start, rest = self.place, self.tokens
        end = start + 1
        while end < len(rest) and rest[end].text in {"_", "^"}:
            behind = _behind(rest, end + 1)
            if rest[end].text == "^" and self._complete(start, behind) is None:
                break
            end = behind
        if end < len(rest) and rest[end].text == "(":
            close = _behind(rest, end)
            while close < len(rest) and rest[close].text == "_":
                close = _behind(rest, close + 1)
            term = self._complete(start, close)
            if term is not None:
                self.place = close
                return term
        term = self._complete(start, end)
        if term is None:
            raise NoSecondReadingError
        self.place = end
        return term

    def _complete(self, start: int, end: int) -> Term | None:
        """The symbol that a run of tokens is; None where it is more or less than one."""
        grammar = self._grammar(start, end)
        try:
            term = symbol(grammar)
        except (UnreadError, ShapeMismatchError):
            return None
        return term if grammar.s.done() and term.op in {"at", "arr", "sym", "call"} else None

    def _binder(self, sign: str) -> None:
        """A sum with both bounds; what it covers is decided by latex2sympy2."""
        below: Sequence[Token] = ()
        above: Sequence[Token] = ()
        self.place += 1
        while self.place < len(self.tokens) and self.tokens[self.place].text in {"_", "^"}:
            mark, behind = self.tokens[self.place].text, _behind(self.tokens, self.place + 1)
            group = self.tokens[self.place + 1 : behind]
            group = group[1:-1] if group and group[0].text == "{" else group
            below, above = (group, above) if mark == "_" else (below, group)
            self.place = behind
        if len(below) < 3 or below[1].text != "=" or len(below[0].text) != 1 or not below[0].text.isalpha() or not above:
            raise NoSecondReadingError
        index = below[0].text
        bounds = []
        for run in (below[2:], above):
            inner = _Writing(run, self.lookup, self.bound)
            inner.meanings = self.meanings
            bounds.append(inner.source())
        self._write(f"{sign}_{{{index}={bounds[0]}}}^{{{bounds[1]}}} ", factor=False)
        self.indices.add(index)
        self.bound.append(index)

    def _is_derivative(self) -> bool:
        top = self.place + 1
        bottom = _behind(self.tokens, top)
        if bottom >= len(self.tokens) or self.tokens[bottom].text != "{":
            return False
        first, second = self.tokens[bottom + 1].text, self.tokens[top + 1].text if self.tokens[top].text == "{" else self.tokens[top].text
        return first in DIFFERENTIALS and second in DIFFERENTIALS

    def _derivative(self) -> None:
        """A derivative as one variable, its body read by latex2sympy2 apart."""
        top = self.place + 1
        bottom = _behind(self.tokens, top)
        end = _behind(self.tokens, bottom)
        body = self.tokens[top + 1 : bottom - 1] if self.tokens[top].text == "{" else self.tokens[top:bottom]
        by = variables_below(self._grammar(bottom + 1, end - 1), self.tokens[bottom + 1 : end - 1]) or ()
        inside = body[1:]
        if not inside:
            if end >= len(self.tokens) or self.tokens[end].text != "(":
                raise NoSecondReadingError
            inside, end = self.tokens[end + 1 : _behind(self.tokens, end) - 1], _behind(self.tokens, end)
            if end < len(self.tokens) and self.tokens[end].text not in {"+", "-", ")", "}", "=", ","}:
                raise NoSecondReadingError
        if len(by) != 1 or by[0].op not in {"sym", "at"}:
            raise NoSecondReadingError
        term = _read(inside, self.lookup, self.bound)
        if by[0].op == "sym" and by[0] not in free(term) and by[0].name in {v.name for v in free(term)}:
            raise NoSecondReadingError
        self.place = end
        self._whole(derivative(term, by[0]))


def _behind(tokens: Sequence[Token], place: int) -> int:
    """The place behind a braced or parenthesised group, or behind one token."""
    if place >= len(tokens) or tokens[place].text not in {"{", "("}:
        return place + 1
    depth = 0
    for position in range(place, len(tokens)):
        depth += (tokens[position].text in {"{", "("}) - (tokens[position].text in {"}", ")"})
        if not depth:
            return position + 1
    raise NoSecondReadingError
