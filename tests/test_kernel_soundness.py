"""Certificates made by hand that try to prove something false, each by one trick; each is rejected for that reason."""

from fractions import Fraction

import pytest

from derive.engine import decide
from derive.kernel.numbers import UndefinedError
from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Obligation
from derive.model.point import Point
from derive.model.term import Term
from derive.terms import build as b
from derive.terms.domain import requirements
from derive.terms.entries import entrywise
from derive.terms.induction import halves
from tests.values import evaluate

X, Y = b.sym("x"), b.sym("y")
I, J, K, N, M, R = (b.sym(name, "int") for name in "ijknmr")
OPEN, OTHER, BOUND = b.sym("@1", "int"), b.sym("@2", "int"), b.sym("%1", "int")
ONE = (((), 1),)
ZERO = ()


def poly(*terms):
    """A polynomial from (coefficient, kernel, kernel, ...) terms."""
    found = {}
    for c, *kernels in terms:
        monomial = tuple(sorted((g, kernels.count(g)) for g in set(kernels)))
        found[monomial] = found.get(monomial, 0) + c
    return tuple(sorted((m, c) for m, c in found.items() if c))


def g(*kernels):
    return poly((1, *kernels))


def over(num, den=ONE):
    return num, den


def node(term, num, den=ONE):
    return "node", term, (num, den)


def exp_line(argument, kernel):
    """exp of the argument is the kernel."""
    return "exp", (over(argument),), (over(g(kernel)), ((g(kernel), 1),))


def table(kernels, lines):
    return {"rule": "table", "kernels": kernels, "lines": lines}


def rejected(goal, certificate, why):
    with pytest.raises(RejectedError, match=why):
        proved(goal, certificate, "nobody")


def test_nought_over_nought_is_no_kernel():
    goal = Obligation(b.exp(X), "=", b.exp(Y))
    kernels = [("var", X), ("var", Y), ("exp", ZERO, ZERO)]
    lines = [node(X, g(0)), node(Y, g(1)), node(b.exp(X), g(2)), node(b.exp(Y), g(2)), exp_line(g(0), 2), exp_line(g(1), 2)]
    rejected(goal, table(kernels, lines), "zero denominator")
    honest = table([("var", X), ("exp", g(0), ONE)], [node(X, g(0)), node(b.exp(X), g(1)), exp_line(g(0), 1)])
    assert proved(Obligation(b.exp(X), "=", b.exp(X)), honest, "me").status == "proved"


def test_a_kernel_whose_denominator_vanishes_somewhere_is_not_everywhere_equal():
    """y (1 - s^2)/(1 - s^2) with s = sign(x) agrees by cross-multiplication with y and with y + x."""
    hole = poly((1,), (-1, 2, 2))
    kernels = [("var", X), ("var", Y), ("sgn", g(0)), ("exp", poly((1, 1), (-1, 1, 2, 2)), hole)]
    total = b.add(Y, X)
    lines = [node(X, g(0)), node(Y, g(1)), node(total, poly((1, 0), (1, 1))), node(b.exp(Y), g(3)), node(b.exp(total), g(3)), exp_line(g(1), 3), exp_line(poly((1, 0), (1, 1)), 3)]
    rejected(Obligation(b.exp(Y), "=", b.exp(total)), table(kernels, lines), "does not fit its exponent")


ROOT = b.sqrt(b.power(Y, 2))
SQUARE = b.power(b.call("sign", X), 2)


