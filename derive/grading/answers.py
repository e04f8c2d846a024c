"""Final answers: whether a question states what its claim asks for, reached by the student's own work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.grading.judge import DECIDED, WRONG, Bench, Judged, judge
from derive.grading.statements import Asked, Standing, aligned, entries_of, opaque, unfinished
from derive.grading.updates import ARROWS, compared, is_update, rule_for
from derive.model.document import Member
from derive.model.term import Term
from derive.steps import obligations
from derive.terms.binding import free
from derive.terms.build import conj, mul, num, sub

FACTORS = tuple(num(Fraction(n, d)) for n, d in ((1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2)))
"""How a statement may be scaled and still be the one that was asked for."""
DERIVED = 2
"""A derivation has at least this many links; one alone repeats the statement."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of an answer: "right", "wrong", "open" (a person has to look), "copied" or "none"; and the step that ends it."""

    status: str
    last: Judged | None = None
    verdict: Judged | None = None
    """Of a wrong one: the answer against the claim."""
    slip: bool = False
    """Right as it is meant, and not as it is written: a sign that stands for two things."""


Meant = Callable[[Member], str | None]
"""A member as it is meant where a sign in it stands for two things; None where none does."""


def final_answer(asked: Asked, asks: str, own: Sequence[Judged], bench: Bench, meant: Meant = lambda _: None) -> Answer:
    """The answer that stands at the end of a question. A later statement of the same thing replaces an earlier one; cases count where they cover everything."""
    standing: dict[Term | None, Answer] = {}
    seen = "none"
    for chain in chains(own):
        found = _of_chain(asked, asks, chain, bench, meant)
        if found is None:
            continue
        condition, answer = found
        if answer.status in {"right", "wrong"}:
            if condition is None:
                standing.clear()
            standing[condition] = answer
        elif answer.status == "open" or seen == "none":
            seen = answer.status
    if not standing:
        return Answer(seen)
    wrong = next((answer for answer in standing.values() if answer.status == "wrong"), None)
    if wrong is not None:
        return wrong
    return next(iter(standing.values())) if _covers(list(standing)) else Answer("open")


def chains(own: Sequence[Judged]) -> Iterator[list[Judged]]:
    """The judged steps by chains."""
    chain: list[Judged] = []
    for judged in own:
        if chain and judged.step.chain != chain[-1].step.chain:
            yield chain
            chain = []
        chain.append(judged)
    if chain:
        yield chain


def _of_chain(asked: Asked, asks: str, chain: list[Judged], bench: Bench, meant: Meant) -> tuple[Term | None, Answer] | None:
    """What a chain says of the claim, and under which condition."""
    if is_update(chain):
        return _updated(asked, chain, bench, meant)
    if any(judged.step.link.sign != "=" for judged in chain[1:]) or chain[0].step.link.sign not in {"=", *ARROWS} or asked.ways:
        return None
    members = [chain[0].step.left, *(judged.step.right for judged in chain)]
    for direction in (members, members[::-1]):
        subject = direction[0].term
        if subject is None:
            continue
        standing = aligned(asked, subject)
        if standing is None and _same_subject(asked, direction[0], chain, bench):
            standing = Standing(asked.right, None, ())
        if standing is not None:
            given = tuple(dict.fromkeys(condition for judged in chain for condition in judged.step.given))
            condition = standing.condition or (given[0] if len(given) == 1 else conj(*given) if given else None)
            return condition, _ending(asked, standing, asks, direction, chain, bench)
    if asks == "derivation" and _equivalent(asked, members, chain[-1], bench):
        return None, _derived(chain)
    return None


def _updated(asked: Asked, chain: list[Judged], bench: Bench, meant: Meant) -> tuple[Term | None, Answer] | None:
    """What an update says of the claim: its last value, as it is written and as it is meant."""
    first, last = chain[0].step.left.term, chain[-1]
    rule = rule_for(asked, first, chain, bench) if asked.ways and first is not None else None
    if rule is None:
        return None
    if last.verdict is not None and last.verdict.status == "ill_typed":
        return None, Answer("wrong", last)
    status, verdict = compared(asked, rule, last.step.right, last, bench)
    other = meant(last.step.right) if status != "right" else None
    if other is not None and compared(asked, rule, bench.read(other, last.step.right, last.step.question), last, bench)[0] == "right":
        return None, Answer("right", last, slip=True)
    return None, Answer(status, last, verdict if status == "wrong" else None)


