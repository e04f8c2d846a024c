"""LaTeX as the corpus writes it, read into nested tuples for the evaluator of the campaign. Shares nothing with the reader of derive."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\\(?:left|right|big|Big|bigg|Bigg)(?![A-Za-z])|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S")
SPACING = frozenset({"\\left", "\\right", "\\big", "\\Big", "\\bigg", "\\Bigg", "\\,", "\\;", "\\!", "\\ ", "\\quad", "\\qquad", "&", "\\displaystyle"})
FUNCTIONS = frozenset("log exp sin cos tan sinh cosh tanh max min".split())
WORDS = frozenset("sigmoid softplus erf tr rect sign".split())
GREEK = frozenset("alpha beta gamma delta epsilon eta theta lambda mu nu pi rho sigma tau phi Phi psi omega ell Delta Sigma".split())
RELATION = frozenset({"=", "<", ">", "\\leq", "\\geq", "\\le", "\\ge"})
ENDS = frozenset({")", "}", "]", ",", "+", "-", "|", "\\|", "\\\\", "\\end"}) | RELATION


class UnreadableError(ValueError):
    """A formula that is not in the dialect."""


def tokens(source: str) -> list[str]:
    return [t for t in TOKEN.findall(source) if t not in SPACING]


def parsed(source: str, functions: frozenset[str] = frozenset()) -> tuple:
    """A formula as nested tuples; ``functions`` are the letters that are applied. UnreadableError where it is not in the dialect."""
    reader = _Reader(tokens(source), functions)
    found = reader.sum()
    if reader.place != len(reader.found):
        raise UnreadableError(f"{reader.peek()} in {source}")
    return found


class _Reader:
    def __init__(self, found: list[str], functions: frozenset[str]) -> None:
        self.found, self.functions, self.place, self.bars = found, functions, 0, 0

    def peek(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.found[place] if place < len(self.found) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise UnreadableError(f"{wanted or 'more'} expected, {token or 'the end'} found")
        self.place += 1
        return token

    def sum(self) -> tuple:
        parts, sign = [], 1
        while self.peek() in {"+", "-"}:
            sign = -sign if self.take() == "-" else sign
        parts.append((sign, self.product()))
        while self.peek() in {"+", "-"}:
            sign = 1 if self.take() == "+" else -1
            while self.peek() in {"+", "-"}:
                sign = -sign if self.take() == "-" else sign
            parts.append((sign, self.product()))
        return parts[0][1] if len(parts) == 1 and parts[0][0] == 1 else ("add", *parts)

    def product(self) -> tuple:
        factors = [self.factor()]
        while True:
            token = self.peek()
            if token in {"\\cdot", "\\times", "*"}:
                self.take()
                sign = -1 if self.peek() == "-" else 1
                if sign < 0:
                    self.take()
                factors.append(self.factor() if sign > 0 else ("add", (-1, self.factor())))
            elif token == "/":
                self.take()
                factors.append(("power", self.factor(), ("num", -1.0)))
            elif not token or (token in ENDS and not (token in {"|", "\\|"} and not self.bars)):
                break
            else:
                factors.append(self.factor())
        return factors[0] if len(factors) == 1 else ("mul", *factors)

    def group(self) -> tuple:
        """A braced expression, or one atom."""
        if self.peek() != "{":
            return self.atom()
        self.take("{")
        found = self.sum()
        self.take("}")
        return found

    def text(self) -> str:
        """A braced name."""
        self.take("{")
        words = ""
        while self.peek() != "}":
            words += self.take()
        self.take("}")
        return words

    def factor(self) -> tuple:
        if self.peek() in {"\\sum", "\\prod"}:
            return self.binder(self.take()[1:])
        found = self.atom()
        powers = 0
        while self.peek() == "^":
            self.take()
            powers += 1
            if powers > 1:
                raise UnreadableError("two superscripts")
            if self.peek() == "T" or (self.peek() == "{" and self.peek(1) == "T" and self.peek(2) == "}") or self.peek() == "\\top":
                self.place += 3 if self.peek() == "{" else 1
                found = ("transpose", found)
            else:
                found = ("power", found, self.group())
        return found

    def binder(self, kind: str) -> tuple:
        self.take("_")
        self.take("{")
        variable = self.take()
        self.take("=")
        low = self.sum()
        self.take("}")
        self.take("^")
        high = self.group()
        if self.peek() == "-":
            self.take()
            return (kind, variable, low, high, ("add", (-1, self.product())))
        return (kind, variable, low, high, self.product())

    def atom(self) -> tuple:
        token = self.take()
        if re.fullmatch(r"\d+(\.\d+)?", token):
            return ("num", float(token))
        if token == "(":
            found = self.sum()
            self.take(")")
            return found
        if token in {"|", "\\|"}:
            return self.between_bars(token)
        if token == "\\frac":
            return self.fraction()
        if token == "\\sqrt":
            return ("power", self.group(), ("num", 0.5))
        if token == "\\begin":
            return self.cases()
        if token in {"\\mathrm", "\\operatorname"}:
            name = self.text()
            if name not in WORDS:
                raise UnreadableError(f"what is {name}?")
            return self.applied(name)
        name = token.removeprefix("\\")
        if name in FUNCTIONS:
            return self.applied(name)
        if name in GREEK or (len(token) == 1 and token.isalpha()):
            return self.letter(name)
        raise UnreadableError(f"what is {token}?")

    def between_bars(self, bar: str) -> tuple:
        self.bars += 1
        inside = self.sum()
        self.bars -= 1
        self.take(bar)
        if bar == "|":
            return ("call", "abs", 0, inside)
        self.take("_")
        self.take("2")
        return ("call", "norm", 0, inside)

    def applied(self, name: str) -> tuple:
        """A function at its arguments: ``\\log(x)``, ``\\tanh'(x)``, ``\\tanh^2(x)``, ``\\log p``."""
        primes, power = 0, None
        while self.peek() == "'":
            self.take()
            primes += 1
        if self.peek() == "^":
            self.take()
            power = self.group()
        arguments = self.arguments() if self.peek() == "(" else [self.factor()]
        found = ("call", name, primes, *arguments)
        return found if power is None else ("power", found, power)

    def arguments(self) -> list[tuple]:
        self.take("(")
        found = [self.sum()]
        while self.peek() == ",":
            self.take()
            found.append(self.sum())
        self.take(")")
        return found

    def letter(self, name: str) -> tuple:
        if name in self.functions and (self.peek() == "(" or self.peek() == "'"):
            return self.applied(name)
        if self.peek() != "_":
            return ("letter", name)
        self.take()
        return ("entry", name, *self.indices())

    def indices(self) -> list[tuple]:
        if self.peek() != "{":
            return [self.index()]
        self.take("{")
        found = []
        while self.peek() != "}":
            if self.peek() == ",":
                self.take()
            found.append(self.index())
            while self.peek() in {"+", "-"}:
                sign = 1 if self.take() == "+" else -1
                found[-1] = ("add", (1, found[-1]), (sign, self.index()))
        self.take("}")
        return found

    def index(self) -> tuple:
        token = self.take()
        return ("num", float(token)) if token.isdigit() else ("letter", token.removeprefix("\\"))

    def fraction(self) -> tuple:
        """A fraction or a derivative."""
        mark = self.peek(1)
        if self.peek() == "{" and (mark == "\\partial" or (mark == "d" and self.peek(2) == "}") or (mark == "d" and self._slope())):
            self.take("{")
            self.take()
            body = None if self.peek() == "}" else self.product()
            self.take("}")
            self.take("{")
            self.take(mark)
            by = self.letter(self.take().removeprefix("\\"))
            self.take("}")
            return ("derivative", self.factor() if body is None else body, by)
        above = self.group()
        return ("mul", above, ("power", self.group(), ("num", -1.0)))

    def _slope(self) -> bool:
        """Whether the denominator is a differential."""
        close = self.found.index("}", self.place)
        return self.found[close + 1 : close + 3] == ["{", "d"]

    def cases(self) -> tuple:
        if self.text() != "cases":
            raise UnreadableError("an environment")
        rows = []
        while self.peek() != "\\end":
            value = self.sum_before_condition()
            rows.append(value)
            if self.peek() == "\\\\":
                self.take()
        self.take("\\end")
        self.text()
        return ("cases", *rows)

    def sum_before_condition(self) -> tuple:
        """``value & letter relation number``: the corpus separates them by an ampersand, which the tokens have lost; a comma may stand for it."""
        stop = next((n for n in range(self.place, len(self.found)) if self.found[n] in RELATION), 0)
        if stop <= self.place:
            raise UnreadableError("a case without its condition")
        inner = _Reader(self.found[self.place : stop - 1], self.functions)
        value = inner.sum()
        if inner.place != len(inner.found):
            raise UnreadableError("a case")
        self.place = stop - 1
        left = self.letter(self.take().removeprefix("\\"))
        return (value, left, self.take(), self.sum())