def test_factors_that_cancel_may_not_hide_a_zero():
    """sqrt(y^2) = |y| sign(x)^2 fails at x = 0: the factors x and 1/x of y^2 were invented."""
    right = b.mul(b.call("abs", Y), SQUARE)
    kernels = [("var", X), ("var", Y), ("sgn", g(0)), ("sgn", g(1))]
    atoms = ((g(0), 1), (g(0), -1), (g(1), 2))
    value = over(g(1, 3, 0, 2), g(0, 2))
    lines = [
        node(X, g(0)), node(Y, g(1)), node(b.power(Y, 2), g(1, 1)), ("root", (over(g(1, 1)), b.HALF.value), (value, atoms)), node(ROOT, *value),
        ("sgn", (over(g(1)),), (over(g(3)), ((g(1), 1),))), ("sgn", (over(g(0)),), (over(g(2)), ((g(0), 1),))),
        node(b.call("sign", Y), g(3)), node(b.mul(Y, b.call("sign", Y)), g(1, 3)), node(b.call("abs", Y), g(1, 3)), node(b.call("sign", X), g(2)), node(SQUARE, g(2, 2)), node(right, g(1, 2, 2, 3)),
    ]  # fmt: skip
    rejected(Obligation(ROOT, "=", right), table(kernels, lines), "a factor below may be zero")


def test_a_sign_may_not_gain_a_factor_that_cancels():
    left, right = b.call("sign", Y), b.mul(b.call("sign", Y), SQUARE)
    kernels = [("var", X), ("var", Y), ("sgn", g(0)), ("sgn", g(1))]
    lines = [
        node(X, g(0)), node(Y, g(1)), ("sgn", (over(g(1)),), (over(g(2, 2, 3)), ((g(1), 1), (g(0), 1), (g(0), -1)))), node(left, g(2, 2, 3)),
        ("sgn", (over(g(0)),), (over(g(2)), ((g(0), 1),))), node(b.call("sign", X), g(2)), node(SQUARE, g(2, 2)), node(right, g(2, 2, 2, 2, 3)),
    ]  # fmt: skip
    rejected(Obligation(left, "=", right), table(kernels, lines), "a factor below may be zero")


def test_a_root_inside_a_denominator_does_not_show_that_its_radicand_is_not_zero():
    """1/(1 + sqrt(x)) is not x/(x + x sqrt(x)) at 0, where it would then be 1/(1 + sqrt(x)) + 1 - sign(x)^2 as well."""
    root = b.sqrt(X)
    whole = b.power(b.add(b.ONE, root), -1)
    right = b.add(whole, b.ONE, b.mul(b.MINUS_ONE, SQUARE))
    kernels = [("var", X), ("root", g(0), 2), ("sgn", g(0))]
    den = poly((1, 0), (1, 0, 1))
    lines = [
        node(X, g(0)), ("root", (over(g(0)), b.HALF.value), (over(g(1)), ((g(0), 1),))), node(root, g(1)), node(b.ONE, ONE), node(b.add(b.ONE, root), poly((1,), (1, 1))),
        node(whole, g(0), den), ("sgn", (over(g(0)),), (over(g(2)), ((g(0), 1),))), node(b.call("sign", X), g(2)), node(SQUARE, g(2, 2)), node(b.MINUS_ONE, poly((-1,))),
        node(right.args[2], poly((-1, 2, 2))), node(right, poly((2, 0), (-1, 0, 2, 2), (1, 0, 1), (-1, 0, 1, 2, 2)), den),
    ]  # fmt: skip
    rejected(Obligation(whole, "=", right), table(kernels, lines), "denominator may be zero")


def count_lines(part, amount):
    total = b.summation(I, b.ONE, N, b.ONE)
    piece = (over(ONE), ONE, ONE, ("kernels", (), (((), None, part), ((OPEN,), "count", over(ONE)))), amount)
    return total, [
        node(N, g(1)), node(b.ONE, ONE), ("opened", total, OPEN), ("sum", OPEN, ((ONE, g(1)), over(ONE), (piece,), amount)), node(total, *amount),
        ("sign", g(1), ("+", (ONE, ((ONE, ("given", 0)), )))),
    ]  # fmt: skip


