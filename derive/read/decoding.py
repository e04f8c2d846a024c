"""Bytes to text: UTF-8 with or without a mark, UTF-16 with one, else one byte a character."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path
from select import select

MAX_BYTES = 20_000_000
PATIENCE = 10.0
"""Seconds in which a pipe has to say something."""
KNOWN = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a packed document (docx, zip)"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"{\\rtf", "a rich-text document"))


class DocumentError(Exception):
    """A file that cannot be graded at all; one line: what, where, what to do."""


def contents(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file or a pipe, at most one more than so many; a DocumentError where there are none to be had."""
    try:
        with open(path, "rb", buffering=0, opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
            kind = os.fstat(file.fileno()).st_mode
            if stat.S_ISFIFO(kind):
                return _from_pipe(file.fileno(), path, most)
            if not stat.S_ISREG(kind):
                raise DocumentError(f"{path}: is no file but a device")
            found = b""
            while len(found) <= most and (more := file.read(most + 1 - len(found))):
                found += more
            return found
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise DocumentError(f"{path}: is a folder; name the files in it") from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _from_pipe(number: int, path: Path, most: int) -> bytes:
    """What comes through a pipe until it is closed."""
    found = b""
    while len(found) <= most:
        if not select([number], [], [], PATIENCE)[0]:
            raise DocumentError(f"{path}: is a pipe into which nobody writes")
        more = os.read(number, 1 << 16)
        if not more:
            break
        found += more
    return found


def decoded(data: bytes, file: str) -> str:
    """The text of some bytes; a DocumentError where they are no text or too many.

    >>> decoded("é".encode("latin-1"), "a.md"), decoded("é".encode("utf-8-sig"), "a.md"), decoded("é".encode("utf-16"), "a.md")
    ('é', 'é', 'é')
    """
    if not data.strip():
        raise DocumentError(f"{file}: the file is empty")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{file}: larger than {MAX_BYTES // 1_000_000} MB; split it")
    kind = next((name for start, name in KNOWN if data.startswith(start)), None)
    if kind is not None:
        raise DocumentError(f"{file}: {kind}; hand in Markdown, LaTeX or a notebook")
    text = _text(data, file)
    if "\0" in text:
        raise DocumentError(f"{file}: a binary file; hand in Markdown, LaTeX or a notebook")
    if not text.strip():
        raise DocumentError(f"{file}: the file is empty")
    return text


def _text(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise DocumentError(f"{file}: broken UTF-16; save it as UTF-8") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
