"""A store with nothing unusual about it opened, and an answer written: all that most questions need, at no cost to
import."""

from __future__ import annotations

import os
import sys

from kg.database import FORMAT, state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph

# Bytes of the tables of a small store.
SMALL = 100_000_000


def plain(store: str, small: bool = False) -> pyoxigraph.Store | None:
    """The database of a store on disk with nothing unusual about it; None for any other, which `kg.store` opens, or
    says what is wrong. Loading that takes longer than opening this.

    Args:
        small: it is a small one.
    """
    import pyoxigraph

    database = os.path.join(store, "data")
    try:
        with open(os.path.join(store, "format"), encoding="ascii") as file:
            if file.read() != f"{FORMAT}\n":
                return None
        before = state(database)
        opened = _on_one_core(database) if small else pyoxigraph.Store.read_only(database)
        return opened if before == state(database) else None
    except (OSError, RuntimeError, ValueError):
        return None


def _on_one_core(database: str) -> pyoxigraph.Store:
    """The database, opened by one core: RocksDB begins 15 threads for each of its families of tables, which have next
    to nothing to do, and moving them to other cores takes longer than that."""
    import pyoxigraph

    try:
        usual = os.sched_getaffinity(0)
        with open("/proc/thread-self/stat", "rb") as file:
            # the 39th of its fields, the second of which may hold blanks: the core that this thread is on
            os.sched_setaffinity(0, {int(file.read().rpartition(b")")[2].split()[36])})
    except (AttributeError, OSError):
        return pyoxigraph.Store.read_only(database)
    try:
        return pyoxigraph.Store.read_only(database)
    finally:
        os.sched_setaffinity(0, usual)


def is_small(store: str) -> bool:
    """Whether a store on disk holds so little that most questions to it cost less than a process of their own."""
    try:
        return sum(entry.stat().st_size for entry in os.scandir(os.path.join(store, "data"))) <= SMALL
    except OSError:
        return False


def write(pieces: Iterable[str], output: str | None) -> None:
    """Writes text to standard output, or to a file that appears when it is whole.

    Raises:
        ExportError: the file cannot be written.
    """
    if output is None or output == "-":
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    from pathlib import Path

    from kg.files import replacing

    with replacing(Path(output)) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8"))