def test_parts_of_a_sum_may_not_hide_a_zero():
    """The sum of 1 over i = 1..n is n, also where x = 0, and not n sign(x)^2."""
    square = b.mul(N, SQUARE)
    total, lines = count_lines(over(g(0), g(0)), over(g(0, 1), g(0)))
    kernels = [("var", X), ("var", N), ("sgn", g(0)), ("var", OPEN)]
    lines += [node(X, g(0)), ("sgn", (over(g(0)),), (over(g(2)), ((g(0), 1),))), node(b.call("sign", X), g(2)), node(SQUARE, g(2, 2)), node(square, g(1, 2, 2)), node(b.add(N, b.num(-1)), poly((1, 1), (-1,))), node(b.num(-1), poly((-1,)))]
    lines += [node(b.add(N, b.mul(b.MINUS_ONE, b.ONE)), poly((1, 1), (-1,))), node(b.mul(b.MINUS_ONE, b.ONE), poly((-1,)))]
    goal = Obligation(total, "=", square, (b.rel(">=", N, b.ONE),))
    rejected(goal, table(kernels, lines), "a denominator may be zero")


def reciprocals(den_in_amount):
    """The sum of 1/(x v_i) over i = 1..n, as S/x: where n = 0 it is 0, whatever x is."""
    v = b.arr("v", N)
    total = b.summation(I, b.ONE, N, b.power(b.mul(X, b.at(v, I)), -1))
    kernels = [("var", X), ("var", N), ("var", OPEN), ("at", v, g(2)), ("var", BOUND), ("at", v, g(4)), ("sum", (BOUND,), ((ONE, g(1)),), ONE, g(5))]
    parts = (((), None, over(ONE, g(0))), ((OPEN,), 6, over(ONE, g(3))))
    inside = (over(ONE), ONE, g(0, 3), ("kernels", (), parts), over(g(6), g(0)))
    outside = (over(ONE, g(0)), ONE, g(3), ("kernels", (), parts[1:]), over(g(6)))
    entry = b.mul(X, b.at(v, OPEN))
    lines = [
        node(X, g(0)), node(N, g(1)), node(OPEN, g(2)), node(b.ONE, ONE), node(b.at(v, OPEN), g(3)), node(entry, g(0, 3)), node(b.power(entry, -1), ONE, g(0, 3)),
        ("opened", total, OPEN),
        ("sum", OPEN, ((ONE, g(1)), over(ONE, g(0, 3)), (inside if den_in_amount else outside,), over(g(6), g(0)))), node(total, g(6), g(0)),
    ]  # fmt: skip
    return Obligation(total, "=", total), table(kernels, lines)


@pytest.mark.parametrize("den_in_amount", [True, False])
def test_a_denominator_may_not_leave_a_sum_that_may_be_empty(den_in_amount):
    rejected(*reciprocals(den_in_amount), "may be empty")
    goal, certificate = reciprocals(den_in_amount)
    gap = b.sub(N, b.ONE)
    known = [node(gap, poly((1, 1), (-1,))), node(b.num(-1), poly((-1,))), node(b.add(N, b.num(-1)), poly((1, 1), (-1,))), ("sign", poly((1, 1), (-1,)), ("0+", (ONE, ((ONE, ("given", 0)),))))]
    inhabited = Obligation(goal.left, "=", goal.right, (b.rel(">=", N, b.ONE),))
    assert proved(inhabited, {**certificate, "lines": [*certificate["lines"], *known]}, "me").status == "proved_if"


def all_positive(index_in_range):
    """|x| = x, where x > 0 was given for all i in 1..n: with an index that may not exist."""
    condition = b.forall(I, b.ONE, N, b.rel(">", X, b.ZERO))
    kernels = [("var", X), ("var", N), ("var", OPEN), ("var", OTHER), ("var", K)]
    index = g(2) if not index_in_range else g(4)
    gaps = [poly((1, 2 if not index_in_range else 4), (-1,)), poly((1, 1), (-1, 2 if not index_in_range else 4))]
    reasons = [("low", OPEN), ("high", OPEN)] if not index_in_range else [("given", 1), ("given", 2)]
    minus = b.mul(b.MINUS_ONE, N)
    lines = [
        node(X, g(0)), node(N, g(1)), node(b.ONE, ONE), node(b.ZERO, ZERO), ("opened", condition, OTHER), ("range", OPEN, (ONE, g(1))),
        ("sign", g(0), ("+", (ONE, ((ONE, ("all", 0, index)),)))),
        *(("sign", gap, ("0+", (ONE, ((ONE, reason),)))) for gap, reason in zip(gaps, reasons, strict=True)),
        ("sgn", (over(g(0)),), (over(ONE), ((g(0), 1),))), node(b.call("sign", X), ONE), node(b.mul(X, b.call("sign", X)), g(0)), node(b.call("abs", X), g(0)), node(b.num(-1), poly((-1,))), node(K, g(4)),
        node(b.add(K, b.num(-1)), gaps[0]), node(minus, poly((-1, 1))), node(b.add(K, minus), poly((1, 4), (-1, 1))),
    ]  # fmt: skip
    given = (condition, b.rel(">=", K, b.ONE), b.rel("<=", K, N)) if index_in_range else (condition,)
    return Obligation(b.call("abs", X), "=", X, given), table(kernels, lines)


