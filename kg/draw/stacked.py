"""Stacked bars by matplotlib, in the manner of `kg.draw.picture`: the same bytes for the same numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.draw.picture import Figure, fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 40
WIDE = 34
# Fills that colour-blind readers tell apart (Okabe and Ito 2008), each with a hatch that shows in print too.
FILLS = (
    ("#009E73", ""),
    ("#E69F00", "//"),
    ("#0072B2", ""),
    ("#56B4E9", ".."),
    ("#CC79A7", "xx"),
    ("#D9D9D9", ""),
)


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn: a label a bar, and a series a part of the bars, (name, numbers in the order of the labels)."""

    title: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


def draw(bars: Bars) -> Figure:
    """Draws lying bars, the first on top, each with its total; at most 40, the largest, and a note on the rest."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    totals = [sum(numbers[i] for _, numbers in bars.series) for i in range(len(bars.labels))]
    shown = sorted(sorted(range(len(totals)), key=lambda i: -totals[i])[:MOST])
    labels = [_label(bars.labels[i]) for i in shown]
    families, missing = fonts("".join(labels) + bars.title)
    style: Any = {"font.family": families, "svg.hashsalt": "kg", "text.parse_math": False, "hatch.linewidth": 0.6}
    lines = sum(label.count("\n") + 1 for label in labels)
    with matplotlib.rc_context(style):
        height, width = 1.9 + 0.19 * lines + 0.2 * len(labels), 10.5
        longest = max((len(line) for label in labels for line in label.split("\n")), default=0)
        left = (0.4 + 0.083 * longest) / width
        figure, axes = plt.subplots(figsize=(width, height), dpi=110)
        figure.subplots_adjust(left=left, right=0.95, top=1 - 0.95 / height, bottom=0.75 / height)
        _content(axes, bars, shown, labels, totals)
        figure.text(0.02, 1 - 0.4 / height, bars.title, fontsize=13)
        figure.legend(
            loc="center left", bbox_to_anchor=(0.013, 1 - 0.66 / height), ncols=6, frameon=False, fontsize=9.5
        )
        if len(shown) < len(totals):
            note = f"{len(totals)} bars; shown are the {len(shown)} with the most statements."
            figure.text(0.02, 0.12 / height, note, fontsize=9, color="#444444")
        plt.close(figure)
    return Figure(figure, missing)


def _label(text: str) -> str:
    """A label on short lines, without characters that do not print."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return "\n".join(textwrap.wrap(plain, WIDE, max_lines=3, placeholder=" …")) or "?"


def _content(axes: Axes, bars: Bars, shown: list[int], labels: list[str], totals: list[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    places, start, heights = [], 0.0, []
    for label in labels:
        heights.append(0.55 + 0.4 * label.count("\n"))
        places.append(start + heights[-1] / 2)
        start += heights[-1] + 0.45
    left = [0] * len(shown)
    for (name, numbers), (colour, hatch) in zip(bars.series, FILLS, strict=False):
        widths = [numbers[i] for i in shown]
        if any(widths):
            axes.barh(places, widths, 0.55, left=left, color=colour, hatch=hatch, edgecolor="#333333", linewidth=0.5,
                      label=name)  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    most = max((totals[i] for i in shown), default=1)
    for place, i in zip(places, shown, strict=True):
        axes.text(totals[i] + most * 0.01, place, str(totals[i]), va="center", fontsize=9, color="#333333")
    axes.set_yticks(places, labels, fontsize=9, linespacing=1.05)
    axes.set_ylim(start - 0.2, -0.25)
    axes.set_xlim(0, most * 1.06)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("statements", fontsize=9.5)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
