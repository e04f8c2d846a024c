"""The grammar: sums of products of factors, and what begins a factor. Its other parts are in ``functions``, ``scripts``, ``calculus``, ``sums``, ``layouts``."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction

from derive.model.term import Term
from derive.read.math import arrays, calculus, functions, indicators, layouts, limits, norms, patterns, quantities, reach, scripts, sets, sums
from derive.read.math.lookup import GREEK, STANDARD, Lookup
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.read.math.usage import Usage
from derive.terms.build import ONE, PI, add, call, div, neg, num, power, sqrt

CLOSERS = {"(": ")", "[": "]", "\\{": "\\}", "{": "}", "\\lbrace": "\\rbrace", "\\lfloor": "\\rfloor", "\\lbrack": "\\rbrack"}
PRODUCTS = frozenset({"*", "\\cdot", "\\times", "\\ast", "·", "×"})
ENTRYWISE = frozenset({"\\odot", "\\circ"})
MINUS = frozenset({"-", "−", "–"})
FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac", "\\cfrac"})
BARS = frozenset({"|", "\\|", "\\Vert", "\\lVert", "\\lvert", "\\vert", "‖"})
SIGNS = frozenset({"+", "-", "−", "–"})
REFUSED = {
    "\\pm": "a sign that is plus or minus", "\\mp": "a sign that is plus or minus", "\\int": "an integral", "\\iint": "an integral",
    "\\oint": "an integral", "argmin": "argmin", "argmax": "argmax", "\\arg": "argmin", "\\sup": "a supremum", "\\inf": "an infimum", "\\limsup": "a limit", "\\liminf": "a limit",
    "\\mathbb{P}": "a probability", "\\Pr": "a probability", "\\mathbb{V}": "a variance", "\\cap": "sets", "\\cup": "sets",
}  # fmt: skip
"""What is never read, and why; nobody is blamed for it."""
THROUGH = frozenset({"\\underbrace", "\\overbrace", "\\boxed", "\\cancel", "\\underline", "\\smash"})
MAX_DEPTH = 60


class Grammar:
    """One reading of a run of tokens; every method takes tokens from the stream or raises UnreadError."""

    def __init__(self, stream: Stream, lookup: Lookup, usage: Usage | None = None) -> None:
        self.s = stream
        self.lookup = lookup
        self.usage = usage or lookup.usage
        self.context = list(stream.tokens)
        """The tokens of the whole formula that the stream belongs to."""
        self.bound: list[str] = []
        self.depth = 0
        self.notes: list[tuple[str, int, int]] = []
        self.extra: list[list[Token]] = []
        self.spots: list[Term] = []
        self.holes: list[int] = []
        self.loose: list[tuple[Token, int, int]] = []
        self.infinite: set[int] = set()
        self.in_norm = 0
        self.wide = False

    def whole(self) -> Term:
        """The term of all tokens."""
        term = self.sum()
        if not self.s.done():
            raise UnreadError(f"unexpected {self.s.peek().text}")
        return arrays.placed(self, term)

    def sum(self) -> Term:
        """term + term - term."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnreadError("nested too deeply")
        parts = []
        start = self.s.next_start()
        sign = self.s.take_if("+", "-", "−", "–")
        first = self.product()
        parts.append(neg(first) if sign and sign.text in MINUS else first)
        while not self.s.done():
            sign = self.s.take_if("+", "-", "−", "–")
            if sign is None and not (parts[-1] is patterns.DOTS and self.starts_factor(self.s.peek())):
                break
            part = self.product()
            parts.append(neg(part) if sign and sign.text in MINUS and part is not patterns.DOTS else part)
        self.depth -= 1
        if len(parts) == 1:
            if parts[0] is patterns.DOTS:
                raise UnreadError("left open")
            return parts[0]
        if patterns.DOTS in parts:
            parts = patterns.closed(parts, "sum")
        parts = reach.reaching(self, parts, start)
        if len(parts) == 1:
            return parts[0]
        return arrays.settled(self, add(*parts))

    def product(self) -> Term:
        """Factors side by side, with a product sign, or over a slash."""
        if patterns.at_dots(self.s):
            self.s.take()
            return patterns.DOTS
        parts = [self.factor()]
        dotted: set[int] = set()
        while not self.s.done():
            token = self.s.peek()
            text = token.text
            if text in PRODUCTS:
                self.s.take()
                if patterns.at_dots(self.s):
                    continue
                sign = self.s.take_if("-", "−", "–", "+")
                part = self.factor()
                parts.append(neg(part) if sign and sign.text in MINUS else part)
                dotted.add(len(parts) - 1)
            elif text == "/" or text == "\\div":
                self.s.take()
                parts[-1] = div(parts[-1], self.factor())
            elif text in ENTRYWISE:
                self.s.take()
                return arrays.entrywise(self, arrays.joined(self, parts, dotted), text)
            elif text == "\\otimes":
                self.s.take()
                return arrays.outer(arrays.joined(self, parts, dotted), self.product())
            elif patterns.at_dots(self.s):
                self.s.take()
                parts.append(patterns.DOTS)
            elif self.starts_factor(token):
                parts.append(self.factor())
            else:
                break
        if patterns.DOTS in parts:
            parts = patterns.closed(parts, "prod")
            dotted = set()
        return arrays.joined(self, parts, dotted)

    def starts_factor(self, token: Token) -> bool:
        """Whether a token can begin a factor of an implicit product."""
        if token.kind in {"num", "word"}:
            return True
        if token.kind == "cmd":
            name = token.text[1:]
            if token.text in BARS:
                return token.text in {"\\lVert", "\\lvert"} or not self.in_norm
            return name in STANDARD or name in GREEK or name in STARTERS or "{" in name or token.text in SCRIPTED
        return token.text in {"(", "[", "{", "?"} or (token.text in {"|", "‖"} and not self.in_norm)

    def factor(self) -> Term:
        """An atom with its subscripts, powers, primes, factorials and transposes."""
        token = self.s.peek()
        if token.text in MINUS:
            self.s.take()
            return neg(self.factor())
        term = self.atom()
        while self.s.take_if("!"):
            term = call("factorial", term)
        return term

    def atom(self) -> Term:
        """The smallest piece that stands alone."""
        token = self.s.peek()
        text, kind = token.text, token.kind
        if kind == "num":
            return self.number()
        if text in CLOSERS:
            return sets.braces(self) if text in {"\\{", "\\lbrace"} else self.group()
        if text in REFUSED:
            raise UnreadError(REFUSED[text])
        name = text[1:] if kind == "cmd" else text
        if kind in {"cmd", "word"} and (name in STANDARD or name in self.lookup.functions) and not self.shadowed(name) and not functions.stands_bare(self, name):
            return functions.function(self, name)
        if kind == "word" and name[0] in quantities.INITIALS and (quantity := quantities.named(self)) is not None:
            return quantity
        if kind == "word" and name in functions.ARRAY_FUNCTIONS:
            return functions.array_function(self, name)
        if kind == "cmd" and text in COMMANDS:
            return COMMANDS[text](self)
        if text in BARS:
            return norms.norm(self)
        if text in sets.NUMBERS:
            return sets.numbers(self)
        if text == "?" or text in indicators.ONES or (text == "I" and token.bold and indicators.follows(self)):
            return indicators.indicator(self)
        if text.startswith("\\mathbb{"):
            raise UnreadError("a blackboard letter")
        if kind == "word" or (kind == "cmd" and (name in GREEK or "{" in name or self.lookup.find(text))):
            if kind == "word" and len(name) > 1 and name.isalpha() and name not in self.lookup.words and self.lookup.find(name) is None:
                raise self.unknown(token)
            return scripts.symbol(self)
        raise self.unknown(token)

    def unknown(self, token: Token) -> UnreadError:
        """Why a token is not read; a word close to a known one is remarked."""
        if token.kind in {"unknown", "word"} and get_close_matches(token.text, self.lookup.words, n=1, cutoff=0.75):
            self.notes.append(("unknown_word", token.start, token.end))
        return UnreadError(f"unknown {token.text}")

    def shadowed(self, name: str) -> bool:
        """Whether the document uses a function word as a plain symbol."""
        return self.lookup.find(name, "scalar") is not None

    def number(self) -> Term:
        """A number, or the 1 of an indicator."""
        token = self.s.take()
        if token.text == "1" and (token.bold or (not self.s.done() and indicators.opens(self))):
            self.s.back()
            return indicators.indicator(self)
        return scripts.after(self, num(Fraction(token.text)))

    def group(self) -> Term:
        """A bracketed sum, with what is attached to it."""
        opener = self.s.take()
        before = self.s.place
        inner = self.inside(opener, listing=True)
        if opener.text == "\\lfloor":
            inner = call("floor", inner)
        if opener.text == "{" and self.s.place - before == 2 and self.s.tokens[before].kind == "word" and self.s.looking_at("^", "_"):
            self.s.tokens = [*self.s.tokens[: before - 1], self.s.tokens[before], *self.s.tokens[before + 2 :]]
            self.s.place = before - 1
            return scripts.symbol(self)  # {h}_j is h_j
        return scripts.after(self, inner)

    def inside(self, opener: Token, listing: bool = False) -> Term:
        """The sum up to the closing delimiter; with ``listing`` also entries of a vector between brackets."""
        saved, self.in_norm = self.in_norm, 0
        inner = self.sum()
        if listing and opener.text in {"[", "("} and self.s.looking_at(","):
            inner = arrays.listed(self, inner, opener)
        self.in_norm = saved
        closer = CLOSERS[opener.text]
        if not self.s.take_if(closer):
            raise UnreadError(f"{opener.text} is not closed" if self.s.done() else f"unexpected {self.s.peek().text}")
        return inner

    def braced(self) -> Term:
        """A braced group, or the single token that TeX takes instead."""
        if self.s.looking_at("{"):
            return self.inside(self.s.take())
        token = self.s.take()
        if token.kind == "num":
            if len(token.text) > 1:
                raise UnreadError("two digits without braces")
            return num(Fraction(token.text))
        if token.kind == "word" or token.text[1:] in GREEK:
            self.s.back()
            return scripts.bare(self)
        raise UnreadError("braces are missing")

    def bracketed(self) -> Term | None:
        """An optional argument in brackets."""
        return self.inside(self.s.take()) if self.s.looking_at("[") else None

    def condition(self) -> Term:
        """left sign right, or a chain of them."""
        return indicators.condition(self)


