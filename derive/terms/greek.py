"""Greek letters by their names, and how a name is put together from its parts."""

from __future__ import annotations

import re

LOWER = dict(zip(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega".split(),
    "αβγδεζηθικλμνξρστυφχψω", strict=True,
))  # fmt: skip
UPPER = dict(zip("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(), "ΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
LETTERS = {**LOWER, **UPPER, "varepsilon": "ε", "pi": "π", "ell": "ℓ"}
_PARTS = re.compile(r"(?P<head>\\?[^_^{}]+)(?:_(?:\{(?P<sub>[^{}]*)\}|(?P<low>[^_^{}]+)))?(?:\^(?:\{(?P<sup>[^{}]*)\}|(?P<high>[^_^{}]+)))?\Z")


def letter(name: str) -> str:
    r"""The letter of a name or of a LaTeX word: ``theta`` and ``\theta`` are θ; other names are themselves."""
    return LETTERS.get(name.removeprefix("\\"), name.removeprefix("\\"))


def parts(spelled: str) -> tuple[str, str, str]:
    """Head, index and label of a spelled name; all of it is the head where it has another form.

    >>> parts("W^{(2)}"), parts("d_h"), parts("x")
    (('W', '', '(2)'), ('d', 'h', ''), ('x', '', ''))
    """
    found = _PARTS.match(spelled)
    if found is None:
        return spelled, "", ""
    return found["head"], found["sub"] or found["low"] or "", found["sup"] or found["high"] or ""
