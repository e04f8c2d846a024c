"""Places to evaluate at: small sizes and small fractions, drawn at random and kept where everything given holds."""

from __future__ import annotations

import random
from fractions import Fraction

from derive.model.term import BINDERS, Term
from tests.independent.evaluator import Place

HALVES = tuple(Fraction(n, 2) for n in (2, -2, 1, 4, -1, 3, -3, 0, 6, -4, 5))
POSITIVE = tuple(Fraction(n, d) for n, d in ((1, 1), (1, 2), (2, 1), (1, 3), (3, 2), (5, 1), (3, 4)))
PARTS = tuple(Fraction(n, d) for n, d in ((1, 2), (1, 3), (1, 4), (3, 5), (2, 7)))
FINE = tuple(Fraction(n, 7) for n in (3, -5, 9, 11, -2, 16, -13))
TABLES = (HALVES, POSITIVE, PARTS, FINE)
TRIES = 40


def variables_of(goal):
    """The free scalar variables by name and sort, sorted; and the names of arrays whose entries are indices."""
    found, labels = set(), set()

    def look(term, bound, index):
        if term.op == "sym" and term.args not in bound:
            found.add(term.args)
        if term.op == "at" and index:
            labels.add(term.args[0].args[0])
        inner = bound
        if term.op in BINDERS:
            names = term.args[: (len(term.args) - 1) // 2] if term.op == "lam" else term.args[:1]
            inner = bound | {v.args for v in names}
        for position, part in enumerate(term.args):
            if isinstance(part, Term):
                last = position == len(term.args) - 1
                look(part, inner if last or part.args in inner else bound, index or term.op == "delta" or (term.op == "at" and position > 0))

    for term in (goal.left, goal.right, *goal.given):
        look(term, frozenset(), False)
    return sorted(found, key=str), labels


def drawn(goal, seed):
    """Places without end, each with all variables; the given conditions are not looked at."""
    variables, labels = variables_of(goal)
    number = 0
    while True:
        source = random.Random(f"{seed}:{number}")
        large = 3 if number % 3 else 5
        values = {v: Fraction(source.randint(1 if source.random() < 0.9 else -1, large)) if v[1] == "int" else source.choice(source.choice(TABLES)) for v in variables}
        tables = {}

        def entry(name, where, tables=tables, number=number):
            if name not in tables:
                tables[name] = random.Random(f"{seed}:{number}:{name}").choice(TABLES)
            own = random.Random(f"{seed}:{number}:{name}:{where}")
            return Fraction(own.randint(1, 2)) if name in labels else own.choice(tables[name])

        yield Place(values, entry)
        number += 1


def at_point(goal, point):
    """The place of one of derive's own points, with the values that it lists for the variables of an obligation."""
    values = {v: point.value(Term("sym", v)) for v in variables_of(goal)[0]}
    for variable, value in point.values.items():
        values.setdefault(variable.args, value)
    return Place(values, point.entry)
