"""One file or one entry of an archive -> its stories, by suffix, and by content where the suffix does not tell."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read import archive, feed, html, jsonl, mapped, table, text, warc
from kg.read.encoding import decode
from kg.read.mapped import Mapping
from kg.read.metadata import apply, sidecar
from kg.read.sources import Source

TEXT = (".txt", ".text")
HTML = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
FEEDS = (".rss", ".atom", ".xml")
TABLES = (".csv", ".tsv")
MAPPED = (".json", *TABLES)
SINGLE = TEXT + HTML
# What folders and archives are searched for; MAPPED only with a mapping, since they may as well be something else.
ENTRIES = SINGLE + LINES + FEEDS
SUFFIXES = ENTRIES + warc.SUFFIXES + archive.SUFFIXES
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)
GZIP = b"\x1f\x8b\x08"
# First bytes of files that programs of offices write, whatever they are called.
DOCUMENTS = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "a packed file, such as a .docx, an .odt, or a .zip without its ending",
    b"\xd0\xcf\x11\xe0": "a document of an old Word",
}
# Files of text that are no stories, by their endings.
NO_STORIES = {
    **dict.fromkeys(
        (".ttl", ".trig", ".nt", ".nq", ".n3", ".rdf", ".owl", ".jsonld"),
        ("is a graph, not a story.", "'kg query --data FILE' asks it, 'kg check FILE' checks it."),
    ),
    **dict.fromkeys((".yaml", ".yml"), ("is no story.", "It says what the story of its name is; build that.")),
}
# A file that is read whole may hold as many of the longest stories.
WHOLE = 20

Found = Iterator[Article | InputError]


def stories(source: Source, limit: int, mapping: Mapping | None) -> Found:
    """The stories of a source, an InputError for each that cannot be read.

    Args:
        limit: longest story, in bytes.
        mapping: where the fields of JSON stand; None for the names that JSON Lines have.

    Raises:
        InputError: the file as a whole cannot be read.
    """
    path = source.path
    if path is None:
        yield from _document(_read(source, limit), source.name, "", limit, mapping)
        return
    name = path.name.lower()
    try:
        if name.endswith(LINES):
            with path.open("rb") as file:
                yield from jsonl.stories(jsonl.lines(file, limit), source.name, limit, mapping)
        elif name.endswith(warc.SUFFIXES):
            yield from warc.stories(path, source.name, limit)
        elif name.endswith(archive.SUFFIXES):
            yield from _entries(path, source.name, limit, mapping)
        elif name.endswith(FEEDS + MAPPED):
            yield from _document(_read(source, limit * WHOLE), source.name, name, limit, mapping)
        else:
            for story in _document(_read(source, limit), source.name, name, limit, mapping):
                yield story if isinstance(story, InputError) else apply(sidecar(path), story)
    except OSError as error:
        raise InputError(
            f"{source.name}: cannot be read: {error.strerror or error}.", "Check the path and its rights."
        ) from error


def _entries(path: Path, name: str, limit: int, mapping: Mapping | None) -> Found:
    suffixes = ENTRIES + (MAPPED if mapping else ())
    for entry in archive.entries(path, name, limit, suffixes):
        if isinstance(entry, InputError):
            yield entry
            continue
        try:
            yield from _document(entry.raw, entry.name, entry.name.lower(), limit, mapping)
        except InputError as error:
            yield error


def _document(raw: bytes, name: str, file: str, limit: int, mapping: Mapping | None) -> Found:
    """Stories of the bytes of a file of this name (in small letters, "" for standard input)."""
    raw = _inflated(raw, name, limit)
    if kind := next((kind for mark, kind in DOCUMENTS.items() if raw.startswith(mark)), None):
        raise InputError(f"{name}: is {kind}.", "Save its words as .txt, and build that.")
    if file.endswith(LINES) or (not file and jsonl.looks_like(raw)):
        yield from jsonl.stories((line + b"\n" for line in raw.split(b"\n")), name, limit, mapping)
    elif file.endswith(TABLES):
        yield from table.stories(raw, name, limit, mapping)
    elif file.endswith(MAPPED):
        yield from mapped.stories(raw, name, mapping or mapped.PLAIN)
    elif not file.endswith(SINGLE) and feed.looks_like(raw):
        yield from feed.stories(raw, name)
    elif other := NO_STORIES.get(Path(file).suffix):
        raise InputError(f"{name}: {other[0]}", other[1])
    elif file.endswith(HTML) or (PAGE.match(raw) if file.endswith(TEXT) else html.looks_like(raw)):
        yield html.story(raw, name)
    elif file.endswith(FEEDS):
        raise InputError(f"{name}: is neither RSS nor Atom.", "Give a feed, or leave the file out.")
    else:
        yield text.story(decode(raw, name), name)


def _inflated(raw: bytes, name: str, limit: int) -> bytes:
    """The bytes as they are, or what is packed in them: some programs save a page as the server packed it."""
    if not raw.startswith(GZIP):
        return raw
    packed = zlib.decompressobj(wbits=31)
    try:
        found = packed.decompress(raw, limit + 1)
    except zlib.error as error:
        raise InputError(f"{name}: is damaged.", "Save it again.") from error
    if len(found) > limit:
        raise InputError(f"{name}: unpacks to more than {limit:,} bytes.", "Raise the limit with --max-bytes.")
    return found


def _read(source: Source, limit: int) -> bytes:
    if source.path is None:
        raw = sys.stdin.buffer.read(limit + 1)
    else:
        with source.path.open("rb") as file:
            raw = file.read(limit + 1)
    if len(raw) > limit:
        raise InputError(
            f"{source.name}: longer than {limit:,} bytes.",
            "Is it one story? Cut it, or raise the limit with --max-bytes.",
        )
    return raw
