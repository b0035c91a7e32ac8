"""Tables and folders of files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from kg.errors import ExportError


def csv_row(cells: Iterable[str]) -> str:
    """One row of CSV (RFC 4180) that ends in LF; cells with a carriage return alone are quoted too."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def folder_of(path: Path) -> Path:
    """Makes a folder for several files, if it is not there.

    Raises:
        ExportError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{path} cannot be a folder of files: {error.strerror}.", "Name another.") from error
    return path
