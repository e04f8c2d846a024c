"""A step as obligations: first as it is written, last with every definition in place. Only the last may refute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.model.claim import Notation
from derive.model.document import Step
from derive.model.obligation import Convention, Obligation
from derive.model.term import Term
from derive.steps.chain_rule import by_chain_rule
from derive.steps.dependence import by_named_dependence
from derive.steps.implied import with_sums
from derive.steps.limits import taken
from derive.steps.sizes import settled
from derive.steps.unfold import Definitions, depends, functions_only, in_place, levelled, unfolded, variables_of_derivatives
from derive.terms.binding import bound_of, free, rebuild, substitute, walk
from derive.terms.build import ONE, add, div, exp, neg, rel, sym

STANDARD = "sigma"
"""The function that is the logistic one where nothing defines it."""

EQUATING = {":=": "=", "<-": "="}
"""Signs that make two sides equal, and what is asked of the sides where one asks."""


def definitions_of(notation: Notation, standard: Definitions) -> Definitions:
    """The meanings of the standard functions and of the symbols that have one."""
    own = {s.name: (s.params, s.term) for s in notation.symbols if s.term is not None and s.kind != "restricted"}
    return {**standard, **own}


def obligations(step: Step, notation: Notation, standard: Definitions, conventions: tuple[Convention, ...]) -> tuple[Obligation, ...]:
    """What the step asserts, least unfolded first; only the last may refute.

    What depends on the variable of a derivative must be unfolded; what has nothing to do with it is unfolded last. None where a derivative is taken both by X and by something that X is made
    of: then no single form says what the step says.
    """
    left, right = step.left.term, step.right.term
    assert left is not None and right is not None
    definitions = definitions_of(notation, standard)
    variables = variables_of_derivatives(left, right, *(definitions[v.name][1] for side in (left, right) for v in free(side) if v.name in definitions))
    if any(a != b and depends(a, b, definitions) for a in variables for b in variables):
        return ()
    forms = [(unfolded(left, definitions, variables), unfolded(right, definitions, variables))]
    if variables:
        forms.append((unfolded(left, definitions, variables, aside=True), unfolded(right, definitions, variables, aside=True)))
    else:
        own = functions_only(definitions)
        forms = [(unfolded(left, own, frozenset()), unfolded(right, own, frozenset())), levelled(left, right, definitions), *forms]
    return tuple(_obligation(step, a, b, notation, conventions) for a, b in dict.fromkeys(forms))


def proving_forms(step: Step, notation: Notation, standard: Definitions) -> tuple[Obligation, ...]:
    """Obligations that imply the step though it does not imply them, where ``obligations`` has none that shows its derivatives: they may prove, and never refute."""
    left, right = step.left.term, step.right.term
    assert left is not None and right is not None
    definitions = definitions_of(notation, standard)
    own = functions_only(definitions)
    plain = _obligation(step, unfolded(left, own, frozenset()), unfolded(right, own, frozenset()), notation, ())
    found = [_obligation(step, a, b, notation, ()) for a, b in by_chain_rule(left, right, definitions)]
    summed = with_sums(plain.left, plain.right) if step.mood == "implied" else None
    whole = [plain, *([_obligation(step, *summed, notation, ())] if summed else [])]
    dependent = [(form, by_named_dependence(form.left, form.right, definitions)) for form in whole]
    return (*found, *whole[1:], *(replace(form, left=sides[0], right=sides[1]) for form, sides in dependent if sides))


def under_standard_meaning(forms: Iterable[Obligation], definitions: Definitions) -> Iterator[Obligation]:
    """The obligations with sigma as the logistic function, where nothing in the document says what it is."""
    for form in forms:
        if STANDARD not in definitions:
            left, right = logistic(form.left), logistic(form.right)
            if (left, right) != (form.left, form.right):
                yield replace(form, left=left, right=right)


def logistic(term: Term) -> Term:
    """A term with sigma as the logistic function."""
    bound = bound_of(term)
    term = rebuild(term, lambda part: part if part in bound else logistic(part))
    if term.op == "call" and term.args[0] == STANDARD and len(term.args) == 2:
        return div(ONE, add(ONE, exp(neg(term.args[1]))))
    return term


def _obligation(step: Step, left: Term, right: Term, notation: Notation, conventions: tuple[Convention, ...]) -> Obligation:
    left, right = _restricted(left, right, notation)
    given = (*_ranges(left, right), *notation.given, *_of_symbols(notation, left, right), *_stated(step, left, right), *step.given)
    left, right = taken(left, given), taken(right, given)
    return _one_sort(Obligation(left, EQUATING.get(step.link.sign, step.link.sign), right, tuple(dict.fromkeys(given)), conventions))


def _restricted(left: Term, right: Term, notation: Notation) -> tuple[Term, Term]:
    """Both sides with the arrays of a stated property as what all those of it are; what is differentiated by stays as it is."""
    by = variables_of_derivatives(left, right)
    meanings = {s.name: ((), s.term) for s in notation.symbols if s.kind == "restricted" and s.term is not None and s.name not in by}
    return (in_place(left, meanings), in_place(right, meanings)) if meanings else (left, right)


def _stated(step: Step, *terms: Term) -> Iterator[Term]:
    """What the document states of the letters that occur, and of those that come in with it."""
    occurring = {v.name for term in terms for node in walk(term) for v in free(node)}
    waiting = list(step.stated)
    while found := [condition for condition in waiting if occurring & {v.name for v in free(condition)}]:
        yield from found
        waiting = [condition for condition in waiting if condition not in found]
        occurring |= {v.name for condition in found for v in free(condition)}


def _one_sort(goal: Obligation) -> Obligation:
    """A letter that is an index somewhere is an index everywhere: k in the condition k != y is the k of x_k; and each array has one size."""
    goal = settled(goal)
    everything = [v for term in (goal.left, goal.right, *goal.given) for v in free(term) if v.op == "sym"]
    whole = {v.name for v in everything if v.args[1] == "int"}
    mapping = {v: sym(v.name, "int") for v in everything if v.args[1] == "real" and v.name in whole}
    if not mapping:
        return goal
    return replace(
        goal,
        left=substitute(goal.left, mapping),
        right=substitute(goal.right, mapping),
        given=tuple(substitute(condition, mapping) for condition in goal.given),
    )


def _of_symbols(notation: Notation, *terms: Term) -> Iterator[Term]:
    """What the table says of the symbols that occur."""
    occurring = {v.name for term in terms for node in walk(term) for v in free(node)}
    for symbol in notation.symbols:
        if symbol.name in occurring:
            yield from symbol.given


def _ranges(*terms: Term) -> Iterator[Term]:
    """Free indices lie in the ranges of the arrays that they index; sizes are at least one."""
    everything: Iterable[Term] = [node for term in terms for node in walk(term)]
    outside = frozenset().union(*(free(term) for term in terms))
    for node in everything:
        if node.op == "at" and node.args[0].op == "arr":
            for index, dim in zip(node.args[1:], node.args[0].args[1:], strict=False):
                if index in outside and index.op == "sym":
                    yield rel(">=", index, ONE)
                    yield rel("<=", index, dim)
        if node.op == "arr":
            yield from (rel(">=", dim, ONE) for dim in node.args[1:] if dim.op == "sym")
        if node.op in {"sum", "prod"} and node.args[2].op == "sym" and node.args[2] in outside:
            yield rel(">=", node.args[2], ONE)
