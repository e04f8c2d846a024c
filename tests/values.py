"""The value of a term at a point, as the kernel evaluates it."""

from fractions import Fraction

from flint import ctx, fmpq

from derive.kernel.ball import Evaluator
from derive.kernel.numbers import UnclearError


def evaluate(term, point, prec=64):
    """The value of a scalar term at a point: exact, or a ball that contains it.

    Raises UndefinedError where the term has no value there, UnclearError where more digits are needed.
    """
    with ctx.workprec(prec):
        value = Evaluator(point).ev(term)
    if isinstance(value, fmpq):
        return Fraction(int(value.p), int(value.q))
    if not value.is_finite():
        raise UnclearError("not finite")
    return value
