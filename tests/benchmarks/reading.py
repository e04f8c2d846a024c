"""The time to read one formula of the table, and how many are read rightly, beside raw latex2sympy2 in the same run.

    python -m tests.benchmarks.reading [FILE...]

latex2sympy2 gets the LaTeX as it stands, one call for each formula, its global state reset before each. Its reading counts as right where it is the written term, or equal to
it at every point where both have a value. Times are of the processor, without imports.

Then, for each file (without one: the project's own example), which formulas with a relation are read, and the unread ones with their reasons.
"""

from __future__ import annotations

import statistics
import sys
import warnings
from pathlib import Path
from time import process_time

from derive.kernel.numbers import UnclearError, UndefinedError
from derive.kernel.refutation import shown
from derive.model.claim import Notation
from derive.model.document import Span
from derive.model.point import Point
from derive.pipeline import assigned
from derive.read import question_at, read
from derive.read.formats import format_of
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.scope import Meanings
from derive.terms.entries import scalarise
from derive.terms.from_sympy import UnsupportedError, from_sympy
from derive.terms.shapes import ShapeMismatchError, shape
from proofs.ift3395_devoir3.notation import NOTATION
from tests.benchmarks.coverage import equalities, equalities_read, share
from tests.formulas.table import FORMULAS
from tests.formulas.words import canonical
from tests.values import evaluate

LOOKUPS = {"": Lookup(Notation()), "1": Lookup(NOTATION, "1"), "2": Lookup(NOTATION, "2")}
REPEATS = 5
EXAMPLE = "proofs/ift3395_devoir3/example.md"


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


def formulas(path):
    """The mean milliseconds to read one formula of a file, with the table of its place; the best of several readings of each, and how many there are."""
    text = path.read_text(encoding="utf-8")
    layout = format_of(text, str(path)).layout(text, str(path))
    assignment, document = assigned(None, lambda notation: read(path, notation))
    scope = Meanings(assignment.notation if assignment else Notation(), document)
    source, times = layout.view.text, []
    for span, display in layout.found.formulas:
        lookup = scope.lookup(question_at(layout.headings, span.start))
        times.append(min(timed(read_formula, source, span, lookup, display)[1] for _ in range(REPEATS)))
    return times


def report(path) -> None:
    """Print what is read of a file and how long a formula takes."""
    read_, of, unread = share(path)
    times, gold = formulas(path), equalities(path)
    print(f"{path.name}: {read_}/{of} formulas with a relation read ({100 * read_ / max(of, 1):.1f} %), mean {statistics.mean(times):.3f} ms, median {statistics.median(times):.3f} ms a formula")
    if gold:
        print(f"  {equalities_read(path)} equalities read; the gold file counts {gold}")
    for row in unread:
        print(f"  line {row.line}: {row.reason}\n    {row.source[:160]}")


def table() -> None:
    """Print the figures of the table of formulas, beside latex2sympy2's."""
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


def main() -> None:
    """Print all figures: the table's, and those of the files that are named, or of the example of the project."""
    table()
    for name in sys.argv[1:] or [EXAMPLE]:
        report(Path(name))


if __name__ == "__main__":
    main()
