"""JSON Lines: one object a story, with `text` and perhaps id, title, published, publisher, url, byline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kg.errors import InputError
from kg.model import Article
from kg.read.metadata import apply, given_from


def looks_like(raw: bytes) -> bool:
    """Whether the first line is a JSON object with a text."""
    try:
        record = json.loads(raw.lstrip().split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "text" in record


def stories(lines: Iterable[bytes], name: str, limit: int) -> Iterator[Article | InputError]:
    """An Article a line, or an InputError that names the line. Empty lines are passed over.

    Args:
        limit: longest line that is read, in bytes.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                yield _story(line, name, where, limit)
            except InputError as error:
                yield error


def _story(line: bytes, name: str, where: str, limit: int) -> Article:
    if len(line) > limit:
        raise InputError(f"{where}: longer than {limit:,} bytes.", "Cut it, or raise the limit with --max-bytes.")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: is not JSON.", 'Write one object a line, such as {"text": "..."}.') from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError(f'{where}: has no "text".', 'Each line is an object with the story\'s words under "text".')
    given = given_from(record, where)
    # A story without an id is known by its line, so that its place in the file tells it apart.
    return apply(given, Article(record["text"], source=name if given.identifier else where))
