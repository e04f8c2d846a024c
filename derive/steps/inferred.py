"""What a step leans on that the document only shows by use: such a step may be proved, and is never called wrong."""

from __future__ import annotations

from derive.model.claim import Notation
from derive.model.document import Step
from derive.steps.unfold import Definitions, names
from derive.terms.binding import walk


def leans_on_inferred(step: Step, notation: Notation, definitions: Definitions) -> tuple[str, ...]:
    """The quantities of a step whose meaning was given in another question, or by use alone; looked up through all definitions."""
    weak = {s.name for s in notation.symbols if s.source == "inferred" and s.term is not None}
    return tuple(sorted(weak & _closure(step, definitions)))


def unsaid_shapes(step: Step, notation: Notation, definitions: Definitions) -> tuple[str, ...]:
    """The arrays of a step whose shape neither the assignment nor the document states."""
    said = {s.name for s in notation.symbols if s.source != "inferred" and s.kind == "array"}
    shaped = {node.name for side in (step.left.term, step.right.term) if side is not None for node in walk(side) if node.op == "arr" and len(node.args) > 1}
    through = {n for n in _closure(step, definitions) if any(s.name == n and s.kind == "array" and s.source == "inferred" for s in notation.symbols)}
    return tuple(sorted((shaped - said) | through))


def _closure(step: Step, definitions: Definitions) -> set[str]:
    seen: set[str] = set()
    waiting = [n for side in (step.left.term, step.right.term) if side is not None for n in names(side)]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += names(definitions[name][1]) if name in definitions else ()
    return seen
