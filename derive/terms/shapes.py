"""Shapes: () for a scalar, (n,) for a vector, which is a column, (n, m) for a matrix; and what cannot fit."""

from __future__ import annotations

from fractions import Fraction

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


def linear(term: Term) -> dict[Term, Fraction]:
    """A size as a combination of atoms, so that d + 1 is 1 + d."""
    parts = [(Fraction(1), part) for part in term.args] if term.op == "add" else [term.args] if term.op == "mul" and len(term.args) == 2 and term.args[0].op == "num" else []
    if not parts:
        return {ONE: term.value} if term.op == "num" else {term: Fraction(1)}
    total: dict[Term, Fraction] = {}
    for factor, part in parts:
        for atom, c in linear(part).items():
            total[atom] = total.get(atom, Fraction(0)) + (factor.value if isinstance(factor, Term) else factor) * c
    return {atom: c for atom, c in total.items() if c}


def same_size(left: Term, right: Term) -> bool:
    """Whether two sizes are the same combination."""
    return left == right or linear(left) == linear(right)


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
        case "arr" | "fill":
            return tuple(term.args[1:])
        case "at":
            _entry(term)
            return ()
        case "add" | "had" | "cases":
            return _alike(term, [shape(part) for part in term.args[term.op == "cases" :: 1 + (term.op == "cases")] if part != ZERO])
        case "mul":
            found = [s for s in map(shape, term.args) if s]
            if len(found) > 1:
                raise ShapeMismatchError(found[0], found[1], term, "a product of arrays that is no matrix product")
            return found[0] if found else ()
        case "call":
            return _alike(term, [s for s in map(shape, term.args[1:]) if s])
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


UNLIKE = {"add": "a sum of unlike shapes", "had": "an entry-by-entry product of unlike shapes", "cases": "branches of unlike shapes", "call": "arguments of unlike shapes"}


def _alike(term: Term, shapes: list[Shape]) -> Shape:
    for other in shapes[1:]:
        if not same_shape(shapes[0], other):
            raise ShapeMismatchError(shapes[0], other, term, UNLIKE[term.op])
    return shapes[0] if shapes else ()


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
