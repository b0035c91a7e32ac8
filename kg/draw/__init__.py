"""The graph as a picture (networkx for the graph, matplotlib for the drawing) or a file for other graph tools."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DrawError

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Quad

PICTURES = ("png", "svg", "pdf")
GRAPHS = ("graphml", "gexf", "dot")
FORMATS = PICTURES + GRAPHS
LIMIT = 150
TITLES = {
    "speech": "Who said something about whom",
    "actions": "Who does what, where",
    "all": "All that the stories say",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: nodes and edges in the file, nodes left out, characters that no font has."""

    nodes: int
    edges: int
    left_out: int
    missing: str = ""


def draw(
    quads: Iterable[Quad],
    output: Path,
    view: str = "speech",
    name: str | None = None,
    hops: int = 1,
    limit: int = LIMIT,
    form: str | None = None,
) -> Drawn:
    """Draws a view of the quads into a file, whose name tells the format.

    Args:
        name: only what is within `hops` steps of the things with this name.
        limit: most nodes of a picture; the most connected stay. Graph files hold all.

    Raises:
        DrawError: an unknown format or view, nothing of that name, a file that cannot be written.
    """
    from kg.draw import views

    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise DrawError(f"{output}: no picture or graph format is called {form!r}.", f"Use {', '.join(FORMATS)}.")
    graph = views.view(quads, view)
    if name is not None:
        graph = views.focus(graph, name, hops)
    whole, missing = len(graph), ""
    if form in PICTURES:
        graph = views.strongest(graph, limit)
        data, missing = _picture(graph, form, view, name, whole)
    else:
        data = _graph_file(graph, form)
    _write(output, data)
    return Drawn(len(graph), graph.number_of_edges(), whole - len(graph), missing)


def _picture(graph: nx.MultiDiGraph[str], form: str, view: str, name: str | None, whole: int) -> tuple[bytes, str]:
    from kg.draw import picture

    note = f"{whole} things; shown are the {len(graph)} with the most links." if whole > len(graph) else ""
    title = f"{TITLES[view]}: {name}" if name else TITLES[view]
    found = picture.draw(graph, title, note)
    return _bytes(found.figure, form), found.missing


def bars(title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], output: Path) -> str:
    """Draws stacked bars into a picture, whose name tells the format; gives the characters that no font has.

    Args:
        labels: one a bar, from the top; series: the parts of the bars, each a name with a number a bar.

    Raises:
        DrawError: the file cannot be written.
    """
    from kg.draw import stacked

    found = stacked.draw(stacked.Bars(title, labels, series))
    _write(output, _bytes(found.figure, output.suffix.lstrip(".").lower()))
    return found.missing


def _bytes(figure: Any, form: str) -> bytes:
    stream = io.BytesIO()
    # No dates and no version: the same graph gives the same bytes.
    empty = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}, "pdf": {"CreationDate": None}}
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "kg"}):
        figure.savefig(stream, format=form, metadata=empty[form])
    return stream.getvalue()


def _graph_file(graph: nx.MultiDiGraph[str], form: str) -> bytes:
    from kg.draw import files

    writer = {"graphml": files.graphml, "gexf": files.gexf, "dot": files.dot}[form]
    return writer(graph)


def _write(output: Path, data: bytes) -> None:
    """The whole file or nothing: written beside its place and renamed."""
    beside = output.with_name(f".{output.name}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DrawError(
            f"{output}: cannot be written: {error.strerror}.", "Check the folder and its rights."
        ) from error
