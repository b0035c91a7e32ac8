"""N-Triples and N-Quads, both sorted by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from pyoxigraph import Quad

from kg.export.order import by_subject


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """All triples as one graph, each once."""
    yield from _lines(quads, ".")


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """The quads of one graph after another."""
    for graph, members in groupby(quads, key=attrgetter("graph_name")):
        yield from _lines(members, "." if str(graph) == "DEFAULT" else f"{graph} .")


def _lines(quads: Iterable[Quad], end: str) -> Iterator[str]:
    for subject, lines in by_subject(quads):
        yield "".join([f"{subject} {line} {end}\n" for line in lines])
