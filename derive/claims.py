"""Claims: discovers the assignments of ``proofs/`` and yields their claims and obligations in order."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from derive.model.claim import Assignment, Claim, Sibling
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.numpy_code import CodeFaultError, interpret
from derive.terms.build import ONE, rel


class AssignmentError(Exception):
    """No such assignment, or a folder of ``proofs/`` that is not one; one line, what to do included."""


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
    return assignment


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


__all__ = ["AssignmentError", "CodeFaultError", "assignments", "code_obligation", "load", "obligations"]
