"""Stores on a server that speaks the SPARQL 1.1 Protocol and the Graph Store Protocol.

A graph is replaced as a whole by one request. Queries see the union of all graphs with each triple once; where the
server's own default graph is not that, the same request keeps it: in the default graph, or in a graph MERGED that
queries are told to take for it (`servers.yaml` says which). What was read stays on this machine, in a folder that is
named by the address:

    https-triples-example-org-labor-1f2e3d4c/
      lock      held by the writer of this machine
      readings.sqlite   what was read and found, story by story; see kg.store.readings
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat

from kg.errors import QueryError, StoreError
from kg.ids import DATA, HISTORY, digest, slug
from kg.store.graphs import ONTOLOGY, Node, as_stored, in_graph, lines, ontology, parsed, restored
from kg.store.lock import Lock
from kg.store.servers import Address, Server, address
from kg.store.wire import MOST, Wire

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.readings import Readings

PLACE = "KG_READINGS"
MERGED = NamedNode(f"{DATA}merged/graph")
HIDDEN = {ONTOLOGY, HISTORY, MERGED.value}
# Triples that are copied into memory for commands that look at single things.
COPIED = 2_000_000
TURTLE, UPDATE, ROWS = "text/turtle", "application/sparql-update", "application/sparql-results+json"
GONE = 404


class Remote:
    """A store on a server; see `kg.store.Store`. It is what queries are put to, too: see `kg.query.elsewhere`."""

    def __init__(self, name: str, server: Server, wire: Wire, folder: Path) -> None:
        self._name, self._server, self._folder = name, server, folder
        self._lock: Lock | None = None
        self._wire: Wire | None = wire
        self._copy: pyoxigraph.Store | None = None
        self._readings: Readings | None = None

    def put(self, graph: str, quads: Iterable[Quad]) -> bool:
        self._must_write()
        name = NamedNode(graph)
        new = as_stored(in_graph(name, quads))
        old = as_stored(self._of(graph))
        if new == old:
            return False
        if self._server.default == "union":
            content = lines(new).encode()
            self._send("PUT", self._server.graph(graph), headers={"Content-Type": TURTLE}, content=content)
        else:
            self._change(name, new - old, old - new)
        return True

    def add(self, graphs: Iterable[tuple[str, str]], jobs: int = 1) -> int:
        return sum(self.put(graph, parsed(triples)) for graph, triples in graphs)

    def remove(self, graph: str) -> bool:
        self._must_write()
        if graph not in self._names():
            return False
        name = NamedNode(graph)
        if self._server.default == "union":
            self._send("DELETE", self._server.graph(graph), fine=(GONE,))
        else:
            self._change(name, set(), as_stored(self._of(graph)), f"DROP SILENT GRAPH {name}")
        return True

    def graphs(self) -> list[str]:
        return sorted(self._names() - HIDDEN)

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        for name in self.graphs() if graph is None else [graph]:
            yield from map(restored, sorted(self._of(name), key=str))

    def has(self, subject: NamedNode | None, predicate: NamedNode | None, object: Node | None) -> bool:
        pattern = " ".join(str(term or free) for term, free in ((subject, "?s"), (predicate, "?p"), (object, "?o")))
        return bool(self._select(f"ASK {{ GRAPH ?g {{ {pattern} }} }}"))

    def asked(self) -> Remote:
        return self

    def ask(self, query: str, media: str, into: BinaryIO, timeout: float, most: int, graphs: bool) -> None:
        """Has a query answered; see `kg.query.elsewhere.Endpoint`."""
        data: dict[str, str | list[str]] = {"query": query}
        if self._server.timeout:
            seconds = max(1, round(timeout))
            data["timeout"] = self._server.timeout.format(seconds=seconds)
        if self._server.default == "bag":
            data["default-graph-uri"] = MERGED.value
            if graphs:
                data["named-graph-uri"] = sorted(self._names() - {MERGED.value})
        self._query(data, media, into, most)

    def engine(self) -> pyoxigraph.Store:
        if self._copy is None:
            copy, count = pyoxigraph.Store(), 0
            for name in sorted(self._names() - {MERGED.value}):
                found = list(self._of(name))
                count += len(found)
                if count > COPIED:
                    raise StoreError(
                        f"the store {self._name} has too many triples to be copied into memory for this.",
                        "'kg query' asks it as it is; for the rest, build the stories into a folder.",
                    )
                copy.extend([*found, *(Quad(q.subject, q.predicate, q.object) for q in found)])
            self._copy = copy
        return self._copy

    def readings(self) -> Readings:
        from kg.store.readings import Readings

        if self._readings is None:
            file = self._folder / "readings.sqlite"
            if self._lock is None and not file.is_file():
                raise StoreError(
                    f"what was read into the store {self._name} is not here, in {self._folder};",
                    f"go to the folder in which it was built, or name that in {PLACE}.",
                )
            self._readings = Readings(file, self._lock is not None)
        return self._readings

    @property
    def folder(self) -> Path | None:
        return None

    def flush(self) -> None:
        """Nothing is held back: a server answers when it has written."""

    def close(self) -> None:
        if self._readings is not None:
            self._readings.close()
            self._readings = None
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def begin(self, anew: bool) -> None:
        """Takes the place of the one writer of this machine. What the server has lost will be written again.

        Args:
            anew: take away all that this store has there first.
        """
        self._lock = Lock(self._folder / "lock", self._name)
        readings, there = self.readings(), self._names()
        for graph in readings.shown():
            if anew or graph not in there:
                readings.show(graph, None)
        if anew:
            readings.sound()
            for graph in sorted(there - {MERGED.value}):
                self.remove(graph)
            if self._server.default != "union":
                self._update("CLEAR SILENT DEFAULT" if self._server.default == "own" else f"DROP SILENT GRAPH {MERGED}")
        self.put(ONTOLOGY, ontology())

    def _change(self, name: NamedNode, new: set[Quad], gone: set[Quad], last: str = "") -> None:
        """Changes a graph, and the one that holds each triple once, in one request. Sent twice it does the same."""
        own = self._server.default == "own"
        insert, delete = lines(new), lines(gone)
        steps = [last] if last else []
        if gone:
            steps += [
                f"DELETE DATA {{ GRAPH {name} {{ {delete} }} }}",
                f"DELETE {{ {_merged('?s ?p ?o', own)} }} WHERE {{ VALUES (?s ?p ?o) {{ {_rows(gone)} }}\n"
                f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} {'' if own else f'FILTER(?g != {MERGED})'} }} }}",
            ]
        if new:
            steps.append(f"INSERT DATA {{ {_merged(insert, own)} GRAPH {name} {{ {insert} }} }}")
        self._update(" ;\n".join(steps))

    def _update(self, text: str) -> None:
        self._send(
            "POST", self._server.update, headers={"Content-Type": f"{UPDATE}; charset=utf-8"}, content=text.encode()
        )

    def _names(self) -> set[str]:
        """Names of all graphs that are there."""
        found = self._select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        return {row["g"].value for row in found if isinstance(row["g"], NamedNode)}

    def _of(self, graph: str) -> Iterator[Quad]:
        """The quads of a graph as the server has them."""
        into = io.BytesIO()
        reply = self._send(
            "GET",
            self._server.graph(graph),
            headers={"Accept": f"{TURTLE}, application/n-triples"},
            into=into,
            fine=(GONE,),
        )
        if reply.status == GONE:
            return
        try:
            # N-Triples are Turtle too.
            for quad in pyoxigraph.parse(into, format=RdfFormat.TURTLE, base_iri=graph):
                yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the server of {self._name} gives a graph that is not Turtle: {error}.") from error

    def _select(self, query: str) -> Any:
        with tempfile.TemporaryFile() as into:
            self._query({"query": query}, ROWS, into, MOST)
            try:
                found = pyoxigraph.parse_query_results(into, format=QueryResultsFormat.JSON)
                return found if isinstance(found, pyoxigraph.QueryBoolean) else list(found)
            except (SyntaxError, ValueError) as error:
                raise StoreError(f"the server of {self._name} does not answer as SPARQL says: {error}.") from error

    def _query(self, data: dict[str, str | list[str]], media: str, into: BinaryIO, most: int) -> None:
        reply = self._send(
            "POST", self._server.query, headers={"Accept": media}, data=data, into=into, most=most, fine=(400,)
        )
        if reply.status == 400:
            raise QueryError(
                f"the server of {self._name} does not take the query: {reply.reason or 'no reason given'}."
            )
        if reply.media != media:
            raise StoreError(
                f"the server of {self._name} answers a query with {reply.media or 'nothing'}, not {media}.",
                "Look whether the address is that of a store.",
            )

    def _send(self, method: str, where: str, **more: Any) -> Any:
        if self._wire is None:
            raise StoreError(f"the store {self._name} is closed.")
        return self._wire.send(method, where, **more)

    def _must_write(self) -> None:
        if self._lock is None:
            raise StoreError(f"the store {self._name} is open for reading only.")
        self._copy = None


def open_address(location: str, write: bool, create: bool, anew: bool) -> Remote:
    """Opens the store at an address; see `kg.store.open_store`.

    Raises:
        StoreError: nothing was read into it from here, and graphs are there already: they are another's.
    """
    there = address(location)
    folder = Path(os.environ.get(PLACE) or ".") / f"{slug(there.base)}-{digest(there.base)[:8]}"
    wire = Wire(there.base)
    store: Remote | None = None
    try:
        store = Remote(there.base, _server(there, wire), wire, folder)
        if write:
            _may_write(store, there.base, folder, create)
            store.begin(anew)
    except BaseException:
        (store or wire).close()
        raise
    return store


def _may_write(store: Remote, name: str, folder: Path, create: bool) -> None:
    """Whether the store is one that was built from here, or a new one; makes the folder for what is read."""
    if not (folder / "readings.sqlite").is_file():
        if store.graphs():
            raise StoreError(
                f"the store {name} has graphs, and what was read into it is not here, in {folder};",
                f"go to the folder in which it was built, or name that in {PLACE}. A new one needs a place of its own.",
            )
        if not create:
            raise StoreError(f"no store at {name};", "build one with 'kg build PATH'.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder {folder} for what is read cannot be made: {error.strerror}.") from error


def _server(there: Address, wire: Wire) -> Server:
    """The server at an address; where its kind is not told, the ways of two are tried."""
    if there.kind:
        return there.server()
    for kind in ("oxigraph", "fuseki"):
        server = there.server(kind)
        if wire.send("HEAD", f"{server.graphs}?default", fine=(400, 404, 405)).status < 300:
            return server
    raise StoreError(
        f"what kind of server is at {there.base} cannot be found out.",
        "Tell it with ?kind=KIND or KG_STORE_KIND; 'docs/stores.md' lists the kinds.",
    )


def _merged(triples: str, own: bool) -> str:
    return triples if own else f"GRAPH {MERGED} {{ {triples} }}"


def _rows(quads: Collection[Quad]) -> str:
    """The triples of the quads as rows of VALUES."""
    return "".join(sorted(f"({q.subject} {q.predicate} {q.object})\n" for q in quads))
