"""Thousands of nodes on one sheet: small shapes, thin lines, and names for the most linked only."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from kg.draw import legend
from kg.draw.curves import Points, free, inside
from kg.draw.labels import shorten, sizes, styled
from kg.draw.layout import place
from kg.draw.picture import MARGIN
from kg.draw.sheet import Sheet
from kg.draw.theme import LIGHT, LINES, SHAPES, Theme, style

WIDTH, HEIGHT, TOP = 15.0, 11.0, 1.0
NAMED = 45
SIZE = 8.0


def draw(graph: nx.MultiDiGraph[str], title: str, note: str = "", theme: Theme = LIGHT, alt: str = "") -> Sheet:
    """Draws the graph: a shape is the larger, the more links it has; the 45 most linked have names where these fit."""
    degrees = dict(graph.degree())
    order = sorted(graph, key=lambda node: (-degrees[node], node))
    labels = {node: shorten(graph.nodes[node]["label"]) for node in order[:NAMED]}
    note = f"{note} The most linked have names; the larger a shape, the more links."
    with styled("".join([*labels.values(), title, note])) as missing:
        handles, columns, foot = legend.of(graph, theme, WIDTH)
        sheet = Sheet(WIDTH, HEIGHT, theme, title, alt, missing)
        sheet.heading(note)
        sheet.legend(handles, columns)
        wide, high = WIDTH - 2 * MARGIN, HEIGHT - TOP - foot - 0.2
        places = {n: (x + MARGIN, y + foot + 0.1) for n, (x, y) in place(graph, wide, high).items()}
        _lines(sheet, graph, places)
        _shapes(sheet, graph, places, degrees)
        _names(sheet, graph, places, labels, foot)
    return sheet


def _lines(sheet: Sheet, graph: nx.MultiDiGraph[str], places: dict[str, tuple[float, float]]) -> None:
    from matplotlib.collections import LineCollection

    alpha = max(0.12, min(0.5, 400 / max(1, graph.number_of_edges())))
    for kind in LINES:
        ways = sorted((places[u], places[v]) for u, v, data in graph.edges(data=True) if style(data["kind"]) == kind)
        line: Any = LINES[kind][0]
        if ways:
            colour = sheet.theme.lines[kind]
            sheet.axes.add_collection(
                LineCollection(ways, colors=colour, linestyles=[line], linewidths=0.6, alpha=alpha, zorder=1)
            )


def _shapes(
    sheet: Sheet, graph: nx.MultiDiGraph[str], places: dict[str, tuple[float, float]], degrees: dict[str, int]
) -> None:
    for group, marker in SHAPES.items():
        found = sorted((n for n, d in graph.nodes(data=True) if d["group"] == group), key=lambda n: (degrees[n], n))
        if found:
            xs, ys = zip(*(places[n] for n in found), strict=True)
            areas = [(_radius(degrees[n]) * 144) ** 2 for n in found]
            sheet.axes.scatter(
                xs, ys, s=areas, marker=marker, c=sheet.theme.fills[group], edgecolors=sheet.theme.rim, linewidths=0.3,
                zorder=2,
            )  # fmt: skip


def _radius(degree: int) -> float:
    """Inches."""
    return min(0.17, 0.012 + 0.0075 * float(np.sqrt(degree)))


def _names(
    sheet: Sheet,
    graph: nx.MultiDiGraph[str],
    places: dict[str, tuple[float, float]],
    labels: dict[str, str],
    foot: float,
) -> None:
    """Names beside their shapes, on no other name and on the fewest shapes; one that fits nowhere is left out."""
    points: Points = np.array([places[n] for n in graph])
    taken = np.array(
        [(x - r, y - r, x + r, y + r) for n in labels for (x, y), r in [(places[n], _radius(graph.degree(n)))]]
    )
    for number, ((node, label), (w, h)) in enumerate(
        zip(labels.items(), sizes(list(labels.values()), SIZE), strict=True)
    ):
        x, y = places[node]
        away = _radius(graph.degree(node)) + 0.04
        corners = [(x + away, y - h / 2), (x - away - w, y - h / 2), (x - w / 2, y + away), (x - w / 2, y - away - h)]
        corners += [(x + dx, y + dy) for dy in (away, -away - h) for dx in (away / 2, -away / 2 - w)]
        boxes = [(a - 0.03, b - 0.02, a + w + 0.03, b + h + 0.02) for a, b in corners]
        fit = [
            b
            for b in boxes
            if free([b], taken) and b[0] > 0.1 and b[2] < WIDTH - 0.1 and b[1] > foot - 0.1 and b[3] < HEIGHT - 0.75
        ]
        if not fit:
            continue
        box = min(fit, key=lambda b: int(inside(points, np.array([b])).sum()))
        taken = np.vstack([taken, box])
        text = sheet.axes.text(
            (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, label, fontsize=SIZE, ha="center", va="center", zorder=4,
            linespacing=1.15, color=sheet.theme.ink,
            bbox={"boxstyle": "square,pad=0.08", "facecolor": sheet.theme.paper, "edgecolor": "none", "alpha": 0.8},
        )  # fmt: skip
        sheet.name(text, f"name-{number}", graph.nodes[node]["label"], node)
