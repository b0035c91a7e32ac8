"""Panels of events -> a sheet: a lane an event, bars and marks for its days, hollow where only planned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.draw.axis import Axis
from kg.draw.events import Lane, Mark, Panel, Span
from kg.draw.labels import fit, plain, sizes, styled
from kg.draw.picture import outline
from kg.draw.runs import Run, runs, said, words
from kg.draw.sheet import Sheet
from kg.draw.theme import LANES, LIGHT, Theme

WIDTH, LEFT, RIGHT = 12.6, 3.55, 12.25
TOP, FOOT = 0.95, 0.75
HEADING, AXIS, ROW, GAP = 0.36, 0.46, 0.2, 0.24
LANE = 0.13  # above and below the rows of a lane
NAME, NOTE = 8.5, 7.4
BAR, MARK, ARROW = 0.09, 0.06, 0.11
EDGE = RIGHT + 0.25


@dataclass(slots=True)
class Note:
    """Words beside a mark: from where (inches), on which row of the lane, and where the mark is."""

    words: str
    x: float
    row: int
    at: float


@dataclass(slots=True)
class Strip:
    """A lane with its notes set out, and the height it takes."""

    lane: Lane
    notes: list[Note] = field(default_factory=list)

    @property
    def height(self) -> float:
        return 2 * LANE + ROW * max([note.row for note in self.notes], default=0)


def draw(panels: list[Panel], title: str, note: str = "", theme: Theme = LIGHT, alt: str = "") -> Sheet:
    """Draws a panel a dispute, each with dates of its own, one below the other."""
    lanes = [lane for panel in panels for lane in panel.lanes]
    text = [panel.label for panel in panels] + [lane.label for lane in lanes]
    text += [note for lane in lanes for note, _ in words(lane)]
    with styled(plain("".join([*text, title, note]))) as missing:
        axes = [Axis.of(panel, LEFT, RIGHT) for panel in panels]
        strips = [[_strip(lane, axis) for lane in panel.lanes] for panel, axis in zip(panels, axes, strict=True)]
        heights = [HEADING + AXIS + GAP + sum(strip.height for strip in rows) for rows in strips]
        sheet = Sheet(WIDTH, max(3.0, TOP + FOOT + sum(heights)), theme, title, alt, missing)
        sheet.heading(note)
        top, counted = sheet.height - TOP, 0
        for panel, axis, rows, height in zip(panels, axes, strips, heights, strict=True):
            _panel(sheet, panel, axis, rows, top, counted)
            top -= height
            counted += len(rows)
        if not panels:
            sheet.axes.text(WIDTH / 2, 1.5, "nothing to draw", ha="center", color=theme.soft)
        sheet.legend(_legend(theme, {strip.lane.kind for rows in strips for strip in rows}), 4)
    return sheet


def _panel(sheet: Sheet, panel: Panel, axis: Axis, rows: list[Strip], top: float, counted: int) -> None:
    from matplotlib.patches import Rectangle

    theme = sheet.theme
    heading = sheet.axes.text(
        0.3,
        top - 0.16,
        fit(panel.label, 10.5, WIDTH - 0.6, 90, "bold"),
        fontsize=10.5,
        weight="bold",
        color=theme.ink,
        va="center",
    )
    sheet.name(heading, f"dispute-{counted}", panel.label, panel.iri)
    high = top - HEADING
    low = high - sum(strip.height for strip in rows)
    for x, day, year in axis.ticks():
        sheet.axes.plot([x, x], [low - 0.05, high], color=theme.grid, linewidth=0.7, zorder=0.5)
        sheet.axes.text(x, low - 0.09, day, fontsize=7.8, color=theme.soft, ha="center", va="top")
        sheet.axes.text(x, low - 0.24, year, fontsize=7.8, color=theme.soft, ha="center", va="top", weight="bold")
    sheet.axes.plot([LEFT, RIGHT], [low, low], color=theme.soft, linewidth=0.8, zorder=0.6)
    for number, strip in enumerate(rows):
        if number % 2 == 0:
            band = Rectangle((0.2, high - strip.height), RIGHT - 0.1, strip.height, color=theme.grid, alpha=0.28)
            band.set_zorder(0.1)
            band.set_linewidth(0)
            sheet.put(band)
        _lane(sheet, strip, axis, high - LANE, counted + number)
        high -= strip.height


def _strip(lane: Lane, axis: Axis) -> Strip:
    """Notes to the right of their marks, to the left at the edge, on the first row that has room."""
    notes = [(_at_edge(text, span, axis), *_ends(span, axis)) for text, span in words(lane)]
    strip = Strip(lane)
    taken: list[list[tuple[float, float]]] = [_marks(lane, axis), *([] for _ in notes)]
    for (text, low, high), (width, _) in zip(notes, sizes([text for text, _, _ in notes], NOTE), strict=True):
        at = min((low + high) / 2, low + MARK)
        spots = [(0, high + 0.1), (0, low - 0.1 - width)]
        spots += [(row, x) for row in range(1, len(taken)) for x in (at + 0.05, at - 0.05 - width)]
        spots += [(row, max(LEFT, EDGE - width)) for row in range(1, len(taken))]
        row, x = next((row, x) for row, x in spots if _fits(x, width, taken[row]))
        taken[row].append((x - 0.05, x + width + 0.05))
        strip.notes.append(Note(text, x, row, at))
    return strip


def _at_edge(text: str, span: Span, axis: Axis) -> str:
    """The words, with an arrow and the year where their day lies beyond the edge."""
    side = axis.outside(span)
    year = f", {span.last.year}" if str(span.last.year) not in text else ""
    day = f" {span.words()}" if span.words() not in text else ""
    return f"◂ {text}{day}{year}" if side < 0 else f"{text}{day}{year} ▸" if side else text


def _ends(span: Span, axis: Axis) -> tuple[float, float]:
    """Inches of what words stand beside: a mark in the middle of its day, or a bar."""
    if span.first == span.last:
        return axis.middle(span) - MARK, axis.middle(span) + MARK
    return axis.bar(span)


def _fits(x: float, width: float, taken: list[tuple[float, float]]) -> bool:
    return x >= LEFT - 0.02 and x + width <= EDGE and all(x + width < low or x > high for low, high in taken)


def _marks(lane: Lane, axis: Axis) -> list[tuple[float, float]]:
    """What marks and bars of a lane take up."""
    ends = [_ends(mark.span, axis) for mark in lane.marks if not axis.outside(mark.span)]
    for whole in runs(lane):
        low, high = axis.bar(whole.span)
        ends.append((low, high + (ARROW if whole.close == "open" else 0)))
    return [(low - 0.03, high + 0.03) for low, high in ends]


def _lane(sheet: Sheet, strip: Strip, axis: Axis, y: float, number: int) -> None:
    theme, lane = sheet.theme, strip.lane
    marker, _, group = LANES[lane.kind]
    fill = theme.fills[group]
    name = sheet.axes.text(
        0.3, y, fit(lane.label, NAME, LEFT - 0.5), fontsize=NAME, color=theme.ink, va="center", zorder=4
    )
    sheet.name(name, f"event-{number}", lane.label, lane.iri)
    for count, whole in enumerate(runs(lane)):
        _run(sheet, lane, whole, axis, y, f"bar-{number}-{count}", fill)
    for count, mark in enumerate(sorted(lane.marks, key=lambda mark: (mark.span, mark.what))):
        _mark(sheet, lane, mark, axis, y, f"mark-{number}-{count}", marker, fill)
    for note in strip.notes:
        at = y - note.row * ROW
        if note.row:
            sheet.axes.plot([note.at, note.at], [at - 0.07, y - MARK], color=theme.soft, linewidth=0.6, zorder=0.9)
        ground = {"boxstyle": "square,pad=0.05", "facecolor": theme.paper, "edgecolor": "none", "alpha": 0.7}
        sheet.axes.text(note.x, at, note.words, fontsize=NOTE, color=theme.ink, va="center", zorder=4, bbox=ground)


def _run(sheet: Sheet, lane: Lane, whole: Run, axis: Axis, y: float, key: str, fill: str) -> None:
    """The bar of a lane: hollow as far as it is only planned, a thin line where the end is only known to lie before."""
    from matplotlib.patches import Polygon, Rectangle

    rim, paper = sheet.theme.rim, sheet.theme.paper
    (low, high), high_of = axis.bar(whole.span), BAR if whole.close != "by" else 0.02
    hollow = Rectangle((low, y - high_of / 2), high - low, high_of, facecolor=paper, edgecolor=rim, linewidth=0.8)
    hollow.set(linestyle="-" if whole.sure else "--", zorder=1.5)
    told = f"{lane.label}: " + "; ".join(said(mark) for mark in sorted(lane.marks, key=lambda mark: mark.span))
    sheet.name(sheet.put(hollow), key, told, lane.iri)
    face = fill if whole.sure else paper
    if whole.sure and whole.sure >= whole.span.first:
        end = axis.bar(Span(whole.span.first, min(whole.sure, whole.span.last)))[1]
        done = Rectangle((low, y - high_of / 2), end - low, high_of, facecolor=fill, edgecolor=rim, linewidth=0.8)
        sheet.put(done).set_zorder(1.55)
    if whole.close == "open":
        head = Polygon([(high, y - BAR), (high + ARROW, y), (high, y + BAR)], closed=True, facecolor=face)
        head.set(edgecolor=rim, linewidth=0.8, zorder=1.6)
        sheet.put(head)


def _mark(sheet: Sheet, lane: Lane, mark: Mark, axis: Axis, y: float, key: str, marker: str, fill: str) -> None:
    from matplotlib.patches import PathPatch, Rectangle

    theme = sheet.theme
    face = theme.paper if mark.planned else fill
    if axis.outside(mark.span):
        return
    if mark.what not in ("start", "end"):
        x = axis.middle(mark.span)
        drawn: Any = Rectangle((x - 0.018, y - 0.085), 0.036, 0.17, facecolor=fill, edgecolor=theme.rim, linewidth=0.6)
    elif mark.span.first != mark.span.last:
        x0, x1 = axis.bar(mark.span)
        drawn = Rectangle(
            (x0, y - BAR / 2), x1 - x0, BAR, facecolor=face, edgecolor=theme.rim, linewidth=0.8, hatch="////",
            linestyle="--" if mark.planned else "-",
        )  # fmt: skip
    else:
        path = outline(marker, (axis.middle(mark.span), y), MARK)
        drawn = PathPatch(path, facecolor=face, edgecolor=theme.rim, linewidth=0.9)
    drawn.set_zorder(2)
    sheet.name(sheet.put(drawn), key, f"{lane.label}: {said(mark)}", lane.iri)


def _legend(theme: Theme, kinds: set[str]) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    def shape(marker: str, face: str, word: str) -> Any:
        return Line2D([], [], marker=marker, color="none", markerfacecolor=face, markeredgecolor=theme.rim, label=word)

    handles = [shape(marker, theme.fills[fill], word) for kind, (marker, word, fill) in LANES.items() if kind in kinds]
    if not handles:
        return []
    return [
        *handles,
        shape("s", theme.rim, "filled: held"),
        shape("s", theme.paper, "hollow: only planned"),
        shape("|", theme.rim, "stage, on the day it is first told"),
        Patch(facecolor=theme.paper, edgecolor=theme.rim, hatch="//////", label="a month or year, no day"),
        shape(">", theme.rim, "goes on, no end told"),
        Line2D([], [], color=theme.rim, linewidth=1.2, label="had ended when this was told"),
    ]
