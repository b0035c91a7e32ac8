"""zip and tar: their entries are read one by one in memory; nothing is unpacked to disk, links are left alone."""

from __future__ import annotations

import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
MOST_ENTRIES = 200_000
MOST_BYTES = 20_000_000_000
# Text shrinks to a fifth, repetitive text to a twentieth; a bomb to a thousandth.
RATIO, HARMLESS = 100, 20_000_000
LONGEST_HEADER = 100_000
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive: ARCHIVE/NAME, and what it holds."""

    name: str
    raw: bytes


class Total:
    """How much an archive has given so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.most = min(MOST_BYTES, max(HARMLESS, RATIO * path.stat().st_size))
        self.entries = self.bytes = 0

    @property
    def full(self) -> bool:
        """Whether no more is read."""
        return self.entries > MOST_ENTRIES or self.bytes > self.most

    def add(self, length: int) -> None:
        """Counts an entry of so many bytes.

        Raises:
            InputError: these are too many entries or bytes; the rest of the archive is not read.
        """
        self.entries += 1
        self.bytes += length
        if self.full:
            raise InputError(
                f"{self.name}: unpacks to more than {self.most:,} bytes or {MOST_ENTRIES:,} entries.",
                "It may be made to do harm; if you trust it, unpack it and build the folder.",
            )


class Member(tarfile.TarInfo):
    """A member of a tar file whose headers are short; tarfile would read them whole into memory."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in tarfile.SUPPORTED_TYPES and self.size > LONGEST_HEADER:
            raise tarfile.ReadError("header too long")
        return super()._proc_member(tar)  # type: ignore[misc,no-any-return]


def entries(path: Path, name: str, limit: int, suffixes: tuple[str, ...]) -> Iterator[Entry | InputError]:
    """The files of an archive whose names end so; hidden ones, links and devices are left out.

    Args:
        limit: longest file that is read, in bytes.

    Yields:
        Entries in the order of the archive; an InputError for one that cannot be read, or at last for the rest.
    """
    inside = _zip if path.name.lower().endswith(".zip") else _tar
    try:
        yield from inside(path, name, limit, suffixes)
    except BROKEN:
        yield InputError(f"{name}: is damaged; what follows is not read.", "Copy the archive again.")
    except InputError as error:
        yield error


def _zip(path: Path, name: str, limit: int, suffixes: tuple[str, ...]) -> Iterator[Entry | InputError]:
    total = Total(path, name)
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            mode = info.external_attr >> 16
            known = (stat.S_ISREG(mode) or not stat.S_IFMT(mode)) and not info.is_dir()
            where = _where(name, info.filename)
            if not known or not _wanted(where[len(name) + 1 :], suffixes):
                total.add(0)
            elif info.flag_bits & 1:
                yield InputError(f"{where}: is locked with a password.", "Unpack it and build the folder.")
            else:
                try:
                    with archive.open(info) as file:
                        raw = file.read(limit + 1)
                except BROKEN:
                    yield InputError(f"{where}: is damaged.", "Copy the archive again.")
                    continue
                total.add(len(raw))
                yield _entry(where, raw, limit)


def _tar(path: Path, name: str, limit: int, suffixes: tuple[str, ...]) -> Iterator[Entry | InputError]:
    total = Total(path, name)
    with tarfile.open(path, "r|*", tarinfo=Member) as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # tarfile keeps them all
            total.add(member.size)
            where = _where(name, member.name)
            if member.isfile() and _wanted(where[len(name) + 1 :], suffixes):
                file = archive.extractfile(member)
                yield _entry(where, file.read(limit + 1) if file else b"", limit)


def _entry(where: str, raw: bytes, limit: int) -> Entry | InputError:
    if len(raw) > limit:
        return InputError(f"{where}: longer than {limit:,} bytes.", "Raise the limit with --max-bytes.")
    return Entry(where, raw)


def _where(name: str, entry: str) -> str:
    """ARCHIVE/ENTRY; the entry without roots, steps upward and characters that do not show, 200 characters at most."""
    shown = "".join(c if c.isprintable() else "_" for c in entry)
    parts = [p for p in re.split(r"[/\\]", shown) if p not in ("", ".", "..") and not re.fullmatch(r"\w:", p)]
    return f"{name}/{'/'.join(parts)[-200:]}"


def _wanted(entry: str, suffixes: tuple[str, ...]) -> bool:
    parts = entry.split("/")
    return entry.lower().endswith(suffixes) and not any(p.startswith(".") or p == "__MACOSX" for p in parts)
