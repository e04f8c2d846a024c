"""Findings: what is wrong, where, with the values that show it; what was unclear; what was repaired."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.grading.correction import Read, nearest
from derive.grading.culprits import Culprit, culprits
from derive.grading.faults import faults
from derive.grading.judge import Judged
from derive.model.document import Document, Span, Step
from derive.model.obligation import Obligation, Witness
from derive.model.report import Finding
from derive.model.term import Term
from derive.steps.chains import question_at
from derive.terms.binding import free
from derive.terms.latex import latex
from derive.terms.words import words


def findings(document: Document, found: Sequence[Judged], again: Callable[[Step], Judged], spelling: dict[str, str], read: Read) -> Iterator[Finding]:
    """The findings of a document's steps and of its reading."""
    errors: list[Finding] = []
    for culprit in culprits(found, again):
        finding = _error(culprit, spelling)
        if not finding.correction:
            correction = nearest(culprit.judged.step, culprit.after, read, again)
            if correction is not None:
                finding = replace(finding, correction=correction.text, data=(*finding.data, ("old", correction.old), ("new", correction.new)))
        errors.append(finding)
    yield from errors
    written = [*_of_writing(document, errors)]
    yield from written
    seen: set[tuple[int, str]] = set()
    for remark in document.remarks:
        key = (remark.span.start, remark.code)
        if key not in seen and not any(_overlap(f.span, remark.span) and f.code == remark.code for f in written):
            seen.add(key)
            yield Finding(
                remark.span,
                question_at(document.headings, remark.span.start),
                "notation" if remark.kind == "notation" else "note",
                remark.code,
                "",
                data=(*remark.data, ("source", document.text[remark.span.start : remark.span.end])),
            )
    for judged in found:
        if judged.verdict is not None and judged.verdict.status == "proved_if" and judged.verdict.conditions:
            conditions = ", ".join(words(condition) for condition in judged.verdict.conditions)
            yield Finding(judged.step.link.span, judged.step.question, "note", "condition", "", data=(("conditions", conditions),))


def _of_writing(document: Document, errors: Sequence[Finding]) -> Iterator[Finding]:
    """What shows in the writing; an error is charged once, and a slip that is repeated within a line is one finding."""
    seen: set[tuple[int, str, str]] = set()
    for fault in faults(document):
        line = document.text.count("\n", 0, fault.span.start)
        key = (line, fault.code, document.text[fault.span.start : fault.span.end])
        if key in seen or (fault.kind == "error" and any(_overlap(fault.span, error.span) for error in errors)):
            continue
        seen.add(key)
        source = document.text[fault.span.start : fault.span.end]
        data = (("source", source), ("meant", fault.meant), *fault.data)
        yield Finding(fault.span, question_at(document.headings, fault.span.start), fault.kind, fault.code, "", correction=fault.meant, data=data)


def _overlap(one: Span, other: Span) -> bool:
    return one.cell == other.cell and one.start < other.end and other.start < one.end


def _error(culprit: Culprit, spelling: dict[str, str]) -> Finding:
    """One error: the member from its relation sign to its end."""
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
        return Finding(span, step.question, "error", "shape", "", data=(*data, ("shapes", verdict.reason)))
    count = _count(judged.goal)
    if count is not None:
        sizes, left, right = count
        shown = ", ".join(f"{name} = {value}" for name, value in sizes)
        witness = Witness(tuple((name, str(value)) for name, value in sizes), str(left), str(right))
        meant = latex(judged.goal.left, spelling) if judged.goal is not None else ""
        data += [("values", shown), ("left_value", str(left)), ("right_value", str(right)), ("meant", meant)]
        return Finding(span, step.question, "error", "count", "", correction=meant, witness=witness, data=tuple(data))
    witness = verdict.witness or Witness((), "", "")
    shown = ", ".join(f"{name} = {value}" for name, value in witness.values[:8]) + (", ..." if len(witness.values) > 8 else "")
    data += [("values", shown), ("left_value", witness.left), ("right_value", witness.right)]
    return Finding(span, step.question, "error", "wrong_step", "", witness=verdict.witness, data=tuple(data))


def _count(goal: Obligation | None) -> tuple[list[tuple[str, int]], Fraction, Fraction] | None:
    """Both sides of a counting claim at sizes 2, 3, 4 ... that tell them apart; None for other claims."""
    if goal is None or goal.relation != "=":
        return None
    variables = sorted(free(goal.left) | free(goal.right), key=lambda v: v.name)
    if not variables or any(v.op != "sym" or v.args[1] != "int" for v in variables):
        return None
    for first in (2, 3):
        values = {v: Fraction(first + k) for k, v in enumerate(variables)}
        left, right = _number(goal.left, values), _number(goal.right, values)
        if left is None or right is None:
            return None
        if left != right:
            return [(v.name, int(x)) for v, x in values.items()], left, right
    return None


def _number(term: Term, values: dict[Term, Fraction]) -> Fraction | None:
    match term.op:
        case "num":
            return term.value
        case "sym":
            return values.get(term)
        case "add" | "mul":
            total = Fraction(term.op == "mul")
            for part in term.args:
                own = _number(part, values)
                if own is None:
                    return None
                total = total + own if term.op == "add" else total * own
            return total
        case "pow" if term.args[1].op == "num" and term.args[1].value in {1, 2, 3, 4}:
            own = _number(term.args[0], values)
            return None if own is None else own ** int(term.args[1].value)
    return None
