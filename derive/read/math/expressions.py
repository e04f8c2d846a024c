"""The grammar: sums of products of factors, functions with and without parentheses, fractions, sums, norms, indicators."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction

from derive.model.term import Term
from derive.read.math import calculus, indicators, layouts, norms, scripts, sums
from derive.read.math.lookup import GREEK, STANDARD, Lookup
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.build import MINUS_ONE, ONE, PI, add, call, div, lam, mul, neg, num, power, sqrt, summation, sym
from derive.terms.shapes import ShapeMismatchError, shape

CLOSERS = {"(": ")", "[": "]", "\\{": "\\}", "{": "}"}
PRODUCTS = frozenset({"*", "\\cdot", "\\times", "\\ast", "·"})
MAX_DEPTH = 60


class Grammar:
    """One reading of a run of tokens; every method takes tokens from the stream or raises UnreadError."""

    def __init__(self, stream: Stream, lookup: Lookup) -> None:
        self.s = stream
        self.lookup = lookup
        self.bound: list[str] = []
        self.depth = 0
        self.notes: list[tuple[str, int, int]] = []
        self.in_norm = 0

    def whole(self) -> Term:
        """The term of all tokens."""
        term = self.sum()
        if not self.s.done():
            raise UnreadError(f"unexpected {self.s.peek().text}")
        return term

    def sum(self) -> Term:
        """term + term - term."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnreadError("nested too deeply")
        parts = []
        sign = self.s.take_if("+", "-", "−")
        first = self.product()
        parts.append(neg(first) if sign and sign.text != "+" else first)
        while sign := self.s.take_if("+", "-", "−"):
            part = self.product()
            parts.append(part if sign.text == "+" else neg(part))
        self.depth -= 1
        return add(*parts)

    def product(self) -> Term:
        """Factors side by side, with a product sign, or over a slash."""
        parts = [self.factor()]
        while not self.s.done():
            token = self.s.peek()
            if token.text in PRODUCTS:
                self.s.take()
                sign = self.s.take_if("-", "−", "+")
                part = self.factor()
                parts.append(neg(part) if sign and sign.text != "+" else part)
            elif token.text == "/":
                self.s.take()
                parts[-1] = div(parts[-1], self.factor())
            elif token.text in {"\\odot", "\\circ"}:
                self.s.take()
                parts[-1] = Term("had", (parts[-1], self.factor()))
            elif self.starts_factor(token):
                parts.append(self.factor())
            else:
                break
        return self.joined(parts)

    def joined(self, parts: list[Term]) -> Term:
        """A product; of arrays side by side the matrix product."""
        if len(parts) == 1:
            return parts[0]
        try:
            arrays = [p for p in parts if shape(p)]
        except ShapeMismatchError:
            arrays = []
        if len(arrays) > 1:
            scalars = [p for p in parts if not shape(p)]
            product = Term("matmul", tuple(arrays))
            return mul(*scalars, product) if scalars else product
        return mul(*parts)

    def starts_factor(self, token: Token) -> bool:
        """Whether a token can begin a factor of an implicit product."""
        if token.kind in {"num", "word"}:
            return True
        if token.kind == "cmd":
            name = token.text[1:]
            return name in STANDARD or name in GREEK or name in STARTERS
        return token.text in {"(", "[", "{", "?"} or (token.text == "|" and not self.in_norm)

    def factor(self) -> Term:
        """An atom with its subscripts, powers, primes and transposes."""
        token = self.s.peek()
        if token.text in {"-", "−"}:
            self.s.take()
            return neg(self.factor())
        return self.atom()

    def atom(self) -> Term:
        """The smallest piece that stands alone."""
        token = self.s.peek()
        if token.kind == "num":
            return self.number()
        if token.text in {"(", "["} or (token.text == "{"):
            return self.group()
        if token.text in {"|", "\\|", "\\Vert", "\\lVert", "\\lvert", "\\vert"}:
            return norms.norm(self)
        if token.text in {"\\frac", "\\dfrac", "\\tfrac"}:
            return calculus.fraction(self)
        if token.text in {"\\sum", "\\prod"}:
            return sums.big(self)
        if token.text == "\\sqrt":
            self.s.take()
            degree = self.bracketed()
            inner = self.braced()
            return scripts.after(self, sqrt(inner) if degree is None else power(inner, div(ONE, degree)))
        if token.text == "\\begin":
            return layouts.environment(self)
        if token.text == "?" or token.text in {"\\mathbb", "\\mathds", "\\mathbbm", "\\mathbf"}:
            return indicators.indicator(self)
        if token.text == "\\pi":
            self.s.take()
            return scripts.after(self, PI)
        name = token.text[1:] if token.kind == "cmd" else token.text
        if token.kind in {"cmd", "word"} and (name in STANDARD or name in self.lookup.functions) and not self.shadowed(name):
            return self.function(name)
        if token.kind == "word" and name in {"softmax", "onehot", "diag", "tr", "det"}:
            return self.array_function(name)
        if token.kind == "word" or (token.kind == "cmd" and (name in GREEK or self.lookup.find(token.text))):
            return scripts.symbol(self)
        if token.kind == "unknown":
            near = get_close_matches(token.text, self.lookup.words, n=1, cutoff=0.75)
            if near:
                self.notes.append(("unknown_word", token.start, token.end))
        raise UnreadError(f"unknown {token.text}")

    def shadowed(self, name: str) -> bool:
        """Whether the document uses a function word as a plain symbol."""
        return self.lookup.find(name, "scalar") is not None

    def number(self) -> Term:
        """A number, or the 1 of an indicator."""
        token = self.s.take()
        if token.text == "1" and self.s.looking_at("_") and self.s.peek(1).text == "{":
            self.s.back()
            return indicators.indicator(self)
        return scripts.after(self, num(Fraction(token.text)))

    def group(self) -> Term:
        """A parenthesised sum, with what is attached to it."""
        opener = self.s.take()
        inner = self.inside(opener)
        return scripts.after(self, inner)

    def inside(self, opener: Token) -> Term:
        """The sum up to the closing delimiter."""
        saved, self.in_norm = self.in_norm, 0
        inner = self.sum()
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
        if token.kind == "word" and len(token.text) == 1:
            self.s.back()
            return scripts.bare(self)
        raise UnreadError("braces are missing")

    def bracketed(self) -> Term | None:
        """An optional argument in brackets."""
        return self.inside(self.s.take()) if self.s.looking_at("[") else None

    def condition(self) -> Term:
        """left sign right, or a chain of them."""
        return indicators.condition(self)

    def function(self, name: str) -> Term:
        """A function word with its power, primes and argument."""
        self.s.take()
        engine = self.lookup.functions[name].name if name in self.lookup.functions else STANDARD[name]
        primes, exponent = 0, None
        while self.s.take_if("'"):
            primes += 1
        if self.s.looking_at("^"):
            self.s.take()
            if self.s.looking_at("\\prime"):
                self.s.take()
                primes += 1
            else:
                exponent = self.braced()
        if engine in {"max", "min"} and self.s.looking_at("("):
            self.s.take()
            args = [self.sum()]
            while self.s.take_if(","):
                args.append(self.sum())
            if not self.s.take_if(")") or len(args) < 2:
                raise UnreadError("max of one thing")
            return scripts.after(self, call(engine, *args))
        argument = self.argument()
        value: Term = call(engine, argument)
        if primes:
            value = calculus.primed(value, argument, primes)
        if exponent is not None:
            if exponent == MINUS_ONE:
                raise UnreadError("an inverse function")
            return power(value, exponent)
        return scripts.after(self, value) if self.s.looking_at("^", "_", "'") else value

    def argument(self) -> Term:
        """(u), or without parentheses the factors up to the next sign."""
        if self.s.done():
            raise UnreadError("a function without its argument")
        if self.s.looking_at("(", "[", "{"):
            return self.inside(self.s.take())
        sign = self.s.take_if("-", "−")
        parts = [self.factor()]
        while not self.s.done() and self.starts_factor(self.s.peek()) and not self.s.looking_at("(", "["):
            parts.append(self.factor())
        term = self.joined(parts)
        return neg(term) if sign else term

    def array_function(self, name: str) -> Term:
        """softmax(a)_k, onehot_m(y), diag(x), tr(A), det(A)."""
        self.s.take()
        size = None
        if name == "onehot" and self.s.take_if("_"):
            size = scripts.index_group(self, 1)[0]
        inner = self.argument()
        if name == "softmax":
            dims = shape(inner)
            if len(dims) != 1:
                raise UnreadError("softmax of something that is no vector")
            i, k = sym("i_s", "int"), sym("k_s", "int")
            from derive.terms.entries import entry

            body = div(call("exp", entry(inner, [k])), summation(i, ONE, dims[0], call("exp", entry(inner, [i]))))
            return scripts.after(self, lam([k], [dims[0]], body))
        if name == "onehot":
            if size is None:
                raise UnreadError("onehot without its size")
            return Term("onehot", (size, inner))
        op = {"tr": "trace"}.get(name, name)
        return scripts.after(self, Term(op, (inner,)))


STARTERS = frozenset({"frac", "dfrac", "tfrac", "sum", "prod", "sqrt", "begin", "mathbb", "mathds", "mathbbm", "mathbf", "pi"})
