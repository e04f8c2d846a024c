"""A certificate as an argument that a person can follow: what is put for what, then line after line, then the conclusion and its conditions. In English; ``spoken`` says the same in French."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.report.proof_terms import KernelNames, plain_names
from derive.terms.binding import substitute
from derive.terms.build import exp, rel
from derive.terms.domain import asked, difference, facts
from derive.terms.entries import entrywise
from derive.terms.induction import halves
from derive.terms.words import words

SIGNS = {"+": "> 0", "-": "< 0", "0": "= 0", "0+": ">= 0", "0-": "<= 0", "!": "!= 0"}
WORDS = {"exp": "exp({})", "log": "log({})", "sgn": "sign({})"}


def argument(goal: Obligation, certificate: dict[str, Any], conditions: tuple[Term, ...] = ()) -> list[str]:
    """The lines of the argument by which a certificate proves a goal, indented by two for each case or sub-proof."""
    lines = [f"To show: {words(goal.left)} {goal.relation} {words(goal.right)}", *_given(goal), *_steps(goal, certificate)]
    lines += [f"This holds where {words(condition)}." for condition in conditions]
    return lines


def _given(goal: Obligation) -> list[str]:
    return [f"Given: {'; '.join(words(c) for c in goal.given)}"] if goal.given else []


def _indented(lines: list[str]) -> list[str]:
    return ["  " + line for line in lines]


def _steps(goal: Obligation, certificate: dict[str, Any]) -> list[str]:
    match certificate["rule"]:
        case "table":
            return _table(goal, certificate)
        case "same":
            return ["Both sides are one and the same expression."]
        case "split":
            left, right = certificate["on"]
            lines = [f"Distinguish {' , '.join(words(rel(sign, left, right)) for sign in certificate['cells'])}:"]
            for sign, inner in certificate["cells"].items():
                cell = rel(sign, left, right)
                lines += [f"Case {words(cell)}:", *_indented(_steps(replace(goal, given=(*goal.given, cell)), inner))]
            return lines
        case "replace":
            variable, value = certificate["variable"], certificate["value"]
            left, right, *given = (substitute(part, {variable: value}) for part in (goal.left, goal.right, *facts(goal.given)))
            inner = replace(goal, left=left, right=right, given=tuple(given))
            return [f"By what is given, {words(variable)} = {words(value)}; put this in everywhere:", *_indented(_steps(inner, certificate["then"]))]
        case "undefined":
            return ["Here a condition that a side asks for fails, so there is nothing to compare.", *_listed(goal, certificate)]
        case "absurd":
            number, known = certificate["given"], facts(goal.given)
            others = replace(goal, given=known[:number] + known[number + 1 :])
            return [f"This case does not occur: {words(known[number])} contradicts the other conditions.", *_listed(others, certificate)]
        case "entries":
            return ["Arrays are equal when each entry is; for new indices in range:", *_indented(_steps(entrywise(goal), certificate["then"]))]
        case "convention":
            return ["At this point the declared value of the derivative is used:", *_indented(_steps(goal, certificate["then"]))]
        case "exponentiate":
            return ["The exponential is increasing, so compare exp of both sides:", *_indented(_steps(replace(goal, left=exp(goal.left), right=exp(goal.right)), certificate["then"]))]
        case "induction":
            variable, base = words(certificate["variable"]), words(certificate["base"])
            start, later = halves(goal, certificate["variable"], certificate["base"])
            lines = [f"By induction over {variable}. At {variable} = {base}:", *_indented(_steps(start, certificate["start"]))]
            return [*lines, f"From {variable} to {variable} + 1 both sides grow by the same:", *_indented(_steps(later, certificate["step"]))]
        case "have":
            relation, left, right = certificate["fact"].args
            fact = Obligation(left, relation, right, goal.given)
            lines = [f"First, {words(certificate['fact'])}:", *_indented(_steps(fact, certificate["because"]))]
            return [*lines, "With it:", *_steps(replace(goal, given=(*goal.given, certificate["fact"])), certificate["then"])]
        case "axiom":
            return [f"This is a known inequality of {words(certificate['of'])}.", *_listed(goal, certificate)]
    inner = [(key, part) for key, part in certificate.items() if isinstance(part, dict) and "rule" in part]
    return [f"By the rule {certificate['rule']}:", *(line for _, part in inner for line in _indented(_steps(goal, part)))]


def _table(goal: Obligation, certificate: dict[str, Any]) -> list[str]:
    names, lines = _shown(goal, certificate)
    values = {line[1]: names.fraction(line[2]) for line in certificate["lines"] if line[0] == "node"}
    if goal.relation == "=" and goal.left in values and goal.right in values:
        left, right = values[goal.left], values[goal.right]
        if left == right:
            return [*lines, f"So both sides are {words(left)}."]
        return [*lines, f"So the left side is {words(left)}, the right side {words(right)}, and multiplied out they are the same."]
    gap = difference(rel(goal.relation, goal.left, goal.right))
    return [*lines, f"So left - right = {words(values[gap])} {goal.relation} 0." if gap in values else "So the relation holds."]


def _listed(goal: Obligation, certificate: dict[str, Any]) -> list[str]:
    return _indented(_shown(goal, certificate)[1])


def _shown(goal: Obligation, certificate: dict[str, Any]) -> tuple[KernelNames, list[str]]:
    """The lines of a table, after what is put for what."""
    names = KernelNames(certificate)
    known = facts(goal.given) + asked(goal.left, goal.right)
    body = [text for line in certificate["lines"] for text in _line(names, known, line)]
    put = [f"Put {name} = {words(meaning)}." for name, meaning in names.put()]
    return names, [*put, *dict.fromkeys(body)]


def _line(names: KernelNames, known: tuple[Term, ...], line: tuple[Any, ...]) -> Iterator[str]:
    match line:
        case ("node", Term() as term, value):
            if term.op in {"num", "sym", "const"}:
                return
            left, right = words(plain_names(term, names.opened)), words(names.fraction(value))
            if left != right:
                yield f"{left} = {right}"
        case ("sign", poly, (sign, reasons)):
            if len(reasons) or len(poly) > 1:
                yield f"{words(names.term(poly))} {SIGNS.get(sign, sign)}{_because(names, known, reasons)}"
        case ("exp" | "log" | "sgn", (argument,), (value, _)):
            yield f"{WORDS[line[0]].format(words(names.fraction(argument)))} = {words(names.fraction(value))}"
        case ("root", (argument, exponent), (value, _)):
            yield f"({words(names.fraction(argument))})**({exponent}) = {words(names.fraction(value))}"
        case ("sum", variable, ((low, high), body, _, value)):
            where = f"{words(names.name(variable))} = {words(names.term(low))}..{words(names.term(high))}"
            yield f"the sum of {words(names.fraction(body))} over {where} is {words(names.fraction(value))}"


def _because(names: KernelNames, known: tuple[Term, ...], reasons: Any) -> str:
    said = []
    for _, reference in reasons[1] if reasons else ():
        match reference:
            case ("given", number):
                said.append(words(known[number]))
            case ("all", number, index):
                said.append(f"{words(known[number])}, at {words(names.term(index))}")
            case ("low" | "high", variable):
                said.append(f"the range of {words(names.name(variable))}")
            case ("term", *_):
                said.append("a sum of non-negative terms is at least each of them")
            case ("square", root, *_):
                said.append(f"{words(names.term(root))} squared is not negative")
            case ("sign", poly):
                said.append(f"the sign of {words(names.term(poly))}")
    return f"  (by {', '.join(dict.fromkeys(said))})" if said else ""
