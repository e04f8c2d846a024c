"""What an obligation is at a place."""

from __future__ import annotations

from fractions import Fraction

import mpmath

from tests.independent.arrays import plain
from tests.independent.evaluator import Evaluator
from tests.independent.functions import compared
from tests.independent.numbers import CLEAR, DIGITS, CannotTellError, NoValueError, OutOfRangeError


def outcome(goal, place):
    """Of an obligation at a place: "outside" of what is given, "undefined", "holds", "fails" or "cannot tell", and both sides' values where they have any."""
    with mpmath.workdps(DIGITS):
        at = Evaluator(place)
        try:
            if not all(at.holds(condition) for condition in goal.given):
                return "outside", None
        except NoValueError:
            return "outside", None
        except (CannotTellError, ArithmeticError):
            return "cannot tell", None
        sides = None
        try:
            if goal.relation in {"=>", "<=>"}:
                left, right = satisfied(at, goal.left), satisfied(at, goal.right)
                if goal.relation == "=>" and not left:
                    return "holds", None
                return "holds" if left == right else "fails", (Fraction(left), Fraction(right))
            sides = plain(at.value(goal.left)), plain(at.value(goal.right))
            return "holds" if compared(goal.relation, *sides, CLEAR) else "fails", sides
        except OutOfRangeError:
            return "outside", None
        except NoValueError:
            return "undefined", None
        except (CannotTellError, ArithmeticError):
            return "cannot tell", sides


def satisfied(at, condition):
    """Whether a condition holds; one whose terms have no value does not."""
    try:
        return at.holds(condition)
    except OutOfRangeError:
        raise
    except NoValueError:
        return False
