"""Shapes: () for a scalar, (n,) for a vector, which is a column, (n, m) for a matrix; and what cannot fit."""

from __future__ import annotations

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.binding import subterms
from derive.terms.forms import ONE, ZERO

Shape = tuple[Term, ...]


class ShapeMismatchError(Exception):
    """Two shapes that cannot fit, and the node where they meet; the message names both."""

    def __init__(self, first: Shape, second: Shape, node: Term, what: str) -> None:
        super().__init__(f"{what}: {spoken(first)} and {spoken(second)}")
        self.first, self.second, self.node, self.what = first, second, node, what


def spoken(shape: Shape) -> str:
    """A shape in words: "a scalar", "a vector of d_h entries", "a d_h x d matrix"."""
    if not shape:
        return "a scalar"
    if len(shape) == 1:
        return f"a vector of {shape[0]} entries"
    return "a " + " x ".join(str(dim) for dim in shape) + (" matrix" if len(shape) == 2 else " array")


def linear(term: Term) -> dict[object, int] | None:
    """A size as an integer combination of atoms, so that d + 1 is 1 + d; None where it is not one."""
    if term.op == "num" and term.value.denominator == 1:
        return {ONE: int(term.value)} if term.value else {}
    if term.op == "add":
        total: dict[object, int] = {}
        for part in term.args:
            own = linear(part)
            if own is None:
                return None
            for atom, c in own.items():
                total[atom] = total.get(atom, 0) + c
        return {atom: c for atom, c in total.items() if c}
    if term.op == "mul" and term.args[0].op == "num" and len(term.args) == 2 and term.args[0].value.denominator == 1:
        inner = linear(term.args[1])
        return None if inner is None else {atom: c * int(term.args[0].value) for atom, c in inner.items() if c * term.args[0].value}
    return {term: 1}


def same_size(left: Term, right: Term) -> bool:
    """Whether two sizes are the same integer combination."""
    return left == right or (linear(left) == linear(right) and linear(left) is not None)


def same_shape(left: Shape, right: Shape) -> bool:
    """Whether two shapes agree; a vector agrees with a matrix of one column, and a 1 x 1 matrix with a scalar."""
    left, right = _plain(left), _plain(right)
    return len(left) == len(right) and all(same_size(a, b) for a, b in zip(left, right, strict=True))


def _plain(shape: Shape) -> Shape:
    if len(shape) == 2 and shape[1] == ONE:
        shape = shape[:1]
    return () if shape == (ONE,) else shape


def shape(term: Term) -> Shape:
    """The shape of a term; a ShapeMismatchError where parts cannot fit."""
    match term.op:
        case "arr":
            return tuple(term.args[1:])
        case "at":
            _entry(term)
            return ()
        case "add":
            return _alike(term, list(term.args), "a sum of unlike shapes")
        case "mul":
            found = [s for s in map(shape, term.args) if s]
            if len(found) > 1:
                raise ShapeMismatchError(found[0], found[1], term, "a product of arrays that is no matrix product")
            return found[0] if found else ()
        case "had":
            return _alike(term, list(term.args), "an entry-by-entry product of unlike shapes")
        case "call":
            found = [s for s in map(shape, term.args[1:]) if s]
            for other in found[1:]:
                if not same_shape(found[0], other):
                    raise ShapeMismatchError(found[0], other, term, "arguments of unlike shapes")
            return found[0] if found else ()
        case "cases":
            return _alike(term, list(term.args[1::2]), "branches of unlike shapes")
        case "sum" | "prod":
            return shape(term.args[-1])
        case "lam":
            rank = (len(term.args) - 1) // 2
            shape(term.args[-1])
            return tuple(term.args[rank : 2 * rank])
        case "matmul":
            return _product(term)
        case "transpose":
            inner = shape(term.args[0])
            return (ONE, inner[0]) if len(inner) == 1 else tuple(reversed(inner))
        case "inv" | "det" | "trace":
            inner = shape(term.args[0])
            if not inner or inner == (ONE,):
                return ()
            if len(inner) != 2 or not same_size(*inner):
                raise ShapeMismatchError(inner[:1], inner[1:], term, f"the {term.op} of a matrix that is not square")
            return inner if term.op == "inv" else ()
        case "diag":
            inner = shape(term.args[0])
            return (inner[0], inner[0]) if len(inner) == 1 or (len(inner) == 2 and inner[1] == ONE) else inner[:1]
        case "eye":
            return (term.args[0], term.args[0])
        case "fill":
            return tuple(term.args[1:])
        case "onehot":
            return (term.args[0],)
        case "D":
            return shape(term.args[0]) + (shape(term.args[1]) if term.args[1].op == "arr" else ())
    for part in subterms(term):
        shape(part)
    return ()


def _entry(term: Term) -> None:
    dims = shape(term.args[0])
    indices = term.args[1:]
    if dims and len(dims) != len(indices) and not (len(dims) == 2 and dims[1] == ONE and len(indices) == 1):
        raise ShapeMismatchError(dims, tuple(indices), term, f"{len(indices)} indices for")


def _alike(term: Term, parts: list[Term], what: str) -> Shape:
    first: Shape | None = None
    for part in parts:
        if part == ZERO:
            continue
        own = shape(part)
        if first is None:
            first = own
        elif not same_shape(first, own):
            raise ShapeMismatchError(first, own, term, what)
    return first or ()


def _product(term: Term) -> Shape:
    total = shape(term.args[0])
    for part in term.args[1:]:
        right = shape(part)
        if not total or not right:
            total = total or right
            continue
        if max(len(total), len(right)) > 2:
            raise ShapeMismatchError(total, right, term, "a product of arrays that are no matrices")
        rows, inner = (total[0], ONE) if len(total) == 1 else total
        other, columns = (right[0], ONE) if len(right) == 1 else right
        if not same_size(inner, other):
            raise ShapeMismatchError(total, right, term, "a matrix product that does not fit")
        total = (rows, columns)
        if columns == ONE:
            total = () if rows == ONE else (rows,) if len(right) == 1 else total
    return total


def check_shapes(goal: Obligation) -> None:
    """Both sides have shapes, and the same one; a ShapeMismatchError where not."""
    left, right = shape(goal.left), shape(goal.right)
    if goal.left != ZERO and goal.right != ZERO and not same_shape(left, right):
        raise ShapeMismatchError(left, right, goal.left, "two sides of unlike shapes")
