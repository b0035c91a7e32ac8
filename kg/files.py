"""Files that are complete or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream that takes the place of the file once all is written; after an error the old file is as it was.

    What is no plain file, such as /dev/null or a pipe, is written to as it is.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                yield stream
            return
        real = Path(os.path.realpath(path))
        number, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".part")
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
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror or error}.", "Check the folder, its rights and the space left."
        ) from error
