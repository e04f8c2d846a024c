"""Bytes to text: UTF-8 with or without a mark, UTF-16 with one, else one byte a character."""

from __future__ import annotations

import codecs

MAX_BYTES = 20_000_000
KNOWN = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a packed document (docx, zip)"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"{\\rtf", "a rich-text document"))


class DocumentError(Exception):
    """A file that cannot be graded at all; one line: what, where, what to do."""


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
