"""Files that are written whole or not at all: one report, or a folder of them with its summary."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli.status import fail
from derive.cli.summary import Summary

if TYPE_CHECKING:
    from derive.model.report import Report
    from derive.report import Format


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a whole file or nothing: a temporary file beside it is renamed. Letters that an encoding lacks become character references."""
    data = text.encode("utf-8", "replace") if encoding == "utf-8" else text.encode(encoding, "xmlcharrefreplace")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".derive-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise fail(f"{path}: cannot be written ({error.strerror or error})") from None


def write_report(path: Path, report: Report, form: Format) -> None:
    """One report; an annotated copy has the encoding of what it is a copy of."""
    write(path, form.render(report), encoding_of(report) if form.name == "markdown" else "utf-8")


def encoding_of(report: Report) -> str:
    """The encoding in which the hand-in's file has the text that was read."""
    from derive.read.decoding import DocumentError, contents

    path = Path(report.file)
    try:
        data = contents(path) if path.is_file() else b""
    except (DocumentError, OSError):
        return "utf-8"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text == report.document.text:
            return encoding
    return "utf-8"


class Folder:
    """A folder of reports, one for each hand-in, and ``summary.csv``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.summary = Summary()
        self.taken = {"summary.csv"}
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise fail(f"{path}: cannot be made a folder for the reports ({error.strerror or error})") from None

    def add(self, file: str, report: Report | None, form: Format) -> None:
        """Write the report of a hand-in, and note its marks."""
        if report is None:
            self.summary.failed(file)
            return
        write_report(self.path / self._name(file, form.suffix), report, form)
        self.summary.add(report)

    def close(self) -> None:
        """Write the summary."""
        write(self.path / "summary.csv", self.summary.text())

    def _name(self, file: str, suffix: str) -> str:
        """The file's own name; where two have the same, with the folders before it."""
        parts = [part for part in Path("stdin" if file == "-" else file).parts if part not in {"/", "..", "."}] or ["report"]
        names = ["-".join(parts[-count:]) for count in range(1, len(parts) + 1)]
        names += [f"{parts[-1]}-{number}" for number in range(2, len(self.taken) + 3)]
        name = next(name + suffix for name in names if name + suffix not in self.taken)
        self.taken.add(name)
        return name
