"""Where a term is defined: the conditions that its divisions, logarithms, roots, case distinctions and derivatives ask for.

Each rule reads the unevaluated term, so ``x/x`` asks for ``x != 0``. A condition inside a binder is asked for all values of the bound variable; one inside a branch
only where the branch is taken: then it is ``or(not guard, condition)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.model.term import Term
from derive.terms.binding import free, subterms
from derive.terms.forms import MINUS_ONE, ONE, TRUE, ZERO, add, call, mul, neg, power, rel, sub

COVERS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
MIRRORED = str.maketrans("<>", "><")
STEPS = frozenset({"abs", "sign", "floor"})


def requirements(term: Term) -> tuple[Term, ...]:
    """The conditions under which a scalar term has a value, each once, in order of appearance."""
    if term._asked is None:
        term._asked = tuple(dict.fromkeys(_of(term, None)))
    return term._asked


def asked(*sides: Term) -> tuple[Term, ...]:
    """What several terms ask for together, each condition once."""
    return tuple(dict.fromkeys([condition for side in sides for condition in requirements(side)]))


def _of(term: Term, variable: Term | None) -> Iterator[Term]:
    """What a term asks for; with a variable, also for a derivative by it to exist."""
    inside = variable is not None and variable in free(term)
    match term.op:
        case "sum" | "prod":
            bound, low, high, body = term.args
            yield from requirements(low)
            yield from requirements(high)
            for asked in requirements(body) if variable is None else _of(body, variable):
                yield Term("all", (bound, low, high, asked)) if bound in free(asked) else asked
            return
        case "D":
            body, by = term.args
            yield from _of(body, by if by.op == "sym" else by.args[0])
            if variable is not None:
                yield from _of(body, variable)
            return
        case "cases":
            yield from _cases(term, variable if inside else None)
            return
        case "pow":
            yield from _power(term, inside)
        case "call":
            yield from _call(term, inside)
        case "delta" if inside:
            yield rel("!=", *term.args)
        case "det" if inside:
            yield rel("!=", term, ZERO)
        case "inv":
            yield rel("!=", Term("det", (term.args[0],)), ZERO)
    for part in subterms(term):
        yield from requirements(part) if variable is None else _of(part, variable)


def _power(term: Term, smooth: bool) -> Iterator[Term]:
    base, exponent = term.args
    value, known = constant(exponent), constant(base)
    if known is not None and known > 0:
        return
    if value is None:
        yield rel("!=" if _whole(exponent) else ">", base, ZERO)
        return
    if value.denominator == 1:
        if value < 0 and not known:
            yield rel("!=", base, ZERO)
    elif value < 0 or smooth:
        yield rel(">", base, ZERO)
    else:
        yield rel(">=", base, ZERO)


def _whole(term: Term) -> bool:
    """Whether a term is an integer for every value of its variables, by its form."""
    if term.op in {"add", "mul"}:
        return all(_whole(part) for part in term.args)
    return (term.op == "num" and term.value.denominator == 1) or (term.op == "sym" and term.args[1] == "int")


def _call(term: Term, smooth: bool) -> Iterator[Term]:
    name, *args = term.args
    match name:
        case "log" | "gamma" | "lgamma" | "digamma":
            yield rel(">", args[0], ZERO)
        case "tan":
            yield rel("!=", call("cos", args[0]), ZERO)
        case "asin" | "acos":
            yield rel(">" if smooth else ">=", sub(ONE, power(args[0], 2)), ZERO)
        case "atanh":
            yield rel(">", sub(ONE, power(args[0], 2)), ZERO)
        case "acosh":
            yield rel(">" if smooth else ">=", args[0], ONE)
        case "factorial":
            yield rel(">=", args[0], ZERO)
    if smooth and name in STEPS:
        yield rel("!=", args[0], ZERO) if name != "floor" else rel("!=", call("sin", mul(args[0], Term("const", ("pi",)))), ZERO)
    if smooth and name in {"max", "min"}:
        for position, left in enumerate(args):
            for right in args[position + 1 :]:
                yield rel("!=", left, right) if left != ZERO else rel("!=", right, ZERO)


def _cases(term: Term, variable: Term | None) -> Iterator[Term]:
    passed: list[Term] = []
    for condition, value in zip(term.args[::2], term.args[1::2], strict=True):
        guard = Term("and", (*passed, condition)) if passed else condition
        yield from (_guarded(passed[0] if len(passed) == 1 else Term("and", tuple(passed)), asked) for asked in requirements(condition))
        yield from (_guarded(guard, asked) for asked in _of(value, variable))
        if variable is not None:
            yield from _borders(condition, variable)
        if condition == TRUE:
            return
        passed.append(Term("not", (condition,)))
    if not _exhaustive([p.args[0] for p in passed]):
        yield Term("or", tuple(p.args[0] for p in passed))


def _exhaustive(conditions: list[Term]) -> bool:
    """Whether relations between the same two terms cover less, equal and greater."""
    covered: dict[tuple[Term, Term], set[str]] = {}
    for condition in conditions:
        if condition.op == "rel":
            sign, left, right = condition.args
            covered.setdefault((left, right), set()).update(COVERS[sign])
            covered.setdefault((right, left), set()).update(COVERS[sign].translate(MIRRORED))
    return any(signs == {"<", "=", ">"} for signs in covered.values())


def constant(term: Term) -> Fraction | None:
    """The value of a term made of rational numbers alone; None for others and for a division by zero."""
    if term.op == "num":
        return term.value
    if term.op not in {"add", "mul", "pow"}:
        return None
    parts = [constant(part) for part in term.args]
    total = Fraction(term.op == "mul")
    if term.op == "pow":
        base, exponent = parts
        if base is None or exponent is None or exponent.denominator != 1 or (not base and exponent < 0) or abs(exponent) * (base.numerator * base.denominator).bit_length() > 4096:
            return None
        return base**exponent.numerator
    for part in parts:
        if part is None:
            return None
        total = total + part if term.op == "add" else total * part
    return total


def _borders(condition: Term, variable: Term) -> Iterator[Term]:
    """A derivative does not look across the border of a case."""
    if condition.op == "rel":
        if variable in free(condition):
            yield rel("!=", condition.args[1], condition.args[2])
        return
    for part in subterms(condition):
        yield from _borders(part, variable)


def _guarded(guard: Term, asked: Term) -> Term:
    return asked if guard == TRUE else Term("or", (Term("not", (guard,)), asked))


def difference(condition: Term) -> Term:
    """left - right of a relation."""
    left, right = condition.args[1], condition.args[2]
    return left if right == ZERO else add(left, neg(right)) if right.op == "num" else add(left, mul(MINUS_ONE, right))


def facts(given: tuple[Term, ...]) -> tuple[Term, ...]:
    """The given conditions with conjunctions taken apart."""
    found: list[Term] = []
    for condition in given:
        if condition.op == "and":
            found += facts(condition.args)
        else:
            found.append(condition)
    return tuple(found)
