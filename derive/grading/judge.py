"""Verdicts for steps: least unfolded first; only the fullest form may refute, and only where a second reading does not contradict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.model.claim import Notation
from derive.model.document import Member, Step
from derive.model.obligation import Convention, Obligation, Verdict
from derive.model.term import Term
from derive.steps import obligations
from derive.steps.unfold import Definitions
from derive.terms.binding import free, walk

Decide = Callable[[Obligation], Verdict]
SecondReading = Callable[[Member, str], Term | None]
BOLD = re.compile(r"\\(mathbf|boldsymbol|bm|vec|pmb)\b")
DECIDED = frozenset({"proved", "proved_if"})
WRONG = frozenset({"refuted", "ill_typed"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A step with its verdict."""

    step: Step
    verdict: Verdict | None = None
    goal: Obligation | None = None
    second: str = ""
    """"agrees", "differs" or "none", where the step was going to be called wrong."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging needs: the table of symbols, the meanings of functions, conventions, the engine, the second reader, and how to be undecided."""

    notation: Callable[[str], Notation]
    standard: Definitions
    conventions: tuple[Convention, ...]
    decide: Decide
    second_reading: SecondReading
    undecided: Callable[[str], Verdict]
    read: Callable[[str, Member, str], Member]
    """A changed source, the member that it replaces and the question: the member as it would be read."""


def judge(step: Step, bench: Bench) -> Judged:
    """The step with its verdict; definitions and unread steps have none."""
    if step.kind != "step":
        return Judged(step)
    notation = bench.notation(step.question.split(".")[0])
    if introduces(step, notation):
        return Judged(replace(step, kind="definition"))
    forms = obligations(step, notation, bench.standard, bench.conventions)
    if not forms:
        return Judged(step, bench.undecided("derivatives by two things of which one is made of the other"))
    verdict, goal, nearer = None, None, None
    for position, form in enumerate(forms):
        own = bench.decide(form)
        last = position == len(forms) - 1
        if own.status == "undecided" and form.conventions:
            plain = replace(form, conventions=())
            weaker = bench.decide(plain)
            own, form = (weaker, plain) if weaker.status in DECIDED else (own, form)
        if own.status in DECIDED or (own.status in WRONG and last):
            verdict, goal = own, form
            break
        if own.status == "refuted" and position:
            nearer = (own, form)
        if last or verdict is None or own.reason:
            verdict, goal = own, form
    if verdict is not None and verdict.status == "refuted" and nearer is not None:
        verdict, goal = nearer
    assert verdict is not None
    doubt = _doubt(step, verdict, goal, notation) if verdict.status in WRONG else _hidden(goal)
    if doubt:
        return Judged(step, bench.undecided(doubt), goal)
    if verdict.status in WRONG:
        return _read_twice(step, verdict, goal, notation, bench)
    return Judged(step, verdict, goal)


def introduces(step: Step, notation: Notation) -> bool:
    """Whether the step gives a name to something: a bare symbol without a meaning so far, that the other side does not contain."""
    if step.link.sign != "=":
        return False
    known = {s.name for s in notation.symbols if s.term is not None}
    for side, other in ((step.left.term, step.right.term), (step.right.term, step.left.term)):
        if side is not None and other is not None and side.op in {"sym", "at", "arr"}:
            name = side.args[0].name if side.op == "at" else side.name
            if name not in known and name not in {v.name for v in free(other)}:
                return True
    return False


def _doubt(step: Step, verdict: Verdict, goal: Obligation | None, notation: Notation) -> str:
    """Why a step must not be called wrong after all; "" where nothing speaks against it."""
    if verdict.status == "ill_typed" and _two_kinds(notation, step):
        return "a letter of this step stands for a scalar and for a vector"
    sides = [term for term in (step.left.term, step.right.term) if term is not None]
    if verdict.status == "ill_typed" and any(node.op == "D" for term in sides for node in walk(term)):
        return "the shapes inside a derivative do not fit"
    defined = {s.name for s in notation.symbols if s.term is not None and not s.params}
    table = {s.name for s in notation.symbols} | {d.name for s in notation.symbols for d in s.dims if d.op == "sym"}
    names = {v.name for term in sides for v in free(term)}
    strangers = {v.name for term in sides for v in free(term) if v.op == "arr" or len(v.name) > 1 or v.args[1] == "real"} - table
    if names & defined and strangers:
        return f"the step uses {', '.join(sorted(strangers))}, of which nothing is known, beside what the assignment defines"
    if (names - table) and BOLD.search(step.left.source + step.right.source):
        return "bold letters stand for arrays, of which no shape is known"
    return _hidden(goal)


def _hidden(goal: Obligation | None) -> str:
    """Why a derivative has no verdict: what is differentiated does not show its variable, so it may depend on it or not."""
    for term in (goal.left, goal.right) if goal is not None else ():
        for node in walk(term):
            if node.op == "D" and free(node.args[0]):
                by = node.args[1].args[0] if node.args[1].op == "at" else node.args[1]
                if by not in free(node.args[0]):
                    return "what is differentiated does not show how it depends on the variable"
    return ""


def _two_kinds(notation: Notation, step: Step) -> bool:
    """Whether a letter of the step is both a scalar and an array in the table."""
    kinds: dict[str, set[str]] = {}
    for symbol in notation.symbols:
        for spelling in symbol.spellings:
            kinds.setdefault(spelling, set()).add(symbol.kind)
    double = {spelling for spelling, found in kinds.items() if len(found) > 1}
    return any(spelling in (step.left.source + step.right.source) for spelling in double)


def _read_twice(step: Step, verdict: Verdict, goal: Obligation | None, notation: Notation, bench: Bench) -> Judged:
    """Before a step is called wrong, the second reader must have read the same wherever it can read it."""
    part = step.question.split(".")[0]
    seen = False
    for member in (step.left, step.right):
        other = bench.second_reading(member, part)
        if other is None or member.term is None:
            continue
        seen = True
        left = replace(step, left=member, right=replace(member, term=other), link=replace(step.link, sign="="))
        forms = obligations(left, notation, bench.standard, ())
        if all(bench.decide(form).status not in DECIDED for form in forms):
            reason = f"the two readings of {member.source} differ"
            return Judged(step, bench.undecided(reason), goal, "differs")
    return Judged(step, verdict, goal, "agrees" if seen else "none")
