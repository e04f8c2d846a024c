"""Derivatives in all their notations: fractions of differentials, operators and how far they reach, gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math import arrays
from derive.read.math.compound import by_compound, is_compound
from derive.read.math.lookup import STANDARD
from derive.read.math.stream import UnreadError
from derive.terms.binding import free
from derive.terms.build import call, derivative, div, num

if TYPE_CHECKING:
    from collections.abc import Sequence

    from derive.read.math.expressions import Grammar
    from derive.read.math.tokens import Token

FRACTIONS = frozenset({"\\frac", "\\dfrac", "\\tfrac"})
SIGNS = frozenset({"d", "\\partial"})
MAX_ORDER = 4


def fraction(g: Grammar) -> Term:
    """A quotient, or a derivative where the denominator is d x."""
    from derive.read.math import scripts

    sign = g.s.take()
    if g.s.looking_at("\\partial") and sign.end - sign.start < len(sign.text):
        return _without_braces(g)
    top, bottom = g.s.group_tokens(digits=True), g.s.group_tokens(digits=True)
    by = variables_below(g, bottom)
    over_d = bool(top) and top[0].text in SIGNS and _is_differential(g, top)
    if by is None and over_d:
        by = _lost_below(g, top, bottom)
    if by is None:
        above, below = scripts.inner(g, top).whole(), scripts.inner(g, bottom).whole()
        if above.op == below.op == "num" and below.value:
            return scripts.after(g, num(above.value / below.value))
        return scripts.after(g, div(above, below))
    if not over_d:
        if not top:
            raise UnreadError("a derivative without its d above")
        g.notes.append(("missing_d", top[0].start, bottom[-1].end))
        return scripts.after(g, _by(g, scripts.inner(g, top).whole(), by))
    body = _without_order(top, len(by))
    if not body:
        return operand(g, by)
    return _applied(g, body, by)


def _without_braces(g: Grammar) -> Term:
    r"""frac\partial L\partial W: a derivative that has lost its backslash and its braces."""
    from derive.read.math import scripts

    g.s.take()
    body = scripts.symbol(g)
    if not g.s.take_if("\\partial"):
        raise UnreadError("a differential that stands alone")
    by = scripts.symbol(g)
    if by.op not in {"sym", "arr", "at"}:
        raise UnreadError("a derivative by something that is no variable")
    return _by(g, body, [by])


def _applied(g: Grammar, body: Sequence[Token], by: Sequence[Term]) -> Term:
    """d f / dx with f above the line: a function word takes the argument behind the fraction."""
    from derive.read.math import scripts

    name = body[0].text.lstrip("\\")
    functional = (name in g.lookup.functions or name in STANDARD) and not any(is_compound(v) for v in by)
    if len(body) == 1 and functional and g.s.looking_at("("):
        argument = g.inside(g.s.take())
        if len(by) != 1 or argument != by[0]:
            raise UnreadError("a derivative at another place")
        engine = g.lookup.functions[name].name if name in g.lookup.functions else STANDARD[name]
        return scripts.after(g, derivative(call(engine, argument), by[0]))
    if len(body) == 1 and body[0].kind == "word" and g.s.looking_at("(") and len(by) == 1 and by[0].op == "sym":
        opened = g.s.tokens[g.s.place + 1 : g.s.place + 3]
        if len(opened) == 2 and opened[1].text == ")" and opened[0].text == by[0].name and g.lookup.find(body[0].text) is None:
            g.s.place += 3
            return scripts.after(g, derivative(call(name, by[0]), by[0]))
    return scripts.after(g, _by(g, scripts.inner(g, body).whole(), by))


def operand(g: Grammar, by: Sequence[Term]) -> Term:
    """What a derivative sign in front of it reaches: a bracket alone, else the product up to the next sign."""
    if g.s.looking_at("\\cdot", "*"):
        g.s.take()
    start = g.s.last_end()
    place = g.s.place
    if g.s.looking_at("(", "[", "\\{") or (g.s.looking_at("{") and g.s.tokens[g.s.place + 1].text in {"(", "["}):
        body = g.factor()
        if not g.s.done() and g.starts_factor(g.s.peek()):
            g.loose.append((g.s.tokens[place], start, g.s.last_end()))
            if g.wide:
                g.s.place = place
                body = g.product()
    else:
        body = g.product()
        if sum(t.text in {"\\partial", "\\nabla"} or (t.text == "d" and n and g.s.tokens[place + n - 1].text == "{") for n, t in enumerate(g.s.tokens[place : g.s.place])) and _operators(g.s.tokens[place : g.s.place]):
            raise UnreadError("how far a derivative reaches is unclear")
    return _by(g, body, by)


def _operators(found: Sequence[Token]) -> bool:
    """Whether a run of tokens holds, at its own level and behind another factor, a derivative sign that waits for what follows it."""
    depth = 0
    for position, token in enumerate(found):
        if token.text in {"{", "(", "[", "\\begin"}:
            depth += 1
        elif token.text in {"}", ")", "]", "\\end"}:
            depth -= 1
        if not depth and position and token.text in {"\\frac", "\\dfrac", "\\tfrac"}:
            inside = [t.text for t in found[position + 1 : position + 4]]
            if inside[:1] == ["{"] and inside[1] in SIGNS and inside[2] == "}":
                return True
    return False


def _by(g: Grammar, body: Term, by: Sequence[Term]) -> Term:
    """The derivative by one or more variables; a bare letter that is a vector in what is differentiated is the vector."""
    for variable in by:
        if is_compound(variable):
            return by_compound(body, variable)
        target = variable
        if variable.op == "sym":
            vectors = [v for v in free(body) if v.op == "arr" and v.name == variable.name]
            if vectors:
                target = vectors[0]
            elif _entrywise(body, variable) and (array := arrays.named_array(g, variable.name)) is not None:
                body, target = arrays.as_array(g, body), array
        body = derivative(body, target)
    return body


def _entrywise(body: Term, variable: Term) -> bool:
    """Whether what is differentiated is itself an array, so that a letter both scalar and vector is meant as a vector."""
    return bool(arrays.shape_or_none(body)) and variable not in free(body)


def _is_differential(g: Grammar, top: Sequence[Token]) -> bool:
    """Whether a numerator begins with the d of a differential and not with a factor d."""
    if top[0].text == "\\partial":
        return True
    if g.lookup.find("d", "scalar") is not None and len(top) > 1 and top[1].text in {"+", "-", "_", "^", "*", "\\cdot", "\\times"}:
        return top[1].text == "^" and len(top) > 2 and top[2].text in {"2", "{"}
    return len(top) == 1 or top[1].text not in {"+", "-", "_", "*", "\\cdot", "\\times", "/"}


def _without_order(top: Sequence[Token], order: int) -> Sequence[Token]:
    """What stands behind d or d^2 in a numerator; UnreadError where the order is not that of the denominator."""
    if len(top) > 2 and top[1].text == "^":
        exponent = top[3] if top[2].text == "{" else top[2]
        if exponent.text != str(order):
            raise UnreadError("a derivative of two orders")
        return top[5:] if top[2].text == "{" else top[3:]
    if order > 1:
        raise UnreadError("a derivative of two orders")
    return top[1:]


def _lost_below(g: Grammar, top: Sequence[Token], bottom: Sequence[Token]) -> Sequence[Term] | None:
    r"""The variable of \frac{\partial f}{x}, whose lower \partial is lost; None for a quotient."""
    from derive.read.math import scripts

    if top[0].text != "\\partial":
        return None
    saved = list(g.notes)
    try:
        by = scripts.inner(g, bottom).whole()
    except UnreadError:
        g.notes[:] = saved
        return None
    if by.op not in {"sym", "arr", "at"} or (by.op == "at" and by.args[0].op != "arr"):
        return None
    g.notes.append(("missing_d", top[0].start, bottom[-1].end))
    return [by]


def variables_below(g: Grammar, bottom: Sequence[Token]) -> Sequence[Term] | None:
    """What a denominator d x, \\partial x^2 or \\partial x \\partial y differentiates by; None for other denominators."""
    if len(bottom) < 2 or bottom[0].text not in SIGNS:
        return None
    if bottom[0].text == "d" and bottom[1].text in {"+", "-", "_", "^", "*", "\\cdot", "\\times", "/", ",", "("}:
        return None
    if any(token.text in FRACTIONS for token in bottom):
        if bottom[0].text == "d":
            return None
        raise UnreadError("a derivative by something that is no variable")
    pieces: list[list[Token]] = []
    depth, before = 0, ""
    for token in bottom:
        depth += (token.text == "{") - (token.text == "}")
        below, before = before in {"_", "^"}, token.text
        if token.text in SIGNS and not depth and not below and (not pieces or pieces[-1]):
            pieces.append([])
        else:
            pieces[-1].append(token)
    found: list[Term] = []
    try:
        for piece in pieces:
            found += _variable(g, piece, bottom[0].text == "\\partial" and len(pieces) == 1)
    except UnreadError:
        if bottom[0].text == "d":
            return None
        raise
    if len(found) > MAX_ORDER:
        raise UnreadError("a derivative of high order")
    return found


def _variable(g: Grammar, piece: list[Token], compound: bool = False) -> list[Term]:
    """One variable, as often as its order says: x, x^2; an expression where the chain rule may have it."""
    from derive.read.math import scripts

    order = 1
    if len(piece) > 2 and piece[-2].text == "^" and piece[-1].text.isdigit():
        order, piece = int(piece[-1].text), piece[:-2]
    elif len(piece) > 4 and piece[-4].text == "^" and piece[-2].text.isdigit() and piece[-1].text == "}":
        order, piece = int(piece[-2].text), piece[:-4]
    by = scripts.inner(g, piece).whole()
    if by.op == "mul" or not 0 < order <= MAX_ORDER:
        raise UnreadError("a derivative by something that is no variable")
    if by.op == "sym" or by.op == "arr" or (by.op == "at" and by.args[0].op == "arr"):
        return [by] * order
    if compound and order == 1 and is_compound(by):
        return [by]
    raise UnreadError("a derivative by something that is no variable")


def operator(g: Grammar) -> Term:
    r"""\partial f / \partial x on one line, \partial_x f, or \partial before a fraction that it belongs into."""
    from derive.read.math import scripts

    first = g.s.take()
    if g.s.take_if("_"):
        by = scripts.inner(g, g.s.group_tokens()).whole()
        if by.op not in {"sym", "arr", "at"}:
            raise UnreadError("a derivative by something that is no variable")
        return operand(g, [by])
    if g.s.looking_at("\\frac"):
        start = g.s.place
        g.s.take()
        top, bottom = g.s.group_tokens(), g.s.group_tokens()
        below = variables_below(g, bottom)
        if below is not None and top and top[0].text not in SIGNS:
            g.notes.append(("missing_d", first.start, g.s.last_end()))
            return scripts.after(g, _by(g, scripts.inner(g, top).whole(), below))
        g.s.place = start
    body = g.factor()
    if g.s.take_if("/") and g.s.looking_at("\\partial"):
        g.s.take()
        by = scripts.symbol(g)
        if by.op in {"sym", "arr", "at"}:
            return _by(g, body, [by])
    raise UnreadError("a differential that stands alone")


def gradient(g: Grammar) -> Term:
    r"""\nabla_x f: the derivative by x, up to the next sign."""
    from derive.read.math import scripts

    g.s.take()
    if not g.s.take_if("_"):
        rest = g.s.tokens[g.s.place : g.s.place + 4]
        if len(rest) == 4 and rest[1].text == "(" and rest[3].text == ")" and rest[2].kind in {"word", "cmd"}:
            return operand(g, [scripts.bare(scripts.inner(g, [rest[2]]))])
        raise UnreadError("a gradient that does not say by what")
    by = arrays.as_array(g, scripts.inner(g, g.s.group_tokens()).whole())
    if g.s.looking_at("^"):
        raise UnreadError("a second gradient")
    if by.op not in {"sym", "arr", "at"}:
        raise UnreadError("a gradient by something that is no variable")
    return operand(g, [by])
