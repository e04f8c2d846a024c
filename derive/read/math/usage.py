"""What a run of tokens shows about its letters before it is read: which are indexed and how often, which superscripts are labels, which symbols bound sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from derive.read.math.tokens import Token

STOPS = frozenset({"+", "-", "−", "=", "<", ">", ",", "\\\\", "&", "\\neq", "\\le", "\\leq", "\\ge", "\\geq", "\\in", "\\Rightarrow", "\\iff"})
OPERATORS = frozenset({"d", "\\partial", "\\nabla", "\\mathrm{d}"})
"""Signs before what is differentiated."""
LONGEST_LIST = 12
"""Tokens of a list of what something depends on."""
LABEL_LETTERS = frozenset({"a", "s"})
"""Letters that stand for "activation" and "output" above a letter; read as labels only where the document never uses them as quantities."""


@dataclass
class Usage:
    """What is known of letters by their use; joined over the formulas of a document."""

    ranks: dict[str, int] = field(default_factory=dict)
    """Spelling (labels included) to the number of its indices, for letters that are indexed by letters."""
    uppers: set[str] = field(default_factory=set)
    """What stands above sums."""
    bases: set[str] = field(default_factory=set)
    """Letters that stand alone, as quantities."""
    factors: set[str] = field(default_factory=set)
    """Those of them that no function stands for like this: neither primed, nor differentiated, nor a formula by themselves."""
    above: dict[str, set[str]] = field(default_factory=dict)
    """Spelling to the single letters that stand above it."""
    bold: set[str] = field(default_factory=set)
    """Letters that are set in bold somewhere."""
    entries: set[str] = field(default_factory=set)
    """What is applied and indexed behind its arguments, as it is written: ``x(u)`` of x(u)_i."""
    applied: frozenset[str] = frozenset()
    """Letters that the whole document writes before parentheses and nowhere else."""
    words: frozenset[str] = frozenset()
    """Words that the document defines as functions."""
    listed: dict[str, set[str]] = field(default_factory=dict)
    """Indexed letters to what stands in parentheses behind them: ``s_k(z)``."""
    open: list[tuple[str, int]] = field(default_factory=list)
    """Letters outside of all sums, with their places; of one formula only."""

    def is_label(self, base: str, letter: str) -> bool:
        """Whether a letter above another one is a label and not a power."""
        if letter not in LABEL_LETTERS or letter in self.bases or base == "e":
            return False
        return base in self.bold or self.above.get(base, set()) >= LABEL_LETTERS or (base.lower() in {"h", "o"})

    def free_outside(self, letter: str, start: int, end: int) -> bool:
        """Whether a letter occurs outside of all sums, and outside of a stretch of the formula."""
        return any(name == letter and not start <= place < end for name, place in self.open)


def usage_of(formulas: Iterable[Sequence[Token]]) -> Usage:
    """What the tokens of some formulas show."""
    seen = Usage()
    for found in formulas:
        _survey(found, seen)
    return seen


def joined(*several: Usage) -> Usage:
    """What is known from several runs of tokens together."""
    together = Usage(open=list(several[-1].open))
    for one in several:
        for name, rank in one.ranks.items():
            together.ranks[name] = max(rank, together.ranks.get(name, 0))
        for name, letters in one.above.items():
            together.above.setdefault(name, set()).update(letters)
        for name, lists in one.listed.items():
            together.listed.setdefault(name, set()).update(lists)
        together.uppers |= one.uppers
        together.bases |= one.bases
        together.factors |= one.factors
        together.bold |= one.bold
        together.entries |= one.entries
        together.applied |= one.applied
        together.words |= one.words
    return together


def _survey(found: Sequence[Token], seen: Usage) -> None:
    covered = _sums(found)
    seen.open += [(t.text, t.start) for n, t in enumerate(found) if t.is_letter and not covered[n]]
    position, differentiated = 0, -1
    size = len(found)
    while position < size:
        token = found[position]
        if token.text in {"\\sum", "\\prod"}:
            position = _bounds(found, position + 1, seen)
            continue
        if token.kind == "word" or (token.kind == "cmd" and token.text[1:2].isalpha()):
            if token.bold:
                seen.bold.add(token.text)
            after = position + 1
            below: Sequence[Token] | None = None
            above: Sequence[Token] | None = None
            while after < size and found[after].text in {"_", "^"}:
                group, end = group_at(found, after + 1)
                if found[after].text == "_":
                    below = group
                else:
                    above = group
                after = end
            ahead = after
            while ahead < size and found[ahead].text in {"'", "′"}:
                ahead += 1
            follows = found[ahead].text if ahead < size else ""
            if token.text in OPERATORS:
                differentiated = after
            if follows == "(" and below is None and (whole := _entry_of_applied(found, position, ahead)):
                seen.entries.add(whole)
            if token.kind == "word" and len(token.text) == 1 and follows not in {"(", "["}:
                seen.bases.add(token.text)
                if ahead == after and size > 1 and position != differentiated:
                    seen.factors.add(token.text)
            if below and follows == "(":
                seen.listed.setdefault(token.text, set()).add(_in_parentheses(found, after))
            label = "".join(t.text for t in above) if above else ""
            if above and len(above) == 1 and above[0].kind == "word":
                seen.above.setdefault(token.text, set()).add(label)
            if below:
                rank = _rank(below)
                if rank:
                    name = token.text + (f"^{label}" if label and label not in {"2", "T", "\\top"} else "")
                    seen.ranks[name] = max(rank, seen.ranks.get(name, 0))
        if token.text in {"_", "^"}:
            group, end = group_at(found, position + 1)
            if token.text == "_" or len(group) == 1:
                position = end
                continue
        position += 1


def _entry_of_applied(found: Sequence[Token], start: int, opened: int) -> str:
    """What is written from a letter to the parenthesis that closes behind it, where an index follows; "" where none does."""
    depth = 0
    for place in range(opened, len(found)):
        depth += (found[place].text == "(") - (found[place].text == ")")
        if not depth:
            indexed = place + 1 < len(found) and found[place + 1].text == "_"
            return "".join(t.text for t in found[start : place + 1]) if indexed else ""
    return ""


def _sums(found: Sequence[Token]) -> list[bool]:
    """For each token, whether it stands in a sum or product: from its sign to the next sign or closing bracket."""
    covered = [False] * len(found)
    ends: list[int] = []
    depth, opens = 0, -1
    for position, token in enumerate(found):
        if token.text in {"{", "(", "[", "\\{", "\\begin"}:
            depth += 1
        elif token.text in {"}", ")", "]", "\\}", "\\end"}:
            depth -= 1
            while ends and ends[-1] > depth:
                ends.pop()
        elif token.text in STOPS and position != opens:
            while ends and ends[-1] >= depth:
                ends.pop()
        if token.text in {"\\sum", "\\prod"}:
            ends.append(depth)
            opens = _behind_bounds(found, position + 1)
        covered[position] = bool(ends)
    return covered


def _behind_bounds(found: Sequence[Token], position: int) -> int:
    """The place behind what stands below and above a sum; a sign there belongs to its body."""
    while position < len(found) and found[position].text in {"_", "^"}:
        position = group_at(found, position + 1)[1]
    return position


def _bounds(found: Sequence[Token], position: int, seen: Usage) -> int:
    while position < len(found) and found[position].text in {"_", "^"}:
        group, end = group_at(found, position + 1)
        if found[position].text == "^":
            seen.uppers.add("".join(t.text for t in group))
        position = end
    return position


def _in_parentheses(found: Sequence[Token], start: int) -> str:
    """What stands between the parentheses that open at a place, as one text; "" where they hold more than a short list."""
    end = next((n for n in range(start, min(start + LONGEST_LIST, len(found))) if found[n].text == ")"), start)
    return "".join(t.text for t in found[start + 1 : end])


def _rank(below: Sequence[Token]) -> int:
    """How many indices a subscript holds, where one of them is a letter; 0 for words, numbers alone and conditions."""
    if any(t.text in {"=", "<", ">", "\\neq", "\\{", "text"} or t.kind in {"text", "unknown"} for t in below):
        return 0
    count, letters, depth = 0, 0, 0
    joined_to_last = False
    for token in below:
        depth += (token.text in {"{", "("}) - (token.text in {"}", ")"})
        if token.text in {"_", "+", "-", "^", "*", "\\cdot"}:
            joined_to_last = True
        elif token.kind in {"word", "num"} or (token.kind == "cmd" and token.text not in {"\\cdot", "\\times"}):
            if depth and not joined_to_last:
                continue
            if token.kind == "word" and len(token.text) > 1:
                return 0
            if not joined_to_last:
                count += 1
                letters += token.kind != "num" and token.text.islower()
            joined_to_last = False
    return count if letters else 0


def group_at(found: Sequence[Token], position: int) -> tuple[Sequence[Token], int]:
    """The tokens of the group that begins at a place (one token where there is no brace), and the place behind it."""
    if position >= len(found):
        return (), position
    if found[position].text != "{":
        return found[position : position + 1], position + 1
    depth = 0
    for place in range(position, len(found)):
        depth += (found[place].text == "{") - (found[place].text == "}")
        if not depth:
            return found[position + 1 : place], place + 1
    return found[position + 1 :], len(found)
