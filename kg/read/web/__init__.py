"""Pages of the web -> files that are read as stories: NAME.html with its address and day in NAME.yaml."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from kg.errors import InputError
from kg.ids import digest, slug
from kg.read.encoding import codec
from kg.read.web.client import Answer, Client, Manners, checked

__all__ = ["Client", "Manners", "Saved", "save"]

SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True)
class Saved:
    """A page in the folder; `new`: it was not there before."""

    path: Path
    new: bool


def save(
    client: Client, urls: Iterable[str | InputError], folder: Path, day: date, most: int
) -> Iterator[Saved | InputError]:
    """Saves pages, each once; a page that is in the folder is not asked for again.

    Args:
        urls: addresses; an InputError among them is passed on.
        day: what the sidecars give as the day of the fetch.
        most: number of pages after which it stops with an InputError.
    """
    known: set[str] = set()
    for url in urls:
        if isinstance(url, InputError):
            yield url
            continue
        try:
            address = str(checked(url))
            if address in known:
                continue
            if len(known) == most:
                yield InputError(f"{url}: is more than {most:,} pages.", "Raise --most, or run it on a part.")
                return
            known.add(address)
            yield _saved(client, address, folder, day)
        except InputError as error:
            yield error


def _saved(client: Client, url: str, folder: Path, day: date) -> Saved:
    stem = name(url)
    for suffix in dict.fromkeys(SUFFIXES.values()):
        if (path := folder / f"{stem}{suffix}").is_file():
            return Saved(path, False)
    answer = client.get(url)
    if answer.kind not in SUFFIXES:
        raise InputError(f"{url}: is {answer.kind or 'of no type'}, not a page.", "Leave it out.")
    path = folder / f"{stem}{SUFFIXES[answer.kind]}"
    record = {"url": answer.url, "fetched": day.isoformat()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The page last: where it is, all is.
        _write(path.with_suffix(".yaml"), yaml.safe_dump(record, sort_keys=False).encode())
        _write(path, _readable(answer))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}.", "Check the folder.") from error
    return Saved(path, True)


def name(url: str) -> str:
    """A file's name from an address alone: what a reader knows it by, and a hash that tells it from others."""
    words = re.sub(r"^https?://", "", url).split("?")[0]
    return f"{re.sub('[^a-z0-9-]', '', slug(words))[:60].strip('-')}-{digest(url)[:12]}"


def _readable(answer: Answer) -> bytes:
    """The bytes; in UTF-8 with a mark where the encoding stood only in the headers."""
    charset = codec(answer.charset or "utf-8")
    if charset in ("utf-8", "utf8"):
        return answer.raw
    try:
        return answer.raw.decode(charset).encode("utf-8-sig")
    except (UnicodeError, LookupError):
        return answer.raw


def _write(path: Path, raw: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(raw)
    os.replace(part, path)
