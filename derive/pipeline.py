"""The corridor: claims checked, documents graded, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import perf_counter

from derive.claims import AssignmentError, SchemeTable, assignments, code_obligation, load, obligations
from derive.engine import ContradictionError, decide
from derive.grading.code import code_answers
from derive.grading.faults import Fault, faults
from derive.grading.findings import findings
from derive.grading.judge import Bench, Judged, LostReadingError, holds
from derive.grading.marks import Claims, Marked, questions
from derive.grading.mending import judge_fairly, mender
from derive.grading.scheme import Scheme, SchemeError, scheme
from derive.grading.statements import Asked
from derive.kernel.verdicts import undecided
from derive.model.claim import Assignment, Claim, Notation
from derive.model.document import Document, Member, Span
from derive.model.obligation import Obligation, Verdict, Witness
from derive.model.report import Finding, Report, StepReport
from derive.model.term import Term
from derive.numpy_code import CodeFaultError
from derive.read import DocumentError, read_bytes
from derive.read.decoding import contents
from derive.read.math import read_formula
from derive.read.math.lookup import DEFINED, Lookup
from derive.read.second import second_reading
from derive.report.messages import MESSAGES, message
from derive.report.positions import Positions
from derive.scope import Meanings
from derive.steps import steps
from derive.steps.likeness import likeness
from derive.terms.words import words
from derive.worker import Watch

ORDER = ("refuted", "ill_typed", "vacuous", "undecided", "proved_if", "proved")
"""Verdicts from the weakest."""
ENOUGH_STATEMENTS, ENOUGH_QUESTIONS = 3, 5
ALONE = Watch()
"""Nobody watches: in-process."""


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """A claim with the verdicts of its goals; its own is the weakest of them."""

    claim: Claim
    verdicts: tuple[Verdict, ...]
    goals: tuple[Obligation, ...] = ()

    @property
    def status(self) -> str:
        """The weakest verdict."""
        return min((v.status for v in self.verdicts), key=ORDER.index)


def check_claims(assignment: Assignment, watch: Watch = ALONE) -> Iterator[ClaimReport]:
    """Decide every claim of an assignment, in order; each goal is announced to the watch."""
    for claim in assignment.claims:
        try:
            goals = obligations(claim, None, assignment)
        except CodeFaultError as fault:
            yield ClaimReport(claim, (undecided(str(fault)),))
            continue
        verdicts = tuple(watched(goal, f"claim {claim.id} ({number})", watch) for number, goal in enumerate(goals, 1))
        yield ClaimReport(claim, verdicts or (undecided("the claim has no goal"),), goals)


def checked(goal: Obligation) -> Verdict:
    """The engine's verdict; a contradiction between proof and evaluation is undecided, and marked as a bug of ours."""
    try:
        return decide(goal)
    except ContradictionError as bug:
        return undecided(f"bug: {bug}")


def watched(goal: Obligation, step: str, watch: Watch) -> Verdict:
    """The engine's verdict, announced to the watch as a step; undecided where that step has already cost a process."""
    lost = watch.begins(step)
    if lost:
        return undecided(lost)
    verdict = checked(goal)
    watch.ends()
    return verdict


