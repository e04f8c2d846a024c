"""What has to be decided, and what was decided: the only things that pass between strategies, kernel and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from derive.model.term import Term

Status = Literal["proved", "proved_if", "refuted", "ill_typed", "vacuous", "undecided"]


@dataclass(frozen=True, slots=True)
class Convention:
    """What an assignment declares about a point where a derivative is undefined: ``abs'(0) = 0``."""

    function: Term
    """The differentiated term as it stands alone, over ``variable`` (``abs(x)``)."""
    variable: Term
    point: Term
    value: Term


@dataclass(frozen=True, slots=True)
class Obligation:
    """``left relation right`` under assumptions; the relation is = != < <= > >= or, between conditions, => or <=>."""

    left: Term
    relation: str
    right: Term
    given: tuple[Term, ...] = ()
    """Conditions (terms of op rel, and, or, not, all) that hold."""
    conventions: tuple[Convention, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """Where the two sides differ: a rational value for each variable that matters, and both sides there, as decimal text."""

    values: tuple[tuple[str, str], ...]
    """Pairs of a variable or entry and its value, as text (``("x", "-2")``, ``("o[1]", "1/2")``); sizes and indices first."""
    left: str
    right: str
    point: Any = field(default=None, compare=False, repr=False)
    """What the kernel evaluates again: see ``derive.model.point.Point``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an obligation. Only the kernel makes one."""

    status: Status
    conditions: tuple[Term, ...] = ()
    """Side conditions that were not given (proved_if), as terms."""
    witness: Witness | None = None
    certificate: Any = None
    reason: str = ""
    """Why undecided, vacuous or ill typed; the shapes for ill_typed. One line of English."""
    by: str = ""
    """The strategy that found it."""
    conventions: tuple[Convention, ...] = ()
    """The declared conventions that the verdict leans on."""
    residue: Term | None = None
    """What was left of left - right, where undecided."""
    milliseconds: float = 0.0
