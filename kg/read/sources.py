"""Paths given by the user -> the files to read, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.read.metadata import SIDECARS


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
    """The files of the paths; folders are walked in sorted order, hidden files and links out of them left out, and so
    is a file with the metadata of a story that is among the paths (a shell makes them of stories/*)."""
    stories = {Path(given).with_suffix("") for given in paths if given.lower().endswith(suffixes)}
    for given in paths:
        path = Path(given)
        if given == "-":
            yield Source(None, "-")
        elif _is_store(given):
            yield InputError(
                f"{given}: is a store, not stories.", "Name the files of stories; 'kg stats' counts a store."
            )
        elif os.path.isdir(given):
            closed: list[OSError] = []
            found = sorted(_walk(path, suffixes, closed))
            if not found and not closed:
                yield InputError(f"{given}: the folder holds no story.", f"Stories are {', '.join(suffixes)} files.")
            yield from (_unreadable(relative(Path(error.filename)), error) for error in closed)
            yield from (Source(p, relative(p)) for p in found)
        else:
            if path.suffix in SIDECARS and not given.lower().endswith(suffixes) and path.with_suffix("") in stories:
                continue
            try:
                os.stat(given)
                yield Source(path, relative(path))
            except (FileNotFoundError, NotADirectoryError):
                page = given.startswith(("http://", "https://"))
                remedy = "'kg fetch ADDRESS -o pages/' saves a page." if page else "Check the path."
                yield InputError(f"{given or repr(given)}: no such file or folder.", remedy)
            except (OSError, ValueError) as error:
                yield _unreadable(given, error)


def left_out(paths: Sequence[str], suffixes: tuple[str, ...]) -> Counter[str]:
    """Ending -> how many files of the folders are passed over for it; what lies beside a story of its name is not."""
    endings: Counter[str] = Counter()
    for folder in (path for path in paths if os.path.isdir(path) and not _is_store(path)):
        files = list(_walk(Path(folder), ("",), []))
        stories = {path.with_suffix("") for path in files if path.name.lower().endswith(suffixes)}
        endings.update(
            path.suffix.lower() or "without an ending"
            for path in files
            if not (path.name.lower().endswith(suffixes) or path.with_suffix("") in stories)
        )
    return endings


def _is_store(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "readings.sqlite"))


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{name}: cannot be read: {reason}.", "Check the path and its rights.")


def _walk(folder: Path, suffixes: tuple[str, ...], closed: list[OSError]) -> Iterator[Path]:
    """The files, but for those of stores; folders that cannot be listed go to `closed`."""
    for root, folders, files in os.walk(folder, followlinks=False, onerror=closed.append):
        stores = {f for f in folders if _is_store(os.path.join(root, f))}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in stores)
        for name in files:
            path = Path(root, name)
            known = not name.startswith(".") and name.lower().endswith(suffixes)
            if known and path.is_file() and not path.is_symlink():
                yield path
