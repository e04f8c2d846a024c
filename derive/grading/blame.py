"""One error in data: the member that is blamed, the values or shapes that show it, what would have been right."""

from __future__ import annotations

from derive.grading.counts import count_of
from derive.grading.culprits import Culprit
from derive.model.document import Span
from derive.model.obligation import Obligation, Witness
from derive.model.report import Finding
from derive.model.term import Term
from derive.terms.build import ONE
from derive.terms.latex import latex
from derive.terms.shapes import Shape, ShapeMismatchError, check_shapes

SHOWN = 8
"""Values of a witness that a message names."""


def error_of(culprit: Culprit, spelling: dict[str, str]) -> Finding:
    """The finding of a wrong member, from its relation sign to its end."""
    judged = culprit.judged
    step, verdict = judged.step, judged.verdict
    assert verdict is not None
    span = Span(step.link.span.start, step.right.span.end, step.link.span.cell)
    if step.right.span.start < step.link.span.start:
        span = step.link.span
    data = [("left", step.left.source), ("sign", step.link.sign), ("right", step.right.source), ("second", judged.second)]
    if culprit.recovers:
        data.append(("recovers", "yes"))
    if verdict.status == "ill_typed":
        return Finding(span, step.question, "error", "shape", "", data=(*data, ("shapes", verdict.reason), *_shapes(judged.goal, spelling)))
    count = count_of(judged.goal)
    if count is not None and judged.goal is not None:
        shown = ", ".join(f"{name} = {value}" for name, value in count.sizes)
        witness = Witness(tuple((name, str(value)) for name, value in count.sizes), str(count.left), str(count.right))
        meant = latex(judged.goal.left, spelling)
        data += [("values", shown), ("left_value", str(count.left)), ("right_value", str(count.right)), ("meant", meant)]
        data += [("missing", _list(count.missing, spelling)), ("extra", _list(count.extra, spelling))]
        return Finding(span, step.question, "error", "count", "", correction=meant, witness=witness, data=tuple(data))
    witness = verdict.witness or Witness((), "", "")
    shown = ", ".join(f"{name} = {value}" for name, value in witness.values[:SHOWN]) + (", ..." if len(witness.values) > SHOWN else "")
    data += [("values", shown), ("left_value", witness.left), ("right_value", witness.right)]
    return Finding(span, step.question, "error", "wrong_step", "", witness=verdict.witness, data=tuple(data))


def _list(terms: tuple[Term, ...], spelling: dict[str, str]) -> str:
    return ", ".join(latex(term, spelling) for term in terms)


def _shapes(goal: Obligation | None, spelling: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The two shapes that meet, as "d_h" and "d_h x d" ("" for a number), and where: in a sum, a product, or as two sides."""
    if goal is None:
        return ()
    try:
        check_shapes(goal)
    except ShapeMismatchError as mismatch:
        where = {"add": "sum", "matmul": "product", "mul": "product", "had": "product"}.get(mismatch.node.op, "") if not mismatch.what.startswith("two sides") else "sides"
        turned = len(mismatch.first) == len(mismatch.second) == 2 and mismatch.first == tuple(reversed(mismatch.second))
        return (("first", _dims(mismatch.first, spelling)), ("other", _dims(mismatch.second, spelling)), ("where", "turned" if turned and where == "sides" else where))
    return ()


def _dims(shape: Shape, spelling: dict[str, str]) -> str:
    plain = shape[:1] if len(shape) == 2 and shape[1] == ONE else shape
    return " x ".join(latex(dim, spelling) for dim in plain)
