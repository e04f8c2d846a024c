"""Soundness campaign over whole hand-ins: plant one known mistake in a right hand-in, grade the copy, and see whether it is found at its line and nothing else is blamed.

    python -m tests.benchmarks.planted [--count 2000] [--seed 0] [--verbose]

The hand-ins of ``right/`` are right in every line, and say beside them (TOML) what their letters stand for. A mistake is a change of the text of one member of a chain; an evaluator
of the campaign's own (``planting/``), which shares no code with derive, says at random points that the changed member clearly differs from the one that stood there (or that its
arrays do not fit): then the step is wrong. A change that leaves the value alone is not planted, nor one in a place where a letter is given its meaning: that is another definition
and no mistake. In numpy answers the changes are wrong by construction.

Printed are the mistakes found (an error on a line of the changed step), missed, and the right lines blamed, each with the number that makes it again: ``--only SEED:NUMBER``.
Mistakes in steps that are decided while they are right are counted apart from the others. Exit status 1 where a right line is blamed or less than 95 % are found.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from derive.model.report import Finding, Report
from derive.pipeline import grade_document
from derive.report.positions import Positions
from tests.benchmarks.planting.arrays import NoValueError, ShapeError
from tests.benchmarks.planting.formulas import UnreadableError
from tests.benchmarks.planting.handins import Claim, HandIn, Member, corpus
from tests.benchmarks.planting.mistakes import FLIPPED, KINDS, code, index, variable
from tests.benchmarks.planting.values import COMPARE, Point, different, same

POINTS, WANTED = 8, 0.95
DECIDED = frozenset({"proved", "proved_if", "refuted", "ill_typed"})
REACH = 3
"""How many lines a finding covers behind its first, as in scoring."""


@dataclass(frozen=True)
class Mistake:
    """One change of a hand-in: the kind, the place, and the lines of the step that it makes wrong."""

    hand_in: HandIn
    kind: str
    start: int
    end: int
    new: str
    lines: range
    link: int
    """Where the changed step stands, to ask how it was decided when it was right."""

    @property
    def text(self) -> str:
        return self.hand_in.text[: self.start] + self.new + self.hand_in.text[self.end :]


@dataclass(frozen=True)
class Outcome:
    """What grading a copy says: whether the mistake is found, and the errors on other lines."""

    mistake: Mistake
    found: bool
    blamed: tuple[str, ...]
    decided: bool
    why: str = ""
    """What the report says of the changed step where the mistake is not found."""


def points(hand_in: HandIn, seed: int = 7) -> list[Point]:
    source = random.Random(seed)
    return [Point.drawn(hand_in.world, source) for _ in range(POINTS)]


def holds(hand_in: HandIn, claim: Claim) -> bool:
    """Whether a claim of the corpus is true at all points. UnreadableError and NoValueError where the evaluator cannot say."""
    left, right = hand_in.formula(claim.left.source), hand_in.formula(claim.right.source)
    values = [(point.value(left), point.value(right)) for point in points(hand_in)]
    return all(same(a, b) if claim.sign == "=" else not isinstance(a, tuple) and COMPARE[claim.sign](a, b) for a, b in values)  # type: ignore[arg-type]


def truly_wrong(hand_in: HandIn, member: Member, changed: str) -> bool:
    """Whether a changed member clearly has another value at one point, or cannot have one because its arrays do not fit."""
    try:
        right, wrong = hand_in.formula(member.source), hand_in.formula(changed)
    except UnreadableError:
        return False
    clear = 0
    for point in points(hand_in):
        value = point.value(right)
        try:
            clear += different(value, point.value(wrong))
        except ShapeError:
            return True
        except NoValueError:
            continue
    return clear > 1


def mistakes(hand_in: HandIn) -> Iterator[tuple[str, Claim, Member, tuple[int, int, str]]]:
    """All changes that could be made in a hand-in, before they are checked."""
    for claim in hand_in.claims:
        step = f"{claim.left.source} {claim.right.source}"
        indices = tuple(sorted({*hand_in.world.indices, *re.findall(r"_\{?([a-z])", step)}))
        named = tuple(sorted({letter for letter in hand_in.world.letters if re.search(rf"(?<![A-Za-z])\\?{letter}(?![A-Za-z])", step)} - set(indices)))
        for member in (claim.right, *([claim.left] if claim.first else [])):
            for kind, make in KINDS.items():
                yield from ((kind, claim, member, change) for change in make(member.source))
            yield from (("index", claim, member, change) for change in index(member.source, indices))
            yield from (("variable", claim, member, change) for change in variable(member.source, [f"\\{name}" if len(name) > 1 else name for name in named]))


def planted(count: int, seed: int) -> Iterator[Mistake]:
    """Mistakes that are truly wrong: hand-ins in turn, a kind at random, a place of that kind at random."""
    source = random.Random(seed)
    hand_ins = corpus()
    made = draws = 0
    while made < count and draws < 50 * count:
        hand_in = hand_ins[draws % len(hand_ins)]
        draws += 1
        drawn = _relation(hand_in, source) if source.random() < 0.03 else _code(hand_in, source) if hand_in.code and source.random() < 0.4 else _formula(hand_in, source)
        if drawn is not None:
            made += 1
            yield drawn


@cache
def _places(hand_in: HandIn) -> dict[str, list[tuple[str, Claim, Member, tuple[int, int, str]]]]:
    found: dict[str, list[tuple[str, Claim, Member, tuple[int, int, str]]]] = {}
    for drawn in mistakes(hand_in):
        found.setdefault(drawn[0], []).append(drawn)
    return found


def _formula(hand_in: HandIn, source: random.Random) -> Mistake | None:
    places = _places(hand_in)
    kind, claim, member, (first, last, new) = source.choice(places[source.choice(list(places))])
    changed = member.source[:first] + new + member.source[last:]
    if not truly_wrong(hand_in, member, changed):
        return None
    lines = range(hand_in.line(member.start if member is claim.left else hand_in.sign_at(claim)), hand_in.line(claim.right.end) + 1)
    return Mistake(hand_in, kind, member.start + first, member.start + last, new, lines, claim.right.start)


def _relation(hand_in: HandIn, source: random.Random) -> Mistake | None:
    """< for >= and the like."""
    claims = [claim for claim in hand_in.claims if claim.sign in FLIPPED]
    if not claims:
        return None
    claim = source.choice(claims)
    if holds(hand_in, replace(claim, sign=FLIPPED[claim.sign])):
        return None
    place = hand_in.sign_at(claim)
    return Mistake(hand_in, "relation", place, place + len(claim.sign), FLIPPED[claim.sign], range(hand_in.line(place), hand_in.line(claim.right.end) + 1), claim.right.start)


def _code(hand_in: HandIn, source: random.Random) -> Mistake | None:
    answer = source.choice(hand_in.code)
    changes = list(code(answer.source))
    if not changes:
        return None
    kind, (first, last, new) = source.choice(changes)
    line = hand_in.line(answer.start)
    return Mistake(hand_in, kind, answer.start + first, answer.start + last, new, range(line, line + 1), -1)


def graded(hand_in: HandIn, text: str) -> Report:
    return grade_document(hand_in.path, hand_in.assignment, data=text.encode(), corrections=True)


@cache
def decided_when_right(hand_in: HandIn) -> frozenset[int]:
    """The lines of the steps that are decided in the right hand-in."""
    report = graded(hand_in, hand_in.text)
    places = Positions.of_document(report.document)
    return frozenset(line for step in report.steps if step.status in DECIDED for line in _lines(places, step.span.start, step.right_member.span.end))


def _lines(places: Positions, start: int, end: int) -> range:
    return range(places.of(start)[0], places.of(max(start, end - 1))[0] + 1)


def blamed(report: Report) -> list[tuple[range, Finding]]:
    """The errors of a report with the lines that each covers."""
    places = Positions.of_document(report.document)
    found = [(_lines(places, f.span.start, f.span.end), f) for f in report.findings if f.kind in {"error", "bug"}]
    return [(range(lines.start, min(lines.stop, lines.start + REACH + 1)), f) for lines, f in found]


def outcome(mistake: Mistake) -> Outcome:
    """Grade the copy."""
    report = graded(mistake.hand_in, mistake.text)
    errors = blamed(report)
    hits = [lines for lines, _ in errors if set(lines) & set(mistake.lines)]
    others = tuple(
        text for lines, finding in errors if not set(lines) & set(mistake.lines) and (text := f"{lines.start}: {finding.message}") not in blamed_at_rest(mistake.hand_in)
    )
    line = mistake.hand_in.line(max(mistake.link, mistake.start))
    places = Positions.of_document(report.document)
    why = "; ".join(
        f"{s.status} {s.reason}"
        for s in report.steps
        if not hits and set(_lines(places, s.span.start, s.right_member.span.end)) & set(mistake.lines) and s.status not in {"proved", "proved_if"}
    )
    return Outcome(mistake, bool(hits), others, mistake.link < 0 or line in decided_when_right(mistake.hand_in), why)


def shown(number: int, seed: int, result: Outcome) -> str:
    mistake = result.mistake
    text, line_start = mistake.text, mistake.text.rfind("\n", 0, mistake.start) + 1
    line = text[line_start : (text + "\n").index("\n", mistake.start)]
    return (
        f"{seed}:{number} {mistake.hand_in.path.name}:{mistake.lines.start} {mistake.kind}: {mistake.hand_in.text[mistake.start : mistake.end]!r} became {mistake.new!r} in {line}"
        + (f"\n    {result.why}" if result.why else "")
    )


@cache
def blamed_at_rest(hand_in: HandIn) -> frozenset[str]:
    """Errors that derive sees in a hand-in as it is: there must be none."""
    return frozenset(f"{lines.start}: {finding.message}" for lines, finding in blamed(graded(hand_in, hand_in.text)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="SEED:NUMBER of one mistake, with the report's errors")
    parser.add_argument("--verbose", action="store_true", help="every mistake as it is judged")
    options = parser.parse_args()
    if options.only:
        options.seed, options.count = (int(part) for part in options.only.split(":"))
    start, tally, kinds = time.perf_counter(), Counter[str](), Counter[tuple[str, bool]]()
    at_rest = [] if options.only else [f"{hand_in.path.name}:{line}" for hand_in in corpus() for line in blamed_at_rest(hand_in)]
    for line in at_rest:
        print(f"blamed in a right hand-in: {line}")
    for number, mistake in enumerate(planted(options.count, options.seed), 1):
        if options.only and number < options.count:
            continue
        result = outcome(mistake)
        group = "decided" if result.decided else "undecided"
        tally[f"{group} {'found' if result.found else 'missed'}"] += 1
        kinds[mistake.kind, result.found] += 1
        tally["blamed"] += len(result.blamed)
        if not result.found:
            print(f"missed ({group}) {shown(number, options.seed, result)}", flush=True)
        for other in result.blamed:
            print(f"blamed {other} <- {shown(number, options.seed, result)}", flush=True)
        if options.verbose and result.found:
            print(f"found {shown(number, options.seed, result)}")
    total = sum(n for key, n in tally.items() if key != "blamed")
    for group in ("decided", "undecided"):
        own = tally[f"{group} found"] + tally[f"{group} missed"]
        print(f"in steps {group} when right: {own} mistakes, {tally[f'{group} found']} found")
    for kind in sorted({kind for kind, _ in kinds}):
        print(f"{kinds[kind, True]:6} of {kinds[kind, True] + kinds[kind, False]:5} found: {kind}")
    found = tally["decided found"] + tally["undecided found"]
    print(
        f"{total} mistakes planted, {found} found ({found / max(total, 1):.1%}), {total - found} missed; {tally['blamed'] + len(at_rest)} right lines blamed; {time.perf_counter() - start:.0f} s"
    )
    return 0 if total and found >= WANTED * total and not tally["blamed"] and not at_rest else 1


if __name__ == "__main__":
    sys.exit(main())
