"""A term: one immutable node of the engine's language. It never evaluates, so ``x/x`` stays ``x/x``.

Every node is ``Term(op, args)``. The arguments are terms, except a name (a string) or a number (a Fraction) in first place.

==========  =============================  =====================================================================
op          args                           meaning
==========  =============================  =====================================================================
num         Fraction                       a rational number
const       name                           ``pi``
sym         name, sort                     a scalar variable; the sort is "real" or "int" (indices, sizes, labels)
arr         name, dims...                  an array variable: a vector has one dim, a matrix two; none = shape not known
at          array, indices...              one entry of an array, counted from 1
add, mul    terms...                       n-ary; ``mul`` with one array factor scales it
pow         base, exponent                 division is ``pow(b, -1)``, the square root ``pow(b, 1/2)``
call        name, args...                  exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf abs sign
                                           max min gamma lgamma digamma factorial binomial floor; other names are opaque functions of real
                                           arguments, ``f'`` the derivative of an opaque ``f``. Of an array: entry by entry
delta       i, j                           Kronecker's delta
cases       cond, value, cond, value, ...  the value of the first condition that holds; undefined where none does
sum, prod   var, low, high, body           binders over an integer; empty where high < low
D           body, variable                 the derivative by a sym, an ``at`` of an arr, or a whole arr (shape of the variable)
rel         sign, left, right              a condition; the sign is one of = != < <= > >=
and, or     conds...                       ``and`` of nothing is true, ``or`` of nothing is false
not         cond
all         var, low, high, cond           the condition holds for each value of the bound integer
lam         vars..., dims..., body         an array by its entries: 1 <= var <= dim
matmul      arrays...                      matrix product; a vector is a column
transpose   array                          a vector becomes a 1 x n row
inv, det, trace  matrix
had         arrays...                      entry by entry product
diag        array                          of a vector: the matrix; of a matrix: its diagonal
eye         n                              the identity matrix
fill        value, dims...                 an array with one value everywhere
onehot      size, index                    a vector of zeros with a 1 at the index
set, range  terms... or low, high          a set by its members, or whole numbers; named by the reader, never computed with
==========  =============================  =====================================================================
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

SCALAR_FUNCTIONS: Final = frozenset(
    ["exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "abs", "sign", "max", "min", "gamma", "lgamma", "digamma", "factorial", "binomial", "floor"]
)
"""The functions that the engine knows; every other name of a ``call`` is opaque."""

BINDERS: Final = frozenset({"sum", "prod", "all", "lam"})
RELATIONS: Final = ("=", "!=", "<", "<=", ">", ">=")


class Term:
    """One node of the engine's language; equal where the structure is equal."""

    __slots__ = ("_asked", "_free", "_hash", "_heads", "args", "op")

    def __init__(self, op: str, args: tuple[Any, ...]) -> None:
        self.op: Final[str] = op
        self.args: Final[tuple[Any, ...]] = args
        self._hash = hash((op, args))
        self._free: frozenset[Term] | None = None
        self._heads: frozenset[str] | None = None
        self._asked: tuple[Term, ...] | None = None

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Term) or self._hash != other._hash:
            return False
        return self.op == other.op and self.args == other.args

    def __repr__(self) -> str:
        if self.op == "num":
            return str(self.args[0])
        if self.op in {"sym", "const"}:
            return str(self.args[0])
        return f"{self.op}({', '.join(str(a) for a in self.args)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Term, (self.op, self.args))

    @property
    def value(self) -> Fraction:
        """The number of a ``num`` node."""
        number: Fraction = self.args[0]
        return number

    @property
    def name(self) -> str:
        """The name of a ``sym``, ``arr``, ``const`` or ``call`` node, the sign of a ``rel``."""
        name: str = self.args[0]
        return name
