"""A networkx graph -> a picture by matplotlib: the same bytes for the same graph."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.draw.layout import part, place

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL_LIMIT = 40
TAIL_LIMIT = 15
FONTS = (
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "Noto Emoji",
    "Symbola",
)
# Colours that colour-blind readers tell apart (Okabe and Ito 2008), each with a line of its own.
EDGES: dict[str, tuple[str, Any, str]] = {
    "supports": ("#009E73", "solid", "supports"),
    "criticizes": ("#D55E00", (0, (5, 2)), "criticizes"),
    "asks": ("#0072B2", (0, (5, 2, 1, 2)), "asks"),
    "neutral": ("#8C8C8C", (0, (1.2, 1.8)), "speaks of"),
}
OTHER_EDGE = ("#6B6B6B", "solid", "")
NODES = {
    "person": ("o", "#56B4E9"),
    "union": ("h", "#009E73"),
    "employer": ("s", "#E69F00"),
    "organization": ("p", "#CC79A7"),
    "group": ("8", "#9ECAE1"),
    "place": ("^", "#BDBDBD"),
    "action": ("D", "#D55E00"),
    "issue": ("v", "#F0E442"),
    "other": (".", "#999999"),
}
MOST_EDGE_LABELS = 80


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn picture and the characters of its labels that no installed font has."""

    figure: Any
    missing: str


def shorten(label: str) -> str:
    """A label of at most 40 characters on short lines; what is cut is marked with an ellipsis.

    What stands behind the last comma stays, since it often tells one action from another (", June 2019").
    """
    label = " ".join("".join(c if c.isprintable() else " " for c in label).split())
    if len(label) > LABEL_LIMIT:
        head, _, tail = label.rpartition(", ")
        tail = f" {tail}" if head and len(tail) <= TAIL_LIMIT else ""
        label = label[: LABEL_LIMIT - 1 - len(tail)].rstrip(" ,") + "…" + tail
    return "\n".join(textwrap.wrap(label, 22, break_on_hyphens=False)) or "?"


def draw(graph: nx.MultiDiGraph[str], title: str, note: str = "") -> Figure:
    """Draws the graph: shape and colour tell the kind of a node, colour and line the stance of an edge."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    families, missing = fonts("".join(d["label"] for _, d in graph.nodes(data=True)) + title)
    style: Any = {"font.family": families, "svg.hashsalt": "kg", "text.parse_math": False, "axes.unicode_minus": False}
    side = min(26.0, max(7.0, 1.55 * len(graph) ** 0.5 + 2.4))
    with matplotlib.rc_context(style):
        figure, axes = plt.subplots(figsize=(side * 1.3, side), dpi=110)
        figure.subplots_adjust(left=0.02, right=0.98, top=0.93, bottom=0.09)
        axes.set_axis_off()
        width, height = side * 1.3 * 0.96, side * 0.84
        axes.set_xlim(-0.9, width + 0.9)
        axes.set_ylim(-0.6, height + 0.6)
        axes.set_title(
            shorten(title).replace("\n", " ") if len(title) <= LABEL_LIMIT else title, fontsize=13, loc="left"
        )
        if len(graph):
            _content(axes, graph, _places(axes, graph, width, height))
        else:
            axes.text(width / 2, height / 2, "nothing to draw", ha="center", color="#555555")
        if note:
            figure.text(0.02, 0.012, note, fontsize=9, color="#444444")
        _legend(axes, graph)
        plt.close(figure)
    return Figure(figure, missing)


def fonts(text: str) -> tuple[list[str], str]:
    """The installed fonts to take, in order, and the characters that none of them has."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    installed = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
    missing = {ord(c) for c in text if c.isprintable() and not c.isspace()}
    families: list[str] = []
    others = sorted(name for name in installed if name not in FONTS)
    for name in [f for f in FONTS if f in installed] + others:
        if not missing and families:
            break
        has = missing & set(FT2Font(installed[name]).get_charmap())
        if has or not families:
            families.append(name)
            missing -= has
    return families, "".join(map(chr, sorted(missing)))


