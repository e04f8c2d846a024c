"""Terms as LaTeX, unambiguous: arguments in parentheses, products spelled out, so that the text reads back as the same mathematics."""

from __future__ import annotations

from collections.abc import Mapping

from derive.model.term import Term
from derive.terms.build import MINUS_ONE, ONE, TRUE, ZERO, rel
from derive.terms.greek import LETTERS, parts

NAMED = frozenset(["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"])
SIGNS = {"=": "=", "!=": "\\neq", "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge"}
SUM, PRODUCT, POWER = 1, 2, 3


def latex(term: Term, spelling: Mapping[str, str] | None = None) -> str:
    """The LaTeX of a term; ``spelling`` gives the LaTeX of names (W1 to W^{(1)}).

    >>> from derive.terms.build import add, div, exp, neg, num, sym
    >>> latex(div(num(1), add(num(1), exp(neg(sym("x"))))))
    '\\\\frac{1}{1 + \\\\exp(-x)}'
    """
    return _Printer(spelling or {}).show(term, 0)


class _Printer:
    def __init__(self, spelling: Mapping[str, str]) -> None:
        self.spelling = spelling

    def show(self, term: Term, level: int) -> str:
        text, own = self._text(term)
        return f"({text})" if own < level else text

    def _name(self, name: str) -> str:
        if name in self.spelling:
            return self.spelling[name]
        head, rest, _ = parts(name)
        return _letter(head) + (f"_{{{_letter(rest)}}}" if rest else "")

    def _text(self, term: Term) -> tuple[str, int]:
        match term.op:
            case "num":
                n = term.value
                if n.denominator != 1:
                    sign = "-" if n < 0 else ""
                    return f"{sign}\\frac{{{abs(n.numerator)}}}{{{n.denominator}}}", SUM if n < 0 else POWER
                return str(n), SUM if n < 0 else 4
            case "sym" | "arr":
                return self._name(term.name), 4
            case "const":
                return "\\pi", 4
            case "at":
                return self._entry(term), 4
            case "add":
                return self._sum(term), SUM
            case "mul":
                return self._product(term)
            case "pow":
                return self._power(term)
            case "call":
                return self._call(term), 4
            case "delta":
                return self._indicator(rel("=", *term.args)), 4
            case "sum" | "prod":
                variable, low, high, body = term.args
                sign = "\\sum" if term.op == "sum" else "\\prod"
                return f"{sign}_{{{self.show(variable, 0)}={self.show(low, 0)}}}^{{{self.show(high, 0)}}} {self.show(body, PRODUCT)}", PRODUCT
            case "D":
                return f"\\frac{{\\partial {self.show(term.args[0], PRODUCT)}}}{{\\partial {self.show(term.args[1], 4)}}}", POWER
            case "cases":
                if term.args[1:] == (ONE, TRUE, ZERO):
                    return self._indicator(term.args[0]), 4
                return self._cases(term), 4
            case "rel":
                return f"{self.show(term.args[1], 0)} {SIGNS[term.args[0]]} {self.show(term.args[2], 0)}", 0
            case "and" | "or":
                joint = " \\land " if term.op == "and" else " \\lor "
                return joint.join(self.show(part, 1) for part in term.args) or ("\\top" if term.op == "and" else "\\bot"), 0
            case "not":
                return f"\\lnot ({self.show(term.args[0], 0)})", 0
            case "all":
                variable, low, high, body = term.args
                return f"\\forall {self.show(variable, 0)} \\in [{self.show(low, 0)}, {self.show(high, 0)}]: {self.show(body, 0)}", 0
            case "matmul":
                return " ".join(self.show(part, PRODUCT) for part in term.args), PRODUCT
            case "transpose":
                return f"{{{self.show(term.args[0], 4)}}}^\\top", POWER
            case "inv":
                return f"{{{self.show(term.args[0], 4)}}}^{{-1}}", POWER
            case "onehot":
                return f"\\mathrm{{onehot}}_{{{self.show(term.args[0], 0)}}}({self.show(term.args[1], 0)})", 4
        inner = ", ".join(self.show(part, 0) for part in term.args if isinstance(part, Term))
        return f"\\mathrm{{{term.op}}}({inner})", 4

    def _indicator(self, condition: Term) -> str:
        return f"\\mathbb{{1}}_{{\\{{{self.show(condition, 0)}\\}}}}"

    def _entry(self, term: Term) -> str:
        base = self.show(term.args[0], 4)
        indices = ", ".join(self.show(part, 0) for part in term.args[1:])
        head, mark, label = base.partition("^")
        return f"{head}_{{{indices}}}{mark}{label}"

    def _sum(self, term: Term) -> str:
        text = ""
        for position, part in enumerate(term.args):
            shown = self.show(part, SUM if position == 0 else PRODUCT) if not _negative(part) else self.show(part, SUM)
            if position == 0:
                text = shown
            elif shown.startswith("-"):
                text += " - " + shown[1:]
            else:
                text += " + " + shown
        return text

    def _product(self, term: Term) -> tuple[str, int]:
        parts = list(term.args)
        sign = ""
        if parts[0] == MINUS_ONE:
            sign, parts = "-", parts[1:]
        below = [p.args[0] for p in parts if p.op == "pow" and p.args[1] == MINUS_ONE]
        above = [p for p in parts if not (p.op == "pow" and p.args[1] == MINUS_ONE)]
        if below:
            bottom = self.show(below[0], 0) if len(below) == 1 else " \\cdot ".join(self.show(p, POWER) for p in below)
            top = self.show(above[0], 0) if len(above) == 1 else " \\cdot ".join(self.show(p, POWER) for p in above) or "1"
            return f"{sign}\\frac{{{top}}}{{{bottom}}}", SUM if sign else POWER
        text = " \\cdot ".join(self.show(p, POWER) for p in above)
        return sign + text, SUM if sign else PRODUCT

    def _power(self, term: Term) -> tuple[str, int]:
        base, exponent = term.args
        if exponent.op == "num" and exponent.value.numerator == 1 and exponent.value.denominator == 2:
            return f"\\sqrt{{{self.show(base, 0)}}}", 4
        return f"{{{self.show(base, 4)}}}^{{{self.show(exponent, 0)}}}", POWER

    def _call(self, term: Term) -> str:
        name, *args = term.args
        if name == "abs":
            return f"\\left|{self.show(args[0], 0)}\\right|"
        shown = {"log": "\\ln"}.get(name, f"\\{name}" if name in NAMED else f"\\mathrm{{{name}}}")
        return f"{shown}({', '.join(self.show(part, 0) for part in args)})"

    def _cases(self, term: Term) -> str:
        rows = []
        for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
            beside = "\\text{otherwise}" if condition == TRUE else self.show(condition, 0)
            rows.append(f"{self.show(value, 0)} & {beside}")
        return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}"


def _letter(name: str) -> str:
    return f"\\{name}" if name in LETTERS else f"\\mathrm{{{name}}}" if len(name) > 1 and name.isalpha() else name


def _negative(term: Term) -> bool:
    return (term.op == "mul" and term.args[0] == MINUS_ONE) or (term.op == "num" and term.value < 0)

