"""What a name means: standard functions, the symbol table of an assignment for one of its parts, and what the document introduced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from derive.model.claim import Notation, Symbol
from derive.model.term import Term
from derive.read.math.usage import Usage
from derive.terms.build import MINUS_ONE, ONE, ZERO, add, arr, at, call, div, exp, lam, log, mul, sym
from derive.terms.samples import MARK

U = sym("u")
STANDARD = {
    "exp": "exp", "ln": "log", "log": "log", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh", "sin": "sin", "cos": "cos", "tan": "tan", "arctan": "atan",
    "arcsin": "asin", "arccos": "acos", "sign": "sign", "sgn": "sign", "abs": "abs", "sigmoid": "sigmoid", "softplus": "softplus", "rect": "rect", "relu": "rect",
    "ReLU": "rect", "RELU": "rect", "max": "max", "min": "min", "erf": "erf", "sigm": "sigmoid", "Softplus": "softplus", "Sigmoid": "sigmoid",
    "Relu": "rect", "rectifier": "rect", "logistic": "sigmoid", "Tanh": "tanh", "Exp": "exp", "Log": "log", "arsinh": "asinh", "artanh": "atanh", "arctanh": "atanh",
}  # fmt: skip
"""Function words and the engine's names."""

DEFINED: dict[str, tuple[tuple[Term, ...], Term]] = {
    "sigmoid": ((U,), div(ONE, add(ONE, exp(mul(MINUS_ONE, U))))),
    "softplus": ((U,), log(add(ONE, exp(U)))),
    "rect": ((U,), call("max", U, ZERO)),
}
"""Functions with a definition, over their parameters."""

ARRAY_WORDS = frozenset({"softmax", "Softmax", "SoftMax", "onehot", "OneHot", "Onehot", "diag", "Diag", "trace", "Trace", "tr", "Tr", "det"})
OTHER_WORDS = frozenset({"sum", "frac", "prod", "argmin", "argmax"})
GREEK = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
    "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega", "ell",
]  # fmt: skip
EXAMPLE = re.compile(r"\^[a-z]?\([A-Za-z]\)\Z")
"""The label of an example, x^{(i)}: beside it the letter may still have powers."""
INDEX_LETTERS = frozenset("ijklpqrst")


class Lookup:
    """The symbols that are known at one place of a document."""

    def __init__(self, notation: Notation, part: str = "", usage: Usage | None = None) -> None:
        self.notation = notation
        self.part = part
        self.usage = usage or Usage()
        self.symbols = in_part(notation.symbols, part)
        self.by_spelling: dict[str, list[Symbol]] = {}
        for symbol in self.symbols:
            for spelling in symbol.spellings:
                self.by_spelling.setdefault(plain(spelling), []).append(symbol)
        self.functions = {s.spellings[0].lstrip("\\"): s for s in self.symbols if s.kind == "function"}
        self.words = frozenset(STANDARD) | ARRAY_WORDS | OTHER_WORDS | {w for s in self.symbols for w in s.spellings if w.isalpha() and len(w) > 1} | self.usage.words
        self.labelled = {spelling.split("^")[0] for spelling in self.by_spelling if "^" in spelling and not EXAMPLE.search(spelling)}

    def find(self, spelling: str, kind: str | None = None) -> Symbol | None:
        """The symbol that is written like this."""
        found = [s for s in self.by_spelling.get(plain(spelling), []) if kind is None or s.kind == kind]
        return found[0] if found else None

    def of_example(self, name: str, index: Term, inside: Sequence[Term] = ()) -> Term | None:
        """A quantity of the table at one example, by its engine's name: an entry where its indices are given, else all of it; None where it is the same for all examples."""
        known = next((s for s in self.symbols if s.name == f"{name}{MARK}" and s.source != "inferred"), None)
        if known is None or len(inside) not in {0, len(known.dims) - 1}:
            return None
        if inside or len(known.dims) == 1:
            return at(arr(known.name, *known.dims), index, *inside)
        places = [sym(f"q_{place}", "int") for place in range(1, len(known.dims))]
        return lam(places, known.dims[1:], at(arr(known.name, *known.dims), index, *places))

    def extended(self, symbol: Symbol) -> Lookup:
        """The same with one symbol more, which hides older ones of its spelling and kind."""
        older = tuple(s for s in self.notation.symbols if not (set(s.spellings) & set(symbol.spellings) and s.kind == symbol.kind and s.part in {"", self.part}))
        return Lookup(replace(self.notation, symbols=(*older, symbol)), self.part, self.usage)

    def variable(self, symbol: Symbol) -> Term:
        """The term of a symbol."""
        if symbol.kind == "array":
            return arr(symbol.name, *symbol.dims)
        return sym(symbol.name, symbol.sort)


def in_part(symbols: Sequence[Symbol], part: str) -> list[Symbol]:
    """The symbols of a part. Where a document counts its parts in another way, those that mean one thing throughout."""
    if not part or any(s.part == part for s in symbols):
        return [s for s in symbols if not s.part or s.part == part]
    homes: dict[str, set[str]] = {}
    for symbol in symbols:
        for spelling in symbol.spellings:
            homes.setdefault(spelling, set()).add(symbol.part)
    return [s for s in symbols if not s.part or all(homes[spelling] == {s.part} for spelling in s.spellings)]


def plain(spelling: str) -> str:
    """A spelling without braces and spaces: W^{(1)} and W^(1) are one."""
    return spelling.replace("{", "").replace("}", "").replace(" ", "")
