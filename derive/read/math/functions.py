"""Function words with and without parentheses, functions of arrays, and letters that are applied like functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.claim import Symbol
from derive.model.term import Term
from derive.read.math import arrays, scripts, slopes
from derive.read.math.lookup import STANDARD
from derive.read.math.names import is_letter
from derive.read.math.stream import UnreadError
from derive.read.math.usage import group_at
from derive.terms.binding import substitute
from derive.terms.build import MINUS_ONE, ONE, arr, call, div, exp, lam, neg, power, summation, sym
from derive.terms.entries import entry
from derive.terms.shapes import shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar

ARRAY_FUNCTIONS = {
    "softmax": "softmax", "Softmax": "softmax", "SoftMax": "softmax", "onehot": "onehot", "OneHot": "onehot", "Onehot": "onehot", "diag": "diag", "Diag": "diag", "tr": "trace", "Tr": "trace",
    "trace": "trace", "Trace": "trace", "det": "det",
}  # fmt: skip
SEVERAL = frozenset({"max", "min"})
BRACKETS = ("(", "[", "{", "\\{")
REACH = frozenset({"\\frac", "\\dfrac", "\\tfrac", "\\sum", "\\prod", "\\partial", "\\nabla"})


def function(g: Grammar, name: str) -> Term:
    """A function word with its power, primes, base and argument."""
    g.s.take()
    symbol = g.lookup.functions.get(name)
    engine = symbol.name if symbol else STANDARD[name]
    primes, exponent, base = 0, None, None
    while g.s.looking_at("'", "^", "_", "′"):
        mark = g.s.take().text
        if mark in {"'", "′"}:
            primes += 1
        elif mark == "_":
            if engine != "log":
                raise UnreadError("a maximum over a set" if engine in SEVERAL else f"{name} with an index")
            base = g.braced()
        elif g.s.looking_at("\\prime", "'"):
            g.s.take()
            primes += 1
        elif g.s.looking_at("{") and g.s.peek(1).text in {"\\prime", "'"}:
            primes += len(g.s.group_tokens())
        else:
            exponent = g.braced()
    if engine in SEVERAL:
        return _largest(g, engine)
    if symbol is not None and symbol.params and g.s.done() and not primes and exponent is None and all(p.op == "sym" for p in symbol.params):
        return call(engine, *symbol.params)  # a function alone, as above a derivative: at the letters that define it
    if symbol is not None and len(symbol.params) > 1:
        args = several(g)
        if len(args) != len(symbol.params):
            raise UnreadError(f"{len(args)} arguments where {len(symbol.params)} belong")
        return scripts.after(g, call(engine, *args))
    inner = argument(g)
    if symbol is not None and symbol.params and symbol.params[0].op == "arr":
        return scripts.after(g, _of_vector(g, symbol, inner))
    value: Term = call(engine, inner)
    if base is not None:
        value = div(value, call("log", base))
    if primes:
        value = slopes.primed_at(value, inner, primes)
    if exponent is not None:
        if exponent == MINUS_ONE:
            raise UnreadError("an inverse function")
        if shape(value):
            raise UnreadError("a power of an array")
        return power(value, exponent)
    return scripts.after(g, value) if g.s.looking_at("^", "_", "'", "′") else value


def stands_bare(g: Grammar, name: str) -> bool:
    """Whether a letter that the document introduced as a function stands without an argument: in ``\\nabla f`` it is the quantity that it computes."""
    symbol = g.lookup.functions.get(name)
    if symbol is None or symbol.source == "table" or not is_letter(symbol.spellings[0]):
        return False
    place = g.s.place + 1
    while place < len(g.s.tokens) and g.s.tokens[place].text in {"'", "′", "^"}:
        place = group_at(g.s.tokens, place + 1)[1] if g.s.tokens[place].text == "^" else place + 1
    return place >= len(g.s.tokens) or g.s.tokens[place].text not in BRACKETS


def _of_vector(g: Grammar, symbol: Symbol, inner: Term) -> Term:
    """A function of a vector at another one: its entries with that one put in place, its size included. At a number nothing is known of it."""
    parameter = symbol.params[0]
    size = parameter.args[1]
    vector = arr(inner.name, size) if inner.op == "sym" else _spread(arrays.as_array(g, inner))
    dims = shape(vector)
    if not dims and symbol.term is not None:
        return call(symbol.spellings[0].lstrip("\\"), inner)
    if symbol.term is None or len(dims) != 1:
        raise UnreadError(f"{symbol.spellings[0]} of something that is no vector")
    resized = substitute(substitute(symbol.term, {parameter: arr(parameter.name, dims[0])}), {size: dims[0]} if size.op == "sym" else {})
    return substitute(resized, {arr(parameter.name, dims[0]): vector})


def _spread(inner: Term) -> Term:
    """A number that is added to a vector is added to each entry: ``x + c``."""
    if inner.op != "add":
        return inner
    dims = next((own for part in inner.args if (own := shape(part))), ())
    return Term("add", tuple(part if shape(part) or not dims else Term("fill", (part, *dims)) for part in inner.args))


def argument(g: Grammar) -> Term:
    """(u), or without parentheses the factors up to the next sign."""
    if g.s.done():
        raise UnreadError("a function without its argument")
    if g.s.looking_at(*BRACKETS):
        return g.inside(g.s.take())
    sign = g.s.take_if("-", "−", "–")
    parts = [g.factor()]
    while not g.s.done() and g.starts_factor(g.s.peek()) and not g.s.looking_at("(", "[", "\\{"):
        token = g.s.peek()
        if (token.text.lstrip("\\") in STANDARD and token.kind in {"cmd", "word"}) or token.text.lstrip("\\") in g.lookup.functions:
            break
        if token.text in REACH:
            raise UnreadError("how far a function reaches is unclear")
        parts.append(g.factor())
    term = arrays.joined(g, parts, set())
    return neg(term) if sign else term


def several(g: Grammar) -> list[Term]:
    """The arguments between brackets."""
    if not g.s.looking_at(*BRACKETS):
        raise UnreadError("a function without its arguments")
    closer = {"(": ")", "[": "]", "{": "}", "\\{": "\\}"}[g.s.take().text]
    args = [g.sum()]
    while g.s.take_if(",", ";", "|", "\\mid"):
        args.append(g.sum())
    if not g.s.take_if(closer):
        raise UnreadError("a bracket is not closed")
    return args


def _largest(g: Grammar, engine: str) -> Term:
    args = several(g)
    if len(args) < 2:
        raise UnreadError(f"{engine} of one thing")
    return scripts.after(g, call(engine, *args))


def array_function(g: Grammar, name: str) -> Term:
    """softmax(a)_k, onehot_m(y), diag(x), tr(A), det(A)."""
    g.s.take()
    op = ARRAY_FUNCTIONS[name]
    below = g.s.group_tokens() if g.s.take_if("_") else None
    if op == "onehot":
        return _onehot(g, below)
    if below is not None and op != "softmax":
        raise UnreadError(f"{name} with an index")
    inner = arrays.as_array(g, argument(g))
    if op == "softmax":
        value = softmax(inner)
        return entry(value, scripts.indices_in(g, below, 1)) if below is not None else scripts.after(g, value)
    rank = len(shape(inner))
    if op == "diag" and not rank:
        raise UnreadError("diag of something that is no array")
    if op != "diag" and rank != 2:
        raise UnreadError(f"{op} of something that is no matrix")
    return scripts.after(g, Term(op, (inner,)))


def softmax(inner: Term) -> Term:
    """The softmax of a vector, by its entries."""
    dims = shape(inner)
    if len(dims) != 1:
        raise UnreadError("softmax of something that is no vector")
    i, k = sym("i_s", "int"), sym("k_s", "int")
    return lam([k], [dims[0]], div(exp(entry(inner, [k])), summation(i, ONE, dims[0], exp(entry(inner, [i])))))


def _onehot(g: Grammar, below: object) -> Term:
    size: Term = arrays.ROWS
    if below is not None:
        size = scripts.indices_in(g, below, 1)[0]  # type: ignore[arg-type]
    else:
        g.holes.append(1)
    if g.s.looking_at("(") and g.s.peek(1).text == ")":
        opened, closed = g.s.take(), g.s.take()
        g.notes.append(("empty_parentheses", opened.start, closed.end))
        inner = scripts.symbol(g)
    else:
        inner = argument(g)
    if inner.op not in {"sym", "at"}:
        raise UnreadError("onehot of something that is no label")
    whole = sym(inner.name, "int") if inner.op == "sym" else inner
    return scripts.after(g, Term("onehot", (size, whole)))


def prime_of(name: str, at: Term) -> Term | None:
    """The derivative of a smooth standard function at a place that is no variable; None for other functions."""
    value = call(name, at)
    match name:
        case "exp":
            return value
        case "log":
            return power(at, -1)
        case "tanh":
            return Term("add", (ONE, neg(power(value, 2))))
        case "sigmoid":
            return Term("mul", (value, Term("add", (ONE, neg(value)))))
        case "softplus":
            return call("sigmoid", at)
        case "sin":
            return call("cos", at)
        case "cos":
            return neg(call("sin", at))
    return None

