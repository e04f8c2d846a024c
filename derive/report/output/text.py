"""The report for a terminal: the source line, the blamed span underlined, the message, what would make it right; then the questions, then what needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from derive.model.report import Finding, QuestionReport, Report
from derive.report.positions import Positions
from derive.report.safe import safe, shortened
from derive.report.spoken import reason_in
from derive.report.standing import for_a_person, total
from derive.report.vocabulary import CLASSES, STANDINGS, VERDICTS, WORDS, number

NAME = "text"
SUFFIX = ".txt"
WIDTH = 150
STYLES = {
    "error": "1;31", "bug": "1;35", "notation": "1;33", "note": "1;36", "right": "32", "right_with_slips": "33", "wrong": "31", "missing": "31", "unread": "35", "not_marked": "34",
    "place": "1", "faint": "2", "good": "32",
}  # fmt: skip
Paint = Callable[[str, str], str]


def render(report: Report) -> str:
    """All findings in order, the questions with their points, a summary, what needs a person."""
    return _text(report, lambda text, _: text)


def coloured(report: Report) -> str:
    """The same with colours."""
    return _text(report, lambda text, style: f"\x1b[{STYLES[style]}m{text}\x1b[0m" if text.strip() else text)


def _text(report: Report, paint: Paint) -> str:
    positions = Positions.of_document(report.document)
    own = WORDS[report.language]
    lines: list[str] = []
    for finding in report.findings:
        lines += _finding(report, finding, positions, paint)
    if not any(f.kind in {"error", "notation", "bug"} for f in report.findings):
        lines.append(f"{safe(report.file)}: {paint(own['nothing'], 'good')}")
    lines += _questions(report, paint)
    counts = Counter(step.status for step in report.steps)
    lines.append(f"{own['steps']}: " + ", ".join(f"{VERDICTS[report.language][status]} {n}" for status, n in sorted(counts.items())))
    lines += _open(report, positions, paint)
    return "\n".join(lines) + "\n"


def _finding(report: Report, finding: Finding, positions: Positions, paint: Paint) -> list[str]:
    line, column = positions.of(finding.span.start)
    end_line, end_column = positions.of(finding.span.end)
    shown = positions.line_at(finding.span.start)
    last = end_column if end_line == line else len(shown) + 1
    start = max(0, column - 1 - WIDTH // 3) if len(shown) > WIDTH else 0
    cut = safe(shown[start : start + WIDTH])
    marks = " " * (column - 1 - start) + paint("^" * max(1, min(last - column, WIDTH - (column - 1 - start))), finding.kind)
    kind = paint(f"{CLASSES[report.language][finding.kind]} [{finding.code}]", finding.kind)
    where = f" ({WORDS[report.language]['question']} {safe(finding.question)})" if finding.question else ""
    found = [f"{paint(f'{safe(report.file)}:{positions.shown(finding.span.start)}:', 'place')} {kind}{where}", f"  {cut}", f"  {marks}", f"  {safe(finding.message)}"]
    if finding.correction:
        found.append(f"  {paint(WORDS[report.language]['correction'] + ':', 'good')} {safe(finding.correction)}")
    return [*found, ""]


def _questions(report: Report, paint: Paint) -> Iterator[str]:
    """A line for each question that has a standing of its own."""
    shown = [q for q in report.questions if q.out_of is not None or q.status != "not_marked"]
    if not shown:
        return
    own, words = WORDS[report.language], STANDINGS[report.language]
    yield f"{own['questions']}:"
    width = max(len(safe(q.id)) for q in shown)
    for question in shown:
        yield f"  {safe(question.id):<{width}}  {_points(question, report.language):>9}  {paint(words[question.status], question.status)}  {paint(_title(question), 'faint')}".rstrip()
    found = total(report)
    if found is not None:
        still = f"  ({found.open} {own['open']})" if found.open else ""
        yield f"  {own['total']}  {number(found.points, report.language)} {own['of']} {number(found.out_of, report.language)}{still}"


def _points(question: QuestionReport, language: str) -> str:
    if question.out_of is None:
        return ""
    return f"{'–' if question.points is None else number(question.points, language)} / {number(question.out_of, language)}"


def _title(question: QuestionReport) -> str:
    return shortened(safe(question.title), 60)


def _open(report: Report, positions: Positions, paint: Paint) -> Iterator[str]:
    """What a person has to look at, in the order of the hand-in."""
    found = list(for_a_person(report))
    if not found:
        return
    own = WORDS[report.language]
    yield f"{own['person']}:"
    for item in found:
        if isinstance(item, QuestionReport):
            yield f"  {item.line}:1 {own['question']} {safe(item.id)}: {paint(STANDINGS[report.language][item.status], item.status)}"
            continue
        reason = shortened(safe(reason_in(item.reason, report.language, item.status)), 90)
        yield f"  {positions.shown(item.span.start)} {safe(item.left)[:50]} {safe(item.relation)} {safe(item.right)[:50]}  ({VERDICTS[report.language][item.status]}{': ' if reason else ''}{reason})"
