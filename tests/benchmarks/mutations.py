"""Mutations of obligations: small changes that turn most true statements into false ones, each of a named kind."""

from __future__ import annotations

from dataclasses import replace

from derive.model.term import BINDERS, Term
from derive.terms.binding import bound_of, free, walk
from derive.terms.build import MINUS_ONE, ONE, TWO, add, mul, num, power
from derive.terms.shapes import ShapeMismatchError, shape

SWAPPED = {">=": ">", "<=": "<", ">": "<", "<": ">", "=>": "<=>"}
BORDER = {">=": ">", "<=": "<", ">": ">=", "<": "<="}
FUNCTIONS = {
    "exp": ("sinh", "cosh"), "log": ("atan", "asinh"), "sin": ("cos", "tanh"), "cos": ("sin", "cosh"), "tan": ("tanh", "sin"), "asin": ("atan", "acos"), "acos": ("asin",),
    "atan": ("tanh", "asinh"), "sinh": ("cosh", "sin"), "cosh": ("sinh", "cos"), "tanh": ("atan", "erf"), "asinh": ("atan", "sinh"), "acosh": ("log",), "atanh": ("asin",),
    "erf": ("tanh",), "abs": ("sign",), "sign": ("abs", "tanh"), "max": ("min",), "min": ("max",), "gamma": ("lgamma",), "lgamma": ("gamma",), "floor": ("abs",),
}  # fmt: skip


def places(term, path=()):
    """The paths to all sub-terms outside of indices, bounds, conditions and variables of derivatives."""
    yield path
    bound = bound_of(term)
    for position, part in enumerate(term.args):
        if not isinstance(part, Term) or part in bound:
            continue
        if term.op in {"at", "delta", "rel", "arr", "eye", "onehot"} or (term.op == "D" and position == 1) or (term.op in BINDERS and position < len(term.args) - 1):
            continue
        if term.op == "fill" and position:
            continue
        yield from places(part, (*path, position))


def at_path(term, path):
    for position in path:
        term = term.args[position]
    return term


def put(term, path, new):
    if not path:
        return new
    args = list(term.args)
    args[path[0]] = put(args[path[0]], path[1:], new)
    return Term(term.op, tuple(args))


def dims_of(node):
    try:
        return shape(node)
    except ShapeMismatchError:
        return ()


def ones(node):
    """The number 1, or an array of ones of the same shape."""
    dims = dims_of(node)
    return Term("fill", (ONE, *dims)) if dims else ONE


def without(node, source):
    number = source.randrange(len(node.args))
    rest = node.args[:number] + node.args[number + 1 :]
    return rest[0] if len(rest) == 1 else Term(node.op, rest)


def another_index(node, source, names):
    position = source.randrange(1, len(node.args))
    return Term("at", (*node.args[:position], source.choice(names), *node.args[position + 1 :]))


def another_bound(node, source):
    """A sum that starts one later or ends one earlier or later."""
    position, by = source.choice([(1, 1), (2, -1), (2, 1)])
    return Term(node.op, (*node.args[:position], add(node.args[position], num(by)), *node.args[position + 1 :]))


def another_border(node, source):
    """One of the conditions of a case distinction, with the border point in the other case."""
    positions = [p for p in range(0, len(node.args), 2) if node.args[p].op == "rel" and node.args[p].args[0] in BORDER]
    if not positions:
        return None
    position = source.choice(positions)
    condition = node.args[position]
    return put(node, (position,), Term("rel", (BORDER[condition.args[0]], *condition.args[1:])))


def changed(kind, node, source, goal):
    """A node after a mutation; None where the mutation does not apply to it."""
    scalar = not dims_of(node)
    match kind:
        case "sign":
            return mul(MINUS_ONE, node)
        case "factor":
            return mul(TWO, node)
        case "constant":
            return add(node, ones(node))
        case "term":
            extra = sorted((v for v in free(goal.left) | free(goal.right) if v.op == "sym" and v.args[1] == "real"), key=repr) or [num(3)]
            return add(node, source.choice(extra)) if scalar else None
        case "number" if node.op == "num":
            return num(node.value + source.choice([1, -1, 2]))
        case "power" if scalar:
            return power(node, source.choice([2, 2, 3, -1]))
        case "drop" if node.op in {"add", "mul", "matmul", "had"} and len(node.args) > 1:
            return without(node, source)
        case "index" if node.op == "at" and len(node.args) > 1:
            names = sorted((v for v in {v for side in (goal.left, goal.right) for v in walk(side)} if v.op == "sym" and v.args[1] == "int"), key=repr)
            return another_index(node, source, [*(v for v in names if not v.name.startswith("_")), ONE])
        case "swap" if (node.op == "at" and len(node.args) == 3) or (node.op == "matmul" and len(node.args) == 2) or node.op == "delta":
            return Term(node.op, (*node.args[:-2], node.args[-1], node.args[-2])) if node.op != "delta" else add(ONE, mul(MINUS_ONE, node))
        case "bound" if node.op in {"sum", "prod"}:
            return another_bound(node, source)
        case "border" if node.op == "cases":
            return another_border(node, source)
        case "transpose" if len(dims_of(node)) == 2:
            return node.args[0] if node.op == "transpose" else Term("transpose", (node,))
        case "function" if node.op == "call" and node.args[0] in FUNCTIONS:
            return Term("call", (source.choice(FUNCTIONS[node.args[0]]), *node.args[1:]))
        case "unwrap" if node.op in {"call", "inv", "transpose"} and len(node.args) == (2 if node.op == "call" else 1):
            return node.args[-1]
    return None


KINDS = ("sign", "constant", "factor", "drop", "term", "number", "power", "index", "swap", "bound", "border", "transpose", "function", "unwrap", "relation", "assumption")


def mutate(goal, source):
    """One mutant of an obligation and the kind of its mutation; None where the draw does not apply."""
    kind = source.choice(KINDS)
    if kind == "relation":
        return (replace(goal, relation=SWAPPED[goal.relation]), kind) if goal.relation in SWAPPED else None
    if kind == "assumption":
        if not goal.given:
            return None
        number = source.randrange(len(goal.given))
        return replace(goal, given=goal.given[:number] + goal.given[number + 1 :]), kind
    side = source.choice(["left", "right"])
    term = getattr(goal, side)
    if goal.relation in {"=>", "<=>"}:
        inside = [(*path, position, *deeper) for path in conditions(term) for position in (1, 2) for deeper in places(at_path(term, (*path, position)))]
    else:
        inside = list(places(term))
    path = source.choice(inside)
    new = changed(kind, at_path(term, path), source, goal)
    return None if new is None else (replace(goal, **{side: put(term, path, new)}), kind)


def conditions(term, path=()):
    """The paths to the relations of a condition."""
    if term.op == "rel":
        yield path
    elif term.op in {"and", "or", "not", "all"}:
        for position, part in enumerate(term.args):
            if isinstance(part, Term) and not (term.op == "all" and position < 3):
                yield from conditions(part, (*path, position))


