"""derive: a symbolic derivation verifier.

Map of the rooms; a room imports only what its line names (``tests/test_floor_plan.py`` compares this table with the real imports):

==============  =======================================================================
room            may import
==============  =======================================================================
model           (the standard library)
terms           model
kernel          model, terms
strategies      model, terms
engine          model, terms, strategies, kernel
read            model, terms
numpy_code      model, terms
steps           model, terms
scope           model, terms, read, steps
claims          model, terms, read, numpy_code
grading         model, terms, numpy_code, steps
report          model, terms
worker          (the standard library)
pipeline        model, terms, strategies, kernel, engine, read, numpy_code, steps, scope, claims, grading, report, worker
cli             (all)
==============  =======================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from derive.model.obligation import Convention, Verdict
    from derive.model.report import Report

__version__ = "0.1.0"
__all__ = ["__version__", "grade", "prove"]


def prove(left: Any, right: Any, relation: str = "=", given: Iterable[Any] = (), conventions: Iterable[Convention] = ()) -> Verdict:
    """Decide ``left relation right`` over SymPy expressions, for all values that satisfy what is given; in this process.

    Assumptions of the symbols count as given. What has no term is undecided, with the reason.

    >>> from sympy import symbols, sqrt
    >>> x = symbols("x", real=True)
    >>> prove((x + 1)**2, x**2 + 2*x + 1).status
    'proved'
    >>> prove(x / sqrt(x**2), 1).status
    'refuted'
    """
    from derive.engine import ContradictionError, decide
    from derive.kernel.verdicts import undecided
    from derive.terms.from_sympy import UnsupportedError, obligation

    try:
        goal = obligation(left, right, relation, given, conventions)
    except UnsupportedError as reason:
        return undecided(str(reason))
    try:
        return decide(goal)
    except ContradictionError as bug:
        return undecided(f"bug: {bug}")


def grade(path: str | Path, assignment: str | None = None, language: str | None = None) -> Report:
    """Read, decide and annotate one hand-in: the object that every report format renders.

    Raises derive.read.DocumentError where there is nothing to read and derive.claims.AssignmentError for an unknown assignment.
    """
    from derive.pipeline import grade_document

    return grade_document(path, assignment, language)
