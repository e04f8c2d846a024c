"""Verdicts for steps: least unfolded first; only the fullest form may refute, and only where a second reading does not contradict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from derive.grading.clashes import clash
from derive.grading.doubts import hidden, leans, number_and_vector, restricted, said_elsewhere, whole_arrays
from derive.grading.naming import bare_strangers, introduces, names_an_array, redefines
from derive.model.claim import Notation
from derive.model.document import Antecedent, Member, Step
from derive.model.obligation import Convention, Obligation, Verdict
from derive.model.term import Term
from derive.steps import Value, definitions_of, leans_on_inferred, names_opaque, obligations, proving_forms, under_standard_meaning, unsaid_shapes, with_values
from derive.steps.unfold import Definitions
from derive.terms.binding import free, walk
from derive.terms.build import conj, rel
from derive.terms.words import words

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
    assumed: bool = False
    """Proved with sigma as the logistic function, which the document does not define."""


class LostReadingError(Exception):
    """A second reading that has already cost a process; without it no step may be called wrong."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging needs: the table of symbols, the meanings of functions, conventions, the engine, the second reader, and how to be undecided."""

    notation: Callable[[Step], Notation]
    """What the letters of a step stand for, by its place."""
    standard: Definitions
    conventions: tuple[Convention, ...]
    decide: Decide
    second_reading: SecondReading
    undecided: Callable[[str], Verdict]
    read: Callable[[str, Member, str], Member]
    """A changed source, the member that it replaces and the question: the member as it would be read."""
    values: Callable[[Step], tuple[Value, ...]] = lambda _: ()
    """What applied letters that nothing defines stand for, by their first equation, by the place of a step."""


def holds(step: Step, bench: Bench) -> bool:
    """Whether a step is proved, for those who ask nothing else: most candidates fail at a point in their fullest form, and as nobody is blamed for one, nobody reads it twice."""
    if step.antecedent is None and step.kind == "step":
        notation = bench.notation(step)
        forms = () if introduces(step, notation, bench.standard) else obligations(step, notation, bench.standard, bench.conventions)
        if forms and bench.decide(forms[-1]).status == "refuted":
            return False
    verdict = judge(step, replace(bench, second_reading=lambda *_: None)).verdict
    return verdict is not None and verdict.status in DECIDED


def judge(step: Step, bench: Bench) -> Judged:
    """The step with its verdict; definitions and unread steps have none, unless one of their members cannot be anything at all."""
    found = _judge(step, bench)
    if found.verdict is None or found.verdict.status == "undecided":
        return _clash(step, bench) or found
    return found


def _clash(step: Step, bench: Bench) -> Judged | None:
    """The step where the right member, or the one that opens the chain, adds or multiplies arrays that cannot fit; None where it does not."""
    if step.link.sign not in {"=", ":=", "<-"}:
        return None
    for member in (step.right, *([step.left] if step.previous is None else [])):
        if member.term is not None and clash(member.term) is not None:
            goal = Obligation(member.term, "=", member.term)
            verdict = bench.decide(goal)
            if verdict.status == "ill_typed" and not unsaid_shapes(replace(step, left=member, right=member), bench.notation(step), definitions_of(bench.notation(step), bench.standard)):
                return Judged(replace(step, kind="step"), verdict, goal, "none")
    return None


def _judge(step: Step, bench: Bench) -> Judged:
    if step.kind != "step":
        return Judged(step)
    alone = _judged_alone(step, bench)
    if step.antecedent is None or (alone.verdict is not None and alone.verdict.status in DECIDED and not step.antecedent.both_ways):
        return alone
    return _following(step, step.antecedent, alone, bench)


def _following(step: Step, antecedent: Antecedent, alone: Judged, bench: Bench) -> Judged:
    """A step behind an arrow that does not hold by itself: it has to follow from what stands before the arrow."""
    forms = arrow(step, antecedent, bench)
    back = bench.decide(replace(forms[0], relation="<=>")) if forms and antecedent.both_ways else None
    if alone.verdict is not None and alone.verdict.status in DECIDED and (back is None or back.status != "refuted"):
        return alone
    verdicts = [(bench.decide(form), form) for form in forms]
    found = next(((v, f) for v, f in verdicts if v.status in DECIDED), verdicts[-1] if verdicts else None)
    if found is None or found[0].status not in {*DECIDED, "refuted"}:
        return alone if alone.verdict is None or alone.verdict.status not in WRONG else Judged(step, bench.undecided("it may follow from what stands before the arrow"), alone.goal)
    if found[0].status in DECIDED and back is not None and back.status == "refuted" and back.witness is not None:
        values = ", ".join(f"{name} = {value}" for name, value in back.witness.values)
        return Judged(step, bench.undecided(f"it follows, and what stands before the arrow does not follow from it: {values}"), found[1])
    if found[0].status == "refuted":
        doubt = _doubt(step, found[0], found[1], bench.notation(step), bench) or (step.mood and "it is an equation from which something follows")
        return Judged(step, bench.undecided(doubt), found[1]) if doubt else _read_twice(step, found[0], found[1], bench.notation(step), bench)
    return Judged(step, found[0], found[1])


