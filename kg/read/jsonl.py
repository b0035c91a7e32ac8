"""JSON Lines: one object a story, with `text` and perhaps id, title, published, publisher, url, byline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.mapped import PLAIN, Mapping, story


def looks_like(raw: bytes) -> bool:
    """Whether the first line is a JSON object with a text."""
    try:
        record = json.loads(raw.lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def lines(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of a file; of a line that is longer than the limit only so much that this can be seen."""
    while line := file.readline(limit + 2):
        yield line
        rest = line
        while len(rest) > limit and not rest.endswith(b"\n"):
            rest = file.readline(limit + 2)


def stories(
    lines: Iterable[bytes], name: str, limit: int, mapping: Mapping | None = None
) -> Iterator[Article | InputError]:
    """An Article a line, or an InputError that names the line. Empty lines are passed over.

    Args:
        limit: longest line that is read, in bytes.
        mapping: where the fields stand; None for `text`, `title` and so on.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                yield story(_record(line, where, limit), name, where, mapping or PLAIN)
            except InputError as error:
                yield error


def _record(line: bytes, where: str, limit: int) -> object:
    if len(line.rstrip(b"\r\n")) > limit:
        raise InputError(f"{where}: longer than {limit:,} bytes.", "Cut it, or raise the limit with --max-bytes.")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: is not JSON.", 'Write one object a line, such as {"text": "..."}.') from error