def _places(axes: Axes, graph: nx.MultiDiGraph[str], width: float, height: float) -> dict[str, tuple[float, float]]:
    """Places of nodes at which no label lies on another; a node and its label are one box."""
    start = place(graph, width, height)
    names = sorted(start)
    boxes = []
    for name in names:
        lines = shorten(graph.nodes[name]["label"]).split("\n")
        boxes.append((*start[name], 0.092 * max(map(len, lines)) + 0.3, 0.17 * len(lines) + 0.5))
    centres = part(np.array(boxes))
    low, high = centres.min(axis=0), centres.max(axis=0)
    axes.set_xlim(min(-0.9, low[0] - 1.3), max(width + 0.9, high[0] + 1.3))
    axes.set_ylim(min(-0.6, low[1] - 0.8), max(height + 0.6, high[1] + 0.8))
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, centres, strict=True)}


def _content(axes: Axes, graph: nx.MultiDiGraph[str], places: dict[str, tuple[float, float]]) -> None:
    from matplotlib.patches import FancyArrowPatch

    drawn: dict[tuple[str, str], int] = {}
    label_edges = graph.number_of_edges() <= MOST_EDGE_LABELS
    for source, target, data in sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["kind"])):
        pair = (min(source, target), max(source, target))
        drawn[pair] = drawn.get(pair, 0) + 1
        bend = 0.12 * drawn[pair] * (1 if source < target else -1)
        colour, line, _ = EDGES.get(data["kind"], OTHER_EDGE)
        arrow = FancyArrowPatch(
            places[source],
            places[target],
            connectionstyle=f"arc3,rad={bend:.2f}",
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=9,
            shrinkB=11,
            linewidth=min(3.2, 0.9 + 0.35 * data["weight"]),
            linestyle=line,
            color=colour,
            alpha=0.85,
            zorder=1,
        )
        axes.add_patch(arrow)
        if label_edges and data["kind"] not in EDGES:
            (x0, y0), (x1, y1) = places[source], places[target]
            middle = ((x0 + x1) / 2 + bend / 2 * (y1 - y0), (y0 + y1) / 2 - bend / 2 * (x1 - x0))
            axes.text(
                *middle, shorten(data["label"]), fontsize=6.5, color="#555555", ha="center", va="center", zorder=2
            )
    for group, (marker, colour) in NODES.items():
        found = sorted(n for n, d in graph.nodes(data=True) if d["group"] == group)
        if found:
            xs, ys = zip(*(places[n] for n in found), strict=True)
            axes.scatter(xs, ys, s=150, marker=marker, c=colour, edgecolors="#333333", linewidths=0.8, zorder=3)
    for name, (x, y) in sorted(places.items()):
        axes.text(
            x,
            y - 0.15,
            shorten(graph.nodes[name]["label"]),
            fontsize=8.5,
            ha="center",
            va="top",
            linespacing=1.0,
            zorder=4,
            bbox={"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none", "alpha": 0.75},
        )


def _legend(axes: Axes, graph: nx.MultiDiGraph[str]) -> None:
    from matplotlib.lines import Line2D

    handles = []
    groups = {d["group"] for _, d in graph.nodes(data=True)}
    for group, (marker, colour) in NODES.items():
        if group in groups:
            handles.append(
                Line2D([], [], marker=marker, color="none", markerfacecolor=colour, markeredgecolor="#333", label=group)
            )
    kinds = {d["kind"] for _, _, d in graph.edges(data=True)}
    for kind, (colour, line, word) in EDGES.items():
        if kind in kinds:
            handles.append(Line2D([], [], color=colour, linestyle=line, linewidth=2, label=word))
    if handles:
        axes.legend(
            handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.005), ncols=7, frameon=False, fontsize=9.5
        )
