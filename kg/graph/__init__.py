"""Extraction -> RDF: one named graph an article, every item with the words it rests on, checked against the shapes.

Modelled as ontology/GUIDELINES.md says. There are no blank nodes, no clock and no order that changes from run to run:
the same extraction gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse

from kg.graph.report import Finding, Report
from kg.ids import article_iri, graph_iri
from kg.model import Article, Extraction

__all__ = ["Finding", "Report", "build", "check", "check_triples", "in_graph", "triples"]


def build(extraction: Extraction) -> list[Quad]:
    """The graph of one article as quads in their order; see `triples`."""
    return in_graph(extraction.article, triples(extraction))


def in_graph(article: Article, triples: Iterable[str]) -> list[Quad]:
    """The triples of an article as quads of its graph, in their order."""
    end = f" <{graph_iri(article_iri(article))}> .\n"
    return list(parse("".join([f"{triple}{end}" for triple in triples]), format=RdfFormat.N_QUADS, lenient=True))


def triples(extraction: Extraction) -> list[str]:
    """The graph of one article: N-Triples without their full stops, sorted, each once.

    Args:
        extraction: with `iris` filled for every entity, action and document.

    Raises:
        OntologyError: a class, property, issue or code-list value that the ontology does not have, or a reference that
            nothing in the extraction answers to.
    """
    from kg.graph import article, claims, corrections, figures, speech, things
    from kg.graph.sheet import Sheet

    sheet = Sheet(extraction)
    article.write(sheet)
    figures.write_times(sheet)
    things.write(sheet)
    article.surroundings(sheet)
    speech.write(sheet)
    corrections.write(sheet)
    claims.write(sheet)
    return sheet.triples()


def check(quads: Iterable[Quad], referee: bool = False) -> Report:
    """Checks one article's graph against ontology/shapes.ttl; the names of graphs are not looked at.

    Args:
        quads: the graph.
        referee: ask pySHACL in place of the built-in check; slow, and pySHACL has to be installed.

    Raises:
        ConformanceError: pySHACL is wanted and not installed.
    """
    if referee:
        from kg.graph.referee import check as check_with_pyshacl

        return check_with_pyshacl(quads)
    return check_triples(f"{q.subject} {q.predicate} {q.object}" for q in quads)


def check_triples(triples: Iterable[str]) -> Report:
    """The same for a graph as `triples` gives it."""
    from kg.graph.shacl import shapes

    return shapes().check(triples)
