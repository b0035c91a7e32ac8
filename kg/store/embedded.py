"""Oxigraph in a folder, or in memory.

    labor.kg/
      format    version of this layout
      lock      held by the writer (flock), holds its process id
      data/     the database that queries see (RocksDB)
      readings.sqlite   what was read and found, story by story; see kg.store.readings
      search.sqlite     the words of the graphs; see kg.search

RocksDB writes each transaction as one record of its log, and takes in tables by one record of its list of tables, so a
writer that is killed leaves the last complete state.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from kg.database import FORMAT, state
from kg.errors import StoreError
from kg.ids import HISTORY
from kg.store.graphs import ONTOLOGY, Node, as_stored, in_both, in_graph, lines, ontology, restored
from kg.store.lock import ROOM, Lock

if TYPE_CHECKING:
    from kg.store.readings import Readings

DEFAULT = DefaultGraph()
OPEN_ATTEMPTS = 50
# Bytes of log after which it is moved into tables: readers go through the whole log when they open.
LOG_LIMIT = 32_000_000
# Quads that are loaded at once. Tables are not worth their files for few; the database takes them in as one only if
# they are less than a million (oxigraph 0.5, DEFAULT_BULK_LOAD_BATCH_SIZE). From the fourth batch on it merges tables
# into larger ones that are not compressed; memory is what keeps batches from being larger.
FEW, BATCH, MOST = 20_000, 120_000, 900_000
# Most batches that are loaded at once: each takes memory of its own.
LOADS = 2
# pyoxigraph reports a damaged database as RuntimeError.
FAILURES = (OSError, RuntimeError)
# It gives the system's words and no number.
NO_ROOM = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)))


class Embedded:
    """A store of the Oxigraph library; see `kg.store.Store`."""

    def __init__(self, engine: pyoxigraph.Store, folder: Path | None, lock: Lock | None, write: bool) -> None:
        self._engine: pyoxigraph.Store | None = engine
        self._folder, self._lock, self._write = folder, lock, write
        self._name = str(folder) if folder else "in memory"
        self._readings: Readings | None = None
        if write:
            self.put(ONTOLOGY, ontology())

    def put(self, graph: str, quads: Iterable[Quad]) -> bool:
        self._must_write()
        name = NamedNode(graph)
        moved = in_graph(name, quads)
        old = set(self._of(name))
        if not old:
            return bool(moved) and self._add(moved)
        new = as_stored(moved)
        if new == old:
            return False
        self._change(name, new - old, old - new, "" if new else f"DROP SILENT GRAPH {name}")
        return True

    def add(self, graphs: Iterable[tuple[str, str]], jobs: int = 1) -> int:
        self._must_write()
        count, batch, size, few = 0, [], 0, FEW
        jobs = min(jobs, LOADS)
        loading: deque[Future[None]] = deque()
        # Batches are loaded while the caller makes the next.
        with ThreadPoolExecutor(jobs) as loader:
            for graph, triples in graphs:
                batch.append(in_both(graph, triples))
                count, size = count + bool(triples), size + batch[-1].count(b"\n")
                if size >= BATCH:
                    if len(loading) == jobs:
                        loading.popleft().result()
                    loading.append(loader.submit(self._load, b"".join(batch), size, few))
                    # What is left over at the end makes tables too: a log keeps its place on the disk.
                    batch, size, few = [], 0, 1
            for load in loading:
                load.result()
            self._load(b"".join(batch), size, few)
        return count

    def _load(self, quads: bytes, size: int, few: int) -> None:
        """Adds N-Quads, all of them or none: fewer than `few`, or very many, in a transaction; else as tables that are
        made aside and taken in by one record of the database, in a quarter of the time and space."""
        load = self.engine().bulk_load if few <= size < MOST else self.engine().load
        with self._writing():
            load(quads, RdfFormat.N_QUADS, lenient=True)

    def remove(self, graph: str) -> bool:
        self._must_write()
        name = NamedNode(graph)
        if not self.engine().contains_named_graph(name):
            return False
        self._change(name, set(), set(self._of(name)), f"DROP SILENT GRAPH {name}")
        return True

    def graphs(self) -> list[str]:
        names = {g.value for g in self.engine().named_graphs()} - {ONTOLOGY, HISTORY}
        return sorted(names)

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        for name in self.graphs() if graph is None else [graph]:
            yield from map(restored, self._of(NamedNode(name)))

    def readings(self) -> Readings:
        from kg.store.readings import Readings

        if self._readings is None:
            self._readings = Readings(self._folder / "readings.sqlite" if self._folder else None, self._write)
        return self._readings

    @property
    def folder(self) -> Path | None:
        return self._folder

    def engine(self) -> pyoxigraph.Store:
        if self._engine is None:
            raise StoreError(f"the store {self._name} is closed.")
        return self._engine

    def flush(self) -> None:
        with self._writing():
            self.engine().flush()

    def close(self) -> None:
        try:
            if self._engine is not None and self._lock is not None:
                self.flush()
        finally:
            if self._readings is not None:
                self._readings.close()
                self._readings = None
            # The database is let go before the lock, so that the next writer finds it free.
            self._engine = None
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def has(self, subject: NamedNode | None, predicate: NamedNode | None, object: Node | None) -> bool:
        return next(iter(self.engine().quads_for_pattern(subject, predicate, object, None)), None) is not None

    def asked(self) -> pyoxigraph.Store:
        return self.engine()

    def _of(self, name: NamedNode) -> Iterator[Quad]:
        return iter(self.engine().quads_for_pattern(None, None, None, name))

    def _add(self, new: list[Quad]) -> bool:
        """Adds a graph, in the default graph too: one transaction."""
        merged = [Quad(q.subject, q.predicate, q.object) for q in new]
        with self._writing():
            self.engine().extend([*new, *merged])
        return True

    def _change(self, name: NamedNode, new: set[Quad], gone: set[Quad], then: str = "") -> None:
        """Changes a graph, and `then` does a further update, in one transaction; and with it the default graph, which
        holds each triple of all graphs once: a query over the union of graphs would count a triple as often as there
        are graphs that have it.
        """
        lost = [q for q in gone if not self._elsewhere(q, name)]
        delete, insert = (lines(quads) for quads in (gone, new))
        self._update(
            f"DELETE DATA {{ {lines(lost)} GRAPH {name} {{ {delete} }} }} ;\n"
            f"INSERT DATA {{ {insert} GRAPH {name} {{ {insert} }} }} ;\n{then}"
        )

    def _elsewhere(self, quad: Quad, name: NamedNode) -> bool:
        found = self.engine().quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(q.graph_name not in (name, DEFAULT) for q in found)

    def _must_write(self) -> None:
        if not self._write:
            raise StoreError(f"the store {self._name} is open for reading only.")

    def _update(self, text: str) -> None:
        with self._writing():
            self.engine().update(text)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as error:
            raise StoreError(f"the store {self._name} cannot be written: {error}.", ROOM) from error
        if self._folder and _log_size(self._folder / "data") > LOG_LIMIT:
            self.engine().flush()


def in_memory() -> Embedded:
    """A store that lives as long as the process."""
    return Embedded(pyoxigraph.Store(), None, None, write=True)


def open_folder(folder: Path, write: bool, create: bool, anew: bool = False) -> Embedded:
    """Opens the store in a folder; see `kg.store.open_store`."""
    if not _is_store(folder):
        if not (write and create):
            raise StoreError(f"no store at {folder};", "build one with 'kg build PATH'.")
        if above := next(filter(_is_one, folder.resolve().parents), None):
            raise StoreError(f"{folder} lies inside the store {above};", "name another place with --store.")
        _make(folder)
    _check_format(folder, anew)
    if not write:
        return Embedded(_read(folder), folder, None, write=False)
    lock = Lock(folder / "lock", str(folder))
    try:
        if anew:
            _set_aside(folder)
        return Embedded(_database(folder), folder, lock, write=True)
    except FAILURES as error:
        lock.release()
        raise _damaged(folder, error) from error
    except StoreError:
        lock.release()
        raise


def _database(folder: Path) -> pyoxigraph.Store:
    """Opens the database for writing. A new one is made aside and moved: a reader sees none or a whole one."""
    data, aside = folder / "data", folder / "data.part"
    if not data.exists():
        shutil.rmtree(aside, ignore_errors=True)
        made = pyoxigraph.Store(str(aside))
        # As tables, so that what comes after need not be merged with the contents of a log.
        made.bulk_load(in_both(ONTOLOGY, lines(ontology())), RdfFormat.N_QUADS, lenient=True)
        made.flush()
        del made
        aside.replace(data)
    # Tables that the database did not take in before a writer was killed; what it told of itself at earlier openings.
    for left in (*data.glob("bulk-*.sst"), *data.glob("LOG.old.*")):
        left.unlink()
    return pyoxigraph.Store(str(data))


def _set_aside(folder: Path) -> None:
    """Takes the database away, once the readings are seen to be sound. Killed in between, the next publishing writes
    what is not there."""
    from kg.store.readings import Readings

    readings = Readings(folder / "readings.sqlite", write=True)
    try:
        readings.sound()
        with readings.together():
            for graph in readings.shown():
                readings.show(graph, "")
    finally:
        readings.close()
    aside = folder / "data.damaged"
    shutil.rmtree(aside, ignore_errors=True)
    if (folder / "data").exists():
        (folder / "data").replace(aside)
    shutil.rmtree(aside, ignore_errors=True)


def _is_store(folder: Path) -> bool:
    """Whether a store lies there; what is there and is none is an error, so that nothing of it is overwritten."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise StoreError(f"{folder} is a file, not a store;", "name another place with --store.")
    # Listed first: a store that another process makes meanwhile gets its format before anything else.
    names = [entry.name for entry in folder.iterdir()]
    if (folder / "format").is_file():
        return True
    if names:
        raise StoreError(f"{folder} is a folder of something else, not a store;", "name another place with --store.")
    return False


