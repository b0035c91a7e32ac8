"""A networkx graph -> a sheet with shapes, names and arrows: the same for the same graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.draw import legend
from kg.draw.curves import Curve, Points, arrow, curves, free
from kg.draw.labels import cut, plain, shorten, sizes, styled
from kg.draw.layout import part, place
from kg.draw.sheet import Sheet, scale, wide_enough
from kg.draw.theme import LIGHT, LINES, SHAPES, Theme, style
from kg.draw.views import ACTION_EDGES, OTHER_EDGES, STANCES

if TYPE_CHECKING:
    from matplotlib.path import Path

SIZE, EDGE_SIZE = 8.5, 6.8
RADIUS = 0.105
GAP = 0.05
MARGIN, HEAD = 0.45, 0.95
LEAST = 6.4
MOST_EDGE_LABELS = 120
# word of an edge -> what it stands for
TERMS = {word: iri for iri, word in (*OTHER_EDGES.items(), *ACTION_EDGES.items(), *STANCES.items())}


@dataclass(frozen=True, slots=True)
class Spots:
    """Where nodes stand, and the box (x0, y0, x1, y1) of the name of each."""

    places: dict[str, tuple[float, float]]
    names: dict[str, tuple[float, float, float, float]]

    def boxes(self) -> tuple[Points, list[str]]:
        """The boxes of all names and shapes, and whose each is."""
        r = RADIUS + 0.02
        shapes = [(x - r, y - r, x + r, y + r) for x, y in self.places.values()]
        found: Points = np.array([*self.names.values(), *shapes])
        return found, [*self.names, *self.places]


def draw(graph: nx.MultiDiGraph[str], title: str, note: str = "", theme: Theme = LIGHT, alt: str = "") -> Sheet:
    """Draws the graph: shape and colour tell the kind of a node, colour and line what an edge says."""
    labels = {node: shorten(graph.nodes[node]["label"]) for node in sorted(graph)}
    words = [data["label"] for _, _, data in graph.edges(data=True)]
    with styled("".join([*labels.values(), *words, title, note])) as missing:
        spots = _spots(graph, labels)
        boxes, _ = spots.boxes() if labels else (np.zeros((1, 4)), [])
        wide, high = boxes[:, 2].max(), boxes[:, 3].max()
        width = max(LEAST, wide + 2 * MARGIN, wide_enough(title, note))
        handles, columns, foot = legend.of(graph, theme, width)
        head = HEAD * scale(width)
        height = max(3.4, high + head + foot + MARGIN)
        sheet = Sheet(width, height, theme, title, alt, missing)
        sheet.heading(note)
        sheet.legend(handles, columns)
        if labels:
            left, low = (width - wide) / 2, foot + (height - head - foot - high) / 2
            _content(sheet, graph, labels, _moved(spots, left, low))
        else:
            sheet.axes.text(width / 2, height / 2, "nothing to draw", ha="center", color=theme.soft)
    return sheet


def _spots(graph: nx.MultiDiGraph[str], labels: dict[str, str]) -> Spots:
    """Places at which no name lies on another name or on a shape; first a shape and the name below it are one box."""
    if not labels:
        return Spots({}, {})
    extent = dict(zip(labels, sizes(list(labels.values()), SIZE), strict=True))
    area = sum((w + 0.5) * (h + 2 * RADIUS + 0.5) for w, h in extent.values())
    side = (1.7 * area) ** 0.5
    start = place(graph, side * 1.2, side / 1.2)
    whole = np.array(
        [(*start[n], max(extent[n][0], 2 * RADIUS) + 0.16, extent[n][1] + 2 * RADIUS + GAP + 0.2) for n in labels]
    )
    centres = part(whole)
    low = (centres - whole[:, 2:] / 2).min(axis=0)
    places, names = {}, {}
    for node, (x, y), (_, _, _, high) in zip(labels, centres - low, whole, strict=True):
        places[node] = (float(x), float(y + high / 2 - 0.1 - RADIUS))
        names[node] = _beside(places[node], extent[node], 0, -1)
    spots = Spots(places, names)
    lines = _curves(graph, spots)
    ways = np.concatenate([line.at(np.linspace(0, 1, 40)) for line in lines]) if lines else np.zeros((0, 2))
    for node in labels:
        names[node] = _best(node, extent[node], spots, ways)
    boxes, _ = spots.boxes()
    return _moved(spots, -float(boxes[:, 0].min()), -float(boxes[:, 1].min()))


def _moved(spots: Spots, right: float, up: float) -> Spots:
    return Spots(
        {n: (x + right, y + up) for n, (x, y) in spots.places.items()},
        {n: (a + right, b + up, c + right, d + up) for n, (a, b, c, d) in spots.names.items()},
    )


def _beside(
    place: tuple[float, float], extent: tuple[float, float], right: int, up: int
) -> tuple[float, float, float, float]:
    """The box of a name at a side of its shape: right and up are -1, 0 or 1."""
    (x, y), (w, h) = place, extent
    away = RADIUS + GAP
    x0 = x - w / 2 + right * (w / 2 + away * (1 if up == 0 else 0.75))
    y0 = y - h / 2 + up * (h / 2 + away * (1 if right == 0 else 0.75))
    return x0, y0, x0 + w, y0 + h


def _best(node: str, extent: tuple[float, float], spots: Spots, ways: Points) -> tuple[float, float, float, float]:
    """The side of the shape at which the name lies on no other name or shape and on the fewest points of lines."""
    boxes, owners = spots.boxes()
    taken = boxes[np.array(owners) != node]
    best, least = spots.names[node], None
    for right, up in ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)):
        box = _beside(spots.places[node], extent, right, up)
        x0, y0, x1, y1 = box
        if free([(x0 - 0.03, y0 - 0.02, x1 + 0.03, y1 + 0.02)], taken) is None:
            continue
        under = ((ways[:, 0] > x0) & (ways[:, 0] < x1) & (ways[:, 1] > y0) & (ways[:, 1] < y1)).sum()
        if least is None or under < least:
            best, least = box, under
    return best


def _ordered(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, dict[str, Any]]]:
    return sorted(graph.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["kind"]))


def _curves(graph: nx.MultiDiGraph[str], spots: Spots) -> list[Curve]:
    boxes, owners = spots.boxes()
    return curves([(source, target) for source, target, _ in _ordered(graph)], spots.places, boxes, owners)


def outline(marker: str, centre: tuple[float, float], radius: float) -> Path:
    """The outline of a marker about a place."""
    from matplotlib.markers import MarkerStyle
    from matplotlib.transforms import Affine2D

    made = MarkerStyle(marker)
    size = {"s": 1.7, "D": 2.3}.get(marker, 2.0) * radius
    path = made.get_path().transformed(made.get_transform())
    reach = float(np.abs(path.get_extents().get_points()).max()) * 2
    return path.transformed(Affine2D().scale(size / reach).translate(*centre))


def _content(sheet: Sheet, graph: nx.MultiDiGraph[str], labels: dict[str, str], spots: Spots) -> None:
    from matplotlib.patches import PathPatch

    theme = sheet.theme
    outlines = {node: outline(SHAPES[graph.nodes[node]["group"]], spots.places[node], RADIUS) for node in labels}
    _edges(sheet, graph, spots, outlines)
    for number, (node, label) in enumerate(labels.items()):
        data = graph.nodes[node]
        fill = theme.fills[data["group"]]
        patch = sheet.put(PathPatch(outlines[node], facecolor=fill, edgecolor=theme.rim, linewidth=0.8, zorder=3))
        whole = f"{data['label']} ({data['kind']})" if data["kind"] else data["label"]
        sheet.name(patch, f"node-{number}", whole, node)
        x0, y0, x1, y1 = spots.names[node]
        text = sheet.axes.text(
            (x0 + x1) / 2, (y0 + y1) / 2, label, fontsize=SIZE, ha="center", va="center", linespacing=1.15, zorder=4,
            color=theme.ink, bbox=_ground(theme),
        )  # fmt: skip
        sheet.name(text, f"name-{number}", whole, node)


def _ground(theme: Theme) -> dict[str, Any]:
    """What lies behind a name, so that lines under it do not strike it through."""
    return {"boxstyle": "square,pad=0.06", "facecolor": theme.paper, "edgecolor": "none", "alpha": 0.82}


def _edges(sheet: Sheet, graph: nx.MultiDiGraph[str], spots: Spots, outlines: dict[str, Path]) -> None:
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path

    edges, taken = _ordered(graph), spots.boxes()[0]
    words = [cut(plain(data["label"]), 26) if data["kind"] not in LINES else "" for _, _, data in edges]
    measured = sizes(words, EDGE_SIZE)
    for number, ((source, target, data), curve) in enumerate(zip(edges, _curves(graph, spots), strict=True)):
        kind = style(data["kind"])
        colour = sheet.theme.lines[kind]
        line, head = arrow(curve, outlines[source], outlines[target])
        drawn = PathPatch(
            Path(line.tolist(), [Path.MOVETO, Path.CURVE3, Path.CURVE3]), fill=False, edgecolor=colour, zorder=1,
            linewidth=min(3.0, 0.85 + 0.3 * data["weight"]), linestyle=LINES[kind][0], capstyle="butt",
        )  # fmt: skip
        names = graph.nodes[source]["label"], graph.nodes[target]["label"]
        said = LINES[kind][1] if data["kind"] in LINES else data["label"]
        times = f" ({data['weight']} times)" if data["weight"] > 1 else ""
        whole = f"{names[0]} – {said} – {names[1]}{times}"
        sheet.name(sheet.put(drawn), f"link-{number}", whole, TERMS.get(data["kind"], ""))
        sheet.put(Polygon(head, closed=True, facecolor=colour, edgecolor="none", zorder=1.5))
        if words[number] and len(edges) <= MOST_EDGE_LABELS:
            box = _on_line(curve, measured[number], taken)
            if box:
                taken = np.vstack([taken, box])
                text = sheet.figure.text(
                    (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, words[number], fontsize=EDGE_SIZE, ha="center",
                    va="center", color=sheet.theme.soft, zorder=2, bbox=_ground(sheet.theme),
                    transform=sheet.axes.transData,
                )  # fmt: skip
                sheet.name(text, f"word-{number}", whole, TERMS.get(data["kind"], ""))


def _on_line(curve: Curve, extent: tuple[float, float], taken: Points) -> tuple[float, float, float, float] | None:
    """A box on the curve for its word, where it lies on nothing."""
    (w, h), pad = extent, 0.025
    spots = curve.at(np.array([0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]))
    return free(
        ((x - w / 2 - pad, y - h / 2 - pad, x + w / 2 + pad, y + h / 2 + pad) for x, y in spots.tolist()), taken
    )
