"""A table with a story a row; the first row names the columns, which are as the keys of JSON Lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Article
from kg.read.encoding import decode
from kg.read.mapped import BODIES, PLAIN, Mapping, story

SEPARATORS = ",;\t"


def stories(raw: bytes, name: str, limit: int, mapping: Mapping | None = None) -> Iterator[Article | InputError]:
    """An Article a row, or an InputError that names the row as a spreadsheet counts it.

    Args:
        limit: longest cell, in characters.
        mapping: which columns are the fields; None for `text`, `title` and so on, in any case.

    Raises:
        InputError: no text, or no column where the words should stand.
    """
    text = decode(raw, name)
    first = text.split("\n", 1)[0]
    csv.field_size_limit(limit)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count))
    fields = (mapping or PLAIN).fields
    words = next(fields[body] for body in BODIES if body in fields)
    try:
        columns = [column.strip() if mapping else column.strip().lower() for column in next(rows)]
        if words not in columns:
            raise InputError(
                f'{name}: has no column "{words}", only {", ".join(columns)[:200]}.',
                "The first row names the columns; a --mapping file, with 'text: ...', tells which holds the words.",
            )
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                where = f"{name}:{number}"
                try:
                    yield story(dict(zip(columns, row, strict=False)), name, where, mapping or PLAIN)
                except InputError as error:
                    yield error
    except csv.Error as error:
        where = f"{name}: is no table from line {rows.line_num} on"
        raise InputError(f"{where}: {error}.", "Save it as CSV again.") from error
