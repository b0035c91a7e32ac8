"""N-Triples and N-Quads, both sorted by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

from kg.export.order import by_subject


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph, each once."""
    for subject, lines in by_subject(quads):
        yield "".join([f"{subject} {line} .\n" for line in lines])


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """The quads of one graph after another."""
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        end = ".\n" if str(graph) == "DEFAULT" else f"{graph} .\n"
        yield from sorted({f"{q.subject} {q.predicate} {q.object} {end}" for q in members})