def test_a_condition_for_all_indices_needs_an_index():
    assert proved(*all_positive(True), "me").status == "proved"
    rejected(*all_positive(False), "outside of its binder")


def test_an_exponent_may_not_gain_a_part_that_cancels():
    """exp(y) = exp(y) |x|/|x| fails at x = 0."""
    left, right = b.exp(Y), b.mul(b.exp(Y), SQUARE)
    kernels = [("var", X), ("var", Y), ("sgn", g(0)), ("log", g(0)), ("exp", g(1), ONE)]
    value = over(g(0, 2, 4), g(0, 2))
    lines = [
        node(X, g(0)), node(Y, g(1)), ("exp", (over(g(1)),), (value, ((g(4), 1), (g(0), 1), (g(0), -1)))), node(left, *value),
        ("sgn", (over(g(0)),), (over(g(2)), ((g(0), 1),))), node(b.call("sign", X), g(2)), node(SQUARE, g(2, 2)), node(right, g(2, 2, 4)),
    ]  # fmt: skip
    rejected(Obligation(left, "=", right), table(kernels, lines), "repeated")


def test_a_multiple_in_an_exponent_is_a_number():
    lines = [node(X, g(0)), ("exp", (over(g(0)),), (over(g(1)), ((g(1), "1e999999999"),))), node(b.exp(X), g(1))]
    rejected(Obligation(b.exp(X), "=", b.exp(X)), table([("var", X), ("exp", g(0), ONE)], lines), "no number")


def test_the_names_of_bound_variables_are_kept():
    goal = Obligation(OPEN, ">=", b.ONE)
    lines = [node(OPEN, g(0)), node(b.ONE, ONE), node(b.add(OPEN, b.num(-1)), poly((1, 0), (-1,))), node(b.num(-1), poly((-1,))), ("range", OPEN, (ONE, poly((9,)))), ("sign", poly((1, 0), (-1,)), ("0+", (ONE, ((ONE, ("low", OPEN)),))))]
    rejected(goal, table([("var", OPEN)], lines), "kept for bound variables")
    same = {"rule": "same"}
    rejected(Obligation(X, "=", X, (b.rel("=", b.sym("%1", "int"), b.ONE),)), same, "kept for bound variables")


def test_a_bound_variable_has_no_claimed_range():
    """The sum of i over -5..5 is not positive, whatever range is claimed for its variable."""
    total = b.summation(I, b.num(-5), b.num(5), I)
    bounds = (poly((-5,)), poly((5,)))
    kernels = [("var", OPEN), ("var", BOUND), ("sum", (BOUND,), (bounds,), g(1), ONE)]
    piece = (over(ONE), g(0), ONE, ("kernels", (), (((OPEN,), 2, over(g(0))),)), over(g(2)))
    lines = [
        ("opened", total, OPEN), node(OPEN, g(0)), node(b.num(-5), poly((-5,))), node(b.num(5), poly((5,))), ("sum", OPEN, (bounds, over(g(0)), (piece,), over(g(2)))), node(total, g(2)),
        ("range", BOUND, (ONE, poly((5,)))), ("sign", g(1), ("+", (ONE, ((ONE, ("low", BOUND)),)))), node(b.ZERO, ZERO),
    ]  # fmt: skip
    honest = table(kernels, lines[:6])
    assert proved(Obligation(total, "=", total), honest, "me").status == "proved"
    rejected(Obligation(total, ">", b.ZERO), table(kernels, lines), "no opened variable")


