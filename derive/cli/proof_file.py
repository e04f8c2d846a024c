"""Proof files: obligations with their certificates as JSON, written by ``check-all --save-proofs`` and replayed by ``recheck`` without any search.

    {"schema": "derive.proofs/1", "terms": [...], "proofs": [{"name", "obligation", "conditions", "certificate"}, ...]}

The conditions are those under which the proof was accepted; one that needs others now is rejected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Obligation
from derive.model.term import Term
from derive.terms.plain import MalformedError, TermReader, TermWriter

SCHEMA = "derive.proofs/1"
MAX_BYTES = 64_000_000
BROKEN = (KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Proof:
    """A named obligation, the conditions under which it was proved, and the certificate."""

    name: str
    goal: Obligation
    conditions: tuple[Term, ...]
    certificate: Any


def proof_data(proofs: Iterable[Proof]) -> dict[str, Any]:
    """Proofs as plain data."""
    writer = TermWriter()
    rows = [
        {
            "name": proof.name,
            "obligation": writer.obligation(proof.goal),
            "conditions": [writer.place(condition) for condition in proof.conditions],
            "certificate": writer.data(proof.certificate),
        }
        for proof in proofs
    ]
    return {"schema": SCHEMA, "terms": writer.table, "proofs": rows}


def read_proofs(path: str) -> Iterator[Proof]:
    """The proofs of a file; a MalformedError, one line, where it is no proof file."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise MalformedError(f"cannot be read ({error.strerror})") from None
    yield from proofs_in(data)


def proofs_in(source: bytes) -> Iterator[Proof]:
    """The proofs that some bytes hold; a MalformedError, one line, where they are no proof file."""
    if len(source) > MAX_BYTES:
        raise MalformedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        data = json.loads(source)
    except RecursionError:
        raise MalformedError("nested too deeply") from None
    except ValueError as error:
        raise MalformedError(f"is no JSON ({' '.join(str(error).split())[:120]})") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise MalformedError(f"is no proof file: its schema is not {SCHEMA}")
    if not isinstance(data.get("proofs"), list) or not data["proofs"]:
        raise MalformedError("holds no proofs")
    reader = TermReader(data.get("terms"))
    for number, row in enumerate(data["proofs"], 1):
        if not isinstance(row, dict) or row.keys() != {"name", "obligation", "conditions", "certificate"} or not isinstance(row["name"], str):
            raise MalformedError(f"proof {number} is malformed")
        if not isinstance(row["conditions"], list):
            raise MalformedError(f"proof {number} has no list of conditions")
        conditions = tuple(reader.at(place) for place in row["conditions"])
        yield Proof(row["name"], reader.obligation(row["obligation"]), conditions, reader.value(row["certificate"]))


def replayed(proof: Proof) -> tuple[str, str]:
    """The verdict that a certificate earns, or "rejected" with the reason."""
    try:
        verdict = proved(proof.goal, proof.certificate, "recheck")
        if set(verdict.conditions) != set(proof.conditions):
            return "rejected", "it needs other conditions than it was saved with"
        return verdict.status, ""
    except RejectedError as reason:
        return "rejected", str(reason)
    except BROKEN as failure:
        return "rejected", f"malformed certificate ({type(failure).__name__})"


def recheck(path: str) -> tuple[list[str], int]:
    """A line for each proof of a file, and the exit status: 0 all accepted, 1 some rejected; a MalformedError for files that are none."""
    lines, rejected = [], 0
    for proof in read_proofs(path):
        status, reason = replayed(proof)
        rejected += status == "rejected"
        lines.append(f"{_printable(proof.name)}: {status}{f' ({_printable(reason)})' if reason else ''}")
    total = len(lines)
    lines.append(f"{total} proofs replayed, " + (f"{rejected} rejected" if rejected else "all accepted"))
    return lines, 1 if rejected else 0


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:200]
