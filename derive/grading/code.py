"""numpy answers: unknown functions with the nearest real name, shapes, values against the assignment's claim and against the student's own formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from derive.grading.code_edits import mended
from derive.grading.judge import DECIDED, WRONG, Decide, Judged
from derive.model.claim import Assignment
from derive.model.document import Code, Document, Span
from derive.model.obligation import Obligation, Verdict
from derive.model.report import Finding
from derive.model.term import Term
from derive.numpy_code import CodeFaultError, interpret
from derive.numpy_code.interpreter import faults
from derive.numpy_code.snippet import Line, lines
from derive.steps.chains import question_at
from derive.steps.unfold import unfolded
from derive.terms.shapes import Shape, shape
from derive.terms.words import words

Compare = Callable[[Term, Term], Obligation]


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """One line of code with what is known of it: "right", "wrong" or "open"."""

    name: str
    span: Span
    status: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an answer is compared with, and whether that is the student's own formula."""

    value: Term
    own: bool


def code_answers(document: Document, assignment: Assignment | None, judged: Sequence[Judged], decide: Decide, compare: Compare) -> tuple[CodeAnswer, ...]:
    """The numpy answers of a document in order. Names of the assignment keep their meaning, so that an error in one answer is not charged in the next."""
    known = dict(assignment.code_names) if assignment else {}
    answers = {claim.variable: claim.value for claim in assignment.claims if claim.variable and claim.value is not None} if assignment and document.codes else {}
    meanings = {name: ((), value) for name, value in answers.items()}

    def in_full(answer: Term, wanted: Term) -> Obligation:
        """Both with the answers that they use written out: np.outer(grad_oa, hs) says what grad_W2 is as well as a formula in os."""
        none: frozenset[str] = frozenset()
        return compare(unfolded(answer, meanings, none), unfolded(wanted, meanings, none))

    found: list[CodeAnswer] = []
    for code in document.codes:
        question = question_at(document.headings, code.span.start)
        found += _unknown(code, question)
        for line in lines(code.source):
            if not line.known:
                if line.name not in answers:
                    known.pop(line.name, None)
                continue
            value = answers.get(line.name)
            wanted = _Wanted(value, False) if value is not None else _formula(line.name, known, judged) if assignment else None
            found.append(_answer(code, line, question, wanted, known, decide, in_full))
            if line.name not in answers:
                own = _value(line.value, known)
                if own is None:
                    known.pop(line.name, None)
                else:
                    known[line.name] = own
    return tuple(found)


def _value(source: str, known: Mapping[str, Term]) -> Term | None:
    try:
        return interpret(source, known)
    except CodeFaultError:
        return None


def _unknown(code: Code, question: str) -> Iterator[CodeAnswer]:
    """Functions that numpy does not have, each once a snippet."""
    seen: set[str] = set()
    for fault in faults(code.source):
        last = fault.name.split(".")[-1]
        place = code.source.replace("\\_", "_").find(fault.name)
        place = code.source.find(last, max(0, place))
        if fault.name in seen or place < 0:
            continue
        seen.add(fault.name)
        span = Span(code.span.start + place, code.span.start + place + len(last), code.span.cell)
        finding = Finding(
            span, question, "error", "unknown_function", "", correction=fault.suggestion.split(".")[-1], data=(("name", fault.name), ("nearest", fault.suggestion), ("recovers", ""))
        )
        yield CodeAnswer("", span, "open", (finding,))


def _formula(name: str, known: Mapping[str, Term], judged: Sequence[Judged]) -> _Wanted | None:
    """What the student's own formulas say of ``grad_W2``: the value of the last proved derivative by W2."""
    by = known.get(name.removeprefix("grad_")) if name.startswith("grad_") else None
    if by is None or by.op not in {"arr", "sym"}:
        return None
    for one in reversed(judged):
        left, right = one.step.left.term, one.step.right.term
        proved = one.verdict is not None and one.verdict.status in DECIDED and one.step.link.sign == "=" and not one.step.given
        if proved and left is not None and right is not None and left.op == "D" and left.args[1] == by and "D" not in repr(right):
            return _Wanted(right, True)
    return None


def _answer(code: Code, line: Line, question: str, wanted: _Wanted | None, known: Mapping[str, Term], decide: Decide, compare: Compare) -> CodeAnswer:
    span = Span(code.span.start + line.start, code.span.start + line.end, code.span.cell)
    source = line.value
    for fault in faults(source):
        source = source.replace(fault.name, fault.suggestion) if fault.suggestion else source
    try:
        answer = interpret(source, known)
    except CodeFaultError as fault:
        if fault.kind != "shape":
            return CodeAnswer(line.name, span, "open")
        correction = mended(source, known, lambda term: _verdict(term, wanted, decide, compare) in DECIDED) if wanted else ""
        return CodeAnswer(line.name, span, "wrong", (Finding(span, question, "error", "code_shape", "", correction=correction, data=(("shapes", fault.name), *_meeting(fault.shapes))),))
    if wanted is None:
        return CodeAnswer(line.name, span, "open")
    verdict = decide(compare(answer, wanted.value))
    if verdict.status in DECIDED:
        return CodeAnswer(line.name, span, "right")
    if verdict.status not in WRONG:
        return CodeAnswer(line.name, span, "open")
    correction = mended(source, known, lambda term: _verdict(term, wanted, decide, compare) in DECIDED)
    return CodeAnswer(line.name, span, "wrong", (_wrong(line.name, span, question, verdict, wanted, correction, source, answer),))


def _verdict(term: Term, wanted: _Wanted | None, decide: Decide, compare: Compare) -> str:
    return decide(compare(term, wanted.value)).status if wanted is not None else ""


def _wrong(name: str, span: Span, question: str, verdict: Verdict, wanted: _Wanted, correction: str, source: str, answer: Term) -> Finding:
    witness = verdict.witness
    shown = ", ".join(f"{n} = {v}" for n, v in witness.values[:6]) if witness else ""
    data = (("name", name), ("values", shown), ("left_value", witness.left if witness else ""), ("right_value", witness.right if witness else ""), ("shapes", verdict.reason))
    if witness is None:
        found, meant = shape(answer), shape(wanted.value)
        return Finding(span, question, "error", "code_shape", "", correction=correction, data=(*data, *_meeting((found, meant, "answer"))))
    shifted = correction and correction.replace(" ", "").replace("-1]", "]") == source.replace(" ", "").replace("-1]", "]")
    code = "code_label" if shifted else "code_formula" if wanted.own else "code_value"
    return Finding(span, question, "error", code, "", correction=correction, witness=witness, data=data)


def _meeting(shapes: tuple[Shape, Shape, str] | None) -> tuple[tuple[str, str], ...]:
    """Two shapes as the messages name them."""
    if shapes is None:
        return ()
    first, second = (" x ".join(words(dim) for dim in one) for one in shapes[:2])
    return (("first", first), ("other", second), ("where", shapes[2]))
