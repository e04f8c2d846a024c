"""The corpus: right hand-ins with their claims (links of chains with their places) and the world that gives their letters values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tests.benchmarks.planting.formulas import UnreadableError, parsed
from tests.benchmarks.planting.values import World

FOLDER = Path(__file__).resolve().parents[1] / "right"
REGION = re.compile(r"\$\$(?P<a>.*?)\$\$|\$(?P<b>[^$]*)\$|\\\[(?P<c>.*?)\\\]|\\begin\{align\*\}(?P<d>.*?)\\end\{align\*\}", re.DOTALL)
ENVIRONMENT = re.compile(r"\\(?:begin|end)\{aligned\}")
PIECE = re.compile(r"\\begin\{cases\}|\\end\{cases\}|\\\\|\\q?quad|\\[A-Za-z]+|\\.|[{}()=<>,]")
SIGNS = frozenset({"=", "<", ">", "\\leq", "\\geq", "\\le", "\\ge"})
HEAD = re.compile(r"\\?(?P<name>[A-Za-z]+)(?:_\{?(?P<indices>[a-z]+)\}?|_\\(?P<word>[a-z]+)|\((?P<params>[a-z]|\\[a-z]+)\))?$")


@dataclass(frozen=True)
class Member:
    """One side of a relation: where it stands in the text."""

    start: int
    end: int
    source: str


@dataclass(frozen=True)
class Claim:
    """A link of a chain that the hand-in asserts: ``first`` where it opens its chain."""

    left: Member
    sign: str
    right: Member
    first: bool
    last: bool


@dataclass(frozen=True, eq=False)
class HandIn:
    """A right hand-in, with what it asserts."""

    path: Path
    text: str
    claims: tuple[Claim, ...]
    world: World
    code: tuple[Member, ...]
    """Answers in numpy, by their places."""
    assignment: str | None = None

    def line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1

    def sign_at(self, claim: Claim) -> int:
        """Where the relation sign of a claim stands."""
        return self.text.index(claim.sign, claim.left.end)

    def formula(self, source: str) -> tuple:
        """The formula of a member. UnreadableError where it is not in the dialect."""
        return parsed(source.rstrip(" .,;\n"), frozenset(self.world.functions))


@lru_cache(maxsize=1)
def corpus() -> tuple[HandIn, ...]:
    """All hand-ins of the folder, by name."""
    return tuple(hand_in(path) for path in sorted(FOLDER.glob("*.*")) if path.suffix in {".md", ".tex"})


def hand_in(path: Path) -> HandIn:
    text = path.read_text(encoding="utf-8")
    table = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    world, heads = _world(table)
    assumed = frozenset(_bare(source) for source in table.get("assumed", ()))
    claims = tuple(_claims(text, heads, assumed))
    code = tuple(Member(m.start(), m.end(), m.group()) for m in re.finditer(r"^.*\bnp\..*$", text, re.MULTILINE))
    return HandIn(path, text, claims, world, code, table.get("assignment"))


def _world(table: dict) -> tuple[World, frozenset[str]]:
    """The world of a sidecar, and the heads that define: a meaning belongs to a letter, ``p_k`` or ``f(x)``. What the assignment asks for is claimed, and not defined."""
    applied = frozenset(m.group("name") for m in map(HEAD.match, table.get("meanings", {})) if m and m.group("params"))
    world = World(table.get("sizes", {}), table.get("indices", {}), table.get("letters", {}), {}, {})
    for head, source in table.get("meanings", {}).items():
        match = HEAD.match(head)
        if match is None:
            raise UnreadableError(head)
        name, meaning = match.group("name") + (f"_{match.group('word')}" if match.group("word") else ""), parsed(source, applied)
        if match.group("params"):
            world.functions[name] = ((match.group("params").removeprefix("\\"),), meaning)
        else:
            world.meanings[name] = (tuple(match.group("indices") or ""), meaning)
    return world, frozenset(_bare(head) for head in table.get("meanings", {}) if head not in table.get("claimed", ()))


def _claims(text: str, heads: frozenset[str], assumed: frozenset[str]) -> Iterator[Claim]:
    """What the text asserts: no assumption about a letter, and not the place where a head is given its meaning."""
    defined: set[str] = set()
    for match in REGION.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        blanked = ENVIRONMENT.sub(lambda m: " " * len(m.group()), match.group(kind))
        for chain in _chains(blanked, match.start(kind), text):
            members, signs = chain
            for number, sign in enumerate(signs):
                left, right = members[number], members[number + 1]
                if not number and (head := _bare(left.source)) in heads and head not in defined:
                    defined.add(head)
                elif f"{_bare(left.source)}{sign}{_bare(right.source)}" not in assumed and not (_simple(left.source) and _simple(right.source)):
                    yield Claim(left, sign, right, not number, number == len(signs) - 1)


def _chains(source: str, offset: int, text: str) -> Iterator[tuple[list[Member], list[str]]]:
    """The chains of a region: rows that open with a sign go on, commas and wide spaces at depth 0 end one."""
    members: list[Member] = []
    signs: list[str] = []
    start = depth = cases = 0

    def member(end: int) -> Member:
        first, last = start, end
        while first < last and source[first] in " \n&":
            first += 1
        while last > first and source[last - 1] in " \n&.,;":
            last -= 1
        return Member(offset + first, offset + last, text[offset + first : offset + last])

    def done(end: int) -> Iterator[tuple[list[Member], list[str]]]:
        if signs:
            yield [*members, member(end)], list(signs)

    for match in PIECE.finditer(source):
        piece = match.group()
        cases += piece == "\\begin{cases}"
        cases -= piece == "\\end{cases}"
        depth += piece in {"{", "("}
        depth -= piece in {"}", ")"}
        if cases or depth:
            continue
        if piece == "\\\\":
            if source[match.end() :].lstrip(" \n&")[:1] not in SIGNS:
                yield from done(match.start())
                members, signs, start = [], [], match.end()
        elif piece in {",", "\\qquad", "\\quad"}:
            yield from done(match.start())
            members, signs, start = [], [], match.end()
        elif piece in SIGNS:
            members.append(member(match.start()))
            if members[-1].source.endswith("\\\\"):
                last = members[-1]
                cut = last.source[:-2].rstrip()
                members[-1] = replace(last, end=last.start + len(cut), source=cut)
            signs.append(piece)
            start = match.end()
    yield from done(len(source))


def _bare(source: str) -> str:
    return re.sub(r"\s", "", source)


def _simple(source: str) -> bool:
    """A letter or a number: between two of them, a relation is an assumption."""
    return bool(re.fullmatch(r"-?(?:\\?[A-Za-z]+(?:_\w)?|\d+|\\frac\{?\d\}?\{?\d+\}?)", _bare(source)))
