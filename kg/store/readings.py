"""What was read: every version of every story with its graph as it was found, beside the graphs that queries see.

The graphs of a store are made from the readings: which things of two stories are one can change with each new story, so
what was found in a story is kept as it was found. One SQLite file in the store's folder; each change is a transaction.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.errors import StoreError, StoreLocked
from kg.ids import DATA
from kg.store.lock import ROOM

SCHEMA = """
CREATE TABLE IF NOT EXISTS reading (
    article TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, day TEXT NOT NULL, url TEXT,
    current INTEGER NOT NULL, retracted TEXT, files TEXT NOT NULL, made TEXT NOT NULL, card TEXT NOT NULL,
    sentences TEXT NOT NULL, arrived INTEGER NOT NULL, graph BLOB NOT NULL, PRIMARY KEY (article, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS current ON reading (current, article);
CREATE INDEX IF NOT EXISTS arrived ON reading (arrived);
CREATE INDEX IF NOT EXISTS files ON reading (files);
CREATE TABLE IF NOT EXISTS source (
    file TEXT NOT NULL, article TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (file, article, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sourced ON source (article, version);
CREATE INDEX IF NOT EXISTS url ON reading (url);
CREATE TABLE IF NOT EXISTS shown (graph TEXT PRIMARY KEY, made_from TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
SOURCES = 1  # user_version of a file whose table "source" is as `_source` fills it
PATIENCE = 60  # seconds
DAMAGED = "If the file is damaged, remove the store and build it again."
REMEDIES = {
    **dict.fromkeys((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR), ROOM),
    **dict.fromkeys((sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN), ROOM),
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR), DAMAGED),
}
COLUMNS = "article, version, number, day, url, current, retracted, files, made, card, sentences, arrived"
NEXT = "(SELECT coalesce(max(arrived), 0) + 1 FROM reading)"


@dataclass(frozen=True, slots=True)
class Reading:
    """One version of one story.

    Attributes:
        article: IRI of the article; `version`: hash of text and metadata; `number`: of the version, from 1.
        day: ISO date or dateTime by which versions are ordered ("" where none is known).
        current: whether it is the version whose facts count.
        retracted: why the article was taken back, or None.
        files: names of the files it was read from, sorted.
        made: what made it (software, model); a story that another software reads is read again.
        card: the record that identity looks at, as JSON.
        sentences: fingerprints of its sentences, blank between them.
        arrived: a number that grows with each story that comes; by it the later of two of one day is known.
    """

    article: str
    version: str
    number: int
    day: str
    url: str | None
    current: bool
    retracted: str | None
    files: tuple[str, ...]
    made: str
    card: str
    sentences: str
    arrived: int = field(default=0, compare=False)


class Readings:
    """The readings of a store.

    Args:
        file: the SQLite file, or None for one in memory.
        write: whether it may be changed; made where there is none.

    Raises:
        StoreError: it cannot be opened, or is no such file.
    """

    def __init__(self, file: Path | None, write: bool) -> None:
        self._name = str(file or "in memory")
        try:
            # A writer and its readers take turns.
            options: dict[str, Any] = {"isolation_level": None, "timeout": PATIENCE}
            if file is None:
                self._db: sqlite3.Connection = sqlite3.connect(":memory:", **options)
            else:
                if write and not file.exists():
                    _make(file)
                # A reader may have to undo what a writer that was killed left half done.
                mode = "rwc" if write else "rw" if os.access(file, os.W_OK) else "ro"
                self._db = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, **options)
            if write:
                self._db.executescript(SCHEMA)
                self._name_sources()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        except OSError as error:
            raise StoreError(f"the readings of the store ({self._name}) cannot be made: {error}.", ROOM) from error

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def get(self, article: str, version: str | None = None) -> Reading | None:
        """A version of an article, the current one unless told; None where there is none."""
        which, values = ("version = ?", (article, version)) if version else ("current = 1", (article,))
        rows = self._all(f"SELECT {COLUMNS} FROM reading WHERE article = ? AND {which}", values)
        return _reading(rows[0]) if rows else None

    def versions(self, article: str) -> list[Reading]:
        """All versions of an article, the first one first."""
        query = f"SELECT {COLUMNS} FROM reading WHERE article = ? ORDER BY number"
        return [_reading(row) for row in self._all(query, (article,))]

    def current(self, retracted: bool = False) -> Iterator[Reading]:
        """The current versions of all articles, in order of their IRIs; of retracted ones too if wanted."""
        which = "current = 1" + ("" if retracted else " AND retracted IS NULL")
        yield from map(_reading, self._rows(f"SELECT {COLUMNS} FROM reading WHERE {which} ORDER BY article"))

    def every(self) -> Iterator[Reading]:
        """All versions of all articles, retracted ones too, in order of IRI and number."""
        yield from map(_reading, self._rows(f"SELECT {COLUMNS} FROM reading ORDER BY article, number"))

    def graph(self, article: str, version: str) -> str:
        """The graph of a version as it was found, as N-Triples.

        Raises:
            StoreError: there is no such version, or it is damaged.
        """
        rows = self._all("SELECT graph FROM reading WHERE article = ? AND version = ?", (article, version))
        if not rows:
            raise StoreError(f"no version {version} of {article} in {self._name}.")
        try:
            return unpacked(rows[0][0])
        except (zlib.error, UnicodeDecodeError) as error:
            raise self._failed(error) from error

    def put(self, reading: Reading, graph: bytes) -> None:
        """Adds a version with its graph as `packed` gives it, or writes one anew. Of all versions of its article the
        one with the latest day is current, of several with one day the one that came last.
        """
        row = (
            reading.article,
            reading.version,
            reading.number,
            reading.day,
            _kept(reading.url),
            0,
            _kept(reading.retracted),
            _listed(reading.files),
            reading.made,
            reading.card,
            reading.sentences,
            graph,
        )
        with self._change():
            marks = ",".join(f"?{place}" for place in range(1, len(row)))
            arrived = f"coalesce((SELECT arrived FROM reading WHERE article = ?1 AND version = ?2), {NEXT})"
            self._db.execute(f"INSERT OR REPLACE INTO reading VALUES ({marks}, {arrived}, ?{len(row)})", row)
            self._source(reading.article, reading.version, reading.files)
            self._choose(reading.article)

    def seen(self, reading: Reading) -> None:
        """Notes that a version came again: beside others of its article or address with the same day it is the last."""
        with self._change():
            self._db.execute(
                f"UPDATE reading SET arrived = {NEXT} WHERE article = ?1 AND version = ?2 AND EXISTS (SELECT 1 FROM "
                "reading WHERE (article = ?1 OR url = ?3) AND NOT (article = ?1 AND version = ?2))",
                (reading.article, reading.version, _kept(reading.url)),
            )
            self._choose(reading.article)

    def set_files(self, article: str, version: str, files: Iterable[str]) -> None:
        """Says from which files a version was read."""
        names = list(files)
        with self._change():
            self._db.execute(
                "UPDATE reading SET files = ? WHERE article = ? AND version = ?", (_listed(names), article, version)
            )
            self._source(article, version, names)

    def with_file(self, file: str) -> list[Reading]:
        """The readings of stories without an id or address that were read from a file."""
        query = (
            f"SELECT {COLUMNS} FROM reading WHERE (article, version) IN (SELECT article, version FROM source "
            "WHERE file = ?) ORDER BY article, number"
        )
        return [_reading(row) for row in self._all(query, (_kept(file),))]

    def find(self, word: str) -> list[str]:
        """IRIs of the articles of this IRI (in full or after the prefix), id, address or file, sorted.

        A file goes by its name without folders too, and a story of a file of many, "file.jsonl:3", is of the file.
        """
        bare = word.removeprefix("d:") if word.startswith("d:article/") else word
        iris = (word, f"{DATA}{bare}", f"{DATA}article/{quote(word, safe='', errors='surrogatepass')}")
        query = (
            "SELECT DISTINCT article FROM reading WHERE article IN (?1, ?2, ?3) OR url = ?4 "
            "OR instr(char(10) || files || char(10), ?5) OR instr(char(10) || files, ?6) "
            "OR instr(files || char(10), ?7) ORDER BY article"
        )
        kept = _kept(word)
        return [str(row[0]) for row in self._all(query, (*iris, kept, f"\n{kept}\n", f"\n{kept}:", f"/{kept}\n"))]

    def retract(self, article: str, reason: str | None) -> None:
        """Takes back an article with all its versions (a reason), or takes that back (None)."""
        with self._change():
            self._db.execute("UPDATE reading SET retracted = ? WHERE article = ?", (_kept(reason), article))

    def shown(self) -> dict[str, str]:
        """Name of a graph that queries see -> hash of what it was made from."""
        return {str(name): str(made) for name, made in self._all("SELECT graph, made_from FROM shown", ())}

    def show(self, graph: str, made_from: str | None) -> None:
        """Notes what a graph was made from: "" before it is written or removed, since a writer may be killed at it;
        None for one that is gone.
        """
        with self._change():
            if made_from is None:
                self._db.execute("DELETE FROM shown WHERE graph = ?", (graph,))
            else:
                self._db.execute("INSERT OR REPLACE INTO shown VALUES (?, ?)", (graph, made_from))

    @contextmanager
    def together(self) -> Iterator[None]:
        """All changes inside are one: a process that is killed has made all of them or none."""
        with self._change():
            yield

    def sound(self) -> None:
        """Looks through the whole file, each card and graph.

        Raises:
            StoreError: it is damaged.
        """
        found = self._all("PRAGMA quick_check(1)", ())
        if found != [("ok",)]:
            raise self._failed(sqlite3.DatabaseError(str(found[0][0])))
        try:
            for card, graph in self._rows("SELECT card, graph FROM reading"):
                json.loads(card)
                zlib.decompress(graph)
        except (ValueError, zlib.error) as error:
            raise self._failed(error) from error

    def _source(self, article: str, version: str, files: Iterable[str]) -> None:
        """Notes the files of a version once more, by name: a file is asked for with each story. Those of stories that
        are known by an id or address are not: one file may hold a hundred thousand of them.
        """
        self._db.execute("DELETE FROM source WHERE article = ? AND version = ?", (article, version))
        rows = ((_kept(name), article, version) for name in files)
        unkeyed = "article = ? AND version = ? AND json_extract(card, '$.keyed') IS NOT TRUE"
        self._db.executemany(
            f"INSERT OR IGNORE INTO source SELECT ?, article, version FROM reading WHERE {unkeyed}", rows
        )

    def _name_sources(self) -> None:
        """Notes the files of readings of which an older kg noted none, or all."""
        with self._change():
            if self._all("PRAGMA user_version", ()) == [(SOURCES,)]:
                return
            self._db.execute("DELETE FROM source")
            rows = self._all("SELECT article, version, files FROM reading WHERE files > ''", ())
            for article, version, files in rows:
                self._source(article, version, files.split("\n"))
            self._db.execute(f"PRAGMA user_version = {SOURCES}")

    def _choose(self, article: str) -> None:
        self._db.execute("UPDATE reading SET current = 0 WHERE article = ?", (article,))
        self._db.execute(
            "UPDATE reading SET current = 1 WHERE article = ?1 AND version = "
            "(SELECT version FROM reading WHERE article = ?1 ORDER BY day DESC, arrived DESC LIMIT 1)",
            (article,),
        )

    def _all(self, query: str, values: tuple[str | None, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        try:
            # No "yield from": a generator left alone would close its cursor after the database.
            for row in self._db.execute(query):  # noqa: UP028
                yield row
        except sqlite3.Error as error:
            raise self._failed(error) from error

    @contextmanager
    def _change(self) -> Iterator[None]:
        if self._db.in_transaction:
            yield
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # SQLite itself goes back after some errors, such as a full disk.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> StoreError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code == sqlite3.SQLITE_BUSY:
            return StoreLocked(f"another process is writing to the readings of the store ({self._name});", "try again.")
        return StoreError(f"the readings of the store ({self._name}) cannot be used: {error}.", REMEDIES.get(code, ""))


def _make(file: Path) -> None:
    """Makes the file aside and moves it: a reader sees none or one with all its tables."""
    aside = file.with_name(f"{file.name}.part")
    for left in (aside, aside.with_name(f"{aside.name}-journal")):
        left.unlink(missing_ok=True)
    db = sqlite3.connect(aside.absolute(), isolation_level=None)
    try:
        db.executescript(SCHEMA)
    finally:
        db.close()
    aside.replace(file)


def packed(graph: str) -> bytes:
    """A graph as it is kept; level 3 takes a third of the time of level 6 and an eighth more room."""
    return zlib.compress(graph.encode("utf-8", "surrogatepass"), 3)


def unpacked(graph: bytes) -> str:
    """The graph that `packed` packed.

    Raises:
        zlib.error, UnicodeDecodeError: it is damaged.
    """
    return zlib.decompress(graph).decode("utf-8", "surrogatepass")


def _reading(row: tuple[Any, ...]) -> Reading:
    article, version, number, day, url, current, retracted, files, made, card, sentences, arrived = row
    names = tuple(sorted(_restored(name) or "" for name in files.split("\n"))) if files else ()
    reason = _restored(retracted)
    address = _restored(url)
    return Reading(article, version, number, day, address, bool(current), reason, names, made, card, sentences, arrived)


def _listed(files: Iterable[str]) -> str:
    """Names, each on a line of its own."""
    return "\n".join(_kept(name) or "" for name in sorted(files))


def _kept(text: str | None) -> str | None:
    """Text as SQLite can keep it: what is no letter of ASCII, also half a surrogate pair, is escaped as in JSON."""
    return None if text is None else json.dumps(text)[1:-1]


def _restored(text: str | None) -> str | None:
    return None if text is None else str(json.loads(f'"{text}"'))
