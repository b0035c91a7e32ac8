"""`kg export -o FILE`: the graph as RDF or as tables."""

from __future__ import annotations

from itertools import chain

import click

from kg.cli.options import store_option
from kg.ids import graph_iri


@click.command("export")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="ttl, trig, nt, nq, jsonld, rdf, csv; - writes to the screen."
)
@store_option
@click.option("--article", metavar="IRI", help="Only this article (its IRI or its id).")
@click.option("--entity", metavar="NAME", help="Only what concerns the thing of this name or IRI.")
@click.option("--format", "form", metavar="FORMAT", help="The format, where the end of the name does not say it.")
def command(output: str, store: str, article: str | None, entity: str | None, form: str | None) -> None:
    """Write the graph to a file.

    Turtle, N-Triples and RDF/XML merge the articles into one graph; TriG, N-Quads and JSON-LD keep a named graph for
    each. csv makes a folder of tables; a cell that a spreadsheet would take for a formula, or that begins with an
    apostrophe, gets an apostrophe in front.

    \b
      kg export -o graph.ttl
      kg export -o nuhw.trig --entity NUHW
      kg export -o tables.csv
      kg export -o - --format nq | gzip > graph.nq.gz
    """
    from kg.errors import ExportError
    from kg.export import FORMATS, guess, write
    from kg.export import entity as around
    from kg.store import open_store

    form = form or (guess(output) if output != "-" else None)
    if form is None:
        raise ExportError("The format is not known without a file name.", f"Add --format {'|'.join(FORMATS)}.")
    with open_store(store) as opened:
        graph = graph_iri(article) if article else None
        if graph and graph not in opened.graphs():
            raise ExportError(f"{store} holds no article {article}.", "Give its IRI, or the id that it came with.")
        quads = opened.quads(graph)
        if entity:
            quads = around(quads, entity)
            first = next(quads, None)
            if first is None:
                raise ExportError(
                    f"{store} holds nothing named {entity!r}.", "Give a name that a story uses, or an IRI."
                )
            quads = chain([first], quads)
        write(quads, output, form)
