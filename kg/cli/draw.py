"""`kg draw -o FILE`: the graph as a picture, as a page to walk in, or for other graph tools."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option
from kg.errors import NotFound
from kg.ids import graph_iri

VIEWS = ("speech", "actions", "all", "timeline")
MOST = 200


@click.command("draw")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="png, svg, pdf, html, graphml, gexf, dot."
)
@store_option
@click.option("--view", type=click.Choice(VIEWS), default="speech", show_default=True, help="What is shown.")
@click.option("--focus", "name", metavar="NAME", help="Only what is near the thing, or of the dispute, of this name.")
@click.option("--hops", default=1, show_default=True, type=click.IntRange(0), help="How near: steps from the focus.")
@click.option("--limit", default=150, show_default=True, type=click.IntRange(1), help="Most things of a picture.")
@click.option("--article", metavar="IRI", help="Only this article (its IRI or its id).")
@click.option("--dark", is_flag=True, help="Light on dark.")
def command(
    output: Path, store: str, view: str, name: str | None, hops: int, limit: int, article: str | None, dark: bool
) -> None:
    """Draw the graph.

    speech: who said something about whom, coloured by stance; actions: who does what, where; all: everything;
    timeline: what happened when, dispute by dispute, filled where it was held and hollow where it was only planned.
    An .html file is a page to walk in, with all things, whatever --limit says, and all sentences; it needs no network
    and is dark where the reader's system is.

    \b
      kg draw -o graph.png
      kg draw -o strike.svg --view actions
      kg draw -o graph.html --view all
      kg draw -o nuhw.png --view all --focus NUHW --hops 2
      kg draw -o days.svg --view timeline --focus "Kaiser Permanente" --dark
    """
    from kg.draw import draw
    from kg.draw.page import draw_page
    from kg.profile.evidence import Evidences
    from kg.store import open_store

    with open_store(store) as opened:
        graph = graph_iri(article) if article else None
        if graph and graph not in opened.graphs():
            raise NotFound(f"{store} holds no article {article}.", "Give its IRI, or the id that it came with.")
        quads = opened.quads(graph)
        if output.suffix.lower() == ".html":
            drawn = draw_page(quads, Evidences(opened.engine()).of, output, view, name, hops)
        else:
            drawn = draw(quads, output, view, name, hops, limit, dark=dark)
    if drawn.left_out:
        most = "days and stages" if view == "timeline" else "links"
        click.echo(
            f"kg: {drawn.nodes} of {drawn.nodes + drawn.left_out} things are shown, those with the most {most}; "
            "--limit shows more, --focus something else.",
            err=True,
        )
    if drawn.missing:
        click.echo(f"kg: no installed font has {_listed(drawn.missing)}; install one, such as Noto Sans CJK.", err=True)


def _listed(characters: str) -> str:
    """Characters with their code points on one line, at most 200 of them."""
    rest = f" and {len(characters) - MOST:,} more" if len(characters) > MOST else ""
    return " ".join(f"{c} (U+{ord(c):04X})" for c in characters[:MOST]) + rest