def _same_subject(asked: Asked, first: Member, chain: list[Judged], bench: Bench) -> bool:
    """Whether the first member is what the claim speaks of, spelled otherwise; what is differentiated has to be a derivative."""
    term = first.term
    assert term is not None
    if unfinished(asked.left, term) != unfinished(asked.left, asked.left) or _alike(asked.right, term, chain[0], bench):
        return False
    left = Member(first.span, asked.source, asked.left)
    step = replace(chain[0].step, left=left, right=first, link=replace(chain[0].step.link, sign="="), kind="step")
    verdict = judge(step, bench).verdict
    return verdict is not None and verdict.status in DECIDED


def _ending(asked: Asked, standing: Standing, asks: str, members: list[Member], chain: list[Judged], bench: Bench) -> Answer:
    """The last member that says something, against what the claim says there."""
    for position in range(len(members) - 1, 0, -1):
        member = members[position]
        term = None if member.term is None else entries_of(member.term, standing.indices)
        if term is None:
            last = chain[-1].verdict
            return Answer("wrong" if last is not None and last.status in WRONG else "open", chain[-1])
        if unfinished(asked.left, term) and not unfinished(asked.left, asked.right):
            continue
        left = Member(member.span, asked.source, standing.right)
        judged = judge(replace(chain[-1].step, left=left, right=replace(member, term=term), link=replace(chain[-1].step.link, sign="="), kind="step"), bench)
        status = judged.verdict.status if judged.verdict is not None else ""
        if status in WRONG:
            return Answer("wrong", chain[-1], judged)
        if status not in DECIDED:
            return Answer("open", chain[-1])
        if asks != "derivation":
            return Answer("right", chain[-1])
        if not _alike(standing.right, term, chain[-1], bench):
            return Answer("open", chain[-1])
        return _derived(chain) if position >= DERIVED else Answer("copied", chain[-1])
    return Answer("none")


def _derived(chain: list[Judged]) -> Answer:
    """A chain that states the claim: right where all its steps are decided (what is false in it is charged as a finding)."""
    if len(chain) < DERIVED:
        return Answer("copied", chain[-1])
    decided = all(j.verdict is not None and j.verdict.status in DECIDED | WRONG for j in chain)
    return Answer("right" if decided else "open", chain[-1])


def _alike(wanted: Term, term: Term, judged: Judged, bench: Bench) -> bool:
    """Whether two terms are equal without knowing what any name or function means: the same form."""
    return _holds(opaque(wanted), opaque(term), judged, bench)


def _holds(left: Term, right: Term, judged: Judged, bench: Bench) -> bool:
    """Whether an equation is proved as it is written, with no definition in place."""
    table = bench.notation(judged.step)
    bare = replace(table, symbols=tuple(replace(symbol, term=None) for symbol in table.symbols))
    link = replace(judged.step.link, sign="=")
    step = replace(judged.step, left=replace(judged.step.left, term=left), link=link, right=replace(judged.step.right, term=right))
    return any(bench.decide(form).status in DECIDED for form in obligations(step, bare, {}, ()))


def _equivalent(asked: Asked, members: list[Member], judged: Judged, bench: Bench) -> bool:
    """Whether first = last is the claim up to a factor, whatever the functions in it mean."""
    first, last = members[0].term, members[-1].term
    if first is None or last is None or len(members) <= DERIVED:
        return False
    first, last, left, right = opaque(first), opaque(last), opaque(asked.left), opaque(asked.right)
    if _holds(first, last, judged, bench):
        return False
    if not (free(left) | free(right)) & (free(first) | free(last)):
        return False
    return any(_holds(sub(first, last), mul(factor, sub(left, right)), judged, bench) for factor in FACTORS)


def _covers(conditions: list[Term | None]) -> bool:
    """Whether some conditions leave nothing out: none at all, or one and its negation."""
    if None in conditions:
        return True
    pairs = {(c.args[0], frozenset(c.args[1:])) for c in conditions if c is not None and c.op == "rel"}
    return any(("=", sides) in pairs and ("!=", sides) in pairs for _, sides in pairs)

