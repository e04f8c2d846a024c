"""How the engine's name of a symbol is written in LaTeX where no table says it: accents, labels, indices."""

from __future__ import annotations

import re

from derive.terms.greek import LETTERS

ACCENTS = frozenset({"hat", "bar", "tilde", "dot", "check", "breve"})
STARS = {"star": "*", "plus": "+", "minus": "-", "dagger": "\\dagger"}
_NAME = re.compile(r"(?P<head>[A-Za-z]+?)(?P<label>\d+)?(?P<rest>(?:_\w++)*+)(?P<primes>'*)\Z")


def spelled(name: str) -> str:
    r"""The LaTeX of a name.

    >>> spelled("W2"), spelled("y_hat"), spelled("lambda_11"), spelled("theta_star"), spelled("oa")
    ('W^{(2)}', '\\hat{y}', '\\lambda_{11}', '\\theta^{*}', 'o^{a}')
    """
    if name == "infinity":
        return "\\infty"
    found = _NAME.match(name)
    if found is None:
        return name if len(name) == 1 else f"\\mathrm{{{name}}}" if name.isalpha() else name
    head, label = found["head"], found["label"]
    above = f"^{{({label})}}" if label else ""
    if head in LETTERS:
        text = f"\\{head}"
    elif len(head) == 2 and head[1] in "as" and not label:
        text, above = head[0], f"^{{{head[1]}}}"
    else:
        text = head if len(head) == 1 else f"\\mathrm{{{head}}}"
    below = []
    for part in found["rest"].split("_")[1:]:
        if part in ACCENTS:
            text = f"\\{part}{{{text}}}"
        elif part == "cal":
            text = f"\\mathcal{{{text}}}"
        elif part in STARS:
            above = f"^{{{STARS[part]}}}"
        else:
            below.append(f"\\{part}" if part in LETTERS else part if len(part) == 1 or part.isdigit() else f"\\mathrm{{{part}}}")
    return text + (f"_{{{','.join(below)}}}" if below else "") + above + found["primes"]
