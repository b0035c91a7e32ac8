"""Queries that a server answers: checked here as any other, sent, and their answers bounded and read here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Protocol

import pyoxigraph
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat

from kg.errors import QueryError
from kg.prefixes import PREFIXES
from kg.query import guard
from kg.query.evaluate import BASE, Answer, Graphs, Prepared, after_from, answer
from kg.query.tokens import tokens

ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Endpoint(Protocol):
    """A store that answers queries by itself."""

    def ask(self, query: str, media: str, into: BinaryIO, timeout: float, most: int, graphs: bool) -> None:
        """Has a query answered over the union of all graphs, each triple once.

        Args:
            query: SPARQL that needs no prefixes from elsewhere.
            media: type of the answer.
            into: where it goes.
            timeout: seconds that the server may take.
            most: bytes of the answer.
            graphs: whether the query looks into single graphs.

        Raises:
            StoreError: the server cannot be reached, or fails.
            QueryError: it does not take the query, or the answer is too long.
        """

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Quads of a graph."""


def answered(
    prepared: Prepared, endpoint: Endpoint, graphs: Graphs | None, timeout: float, most: int, into: BinaryIO
) -> Answer:
    """What a server answers; see `kg.query.evaluate.answer`, and for the others `Endpoint.ask`.

    Graphs that FROM names are fetched and asked here: what a server does with their names, or with a triple that two
    of them have, differs from one to the next.
    """
    seen = graphs or after_from(prepared.original)
    if seen is not None:
        fetched = pyoxigraph.Store()
        for graph in dict.fromkeys((*seen.default, *seen.named)):
            fetched.extend(endpoint.quads(graph))
        return answer(prepared, fetched, seen)
    found = tokens(prepared.text)
    form = next((t.text.upper() for t in found if t.is_word(*guard.FORMS)), "")
    rows = form in ("SELECT", "ASK")
    inside = any(t.is_word("GRAPH") for t in found)
    endpoint.ask(_whole(prepared.text), ROWS if rows else TRIPLES, into, timeout, most, inside)
    try:
        if rows:
            return pyoxigraph.parse_query_results(into, format=QueryResultsFormat.JSON)
        given = pyoxigraph.Store()
        given.extend(pyoxigraph.parse(into, format=RdfFormat.N_TRIPLES))
        return given.query(EVERYTHING)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the server does not answer as SPARQL says: {error}.") from error


def _whole(query: str) -> str:
    """The query with the prefixes that it uses and does not declare."""
    found = tokens(query)
    own = {after.text for before, after in pairwise(found) if before.is_word("PREFIX")}
    used = {f"{t.text.partition(':')[0]}:" for t in found if t.kind == "name"} - own
    known = "".join(f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items() if f"{p}:" in used)
    return f"BASE <{BASE}> {known}\n{query}"
