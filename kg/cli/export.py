"""`kg export -o FILE`: the graph as RDF, tables or a folder to hand on, or its labor actions as rows of the tracker."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import store_option
from kg.cli.progress import progress
from kg.ids import graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad


@click.command("export")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="ttl, trig, nt, nq, jsonld, rdf; csv, neo4j, crate are folders; - writes to the screen.",
)
@store_option
@click.option("--article", metavar="IRI", help="Only this article (its IRI or its id).")
@click.option("--entity", metavar="NAME", help="Only what concerns the thing of this name or IRI.")
@click.option("--format", "form", metavar="FORMAT", help="The format, where the end of the name does not say it.")
@click.option(
    "--tracker",
    is_flag=True,
    help="One row a labor action, in the fields of the Labor Action Tracker: csv, xlsx, tsv, json.",
)
def command(output: str, store: str, article: str | None, entity: str | None, form: str | None, tracker: bool) -> None:
    """Write the graph to a file.

    Turtle, N-Triples and RDF/XML merge the articles into one graph; TriG, N-Quads and JSON-LD keep a named graph for
    each. csv makes a folder of tables; a cell that a spreadsheet would take for a formula, or that begins with an
    apostrophe, gets an apostrophe in front. neo4j makes a folder of two tables for neo4j-admin, and crate one with
    TriG, tables and a description of both and of the stories (RO-Crate). docs/exports.md tells what each is for.

    With --tracker, strikes, lockouts, pickets, rallies and other actions that were called are rows; beside actions.csv
    stands actions.cells.csv with the article, sentence, speaker, rule and confidence of every filled cell (in xlsx a
    second sheet). docs/fields.md tells what each field means.

    \b
      kg export -o graph.ttl
      kg export -o nuhw.trig --entity NUHW
      kg export -o tables.csv
      kg export -o labor.neo4j
      kg export -o labor.crate
      kg export --tracker -o actions.xlsx
      kg export -o - --format nq | gzip > graph.nq.gz
    """
    from kg.errors import ExportError, NotFound, UsageError
    from kg.export import FORMATS, guess, write
    from kg.export import entity as around
    from kg.store import open_store

    if tracker and (entity or output == "-"):
        raise UsageError(
            "--tracker writes the actions of whole articles to a file.", "Leave out --entity, and name a file with -o."
        )
    form = form or (guess(output) if output != "-" and not tracker else None)
    if form is None and not tracker:
        raise ExportError("The format is not known without a file name.", f"Add --format {'|'.join(FORMATS)}.")
    with open_store(store) as opened:
        graph = graph_iri(article) if article else None
        if graph and graph not in opened.graphs():
            raise NotFound(f"{store} holds no article {article}.", "Give its IRI, or the id that it came with.")
        names = [graph] if graph else opened.graphs()
        quads: Iterator[Quad] = chain.from_iterable(
            map(opened.quads, progress(names, "graphs", len(names), quiet=output == "-"))
        )
        if tracker:
            from kg.export import tracker as rows

            count, left_out = rows.write(quads, Path(output), form)
            return click.echo(_summary(count, left_out), err=True)
        if entity:
            quads = around(quads, entity)
            first = next(quads, None)
            if first is None:
                raise NotFound(f"{store} holds nothing named {entity!r}.", "Give a name that a story uses, or an IRI.")
            quads = chain([first], quads)
        write(quads, output, form)


def _summary(count: int, left_out: Counter[str]) -> str:
    """What became of the actions."""
    reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(left_out.items()))
    return f"actions: {count} written" + (f", left out: {reasons}" if reasons else "")
