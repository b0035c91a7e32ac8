"""Stores: named graphs, one for each article, kept between runs.

A store replaces a graph as a whole in one transaction, has one writer and any number of readers, and always shows
the last complete state. The terms of the ontology lie in a graph of their own, so that queries find labels and
superclasses, and so does the history of articles; they are no part of the data and neither listed nor exported.

A new kind of store is one file here, one line in `open_store`, and a line in the contract test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from kg.store.changes import stamp

if TYPE_CHECKING:
    import pyoxigraph
    from pyoxigraph import NamedNode, Quad

    from kg.store.graphs import Node
    from kg.store.readings import Readings
    from kg.store.remote import Remote

__all__ = ["MEMORY", "Store", "is_remote", "open_store", "stamp"]

MEMORY = ":memory:"


class Store(Protocol):
    """What every store can do; also a context manager that closes it. Graphs are named by IRIs as plain text."""

    def put(self, graph: str, quads: Iterable[Quad]) -> bool:
        """Replaces a graph by these quads (their own graph names are not looked at) in one transaction.

        Returns:
            False, with nothing written, if the graph holds exactly these already.

        Raises:
            StoreError: the store is open for reading only, cannot be written, or a quad has a blank node.
        """

    def add(self, graphs: Iterable[tuple[str, str]], jobs: int = 1) -> int:
        """Adds graphs that are not there yet, for less than `put` takes. Each is there as a whole or not at all,
        whatever happens to the writer.

        Args:
            graphs: name of a graph and its N-Triples, a line each, as `kg.store.graphs.lines` writes them.
            jobs: most cores to use, where that helps.

        Returns:
            How many were added; one without triples is none.

        Raises:
            StoreError: as `put`.
        """

    def remove(self, graph: str) -> bool:
        """Removes a graph; False if there is none."""

    @property
    def folder(self) -> Path | None:
        """Where files beside the graphs lie; None for a store that has none: its search index is made when needed."""

    def readings(self) -> Readings:
        """What was read, version by version."""

    def graphs(self) -> list[str]:
        """Names of the graphs, sorted."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Quads of one graph, or of all in the order of their names."""

    def has(self, subject: NamedNode | None, predicate: NamedNode | None, object: Node | None) -> bool:
        """Whether a graph has such a triple; None is anything."""

    def asked(self) -> pyoxigraph.Store | Remote:
        """What queries are put to, over the data and the terms of the ontology; see `kg.query`."""

    def engine(self) -> pyoxigraph.Store:
        """The same for looking at single triples; of a store on a server it is a copy in memory.

        Raises:
            StoreError: it is too large to be copied.
        """

    def flush(self) -> None:
        """Returns once all that was put is safely on the disk."""

    def close(self) -> None:
        """Gives the store free; closing twice is fine."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...


def open_store(location: str | Path, write: bool = False, create: bool = False, anew: bool = False) -> Store:
    """Opens the store at a place.

    Args:
        location: a folder, MEMORY for one that lives as long as the process, or the address of one on a server
            (docs/stores.md).
        write: take the place of the one writer.
        create: make the store where there is none; only with `write`.
        anew: with an empty database in the place of one that may be damaged; what was read stays, and publishing fills
            the database from it. Only with `write`.

    Raises:
        StoreLocked: another process is writing to it.
        StoreError: no store there, a folder of something else, a damaged store, one of a later version of kg, a server
            that cannot be reached or refuses, or an address that is none.
    """
    from kg.store.embedded import in_memory, open_folder

    if str(location) == MEMORY:
        return in_memory()
    if is_remote(location):
        from kg.store.remote import open_address

        return open_address(str(location), write, create, anew)
    return open_folder(Path(location), write, create, anew)


def is_remote(location: str | Path) -> bool:
    """Whether a store lies on a server."""
    return "://" in str(location)
