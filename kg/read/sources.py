"""Paths given by the user -> the files to read, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """One file (or standard input: `path` None) and the name that it goes by in the graph and in messages."""

    path: Path | None
    name: str


def relative(path: Path) -> str:
    """The path as posix text from the working directory, so that no machine's folders reach the graph."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.name


def find(paths: Sequence[str], suffixes: tuple[str, ...]) -> Iterator[Source | InputError]:
    """The files of the paths; folders are walked in sorted order, hidden files and links out of them left out."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield Source(None, "-")
        elif os.path.isdir(given):
            closed: list[OSError] = []
            found = sorted(_walk(path, suffixes, closed))
            if not found and not closed:
                yield InputError(f"{given}: the folder holds no story.", f"Stories are {', '.join(suffixes)} files.")
            yield from (_unreadable(relative(Path(error.filename)), error) for error in closed)
            yield from (Source(p, relative(p)) for p in found)
        else:
            try:
                os.stat(given)
                yield Source(path, relative(path))
            except (FileNotFoundError, NotADirectoryError):
                yield InputError(f"{given or repr(given)}: no such file or folder.", "Check the path.")
            except (OSError, ValueError) as error:
                yield _unreadable(given, error)


def left_out(paths: Sequence[str], suffixes: tuple[str, ...]) -> Counter[str]:
    """Ending -> how many files of the folders are passed over for it; what lies beside a story of its name is not."""
    endings: Counter[str] = Counter()
    for folder in filter(os.path.isdir, paths):
        files = list(_walk(Path(folder), ("",), []))
        stories = {path.with_suffix("") for path in files if path.name.lower().endswith(suffixes)}
        endings.update(
            path.suffix.lower() or "without an ending"
            for path in files
            if not (path.name.lower().endswith(suffixes) or path.with_suffix("") in stories)
        )
    return endings


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{name}: cannot be read: {reason}.", "Check the path and its rights.")


def _walk(folder: Path, suffixes: tuple[str, ...], closed: list[OSError]) -> Iterator[Path]:
    """The files, but for those of stores; folders that cannot be listed go to `closed`."""
    for root, folders, files in os.walk(folder, followlinks=False, onerror=closed.append):
        stores = {f for f in folders if Path(root, f, "readings.sqlite").is_file()}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in stores)
        for name in files:
            path = Path(root, name)
            known = not name.startswith(".") and name.lower().endswith(suffixes)
            if known and path.is_file() and not path.is_symlink():
                yield path
