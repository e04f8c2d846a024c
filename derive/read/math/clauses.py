"""A formula cut into clauses: rows, implications, commas, words and quantifiers, outside of all brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from derive.read.math.indicators import SIGNS
from derive.read.math.tokens import Token

JOINTS = {
    "\\iff": "<=>", "\\Leftrightarrow": "<=>", "\\Longleftrightarrow": "<=>", "\\Rightarrow": "=>", "\\implies": "=>", "\\Longrightarrow": "=>", "\\therefore": "=>", "\\leadsto": "=>",
    "\\Leftarrow": "", "\\impliedby": "", "⇒": "=>", "⇔": "<=>",
}  # fmt: skip
OTHER_LINKS = {
    ":=": ":=", "\\triangleq": ":=", "\\coloneqq": ":=", "\\in": "in", "\\leftarrow": "<-", "\\gets": "<-", "\\approx": "~", "\\to": "->", "\\sim": "~", "\\rightarrow": "->",
    "\\longrightarrow": "->", "\\mapsto": "->", "\\propto": "~", "\\simeq": "~", "\\cong": "~", "\\notin": "in", "\\subset": "in", "\\subseteq": "in", "\\ll": "~", "\\gg": "~", "\\longleftarrow": "<-",
    "\\doteq": ":=", "\\eqqcolon": ":=", "\\mapsfrom": "<-", "≈": "~", "∈": "in", "←": "<-",
}  # fmt: skip
LAYOUTS = frozenset(
    "split aligned align align* equation equation* gather gather* gathered alignat alignat* alignedat flalign flalign* multline multline* multlined eqnarray eqnarray* displaymath math dmath subequations".split()
)
CONDITION_WORDS = frozenset(["pour", "for", "si", "if", "when", "quand", "lorsque", "cas", "case", "where", "with", "avec", "où"])
ENDS = frozenset(["alors", "donc", "so", "hence", "thus", "therefore", "finally", "finalement", "ainsi"])
OPENERS = {"(": ")", "[": "]", "\\{": "\\}", "{": "}", "\\begin": "\\end", "\\lbrace": "\\rbrace"}
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
HARD = frozenset({"{", "\\begin"})
OPERATORS = frozenset({"+", "-", "−", "*", "\\cdot", "\\times", "/", "&", "\\odot", "\\circ"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of tokens that makes one statement or one condition."""

    tokens: list[Token]
    joint: str = ""
    condition: bool = False
    row: int = 0
    fresh: bool = False
    """A word like "donc" stands before it: conditions end."""


def without_layout(found: Sequence[Token]) -> list[Token]:
    """The tokens without the environments that only arrange rows."""
    kept: list[Token] = []
    position = 0
    while position < len(found):
        token = found[position]
        if token.text in {"\\begin", "\\end"} and position + 2 < len(found) and found[position + 1].text == "{":
            end = next((p for p in range(position + 2, min(position + 16, len(found))) if found[p].text == "}"), None)
            if end is not None and "".join(t.text for t in found[position + 2 : end]) in LAYOUTS:
                starred = token.text == "\\begin" and "".join(t.text for t in found[position + 2 : end]).startswith("alignat") and end + 3 < len(found) and found[end + 1].text == "{"
                position = end + (4 if starred else 1)
                continue
        kept.append(token)
        position += 1
    return kept


def levels(found: Sequence[Token]) -> list[int]:
    """How many brackets enclose each token; brackets without a partner do not count, and none reaches over a row that opens with a relation sign.

    Braces and environments weigh more than the other brackets: a parenthesis that is open when its brace closes has no partner.
    """
    partner: dict[int, int] = {}
    stack: list[int] = []
    environments = 0
    for position, token in enumerate(found):
        text = token.text
        if text in OPENERS:
            stack.append(position)
            environments += text == "\\begin"
        elif text in CLOSERS:
            environments -= text == "\\end"
            _close(found, stack, partner, position, CLOSERS[text])
        elif text == "\\\\" and not environments and _opens_with_relation(found, position + 1):
            stack.clear()
    changes = [0] * (len(found) + 1)
    for opened, closed in partner.items():
        changes[opened] += 1
        changes[closed + 1] -= 1
    return list(accumulate(changes[:-1]))


