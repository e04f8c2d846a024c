"""The standing of each question, and its points where a scheme says how. Nothing undecided ever costs a mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from derive.grading.answers import Answer, final_answer
from derive.grading.code import CodeAnswer
from derive.grading.judge import DECIDED, Bench, Judged
from derive.grading.scheme import Item, Scheme
from derive.grading.statements import Asked
from derive.model.document import Document, Heading, Member, Span
from derive.model.report import Finding, QuestionReport, QuestionStatus

FEW_WORDS = 12
"""An answer of more words than these beside its formulas may be one in prose, which a person has to read."""
QUESTION = re.compile(r"\b(?:d[ée]?montr\w*|mont\w+ que|prouve\w*|v[ée]rifi\w*|justifi\w*|show|prove|verify|demonstrate)\b", re.IGNORECASE)
"""Words of a question that gives its statement away."""
MATHEMATICS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\\\[.*?\\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an assignment asks: by claim its title, the statement (None where it cannot be read) and the name of its numpy answer."""

    titles: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, Asked | None] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    """The assignment was named, so that what is not there is missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    heading: Heading
    body: Span
    """What follows the paragraph of the heading."""
    text: str
    end: int
    steps: tuple[Judged, ...]
    codes: tuple[CodeAnswer, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A question's standing and the answer that decided it."""

    question: QuestionReport
    answer: Answer


def questions(
    document: Document, found: Sequence[Judged], codes: Sequence[CodeAnswer], findings: Sequence[Finding], claims: Claims, scheme: Scheme | None, bench: Bench, line_of: Callable[[int], int]
) -> tuple[Marked, ...]:
    """The questions in the order of the hand-in, then those of the assignment that it lacks.

    ``right``: the claim's statement is reached by the student's own work; ``right_with_slips``: it is, and something on the way is false; ``wrong``: the answer is not the
    claim's, or an error is never recovered from; ``missing``: no answer, of an assignment that was named; ``unread``: nothing of it could be read; ``not_marked``: a person has to.
    """
    parts = [_part(document, position, found, codes, findings) for position in range(len(document.headings))]
    marked = []
    for part in parts:
        answer = _answer(part, part.heading.question, claims, scheme, bench)
        status = _status(part, answer, claims, scheme)
        lines = line_of(part.heading.span.start), line_of(max(part.heading.span.start, part.end - 1))
        marked.append(Marked(_report(part.heading.question, part.heading.title, status, part.findings, scheme, lines, answer), answer))
    there = {part.heading.question for part in parts}
    if claims.named and there & set(claims.titles):
        for claim, title in claims.titles.items():
            if claim not in there:
                status = "not_marked" if scheme is not None and _item(scheme, claim, claims).asks == "prose" else "missing"
                marked.append(Marked(_report(claim, title, status, (), scheme, (0, 0), Answer("none")), Answer("none")))
    return tuple(marked)


def _part(document: Document, position: int, found: Sequence[Judged], codes: Sequence[CodeAnswer], findings: Sequence[Finding]) -> Part:
    heading = document.headings[position]
    start = heading.span.start
    end = document.headings[position + 1].span.start if position + 1 < len(document.headings) else len(document.text)
    paragraph = re.compile(r"\r?\n[ \t]*\r?\n").search(document.text, heading.span.end, end)
    body = Span(paragraph.end() if paragraph else end, end)
    return Part(
        heading, body, document.text[start:end], end,
        tuple(j for j in found if start <= j.step.link.span.start < end),
        tuple(c for c in codes if start <= c.span.start < end),
        tuple(f for f in findings if start <= f.span.start < end),
    )  # fmt: skip


def _item(scheme: Scheme | None, claim: str, claims: Claims) -> Item:
    if scheme is not None and claim in scheme.items:
        return scheme.items[claim]
    return Item(0.0, "code" if claims.variables.get(claim) else "formula")