def test_an_opened_variable_has_the_range_of_its_binder():
    """1/(i - 5) has a value for all i in 6..n, which is not all of 1..n."""
    total = b.summation(I, b.ONE, N, b.power(b.sub(I, b.num(5)), -1))
    condition = b.forall(I, b.ONE, N, b.rel("!=", b.sub(I, b.num(5)), b.ZERO))
    gap, five = poly((1, 1), (-5,)), b.sub(OPEN, b.num(5))
    kernels = [("var", N), ("var", OPEN), ("var", BOUND), ("sum", (BOUND,), ((ONE, g(0)),), ONE, poly((1, 2), (-5,)))]
    lines = [
        node(N, g(0)), node(b.ONE, ONE), node(OPEN, g(1)), node(b.num(-5), poly((-5,))), node(five, gap), node(b.power(five, -1), ONE, gap), ("opened", total, OPEN), ("opened", condition, OPEN),
        ("sum", OPEN, ((ONE, g(0)), over(ONE, gap), ((over(ONE), ONE, gap, ("kernels", (), (((OPEN,), 3, over(ONE, gap)),)), over(g(3))),), over(g(3)))), node(total, g(3)),
    ]  # fmt: skip
    goal = Obligation(total, "=", total)
    shown = [("sign", gap, ("+", (ONE, ((ONE, ("low", OPEN)),)))), ("range", OPEN, (poly((6,)), g(0)))]
    rejected(goal, table(kernels, [*lines, *shown]), "two ranges")
    other = [("opened", condition, OTHER), ("range", OTHER, (poly((6,)), g(0)))]
    rejected(goal, table(kernels, [line for line in lines if line[1] != condition] + other), "another range")


def test_the_bounds_of_a_sum_are_integers():
    """The sum of 1 over i = 1..x is x for integers only."""
    total = b.summation(I, b.ONE, X, b.ONE)
    kernels = [("var", X), ("var", OPEN)]
    piece = (over(ONE), ONE, ONE, ("count",), over(g(0)))
    lines = [node(X, g(0)), node(b.ONE, ONE), ("opened", total, OPEN), ("sum", OPEN, ((ONE, g(0)), over(ONE), (piece,), over(g(0)))), node(total, g(0)), ("sign", g(0), ("+", (ONE, ((ONE, ("given", 0)),)))), node(b.ZERO, ZERO)]
    goal = Obligation(total, "=", X, (b.rel(">", X, b.ZERO),))
    rejected(goal, table(kernels, lines), "need not be an integer")


def test_arrays_of_unlike_sizes_have_no_entries_to_compare():
    goal = Obligation(b.Term("fill", (b.ZERO, N)), "=", b.Term("fill", (b.ZERO, M)))
    rejected(goal, {"rule": "entries", "then": {"rule": "same"}}, "unlike shapes")
    fits = Obligation(b.Term("fill", (b.ZERO, N)), "=", b.Term("fill", (b.ZERO, N)))
    assert proved(fits, {"rule": "entries", "then": {"rule": "same"}}, "me").status == "proved"
    rejected(Obligation(fits.left, "!=", fits.right), {"rule": "entries", "then": {"rule": "same"}}, "one entry only")


def test_the_index_of_an_entry_is_new():
    """A given r >= 5 says nothing about the index of the entries."""
    goal = Obligation(b.arr("v", N), "=", b.arr("w", N), (b.rel(">=", R, b.num(5)),))
    assert R not in entrywise(goal).left.args[1:]


def test_the_step_of_an_induction_leaves_inner_binders_alone():
    """The n of sum_{n=-5}^{0} sum_{k=1}^{n+1} 1 is another one: there the inner sum may be empty."""
    inner = b.summation(K, b.ONE, b.add(N, b.ONE), b.ONE)
    goal = Obligation(b.add(N, b.summation(N, b.num(-5), b.ZERO, inner)), "=", N)
    _, step = halves(goal, N, b.ONE)
    assert b.add(b.summation(K, b.ONE, N, b.ONE), b.ONE) not in _parts(step.left)


