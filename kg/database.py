"""What is told of the database of a store by the names of its files, at no cost to import."""

from __future__ import annotations

import os

# Version of the layout of stores that this kg reads and writes.
FORMAT = 2


def state(data: str | os.PathLike[str]) -> list[tuple[str, int]]:
    """Names of the logs, and names and lengths of the lists of tables, sorted; none where there is no database.

    What was opened for reading beside a writer counts only if this was the same before and after.
    """
    found = []
    try:
        for entry in os.scandir(data):
            if entry.name.startswith(("MANIFEST", "CURRENT")):
                found.append((entry.name, entry.stat().st_size))
            elif entry.name.endswith(".log"):
                found.append((entry.name, 0))
    except FileNotFoundError:
        return []
    return sorted(found)


def is_table(error: OSError) -> bool:
    """Whether an error is about a file of tables: one that a writer has merged meanwhile, or that somebody removed."""
    return ".sst" in str(error)
