"""Graphs as stores write and read them, whatever the store is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from kg import paths
from kg.errors import StoreError
from kg.prefixes import PREFIXES

ONTOLOGY = PREFIXES["lab"].removesuffix("#")
OFFSETS = (NamedNode(PREFIXES["oa"] + "start"), NamedNode(PREFIXES["oa"] + "end"))
Node = NamedNode | Literal
END = b" .\n"
BLANK = re.compile(r"^(?:_:|<[^>\n]*> <[^>\n]*> _:).*$", re.MULTILINE)
OFFSET_TYPE = NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")


def in_graph(name: NamedNode, quads: Iterable[Quad]) -> list[Quad]:
    """The quads in a graph.

    Raises:
        StoreError: one has a blank node.
    """
    moved = [q if q.graph_name == name else Quad(q.subject, q.predicate, q.object, name) for q in quads]
    for quad in moved:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise StoreError(f"graph {name.value} has a blank node: {quad.subject} {quad.predicate} {quad.object}.")
    return moved


def in_both(graph: str, triples: str) -> bytes:
    """N-Triples, a line each, as N-Quads of a graph and of the default graph, in UTF-8.

    Raises:
        StoreError: one has a blank node.
    """
    if "_:" in triples and (blank := BLANK.search(triples)):
        raise StoreError(f"graph {graph} has a blank node: {blank.group().strip()}")
    # No line break stands inside a literal, so that this ends triples alone.
    merged = triples.encode()
    return merged.replace(END, f" {NamedNode(graph)}".encode() + END) + merged


def as_stored(quads: Iterable[Quad]) -> set[Quad]:
    """The quads in the form the database gives them back ("4000.0" becomes "4000")."""
    scratch = pyoxigraph.Store()
    scratch.extend(quads)
    return set(scratch)


def restored(quad: Quad) -> Quad:
    """The quad with its offset as it was put: the database keeps integers of every kind as xsd:integer."""
    if quad.predicate not in OFFSETS or not isinstance(quad.object, Literal):
        return quad
    return Quad(quad.subject, quad.predicate, Literal(quad.object.value, datatype=OFFSET_TYPE), quad.graph_name)


def lines(quads: Iterable[Quad]) -> str:
    """The triples of the quads as N-Triples, sorted: the only way by which text gets into a request or an update."""
    return "".join(sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads))


def parsed(triples: str) -> list[Quad]:
    """The triples of N-Triples, in the default graph."""
    return list(pyoxigraph.parse(triples, format=RdfFormat.N_TRIPLES))


def ontology() -> list[Quad]:
    """The terms of the ontology; its few axioms over lists, which need blank nodes, are left out."""
    parsed = pyoxigraph.parse(path=paths.data("ontology") / "labor.ttl", format=RdfFormat.TURTLE)
    return [q for q in parsed if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)]
