"""WARC (ISO 28500), as web archives and wget write it: the pages that a server sent with status 200."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from kg.errors import InputError
from kg.model import Article
from kg.read import html
from kg.read.archive import Total
from kg.read.days import iso_date

SUFFIXES = (".warc", ".warc.gz")
PAGES = ("text/html", "application/xhtml+xml")
# Its own error, and those that headers without an address or a length lead it into.
BROKEN = (ArchiveLoadFailed, EOFError, ValueError, TypeError, AttributeError, LookupError, zlib.error)
OVER, UNFIT = object(), object()
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def stories(path: Path, name: str, limit: int) -> Iterator[Article | InputError]:
    """The stories of the pages in a WARC file, called NAME:NUMBER OF THE RECORD.

    The address and day of a record are taken where the page gives none; then a warning says so.
    """
    total = Total(path, name)
    with path.open("rb") as file:
        for number, record in _records(file):
            where = f"{name}:{number}"
            try:
                if record is UNFIT:
                    raise InputError(f"{where}: does not end where its Content-Length says.", "Some of it may be lost.")
                if record is None:
                    raise InputError(f"{where}: cannot be read as WARC, nor what follows.", "Copy the file again.")
                total.add(_length(record))
                if _is_page(record):
                    yield _story(record, where, limit)
            except InputError as error:
                yield error
                if total.full:
                    return


def _records(file: BinaryIO) -> Iterator[tuple[int, Any]]:
    """The records as warcio has them, with their numbers; None in the place of what it cannot read, then it is over;
    UNFIT after a record behind which no new one begins."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    records = ArchiveIterator(file)
    for number in count(1):
        unfit = records.err_count
        try:
            with _quiet():
                record = next(records, OVER)
        except BROKEN:
            record = None
        if records.err_count > unfit:
            yield number - 1, UNFIT
        if record is OVER:
            return
        yield number, record
        if record is None:
            return


def _quiet() -> redirect_stderr[StringIO]:
    """Keeps what warcio writes to standard error off it; we say it in our own words."""
    return redirect_stderr(StringIO())


def _length(record: Any) -> int:
    length = record.rec_headers.get_header("Content-Length") or ""
    return int(length) if length.isdecimal() else 0


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower() in PAGES


def _story(record: Any, where: str, limit: int) -> Article:
    try:
        with _quiet():
            raw = record.content_stream().read(limit + 1)
            whole = record.raw_stream.read(limit) != b"" or record.raw_stream.limit <= 0
    except BROKEN as error:
        raise InputError(f"{where}: is damaged.", "Copy the file again.") from error
    if len(raw) > limit:
        raise InputError(f"{where}: longer than {limit:,} bytes.", "Raise the limit with --max-bytes.")
    if not whole:
        raise InputError(f"{where}: is cut off.", "Copy the file again.")
    charset = CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    article = html.story(raw, where, charset[1] if charset else None)
    if article.url is None:
        article = replace(article, url=record.rec_headers.get_header("WARC-Target-URI"))
    day = iso_date((record.rec_headers.get_header("WARC-Date") or "")[:10])
    if article.published is None and day:
        warning = f"{where}: the page gives no day of publication; {day}, when it was saved, is taken"
        article = replace(article, published=day, warnings=(*article.warnings, warning))
    return article
