"""Array operations as numpy defines them, over terms: broadcasting, products, joining, by their entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from derive.model.term import Term
from derive.terms.build import ONE, TRUE, ZERO, add, cases, indicator, lam, mul, neg, rel, sub, summation, sym
from derive.terms.entries import entry
from derive.terms.shapes import Shape, same_size, shape, spoken

_letters = count(1)


class UnsupportedCallError(Exception):
    """A call that is not interpreted."""


class ShapeFaultError(Exception):
    """Two shapes that numpy cannot combine; the message names both, and so do the fields where there are two."""

    def __init__(self, text: str, first: Shape = (), second: Shape = (), where: str = "") -> None:
        super().__init__(text)
        self.first, self.second, self.where = first, second, where


def new_indices(rank: int) -> list[Term]:
    """Fresh index variables."""
    return [sym(f"q{next(_letters)}", "int") for _ in range(rank)]


def element(array: Term, indices: Sequence[Term]) -> Term:
    """One entry; a scalar is its own."""
    return entry(array, indices) if shape(array) else array


def by_entries(dims: Shape, body: Callable[[list[Term]], Term]) -> Term:
    """An array from a function of its indices; a scalar for no dims."""
    if not dims:
        return body([])
    indices = new_indices(len(dims))
    return lam(indices, dims, body(indices))


def broadcast(left: Term, right: Term, combine: Callable[[Term, Term], Term]) -> Term:
    """Entry by entry, with dimensions of one stretched, aligned at the last axis."""
    a, b = shape(left), shape(right)
    rank = max(len(a), len(b))
    wide_a, wide_b = (ONE,) * (rank - len(a)) + a, (ONE,) * (rank - len(b)) + b
    dims = []
    for first, second in zip(wide_a, wide_b, strict=True):
        if same_size(first, second) or second == ONE:
            dims.append(first)
        elif first == ONE:
            dims.append(second)
        else:
            raise ShapeFaultError(f"{spoken(a)} and {spoken(b)} cannot be broadcast together", a, b, "broadcast")

    def body(indices: list[Term]) -> Term:
        def pick(array: Term, own: Shape) -> Term:
            inner = indices[rank - len(own) :]
            return element(array, [ONE if dim == ONE else i for i, dim in zip(inner, own, strict=True)])

        return combine(pick(left, a), pick(right, b))

    return by_entries(tuple(dims), body)


def mapped(array: Term, change: Callable[[Term], Term]) -> Term:
    """A function of every entry."""
    return by_entries(shape(array), lambda indices: change(element(array, indices)))


def dot(left: Term, right: Term) -> Term:
    """np.dot and @ for one and two dimensions."""
    a, b = shape(left), shape(right)
    if not a or not b:
        return broadcast(left, right, mul)
    inner = b[0] if len(b) == 1 else b[-2]
    if not same_size(a[-1], inner):
        raise ShapeFaultError(f"the product of {spoken(a)} and {spoken(b)} does not fit", a, b, "product")
    (i,) = new_indices(1)

    def body(indices: list[Term]) -> Term:
        first = [*indices[: len(a) - 1], i]
        second = [i, *indices[len(a) - 1 :]] if len(b) == 2 else [i]
        return summation(i, ONE, a[-1], mul(element(left, first), element(right, second)))

    return by_entries((*a[:-1], *b[1:]) if len(b) == 2 else a[:-1], body)


def outer(left: Term, right: Term) -> Term:
    """np.outer of two vectors."""
    a, b = shape(left), shape(right)
    if len(a) != 1 or len(b) != 1:
        raise ShapeFaultError(f"the outer product of {spoken(a)} and {spoken(b)}")
    return by_entries((*a, *b), lambda indices: mul(element(left, indices[:1]), element(right, indices[1:])))


def transposed(array: Term) -> Term:
    """.T; a vector stays as it is."""
    dims = shape(array)
    return array if len(dims) < 2 else by_entries((dims[1], dims[0]), lambda indices: element(array, indices[::-1]))


def joined(blocks: Sequence[Term]) -> Term:
    """np.concatenate along the first axis."""
    shapes = [shape(block) for block in blocks]
    for other in shapes[1:]:
        if len(other) != len(shapes[0]) or not all(same_size(p, q) for p, q in zip(other[1:], shapes[0][1:], strict=True)):
            raise ShapeFaultError(f"{spoken(shapes[0])} and {spoken(other)} cannot be joined")
    total = add(*(dims[0] for dims in shapes))

    def body(indices: list[Term]) -> Term:
        pairs, start = [], ZERO
        for block, dims in zip(blocks, shapes, strict=True):
            end = add(start, dims[0]) if start != ZERO else dims[0]
            own = indices[0] if start == ZERO else sub(indices[0], start)
            last = block is blocks[-1]
            pairs.append((TRUE if last else rel("<=", indices[0], end), element(block, [ONE if dims[0] == ONE else own, *indices[1:]])))
            start = end
        return cases(*pairs)

    return by_entries((total, *shapes[0][1:]), body)


def reshaped(array: Term, wanted: Sequence[Term | None]) -> Term:
    """A vector as a row or a column, a row or column as a vector; None stands for -1."""
    dims = shape(array)
    long = [dim for dim in dims if dim != ONE]
    if len(long) > 1 or len(wanted) > 2:
        raise UnsupportedCallError("reshape")
    size = long[0] if long else ONE
    target = tuple(size if dim is None else dim for dim in wanted)
    if sum(dim != ONE for dim in target) > 1 or not same_size(next((dim for dim in target if dim != ONE), ONE), size):
        raise ShapeFaultError(f"{spoken(dims)} cannot become {spoken(target)}")

    def body(indices: list[Term]) -> Term:
        position = next((i for i, dim in zip(indices, target, strict=True) if dim != ONE), ONE)
        return element(array, [ONE if dim == ONE else position for dim in dims])

    return by_entries(target, body)


def summed(array: Term, axis: int | None) -> Term:
    """np.sum over one axis, or over all."""
    dims = shape(array)
    if axis is not None:
        axis = axis % len(dims)
    axes = range(len(dims)) if axis is None else [axis]
    inner = new_indices(len(dims))
    kept = [n for n in range(len(dims)) if n not in axes]

    def body(indices: list[Term]) -> Term:
        own = list(inner)
        for position, n in enumerate(kept):
            own[n] = indices[position]
        total = element(array, own)
        for n in reversed(list(axes)):
            total = summation(inner[n], ONE, dims[n], total)
        return total

    return by_entries(tuple(dims[n] for n in kept), body)


def compared(left: Term, right: Term, sign: str) -> Term:
    """A comparison, entry by entry: 1 where it holds."""
    return broadcast(left, right, lambda a, b: indicator(rel(sign, a, b)))


def negated(array: Term) -> Term:
    """-array."""
    return mapped(array, neg)
