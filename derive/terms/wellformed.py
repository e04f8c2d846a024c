"""Which arguments a node may have: the table of ``derive.model.term`` as a check, for terms that come from outside."""

from __future__ import annotations

import re
from typing import Any

from derive.model.term import RELATIONS, Term

SIGNATURES = {
    "num": "n", "const": "n", "sym": "nn", "arr": "nt*", "at": "tt+", "add": "t+", "mul": "t+", "pow": "tt", "call": "nt+", "delta": "tt", "cases": "(ct)+",
    "sum": "vttt", "prod": "vttt", "all": "vttc", "D": "tt", "rel": "ntt", "and": "c*", "or": "c*", "not": "c", "lam": "v+t+", "matmul": "t+", "transpose": "t",
    "inv": "t", "det": "t", "trace": "t", "had": "t+", "diag": "t", "eye": "t", "fill": "t+", "onehot": "tt",
}  # fmt: skip
"""A name is n, a term t, an integer variable v and a condition c; a variable is a term as well."""

PATTERNS = {op: re.compile(signature.replace("t", "[tv]")) for op, signature in SIGNATURES.items()}
CONDITIONS = frozenset({"rel", "and", "or", "not", "all"})


def well_formed(op: Any, args: tuple[Any, ...]) -> bool:
    """Whether a node of this op may have these arguments, a number as its text; the arguments themselves are well formed.

    >>> from derive.terms.build import ONE, TRUE, sym
    >>> well_formed("sum", (sym("i", "int"), ONE, sym("n", "int"), ONE)), well_formed("sum", (ONE, ONE, ONE, ONE)), well_formed("add", (ONE, TRUE))
    (True, False, False)
    """
    if op not in PATTERNS or not PATTERNS[op].fullmatch("".join(_letter(arg) for arg in args)):
        return False
    match op:
        case "sym":
            return args[1] in {"real", "int"}
        case "const":
            return bool(args[0] == "pi")
        case "rel":
            return args[0] in RELATIONS
        case "lam":
            rank = (len(args) - 1) // 2
            return len(args) % 2 == 1 and all(_letter(arg) == "v" for arg in args[:rank]) and len(set(args[:rank])) == rank
        case "D":
            return args[1].op in {"sym", "arr"} or (args[1].op == "at" and args[1].args[0].op == "arr")
    return True


def _letter(arg: Any) -> str:
    if not isinstance(arg, Term):
        return "n"
    if arg.op in CONDITIONS:
        return "c"
    return "v" if arg.op == "sym" and arg.args[1] == "int" else "t"