def _answer(part: Part, claim: str, claims: Claims, scheme: Scheme | None, bench: Bench) -> Answer:
    """The final answer of a question that the assignment asks."""
    if claim not in claims.titles:
        return Answer("none")
    asks = _item(scheme, claim, claims).asks
    if asks == "prose":
        return Answer("open")
    if asks == "code":
        own = [code for code in part.codes if code.name == claims.variables.get(claim)]
        return Answer(own[-1].status) if own else Answer("open" if part.codes else "none")
    asked = claims.asked.get(claim)
    if asked is None:
        return Answer("open")
    return final_answer(asked, asks, part.steps, bench, lambda member: _meant(member, part.findings))


def _meant(member: Member, findings: Sequence[Finding]) -> str | None:
    """A member with what is meant in place of each sign that stands for two things."""
    twice = [f for f in findings if f.code == "two_meanings" and f.correction and member.span.start <= f.span.start and f.span.end <= member.span.end]
    text = member.source
    for finding in sorted(twice, key=lambda f: -f.span.start):
        start, end = finding.span.start - member.span.start, finding.span.end - member.span.start
        text = f"{text[:start]}{finding.correction}{text[end:]}"
    return text if twice else None


def _status(part: Part, answer: Answer, claims: Claims, scheme: Scheme | None) -> QuestionStatus:
    errors = [f for f in part.findings if f.kind == "error"]
    recovered = bool(errors) and all(dict(f.data).get("recovers") for f in errors)
    claim = part.heading.question
    asked = claim in claims.titles
    if answer.status == "wrong":
        return "wrong"
    if answer.status == "right":
        return "right_with_slips" if errors or answer.slip else "right"
    if asked and _item(scheme, claim, claims).asks == "prose":
        return "not_marked"
    if errors and not (recovered and (asked or any(j.verdict is not None and j.verdict.status in DECIDED for j in part.steps))):
        return "wrong" if answer.status in {"none", "copied"} else "not_marked"
    if recovered and not asked:
        return "right_with_slips"
    steps = [j for j in part.steps if j.step.kind != "definition"]
    if steps and all(j.step.kind == "unread" for j in steps):
        return "unread"
    if asked and claims.named and answer.status in {"none", "copied"} and not part.codes and not _work(part, answer):
        return "missing"
    return "not_marked"


def _work(part: Part, answer: Answer) -> bool:
    """Whether something stands there that may be an answer: a derivation, another statement than the one to be shown, what is not decided, or prose."""
    chains: dict[int, int] = {}
    for judged in part.steps:
        chains[judged.step.chain] = chains.get(judged.step.chain, 0) + 1
    derived = any(count > 1 for count in chains.values())
    unclear = any(j.verdict is None or j.verdict.status not in DECIDED for j in part.steps if j.step.kind != "definition")
    own = any(part.body.start <= j.step.link.span.start for j in part.steps)
    stated = own and (answer.status != "copied" or not QUESTION.search(part.text))
    body = part.text[part.body.start - part.heading.span.start :]
    return derived or unclear or stated or len(MATHEMATICS.sub(" ", body).split()) > FEW_WORDS


def _report(question: str, title: str, status: QuestionStatus, findings: Sequence[Finding], scheme: Scheme | None, lines: tuple[int, int], answer: Answer) -> QuestionReport:
    item = scheme.items.get(question) if scheme is not None else None
    if item is None or scheme is None:
        return QuestionReport(question, title, status, None, None, *lines)
    points: float | None = None
    if status in {"right", "right_with_slips"}:
        points = max(0.0, item.points - sum(scheme.cost(f.code, f.kind == "error") for f in findings if f.kind in {"error", "notation"}))
    elif status == "wrong":
        points = scheme.wrong * item.points
    elif status == "missing":
        points = 0.0
    elif scheme.undecided == "full" and answer.status == "open" and item.asks != "prose":
        points = item.points
    return QuestionReport(question, title, status, points, item.points, *lines)
