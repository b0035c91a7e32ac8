"""Bytes of a text file -> its characters."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from kg.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no text holds: control characters that are no blanks.
ODD = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a text: by byte order mark, the declared encoding, UTF-8, UTF-16, then windows-1252.

    A declared ISO-8859-1 is read as windows-1252, as browsers do (WHATWG Encoding Standard, section 4.2).

    Raises:
        InputError: empty, binary, or in none of these encodings.
    """
    if not raw.strip():
        raise InputError(f"{name}: is empty.", "Give a file with the words of a story.")
    text = _decoded(raw, declared)
    if text is None:
        raise InputError(
            f"{name}: is neither UTF-8, UTF-16 nor windows-1252 text.", "Save it as UTF-8 and build again."
        )
    most = max(2, len(text) // 200)
    if "\0" in text or any(True for _ in islice(ODD.finditer(text), most, None)):
        raise InputError(f"{name}: is not text but binary data.", "Give plain text, HTML or JSON Lines.")
    return text


def codec(label: str) -> str:
    """The name by which Python knows a declared encoding; ISO-8859-1 and ASCII are read as windows-1252."""
    label = label.strip().lower()
    return "cp1252" if label in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else label


def _decoded(raw: bytes, declared: str | None) -> str | None:
    tries = [encoding for mark, encoding in MARKS if raw.startswith(mark)][:1]
    if declared:
        tries.append(codec(declared))
    half = len(raw) // 2
    if half and raw[0::2].count(0) > half * 0.4:
        tries.append("utf-16-be")
    elif half and raw[1::2].count(0) > half * 0.4:
        tries.append("utf-16-le")
    for encoding in [*tries, "utf-8", "cp1252"]:
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None
