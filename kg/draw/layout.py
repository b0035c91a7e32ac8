"""Where nodes and labels stand: the same places for the same graph, no label on another."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def place(graph: nx.MultiDiGraph[str], width: float, height: float) -> dict[str, tuple[float, float]]:
    """A place for each node in a box of this width and height (inches), from the lower left corner.

    Fruchterman-Reingold (1991) from a circle in order of degree instead of from chance; parts that do not hang
    together are set side by side.
    """
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    for source, target in sorted({(min(u, v), max(u, v)) for u, v in graph.edges() if u != v}):
        plain.add_edge(source, target)
    if not plain:
        return {}
    order = sorted(plain, key=lambda n: (-plain.degree(n), n))
    start = {
        n: (math.cos(2.4 * i) * math.sqrt(i + 1), math.sin(2.4 * i) * math.sqrt(i + 1)) for i, n in enumerate(order)
    }
    found = nx.spring_layout(plain, pos=start, k=1.6, iterations=150, seed=1, scale=1.0)
    points = np.array([found[n] for n in order])
    points = _fit(points, width, height)
    return {n: (float(x), float(y)) for n, (x, y) in zip(order, points, strict=True)}


def _fit(points: Points, width: float, height: float) -> Points:
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.where(high > low, high - low, 1.0)
    unit = np.where(high > low, (points - low) / scale, 0.5)
    # Ranks mixed in: a far outlier must not press all others into a corner.
    ranks = np.stack([unit[:, i].argsort(kind="stable").argsort(kind="stable") for i in (0, 1)], axis=1)
    spread = (ranks + 0.5) / len(points)
    mixed: Points = (0.5 * unit + 0.5 * spread) * np.array([width, height])
    return mixed


def part(boxes: Points, rounds: int = 600) -> Points:
    """Moves boxes apart until none lies on another.

    Args:
        boxes: rows of centre x, centre y, width, height.

    Returns:
        The new centres, one row a box.
    """
    centres, sizes = boxes[:, :2].copy(), boxes[:, 2:]
    # Boxes on exactly one spot get apart along a spiral of their own.
    centres += 1e-3 * np.array([[math.cos(2.4 * i), math.sin(2.4 * i)] for i in range(len(centres))])
    for _ in range(rounds):
        gap = centres[:, None, :] - centres[None, :, :]
        need = (sizes[:, None, :] + sizes[None, :, :]) / 2
        over = need - np.abs(gap)
        clash: NDArray[np.bool_] = np.all(over > 0, axis=2) & ~np.eye(len(centres), dtype=bool)
        if not clash.any():
            break
        across = over[:, :, 0] < over[:, :, 1]
        push = np.where(np.stack([across, ~across], axis=2), over, 0.0) * np.sign(gap) * clash[:, :, None]
        centres += 0.26 * push.sum(axis=1)
    return centres
