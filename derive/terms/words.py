"""Terms in SymPy's words, as plain text: what was understood of a formula. SymPy is not loaded for it."""

from __future__ import annotations

from collections.abc import Iterable

from derive.model.term import Term
from derive.terms.build import MINUS_ONE, TRUE

SIGNS = {"=": "Eq", "!=": "Ne"}
NAMES = {"abs": "Abs", "max": "Max", "min": "Min", "lgamma": "loggamma"}


def words(term: Term) -> str:
    """The text of a term.

    >>> from derive.terms.build import add, div, exp, neg, num, sym
    >>> words(div(num(1), add(num(1), exp(neg(sym("x"))))))
    '1/(1 + exp(-x))'
    """
    return _show(term, 0)


def _show(term: Term, level: int) -> str:
    text, own = _text(term)
    return f"({text})" if own < level else text


def _list(parts: Iterable[Term]) -> str:
    return ", ".join(_show(part, 0) for part in parts)


def _text(term: Term) -> tuple[str, int]:
    match term.op:
        case "num":
            return str(term.value), 4 if term.value >= 0 and term.value.denominator == 1 else 1
        case "sym" | "arr" | "const":
            return term.name, 5
        case "at":
            return f"{_show(term.args[0], 5)}[{_list(term.args[1:])}]", 5
        case "add":
            text = ""
            for part in term.args:
                shown = _show(part, 1)
                text += shown if not text else f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
            return text, 1
        case "mul":
            return _product(term)
        case "pow":
            return f"{_show(term.args[0], 4)}**{_show(term.args[1], 4)}", 3
        case "call":
            return f"{NAMES.get(term.args[0], term.args[0])}({_list(term.args[1:])})", 5
        case "delta":
            return f"KroneckerDelta({_list(term.args)})", 5
        case "cases":
            pairs = zip(term.args[::2], term.args[1::2], strict=True)
            return "Piecewise(" + ", ".join(f"({_show(v, 0)}, {'True' if c == TRUE else _show(c, 0)})" for c, v in pairs) + ")", 5
        case "sum" | "prod":
            variable, low, high, body = term.args
            return f"{'Sum' if term.op == 'sum' else 'Product'}({_show(body, 0)}, ({_list((variable, low, high))}))", 5
        case "D":
            return f"Derivative({_list(term.args)})", 5
        case "rel":
            sign, left, right = term.args
            return (f"{SIGNS[sign]}({_list((left, right))})", 5) if sign in SIGNS else (f"{_show(left, 1)} {sign} {_show(right, 1)}", 0)
        case "not":
            return f"~({_show(term.args[0], 0)})", 0
        case "all":
            variable, low, high, body = term.args
            return f"for all {_show(variable, 0)} in {_show(low, 0)}..{_show(high, 0)}: {_show(body, 0)}", 0
        case "matmul":
            return "*".join(_show(part, 2) for part in term.args), 2
        case "transpose":
            return f"{_show(term.args[0], 5)}.T", 5
        case "and" | "or":
            return (" & " if term.op == "and" else " | ").join(_show(part, 1) for part in term.args) or str(term.op == "and"), 0
    return f"{term.op}({_list(part for part in term.args if isinstance(part, Term))})", 5


def _product(term: Term) -> tuple[str, int]:
    parts = list(term.args)
    sign = ""
    if parts[0] == MINUS_ONE and len(parts) > 1:
        sign, parts = "-", parts[1:]
    text = ""
    for part in parts:
        inverse = part.op == "pow" and part.args[1] == MINUS_ONE
        shown = _show(part.args[0] if inverse else part, 4 if inverse else 2)
        text += (f"1/{shown}" if not text else f"/{shown}") if inverse else (f"*{shown}" if text else shown)
    return sign + text, 1 if sign else 2
