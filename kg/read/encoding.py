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
# What bytes 80 to bf are read as, in Latin-1 or windows-1252.
HALVES = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
GARBLED = re.compile(f"[\u00c2-\u00f4][{HALVES}]{{1,3}}")
# Of so many characters beyond ASCII one may be no UTF-8, in a page that was put together from several.
MIXED = 2


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a text: by byte order mark, the declared encoding, UTF-8, UTF-16, windows-1252, then UTF-8
    with strays of windows-1252.

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
    # UTF-8 that was read as Latin-1 or windows-1252 holds controls of the second half, soon after one of these letters.
    if "\0" in text or any(True for _ in islice(ODD.finditer(GARBLED.sub("", text)), most, None)):
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
    return _mixed(raw)


def _mixed(raw: bytes) -> str | None:
    """UTF-8 with some bytes of windows-1252, each read as what it is; None where it is mostly neither."""
    text = raw.decode("utf-8", "surrogateescape")
    strays = re.findall("[\udc80-\udcff]", text)
    if len(strays) * MIXED > sum(not c.isascii() for c in text):
        return None
    try:
        return re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252"), text)
    except UnicodeDecodeError:
        return None