def _is_one(folder: Path) -> bool:
    return (folder / "format").is_file() and (folder / "readings.sqlite").is_file()


def _make(folder: Path) -> None:
    # Written aside and moved: a reader sees no store or a whole one.
    fresh = folder.parent / f".{folder.name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_text(f"{FORMAT}\n", encoding="ascii")
            fresh.replace(folder / "format")
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"the store {folder} cannot be made: {error.strerror}.", ROOM) from error


def _check_format(folder: Path, anew: bool) -> None:
    try:
        version = int((folder / "format").read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        if anew:
            return _make(folder)
        raise _damaged(folder, error) from error
    if version < FORMAT:
        raise StoreError(
            f"the store {folder} has format {version}, which this kg no longer reads;",
            f"'kg build {folder} --store NEW' makes a new store of its stories.",
        )
    if version > FORMAT:
        raise StoreError(
            f"the store {folder} has format {version}, this kg reads up to {FORMAT};",
            "use the newer kg, or build the store again in another place.",
        )


def _read(folder: Path) -> pyoxigraph.Store:
    """Opens the database for reading while a writer may be at work.

    RocksDB reads the list of tables first and the logs after; a writer may move a log into a table in between. So
    what was opened counts only if lists and logs were the same before and after.
    """
    data = folder / "data"
    failure: Exception | None = None
    for _ in range(OPEN_ATTEMPTS):
        before = state(data)
        if not before:
            if (folder / "readings.sqlite").exists():
                raise StoreError(f"the store {folder} has no database;", "'kg resolve' makes it from what was read.")
            raise StoreError(f"no store at {folder};", "build one with 'kg build PATH'.")
        try:
            engine = pyoxigraph.Store.read_only(str(data))
        except FAILURES as error:
            failure = error
        else:
            if state(data) == before:
                return engine
            failure = None
            continue
        if state(data) == before:
            break
    raise _damaged(folder, failure or OSError(errno.EAGAIN, "it is being written too fast"))


def _log_size(data: Path) -> int:
    """Bytes of the newest log."""
    return max(((e.name, e.stat().st_size) for e in os.scandir(data) if e.name.endswith(".log")), default=("", 0))[1]


def _damaged(folder: Path, error: Exception) -> StoreError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if any(words in reason for words in NO_ROOM):
        return StoreError(f"the store {folder} cannot be opened: {reason}.", ROOM)
    return StoreError(
        f"the store {folder} cannot be opened: {reason}.",
        "If it is damaged, 'kg resolve --rebuild' makes it anew from what was read.",
    )
