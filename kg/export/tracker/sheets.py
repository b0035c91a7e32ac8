"""Rows -> files. A second file, or a second sheet, has a line for each passage that a cell rests on."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from kg.errors import ExportError
from kg.escapes import defused, risky, visible
from kg.export.tracker.fields import CELL_FIELDS, FIELDS
from kg.export.tracker.rows import Row
from kg.export.tracker.told import Passage, Told
from kg.files import replacing

# Excel's own limits.
LONGEST, MOST = 32_767, 1_048_576
CUT = " [...]"
CREATED = datetime(2000, 1, 1)
NOWHERE = Passage(0, 0, "", "")


def actions(rows: Iterable[Row]) -> Iterator[list[str]]:
    """The first sheet, its head included."""
    yield list(FIELDS)
    for row in rows:
        yield [row.cells.get(field, "") for field in FIELDS]


def cells(rows: Iterable[Row]) -> Iterator[list[str]]:
    """The second sheet, its head included."""
    yield list(CELL_FIELDS)
    for row in rows:
        for told in row.told:
            for passage in told.passages or (NOWHERE,):
                yield _line(row.cells["ID"], told, passage)


def _line(name: str, told: Told, passage: Passage) -> list[str]:
    source = told.source
    offsets = (str(passage.start), str(passage.end)) if passage.words else ("", "")
    return [
        name, told.field, told.value, told.of, told.claimant, told.hedge, told.modality, told.as_of, source.iri,
        source.title, source.published, passage.sentence, *offsets, passage.words, told.rule, told.confidence,
        told.evidence,
    ]  # fmt: skip


def beside(target: Path) -> Path:
    """The file of cells of a file of actions: actions.csv -> actions.cells.csv."""
    return target.with_name(f"{target.stem}.cells{target.suffix}")


def separated(rows: list[Row], target: Path, delimiter: str) -> None:
    """Two files of lines, UTF-8; both are there or none is new."""
    with ExitStack() as stack:
        for path, table in ((target, actions(rows)), (beside(target), cells(rows))):
            stream = stack.enter_context(replacing(path))
            for line in table:
                out = io.StringIO()
                csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow([_cell(c, delimiter) for c in line])
                stream.write(out.getvalue().encode("utf-8"))


def _cell(text: str, delimiter: str) -> str:
    """Tab-separated files have no quoting that all programs know, so their cells have one line and no tab."""
    return visible(defused(text if delimiter == "," else re.sub(r"[\t\r\n]+", " ", text)))


def objects(rows: list[Row], target: Path) -> None:
    """JSON: a list of actions, each with its cells and, under "cells", what they rest on."""
    found = []
    for row in rows:
        lines = [
            dict(zip(CELL_FIELDS[1:], _line("", told, passage)[1:], strict=True))
            for told in row.told
            for passage in told.passages or (NOWHERE,)
        ]
        found.append({**row.cells, "cells": lines})
    text = json.dumps({"actions": found}, ensure_ascii=False, indent=1)
    with replacing(target) as stream:
        stream.write(re.sub(r"[\x7f-\x9f\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text).encode() + b"\n")


def workbook(rows: list[Row], target: Path) -> None:
    """An Excel workbook with the sheets "actions" and "cells"; every cell is text, none a formula or a link."""
    from xlsxwriter import Workbook

    lines = sum(max(1, len(told.passages)) for row in rows for told in row.told)
    if max(lines, len(rows)) >= MOST:
        raise ExportError(
            f"{target}: {lines:,} lines are more than a sheet of Excel holds ({MOST:,}).", "Write .csv or .json."
        )
    with replacing(target) as stream:
        # bytes depend on the rows alone: no clock, no file of its own
        book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": "Labor actions", "created": CREATED})
        head, guarded = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for name, table in (("actions", actions(rows)), ("cells", cells(rows))):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 2)
            for number, line in enumerate(table):
                for column, text in enumerate(line):
                    if text:
                        # as if typed after an apostrophe: editing the cell does not make it a formula either
                        form = head if number == 0 else guarded if risky(text) else None
                        sheet.write_string(number, column, _short(visible(text)), form)
        book.close()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


Writer = Callable[[list[Row], Path], None]
WRITERS: dict[str, Writer] = {
    "csv": lambda rows, target: separated(rows, target, ","),
    "tsv": lambda rows, target: separated(rows, target, "\t"),
    "json": objects,
    "xlsx": workbook,
}