def _parts(term):
    yield term
    for part in term.args:
        if isinstance(part, b.Term):
            yield from _parts(part)


def test_what_is_an_integer_by_its_form():
    """(-2)^sin(n) has no value, (-2)^(n + 1) has one; (-2)^(n/2) has one for even n only."""
    base = b.num(-2)
    assert requirements(b.power(base, b.call("sin", N))) == (b.rel(">", base, b.ZERO),)
    assert requirements(b.power(base, b.mul(b.HALF, N))) == (b.rel(">", base, b.ZERO),)
    assert requirements(b.power(base, b.add(N, b.ONE))) == (b.rel("!=", base, b.ZERO),)


def test_where_a_derivative_exists():
    jump, cusp = b.delta(X, Y), b.power(X, b.num("3/2"))
    assert b.rel("!=", X, Y) in requirements(b.derivative(jump, X))
    assert requirements(b.derivative(cusp, X)) == (b.rel(">", X, b.ZERO),)
    assert requirements(cusp) == (b.rel(">=", X, b.ZERO),)


def test_two_arrays_of_one_name_have_no_derivative():
    goal = Obligation(b.derivative(b.at(b.arr("v", N), I), b.at(b.arr("v", M), I)), "=", b.ZERO)
    assert decide(goal).status not in {"proved", "proved_if"}


def test_no_derivative_by_the_end_of_a_sum():
    goal = Obligation(b.derivative(b.summation(I, b.ONE, N, X), N), "=", b.ZERO)
    assert decide(goal).status not in {"proved", "proved_if"}


def test_what_a_fact_asked_for_is_kept():
    """x + 0 log(x) > 0 is proved where x > 0; that does not discharge x > 0."""
    fact = b.rel(">", b.add(X, b.mul(b.ZERO, b.log(X))), b.ZERO)
    kernels = [("var", X), ("log", g(0))]
    lines = [
        node(X, g(0)), node(b.ZERO, ZERO), node(b.log(X), g(1)), node(b.mul(b.ZERO, b.log(X)), ZERO), node(fact.args[1], g(0)),
        ("sign", g(0), ("+", (ONE, ((ONE, ("given", 0)),)))), ("log", (over(g(0)),), (over(g(1)), ((g(0), 1),))),
    ]  # fmt: skip
    goal = Obligation(b.log(X), "=", b.log(X))
    because = table(kernels, lines)
    verdict = proved(goal, {"rule": "have", "fact": fact, "because": because, "then": table(kernels, lines)}, "me")
    assert verdict.status == "proved_if"
    assert verdict.conditions == (b.rel(">", X, b.ZERO),)


def test_an_exponent_in_a_polynomial_is_a_whole_number():
    half = (((((0, b.HALF.value + 1),), 1),), ONE)
    rejected(Obligation(X, "=", X), table([("var", X)], [("node", X, half)]), "malformed monomial")


def test_a_circle_of_signs_shows_nothing():
    """x > 0 because x > 0."""
    lines = [node(X, g(0)), node(b.ZERO, ZERO), ("sign", g(0), ("+", (ONE, ((ONE, ("sign", g(0))),))))]
    rejected(Obligation(X, ">", b.ZERO), table([("var", X)], lines), "do not add up|claimed as")


