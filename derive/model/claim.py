"""What an assignment asserts: claims with permanent ids, their goals and their false siblings; and its notation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Literal

from derive.model.obligation import Convention, Obligation
from derive.model.term import Term


@dataclass(frozen=True, slots=True)
class Sibling:
    """A near-miss of a claim that must be refuted (or ill typed, or its code fault named)."""

    id: str
    """``2.1-transposed``: the claim's id, a dash, what is wrong."""
    goals: tuple[Obligation, ...] = ()
    code: str = ""
    """A wrong numpy answer."""


def _made(part: Any) -> Any:
    return part


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of an assignment; it is proved when all its goals are."""

    id: str
    statement: str
    """LaTeX."""
    title: dict[str, str]
    """By language: "fr", "en"."""
    make_goals: Callable[[], tuple[Obligation, ...]]
    """What has to be proved. Made when it is first asked for, like the next two: whoever only looks for the statements in a document builds no expression."""
    make_siblings: Callable[[], tuple[Sibling, ...]]
    points: float = 1.0
    code: str = ""
    """The right numpy answer, where the claim is one of code."""
    variable: str = ""
    """The name that the numpy answer is assigned to."""
    make_value: Callable[[], Term | None] = lambda: None
    """What the numpy answer has to be: an array by its entries."""
    redundant: tuple[Term, ...] = ()
    """Assumptions that are stated though the proof does not need them."""

    def __post_init__(self) -> None:
        for name in ("make_goals", "make_siblings", "make_value"):
            object.__setattr__(self, name, cache(getattr(self, name)))

    def __reduce__(self) -> tuple[Any, ...]:
        made = (partial(_made, self.goals), partial(_made, self.siblings), self.points, self.code, self.variable, partial(_made, self.value), self.redundant)
        return Claim, (self.id, self.statement, self.title, *made)

    @property
    def goals(self) -> tuple[Obligation, ...]:
        """What has to be proved."""
        return self.make_goals()

    @property
    def siblings(self) -> tuple[Sibling, ...]:
        """Near-misses, each of which must fail."""
        return self.make_siblings()

    @property
    def value(self) -> Term | None:
        """What the numpy answer has to be; None where the claim is not one of code."""
        return self.make_value()


@dataclass(frozen=True, slots=True)
class Symbol:
    """One entry of a symbol table."""

    name: str
    """The engine's name: ``W2``, ``sigmoid``."""
    spellings: tuple[str, ...]
    """How it is written, in LaTeX, normalised: ``W^{(2)}``, ``w^{(2)}``."""
    dims: tuple[Term, ...] = ()
    sort: str = "real"
    params: tuple[Term, ...] = ()
    """Of a function: its formal parameters (syms or arrs)."""
    term: Term | None = None
    """Its definition, over params; None for a free symbol."""
    given: tuple[Term, ...] = ()
    kind: str = "scalar"
    """"scalar", "array", "function", "definition", or "restricted": an array as what all those of its property are."""
    part: str = ""
    """The part of the assignment in which the symbol means this ("2"); everywhere if empty."""
    source: Literal["table", "said", "inferred"] = "table"
    """The assignment's table, the words of the document, or only the document's use of it: what is inferred helps to read and to prove, and never to blame."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The symbol table of an assignment or of a document."""

    symbols: tuple[Symbol, ...] = ()
    given: tuple[Term, ...] = ()
    """What holds throughout: 1 <= y, y <= m, 1 <= m."""
    ranges: tuple[tuple[str, Term, Term], ...] = ()
    """Default ranges of index letters: ("k", 1, m)."""
    said: tuple[tuple[str, str], ...] = ()
    """Properties that the words of a document give to letters: ("Q", "orthogonal")."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A folder of ``proofs/``: claims in order, notation, conventions."""

    name: str
    title: dict[str, str]
    claims: tuple[Claim, ...]
    notation: Notation
    conventions: tuple[Convention, ...] = ()
    code_names: dict[str, Term] = field(default_factory=dict)
    """What the names of numpy answers stand for."""
    scheme: dict[str, Any] = field(default_factory=dict)
