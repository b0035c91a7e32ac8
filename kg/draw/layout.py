"""Where nodes and labels stand: the same places for the same graph, no label on another."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# Beyond so many nodes forces come from clumps of about so many.
EXACT, CLUMP = 500, 10
# Boxes that reach so little into each other only touch.
TOUCH = 5e-4


def place(graph: nx.MultiDiGraph[str], width: float, height: float) -> dict[str, tuple[float, float]]:
    """A place for each node in a box of this width and height (inches), from the lower left corner.

    Fruchterman-Reingold (1991) from a spiral in order of degree instead of from chance; parts of the graph that do not
    hang together are set side by side, the largest first.
    """
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(u, v), max(u, v)) for u, v in graph.edges() if u != v}))
    if not plain:
        return {}
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    found: dict[str, tuple[float, float]] = {}
    boxes = _shelves([len(part) for part in parts], width, height)
    for part, (x, y, wide, high) in zip(parts, boxes, strict=True):
        order = sorted(part, key=lambda n: (-plain.degree(n), n))
        for node, (u, v) in zip(order, _springs(plain.subgraph(order), order), strict=True):
            found[node] = (x + float(u) * wide, y + float(v) * high)
    return found


def _shelves(counts: list[int], width: float, height: float) -> list[tuple[float, float, float, float]]:
    """A box for each part, its area in proportion to its nodes: x, y, width, height; rows from the top."""
    total = sum(count + 1 for count in counts)
    rows: list[list[int]] = [[]]
    for i, count in enumerate(counts):
        # A row ends once it is about as high as its parts are wide.
        if rows[-1] and _row(counts, rows[-1], total, width, height) > _side(count, total, width, height):
            rows.append([])
        rows[-1].append(i)
    boxes, top = {}, height
    for row in rows:
        share = sum(counts[i] + 1 for i in row)
        high = height * share / total
        top -= high
        left = 0.0
        for i in row:
            wide = width * (counts[i] + 1) / share
            boxes[i] = (left, top, wide, high)
            left += wide
    return [boxes[i] for i in range(len(counts))]


def _row(counts: list[int], row: list[int], total: int, width: float, height: float) -> float:
    return height * sum(counts[i] + 1 for i in row) / total


def _side(count: int, total: int, width: float, height: float) -> float:
    return math.sqrt(width * height * (count + 1) / total)


def _springs(graph: nx.Graph[str], order: list[str]) -> Points:
    """Places between 0 and 1: linked nodes pull, all nodes push; in steps that grow smaller."""
    count = len(order)
    turn = np.arange(count)
    points = np.stack([np.cos(2.4 * turn), np.sin(2.4 * turn)], axis=1) * np.sqrt(turn + 1)[:, None]
    if count > 1:
        points /= np.abs(points).max()
        number = {node: i for i, node in enumerate(order)}
        ends = np.array([(number[u], number[v]) for u, v in sorted(graph.edges())])
        near = 1.6 / math.sqrt(count)
        steps = 150 if count <= 500 else 60
        for step in range(steps):
            move = _push(points, near)
            gap = points[ends[:, 0]] - points[ends[:, 1]]
            pull = gap * np.hypot(gap[:, 0], gap[:, 1])[:, None] / near
            np.subtract.at(move, ends[:, 0], pull)
            np.add.at(move, ends[:, 1], pull)
            length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
            points += move / length[:, None] * np.minimum(length, 0.2 * (1 - step / steps))[:, None]
    return _fit(points)


def _push(points: Points, near: float) -> Points:
    """How all points push each; many points push from afar as clumps, at the middle of each."""
    clumps, weights = _clumps(points) if len(points) > EXACT else (points, np.ones(len(points)))
    x = points[:, :1] - clumps[:, 0]
    y = points[:, 1:] - clumps[:, 1]
    force = near * near * weights / np.maximum(x * x + y * y, 1e-6)
    return np.stack([(x * force).sum(axis=1), (y * force).sum(axis=1)], axis=1)


def _clumps(points: Points) -> tuple[Points, Points]:
    """Middles and sizes of clumps of near points: as many columns of equal size as each has cells of equal size."""
    side = math.ceil(math.sqrt(len(points) / CLUMP))
    groups = [
        cell
        for column in np.array_split(np.argsort(points[:, 0], kind="stable"), side)
        for cell in np.array_split(column[np.argsort(points[column, 1], kind="stable")], side)
    ]
    return np.array([points[cell].mean(axis=0) for cell in groups]), np.array([float(len(cell)) for cell in groups])


def _fit(points: Points) -> Points:
    """The points stretched over the box from 0 to 1."""
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.where(high > low, high - low, 1.0)
    unit = np.where(high > low, (points - low) / scale, 0.5)
    # Ranks mixed in: a far outlier must not press all others into a corner.
    ranks = np.stack([unit[:, i].argsort(kind="stable").argsort(kind="stable") for i in (0, 1)], axis=1)
    mixed: Points = 0.5 * unit + 0.5 * (ranks + 0.5) / len(points)
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
        clash: NDArray[np.bool_] = np.all(over > TOUCH, axis=2) & ~np.eye(len(centres), dtype=bool)
        if not clash.any():
            break
        across = over[:, :, 0] < over[:, :, 1]
        push = np.where(np.stack([across, ~across], axis=2), over, 0.0) * np.sign(gap) * clash[:, :, None]
        centres += 0.26 * push.sum(axis=1)
    return centres
