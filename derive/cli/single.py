"""One formula from the command line, and the read-back of a document."""

from __future__ import annotations

import json
from dataclasses import replace

from derive.cli.proof_file import Proof, proof_data
from derive.grading.judge import DECIDED, Bench, Judged, arrow, judge
from derive.model.claim import Notation
from derive.model.document import Document, Span, Statement, Step
from derive.model.report import StepReport
from derive.model.term import Term
from derive.pipeline import bench_for, step_report
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from derive.report.proofs import argument
from derive.steps import steps
from derive.terms.build import rel
from derive.terms.words import words


class NonsenseError(Exception):
    """There is nothing to check in this text; one line."""


def checked_formula(formula: str, given: tuple[str, ...], proof: bool, form: str = "text") -> tuple[list[str], int]:
    """The verdicts of the steps of one formula as lines (one line of JSON with the proofs, for a recheck), and the exit status; NonsenseError where there is none."""
    conditions = tuple(_condition(text) for text in given)
    reading = read_formula(formula, Span(0, len(formula)), Lookup(Notation()), True)
    statements = tuple(
        Statement(s.members, s.links, s.span, s.continues, s.joint, (*conditions, *s.conditions), s.display, s.row) for s in reading.statements
    )
    found = [s for s in steps(Document("-", "en", formula, statements)) if s.kind == "step" or (s.kind == "definition" and _readable(s))]
    if any(step.antecedent is not None for step in found):
        found = [step for step in found if step.antecedent is not None or step.mood != "solved"]  # what stands before an arrow is supposed, and not asserted
    unread = [m for s in reading.statements for m in s.members if m.term is None and m.source]
    if unread:
        raise NonsenseError(f"cannot read {unread[0].source!r}: {unread[0].reason}")
    if not found:
        raise NonsenseError(f"no relation to check in {formula!r}: write one such as 'x + x = 2x'")
    bench = bench_for(None)
    lines, status, rows = [], 0, []
    proofs: list[Proof] = []
    for step in found:
        judged = _judged(step, bench)
        report = _reported(step, judged)
        lines.append(f"{report.left} {report.relation} {report.right}: {report.status}")
        verdict = judged.verdict
        if verdict is None:
            continue
        lines += [f"  if {condition}" for condition in report.conditions]
        if verdict.witness is not None:
            where = ", ".join(f"{name} = {value}" for name, value in verdict.witness.values)
            lines.append(f"  at {where or 'any point'}: left {verdict.witness.left}, right {verdict.witness.right}")
        if verdict.reason:
            lines.append(f"  {verdict.reason}")
        if verdict.status == "undecided" and verdict.residue is not None:
            lines.append(f"  left over: {words(verdict.residue)} = 0 ?{f' (closest: {verdict.by})' if verdict.by else ''}")
        rows.append({"left": report.left, "relation": report.relation, "right": report.right, "status": report.status, "conditions": list(report.conditions), "reason": verdict.reason})
        if proof and verdict.certificate is not None and judged.goal is not None:
            proofs.append(Proof(f"{report.left} {report.relation} {report.right}", judged.goal, verdict.conditions, verdict.certificate))
            lines += ["", *argument(judged.goal, verdict.certificate, verdict.conditions), ""]
        status = max(status, 1 if verdict.status in {"refuted", "ill_typed", "vacuous"} else 0)
    if form == "json":
        lines = [json.dumps({**proof_data(proofs), "steps": rows}, ensure_ascii=False)]
    return lines, status


def _judged(step: Step, bench: Bench) -> Judged:
    """A relation for all values of its letters; behind an arrow, as what follows from what stands before it (and the other way round)."""
    alone = Step(step.left, step.link, step.right, "", "step", step.given)
    if step.antecedent is None:
        return judge(alone, bench)
    forms = arrow(alone, step.antecedent, bench)
    goals = [replace(form, relation="<=>") for form in forms] if step.antecedent.both_ways else forms
    verdicts = [(bench.decide(goal), goal) for goal in goals]
    verdict, goal = next((pair for pair in verdicts if pair[0].status in DECIDED), verdicts[-1])
    return Judged(alone, verdict, goal)


def _reported(step: Step, judged: Judged) -> StepReport:
    """The report of a step; of an arrow, both of its sides."""
    report = step_report(judged)
    if step.antecedent is None:
        return report
    sign = "<=>" if step.antecedent.both_ways else "=>"
    before = " and ".join(f"{words(c.args[1])} {c.args[0]} {words(c.args[2])}" for c in step.antecedent.conditions)
    return replace(report, left=before, relation=sign, right=f"{report.left} {report.relation} {report.right}")


def _readable(step: Step) -> bool:
    return step.left.term is not None and step.right.term is not None and step.link.sign in {"=", "!=", "<", "<=", ">", ">="}


def _condition(text: str) -> Term:
    reading = read_formula(text, Span(0, len(text)), Lookup(Notation()))
    for statement in reading.statements:
        if len(statement.links) == 1 and statement.links[0].sign in {"=", "!=", "<", "<=", ">", ">="}:
            left, right = statement.members
            if left.term is not None and right.term is not None:
                return rel(statement.links[0].sign, left.term, right.term)
    raise NonsenseError(f"cannot read the condition {text!r}: write one such as 'x > 0'")
