r"""Answers given with an arrow: ``\theta \leftarrow \theta - \eta \nabla R`` says what the left side becomes, and that is compared with what the claim says it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from derive.grading.judge import DECIDED, WRONG, Bench, Judged, judge
from derive.grading.statements import Asked, aligned, entries_of
from derive.model.claim import Notation
from derive.model.document import Member
from derive.model.term import Term
from derive.terms.binding import bound_of, free, rebuild, substitute, walk
from derive.terms.build import ONE, TRUE, ZERO, delta, sym
from derive.terms.samples import MARK
from derive.terms.shapes import ShapeMismatchError

ARROWS = frozenset({"<-", ":="})
LETTERS = "ijklpqrstuvw"
PLACE = sym("what_is_updated")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the claim says that a target becomes, in several equal ways, and how a member is laid beside it."""

    target: Term
    ways: tuple[Term, ...]
    laid: Callable[[Term], Term | None]


def is_update(chain: Sequence[Judged]) -> bool:
    r"""Whether a chain gives something a new value made of its old one: with an arrow, with ``:=``, or with ``=`` as a program does."""
    first = chain[0].step
    target, value = first.left.term, first.right.term
    if target is None or (first.link.sign not in ARROWS and first.link.sign != "="):
        return False
    if value is None:
        return first.link.sign == "<-"
    if _letter(target) not in {v.name for v in free(value)}:
        return False
    return first.link.sign in ARROWS or (value.op == "add" and target in value.args)


def rule_for(asked: Asked, target: Term, chain: Sequence[Judged], bench: Bench) -> Rule | None:
    """The claim for what an answer updates: the same quantity, the letter that stands for all parameters, or another parameter; None for anything else."""
    notation = bench.notation(chain[0].step)
    standings = [aligned(replace(asked, right=way), target) for way in asked.ways]
    known = [standing for standing in standings if standing is not None and standing.condition is None]
    if len(known) == len(asked.ways):
        return Rule(target, tuple(standing.right for standing in known), lambda term: entries_of(term, known[0].indices))
    if target.op == "sym" and not _is_known(target.name, notation):
        return Rule(asked.left, asked.ways, lambda term: substitute(term, {target: asked.left}))
    array = target.args[0] if target.op == "at" else target
    if array.op != "arr" or not _is_parameter(array.name, notation):
        return None
    written = {v.name for judged in chain for member in (judged.step.left, judged.step.right) if member.term is not None for node in walk(member.term) for v in free(node)}
    letters = [letter for letter in LETTERS if letter not in written and not _is_known(letter, notation)]
    inside = target.args[1:] if target.op == "at" else tuple(sym(letter, "int") for letter in letters[: len(array.args) - 1])
    one = Term("at", (array, *inside))
    ways = tuple(substitute(_replaced(way, asked.left, PLACE), {PLACE: one}) for way in asked.ways)
    return Rule(one, ways, lambda term: term if target.op == "at" else entries_of(term, inside))


def _is_known(name: str, notation: Notation) -> bool:
    return any(s.name == name and s.source == "table" for s in notation.symbols)


def _is_parameter(name: str, notation: Notation) -> bool:
    """Whether the table knows an array that is neither defined nor different from example to example."""
    own = [s for s in notation.symbols if s.name == name and s.source == "table"]
    return bool(own) and all(s.term is None for s in own) and not any(s.name == f"{name}{MARK}" for s in notation.symbols)


def _replaced(term: Term, old: Term, new: Term) -> Term:
    return new if term == old else rebuild(term, lambda part: _replaced(part, old, new))


def _letter(target: Term) -> str:
    return str(target.args[0].name if target.op == "at" else target.name if target.op in {"sym", "arr"} else "")


