"""N-Triples, N-Quads (both sorted by line) and JSON-LD."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad, RdfFormat, serialize

from kg.export.order import by_subject
from kg.prefixes import PREFIXES


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph, each once."""
    for subject, lines in by_subject(quads):
        yield "".join([f"{subject} {line} .\n" for line in lines])


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """The quads of one graph after another."""
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        end = ".\n" if str(graph) == "DEFAULT" else f"{graph} .\n"
        yield from sorted({f"{q.subject} {q.predicate} {q.object} {end}" for q in members})


def jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """JSON-LD 1.1, one object a subject, in one array with an object for each named graph."""
    ordered = [
        quad
        for _, members in groupby(quads, key=attrgetter("graph_name"))
        for quad in sorted(set(members), key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    ]
    stream = io.BytesIO()
    serialize(ordered, stream, format=RdfFormat.JSON_LD, prefixes=PREFIXES)
    yield stream.getvalue().decode("utf-8") + "\n"