def test_an_entry_that_is_compared_with_an_index_need_not_be_one():
    """The sum over i of [v_k = i] is 0 where v_k = 3/2; only what stands in a delta or in an index is an index."""
    entry = b.at(b.arr("v", N), K)
    given = (b.rel(">=", K, b.ONE), b.rel("<=", K, N), b.rel(">=", entry, b.ONE), b.rel("<=", entry, N))
    compared = b.summation(I, b.ONE, N, b.cases((b.rel("=", entry, I), b.ONE), (b.TRUE, b.ZERO)))
    labelled = Obligation(b.summation(I, b.ONE, N, b.delta(entry, I)), "=", b.ONE, given)
    assert decide(labelled).status == "proved"
    assert decide(Obligation(compared, "=", b.ONE, given)).status == "refuted"
    gap = poly((-1, 2), (1, 3))
    kernels = [("var", N), ("var", K), ("var", OPEN), ("at", b.arr("v", N), g(1)), ("delta", gap)]
    inside = b.cases((b.rel("=", entry, OPEN), b.ONE), (b.TRUE, b.ZERO))
    difference = b.add(entry, b.mul(b.MINUS_ONE, OPEN))
    lines = [
        node(N, g(0)), node(K, g(1)), node(OPEN, g(2)), node(entry, g(3)), node(b.ONE, ONE), node(b.ZERO, ZERO), node(b.MINUS_ONE, poly((-1,))), node(b.mul(b.MINUS_ONE, OPEN), poly((-1, 2))), node(difference, gap),
        node(inside, g(4)), ("opened", compared, OPEN), ("sum", OPEN, ((ONE, g(0)), over(g(4)), ((over(ONE), g(4), ONE, ("delta", 4, g(3)), over(ONE)),), over(ONE))), node(compared, ONE),
    ]  # fmt: skip
    rejected(Obligation(compared, "=", b.ONE, given), table(kernels, lines), "no sgn line")


def test_a_logarithm_in_an_exponent_needs_something_that_is_not_zero():
    """(1 - sign(y)^2) exp(x) = 0 fails at y = 0: exp(x) was written as exp(x - log|y|) |y|."""
    sign, square = b.call("sign", Y), b.power(b.call("sign", Y), 2)
    hole = b.add(b.ONE, b.neg(square))
    left = b.mul(hole, b.exp(X))
    kernels = [("var", X), ("var", Y), ("log", g(1)), ("exp", poly((1, 0), (-1, 2)), ONE), ("sgn", g(1))]
    lines = [
        node(X, g(0)), node(Y, g(1)), node(b.ONE, ONE), node(b.ZERO, ZERO), node(b.MINUS_ONE, poly((-1,))), node(sign, g(4)), ("sgn", (over(g(1)),), (over(g(4)), ((g(1), 1),))),
        node(square, g(4, 4)), node(b.neg(square), poly((-1, 4, 4))), node(hole, poly((1,), (-1, 4, 4))), node(left, poly((1, 1, 3, 4), (-1, 1, 3, 4, 4, 4))),
        ("exp", (over(g(0)),), (over(g(1, 3, 4)), ((g(3), 1), (g(2), 1)))), node(b.exp(X), g(1, 3, 4)),
    ]  # fmt: skip
    rejected(Obligation(left, "=", b.ZERO), table(kernels, lines), "something that may be zero")
    assert decide(Obligation(b.exp(b.mul(b.TWO, b.log(b.mul(X, Y)))), "=", b.mul(b.power(X, 2), b.power(Y, 2)))).status == "proved_if"


