"""Obligations that invite a wrong verdict, with known truth: domains, branches of inverse functions, 0^0, empty sums, one class only, repeated indices, signs, joints.

The truth is "true" (equal wherever anything is defined), "domain" (equal where both sides have values, and one has values where the other has none), or "false" (somewhere
both sides are defined and differ). All are terms, so that nothing has been cancelled before the engine looks.
"""

from __future__ import annotations

from fractions import Fraction

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.build import (
    MINUS_ONE,
    ONE,
    PI,
    TRUE,
    TWO,
    ZERO,
    add,
    arr,
    at,
    call,
    cases,
    delta,
    derivative,
    div,
    exp,
    indicator,
    log,
    mul,
    num,
    power,
    product,
    rel,
    sqrt,
    sub,
    summation,
    sym,
)

x, y, z = sym("x"), sym("y"), sym("z")
n, m, i, j, k, l = (sym(name, "int") for name in "nmijkl")
v, a = arr("v", n), arr("a", n, n)
A, B, u = arr("A", n, n), arr("B", n, n), arr("u", n)
o = arr("o", m)
THIRD, SIXTH = Fraction(1, 3), Fraction(1, 6)
ENTRIES = {}
"""By name: the obligation and its truth."""


def case(name, left, right, truth, *given, relation="="):
    ENTRIES[name] = (Obligation(left, relation, right, given), truth)


def size(t):
    return call("abs", t)


def ge(left, right):
    return rel(">=", left, right)


def gt(left, right):
    return rel(">", left, right)


def from_to(index, high):
    return (ge(index, ONE), rel("<=", index, high))


def total(body, index=i, high=n, low=ONE):
    return summation(index, low, high, body)


