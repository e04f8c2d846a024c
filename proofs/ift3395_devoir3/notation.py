"""The symbol table of the assignment: how its letters are written, their shapes, ranges and definitions."""

from derive.model.claim import Notation, Symbol
from derive.terms.build import (
    ONE,
    add,
    arr,
    at,
    call,
    div,
    exp,
    lam,
    log,
    mul,
    neg,
    rel,
    summation,
    sym,
)  # fmt: skip
from derive.terms.samples import of_examples

m, d, d_h, n = (sym(name, "int") for name in ("m", "d", "d_h", "n"))
y, i, j, k, l = (sym(name, "int") for name in ("y", "i", "j", "k", "l"))
W1, b1, W2, b2 = arr("W1", d_h, d), arr("b1", d_h), arr("W2", m, d_h), arr("b2", m)
x, ha, hs, oa, os = arr("x", d), arr("ha", d_h), arr("hs", d_h), arr("oa", m), arr("os", m)
grad_oa, grad_hs, grad_ha = arr("grad_oa", m), arr("grad_hs", d_h), arr("grad_ha", d_h)

HA = lam([j], [d_h], add(at(b1, j), summation(i, ONE, d, mul(at(W1, j, i), at(x, i)))))
HS = lam([j], [d_h], call("rect", at(ha, j)))
OA = lam([k], [m], add(at(b2, k), summation(j, ONE, d_h, mul(at(W2, k, j), at(hs, j)))))
OS = lam([k], [m], div(exp(at(oa, k)), summation(i, ONE, m, exp(at(oa, i)))))
LOSS = neg(log(at(os, y)))
COUNT = add(mul(d_h, d), d_h, mul(m, d_h), m)

SYMBOLS = (
    Symbol("m", ("m",), sort="int", given=(rel(">=", m, ONE),)),
    Symbol("d", ("d",), sort="int", given=(rel(">=", d, ONE),), part="2"),
    Symbol("d_h", ("d_h",), sort="int", given=(rel(">=", d_h, ONE),)),
    Symbol("n", ("n",), sort="int", given=(rel(">=", n, ONE),)),
    Symbol("y", ("y",), sort="int", given=(rel(">=", y, ONE), rel("<=", y, m)), part="2"),
    Symbol("x", ("x",), kind="scalar", part="1"),
    Symbol("x", ("x",), (n,), kind="array", part="1"),
    Symbol("x", ("x",), (d,), kind="array", part="2"),
    Symbol("W1", ("W^{(1)}", "w^{(1)}"), (d_h, d), kind="array"),
    Symbol("b1", ("b^{(1)}",), (d_h,), kind="array"),
    Symbol("W2", ("W^{(2)}", "w^{(2)}"), (m, d_h), kind="array"),
    Symbol("b2", ("b^{(2)}",), (m,), kind="array"),
    Symbol("ha", ("h^a",), (d_h,), term=HA, kind="array"),
    Symbol("hs", ("h^s",), (d_h,), term=HS, kind="array"),
    Symbol("oa", ("o^a", "O^a"), (m,), term=OA, kind="array"),
    Symbol("os", ("o^s", "O^s"), (m,), term=OS, kind="array"),
    Symbol("L", ("L",), term=LOSS, kind="scalar", part="2"),
    Symbol("eta", (r"\eta",), part="2"),
    Symbol("n_theta", (r"n_\theta",), sort="int", term=COUNT, kind="scalar", part="2"),
)
IN_EACH_EXAMPLE = of_examples([symbol for symbol in SYMBOLS if symbol.part != "1"], {"x", "y"}, n)
RISK = div(summation(i, ONE, n, at(arr("L^()", n), i)), n)

NOTATION = Notation(
    symbols=(*SYMBOLS, *IN_EACH_EXAMPLE, Symbol("R_hat", (r"\hat{R}",), term=RISK, part="2")),
    given=(),
    ranges=(("k", ONE, m), ("j", ONE, d_h), ("i", ONE, d)),
)

CODE_NAMES = {
    "os": os, "oa": oa, "hs": hs, "ha": ha, "x": x, "W1": W1, "W2": W2, "b1": b1, "b2": b2, "grad_oa": grad_oa, "grad_hs": grad_hs, "grad_ha": grad_ha,
    "y": y, "m": m, "d": d, "dh": d_h, "d_h": d_h, "n": n,
}  # fmt: skip

