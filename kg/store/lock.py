"""A lock file that the system frees when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreError, StoreLocked

ROOM = "No story that was read is lost: check the rights and the space left, and try again."


class Lock:
    """Held from creation to `release`.

    Args:
        path: the lock file; it stays, so that all processes lock the same one.
        name: what is locked, for messages.

    Raises:
        StoreLocked: another holds it.
        StoreError: the file cannot be written.
    """

    def __init__(self, path: Path, name: str) -> None:
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise StoreError(f"the store {name} cannot be written: {error.strerror}.", ROOM) from error
        try:
            _lock(self._file)
        except OSError:
            holder = _holder(self._file)
            os.close(self._file)
            raise StoreLocked(f"{holder} is writing to the store {name};", "try again when it has ended.") from None
        # The number is for messages alone; a full disk may not take it.
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        """Lets go; doing so twice is fine."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _holder(file: int) -> str:
    try:
        number = os.read(file, 20).decode("ascii", "ignore").strip()
    except OSError:
        number = ""
    return f"another process ({number})" if number else "another process"


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