POSITIVE = ge(n, ONE)
# signs and roots
case("root of a square", sqrt(power(x, 2)), size(x), "true")
case("root of a square, signed", sqrt(power(x, 2)), x, "false")
case("square of a root", power(sqrt(x), 2), x, "domain")
case("fourth root", power(power(x, 4), Fraction(1, 4)), size(x), "true")
case("sixth root, signed", power(power(x, 6), SIXTH), x, "false")
case("three halves", power(power(x, 2), Fraction(3, 2)), power(size(x), 3), "true")
case("three halves, signed", power(power(x, 2), Fraction(3, 2)), power(x, 3), "false")
case("cube and its root", power(power(x, 3), THIRD), x, "domain")
case("root of a product", sqrt(mul(x, y)), mul(sqrt(x), sqrt(y)), "domain")
case("root of a product of positives", sqrt(mul(x, y)), mul(sqrt(x), sqrt(y)), "true", ge(x, ZERO), ge(y, ZERO))
case("a factor out of a root", sqrt(mul(power(x, 2), y)), mul(size(x), sqrt(y)), "true", ge(y, ZERO))
case("a signed factor out of a root", sqrt(mul(power(x, 2), y)), mul(x, sqrt(y)), "false", ge(y, ZERO))
case("sign squared", power(call("sign", x), 2), ONE, "false")
case("sign squared is a size", power(call("sign", x), 2), size(call("sign", x)), "true")
case("x over its size", div(x, size(x)), div(size(x), x), "true")
case("x over its size is one", div(x, size(x)), ONE, "false")
case("size of a sum", size(add(x, y)), add(size(x), size(y)), "false")
case("size of a product", size(mul(x, y)), mul(size(x), size(y)), "true")
case("reverse triangle", size(sub(x, y)), size(sub(size(x), size(y))), "true", relation=">=")
case("strict reverse triangle", size(sub(x, y)), size(sub(size(x), size(y))), "false", relation=">")
case("a factor into a maximum", mul(z, call("max", x, y)), call("max", mul(z, x), mul(z, y)), "false")
case("a positive factor into a maximum", mul(z, call("max", x, y)), call("max", mul(z, x), mul(z, y)), "true", ge(z, ZERO))
# logarithms and powers
case("log of a square", log(power(x, 2)), mul(TWO, log(size(x))), "true")
case("log of a square, positive", log(power(x, 2)), mul(TWO, log(x)), "domain")
case("log of a product", log(mul(x, y)), add(log(size(x)), log(size(y))), "domain")
case("log of a product of sizes", log(size(mul(x, y))), add(log(size(x)), log(size(y))), "true")
case("log of a product of negatives", log(mul(x, y)), add(log(mul(MINUS_ONE, x)), log(mul(MINUS_ONE, y))), "true", rel("<", x, ZERO), rel("<", y, ZERO))
case("log of a quotient of negatives", log(div(x, y)), add(log(mul(MINUS_ONE, x)), log(mul(MINUS_ONE, y))), "false", rel("<", x, ZERO), rel("<", y, ZERO))
case("exp of log", exp(log(x)), x, "domain")
case("log of exp", log(exp(x)), x, "true")
case("x log x", mul(x, log(x)), log(power(x, x)), "true")
case("zero times log", mul(ZERO, log(x)), ZERO, "domain")
case("power zero", power(x, 0), ONE, "true")
case("zero to n", power(ZERO, n), ZERO, "true", POSITIVE)
case("zero to zero", power(ZERO, n), ZERO, "false", ge(n, ZERO))
case("powers of one base", mul(power(x, y), power(x, z)), power(x, add(y, z)), "true")
case("powers of two bases", mul(power(x, z), power(y, z)), power(mul(x, y), z), "domain")
case("minus one to n", power(MINUS_ONE, n), ONE, "false")
case("minus one to 2n", power(MINUS_ONE, mul(TWO, n)), ONE, "true")
case("neighbours of minus one", mul(power(MINUS_ONE, n), power(MINUS_ONE, add(n, ONE))), MINUS_ONE, "true")
case("slope of a whole power", derivative(power(x, n), x), mul(n, power(x, sub(n, ONE))), "true", ge(n, TWO))
case("slope of a whole power of sizes", derivative(power(x, n), x), mul(n, power(size(x), sub(n, ONE))), "false", ge(n, TWO))
# inverse functions
case("atan of a reciprocal", add(call("atan", x), call("atan", div(ONE, x))), div(PI, TWO), "false")
case("atan of a reciprocal, signed", add(call("atan", x), call("atan", div(ONE, x))), mul(div(PI, TWO), call("sign", x)), "domain")
case("angle of a point", call("cos", call("atan", div(y, x))), div(x, sqrt(add(power(x, 2), power(y, 2)))), "false")
case("angle of a point, by size", call("cos", call("atan", div(y, x))), div(size(x), sqrt(add(power(x, 2), power(y, 2)))), "domain")
case("tan of atan", call("tan", call("atan", x)), x, "true")
case("atan of tan", call("atan", call("tan", x)), x, "false")
case("sin of asin", call("sin", call("asin", x)), x, "domain")
case("asin of sin", call("asin", call("sin", x)), x, "false")
case("acos of cos", call("acos", call("cos", x)), size(x), "false")
case("asin and acos", add(call("asin", x), call("acos", x)), div(PI, TWO), "domain")
case("acosh of cosh", call("acosh", call("cosh", x)), size(x), "true")
case("acosh of cosh, signed", call("acosh", call("cosh", x)), x, "false")
case("tan cos", mul(call("tan", x), call("cos", x)), call("sin", x), "domain")
# quotients that may vanish
case("x over x", div(x, x), ONE, "domain")
case("a cancelled factor", div(sub(power(x, 2), ONE), sub(x, ONE)), add(x, ONE), "domain")
case("a cancelled factor, wrong", div(sub(power(x, 2), ONE), sub(x, ONE)), sub(x, ONE), "false")
case("twice reciprocal", div(ONE, div(ONE, x)), x, "domain")
case("zero over x", div(ZERO, x), ZERO, "domain")
case("shares of a sum", total(div(at(v, i), total(at(v, j), j))), ONE, "domain", POSITIVE)
case("shares of a sum of exponentials", total(div(exp(at(v, i)), total(exp(at(v, j)), j))), ONE, "true", POSITIVE)
case("shares of a sum of exponentials, twice", total(div(exp(at(v, i)), total(exp(at(v, j)), j))), TWO, "false", POSITIVE)
case("sample variance", div(total(power(sub(at(v, i), div(total(at(v, j), j), n)), 2)), sub(n, ONE)), div(sub(total(power(at(v, i), 2)), div(power(total(at(v, i)), 2), n)), sub(n, ONE)), "true", POSITIVE)
case("sample variance, wrong", div(total(power(sub(at(v, i), div(total(at(v, j), j), n)), 2)), sub(n, ONE)), div(total(power(at(v, i), 2)), sub(n, ONE)), "false", POSITIVE)
case("geometric sum", total(power(z, i), i, n, ZERO), div(sub(ONE, power(z, add(n, ONE))), sub(ONE, z)), "domain", ge(n, ZERO))
case("geometric sum, one less", total(power(z, i), i, n, ZERO), div(sub(ONE, power(z, n)), sub(ONE, z)), "false", ge(n, ZERO))
# empty sums and bounds
case("count", total(ONE), n, "true", ge(n, ZERO))
case("count below zero", total(ONE), n, "false", ge(n, num(-2)))
case("last term of a sum", sub(total(i), total(i, i, sub(n, ONE))), n, "true", ge(n, ZERO))
case("last term of an empty sum", sub(total(i), total(i, i, sub(n, ONE))), n, "false", ge(n, num(-1)))
case("factorial by its factors", product(i, ONE, n, i), mul(n, product(i, ONE, sub(n, ONE), i)), "true", POSITIVE)
case("empty product", product(i, ONE, n, i), mul(n, product(i, ONE, sub(n, ONE), i)), "false", ge(n, ZERO))
case("a sum cut in two", add(total(i, i, k), total(i, i, n, add(k, ONE))), total(i), "true", *from_to(k, n))
case("a sum cut behind its end", add(total(i, i, k), total(i, i, n, add(k, ONE))), total(i), "false", POSITIVE, ge(k, ONE))
case("triangle", total(total(at(a, i, j), j, i)), total(total(at(a, i, j), i, n, j), j), "true", POSITIVE)
case("triangle turned over", total(total(at(a, i, j), j, i)), total(total(at(a, i, j), i, j), j), "false", POSITIVE)
case("pairs", total(total(ONE, j, n, add(i, ONE))), div(mul(n, sub(n, ONE)), TWO), "true", POSITIVE)
case("pairs with the diagonal", total(total(ONE, j, n, add(i, ONE))), div(mul(n, add(n, ONE)), TWO), "false", POSITIVE)
# indices that may coincide
case("slope of a product of entries", derivative(mul(at(v, k), at(v, l)), at(v, k)), at(v, l), "false", *from_to(k, n), *from_to(l, n))
case("slope of a product of entries, with delta", derivative(mul(at(v, k), at(v, l)), at(v, k)), add(at(v, l), mul(delta(k, l), at(v, k))), "true", *from_to(k, n), *from_to(l, n))
case("slope of a product of distinct entries", derivative(mul(at(v, k), at(v, l)), at(v, k)), at(v, l), "true", *from_to(k, n), *from_to(l, n), rel("!=", k, l))
case("slope of a mirrored product", derivative(mul(at(a, k, l), at(a, l, k)), at(a, k, l)), at(a, l, k), "false", *from_to(k, n), *from_to(l, n))
case("delta picks an entry", total(mul(delta(i, k), at(arr("w"), i))), at(arr("w"), k), "true", *from_to(k, n))
case("delta beyond the range", total(mul(delta(i, k), at(arr("w"), i))), at(arr("w"), k), "false", POSITIVE, ge(k, ONE))
softmax = div(exp(at(o, k)), total(exp(at(o, j)), j, m))
case("softmax of several classes", softmax, ONE, "true", ge(m, TWO), *from_to(k, m), relation="<")
case("softmax of one class", softmax, ONE, "false", *from_to(k, m), relation="<")
case("log-sum-exp is at least an entry", log(total(exp(at(o, j)), j, m)), at(o, k), "true", *from_to(k, m), relation=">=")
case("log-sum-exp is above an entry", log(total(exp(at(o, j)), j, m)), at(o, k), "false", *from_to(k, m), relation=">")
# joints
relu = call("max", x, ZERO)
case("slope of a squared relu", derivative(power(relu, 2), x), mul(TWO, relu), "true")
case("slope of relu", derivative(relu, x), indicator(gt(x, ZERO)), "domain")
case("slope of relu, one at zero", derivative(relu, x), indicator(ge(x, ZERO)), "domain")
case("slope of x|x|", derivative(mul(x, size(x)), x), mul(TWO, size(x)), "true")
case("slope of x|x|, signed", derivative(mul(x, size(x)), x), mul(TWO, x), "false")
case("slope of |x|", derivative(size(x), x), call("sign", x), "domain")
smooth = cases((rel("<", x, ONE), power(x, 2)), (TRUE, sub(mul(TWO, x), ONE)))
case("a smooth joint", derivative(smooth, x), cases((rel("<", x, ONE), mul(TWO, x)), (TRUE, TWO)), "true")
case("a smooth joint, wrong at it", derivative(smooth, x), cases((rel("<", x, ONE), mul(TWO, x)), (rel("=", x, ONE), ONE), (TRUE, TWO)), "false")
jump = cases((rel("<=", x, ONE), power(x, 2)), (TRUE, add(x, ONE)))
case("a jump", derivative(jump, x), cases((rel("<=", x, ONE), mul(TWO, x)), (TRUE, ONE)), "domain")
case("floor of a shift", call("floor", add(x, ONE)), add(call("floor", x), ONE), "true")
case("floor of a double", call("floor", mul(TWO, x)), mul(TWO, call("floor", x)), "false")
case("floor of the opposite", call("floor", mul(MINUS_ONE, x)), mul(MINUS_ONE, call("floor", x)), "false")
# implications and inequalities
case("squares of ordered", gt(x, y), gt(power(x, 2), power(y, 2)), "false", relation="=>")
case("squares of ordered positives", gt(x, y), gt(power(x, 2), power(y, 2)), "true", ge(y, ZERO), relation="=>")
case("equal squares", rel("=", power(x, 2), power(y, 2)), rel("=", x, y), "false", relation="=>")
case("equal squares, sizes", rel("=", power(x, 2), power(y, 2)), rel("=", size(x), size(y)), "true", relation="=>")
case("a product is zero", rel("=", mul(x, y), ZERO), rel("=", x, ZERO), "false", relation="=>")
case("a root is y", rel("=", sqrt(x), y), rel("=", x, power(y, 2)), "true", relation="=>")
case("a square is x", rel("=", x, power(y, 2)), rel("=", sqrt(x), y), "false", relation="=>")
case("reciprocals of ordered", rel("<", x, y), gt(div(ONE, x), div(ONE, y)), "false", relation="=>")
case("a square is positive", power(x, 2), ZERO, "false", relation=">")
case("exp is above its argument", exp(x), x, "true", relation=">")
case("exp is above the square", exp(x), power(x, 2), "false", relation=">")
# matrices
word = lambda *parts: Term("matmul", parts)  # noqa: E731 - a name for the product of matrices in this table
case("products of matrices commute", word(A, B), word(B, A), "false", POSITIVE)
case("traces of products commute", Term("trace", (word(A, B),)), Term("trace", (word(B, A),)), "true", POSITIVE)
case("determinant of a double", Term("det", (mul(TWO, A),)), mul(TWO, Term("det", (A,))), "false", POSITIVE)
case("inverse of a product, in order", Term("inv", (word(A, B),)), word(Term("inv", (A,)), Term("inv", (B,))), "false", POSITIVE)
case("trace of the identity", Term("trace", (Term("eye", (n,)),)), n, "true", POSITIVE)
case("outer and inner product", Term("trace", (word(u, Term("transpose", (u,))),)), total(power(at(u, i), 2)), "true", POSITIVE)