def _root(g: Grammar) -> Term:
    g.s.take()
    degree = g.bracketed()
    inner = g.braced()
    return scripts.after(g, sqrt(inner) if degree is None else power(inner, div(ONE, degree)))


def _binomial(g: Grammar) -> Term:
    g.s.take()
    return scripts.after(g, call("binomial", g.braced(), g.braced()))


def _pi(g: Grammar) -> Term:
    if g.lookup.find("\\pi") or (g.s.tokens[g.s.place + 1 : g.s.place + 2] and g.s.peek(1).text == "_"):
        return scripts.symbol(g)
    g.s.take()
    return scripts.after(g, PI)


def _through(g: Grammar) -> Term:
    """What an underbrace, a box or the like encloses; the note under it is passed over."""
    g.s.take()
    inner = g.braced()
    if g.s.looking_at("_", "^"):
        g.s.take()
        g.s.group_tokens()
    return scripts.after(g, inner)


COMMANDS = {
    **dict.fromkeys(FRACTIONS, calculus.fraction),
    **dict.fromkeys(THROUGH, _through),
    "\\sum": sums.big, "\\prod": sums.big, "\\sqrt": _root, "\\begin": layouts.environment, "\\pi": _pi, "\\binom": _binomial, "\\dbinom": _binomial,
    "\\mathbb{E}": quantities.expectation, "\\lim": limits.limit, "\\infty": limits.infinity, "\\partial": calculus.operator, "\\nabla": calculus.gradient,
}  # fmt: skip
STARTERS = frozenset(name[1:] for name in COMMANDS) | frozenset({"lfloor", "lVert", "lvert"})
SCRIPTED = frozenset({"\\{"}) | frozenset(REFUSED)
