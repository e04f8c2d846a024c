"""Terms as presentation MathML. Every text passes through one function that escapes it, so a page can hold whatever a name contains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from derive.model.term import Term
from derive.terms.build import HALF, MINUS_ONE, TRUE
from derive.terms.greek import letter, parts

SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
WORDS = {"log": "ln", "lgamma": "ln Γ", "gamma": "Γ", "digamma": "ψ"}
CONDITION, SUM, PRODUCT, POWER, ATOM = range(5)


def mathml(term: Term, spelling: Mapping[str, str] | None = None) -> str:
    """A ``<math>`` element; ``spelling`` gives the LaTeX of names (W1 to W^{(1)}).

    >>> from derive.terms.build import rel, sym
    >>> mathml(rel("<", sym("x"), sym("y")))
    '<math><mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow></math>'
    """
    return f"<math>{_Printer(spelling or {}).show(term, CONDITION)}</math>"


def _leaf(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"


def _node(tag: str, *inner: str) -> str:
    return f"<{tag}>{''.join(inner)}</{tag}>"


def _row(*inner: str) -> str:
    return inner[0] if len(inner) == 1 else _node("mrow", *inner)


def _sign(text: str) -> str:
    return _leaf("mo", text)


def _fenced(inner: str, left: str = "(", right: str = ")") -> str:
    return _row(_sign(left), inner, _sign(right))


class _Printer:
    def __init__(self, spelling: Mapping[str, str]) -> None:
        self.spelling = spelling

    def show(self, term: Term, level: int) -> str:
        text, own = self._text(term)
        return _fenced(text) if own < level else text

    def _list(self, terms: Iterable[Term]) -> str:
        shown: list[str] = []
        for term in terms:
            shown += [_sign(",")] if shown else []
            shown.append(self.show(term, CONDITION))
        return _row(*shown) if shown else ""

    def _name(self, name: str, indices: tuple[Term, ...] = ()) -> str:
        head, below, above = parts(self.spelling.get(name, name))
        base = _leaf("mi", letter(head))
        under = ([_leaf("mi", letter(below))] if below else []) + ([self._list(indices)] if indices else [])
        if under and above:
            return _node("msubsup", base, _row(*under), _leaf("mi", above))
        if under:
            return _node("msub", base, _row(*under))
        return _node("msup", base, _leaf("mi", above)) if above else base

    def _text(self, term: Term) -> tuple[str, int]:
        match term.op:
            case "num":
                return self._number(term)
            case "sym" | "arr" | "const":
                return self._name(term.name), ATOM
            case "at" if term.args[0].op == "arr":
                return self._name(term.args[0].name, term.args[1:]), ATOM
            case "at":
                return _node("msub", self.show(term.args[0], ATOM), self._list(term.args[1:])), ATOM
            case "add":
                return self._sum(term), SUM
            case "mul":
                return self._product(term)
            case "pow":
                return self._power(term)
            case "call":
                return self._call(term)
            case "delta":
                return _node("msub", _leaf("mi", "δ"), self._list(term.args)), ATOM
            case "sum" | "prod":
                variable, low, high, body = term.args
                below = _row(self.show(variable, ATOM), _sign("="), self.show(low, SUM))
                over = _node("munderover", _sign("∑" if term.op == "sum" else "∏"), below, self.show(high, SUM))
                return _row(over, self.show(body, PRODUCT)), PRODUCT
            case "D":
                body, by = term.args
                return _node("mfrac", _row(_sign("∂"), self.show(body, POWER)), _row(_sign("∂"), self.show(by, ATOM))), POWER
            case "cases":
                return self._cases(term), ATOM
        return self._condition(term) or self._array(term)

    def _condition(self, term: Term) -> tuple[str, int] | None:
        match term.op:
            case "rel":
                return _row(self.show(term.args[1], SUM), _sign(SIGNS[term.args[0]]), self.show(term.args[2], SUM)), CONDITION
            case "and" | "or":
                if not term.args:
                    return _sign("⊤" if term.op == "and" else "⊥"), ATOM
                shown = [_sign("∧" if term.op == "and" else "∨")] * (2 * len(term.args) - 1)
                shown[::2] = [self.show(part, SUM) for part in term.args]
                return _row(*shown), CONDITION
            case "not":
                return _row(_sign("¬"), self.show(term.args[0], SUM)), CONDITION
            case "all":
                variable, low, high, body = term.args
                bounds = _row(_sign("∀"), self.show(low, SUM), _sign("≤"), self.show(variable, ATOM), _sign("≤"), self.show(high, SUM))
                return _row(bounds, _sign(":"), self.show(body, CONDITION)), CONDITION
        return None

    def _array(self, term: Term) -> tuple[str, int]:
        match term.op:
            case "matmul":
                return _row(*(self.show(part, PRODUCT) for part in term.args)), PRODUCT
            case "had":
                shown = [_sign("⊙")] * (2 * len(term.args) - 1)
                shown[::2] = [self.show(part, POWER) for part in term.args]
                return _row(*shown), PRODUCT
            case "transpose":
                return _node("msup", self.show(term.args[0], ATOM), _sign("⊤")), POWER
            case "inv":
                return _node("msup", self.show(term.args[0], ATOM), _row(_sign("-"), _leaf("mn", "1"))), POWER
            case "eye":
                return _node("msub", _leaf("mi", "I"), self.show(term.args[0], SUM)), ATOM
            case "onehot":
                return _row(_node("msub", _leaf("mi", "onehot"), self.show(term.args[0], SUM)), _fenced(self.show(term.args[1], SUM))), ATOM
            case "lam":
                rank = (len(term.args) - 1) // 2
                return _node("msub", _fenced(self.show(term.args[-1], SUM), "[", "]"), self._list(term.args[:rank])), ATOM
        name = {"trace": "tr", "fill": "const"}.get(term.op, term.op)
        return _row(_leaf("mi", name), _fenced(self._list(part for part in term.args if isinstance(part, Term)))), ATOM

    def _number(self, term: Term) -> tuple[str, int]:
        value = abs(term.value)
        shown = _leaf("mn", str(value.numerator))
        if value.denominator != 1:
            shown = _node("mfrac", shown, _leaf("mn", str(value.denominator)))
        if term.value < 0:
            return _row(_sign("-"), shown), SUM
        return shown, POWER if value.denominator != 1 else ATOM

    def _sum(self, term: Term) -> str:
        shown: list[str] = []
        for part in term.args:
            sign, rest = _signed(part)
            shown += [_sign(sign)] if shown or sign == "-" else []
            shown.append(self.show(rest, PRODUCT))
        return _row(*shown)

    def _product(self, term: Term) -> tuple[str, int]:
        sign, rest = _signed(term)
        if sign == "-":
            return _row(_sign("-"), self.show(rest, PRODUCT)), SUM
        below = [p.args[0] for p in term.args if _inverse(p)]
        above = [p for p in term.args if not _inverse(p)]
        if below:
            return _node("mfrac", self._factors(above), self._factors(below)), POWER
        return self._factors(above), PRODUCT

    def _factors(self, factors: list[Term]) -> str:
        if not factors:
            return _leaf("mn", "1")
        if len(factors) == 1:
            return self.show(factors[0], SUM)
        shown = [_sign("⋅")] * (2 * len(factors) - 1)
        shown[::2] = [self.show(part, POWER) for part in factors]
        return _row(*shown)

    def _power(self, term: Term) -> tuple[str, int]:
        base, exponent = term.args
        if exponent == HALF:
            return _node("msqrt", self.show(base, SUM)), ATOM
        if exponent == MINUS_ONE:
            return _node("mfrac", _leaf("mn", "1"), self.show(base, SUM)), POWER
        return _node("msup", self.show(base, ATOM), self.show(exponent, SUM)), POWER

    def _call(self, term: Term) -> tuple[str, int]:
        name, *args = term.args
        if name == "abs":
            return _fenced(self.show(args[0], SUM), "|", "|"), ATOM
        if name == "exp":
            return _node("msup", _leaf("mi", "e"), self.show(args[0], SUM)), POWER
        return _row(self._name(WORDS.get(name, name)), _fenced(self._list(args))), ATOM

    def _cases(self, term: Term) -> str:
        rows = [
            _node("mtr", _node("mtd", self.show(value, SUM)), _node("mtd", _leaf("mtext", "otherwise") if condition == TRUE else self.show(condition, CONDITION)))
            for condition, value in zip(term.args[::2], term.args[1::2], strict=True)
        ]
        return _row(_sign("{"), _node("mtable", *rows))


def _inverse(term: Term) -> bool:
    return bool(term.op == "pow" and term.args[1] == MINUS_ONE)


def _signed(term: Term) -> tuple[str, Term]:
    """The sign in front of a part of a sum, and what it stands before."""
    if term.op == "num" and term.value < 0:
        return "-", Term("num", (-term.value,))
    if term.op == "mul" and term.args[0].op == "num" and term.args[0].value < 0:
        rest = term.args[1:] if term.args[0] == MINUS_ONE else (Term("num", (-term.args[0].value,)), *term.args[1:])
        return "-", rest[0] if len(rest) == 1 else Term("mul", rest)
    return "+", term
