"""Extraction -> RDF: one named graph an article, every item with the words it rests on, checked against the shapes.

Modelled as ontology/GUIDELINES.md says. There are no blank nodes, no clock and no order that changes from run to run:
the same extraction gives the same quads.
"""

from __future__ import annotations

from pyoxigraph import Quad

from kg.ids import article_iri
from kg.model import Article, Extraction


def graph_iri(article: Article) -> str:
    """Name of the graph that holds what was found in an article."""
    return f"{article_iri(article)}/graph"


def build(extraction: Extraction) -> list[Quad]:
    """The graph of one article: its quads, sorted, each once.

    Args:
        extraction: with `iris` filled for every entity, action and document.

    Raises:
        OntologyError: a class, property, issue or code-list value that the ontology does not have, or a reference that
            nothing in the extraction answers to.
    """
    from kg.graph import article, claims, figures, speech, things
    from kg.graph.sheet import Sheet

    sheet = Sheet(extraction)
    article.write(sheet)
    figures.write_times(sheet)
    things.write(sheet)
    article.surroundings(sheet)
    speech.write(sheet)
    claims.write(sheet)
    return sheet.quads()
