"""What the shapes and lines of a picture mean."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg.draw.sheet import scale
from kg.draw.theme import LINES, SHAPES, Theme, style

COLUMN, ROW = 1.75, 0.21


def of(graph: nx.MultiDiGraph[str], theme: Theme, width: float) -> tuple[list[Any], int, float]:
    """Handles for the kinds of nodes and edges that the graph has, the number of columns, and the height in inches."""
    groups = {data["group"] for _, data in graph.nodes(data=True)}
    styles = {style(data["kind"]) for _, _, data in graph.edges(data=True)}
    handles = [node(group, theme, scale(width)) for group in SHAPES if group in groups]
    handles += [line(kind, theme) for kind in LINES if kind in styles]
    columns = max(1, int((width - 0.4) / (COLUMN * scale(width))))
    rows = -(-len(handles) // columns)
    return handles, columns, (0.35 + ROW * rows) * scale(width)


def node(group: str, theme: Theme, grown: float) -> Any:
    """A shape with its word, so many times as large as on a page."""
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], marker=SHAPES[group], color="none", markerfacecolor=theme.fills[group], markeredgecolor=theme.rim,
        markersize=8 * grown, label=group,
    )  # fmt: skip


def line(kind: str, theme: Theme) -> Any:
    """A line with its word."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=theme.lines[kind], linestyle=LINES[kind][0], linewidth=1.8, label=LINES[kind][1])
