"""Making the index: documents of graphs into an SQLite file with FTS5.

Text is kept once, the article's, compressed; the words of FTS5 are an index without content, and what a document says
is cut from the article again when it is shown or taken out. A thing has a document a story, with the names of that
story, and one `node` for all stories.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.search.index import Index
from kg.search.layout import FILE, FORMAT, SCHEMA, graphs, said, wanted
from kg.search.results import KINDS, THINGS

if TYPE_CHECKING:
    import pyoxigraph

    from kg.search.documents import Document, Story

FAILURES = (OSError, sqlite3.Error)


def update(folder: Path, shown: Mapping[str, str], engine: pyoxigraph.Store) -> int:
    """Brings the index of a store up to its graphs; only graphs that changed are read.

    Args:
        folder: of the store; the caller is its one writer.
        shown: name of a graph that queries see -> fingerprint of what it was made from.
        engine: holds the graphs.

    Returns:
        How many graphs were read or left out anew.

    Raises:
        StoreError: the file cannot be written; the old one is as it was.
    """
    before, now = graphs(folder / FILE) or {}, wanted(shown)
    with updating(folder, shown, engine):
        return len({graph for graph, _ in before.items() ^ now.items()})


@contextmanager
def updating(folder: Path, shown: Mapping[str, str], engine: pyoxigraph.Store) -> Iterator[Callable[[str, str], None]]:
    """The same while graphs are being written: gives what takes the name of a graph and its N-Triples. Graphs that it
    was not given are read from the engine at the end. `shown` is as it will be then; see `update`.
    """
    file, aside = folder / FILE, folder / f"{FILE}.part"
    now = wanted(shown)
    work: _Work | None = None
    failed: Exception | None = None

    def take(graph: str, triples: str) -> None:
        nonlocal failed
        try:
            if work is not None and failed is None:
                work.take(graph, triples)
        except FAILURES as error:  # the graphs go before their index
            failed = error

    try:
        before = graphs(file)
        if before != now:
            aside.unlink(missing_ok=True)
            if before is not None:
                shutil.copyfile(file, aside)
            work = _Work(_new(aside, before is None), now)
    except FAILURES as error:
        failed = error
    try:
        yield take
        try:
            if work is not None and failed is None:
                work.finish(engine)
                if before is None:
                    work.db.execute("INSERT INTO words (words) VALUES ('optimize')")
                work.db.execute("COMMIT")
                work.db.close()
                with aside.open("rb+") as written:
                    os.fsync(written.fileno())
                aside.replace(file)
        except FAILURES as error:
            failed = error
    finally:
        if work is not None:
            work.db.close()
    if failed is not None:
        raise StoreError(
            f"the graphs of the store {folder} are written, but its search index is not: {failed}.",
            "'kg resolve' makes it again.",
        ) from failed


def in_memory(shown: Mapping[str, str], engine: pyoxigraph.Store) -> Index:
    """An index of the graphs that lives as long as it is used; see `update`."""
    # An index may be made in one thread and asked in another, never by two at once.
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.executescript(SCHEMA)
    _Work(db, wanted(shown)).finish(engine)
    return Index(db)


def _new(file: Path, fresh: bool) -> sqlite3.Connection:
    """The file, in a transaction."""
    # A name such as "file:x" would else be taken for an address.
    db = sqlite3.connect(file.absolute(), isolation_level=None)
    # The file counts only once it is moved into place, so it needs no journal.
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    if fresh:
        db.executescript(SCHEMA)
        db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("BEGIN")
    return db


class _Work:
    """Takes out of an index what is gone or changed, and puts in what is new or changed."""

    def __init__(self, db: sqlite3.Connection, now: Mapping[str, str]) -> None:
        self.db = db
        before = dict(db.execute("SELECT graph, made_from FROM story"))
        db.execute("CREATE TEMP TABLE touched (node INTEGER PRIMARY KEY)")
        for graph in sorted(graph for graph, made_from in before.items() if now.get(graph) != made_from):
            _take_out(db, graph)
        self._due = {graph: made for graph, made in sorted(now.items()) if before.get(graph) != made}

    def take(self, graph: str, triples: str) -> None:
        """Puts in a graph if it is to be put in."""
        from kg.search.documents import story

        if (made_from := self._due.pop(graph, None)) is not None:
            _put_in(self.db, graph, made_from, story(triples, graph))

    def finish(self, engine: pyoxigraph.Store) -> None:
        """Puts in the rest."""
        from kg.search.documents import triples

        for graph in list(self._due):
            self.take(graph, triples(engine, graph))
        self.db.execute("UPDATE node SET kind = (SELECT min(kind) FROM doc WHERE node = node.id) WHERE id IN touched")
        self.db.execute("DELETE FROM node WHERE kind IS NULL")
        self.db.execute("DROP TABLE touched")


def _put_in(db: sqlite3.Connection, graph: str, made_from: str, story: Story) -> None:
    packed = zlib.compress(story.text.encode("utf-8"), 6)
    number = db.execute(
        "INSERT INTO story (graph, made_from, article, title, outlet, day, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (graph, made_from, story.article, story.title, story.outlet, story.day, packed),
    ).lastrowid
    for document in story.documents:
        node = _node(db, document.iri) if document.kind in THINGS else None
        spans = ";".join(f"{start},{end}" for start, end in document.spans)
        doc = db.execute(
            "INSERT INTO doc (story, kind, node, side, iri, spans, name, other) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                KINDS.index(document.kind),
                node,
                document.side,
                _tail(document, story.article),
                spans,
                document.name,
                document.other,
            ),
        ).lastrowid
        db.executemany("INSERT INTO issue VALUES (?, ?)", ((doc, issue) for issue in document.issues))
        columns = (doc, document.name, document.other, said(story.text, spans))
        db.execute("INSERT INTO words (rowid, name, other, said) VALUES (?, ?, ?, ?)", columns)


def _tail(document: Document, article: str) -> str:
    """The IRI of a quote or statement below that of its article; other documents need none."""
    if document.kind not in ("quote", "statement") or document.iri is None:
        return ""
    return document.iri.removeprefix(article)


def _node(db: sqlite3.Connection, iri: str | None) -> int:
    """Number of a thing."""
    db.execute("INSERT OR IGNORE INTO node (iri) VALUES (?)", (iri,))
    number = int(db.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()[0])
    db.execute("INSERT OR IGNORE INTO touched VALUES (?)", (number,))
    return number


def _take_out(db: sqlite3.Connection, graph: str) -> None:
    number, packed = db.execute("SELECT id, text FROM story WHERE graph = ?", (graph,)).fetchone()
    text = zlib.decompress(packed).decode("utf-8")
    docs = db.execute("SELECT id, node, name, other, spans FROM doc WHERE story = ?", (number,)).fetchall()
    for doc, node, name, other, spans in docs:
        # Without content of its own the index has to be told what it held.
        columns = (doc, name, other, said(text, spans))
        db.execute("INSERT INTO words (words, rowid, name, other, said) VALUES ('delete', ?, ?, ?, ?)", columns)
        db.execute("DELETE FROM issue WHERE doc = ?", (doc,))
        if node is not None:
            db.execute("INSERT OR IGNORE INTO touched VALUES (?)", (node,))
    db.execute("DELETE FROM doc WHERE story = ?", (number,))
    db.execute("DELETE FROM story WHERE id = ?", (number,))
