"""A certificate in which one needed line is made false is rejected; the full campaign is tests/benchmarks/corruptions.py."""

import pytest

from tests.benchmarks.corruptions import accepted, campaign, certified, minimal, put, tables

SMALL = {"sigmoid", "log", "root", "angles", "positive", "double sum"}


@pytest.fixture(scope="module")
def proofs():
    return [minimal(proof) for proof in certified(("tests",)) if proof.name in SMALL]


def test_a_line_that_the_proof_uses_cannot_be_made_false(proofs):
    tried, survivors = campaign(proofs, 250, seed=5)
    assert sum(tried.values()) == 250
    assert len(tried) > 12
    assert not [(name, kind) for name, kind, _ in survivors]


def test_no_needed_line_can_be_left_out(proofs):
    for proof in proofs:
        assert accepted(proof, proof.certificate)
        for path in tables(proof.certificate):
            table = proof.certificate
            for key in path:
                table = table[key]
            for number in range(len(table["lines"])):
                fewer = put(proof.certificate, (*path, "lines"), [*table["lines"][:number], *table["lines"][number + 1 :]])
                assert not accepted(proof, fewer)
