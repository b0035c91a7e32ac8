"""Noticing that a store on disk has changed."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path


def stamp(location: str | Path) -> Hashable:
    """A value that is another one whenever what queries see of the store at a place has changed.

    It costs a look at the folder. A store that is not there has one too. Between two changes it stays the same; it may
    change although nothing is seen of it, as when the database tidies up.
    """
    found = []
    try:
        for entry in os.scandir(Path(location) / "data"):
            # The database writes each change to its log, and its tables are listed in the manifest.
            if entry.name.endswith(".log") or entry.name.startswith(("MANIFEST", "CURRENT")):
                state = entry.stat()
                found.append((entry.name, state.st_ino, state.st_size, state.st_mtime_ns))
    except OSError:
        return ()
    return tuple(sorted(found))
