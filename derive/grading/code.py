"""numpy answers against the assignment's claims: unknown functions with the nearest real name, shapes, values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from derive.grading.judge import WRONG, Decide
from derive.model.claim import Assignment, Claim
from derive.model.document import Code, Document, Span
from derive.model.obligation import Obligation
from derive.model.report import Finding
from derive.model.term import Term
from derive.numpy_code import CodeFaultError, interpret
from derive.numpy_code.interpreter import faults
from derive.steps.chains import question_at

ANSWER = re.compile(r"^\s*&?\s*(?P<name>[A-Za-z][\w\\]*)\s*=(?!=)\s*(?P<value>.+?)[\s.,]*$", re.DOTALL)


def code_findings(document: Document, assignment: Assignment | None, decide: Decide, obligation: Callable[[Term, Term], Obligation]) -> Iterator[Finding]:
    """What is wrong with the numpy answers of a document."""
    for code in document.codes:
        match = ANSWER.match(code.source)
        if match is None:
            continue
        name, start = match.group("name").replace("\\", ""), code.span.start + match.start("value")
        yield from _answer(document, code, name, match.group("value"), start, assignment, decide, obligation)


def _answer(
    document: Document,
    code: Code,
    name: str,
    value: str,
    start: int,
    assignment: Assignment | None,
    decide: Decide,
    obligation: Callable[[Term, Term], Obligation],
) -> Iterator[Finding]:
    question = question_at(document.headings, code.span.start)
    source = value.replace("\\_", "_")
    unknown = faults(source)
    seen: set[str] = set()
    for fault in unknown:
        if fault.name in seen:
            continue
        seen.add(fault.name)
        place = value.find(fault.name.split(".")[-1])
        span = Span(start + place, start + place + len(fault.name.split(".")[-1]), code.span.cell)
        yield Finding(span, question, "error", "unknown_function", "", correction=fault.suggestion.split(".")[-1], data=(("name", fault.name), ("nearest", fault.suggestion)))
        source = source.replace(fault.name, fault.suggestion) if fault.suggestion else source
    claim = _claim(assignment, name)
    if claim is None or claim.value is None or assignment is None:
        return
    span = Span(start, start + len(value), code.span.cell)
    try:
        answer = interpret(source, assignment.code_names)
    except CodeFaultError as fault:
        if fault.kind == "shape":
            yield Finding(span, question, "error", "code_shape", "", data=(("shapes", fault.name),))
        return
    verdict = decide(obligation(answer, claim.value))
    if verdict.status in WRONG:
        witness = verdict.witness
        shown = ", ".join(f"{n} = {v}" for n, v in witness.values[:6]) if witness else verdict.reason
        data = (("name", name), ("values", shown), ("left_value", witness.left if witness else ""), ("right_value", witness.right if witness else ""))
        yield Finding(span, question, "error", "code_value" if witness else "code_shape", "", witness=witness, data=(*data, ("shapes", verdict.reason)))


def _claim(assignment: Assignment | None, name: str) -> Claim | None:
    return next((claim for claim in assignment.claims if claim.variable == name), None) if assignment else None
