"""The grammar: sums of products of factors, functions with and without parentheses, fractions, sums, norms, indicators."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction

from derive.model.term import Term
from derive.read.math import calculus, layouts, scripts
from derive.read.math.lookup import GREEK, INDEX_LETTERS, STANDARD, Lookup
from derive.read.math.stream import Stream, UnreadError
from derive.read.math.tokens import Token
from derive.terms.binding import free, walk
from derive.terms.build import HALF, MINUS_ONE, ONE, PI, add, call, div, indicator, lam, mul, neg, num, power, rel, sqrt, summation, sym
from derive.terms.shapes import ShapeMismatchError, shape

CLOSERS = {"(": ")", "[": "]", "\\{": "\\}", "{": "}"}
PRODUCTS = frozenset({"*", "\\cdot", "\\times", "\\ast", "·"})
SIGNS = {"=": "=", "<": "<", ">": ">", "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=", "\\neq": "!=", "\\ne": "!=", "≤": "<=", "≥": ">=", "≠": "!="}
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
            return self.norm()
        if token.text in {"\\frac", "\\dfrac", "\\tfrac"}:
            return calculus.fraction(self)
        if token.text in {"\\sum", "\\prod"}:
            return self.big()
        if token.text == "\\sqrt":
            self.s.take()
            degree = self.bracketed()
            inner = self.braced()
            return scripts.after(self, sqrt(inner) if degree is None else power(inner, div(ONE, degree)))
        if token.text == "\\begin":
            return layouts.environment(self)
        if token.text == "?" or token.text in {"\\mathbb", "\\mathds", "\\mathbbm", "\\mathbf"}:
            return self.indicator()
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
        token = self.s.take()
        if token.text == "1" and self.s.looking_at("_") and self.s.peek(1).text == "{":
            self.s.back()
            return self.indicator()
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

    def norm(self) -> Term:
        """|x|, ||x||_1, ||x||_2^2."""
        bars = [self.s.take()]
        if bars[0].text == "|" and self.s.looking_at("|"):
            bars.append(self.s.take())
        double = len(bars) == 2 or bars[0].text in {"\\|", "\\Vert", "\\lVert"}
        self.in_norm += 1
        inner = self.sum()
        self.in_norm -= 1
        closers = {"\\lVert": "\\rVert", "\\lvert": "\\rvert"}
        for bar in bars:
            if not self.s.take_if(closers.get(bar.text, bar.text)):
                raise UnreadError("a bar is not closed")
        vector = self.lookup.find(inner.name, "array") if inner.op == "sym" and (double or self.s.looking_at("_")) else None
        if vector is not None:
            inner = self.lookup.variable(vector)
        rank = len(shape(inner))
        degree = "2"
        if rank and not double:
            self.notes.append(("single_bars", bars[0].start, self.s.last_end()))
        if self.s.looking_at("_") and (double or rank):
            self.s.take()
            degree = self.s.group_text()
        if not rank:
            if double or degree != "2":
                raise UnreadError("the norm of a scalar")
            return scripts.after(self, call("abs", inner))
        return scripts.after(self, _norm(inner, degree))

    def indicator(self) -> Term:
        """1_{x > 0}, with or without the argument (x) behind it."""
        first = self.s.take()
        if first.text in {"\\mathbb", "\\mathds", "\\mathbbm", "\\mathbf"}:
            if self.s.group_text() not in {"1", "I"}:
                raise UnreadError("a blackboard letter")
        elif first.text == "?":
            self.notes.append(("repaired_indicator", first.start, first.end))
        if not self.s.take_if("_"):
            raise UnreadError("an indicator without its condition")
        if not self.s.take_if("{"):
            raise UnreadError("an indicator without its condition")
        wrapped = self.s.take_if("\\{")
        condition = self.condition()
        if wrapped and not self.s.take_if("\\}"):
            raise UnreadError("a brace is not closed")
        if not self.s.take_if("}"):
            raise UnreadError("a brace is not closed")
        if self.s.looking_at("("):
            argument = self.group()
            if argument not in free(condition):
                raise UnreadError("an indicator of something else")
        return indicator(condition)

    def condition(self) -> Term:
        """left sign right, or a chain of them."""
        left = self.sum()
        parts = []
        while not self.s.done() and self.s.peek().text in SIGNS:
            sign = SIGNS[self.s.take().text]
            right = self.sum()
            parts.append(rel(sign, left, right))
            left = right
        if not parts:
            raise UnreadError("a condition without a relation")
        return parts[0] if len(parts) == 1 else Term("and", tuple(parts))

    def function(self, name: str) -> Term:
        """A function word with its power, primes and argument."""
        self.s.take()
        engine = STANDARD.get(name, name)
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

    def big(self) -> Term:
        """A sum or product over an index, up to the next sign."""
        token = self.s.take()
        variable, low, high = None, None, None
        while self.s.looking_at("_", "^"):
            if self.s.take().text == "_":
                variable, low = self.s.group(lambda: self._lower())
            else:
                high = scripts.index_group(self, 1)[0]
        if variable is None:
            raise UnreadError("a sum without its index")
        self.bound.append(variable.name)
        body = self.product()
        self.bound.pop()
        if low is None or high is None:
            found = _range_of(variable, body)
            if found is None:
                raise UnreadError("a sum without its range")
            low, high = ONE, found
        if variable not in free(body) and any(v.op == "sym" and v.name in INDEX_LETTERS and v.name not in self.bound for v in free(body)):
            self.notes.append(("index_not_used", token.start, self.s.last_end()))
            raise UnreadError(f"the index {variable.name} does not occur in its sum")
        return Term("sum" if token.text == "\\sum" else "prod", (variable, low, high, body))

    def _lower(self) -> tuple[Term, Term | None]:
        name = self.s.take()
        if name.kind != "word" or len(name.text) != 1:
            raise UnreadError("an index that is no letter")
        variable = sym(name.text, "int")
        if not self.s.take_if("="):
            return variable, None
        return variable, self.sum()


def _norm(inner: Term, degree: str) -> Term:
    from derive.terms.entries import entry

    dims = shape(inner)
    indices = [sym(f"n_{k}", "int") for k in range(len(dims))]
    own = entry(inner, indices)
    if degree == "1":
        body = call("abs", own)
    elif degree in {"2", "F"}:
        body = power(own, 2)
    else:
        raise UnreadError("another norm")
    for variable, dim in zip(reversed(indices), reversed(dims), strict=True):
        body = summation(variable, ONE, dim, body)
    return body if degree == "1" else power(body, HALF)


def _range_of(variable: Term, body: Term) -> Term | None:
    """The size of the array whose entry the index is."""
    found = {node.args[0].args[p] for node in walk(body) if node.op == "at" for p, i in enumerate(node.args[1:], 1) if i == variable and len(node.args[0].args) > p}
    return found.pop() if len(found) == 1 else None


STARTERS = frozenset({"frac", "dfrac", "tfrac", "sum", "prod", "sqrt", "begin", "mathbb", "mathds", "mathbbm", "mathbf", "pi"})
