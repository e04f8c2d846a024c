"""The rules that prove an obligation from certificates of simpler obligations.

Every rule returns the domain conditions that it could not discharge. They come from unevaluated terms: they exclude only points at which a side has no value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.kernel.cases import HOLDS
from derive.kernel.conventions import declared
from derive.kernel.leaves import LEAVES, Certificate, Conditions
from derive.kernel.polynomial import RejectedError
from derive.kernel.reductions import REDUCTIONS
from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.terms.binding import differentiated, free, substitute, walk
from derive.terms.build import exp, log, rel
from derive.terms.domain import asked, facts, requirements
from derive.terms.induction import halves


def judged(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """The conditions under which a certificate proves an obligation; a RejectedError where it does not."""
    if any(node.op in {"sym", "arr"} and node.name[:1] in {"@", "%"} for term in (goal.left, goal.right, *goal.given) for node in walk(term)):
        raise RejectedError("a name that is kept for bound variables")
    name = certificate.get("rule")
    if name in LEAVES:
        return LEAVES[name](goal, certificate)
    if name in REDUCTIONS:
        return REDUCTIONS[name](goal, certificate, leaned, judged)
    if name not in RULES:
        raise RejectedError(f"unknown rule {name}")
    return RULES[name](goal, certificate, leaned)


def _split(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """u > 0, u = 0 or u < 0 (or only u = 0 or u != 0): the goal holds in each cell."""
    left, right = certificate["on"]
    cells = certificate["cells"]
    if set(cells) not in ({">", "=", "<"}, {"=", "!="}):
        raise RejectedError("the cells of a case distinction do not cover")
    own = asked(goal.left, goal.right)
    conditions: dict[Term, None] = {}
    for condition in requirements(rel("=", left, right)):
        if condition not in own:
            raise RejectedError("a case distinction on something that may be undefined")
    for sign, inner in cells.items():
        cell = rel(sign, left, right)
        for condition in judged(replace(goal, given=(*goal.given, cell)), inner, leaned):
            conditions[condition if condition in own else Term("or", (Term("not", (cell,)), condition))] = None
    return tuple(conditions)


def _replace(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """Given v = t as it stands, v is replaced by t everywhere; v is neither in t nor a variable of a derivative."""
    variable, value = certificate["variable"], certificate["value"]
    gap = {rel("=", variable, value), rel("=", value, variable)}
    known = facts(goal.given)
    if not gap & set(known):
        raise RejectedError("nothing given says what is replaced")
    if variable in free(value) or variable.op != "sym":
        raise RejectedError("a variable is replaced by itself")
    if differentiated(goal.left, goal.right, *known) & {variable, *free(value)}:
        raise RejectedError("a variable of a derivative is replaced")
    mapping = {variable: value}
    left, right, *given = (substitute(term, mapping) for term in (goal.left, goal.right, *known))
    return judged(replace(goal, left=left, right=right, given=tuple(given)), certificate["then"], leaned)


def _convention(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """A derivative that stands alone has the declared value at the declared point."""
    convention = goal.conventions[certificate["convention"]]
    known = facts(goal.given)
    for side, mended in ((goal.left, replace(goal, left=convention.value)), (goal.right, replace(goal, right=convention.value))):
        variable = declared(convention, side)
        if variable is not None and {rel("=", variable, convention.point), rel("=", convention.point, variable)} & set(known):
            leaned.append(convention)
            return judged(mended, certificate["then"], leaned)
    raise RejectedError("a convention is about another derivative or point")


def _increasing(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """a > b if and only if exp(a) > exp(b), and where both are positive throughout, log(a) > log(b)."""
    if goal.relation not in HOLDS:
        raise RejectedError("a relation that this rule does not know")
    outer = exp if certificate["rule"] == "exponentiate" else log
    conditions = judged(replace(goal, left=outer(goal.left), right=outer(goal.right)), certificate["then"], leaned)
    if set(conditions) - {*asked(goal.left, goal.right), *facts(goal.given)}:
        raise RejectedError("a logarithm of something that need not be positive")
    return conditions


def _induction(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """Both sides agree at the base, and grow by the same amount from n to n + 1: so they agree for every integer n from the base on."""
    variable, base = certificate["variable"], certificate["base"]
    try:
        start, later = halves(goal, variable, base)
    except ValueError as reason:
        raise RejectedError(str(reason)) from None
    parts = ((start, "start"), (later, "step"), (Obligation(variable, ">=", base, goal.given), "range"))
    if any(judged(part, certificate[name], leaned) for part, name in parts):
        raise RejectedError("an induction with conditions")
    return ()


def _have(goal: Obligation, certificate: Certificate, leaned: list[Convention]) -> Conditions:
    """What is proved first is a fact of the rest; it must not ask for more than the goal does."""
    fact = certificate["fact"]
    if fact.op != "rel":
        raise RejectedError("a fact that is no relation")
    relation, left, right = fact.args
    conditions = judged(Obligation(left, relation, right, goal.given), certificate["because"], [])
    if not {*asked(goal.left, goal.right)}.issuperset(conditions):
        raise RejectedError("a fact asks for more than the goal")
    return tuple(dict.fromkeys((*conditions, *judged(replace(goal, given=(*goal.given, fact)), certificate["then"], leaned))))


RULES: dict[str, Callable[[Obligation, Certificate, list[Convention]], Conditions]] = {
    "split": _split,
    "replace": _replace,
    "convention": _convention,
    "exponentiate": _increasing,
    "logarithm": _increasing,
    "induction": _induction,
    "have": _have,
}
