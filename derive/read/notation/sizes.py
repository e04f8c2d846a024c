"""Sizes that a document forces: dimensions that have to be equal are joined, and a class of them takes the one size that is stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from derive.read.math.tokens import Token
from derive.read.notation.occurrences import RELATIONS, Occurrence, occurrences

Key = tuple[str, str]
"""Letter and label."""
Dim = tuple[str, str, int]
"""Letter, label and position of one dimension."""


class Sizes:
    """Dimensions in classes of equal ones; each class has at most one stated size. A join that contradicts is refused."""

    def __init__(self) -> None:
        self.parent: dict[Dim, Dim] = {}
        self.stated: dict[Dim, str] = {}

    def root(self, dim: Dim) -> Dim:
        """The dimension that stands for its class."""
        self.parent.setdefault(dim, dim)
        while self.parent[dim] != dim:
            self.parent[dim] = self.parent[self.parent[dim]]
            dim = self.parent[dim]
        return dim

    def state(self, dim: Dim, size: str) -> bool:
        """Give a dimension its size; False where it has another one."""
        root = self.root(dim)
        return self.stated.setdefault(root, size) == size

    def join(self, first: Dim, second: Dim) -> bool:
        """Make two dimensions equal; False where they have unlike sizes."""
        a, b = self.root(first), self.root(second)
        if a == b:
            return True
        sizes = {self.stated[r] for r in (a, b) if r in self.stated}
        if len(sizes) > 1:
            return False
        self.parent[b] = a
        if sizes:
            self.stated[a] = sizes.pop()
        return True

    def size(self, dim: Dim) -> str | None:
        """The stated size of a dimension."""
        return self.stated.get(self.root(dim))


def from_sums(sizes: Sizes, formulas: Sequence[Sequence[Occurrence]], indices: Collection[str]) -> None:
    """An index that is bound from 1 to n runs over a dimension of size n, the bound that is used most; what is an index elsewhere (``k``) is no size."""
    votes: Counter[tuple[Dim, str]] = Counter()
    for found in formulas:
        for one in found:
            bounds = dict(one.ranges)
            for position, index in enumerate(one.indices):
                if bounds.get(index) and bounds[index] not in indices:
                    votes[(one.letter, one.label, position), bounds[index]] += 1
    for (dim, size), _ in votes.most_common():
        sizes.state(dim, size)


def from_indices(sizes: Sizes, found: Sequence[Occurrence]) -> None:
    """An index letter that is bound in no sum, or in a sum without bounds, runs over dimensions of one size within a formula."""
    places: dict[str, Dim] = {}
    for one in found:
        bounds = dict(one.ranges)
        for position, index in enumerate(one.indices):
            if index[:1].isalpha() and index.islower() and not bounds.get(index) and len(index.rstrip("'")) == 1:
                own = (one.letter, one.label, position)
                sizes.join(places.setdefault(index, own), own)


ROW: Dim = ("", "", 0)
"""The one row of a transposed vector."""


def from_products(sizes: Sizes, found: Sequence[Token], ranks: dict[Key, int]) -> None:
    """``o = W h + b``: sums of products of arrays alone, on both sides of each relation sign."""
    found_shapes = [_shape(sizes, product, ranks) for side in _sides(found) for product in _terms(side)]
    shapes = [shape for shape in found_shapes if shape is not None]
    if len(shapes) < len(found_shapes):
        return
    for shape in shapes[1:]:
        if len(shape) == len(shapes[0]):
            for a, b in zip(shapes[0], shape, strict=True):
                sizes.join(a, b)


def _sides(found: Sequence[Token]) -> list[list[Token]]:
    sides: list[list[Token]] = [[]]
    for token in found:
        if token.text in RELATIONS:
            sides.append([])
        elif token.text not in {"&", ".", ","}:
            sides[-1].append(token)
    return [side for side in sides if side]


def _terms(side: Sequence[Token]) -> list[list[Token]]:
    terms: list[list[Token]] = [[]]
    depth = 0
    for token in side:
        depth += (token.text in {"{", "("}) - (token.text in {"}", ")"})
        if token.text in {"+", "-"} and not depth:
            terms.append([])
        elif token.text not in {"\\cdot", "*"}:
            terms[-1].append(token)
    return [term for term in terms if term]


def _shape(sizes: Sizes, product: Sequence[Token], ranks: dict[Key, int]) -> list[Dim] | None:
    """The dimensions of a product of arrays; neighbours are joined. None where it holds anything else than numbers and arrays."""
    product = product[_number(product) :]
    factors = list(occurrences(product))
    if not factors or sum(f.end - f.start for f in factors) != len(product) or any(f.indices or f.applied for f in factors):
        return None
    shape: list[Dim] = []
    for number, factor in enumerate(factors):
        rank = ranks.get((factor.letter, factor.label), 0)
        if not rank or (rank == 1 and factor.transposed and (number or len(factors) == 1)):
            return None
        own: list[Dim] = [(factor.letter, factor.label, position) for position in range(rank)]
        if factor.transposed:
            own.reverse()
        if number == 0:
            shape = [ROW, *own] if rank == 1 and factor.transposed else own
            continue
        if len(shape) != 2 or not sizes.join(shape[1], own[0]):
            return None
        shape = [shape[0], *own[1:]]
    return shape if ROW not in shape else shape[1:]


def _number(product: Sequence[Token]) -> int:
    """How many tokens of a number or a fraction of numbers a product begins with."""
    if product and product[0].kind == "num":
        return 1
    if product and product[0].text in {"\\frac", "\\dfrac", "\\tfrac"}:
        inside = [n for n, t in enumerate(product[:7]) if t.kind == "num"]
        plain = [t.text for t in product[1:7] if t.kind != "num"]
        return 7 if len(inside) == 2 and plain == ["{", "}", "{", "}"] else 3 if inside == [1, 2] else 0
    return 0
