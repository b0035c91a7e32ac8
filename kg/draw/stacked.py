"""Stacked bars on a sheet: the same for the same numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from kg.draw.labels import plain, sizes, styled
from kg.draw.sheet import Sheet
from kg.draw.theme import LIGHT, Theme

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


def draw(bars: Bars, theme: Theme = LIGHT) -> Sheet:
    """Draws lying bars, the first on top, each with its total; at most 40, the largest, and a note on the rest."""
    totals = [sum(numbers[i] for _, numbers in bars.series) for i in range(len(bars.labels))]
    shown = sorted(sorted(range(len(totals)), key=lambda i: -totals[i])[:MOST])
    labels = [_label(bars.labels[i]) for i in shown]
    rest = len(shown) < len(totals)
    note = f"{len(totals)} bars; shown are the {len(shown)} with the most statements." if rest else ""
    with styled("".join(labels) + bars.title) as missing:
        lines = sum(label.count("\n") + 1 for label in labels)
        width, height = 10.5, 2.2 + 0.19 * lines + 0.2 * len(labels)
        left = (0.4 + max((w for w, _ in sizes(labels, 9)), default=0)) / width
        count = "1 bar" if len(totals) == 1 else f"{len(totals)} bars"
        alt = f"Stacked bars. {plain(bars.title)}, {count}. {_told(bars, shown, totals)}"
        sheet = Sheet(width, height, theme, bars.title, alt, missing)
        sheet.heading(note)
        _content(sheet, bars, shown, labels, totals)
        top, foot = 1 - 1.2 / height, 0.75 / height
        sheet.axes.set_position((left, foot, 0.95 - left, max(top - foot, 0.1)))
        sheet.figure.legend(
            loc="center left", bbox_to_anchor=(0.2 / width, 1 - 0.93 / height), ncols=6, frameon=False, fontsize=9.5,
            labelcolor=theme.ink,
        )  # fmt: skip
    return sheet


def _told(bars: Bars, shown: list[int], totals: list[int]) -> str:
    """The five largest bars in words."""
    order = sorted(shown, key=lambda i: -totals[i])[:5]
    return "Largest: " + ", ".join(f"{plain(bars.labels[i])[:60]} ({totals[i]})" for i in order) + "."


def _label(text: str) -> str:
    """A label on short lines, without characters that do not print."""
    return "\n".join(textwrap.wrap(plain(text), WIDE, max_lines=3, placeholder=" …")) or "?"


def _content(sheet: Sheet, bars: Bars, shown: list[int], labels: list[str], totals: list[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes, theme = sheet.axes, sheet.theme
    axes.set_axis_on()
    axes.set_frame_on(True)
    axes.set_facecolor(theme.paper)
    places, start, heights = [], 0.0, []
    for label in labels:
        heights.append(0.55 + 0.4 * label.count("\n"))
        places.append(start + heights[-1] / 2)
        start += heights[-1] + 0.45
    left = [0] * len(shown)
    for (name, numbers), (colour, hatch) in zip(bars.series, FILLS, strict=False):
        widths = [numbers[i] for i in shown]
        if any(widths):
            axes.barh(places, widths, 0.55, left=left, color=colour, hatch=hatch, edgecolor=theme.rim, linewidth=0.5,
                      label=name)  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    most = max((totals[i] for i in shown), default=1)
    for place, i in zip(places, shown, strict=True):
        axes.text(totals[i] + most * 0.01, place, str(totals[i]), va="center", fontsize=9, color=theme.soft)
    axes.set_yticks(places, labels, fontsize=9, linespacing=1.15, color=theme.ink)
    axes.set_ylim(start - 0.2, -0.25)
    axes.set_xlim(0, most * 1.06)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("statements", fontsize=9.5, color=theme.soft)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", color=theme.soft, labelcolor=theme.soft)
    axes.spines["bottom"].set_color(theme.soft)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
