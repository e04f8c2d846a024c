"""Numbers for formulas: letters are drawn, what is defined is computed from its meaning, derivatives are central differences. Shares nothing with the prover."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.benchmarks.planting.arrays import Array, NoValueError, ShapeError, Value, added, distance, multiplied, places, transposed

FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: getattr(math, name) for name in "log exp sin cos tan sinh cosh tanh erf".split()},
    "abs": abs,
    "max": max,
    "min": min,
    "rect": lambda x: max(x, 0.0),
    "sign": lambda x: float((x > 0) - (x < 0)),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "softplus": lambda x: math.log(1 + math.exp(x)),
}
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "\\leq": lambda a, b: a <= b + 1e-9,
    "\\geq": lambda a, b: a >= b - 1e-9,
}
STEP = 1e-3
CLEARLY, CLOSELY = 1e-3, 1e-6
RANGES = {"positive": (0.3, 2.0), "unit": (0.15, 0.85), "negative": (-2.0, -0.3)}


@dataclass(frozen=True)
class World:
    """What the letters of a hand-in stand for: sizes, ranges of indices, how letters are drawn, and the meanings (parameters and a formula) of what is defined."""

    sizes: dict[str, int]
    indices: dict[str, str]
    letters: dict[str, str]
    meanings: dict[str, tuple[tuple[str, ...], tuple]]
    functions: dict[str, tuple[tuple[str, ...], tuple]]


@dataclass(frozen=True)
class Point:
    """One drawn point of a world."""

    world: World
    values: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def drawn(cls, world: World, source: random.Random) -> Point:
        """Every letter at random; indices of one range differ from each other."""
        values: dict[str, Value] = dict(world.sizes)
        left: dict[str, list[int]] = {}
        for letter, size in world.indices.items():
            left.setdefault(size, source.sample(range(1, world.sizes[size] + 1), world.sizes[size]))
            values[letter] = left[size].pop() if left[size] else source.randint(1, world.sizes[size])
        for letter, kind in world.letters.items():
            values[letter] = _draw(kind.split(), world.sizes, source)
        return cls(world, values)

    def value(self, node: tuple) -> Value:
        """The value of a formula. NoValueError where there is none."""
        try:
            found = self._value(node)
        except NoValueError:
            raise
        except (ValueError, ArithmeticError, KeyError, TypeError) as reason:
            raise NoValueError(f"{type(reason).__name__}: {reason}") from None
        if not all(map(math.isfinite, found.entries if isinstance(found, Array) else (found,))):
            raise NoValueError("not finite")
        return found

    def _with(self, **values: Value) -> Point:
        return Point(self.world, {**self.values, **values})

    def _value(self, node: tuple) -> Value:
        found: Value = getattr(self, f"_{node[0]}")(*node[1:])
        return found

    def _number(self, node: tuple) -> float:
        found = self._value(node)
        if isinstance(found, Array):
            raise ShapeError("a number is needed")
        return found

    def _num(self, number: float) -> Value:
        return number

    def _letter(self, name: str) -> Value:
        if name in self.values:
            return self.values[name]
        if name in self.world.meanings:
            params, meaning = self.world.meanings[name]
            dims = tuple(self.world.sizes[self.world.indices[p]] for p in params)
            whole = Array.built(dims, lambda *place: self._with(**{p: n + 1 for p, n in zip(params, place, strict=True)})._number(meaning))
            return whole if params else whole.entries[0]
        if name in {"e", "pi"}:
            return float(getattr(math, name))
        raise NoValueError(f"nothing gives {name}")

    def _entry(self, name: str, *indices: tuple) -> Value:
        if name == "I":
            size = int(self._number(indices[0]))
            return Array.built((size, size), lambda i, j: float(i == j))
        compound = f"{name}_{indices[0][1]}"
        if compound in self.values or compound in self.world.meanings:
            return self._letter(compound)
        place = tuple(int(self._number(index)) for index in indices)
        array = self.values[f"{name}_"] if f"{name}_" in self.values else self._letter(name)
        if not isinstance(array, Array):
            raise NoValueError(f"{name} has no entries")
        return array.at(place)

    def _add(self, *parts: tuple) -> Value:
        total = multiplied(float(parts[0][0]), self._value(parts[0][1]))
        for sign, node in parts[1:]:
            total = added(total, multiplied(float(sign), self._value(node)))
        return total

    def _mul(self, *nodes: tuple) -> Value:
        result: Value = 1.0
        for node in nodes:
            result = multiplied(result, self._value(node))
        return result

    def _power(self, base: tuple, exponent: tuple) -> Value:
        found = self._number(base) ** self._number(exponent)
        if isinstance(found, complex):
            raise NoValueError("a root of a negative number")
        return found

    def _transpose(self, node: tuple) -> Value:
        return transposed(self._value(node))

    def _run(self, variable: str, low: tuple, high: tuple) -> list[Point]:
        return [self._with(**{variable: place}) for place in range(int(self._number(low)), int(self._number(high)) + 1)]

    def _sum(self, variable: str, low: tuple, high: tuple, body: tuple) -> Value:
        return math.fsum(point._number(body) for point in self._run(variable, low, high))

    def _prod(self, variable: str, low: tuple, high: tuple, body: tuple) -> Value:
        return math.prod(point._number(body) for point in self._run(variable, low, high))

    def _call(self, name: str, primes: int, *arguments: tuple) -> Value:
        if name in {"norm", "tr"}:
            value = self._value(arguments[0])
            if not isinstance(value, Array):
                return abs(value) if name == "norm" else value
            return math.hypot(*value.entries) if name == "norm" else sum(row[n] for n, row in enumerate(value.rows))
        function = self._function(name)
        for _ in range(primes):
            function = _slope(function)
        return function(*(self._number(argument) for argument in arguments))

    def _function(self, name: str) -> Callable[..., float]:
        if name not in self.world.functions:
            return FUNCTIONS[name]
        params, meaning = self.world.functions[name]
        return lambda *values: self._with(**dict(zip(params, values, strict=True)))._number(meaning)

    def _cases(self, *rows: tuple) -> Value:
        for value, left, sign, right in rows:
            if COMPARE[sign](self._number(left), self._number(right)):
                return self._value(value)
        raise NoValueError("no case holds")

    def _derivative(self, body: tuple, by: tuple) -> Value:
        name, place = by[1], tuple(int(self._number(index)) - 1 for index in by[2:])
        name = f"{name}_" if place and f"{name}_" in self.values else name
        here = self.values[name] if name in self.values else self._letter(name)
        if not isinstance(here, Array):
            if place:
                raise NoValueError(f"{name} has no entries")
            return _difference(lambda step: self._with(**{name: here + step})._number(body))
        if place:
            here.at(tuple(p + 1 for p in place))
            return _difference(lambda step: self._with(**{name: here.moved(place, step)})._number(body))
        slopes = {own: _difference(lambda step, own=own: self._with(**{name: here.moved(own, step)})._number(body)) for own in places(here.dims)}
        return Array.built(here.dims, lambda *own: slopes[own])


def _difference(moved: Callable[[float], float]) -> float:
    """The derivative at 0, to the fourth order."""
    return (8 * (moved(STEP) - moved(-STEP)) - (moved(2 * STEP) - moved(-2 * STEP))) / (12 * STEP)


def _slope(function: Callable[..., float]) -> Callable[..., float]:
    return lambda x: _difference(lambda step: function(x + step))


def _draw(words: list[str], sizes: dict[str, int], source: random.Random) -> Value:
    dims = tuple(sizes[word] for word in words if word in sizes)
    low, high = next((RANGES[word] for word in words if word in RANGES), (-1.7, 1.7))

    def one(*_: int) -> float:
        return float(source.randrange(2)) if "bit" in words else float(source.randrange(1, 5)) if "count" in words else source.uniform(low, high)

    return Array.built(dims, one) if dims else one()


def different(one: Value, other: Value) -> bool:
    """Whether two values clearly differ."""
    return distance(one, other) > CLEARLY


def same(one: Value, other: Value) -> bool:
    """Whether two values agree to the precision of differences."""
    return distance(one, other) < CLOSELY