def compared(asked: Asked, rule: Rule, member: Member, judged: Judged, bench: Bench) -> tuple[str, Judged | None]:
    """A new value against the claim's: "right", "wrong" with the step that shows it, or "open"."""
    try:
        term = None if member.term is None else rule.laid(member.term)
    except (ShapeMismatchError, ValueError, IndexError):
        term = None
    if term is None:
        return "open", None
    term = with_deltas(in_its_letters(term, rule.ways, bench.notation(judged.step)))
    looking = replace(bench, second_reading=_second(rule, rule.ways, bench, judged, member))
    wrong: Judged | None = None
    for way in reversed(rule.ways):
        left = Member(member.span, asked.source, way)
        step = replace(judged.step, left=left, right=replace(member, term=term), link=replace(judged.step.link, sign="="), kind="step", mood="", antecedent=None)
        found = judge(step, looking)
        status = found.verdict.status if found.verdict is not None else ""
        if status in DECIDED:
            return "right", found
        wrong = found if status in WRONG and (wrong is None or status == "refuted") else wrong
    if wrong is None or _one_example(term, rule.ways) or _twice_used(term, rule.target):
        return "open", None
    return "wrong", wrong


def _second(rule: Rule, ways: Sequence[Term], bench: Bench, judged: Judged, member: Member) -> Callable[[Member, str], Term | None]:
    """The second reader, whose term is laid beside the claim as the first one's is."""

    def reading(asked_for: Member, question: str) -> Term | None:
        if asked_for.span != member.span or asked_for.source != member.source:
            return None
        other = bench.second_reading(member, question)
        laid = rule.laid(other) if other is not None else None
        return None if laid is None else with_deltas(in_its_letters(laid, ways, bench.notation(judged.step)))

    return reading


def in_its_letters(term: Term, ways: Sequence[Term], notation: Notation) -> Term:
    """The term with the claim's letter for a number that has no name of its own (the learning rate), where the student calls just one such number otherwise."""
    plain = {s.name for s in notation.symbols if s.source == "table" and s.term is None and s.kind == "scalar" and s.sort == "real" and not s.given}
    wanted = {v for way in ways for v in free(way) if v.op == "sym" and v.args[1] == "real" and v.name in plain} - free(term)
    table = {s.name for s in notation.symbols if s.source in {"table", "said"}}
    strangers = {v for v in free(term) if v.op == "sym" and v.args[1] == "real" and v.name not in table}
    return substitute(term, {strangers.pop(): wanted.pop()}) if len(wanted) == len(strangers) == 1 else term


def _one_example(term: Term, ways: Sequence[Term]) -> bool:
    """Whether the new value follows the slope of one example and not of all: stochastic descent, which a person has to allow or not."""
    ends = {node.args[2] for way in ways for node in walk(way) if node.op == "sum"}
    objectives = {node.args[0] for way in ways for node in walk(way) if node.op == "D" and node.args[0].op == "sym"}
    slopes = [node for node in walk(term) if node.op == "D"]
    return len(slopes) == 1 and slopes[0].args[0] not in objectives and not any(node.op == "sum" and node.args[2] in ends for node in walk(term))


def _twice_used(term: Term, target: Term) -> bool:
    """Whether an index of what is updated is also the index of a sum in its new value: ``W_{ji} - \\eta \\sum_i dL_i/dW_{ji}`` means two things by i."""
    own = {v for v in free(target) if v.op == "sym"}
    return any(v in own for node in walk(term) for v in bound_of(node))


def with_deltas(term: Term) -> Term:
    """The term with Kronecker's delta for each indicator of equal indices: they are the same, and the engine knows more of the delta."""
    variables = {v for node in walk(term) for v in free(node) if v.op == "sym"}
    whole = {v.name for v in variables if v.args[1] == "int"}
    return _with_deltas(substitute(term, {v: sym(v.name, "int") for v in variables if v.args[1] == "real" and v.name in whole}))


def _with_deltas(term: Term) -> Term:
    term = rebuild(term, _with_deltas)
    if term.op == "cases" and len(term.args) == 4 and term.args[1:] == (ONE, TRUE, ZERO) and term.args[0].op == "rel" and term.args[0].args[0] == "=":
        sides = term.args[0].args[1:]
        if all(_is_index(side) for side in sides) and any(side.op == "sym" for side in sides):
            return delta(*sides)
    return term


def _is_index(term: Term) -> bool:
    return (term.op == "sym" and term.args[1] == "int") or (term.op == "at" and term.args[0].op == "arr" and str(term.args[0].name).endswith(MARK))