def arrow(step: Step, antecedent: Antecedent, bench: Bench) -> tuple[Obligation, ...]:
    """What an arrow in front of a step asserts: that it follows from what stands before the arrow."""
    left, right = step.left.term, step.right.term
    assert left is not None and right is not None
    conclusion = Member(step.right.span, step.right.source, rel(step.link.sign, left, right))
    premise = Member(step.left.span, step.left.source, conj(*antecedent.conditions))
    whole = replace(step, left=premise, right=conclusion, link=replace(step.link, sign="=>"), antecedent=None, mood="")
    return obligations(whole, bench.notation(step), bench.standard, ())


def _judged_alone(step: Step, bench: Bench) -> Judged:
    """The verdict of a step under what is given for it; what the first equations of applied letters say may prove it, and never makes it wrong."""
    found = _with_definitions(step, bench)
    given = bench.values(step) if (found.verdict.status == "undecided" if found.verdict is not None else found.step.kind == "definition") else ()
    if not given or step.left.term is None or step.right.term is None:
        return found
    if any(head == v.head and meaning == v.meaning for v in given for head, meaning in names_opaque(step.left.term, step.right.term, ())):
        return Judged(replace(step, kind="definition"))
    meant = replace(step, left=replace(step.left, term=with_values(step.left.term, given)), right=replace(step.right, term=with_values(step.right.term, given)))
    if (meant.left.term, meant.right.term) == (step.left.term, step.right.term):
        return found
    again = _with_definitions(meant, bench)
    return replace(again, step=step) if again.verdict is not None and again.verdict.status in DECIDED else found


def _with_definitions(step: Step, bench: Bench) -> Judged:
    notation = bench.notation(step)
    if introduces(step, notation, bench.standard):
        return _introduced(step, notation, bench)
    forms = obligations(step, notation, bench.standard, bench.conventions)
    if not forms:
        return _proved_only(step, notation, bench, bench.undecided("derivatives by two things of which one is made of the other"))
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
        shown = position or any(node.op == "D" for side in (form.left, form.right) for node in walk(side))
        if own.status == "refuted" and not last and shown and not restricted(form, notation):
            nearer = (own, form)
        if last or verdict is None or own.reason:
            verdict, goal = own, form
    if verdict is not None and verdict.status == "refuted" and nearer is not None:
        verdict, goal = nearer
    assert verdict is not None
    doubt = _doubt(step, verdict, goal, notation, bench) if verdict.status in WRONG else hidden(goal)
    if not doubt and verdict.status == "refuted":
        more = [obligations(replace(step, stated=(*step.stated, *said)), notation, bench.standard, bench.conventions) for said in step.elsewhere]
        doubt = leans(goal, notation, bench.decide) or restricted(forms[-1], notation) or said_elsewhere([own[-1] for own in more if own], bench.decide)
    if verdict.status not in DECIDED and redefines(step, notation):
        return Judged(replace(step, kind="definition"))
    if verdict.status in WRONG and step.mood:
        doubt = (
            doubt
            or {
                "asked": "the words before it ask for it",
                "supposed": "the words before it suppose it",
                "updated": "it gives its left side a new value, as a program does",
                "solved": "it is an equation from which something follows",
                "implied": "the document announces sums that repeated indices imply",
            }[step.mood]
        )
    if doubt or verdict.status not in {*DECIDED, *WRONG}:
        return _proved_only(step, notation, bench, bench.undecided(doubt) if doubt else verdict, None if doubt and doubt == hidden(goal) else goal)
    if verdict.status in WRONG:
        return _read_twice(step, verdict, goal, notation, bench)
    return Judged(step, verdict, goal)


def _proved_only(step: Step, notation: Notation, bench: Bench, otherwise: Verdict, goal: Obligation | None = None) -> Judged:
    """A step of which only stronger forms can be decided: proved where one of them is, and never called wrong."""
    forms = proving_forms(step, notation, bench.standard)
    assumed = tuple(under_standard_meaning((*([goal] if goal is not None else []), *forms), definitions_of(notation, bench.standard)))
    for form in (*forms, *assumed):
        verdict = bench.decide(form)
        if verdict.status in DECIDED:
            return Judged(step, verdict, form, assumed=form in assumed)
    return Judged(step, otherwise, goal)


def _introduced(step: Step, notation: Notation, bench: Bench) -> Judged:
    """A definition; it is judged only where the shapes that were stated cannot fit, or where it is wrong by itself."""
    forms = obligations(step, notation, bench.standard, ())
    verdict = bench.decide(forms[0]) if forms and _arrays(step) else None
    if verdict is not None and verdict.status == "ill_typed" and not names_an_array(step, notation) and not _doubt(step, verdict, forms[0], notation, bench):
        return _read_twice(step, verdict, forms[0], notation, bench)
    return Judged(replace(step, kind="definition"))


