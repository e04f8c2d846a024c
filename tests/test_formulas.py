"""The table of formulas from real hand-ins: each is read as the term that a person wrote down for it."""

import pytest

from derive.model.claim import Notation
from derive.model.document import Span
from derive.read.math import read_formula
from derive.read.math.lookup import Lookup
from proofs.ift3395_devoir3.notation import NOTATION
from tests.formulas.table import FORMULAS
from tests.formulas.words import canonical

LOOKUPS = {"": Lookup(Notation()), "1": Lookup(NOTATION, "1"), "2": Lookup(NOTATION, "2")}


@pytest.mark.parametrize(("part", "source", "meant"), FORMULAS, ids=[source[:60] for _, source, _ in FORMULAS])
def test_a_formula_is_read_as_it_is_meant(part, source, meant):
    chain = f"u = {source}"
    member = read_formula(chain, Span(0, len(chain)), LOOKUPS[part]).statements[0].members[1]
    assert member.term is not None, member.reason
    assert canonical(member.term) == canonical(meant.term)


def test_the_table_is_long_enough_and_says_nothing_twice():
    assert len({(part, source) for part, source, _ in FORMULAS}) == len(FORMULAS) >= 120
