"""Polynomials as keys: equal where the polynomials are, and nothing of them stays in memory."""

import sys
from pathlib import Path

import pytest
from flint import Ordering, fmpz_mpoly_ctx

from derive.strategies.algebra.keys import PolyKey, key_of, spelled


def ring(size):
    return fmpz_mpoly_ctx.get(("k", size), Ordering.lex)


def test_keys_are_equal_where_the_polynomials_are():
    a, b, c = ring(8).gens()[:3]
    known = {PolyKey(a * b + c): "sum", PolyKey(ring(8).constant(0)): "nothing"}
    assert known[PolyKey(c + b * a)] == "sum"
    assert known[PolyKey(a - a)] == "nothing"
    for other in (a * b - c, a * c + b, a * b, 2 * (a * b + c), ring(8).constant(1)):
        assert PolyKey(other) not in known


def test_tuples_of_polynomials_are_told_apart():
    a, b = ring(8).gens()[:2]
    assert key_of(("exp", (a, b))) == key_of(("exp", (a, b)))
    assert key_of(("exp", (a, b))) != key_of(("exp", (b, a)))
    assert key_of((a,)) != key_of(("k0",))


def test_a_spelling_is_the_same_in_rings_of_any_size_and_another_for_another_polynomial():
    small, large = (own[0] ** 2 * own[1] - 3 for own in (ring(8).gens(), ring(16).gens()))
    assert spelled(small) == spelled(large)
    assert spelled(small) != spelled(ring(8).gens()[1] ** 2 * ring(8).gens()[0] - 3)


@pytest.mark.skipif(sys.platform != "linux", reason="the size of the process is read from /proc")
def test_keys_stay_in_memory_no_longer_than_their_tables():
    def pages():
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])

    poly = sum(ring(64).gens()[:12]) ** 2
    for _ in range(200):
        PolyKey(poly)
    before = pages()
    for _ in range(5000):
        PolyKey(poly)
    assert pages() - before < 500