def _arrays(step: Step) -> bool:
    return any(node.op in {"arr", "matmul"} for side in (step.left.term, step.right.term) if side is not None for node in walk(side))


def _doubt(step: Step, verdict: Verdict, goal: Obligation | None, notation: Notation, bench: Bench) -> str:
    """Why a step must not be called wrong after all; "" where nothing speaks against it."""
    definitions = definitions_of(notation, bench.standard)
    if weak := leans_on_inferred(step, notation, definitions):
        return f"the meaning of {', '.join(weak)} comes from another question"
    if verdict.status == "ill_typed" and number_and_vector(goal):
        return ""
    if verdict.status == "ill_typed" and (unsaid := unsaid_shapes(step, notation, definitions)):
        return f"the shape of {', '.join(unsaid)} is not stated"
    if verdict.status == "ill_typed" and (unknown := bare_strangers(step, notation)):
        return f"nothing says what {', '.join(unknown)} is"
    if verdict.status == "ill_typed" and _two_kinds(notation, step):
        return "a letter of this step stands for a scalar and for a vector"
    sides = [term for term in (step.left.term, step.right.term) if term is not None]
    bodies = [node.args[0] for term in sides for node in walk(term) if node.op == "D"]
    if verdict.status == "ill_typed" and bodies and not any(clash(body) for body in bodies):
        return "the shapes inside a derivative do not fit"
    defined = {s.name for s in notation.symbols if s.term is not None and not s.params and s.source == "table"}
    table = {s.name for s in notation.symbols} | {d.name for s in notation.symbols for d in s.dims if d.op == "sym"}
    names = {v.name for term in sides for v in free(term)}
    strangers = {v.name for term in sides for v in free(term) if v.op == "arr" or len(v.name) > 1 or v.args[1] == "real"} - table
    if verdict.status == "refuted" and (unknown := _one_sided(step, goal, notation, bench)):
        return f"nothing says what {', '.join(unknown)} is"
    if names & defined and strangers:
        return f"the step uses {', '.join(sorted(strangers))}, of which nothing is known, beside what the assignment defines"
    if any(f"^{{({label}" in _written(step) for label in "0123456789") and strangers:
        return "labelled letters stand for layers, of which no shape is known"
    inferred = {s.name for s in notation.symbols if s.source == "inferred"} - {s.name for s in notation.symbols if s.source != "inferred"}
    if (strangers or any(whole_arrays(side) & inferred for side in sides)) and BOLD.search(_written(step)):
        return "bold letters stand for arrays, of which no shape is known"
    return hidden(goal)


def _one_sided(step: Step, goal: Obligation | None, notation: Notation, bench: Bench) -> tuple[str, ...]:
    """Quantities of one side alone, of which nothing is known: the step may say what they are."""
    if goal is None:
        return ()
    known = {s.name for s in notation.symbols if s.term is not None or s.source in {"table", "said"}} | set(bench.standard)
    left, right = ({v.name for v in free(side) if v.op == "arr" or (v.op == "sym" and v.args[1] == "real")} for side in (goal.left, goal.right))
    shown = {v.name for side in (step.left.term, step.right.term) if side is not None for v in free(side)}
    return tuple(sorted(((left ^ right) & shown) - known))


def _written(step: Step) -> str:
    """Both sides as they were read: with macros expanded."""
    return (step.left.expanded or step.left.source) + (step.right.expanded or step.right.source)


def _two_kinds(notation: Notation, step: Step) -> bool:
    """Whether a letter of the step is both a scalar and an array in the table."""
    kinds: dict[str, set[str]] = {}
    for symbol in notation.symbols:
        if symbol.kind in {"scalar", "array"}:
            kinds.setdefault(symbol.name, set()).add(symbol.kind)
    used = {v.name for side in (step.left.term, step.right.term) if side is not None for v in free(side)}
    return any(len(kinds.get(name, ())) > 1 for name in used)


def _read_twice(step: Step, verdict: Verdict, goal: Obligation | None, notation: Notation, bench: Bench) -> Judged:
    """Before a step is called wrong, the second reader must have read the same wherever it can read it."""
    part = step.question
    seen = False
    for member in (step.left, step.right):
        try:
            other = bench.second_reading(member, part)
        except LostReadingError as lost:
            return Judged(step, bench.undecided(f"the second reading came to no end: {lost}"), goal, "differs")
        if other is None or member.term is None:
            continue
        seen = True
        left = replace(step, left=member, right=replace(member, term=other), link=replace(step.link, sign="="))
        forms = obligations(left, notation, bench.standard, ())
        if all(bench.decide(form).status not in DECIDED for form in forms[:1]):
            reason = f"the two readings of {member.source} differ: {words(member.term)} and {words(other)}"
            return Judged(step, bench.undecided(reason), goal, "differs")
    return Judged(step, verdict, goal, "agrees" if seen else "none")
