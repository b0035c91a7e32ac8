"""Labor actions as rows in the fields of the Labor Action Tracker (ontology/crosswalk.md, docs/fields.md).

One row an action, of whatever class below lab:LaborAction, whichever articles tell of it. Figures that disagree stand
side by side with who gives them. A second file, or sheet, says for every filled cell where it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.export.tracker.reports import reports
from kg.export.tracker.rows import Row, rows
from kg.export.tracker.sheets import WRITERS, beside

__all__ = ["FORMATS", "Row", "beside", "table", "write"]

FORMATS = tuple(WRITERS)


def table(quads: Iterable[Quad]) -> tuple[list[Row], Counter[str]]:
    """The rows, and how many actions are no rows, by why: threatened, authorized or averted only, or not asserted.

    Args:
        quads: quads of one named graph stand together (as a store gives them).
    """
    return rows(reports(quads))


def write(quads: Iterable[Quad], target: Path, form: str | None = None) -> tuple[int, Counter[str]]:
    """Writes the rows and what they rest on; gives the number of rows, and of actions that are none, by why.

    Args:
        target: the file of actions; .csv and .tsv have the file of cells beside it (`beside`).
        form: one of FORMATS; by the end of the name where it is None.

    Raises:
        ExportError: a format that is not known, or a file that cannot be written.
    """
    form = form or target.suffix.lower().removeprefix(".")
    if form not in WRITERS:
        raise ExportError(f"{target}: the tracker has no format {form!r}.", f"Use .{', .'.join(FORMATS)}.")
    found, left_out = table(quads)
    WRITERS[form](found, target)
    return len(found), left_out
