"""Terms as LaTeX, unambiguous: arguments in parentheses, products spelled out, so that the text reads back as the same mathematics."""

from __future__ import annotations

from collections.abc import Mapping

from derive.model.term import Term
from derive.terms.binding import bound_of, free, substitute
from derive.terms.build import HALF, MINUS_ONE, ONE, TRUE, ZERO, num, sym
from derive.terms.spelling import spelled

NAMED = frozenset(["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"])
FUNCTIONS = {"log": "ln", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
SIGNS = {"=": "=", "!=": "\\neq", "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge"}
INDICES = "ijklpqrsuvabcgh"
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


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

    def _list(self, terms: tuple[Term, ...]) -> str:
        return ", ".join(self.show(part, 0) for part in terms)

    def _name(self, name: str) -> str:
        return self.spelling.get(name) or spelled(name)

    def _text(self, term: Term) -> tuple[str, int]:
        match term.op:
            case "num":
                return _number(term)
            case "sym" | "arr":
                return self._name(term.name), ATOM
            case "const":
                return "\\pi", ATOM
            case "at":
                return self._entry(term), ATOM
            case "add":
                return self._sum(term), SUM
            case "mul":
                return self._product(term)
            case "pow":
                return self._power(term)
            case "call":
                return self._call(term), ATOM
            case "delta":
                return f"\\delta_{{{self._list(term.args)}}}", ATOM
            case "sum" | "prod":
                return self._bounded(term)
            case "D":
                return f"\\frac{{\\partial {self.show(term.args[0], PRODUCT)}}}{{\\partial {self.show(term.args[1], ATOM)}}}", POWER
            case "cases":
                return self._cases(term), ATOM
            case "rel" | "and" | "or" | "not" | "all":
                return self._condition(term), 0
            case _:
                return self._array(term)

    def _array(self, term: Term) -> tuple[str, int]:
        match term.op:
            case "matmul":
                return " ".join(self.show(part, POWER) for part in term.args), PRODUCT
            case "had":
                return " \\odot ".join(self.show(part, POWER) for part in term.args), SUM
            case "transpose":
                return f"{{{self.show(term.args[0], ATOM)}}}^\\top", POWER
            case "inv":
                return f"{{{self.show(term.args[0], ATOM)}}}^{{-1}}", POWER
            case "onehot":
                return f"\\mathrm{{onehot}}_{{{self.show(term.args[0], 0)}}}({self.show(term.args[1], 0)})", ATOM
            case "eye":
                return f"I_{{{self.show(term.args[0], 0)}}}", ATOM
            case "fill" if term.args[0] == ONE and len(term.args) == 2:
                return f"\\mathbf{{1}}_{{{self.show(term.args[1], 0)}}}", ATOM
            case "trace":
                return f"\\operatorname{{tr}}({self.show(term.args[0], 0)})", ATOM
            case "set":
                return f"\\{{{self._list(term.args)}\\}}", ATOM
            case "range":
                return f"\\{{{self.show(term.args[0], 0)}, \\dots, {self.show(term.args[1], 0)}\\}}", ATOM
            case "lam":
                return self._entries(term), ATOM
        return f"\\operatorname{{{term.op}}}({self._list(tuple(part for part in term.args if isinstance(part, Term)))})", ATOM

    def _condition(self, term: Term) -> str:
        match term.op:
            case "rel":
                return f"{self.show(term.args[1], 0)} {SIGNS[term.args[0]]} {self.show(term.args[2], 0)}"
            case "not":
                return f"\\lnot ({self.show(term.args[0], 0)})"
            case "all":
                variable, low, high, body = self._renamed(term).args
                return f"\\forall {self.show(variable, 0)} \\in \\{{{self.show(low, 0)}, \\dots, {self.show(high, 0)}\\}}: {self.show(body, 0)}"
        joint = " \\land " if term.op == "and" else " \\lor "
        return joint.join(self.show(part, 0) for part in term.args) or ("\\top" if term.op == "and" else "\\bot")

    def _renamed(self, term: Term) -> Term:
        """A binder whose variables are single letters that nothing else uses."""
        taken = {v.name for v in free(term)}
        mapping = {}
        for variable in bound_of(term):
            name = variable.name
            if len(name) != 1 or name in taken:
                name = next((letter for letter in INDICES if letter not in taken and letter not in self.spelling), name)
                mapping[variable] = sym(name, "int")
            taken.add(name)
        if not mapping:
            return term
        bound = bound_of(term)
        fresh = tuple(mapping.get(v, v) for v in bound)
        return Term(term.op, (*fresh, *term.args[len(bound) : -1], substitute(term.args[-1], mapping)))

    def _bounded(self, term: Term) -> tuple[str, int]:
        variable, low, high, body = self._renamed(term).args
        sign = "\\sum" if term.op == "sum" else "\\prod"
        return f"{sign}_{{{self.show(variable, 0)}={self.show(low, 0)}}}^{{{self.show(high, 0)}}} {self.show(body, PRODUCT)}", PRODUCT

    def _entries(self, term: Term) -> str:
        """An array by its first and last entries, with dots between them; short ones written out."""
        term = self._renamed(term)
        bound = bound_of(term)
        dims, body = term.args[len(bound) : -1], term.args[-1]
        ends = [self._ends(dim) for dim in dims]
        if len(bound) == 1:
            cells = [self.show(substitute(body, {bound[0]: value}), 0) if value is not None else "\\vdots" for value in ends[0]]
            return "\\begin{pmatrix} " + " \\\\ ".join(cells) + " \\end{pmatrix}"
        rows = []
        for first in ends[0]:
            if first is None:
                rows.append(" & ".join("\\vdots" for _ in ends[1]))
                continue
            row = [self.show(substitute(body, {bound[0]: first, bound[1]: second}), 0) if second is not None else "\\dots" for second in ends[1]]
            rows.append(" & ".join(row))
        return "\\begin{pmatrix} " + " \\\\ ".join(rows) + " \\end{pmatrix}"

    def _ends(self, dim: Term) -> list[Term | None]:
        if dim.op == "num" and dim.value <= 6:
            return [num(position) for position in range(1, int(dim.value) + 1)]
        return [ONE, num(2), None, dim]

    def _entry(self, term: Term) -> str:
        base, *indices = term.args
        shown = self._list(tuple(indices))
        name = self.show(base, ATOM)
        if base.op != "arr":
            return f"{{{name}}}_{{{shown}}}"
        if base.name.endswith("()") and base.name not in self.spelling:
            return self._example(base.name, indices)
        head, mark, label = name.partition("^")
        return f"{head}_{{{shown}}}{mark}{label}"

    def _example(self, name: str, indices: list[Term]) -> str:
        """An entry of the array of all examples: x^{(i)}_j."""
        head = name.removesuffix("()").removesuffix("^")
        label = head[-1] if not name.endswith("^()") else ""
        head = spelled(head[:-1] if label else head)
        inside = f"_{{{self._list(tuple(indices[1:]))}}}" if len(indices) > 1 else ""
        return f"{head}^{{{label}({self.show(indices[0], 0)})}}{inside}"

    def _sum(self, term: Term) -> str:
        text = ""
        for position, part in enumerate(term.args):
            shown = self.show(part, SUM if position == 0 or _negative(part) else PRODUCT)
            if position and part.op in {"add", "had"}:
                shown = self.show(part, PRODUCT)
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
        if parts[0] == MINUS_ONE and len(parts) > 1:
            sign, parts = "-", parts[1:]
        pieces: list[tuple[str, int]] = []
        for part in parts:
            if part.op == "pow" and part.args[1] == MINUS_ONE:
                top = pieces.pop()[0] if pieces and pieces[-1][1] != PRODUCT else "1"
                pieces.append((f"\\frac{{{top}}}{{{self.show(part.args[0], 0)}}}", PRODUCT))
            else:
                pieces.append((self.show(part, POWER if len(parts) > 1 else PRODUCT), POWER))
        text = " \\cdot ".join(piece for piece, _ in pieces)
        level = POWER if len(pieces) == 1 and pieces[0][1] == PRODUCT else PRODUCT
        return sign + text, SUM if sign else level

    def _power(self, term: Term) -> tuple[str, int]:
        base, exponent = term.args
        if exponent == HALF:
            return f"\\sqrt{{{self.show(base, 0)}}}", ATOM
        return f"{{{self.show(base, ATOM)}}}^{{{self.show(exponent, 0)}}}", POWER

    def _call(self, term: Term) -> str:
        name, *args = term.args
        if name == "abs":
            inner = self.show(args[0], 0)
            return f"\\operatorname{{abs}}({inner})" if "|" in inner else f"\\left|{inner}\\right|"
        if name == "binomial":
            return f"\\binom{{{self.show(args[0], 0)}}}{{{self.show(args[1], 0)}}}"
        if name == "floor":
            return f"\\lfloor {self.show(args[0], 0)} \\rfloor"
        if name == "factorial":
            return f"{self.show(args[0], ATOM)}!"
        if name in {"lim", "lim_oo", "lim_-oo"}:
            return self._limit(name, *args)
        plain = FUNCTIONS.get(name, name)
        known = name in NAMED or name in FUNCTIONS
        shown = f"\\{plain}" if known else spelled(plain) if len(plain.rstrip("'")) == 1 or "_" in plain else f"\\operatorname{{{plain}}}"
        return f"{shown}({self._list(tuple(args))})"

    def _limit(self, name: str, variable: Term, *rest: Term) -> str:
        body = self.show(rest[-1], POWER)
        if variable.name == "infinity":
            return body
        to = self.show(rest[0], 0) if len(rest) > 1 else "\\infty" if name == "lim_oo" else "-\\infty"
        return f"\\lim_{{{self.show(variable, 0)} \\to {to}}} {body}"

    def _cases(self, term: Term) -> str:
        if term.args[1:] == (ONE, TRUE, ZERO):
            return f"\\mathbb{{1}}_{{\\{{{self.show(term.args[0], 0)}\\}}}}"
        rows = []
        for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
            beside = "\\text{otherwise}" if condition == TRUE else self.show(condition, 0)
            rows.append(f"{self.show(value, 0)} & {beside}")
        return "\\begin{cases} " + " \\\\ ".join(rows) + " \\end{cases}"


def _number(term: Term) -> tuple[str, int]:
    n = term.value
    if n.denominator == 1:
        return str(n), SUM if n < 0 else ATOM
    sign = "-" if n < 0 else ""
    return f"{sign}\\frac{{{abs(n.numerator)}}}{{{n.denominator}}}", SUM if n < 0 else POWER


def _negative(term: Term) -> bool:
    return (term.op == "mul" and term.args[0] == MINUS_ONE) or (term.op == "num" and term.value < 0)
