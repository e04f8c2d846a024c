"""What numpy's functions do to arrays of terms. An argument that is not known here makes the call unsupported, never something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from derive.model.term import Term
from derive.numpy_code import arrays
from derive.numpy_code.arrays import UnsupportedCallError
from derive.terms.build import ONE, ZERO, add, call, div, mul, num, power, sqrt, sub
from derive.terms.shapes import shape

BINARY: dict[str, Callable[[Term, Term], Term]] = {
    "multiply": mul, "add": add, "subtract": sub, "divide": div, "true_divide": div, "power": power,
    "maximum": lambda a, b: call("max", a, b), "minimum": lambda a, b: call("min", a, b),
}  # fmt: skip
SIGNS = {"greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=", "equal": "=", "not_equal": "!="}
ENTRYWISE = {name: name for name in ("exp", "log", "abs", "sign", "tanh", "sin", "cos", "tan", "sinh", "cosh")} | {"absolute": "abs", "fabs": "abs", "arctan": "atan"}
SAME = frozenset({"copy", "array", "asarray", "float64", "ascontiguousarray"})
METHODS = frozenset({"dot", "sum", "mean", "copy", "reshape", "transpose", "flatten", "ravel", "astype"})
"""What arrays have as methods."""
KEYWORDS = {"sum": {"axis", "keepdims"}, "mean": {"axis", "keepdims"}, "concatenate": {"axis"}, "reshape": {"newshape", "shape"}, "zeros": {"shape"}, "ones": {"shape"}}
"""The keywords that are understood; dtype changes no value and is allowed everywhere."""


def applied(name: str, values: Sequence[Term], axis: int | None = None, keep: bool = False) -> Term:
    """The value of a numpy function at some arrays; an UnsupportedCallError for others, a ShapeFaultError where numpy stops."""
    count = len(values)
    match name, count:
        case "eye" | "identity", 1:
            return Term("eye", (values[0],))
        case "outer", 2:
            return arrays.outer(*values)
        case "dot", 2:
            return arrays.dot(*values)
        case "matmul", 2:
            return matmul(*values)
        case "inner", 2 if all(len(shape(value)) == 1 for value in values):
            return arrays.dot(*values)
        case "transpose", 1:
            return arrays.transposed(values[0])
        case "sum" | "mean", 1:
            return _total(name, values[0], axis, keep)
        case "where", 3:
            return _where(*values)
        case "sqrt", 1:
            return arrays.mapped(values[0], sqrt)
        case "square", 1:
            return arrays.mapped(values[0], lambda part: power(part, 2))
        case "reciprocal", 1:
            return arrays.mapped(values[0], lambda part: div(ONE, part))
        case "negative", 1:
            return arrays.negated(values[0])
        case "log1p", 1:
            return arrays.mapped(values[0], lambda part: call("log", add(ONE, part)))
        case "expm1", 1:
            return arrays.mapped(values[0], lambda part: sub(call("exp", part), ONE))
        case "diag", 1:
            return Term("diag", (values[0],))
        case "zeros_like" | "ones_like", 1:
            return arrays.mapped(values[0], lambda _: ZERO if name == "zeros_like" else ONE)
        case "arange", 1:
            return arrays.by_entries((values[0],), lambda indices: sub(indices[0], ONE))
        case "flatten" | "ravel", 1:
            return _flat(values[0])
        case _ if name in SAME and count == 1:
            return values[0]
        case _ if name in BINARY and count == 2:
            return arrays.broadcast(values[0], values[1], BINARY[name])
        case _ if name in SIGNS and count == 2:
            return arrays.compared(values[0], values[1], SIGNS[name])
        case _ if name in ENTRYWISE and count == 1:
            return arrays.mapped(values[0], lambda part: call(ENTRYWISE[name], part))
    raise UnsupportedCallError(name)


def matmul(left: Term, right: Term) -> Term:
    """The @ of numpy: no scalars."""
    if not shape(left) or not shape(right):
        raise arrays.ShapeFaultError("@ takes no scalar")
    return arrays.dot(left, right)


def stacked(name: str, blocks: Sequence[Term], axis: int) -> Term:
    """concatenate, vstack, hstack, stack and column_stack of some blocks."""
    if not blocks:
        raise UnsupportedCallError(name)
    ranks = {len(shape(block)) for block in blocks}
    if name == "vstack":
        return arrays.joined([_row(block) for block in blocks])
    if name == "stack" and axis == 0 and ranks == {1}:
        return arrays.joined([_row(block) for block in blocks])
    if name == "column_stack":
        return _beside([_column(block) for block in blocks])
    if name == "hstack":
        return arrays.joined(blocks) if ranks == {1} else _beside(blocks)
    if name == "concatenate" and ranks <= {1, 2} and axis in {0, 1}:
        return arrays.joined(blocks) if axis == 0 else _beside(blocks)
    raise UnsupportedCallError(name)


def _beside(blocks: Sequence[Term]) -> Term:
    if any(len(shape(block)) != 2 for block in blocks):
        raise arrays.ShapeFaultError("arrays of one dimension have no second axis")
    return arrays.transposed(arrays.joined([arrays.transposed(block) for block in blocks]))


def _row(block: Term) -> Term:
    return arrays.by_entries((ONE, *shape(block)), lambda indices: arrays.element(block, indices[1:])) if len(shape(block)) == 1 else block


def _column(block: Term) -> Term:
    return arrays.by_entries((*shape(block), ONE), lambda indices: arrays.element(block, indices[:1])) if len(shape(block)) == 1 else block


def _flat(array: Term) -> Term:
    dims = shape(array)
    if len([dim for dim in dims if dim != ONE]) > 1:
        raise UnsupportedCallError("flatten")
    return array if len(dims) == 1 else arrays.reshaped(array, [None])


def _total(name: str, array: Term, axis: int | None, keep: bool) -> Term:
    dims = shape(array)
    if axis is not None and not -len(dims) <= axis < len(dims):
        raise arrays.ShapeFaultError(f"axis {axis} of an array of {len(dims)} dimensions")
    total = arrays.summed(array, axis) if dims else array
    if name == "mean":
        count = (mul(*dims) if len(dims) > 1 else dims[0] if dims else ONE) if axis is None else dims[axis]
        total = arrays.mapped(total, lambda part: div(part, count))
    if not keep:
        return total
    gone = set(range(len(dims))) if axis is None else {axis % len(dims)}
    inner = total
    wide = tuple(ONE if n in gone else dim for n, dim in enumerate(dims))
    return arrays.by_entries(wide, lambda indices: arrays.element(inner, [i for n, i in enumerate(indices) if n not in gone]))


def _where(condition: Term, yes: Term, no: Term) -> Term:
    picked = arrays.broadcast(condition, yes, mul)
    rest = arrays.broadcast(arrays.broadcast(num(1), condition, sub), no, mul)
    return arrays.broadcast(picked, rest, add)


def known_keywords(name: str, keywords: Mapping[str | None, object]) -> bool:
    """Whether every keyword of a call is understood."""
    return all(keyword == "dtype" or keyword in KEYWORDS.get(name, ()) for keyword in keywords)
