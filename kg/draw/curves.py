"""Links as curves: parallel ones told apart, bent around names, ended at the rim of the shape they lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.path import Path

Points = NDArray[np.float64]
SAMPLES = 24
FINE = 800
HEAD, HALF = 0.115, 0.042
ALONE = (0.07, -0.07, 0.18, -0.18, 0.32, -0.32)
TOGETHER = (0.0, 0.16, -0.16)
BETWEEN = 0.17


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bezier curve: a row each for start, control and end."""

    points: Points

    def at(self, t: Points) -> Points:
        """Places on the curve, a row each."""
        t = t[:, None]
        start, control, end = self.points
        found: Points = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
        return found

    def cut(self, first: float, last: float) -> Points:
        """The part between two places (0 to 1) as start, control and end."""
        start, control, end = self.points
        tangent = 2 * ((1 - first) * (control - start) + first * (end - control))
        a, b = self.at(np.array([first, last]))
        return np.array([a, a + tangent * (last - first) / 2, b])


def curves(
    edges: Sequence[tuple[str, str]], places: dict[str, tuple[float, float]], boxes: Points, owners: Sequence[str]
) -> list[Curve]:
    """A curve for each edge, in their order.

    Args:
        edges: source and target; those of one pair bend apart.
        boxes: x0, y0, x1, y1 of shapes and names to keep clear of; owners: the node of each, whose own edges may touch.
    """
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (source, target) in enumerate(edges):
        pairs[min(source, target), max(source, target)].append(i)
    whose = np.array(owners)
    found: dict[int, Curve] = {}
    for (low, high), members in pairs.items():
        others = boxes[(whose != low) & (whose != high)]
        spread = [BETWEEN * (n - (len(members) - 1) / 2) for n in range(len(members))]
        choices = [
            [_bent(places[low], places[high], base + offset) for offset in spread]
            for base in (ALONE if len(members) == 1 else TOGETHER)
        ]
        best = min(choices, key=lambda lines: sum(crossed(line, others) for line in lines))
        for i, line in zip(members, best, strict=True):
            found[i] = line if edges[i][0] == low else Curve(line.points[::-1])
    return [found[i] for i in range(len(edges))]


def _bent(start: tuple[float, float], end: tuple[float, float], bend: float) -> Curve:
    a, b = np.array(start), np.array(end)
    along = b - a
    length = max(float(np.hypot(*along)), 1e-6)
    across = np.array([-along[1], along[0]]) / length
    return Curve(np.array([a, (a + b) / 2 + across * bend * max(length, 1.4) * 1.6, b]))


def crossed(curve: Curve, boxes: Points) -> int:
    """How many samples of the curve lie in boxes."""
    return int(inside(curve.at(np.linspace(0, 1, SAMPLES)), boxes).sum())


def inside(points: Points, boxes: Points) -> NDArray[np.bool_]:
    """Which points (rows) lie in which boxes (columns)."""
    x, y = points[:, :1], points[:, 1:]
    found: NDArray[np.bool_] = (x > boxes[:, 0]) & (x < boxes[:, 2]) & (y > boxes[:, 1]) & (y < boxes[:, 3])
    return found


def arrow(curve: Curve, source: Path, target: Path) -> tuple[Points, Points]:
    """The line of an arrow from rim to rim, as start, control, end, and the three corners of its head.

    Args:
        source, target: the outlines of the shapes at both ends.
    """
    t = np.linspace(0, 1, FINE)
    way = curve.at(t)
    leaves = np.flatnonzero(~source.contains_points(way))
    first = int(leaves[0]) if len(leaves) else 0
    enters = np.flatnonzero(~target.contains_points(way))
    last = int(enters[-1]) if len(enters) else FINE - 1
    if last - first < 2:
        first, last = 0, FINE - 1
    tip = way[last]
    far = np.flatnonzero(np.hypot(*(way[first:last] - tip).T) >= HEAD)
    base = first + int(far[-1]) if len(far) else first
    along = tip - way[base]
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9) * HALF
    return curve.cut(float(t[first]), float(t[max(base, first + 1)])), np.array(
        [way[base] + across, way[base] - across, tip]
    )


def free(
    candidates: Iterable[tuple[float, float, float, float]], taken: Points
) -> tuple[float, float, float, float] | None:
    """The first box (x0, y0, x1, y1) that lies on none of those taken."""
    for box in candidates:
        x0, y0, x1, y1 = box
        if not ((taken[:, 0] < x1) & (taken[:, 2] > x0) & (taken[:, 1] < y1) & (taken[:, 3] > y0)).any():
            return box
    return None
