"""Vectors and matrices in products and sums: which product is meant, which letters are arrays, and sizes that only their neighbours give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.model.term import Term
from derive.read.math.names import engine_name, unstated_size
from derive.read.math.stream import UnreadError
from derive.terms.binding import free, rebuild, substitute
from derive.terms.build import ONE, TRUE, ZERO, arr, cases, lam, mul, num, rel, sym
from derive.terms.shapes import Shape, ShapeMismatchError, same_shape, same_size, shape

if TYPE_CHECKING:
    from derive.read.math.expressions import Grammar
    from derive.read.math.tokens import Token

ROWS, COLUMNS, PLACE = sym("?rows", "int"), sym("?columns", "int"), sym("?place", "int")
HOLES = frozenset({ROWS, COLUMNS, PLACE})
"""Stand for a size or a place that what is written leaves to its neighbours."""


def shape_or_none(term: Term) -> Shape | None:
    """The shape of a term; None where its parts do not fit."""
    try:
        return shape(term)
    except ShapeMismatchError:
        return None


def named_array(g: Grammar, name: str) -> Term | None:
    """The array of an engine name: of the table, or a letter that is indexed elsewhere in the formula or document."""
    for symbol in g.lookup.symbols:
        if symbol.kind == "array" and symbol.name == name:
            return arr(symbol.name, *symbol.dims)
    if any(symbol.name == name for symbol in g.lookup.symbols):
        return None
    for spelling, rank in g.usage.ranks.items():
        if engine_name(spelling) == name and name not in g.bound:
            return arr(name, *(unstated_size(name, position + 1, rank) for position in range(rank)))
    return None


def as_array(g: Grammar, term: Term) -> Term:
    """The term with letters that stand for scalars and for arrays read as arrays."""
    mapping = {}
    for variable in free(term):
        if variable.op == "sym" and variable.name not in g.bound:
            array = named_array(g, variable.name)
            if array is not None:
                mapping[variable] = array
    return _rejoined(g, substitute(term, mapping)) if mapping else term


def _rejoined(g: Grammar, term: Term) -> Term:
    """Products of what turned out to be arrays, as matrix products."""
    if term.op in {"at", "lam", "sum", "prod"}:
        return term
    term = rebuild(term, lambda part: _rejoined(g, part))
    return joined(g, term.args, set()) if term.op == "mul" else term


def joined(g: Grammar, parts: Sequence[Term], dotted: set[int]) -> Term:
    """A product; of arrays side by side the matrix product, of two vectors with a dot their scalar product."""
    if len(parts) == 1:
        return parts[0]
    parts = _beside_matrices(g, parts)
    shapes = [shape_or_none(part) for part in parts]
    arrays = [part for part, own in zip(parts, shapes, strict=True) if own]
    if None in shapes or len(arrays) < 2:
        return mul(*parts)
    if g.holes:
        arrays = _fitted(arrays)
    first, second = shape_or_none(arrays[0]), shape_or_none(arrays[1])
    if len(arrays) == 2 and first and second and len(first) == len(second) == 1 and same_shape(first, second) and first != (ONE,):
        if not any(shapes[position] and shapes[position - 1] for position in dotted):
            raise UnreadError("a product of two vectors")
        arrays = [Term("transpose", (arrays[0],)), arrays[1]]
    product = _matrix_product(arrays)
    scalars = [part for part, own in zip(parts, shapes, strict=True) if not own]
    return mul(*scalars, product) if scalars else product


def _beside_matrices(g: Grammar, parts: Sequence[Term]) -> Sequence[Term]:
    """The factors, where a letter right behind a matrix that is a scalar and an array is the array, if it fits: V h + c beside h_j."""
    found = list(parts)
    for place in range(1, len(found)):
        before = shape_or_none(found[place - 1])
        if found[place].op == "sym" and before and len(before) == 2:
            wider = as_array(g, found[place])
            own = shape_or_none(wider)
            if own and same_size(before[1], own[0]):
                found[place] = wider
    return found


def _matrix_product(arrays: Sequence[Term]) -> Term:
    """The product of arrays; a vector before a matrix that it fits as a row is that row's product, as a vector."""
    if len(arrays) == 2 and shape_or_none(Term("matmul", tuple(arrays))) is None:
        row, matrix = shape_or_none(arrays[0]), shape_or_none(arrays[1])
        if row and matrix and len(row) == 1 and len(matrix) == 2 and same_size(row[0], matrix[0]):
            turned = matrix_transpose(arrays[1])
            return Term("matmul", (turned, arrays[0]))
    return Term("matmul", tuple(arrays))


def matrix_transpose(matrix: Term) -> Term:
    """The transpose; of a transpose the matrix itself."""
    return matrix.args[0] if matrix.op == "transpose" else Term("transpose", (matrix,))