def test_what_holds_for_all_indices_holds_for_entries_that_are_indices():
    """i^2 - 3i + 2 >= 0 for all integers, and not at v_1 = 3/2."""

    def square(t):
        return b.add(b.power(t, 2), b.mul(b.num(-3), t), b.num(2))

    def parts(t, k):
        return [node(t, g(k)), node(b.power(t, 2), g(k, k)), node(b.mul(b.num(-3), t), poly((-3, k))), node(square(t), poly((1, k, k), (-3, k), (2,)))]

    entry = b.at(b.arr("v", N), b.ONE)
    always = b.forall(I, b.ONE, N, b.rel(">=", square(I), b.ZERO))
    given = (always, b.rel(">=", entry, b.ONE), b.rel("<=", entry, N))
    kernels = [("var", N), ("at", b.arr("v", N), ONE), ("var", OPEN)]
    lines = [
        *parts(entry, 1), *parts(OPEN, 2), node(b.ZERO, ZERO), node(b.num(-3), poly((-3,))), node(b.num(2), poly((2,))), node(b.ONE, ONE), node(b.MINUS_ONE, poly((-1,))), node(N, g(0)),
        node(b.add(entry, b.num(-1)), poly((1, 1), (-1,))), node(b.mul(b.MINUS_ONE, N), poly((-1, 0))), node(b.add(entry, b.mul(b.MINUS_ONE, N)), poly((1, 1), (-1, 0))), ("opened", always, OPEN),
        ("sign", poly((1, 1), (-1,)), ("0+", (ONE, ((ONE, ("given", 1)),)))), ("sign", poly((1, 0), (-1, 1)), ("0+", (ONE, ((ONE, ("given", 2)),)))),
        ("sign", poly((1, 1, 1), (-3, 1), (2,)), ("0+", (ONE, ((ONE, ("all", 0, g(1))),)))),
    ]  # fmt: skip
    rejected(Obligation(square(entry), ">=", b.ZERO, given), table(kernels, lines), "need not be an integer")
    labelled = (*given, b.rel("=", b.at(b.arr("w", N), entry), b.ONE))
    assert proved(Obligation(square(entry), ">=", b.ZERO, labelled), table(kernels, lines), "me").status == "proved"


def test_a_value_may_not_gain_a_bound_variable():
    """sign(x) = -1 by x = (x @)/@ for a variable @ over the empty range 1..0, of which anything follows."""
    sign = b.call("sign", X)
    lines = [node(X, g(0)), ("range", OTHER, (ONE, ZERO)), ("sign", g(1), ("+", (ONE, ((ONE, ("low", OTHER)),))))]
    weight = poly((4, 0, 0), (4, 1, 1), (1,))
    absurd = ((weight, ("low", OTHER)), (weight, ("high", OTHER)), (ONE, ("square", poly((2, 0), (-1, 1)), 1)))
    lines += [("sign", poly((-1, 0, 1)), ("+", (poly((4,)), absurd))), ("sgn", ((g(0, 1), g(1)),), (over(poly((-1,))), ((g(0, 1), 1), (g(1), -1)))), node(sign, poly((-1,))), node(b.MINUS_ONE, poly((-1,)))]
    rejected(Obligation(sign, "=", b.MINUS_ONE), table([("var", X), ("var", OTHER)], lines), "no sgn line")
    spurious = [("node", X, (g(0, 1), g(1))), *lines[1:3]]
    rejected(Obligation(X, "=", X), table([("var", X), ("var", OTHER)], spurious), "outside of its binder")


def test_the_derivative_of_a_determinant_is_taken_where_it_is_not_zero():
    """d det A/dA_11 (1 - sign(det A)^2) is not zero for A = diag(0, 1)."""
    square = b.arr("A", N, N)
    det = Term("det", (square,))
    slope = b.derivative(det, b.at(square, b.ONE, b.ONE))
    given = (b.rel(">=", N, b.ONE),)
    found = decide(Obligation(b.mul(slope, b.add(b.ONE, b.neg(b.power(b.call("sign", det), 2)))), "=", b.ZERO, given))
    assert found.status == "refuted"
    assert b.rel("!=", det, b.ZERO) in requirements(slope)
    logarithm = Obligation(b.derivative(b.log(det), b.at(square, b.ONE, b.ONE)), "=", b.at(Term("inv", (square,)), b.ONE, b.ONE), given)
    assert decide(logarithm).status == "proved_if"


def test_a_delta_compares_integers():
    """Where v_k = 3/2 no delta has a value: the sum of i [v_k = i] is v_k wherever it has one."""
    entry = b.at(b.arr("v", N), b.ONE)
    given = (b.rel(">=", entry, b.ONE), b.rel("<=", entry, N))
    assert decide(Obligation(b.summation(I, b.ONE, N, b.mul(I, b.delta(I, entry))), "=", entry, given)).status == "proved"
    point = Point(values={N: Fraction(2)}, entries={("v", (1,)): Fraction(3, 2)})
    with pytest.raises(UndefinedError, match="no integer"):
        evaluate(b.delta(entry, b.ONE), point)