def _close(found: Sequence[Token], stack: list[int], partner: dict[int, int], position: int, opener: str) -> None:
    for back in range(len(stack) - 1, -1, -1):
        own = found[stack[back]].text
        if own == opener or (opener in {"(", "["} and own in {"(", "["} and back == len(stack) - 1 and not any(found[p].text == opener for p in stack)):
            partner[stack[back]] = position
            del stack[back:]
            return
        if own in HARD and opener not in HARD:
            return


def _opens_with_relation(found: Sequence[Token], position: int) -> bool:
    while position < len(found) and found[position].text == "&":
        position += 1
    return position < len(found) and (found[position].text in SIGNS or found[position].text in OTHER_LINKS or found[position].text in JOINTS)


def clauses(found: Sequence[Token]) -> list[Clause]:
    """Statements are separated by rows, implications, commas, words and quantifiers, outside of all brackets."""
    cut: list[Clause] = []
    current: list[Token] = []
    joint, row, condition, fresh, related = "", 0, False, False, False
    depth = levels(found)

    def close(next_joint: str = "") -> None:
        nonlocal current, joint, condition, fresh, related
        if current:
            cut.append(Clause(current, joint, condition, row, fresh))
            fresh = False
        current, joint, condition, related = [], next_joint, False, False

    for position, token in enumerate(found):
        text = token.text
        if token.kind == "quad":
            follows = found[position + 1] if position + 1 < len(found) else None
            if not depth[position] and related and follows is not None and follows.text not in SIGNS and follows.text not in OTHER_LINKS and follows.text not in OPERATORS:
                close()
        elif depth[position]:
            current.append(token)
        elif text == "\\\\":
            close()
            row += 1
        elif text in JOINTS:
            close(JOINTS[text])
        elif token.kind == "text":
            if current and current[-1].text in {"_", "^"}:
                current.append(token)
                continue
            close()
            words = text.strip().lower().split()
            condition = bool(words) and words[-1].strip(",.:$") in CONDITION_WORDS
            fresh = fresh or any(word.strip(",.:") in ENDS for word in words)
        elif text in {",", ";"} or (text == ":" and not (position + 1 < len(found) and found[position + 1].text == "=")):
            close()
        elif text in {"\\forall", "\\exists"}:
            close()
            current.append(token)
        elif text not in {"&", "."}:
            related = related or text in SIGNS or text in OTHER_LINKS
            current.append(token)
    close()
    return cut


def links(found: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Relation signs outside of brackets: first token, number of tokens, sign."""
    signs = []
    depth = levels(found)
    position = 0
    while position < len(found):
        text = found[position].text
        if not depth[position]:
            following = found[position + 1].text if position + 1 < len(found) else ""
            if text == ":" and following == "=":
                signs.append((position, 2, ":="))
                position += 1
            elif text in {"\\stackrel", "\\overset", "\\underset"} and (end := _stacked(found, position)):
                signs.append((position, end - position, SIGNS.get(found[end - 2].text, ":=") if found[end - 2].text in SIGNS else "~"))
                position = end - 1
            elif text == "<" and following in {"-", "−"} and _is_arrow(found, position):
                signs.append((position, 2, "<-"))
                position += 1
            elif text in {"<", ">"} and following == "=":
                signs.append((position, 2, text + "="))
                position += 1
            elif text in SIGNS:
                signs.append((position, 1, SIGNS[text]))
            elif text in OTHER_LINKS:
                signs.append((position, 1, OTHER_LINKS[text]))
        position += 1
    return signs


def _is_arrow(found: Sequence[Token], position: int) -> bool:
    """Whether ``<-`` is an arrow, with its two signs in touch and apart from what is around: ``x <- x + 1``, and not ``x < -1`` or ``x<-1``."""
    if not 0 < position < len(found) - 2:
        return False
    before, sign, dash, after = found[position - 1 : position + 3]
    return before.end < sign.start and sign.end == dash.start and dash.end < after.start


def _stacked(found: Sequence[Token], position: int) -> int:
    """The end of ``\\overset{..}{=}``; 0 where no relation sign is stacked."""
    depth, groups = 0, 0
    for place in range(position + 1, min(position + 40, len(found))):
        depth += (found[place].text == "{") - (found[place].text == "}")
        if not depth:
            groups += 1
            if groups == 2:
                return place + 1 if found[place - 1].text in SIGNS or found[place - 1].text in OTHER_LINKS else 0
    return 0