def outer(left: Term, right: Term) -> Term:
    """left (x) right of two vectors: the matrix of the products of their entries."""
    first, second = shape_or_none(left), shape_or_none(right)
    if not first or not second or len(first) != 1 or len(second) != 1:
        raise UnreadError("a tensor product")
    return Term("matmul", (left, Term("transpose", (right,))))


def _fitted(arrays: Sequence[Term]) -> list[Term]:
    """Factors of a matrix product, where a column of unknown size takes the size of what stands before it."""
    found: list[Term] = []
    for part in arrays:
        own = shape(part)
        before = shape_or_none(found[-1]) if found else None
        if own and own[0] == ROWS and before and len(before) == 2:
            part = substitute(part, {ROWS: before[1]})
        found.append(part)
    return found


def entrywise(g: Grammar, left: Term, sign: str) -> Term:
    """left (.) right, where the sign has been taken: the product of what stands before it with what follows, as the shapes say."""
    start = g.s.place
    narrow = g.factor()
    after = g.s.place
    g.s.place = start
    wide = g.product()
    if g.s.place == after:
        right = wide
    else:
        first, one, all_of_it = shape_or_none(left), shape_or_none(narrow), shape_or_none(wide)
        if first and one and same_shape(first, one) and not (all_of_it and same_shape(first, all_of_it)):
            g.s.place = after
            rest = [Term("had", (left, narrow))]
            while not g.s.done() and g.starts_factor(g.s.peek()):
                rest.append(g.factor())
            return joined(g, rest, set())
        right = wide
    if not shape_or_none(left) and not shape_or_none(right):
        if sign == "\\circ":
            raise UnreadError("a composition or a product entry by entry")
        return mul(left, right)
    if not shape_or_none(left) or not shape_or_none(right):
        return mul(left, right)
    return Term("had", (left, right))


def listed(g: Grammar, first: Term, opener: Token) -> Term:
    """The entries of a vector between brackets: ``[a, b, c]``; the first is read already."""
    entries = [first]
    while g.s.take_if(","):
        if g.s.done():
            raise UnreadError("the formula ends too early")
        entries.append(g.sum())
    if opener.text == "(":
        raise UnreadError("a list in parentheses")
    return column(entries)


def column(entries: Sequence[Term]) -> Term:
    """A vector of written-out entries."""
    index = sym("row", "int")
    if len(entries) == 1:
        return lam([index], [ONE], entries[0])
    pairs = [(rel("=", index, num(position)), entry) for position, entry in enumerate(entries[:-1], 1)]
    return lam([index], [num(len(entries))], cases(*pairs, (TRUE, entries[-1])))


def settled(g: Grammar, total: Term) -> Term:
    """A sum whose parts of unknown size take the size of the others; a number beside arrays stands for an array of it, as in 1 - h."""
    total = _with_identity(g, total)
    if any(part.op == "num" for part in total.args) and any(v.op == "arr" for v in free(total)):
        total = _broadcast(total)
    if not g.holes:
        return total
    open_parts = [part for part in total.args if free(part) & HOLES]
    if not open_parts:
        return total
    for part in total.args:
        own = shape_or_none(part)
        if own and not any(free(dim) & HOLES for dim in own):
            mapping = dict(zip((ROWS, COLUMNS), own, strict=False))
            total = substitute(total, mapping)
            break
    return _spotted(g, total)


def _with_identity(g: Grammar, total: Term) -> Term:
    r"""The sum with a letter I, of which nothing else is said, as the identity of the size of the square matrix beside it: X^T X + \lambda I."""
    letter = sym("I")
    parts = [part for part in total.args if letter in free(part) and not shape_or_none(part)]
    if not parts or g.lookup.find("I") is not None or "I" in g.bound:
        return total
    for part in total.args:
        own = shape_or_none(part)
        if own and len(own) == 2 and same_size(*own) and not free(own[0]) & HOLES:
            return Term("add", tuple(substitute(p, {letter: Term("eye", (own[0],))}) if p in parts else p for p in total.args))
    return total


def _broadcast(total: Term) -> Term:
    own = next((found for part in total.args if (found := shape_or_none(part))), None)
    if not own or any(free(dim) & HOLES for dim in own):
        return total
    return Term("add", tuple(Term("fill", (part, *own)) if part.op == "num" and part != ZERO else part for part in total.args))


def _spotted(g: Grammar, term: Term) -> Term:
    """The term with its marked place: the one row that a neighbour names, or the label of the table."""
    if PLACE not in free(term):
        return term
    spots = set(g.spots)
    label = g.lookup.find("y", "scalar")
    if len(spots) == 1:
        return substitute(term, {PLACE: spots.pop()})
    if not spots and label is not None and label.sort == "int":
        return substitute(term, {PLACE: g.lookup.variable(label)})
    return term


def placed(g: Grammar, term: Term) -> Term:
    """A finished term: nothing in it may be left to its neighbours."""
    if g.holes:
        term = _spotted(g, term)
        if free(term) & HOLES:
            raise UnreadError("an array whose size is not stated")
    return term
