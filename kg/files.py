"""Files that are complete or not there at all."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream that takes the place of the file once all is written; after an error the old file is as it was.

    What is no plain file, such as /dev/null or a pipe, is written to as it is. What a process that was killed has left
    of the same file is deleted (not on Windows).

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                yield stream
            return
        real = Path(os.path.realpath(path))
        with suppress(OSError):
            _sweep(real)
        number, name = _part(real)
        # The lock is kept until the file has its name.
        lock = None if sys.platform == "win32" else os.dup(number)
        try:
            with os.fdopen(number, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, real)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
        finally:
            if lock is not None:
                os.close(lock)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror or error}.", "Check the folder, its rights and the space left."
        ) from error


def _part(real: Path) -> tuple[int, str]:
    """A new file beside the one that is to be, locked: number and name."""
    while True:
        number, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".part")
        _lock(number, wait=True)
        if os.fstat(number).st_nlink:
            return number, name
        os.close(number)  # another process swept it before it was locked


def _sweep(real: Path) -> None:
    """Deletes the parts of a file that no process has locked."""
    part = re.compile(re.escape(f".{real.name}.") + r"\w{8}\.part")
    for entry in os.scandir(real.parent):
        if part.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            with suppress(OSError), open(entry.path, "rb+") as left:
                if _lock(left.fileno(), wait=False):
                    os.unlink(entry.path)


if sys.platform == "win32":  # pragma: no cover

    def _lock(file: int, wait: bool) -> bool:
        """Never: a file that is open cannot be renamed or deleted there, so parts stay."""
        return False

else:
    import fcntl

    def _lock(file: int, wait: bool) -> bool:
        """Whether the file is locked now; not so where another has it, or the file system knows no locks."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            return False
        return True
