"""Rational values of terms and truth of conditions, where they are easy to tell."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.model.term import Term

Value = Fraction | int
EXPONENTS = range(-2, 5)
KNOWN: dict[tuple[str, Value | None], Value] = {("exp", 0): 1, ("log", 1): 0, ("tanh", 0): 0, ("cos", 0): 1, ("sin", 0): 0}


def number(term: Term, values: Mapping[Term, Value]) -> Value | None:
    """The value of a term that is rational at rational values; None for others."""
    match term.op:
        case "num":
            value: Fraction = term.args[0]
            return value.numerator if value.denominator == 1 else value
        case "sym" | "at":
            return values.get(term)
        case "add" | "mul":
            parts = [number(part, values) for part in term.args]
            if None in parts:
                return None
            total: Value = int(term.op == "mul")
            for part in parts:
                total = total + part if term.op == "add" else total * part  # type: ignore[operator]
            return total
        case "pow" if term.args[1].op == "num" and term.args[1].value in EXPONENTS:
            base, exponent = number(term.args[0], values), int(term.args[1].value)
            return None if base is None or (not base and exponent < 0) else Fraction(base) ** exponent
        case "call" if len(term.args) == 2:
            return KNOWN.get((term.args[0], number(term.args[1], values)))
    return None


def truth(condition: Term, values: Mapping[Term, Value]) -> bool | None:
    """Whether a condition holds; None where that is not easy to tell."""
    match condition.op:
        case "rel":
            left, right = number(condition.args[1], values), number(condition.args[2], values)
            if left is None or right is None:
                return None
            match condition.args[0]:
                case "=":
                    return left == right
                case "!=":
                    return left != right
                case "<":
                    return left < right
                case "<=":
                    return left <= right
                case ">":
                    return left > right
            return left >= right
        case "not":
            inner = truth(condition.args[0], values)
            return None if inner is None else not inner
        case "and" | "or":
            parts = [truth(part, values) for part in condition.args]
            decisive = condition.op == "or"
            return decisive if decisive in parts else None if None in parts else not decisive
    return None
