"""The file of the index: its tables, and what its rows say."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Mapping
from pathlib import Path

from kg.ids import HISTORY

FILE = "search.sqlite"
# Of the layout and of what is indexed; a file of another format is made anew.
FORMAT = 1
SCHEMA = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY, graph TEXT NOT NULL UNIQUE, made_from TEXT NOT NULL, article TEXT NOT NULL,
    title TEXT NOT NULL, outlet TEXT NOT NULL, day TEXT NOT NULL, text BLOB NOT NULL
);
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind INTEGER);
CREATE TABLE doc (
    id INTEGER PRIMARY KEY, story INTEGER NOT NULL, kind INTEGER NOT NULL, node INTEGER, side TEXT NOT NULL,
    iri TEXT NOT NULL, spans TEXT NOT NULL, name TEXT NOT NULL, other TEXT NOT NULL
);
CREATE INDEX doc_of_story ON doc (story);
CREATE INDEX doc_of_node ON doc (node) WHERE node IS NOT NULL;
CREATE TABLE issue (doc INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (doc, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, other, said, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""


def connect(file: Path) -> sqlite3.Connection:
    """Opens a file for reading. It is never changed in place, so it needs no locks, and its folder may be read-only.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    address = f"{file.absolute().as_uri()}?immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def stamp(folder: str | Path) -> Hashable:
    """A value that is another one whenever the index of a store is; there is one without an index too."""
    try:
        state = (Path(folder) / FILE).stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def graphs(file: Path) -> dict[str, str] | None:
    """Name of a graph -> fingerprint of what it was made from; None if there is no index, or one of another format."""
    if not file.is_file():
        return None
    try:
        db = connect(file)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                return None
            return dict(db.execute("SELECT graph, made_from FROM story"))
        finally:
            db.close()
    except sqlite3.DatabaseError:
        return None


def wanted(shown: Mapping[str, str]) -> dict[str, str]:
    """The graphs that are searched, of those that queries see: what is told of earlier versions is not."""
    return {graph: made_from for graph, made_from in shown.items() if graph != HISTORY}


def spans(text: str) -> list[tuple[int, int]]:
    """Offsets as a row has them, "3,9;12,20"."""
    pairs = (item.split(",") for item in text.split(";") if item)
    return [(int(start), int(end)) for start, end in pairs]


def said(text: str, places: str) -> str:
    """The words of an article at these places, " … " between them."""
    return " … ".join(text[start:end] for start, end in spans(places))
