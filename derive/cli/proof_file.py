"""Proof files: obligations with their certificates as JSON, written by ``check-all --save-proofs`` and replayed by ``recheck`` without any search.

    {"schema": "derive.proofs/1", "terms": [...], "proofs": [{"name", "obligation", "certificate"}, ...]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from derive.kernel.polynomial import RejectedError
from derive.kernel.verdicts import proved
from derive.model.obligation import Obligation
from derive.terms.plain import MalformedError, TermReader, TermWriter

SCHEMA = "derive.proofs/1"
MAX_BYTES = 64_000_000
BROKEN = (KeyError, IndexError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, MemoryError)


def proof_data(proofs: Iterable[tuple[str, Obligation, dict[str, Any]]]) -> dict[str, Any]:
    """Named obligations and their certificates as plain data."""
    writer = TermWriter()
    rows = [{"name": name, "obligation": writer.obligation(goal), "certificate": writer.data(certificate)} for name, goal, certificate in proofs]
    return {"schema": SCHEMA, "terms": writer.table, "proofs": rows}


def read_proofs(path: str) -> Iterator[tuple[str, Obligation, Any]]:
    """The named obligations and certificates of a file; a MalformedError, one line, where it is no proof file."""
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise MalformedError(f"larger than {MAX_BYTES // 1_000_000} MB")
        data = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise MalformedError(f"cannot be read ({error.strerror})") from None
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
        if not isinstance(row, dict) or row.keys() != {"name", "obligation", "certificate"} or not isinstance(row["name"], str):
            raise MalformedError(f"proof {number} is malformed")
        yield row["name"], reader.obligation(row["obligation"]), reader.value(row["certificate"])


def replayed(goal: Obligation, certificate: Any) -> tuple[str, str]:
    """The verdict that a certificate earns, or "rejected" with the reason."""
    try:
        return proved(goal, certificate, "recheck").status, ""
    except RejectedError as reason:
        return "rejected", str(reason)
    except BROKEN as failure:
        return "rejected", f"malformed certificate ({type(failure).__name__})"


def recheck(path: str) -> tuple[list[str], int]:
    """A line for each proof of a file, and the exit status: 0 all accepted, 1 some rejected; a MalformedError for files that are none."""
    lines, rejected = [], 0
    for name, goal, certificate in read_proofs(path):
        status, reason = replayed(goal, certificate)
        rejected += status == "rejected"
        lines.append(f"{_printable(name)}: {status}{f' ({_printable(reason)})' if reason else ''}")
    total = len(lines)
    lines.append(f"{total} proofs replayed, " + (f"{rejected} rejected" if rejected else "all accepted"))
    return lines, 1 if rejected else 0


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:200]
