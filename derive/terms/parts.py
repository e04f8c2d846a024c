"""The rules by which an obligation follows from others: what is left to prove, by the data of a certificate. Each raises ValueError where it does not apply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from derive.model.obligation import Convention, Obligation
from derive.model.term import BINDERS, RELATIONS, Term
from derive.terms.binding import differentiated, free, fresh, rebuild, substitute
from derive.terms.domain import asked, facts, requirements
from derive.terms.entries import entrywise
from derive.terms.forms import ZERO, exp, log, power, rel
from derive.terms.implications import pieces
from derive.terms.induction import halves
from derive.terms.matrix_words import tidied


class Part(NamedTuple):
    """An obligation that is left to prove."""

    at: tuple[Any, ...]
    """Where its proof stands in the certificate."""
    goal: Obligation
    allowed: Collection[Term] | None = None
    """The conditions that its proof may leave; None for all."""
    cell: Term | None = None
    """What it is asked for in: elsewhere its conditions are not needed."""


Certificate = dict[str, Any]
Found = Iterator[Part | Term | Convention]
"""Parts, conditions, and the convention that a rule leans on."""


def split(goal: Obligation, certificate: Certificate) -> Found:
    """u > 0, u = 0 or u < 0 (or only u = 0 or u != 0): the goal holds in each cell."""
    left, right = certificate["on"]
    if set(certificate["cells"]) not in ({">", "=", "<"}, {"=", "!="}):
        raise ValueError("the cells of a case distinction do not cover")
    if not set(requirements(rel("=", left, right))) <= set(asked(goal.left, goal.right)):
        raise ValueError("a case distinction on something that may be undefined")
    for sign in certificate["cells"]:
        cell = rel(sign, left, right)
        yield Part(("cells", sign), replace(goal, given=(*goal.given, cell)), None, cell)


def replaced(goal: Obligation, certificate: Certificate) -> Found:
    """Given v = t as it stands, v is replaced by t everywhere; v is neither in t nor a variable of a derivative."""
    variable, value = certificate["variable"], certificate["value"]
    known = facts(goal.given)
    if not equal(variable, value) & set(known):
        raise ValueError("nothing given says what is replaced")
    if variable in free(value) or variable.op != "sym":
        raise ValueError("a variable is replaced by itself")
    if differentiated(goal.left, goal.right, *known) & {variable, *free(value)}:
        raise ValueError("a variable of a derivative is replaced")
    left, right, *given = (substitute(term, {variable: value}) for term in (goal.left, goal.right, *known))
    yield Part(("then",), replace(goal, left=left, right=right, given=tuple(given)))


def equal(left: Term, right: Term) -> set[Term]:
    """The equation of two terms, both ways."""
    return {rel("=", left, right), rel("=", right, left)}


def conventional(goal: Obligation, certificate: Certificate) -> Found:
    """A derivative that stands alone has the declared value at the declared point."""
    convention = goal.conventions[certificate["convention"]]
    for side, mended in ((goal.left, replace(goal, left=convention.value)), (goal.right, replace(goal, right=convention.value))):
        variable = declared(convention, side)
        if variable is not None and equal(variable, convention.point) & set(facts(goal.given)):
            yield convention
            yield Part(("then",), mended)
            return
    raise ValueError("a convention is about another derivative or point")


def declared(convention: Convention, side: Term) -> Term | None:
    """The variable of a side that is exactly the derivative which the convention names; None for every other side."""
    if side.op != "D" or side.args[1].op != "sym":
        return None
    variable: Term = side.args[1]
    return variable if side.args[0] == substitute(convention.function, {convention.variable: variable}) else None


def increasing(goal: Obligation, certificate: Certificate) -> Found:
    """a > b if and only if exp(a) > exp(b), and where both are positive throughout, log(a) > log(b)."""
    if goal.relation not in RELATIONS:
        raise ValueError("a relation that this rule does not know")
    outer = exp if certificate["rule"] == "exponentiate" else log
    yield Part(("then",), replace(goal, left=outer(goal.left), right=outer(goal.right)), (*asked(goal.left, goal.right), *facts(goal.given)))


def induction(goal: Obligation, certificate: Certificate) -> Found:
    """Both sides agree at the base, and grow by the same amount from n to n + 1: so they agree for every integer n from the base on."""
    variable, base = certificate["variable"], certificate["base"]
    start, later = halves(goal, variable, base)
    yield Part(("start",), start, ())
    yield Part(("step",), later, ())
    yield Part(("range",), Obligation(variable, ">=", base, goal.given), ())


def have(goal: Obligation, certificate: Certificate) -> Found:
    """What is proved first is a fact of the rest; it must not ask for more than the goal does."""
    fact = certificate["fact"]
    if fact.op != "rel":
        raise ValueError("a fact that is no relation")
    relation, left, right = fact.args
    yield Part(("because",), Obligation(left, relation, right, goal.given), asked(goal.left, goal.right))
    yield Part(("then",), replace(goal, given=(*goal.given, fact)))


def joint(goal: Obligation, certificate: Certificate) -> Found:
    """A derivative where two branches meet with one slope is that slope (x|x|, the Huber loss).

    Where f = L for u >= 0 and f = R for u <= 0 near a point with u = 0, both difference quotients of f there are those of L or of R. What is given counts near the point
    only where it does not speak of the variable, and nothing that does may be asked for there.
    """
    node, (left, right), (above, below) = certificate["node"], certificate["border"], certificate["branches"]
    known, own = facts(goal.given), asked(goal.left, goal.right)
    if not equal(left, right) & set(known) or requirements(rel("=", left, right)) or node.op != "D":
        raise ValueError("no joint here")
    body, by = node.args
    kept, near = (tuple(condition for condition in some if base_of(node) not in free(condition)) for some in (known, own))
    upper, lower = Term("D", (above, by)), Term("D", (below, by))
    yield Part(("slopes",), Obligation(upper, "=", lower, goal.given), own)
    yield Part(("above",), Obligation(body, "=", above, (*kept, rel(">=", left, right))), near)
    yield Part(("below",), Obligation(body, "=", below, (*kept, rel("<=", left, right))), near)
    left, right = (outermost(side, lambda found: upper if found == node else found) for side in (goal.left, goal.right))
    yield Part(("rest",), replace(goal, left=left, right=right), own)


def base_of(node: Term) -> Term:
    """The variable, or the whole array, that a derivative is taken by."""
    by: Term = node.args[1]
    return by if by.op in {"sym", "arr"} else by.args[0]


def outermost(term: Term, change: Callable[[Term], Term]) -> Term:
    """A term with its derivatives changed, those inside of binders and of other derivatives left as they are."""
    if term.op == "D":
        return change(term)
    return term if term.op in BINDERS else rebuild(term, lambda part: outermost(part, change))


def squared(goal: Obligation, _certificate: Certificate) -> Found:
    """The squares are related, and the larger side is not negative; for an equation both are not."""
    larger = {">": (goal.left,), ">=": (goal.left,), "<": (goal.right,), "<=": (goal.right,), "=": (goal.left, goal.right)}.get(goal.relation)
    if larger is None:
        raise ValueError("no relation that squares show")
    for number, side in enumerate(larger):
        yield Part(("parts", number), Obligation(side, ">=", ZERO, goal.given))
    yield Part(("parts", len(larger)), Obligation(power(goal.left, 2), goal.relation, power(goal.right, 2), goal.given))


def termwise(goal: Obligation, _certificate: Certificate) -> Found:
    """Sums over one range (or 0) are compared term by term, at a new index; whatever is asked for has to be known of each term."""
    sums = [side for side in (goal.left, goal.right) if side != ZERO]
    if goal.relation not in {"=", "<=", ">="} or not sums or any(side.op != "sum" or side.args[1:3] != sums[0].args[1:3] for side in sums):
        raise ValueError("no sums over one range")
    variable, low, high, _ = sums[0].args
    new = fresh(variable, frozenset[Term]({variable}).union(*map(free, (goal.left, goal.right, *goal.given))))
    left, right = (side if side == ZERO else substitute(side.args[3], {side.args[0]: new}) for side in (goal.left, goal.right))
    yield Part(("then",), Obligation(left, goal.relation, right, (*goal.given, rel(">=", new, low), rel("<=", new, high))), ())


def entries(goal: Obligation, _certificate: Certificate) -> Found:
    """Arrays are equal entry by entry, for new indices in range; array operations are written out. What does not fit has no entries."""
    inner = entrywise(goal)
    if goal.relation == "!=" and len(inner.given) > len(goal.given):
        raise ValueError("arrays may differ in one entry only")
    yield Part(("then",), inner)


def words(goal: Obligation, certificate: Certificate) -> Found:
    """Matrix terms as sums of words; what was inverted has to be regular."""
    list(entries(goal, certificate))
    inner, regular = tidied(goal)
    yield from regular
    yield Part(("then",), inner)


def implication(goal: Obligation, _certificate: Certificate) -> Found:
    """Each piece of an implication holds; a conclusion asks for what it asks for where its premise holds."""
    for number, piece in enumerate(pieces(goal)):
        yield Part(("pieces", number), piece)


RULES: dict[str, Callable[[Obligation, Certificate], Found]] = {
    "split": split, "replace": replaced, "convention": conventional, "exponentiate": increasing, "logarithm": increasing, "induction": induction, "have": have,
    "joint": joint, "squared": squared, "termwise": termwise, "entries": entries, "tidied": words, "implication": implication,
}  # fmt: skip
