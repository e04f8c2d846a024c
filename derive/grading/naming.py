"""Whether a step gives a name to something, and so says nothing that could be wrong."""

from __future__ import annotations

from derive.grading.doubts import whole_arrays
from derive.model.claim import Notation
from derive.model.document import Step
from derive.model.term import SCALAR_FUNCTIONS, Term
from derive.steps.limits import LIMITS
from derive.steps.unfold import Definitions
from derive.terms.binding import free, walk
from derive.terms.shapes import ShapeMismatchError, shape


def redefines(step: Step, notation: Notation) -> bool:
    """Whether a step that does not hold gives a new meaning to a letter of the document: it opens its chain with the bare letter."""
    left = step.left.term
    if step.previous is not None or step.link.sign != "=" or left is None or left.op not in {"sym", "at", "arr"}:
        return False
    if left.op == "at" and any(index.op != "sym" for index in left.args[1:]):
        return False  # one entry among others: p_2 of p_i = ...
    name = left.args[0].name if left.op == "at" else left.name
    own = [s for s in notation.symbols if s.name == name and s.term is not None and s.source != "table"]
    if left.op == "at" and any(s.term is not None and s.term.op != "lam" and s.source == "said" for s in own):
        return False  # the entries of what was defined as a whole: o = W h + b, and then o_k
    return bool(own)


def _named(side: Term) -> str:
    """What a bare side names: a letter, an entry of an array, an unknown function at something, its derivative; "" for anything else."""
    if side.op == "D" and side.args[0].op == "call":
        side = side.args[0]
    if side.op == "call" and side.args[0] in LIMITS:
        side = side.args[-1]
    if side.op == "call":
        return str(side.args[0]) if side.args[0] not in SCALAR_FUNCTIONS else ""
    return side.args[0].name if side.op == "at" and side.args[0].op == "arr" else side.name if side.op in {"sym", "arr"} else ""


def introduces(step: Step, notation: Notation, standard: Definitions) -> bool:
    """Whether the step gives a name to something: a bare symbol without a meaning so far, that the other side does not contain."""
    if step.link.sign != "=":
        return False
    known = {s.name for s in notation.symbols if s.term is not None} | set(standard)
    for side, other in ((step.left.term, step.right.term), (step.right.term, step.left.term)):
        if side is not None and other is not None:
            name = _named(side)
            mentioned = {v.name for v in free(other)} | {node.args[0] for node in walk(other) if node.op == "call"}
            if side is step.right.term and "(" in name:
                continue  # an expectation or the like at the end of a claim
            if name and name not in known and side is step.left.term and _next(side, other):
                return True
            if name and name not in known and name not in mentioned:
                return True
    return False


def names_an_array(step: Step, notation: Notation) -> bool:
    """Whether a bare letter, of which nothing is stated, is set equal to an array whose own shapes fit: the letter is that array."""
    stated = {s.name for s in notation.symbols if s.source != "inferred"}
    for side, other in ((step.left.term, step.right.term), (step.right.term, step.left.term)):
        if side is not None and other is not None and side.op == "sym" and side.name not in stated:
            try:
                return bool(shape(other))
            except ShapeMismatchError:
                return False
    return False


def _next(side: Term, other: Term) -> bool:
    """Whether an entry is given by other ones of its array: an update, a recurrence, a constraint; ``x_{t+1} = x_t - a``, ``p_2 = 1 - p_1``."""
    if side.op != "at" or side.args[0].op != "arr" or side.args[0].name in whole_arrays(other):
        return False
    places = [node.args[1:] for node in walk(other) if node.op == "at" and node.args[0] == side.args[0]]
    return bool(places) and side.args[1:] not in places


def bare_strangers(step: Step, notation: Notation) -> tuple[str, ...]:
    """Letters of a step of which neither the assignment nor the document says anything, beside arrays: they may be arrays as well, and functions of arrays have any shape."""
    known = {s.name for s in notation.symbols if s.source != "inferred"} | {d.name for s in notation.symbols for d in s.dims if d.op == "sym"}
    functions = SCALAR_FUNCTIONS | {s.name for s in notation.symbols}
    found = set()
    for side in (step.left.term, step.right.term):
        for node in walk(side) if side is not None else ():
            if node.op == "call" and node.args[0] not in functions:
                found.add(str(node.args[0]))
            if node.op == "sym" and "(" in node.name:
                found.add(node.name)
            if node.op in {"mul", "matmul", "add"}:
                found |= {part.name for part in node.args if part.op == "sym" and part.args[1] == "real" and len(part.name) == 1}
    return tuple(sorted(found - known))