def grade_document(
    path: str | Path,
    assignment: str | None = None,
    language: str | None = None,
    data: bytes | None = None,
    marking: SchemeTable | None = None,
    corrections: bool = True,
    watch: Watch = ALONE,
) -> Report:
    """Read, decide and annotate one hand-in. ``data`` are its bytes where the path is only a name (standard input), ``marking`` a scheme in place of the assignment's,
    and without ``corrections`` the report says where and why, and not what would be right. The reading and each distinct obligation are announced to the watch.

    Raises DocumentError where there is nothing to read, AssignmentError for an unknown assignment or a scheme that cannot be used.
    """
    start = perf_counter()

    lost = watch.begins("reading", tries=2)
    if lost:
        raise DocumentError(f"{path}: reading it came to no end: {lost}")
    held = contents(Path(path)) if data is None else data
    chosen, document = assigned(assignment, lambda notation: read_bytes(held, str(path), notation))
    watch.ends()
    plan = marking_scheme(chosen, marking)
    notation = chosen.notation if chosen else Notation()
    bench = bench_for(chosen, document, watch)
    noted = tuple(faults(document))
    mend = mender(noted, bench.read)
    slips = (*noted, *(Fault("notation", remark.code, remark.span) for remark in document.remarks))
    judged = [judge_fairly(step, bench, mend, slips) for step in steps(document)]
    tongue = language or document.language
    codes = code_answers(document, chosen, judged, bench.decide, lambda value, wanted: code_obligation(value, wanted, chosen) if chosen else Obligation(value, "=", wanted))
    found = [*findings(document, judged, lambda step: holds(step, bench), spelling(notation), bench.read, noted), *(finding for code in codes for finding in code.findings)]
    positions = Positions.of_document(document)
    marks = questions(document, judged, codes, found, asked_by(chosen, assignment is not None, tongue), plan, bench, lambda offset: positions.of(offset)[0])
    found += wrong_answers(marks, found)
    spoken = tuple(sorted((_spoken(f, tongue, corrections) for f in found), key=lambda f: (f.span.cell or 0, f.span.start, f.kind)))
    bugs = tuple(_bug(j) for j in judged if j.verdict is not None and j.verdict.reason.startswith("bug: "))
    reports = tuple(step_report(j) for j in judged)
    return Report(str(path), chosen.name if chosen else None, tongue, document, tuple(m.question for m in marks), reports, (*spoken, *bugs), perf_counter() - start, tuple(spelling(notation).items()))


def marking_scheme(assignment: Assignment | None, marking: SchemeTable | None = None) -> Scheme | None:
    """The scheme of an assignment, or the one that takes its place; an AssignmentError names the key that is wrong."""
    if assignment is None or (marking is None and not assignment.scheme):
        return None
    file, table = marking or SchemeTable(f"proofs/{assignment.name}/scheme.toml", assignment.scheme)
    try:
        return scheme(table, [claim.id for claim in assignment.claims], MESSAGES)
    except SchemeError as error:
        raise AssignmentError(f"{file}: {error}") from None


def asked_by(assignment: Assignment | None, named: bool, language: str) -> Claims:
    """What an assignment asks, with its statements as terms."""
    if assignment is None:
        return Claims()
    asked = {claim.id: _asked(claim, assignment.notation) for claim in assignment.claims}
    titles = {claim.id: claim.title.get(language, claim.id) for claim in assignment.claims}
    return Claims(titles, asked, {claim.id: claim.variable for claim in assignment.claims if claim.variable}, named)


def _asked(claim: Claim, notation: Notation) -> Asked | None:
    part = claim.id.split(".", maxsplit=1)[0]
    statements = read_formula(claim.statement, Span(0, len(claim.statement)), Lookup(notation, part), True).statements
    signs = [link.sign for link in statements[0].links] if len(statements) == 1 else []
    terms = [member.term for member in statements[0].members if member.term is not None]
    if not signs or signs[0] not in {"=", "<-"} or any(sign != "=" for sign in signs[1:]) or len(terms) <= len(signs) or (signs[0] == "=" and len(signs) > 1):
        return None
    ways = tuple(terms[1:]) if signs[0] == "<-" else ()
    return Asked(terms[0], terms[-1], claim.statement, frozenset(symbol.name for symbol in notation.symbols), ways)


def wrong_answers(marks: tuple[Marked, ...], found: list[Finding]) -> list[Finding]:
    """An answer that is not the claim's, where no other finding says so."""
    new = []
    for mark in marks:
        last, verdict = mark.answer.last, mark.answer.verdict
        if mark.answer.status != "wrong" or last is None or verdict is None or verdict.verdict is None:
            continue
        own = [f for f in found if f.kind == "error" and f.question == mark.question.id]
        if own:
            continue
        span = Span(last.step.link.span.start, last.step.right.span.end, last.step.link.span.cell)
        witness = verdict.verdict.witness or Witness((), "", "")
        shown = ", ".join(f"{name} = {value}" for name, value in witness.values[:8])
        data = (("right", last.step.right.source), ("values", shown), ("left_value", witness.left), ("right_value", witness.right), ("second", verdict.second))
        new.append(Finding(span, mark.question.id, "error", "wrong_answer", "", witness=verdict.verdict.witness, data=data))
    return new


def _spoken(finding: Finding, language: str, corrections: bool) -> Finding:
    return replace(finding, message=message(finding, language, corrections), correction=finding.correction if corrections else "")


