"""Claims: discovers the assignments of ``proofs/`` and yields their claims and obligations in order."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

from derive.model.claim import Assignment, Claim, Sibling
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.numpy_code import CodeFaultError, interpret
from derive.read.decoding import DocumentError, contents
from derive.terms.build import ONE, rel

MAX_SCHEME = 1_000_000
"""Bytes of a marking scheme."""


class AssignmentError(Exception):
    """No such assignment, or a folder of ``proofs/`` that is not one; one line, what to do included."""


class SchemeTable(NamedTuple):
    """A marking scheme as it stands in its file."""

    file: str
    table: Mapping[str, Any]


def assignments() -> tuple[str, ...]:
    """The names of all assignments."""
    import proofs

    found = tuple(sorted(info.name for info in iter_modules(proofs.__path__) if info.ispkg))
    if not found:
        raise AssignmentError("proofs/ holds no assignment: add a folder with an ASSIGNMENT")
    return found


def load(name: str) -> Assignment:
    """The assignment of that name; an AssignmentError where there is none."""
    known = assignments()
    if name not in known:
        raise AssignmentError(f"no assignment {name!r}: there is {', '.join(known)}")
    module = import_module(f"proofs.{name}")
    assignment = getattr(module, "ASSIGNMENT", None)
    if not isinstance(assignment, Assignment):
        raise AssignmentError(f"proofs/{name} has no ASSIGNMENT")
    if not assignment.claims:
        raise AssignmentError(f"proofs/{name} has no claims")
    scheme = files(module).joinpath("scheme.toml")
    return replace(assignment, scheme=scheme_table(scheme.read_bytes(), f"proofs/{name}/scheme.toml")) if scheme.is_file() else assignment


def scheme_file(path: str | Path) -> SchemeTable:
    """A scheme file; an AssignmentError where it cannot be read."""
    try:
        data = contents(Path(path), MAX_SCHEME)
    except DocumentError as error:
        raise AssignmentError(f"{error}; --scheme takes a scheme in TOML") from None
    if len(data) > MAX_SCHEME:
        raise AssignmentError(f"{path}: larger than {MAX_SCHEME // 1_000_000} MB; --scheme takes a scheme in TOML")
    return SchemeTable(str(path), scheme_table(data, str(path)))


def scheme_table(data: bytes, name: str) -> dict[str, Any]:
    """A scheme's TOML as a table; an AssignmentError where it is none."""
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{name}: not TOML ({error})") from None


def obligations(claim: Claim | Sibling, claim_of_code: Claim | None, assignment: Assignment) -> tuple[Obligation, ...]:
    """What has to be proved for a claim, or refuted for a sibling; a CodeFaultError where its code has no value."""
    source = claim_of_code or (claim if isinstance(claim, Claim) else None)
    if not claim.code or source is None or source.value is None:
        return claim.goals
    value = interpret(claim.code, assignment.code_names)
    return (*claim.goals, code_obligation(value, source.value, assignment))


def code_obligation(value: Term, wanted: Term, assignment: Assignment) -> Obligation:
    """That a numpy answer has the wanted value, for all sizes from 1 on and every label in range."""
    given = [condition for symbol in assignment.notation.symbols for condition in symbol.given]
    sizes = [rel(">=", name, ONE) for name in assignment.code_names.values() if name.op == "sym" and name.args[1] == "int"]
    return Obligation(value, "=", wanted, tuple(dict.fromkeys([*given, *sizes])))


__all__ = ["AssignmentError", "CodeFaultError", "SchemeTable", "assignments", "code_obligation", "load", "obligations", "scheme_file"]
