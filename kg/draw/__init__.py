"""The graph as a picture (networkx for the graph, matplotlib for the drawing) or a file for other graph tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.draw.labels import cut, plain
from kg.draw.theme import DARK, LIGHT
from kg.errors import DrawError, ExportError
from kg.files import replacing

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Quad

PICTURES = ("png", "svg", "pdf")
GRAPHS = ("graphml", "gexf", "dot")
FORMATS = PICTURES + GRAPHS
LIMIT = 150
# A picture of more nodes is an overview.
OVERVIEW = 250
TITLES = {
    "speech": "Who said something about whom",
    "actions": "Who does what, where",
    "all": "All that the stories say",
    "timeline": "What happened when",
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
    dark: bool = False,
) -> Drawn:
    """Draws a view of the quads into a file, whose name tells the format.

    Args:
        name: only what is within `hops` steps of the things with this name.
        limit: most nodes of a picture; the most connected stay. Graph files hold all.
        dark: on dark paper.

    Raises:
        DrawError: an unknown format or view, nothing of that name, a file that cannot be written.
    """
    from kg.draw import views

    form = form or output.suffix.lstrip(".").lower()
    if form not in FORMATS:
        said = (
            f"no picture or graph format is called {form!r}" if form else "its name has no ending that tells a format"
        )
        raise DrawError(f"{output}: {said}.", f"Use {', '.join(FORMATS)}, html.")
    if view == "timeline":
        return _timeline(quads, output, form, name, limit, dark)
    graph = views.view(quads, view)
    if name is not None:
        graph = views.focus(graph, name, hops)
    whole, missing = len(graph), ""
    if form in PICTURES:
        graph = views.strongest(graph, limit)
        data, missing = _picture(graph, form, Caption(TITLES[view], name, hops, whole), dark)
    else:
        data = _graph_file(graph, form)
    write(output, data)
    return Drawn(len(graph), graph.number_of_edges(), whole - len(graph), missing)


def _timeline(quads: Iterable[Quad], output: Path, form: str, name: str | None, limit: int, dark: bool) -> Drawn:
    """Draws events and their days; nodes are the events, edges their days and stages."""
    from kg.draw import events, timeline
    from kg.draw.views import Index

    if form not in PICTURES:
        raise DrawError(f"{output}: a timeline is no graph.", f"Use {', '.join(PICTURES)}, or another view.")
    panels = events.timeline(Index.of(quads))
    if name is not None:
        panels = events.focus(panels, name)
    whole = sum(len(panel.lanes) for panel in panels)
    panels = events.strongest(panels, limit)
    lanes = [lane for panel in panels for lane in panel.lanes]
    note = f"{_count(len(lanes), 'event')}, {_count(sum(bool(panel.iri) for panel in panels), 'dispute')}."
    if whole > len(lanes):
        note = f"{whole:,} events; shown are the {len(lanes)} with the most days and stages."
    title = TITLES["timeline"] + (f": {name}" if name is not None else "")
    alt = f"A timeline. {cut(plain(title), 120)}: {note}{events.told(panels)}"
    sheet = timeline.draw(panels, title, note, DARK if dark else LIGHT, alt)
    write(output, sheet.data(form))
    return Drawn(len(lanes), sum(len(lane.marks) for lane in lanes), whole - len(lanes), sheet.missing)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture says of itself: what the view shows, the focus and its steps, the things there are in all."""

    view: str
    name: str | None
    hops: int
    whole: int

    @property
    def title(self) -> str:
        return f"{self.view}: {self.name}" if self.name is not None else self.view

    def note(self, graph: nx.MultiDiGraph[str]) -> str:
        """How much is shown, of how much."""
        near = f", within {_count(self.hops, 'step')} of the focus" if self.name is not None else ""
        if self.whole > len(graph):
            return f"{self.whole:,} things{near}; shown are the {len(graph)} with the most links."
        return f"{_count(len(graph), 'thing')}, {_count(graph.number_of_edges(), 'link')}{near}."

    def alt(self, graph: nx.MultiDiGraph[str]) -> str:
        """The picture in words, for those who do not see it."""
        order = sorted(graph, key=lambda iri: (-graph.degree(iri), iri))[:5]
        names = ", ".join(f"{cut(plain(graph.nodes[iri]['label']), 60)} ({graph.degree(iri)})" for iri in order)
        most = f" Most linked: {names}." if names else ""
        return f"A graph. {cut(plain(self.title), 120)}: {self.note(graph)}{most}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _picture(graph: nx.MultiDiGraph[str], form: str, caption: Caption, dark: bool) -> tuple[bytes, str]:
    from kg.draw import overview, picture

    made = overview.draw if len(graph) > OVERVIEW else picture.draw
    sheet = made(graph, caption.title, caption.note(graph), DARK if dark else LIGHT, caption.alt(graph))
    return sheet.data(form), sheet.missing


def bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int]]],
    output: Path,
    dark: bool = False,
) -> str:
    """Draws stacked bars into a picture, whose name tells the format; gives the characters that no font has.

    Args:
        labels: one a bar, from the top; series: the parts of the bars, each a name with a number a bar.

    Raises:
        DrawError: the file cannot be written.
    """
    from kg.draw import stacked

    sheet = stacked.draw(stacked.Bars(title, labels, series), DARK if dark else LIGHT)
    write(output, sheet.data(output.suffix.lstrip(".").lower()))
    return sheet.missing


def _graph_file(graph: nx.MultiDiGraph[str], form: str) -> bytes:
    from kg.draw import files

    writer = {"graphml": files.graphml, "gexf": files.gexf, "dot": files.dot}[form]
    return writer(graph)


def write(output: Path, data: bytes) -> None:
    """The whole file or nothing.

    Raises:
        DrawError: it cannot be written.
    """
    try:
        with replacing(output) as stream:
            stream.write(data)
    except ExportError as error:
        raise DrawError(error.what, error.remedy) from error