def assigned(name: str | None, reading: Callable[[Notation], Document]) -> tuple[Assignment | None, Document]:
    """The assignment that was named or is recognised, and the document as its table reads it."""
    if name:
        assignment = load(name)
        return assignment, reading(assignment.notation)
    return recognised(lambda assignment: reading(assignment.notation)) or (None, reading(Notation()))


def bench_for(assignment: Assignment | None, document: Document | None = None, watch: Watch = ALONE) -> Bench:
    """What judging the steps of a document needs: the table of the assignment, and what the document introduced, by its places."""
    scope = Meanings(assignment.notation if assignment else Notation(), document)
    known: dict[Obligation, Verdict] = {}

    def deciding(goal: Obligation) -> Verdict:
        if goal not in known:
            known[goal] = watched(goal, f"obligation {len(known) + 1}", watch)
        return known[goal]

    readings = count(1)

    def second(member: Member, question: str) -> Term | None:
        lost = watch.begins(f"second reading {next(readings)}")
        if lost:
            raise LostReadingError(lost)
        term = second_reading(member, scope.lookup(question))
        watch.ends()
        return term

    def changed(source: str, member: Member, question: str) -> Member:
        found = read_formula(source, Span(0, len(source)), scope.lookup(question)).statements
        alone = len(found) == 1 and not found[0].links
        return replace(member, source=source, term=found[0].members[0].term, tokens=found[0].members[0].tokens) if alone else replace(member, term=None)

    return Bench(scope.notation, DEFINED, assignment.conventions if assignment else (), deciding, second, undecided, changed, scope.values)


def spelling(notation: Notation) -> dict[str, str]:
    """How the names of a table are written in LaTeX."""
    return {symbol.name: symbol.spellings[0] for symbol in notation.symbols if symbol.spellings}


def recognised(document_of: Callable[[Assignment], Document]) -> tuple[Assignment, Document] | None:
    """The assignment that a document answers, with the document read by its table; None where there is none.

    At least three of its statements stand in the document, and in one of five of the document's questions; of several assignments the one with most of them.
    """
    best: tuple[int, Assignment, Document] | None = None
    for name in assignments():
        assignment = load(name)
        document = document_of(assignment)
        matched = statements_in(assignment, document)
        if matched >= ENOUGH_STATEMENTS and matched * ENOUGH_QUESTIONS >= len(document.headings) and (best is None or matched > best[0]):
            best = matched, assignment, document
    return best and best[1:]


def statements_in(assignment: Assignment, document: Document) -> int:
    """How many statements of an assignment stand in a document: both sides within one question, in other words at most."""
    answers: dict[str, set[int]] = {}
    for step in steps(document):
        answers.setdefault(step.question, set()).update(likeness(m.term) for m in (step.left, step.right) if m.term is not None)
    matched = 0
    for claim in assignment.claims:
        lookup = Lookup(assignment.notation, claim.id.split(".", maxsplit=1)[0])
        members = [m for s in read_formula(claim.statement, Span(0, len(claim.statement)), lookup).statements for m in s.members]
        sides = {likeness(m.term) for m in members if m.term is not None}
        matched += len(sides) > 1 and all(m.term is not None for m in members) and any(sides <= answer for answer in answers.values())
    return matched


def step_report(judged: Judged) -> StepReport:
    """A judged step as a line of the report."""
    step, verdict = judged.step, judged.verdict
    status = verdict.status if verdict else "definition" if step.kind == "definition" else "unread"
    sides = [words(m.term) if m.term is not None else "?" for m in (step.left, step.right)]
    reason = verdict.reason if verdict else next((m.reason for m in (step.left, step.right) if m.term is None), "")
    conditions = tuple(words(c) for c in verdict.conditions) if verdict else ()
    return StepReport(
        step.link.span, step.question, step.left.source, step.link.sign, step.right.source, f"{sides[0]} {step.link.sign} {sides[1]}", status,
        step.left, step.right, verdict, conditions, reason, step.chain, judged.goal,
    )  # fmt: skip


def _bug(judged: Judged) -> Finding:
    reason = judged.verdict.reason if judged.verdict else ""
    return Finding(judged.step.link.span, judged.step.question, "bug", "contradiction", f"This is a bug of derive, not of the hand-in: {reason}")
