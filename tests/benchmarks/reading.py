"""The time to read one formula of the table, and how many are read rightly, beside raw latex2sympy2 in the same run.

    python -m tests.benchmarks.reading

latex2sympy2 gets the LaTeX as it stands, one call for each formula, its global state reset before each. Its reading counts as right where it is the written term, or equal to
it at every point where both have a value. Times are of the processor, without imports.
"""

from __future__ import annotations

import statistics
import sys
import warnings
from time import process_time

from derive.kernel.ball import UnclearError, UndefinedError, evaluate
from derive.kernel.refutation import shown
from derive.model.claim import Notation
from derive.model.document import Span
from derive.model.point import Point
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.terms.entries import scalarise
from derive.terms.from_sympy import UnsupportedError, from_sympy
from derive.terms.shapes import ShapeMismatchError, shape
from proofs.ift3395_devoir3.notation import NOTATION
from tests.formulas.table import FORMULAS
from tests.formulas.words import canonical

LOOKUPS = {"": Lookup(Notation()), "1": Lookup(NOTATION, "1"), "2": Lookup(NOTATION, "2")}
REPEATS = 5


def ours(part, source):
    """The term that the reader finds."""
    text = f"u = {source}"
    return read_formula(text, Span(0, len(text)), LOOKUPS[part]).statements[0].members[1].term


def theirs(library, source):
    """The term of latex2sympy2's expression; None where it has none."""
    library.var, library.variances = {}, {}
    try:
        return library.latex2sympy(source)
    except Exception:  # noqa: BLE001 (whatever it raises, it has not read the formula)
        return None


def same(term, meant):
    """Whether two terms are written alike or have equal values."""
    if canonical(term) == canonical(meant):
        return True
    try:
        if shape(term) or shape(meant):
            return False
        pairs = []
        for seed in range(8):
            pairs.append(tuple(shown(evaluate(scalarise(side), Point(seed=seed))) for side in (term, meant)))
    except (UndefinedError, UnclearError, ShapeMismatchError, ValueError):
        return False
    return all(a == b for a, b in pairs)


def timed(work, *args):
    """What a call gives, and its milliseconds."""
    start = process_time()
    found = work(*args)
    return found, 1000 * (process_time() - start)


def main() -> None:
    """Print the figures."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import latex2sympy2 as library
    own, other, right, theirs_right = [], [], 0, 0
    for part, source, meant in FORMULAS:
        best = min((timed(ours, part, source) for _ in range(REPEATS)), key=lambda pair: pair[1])
        own.append(best[1])
        right += best[0] is not None and canonical(best[0]) == canonical(meant.term)
        expression, milliseconds = timed(theirs, library, source)
        other.append(milliseconds)
        try:
            theirs_right += expression is not None and same(from_sympy(expression), meant.term)
        except (UnsupportedError, AttributeError, TypeError):
            continue
    print(f"derive       {right}/{len(FORMULAS)} right, mean {statistics.mean(own):.3f} ms, median {statistics.median(own):.3f} ms", file=sys.stdout)
    print(f"latex2sympy2 {theirs_right}/{len(FORMULAS)} right, mean {statistics.mean(other):.1f} ms, median {statistics.median(other):.1f} ms", file=sys.stdout)


if __name__ == "__main__":
    main()
