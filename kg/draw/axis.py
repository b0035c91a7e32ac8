"""The dates of a panel: which days it spans, and where its ticks stand."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from kg.draw.events import Panel, Span

LEAST_DAYS, MOST_TICKS = 12, 13
# An agreement runs for years and ran out long ago; its days beyond this many stand at the edge.
REACH = 45


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from low to high (excluded) over inches from left to right."""

    low: date
    high: date
    left: float
    right: float

    @classmethod
    def of(cls, panel: Panel, left: float, right: float) -> Axis:
        """As wide as the first and last days of the panel's events, and what lies near them.

        Years count only where there is nothing finer, agreements and stages where there is nothing else.
        """
        marks = [(mark, lane.kind) for lane in panel.lanes for mark in lane.marks]
        fine = [(mark, kind) for mark, kind in marks if mark.span.short] or marks
        dated = [(mark, kind) for mark, kind in fine if mark.what in ("start", "end")] or fine
        core = [mark.span for mark, kind in dated if kind != "agreement"] or [mark.span for mark, _ in dated]
        low, high = min(span.first for span in core), max(span.last for span in core)
        days = [day for mark, _ in fine for day in (mark.span.first, mark.span.last)]
        days += [lane.told for lane in panel.lanes if lane.told]
        near = [day for day in days if (low - day).days < REACH and (day - high).days < REACH]
        low, high = min([low, *near]), max([high, *near])
        pad = max(1, (high - low).days // 25, (LEAST_DAYS - (high - low).days) // 2)
        return cls(_moved(low, -pad), _moved(high, pad + 1), left, right)

    def x(self, day: date) -> float:
        """Inches of the beginning of a day, held within the axis."""
        share = (day - self.low).days / (self.high - self.low).days
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def bar(self, span: Span) -> tuple[float, float]:
        """Inches of the beginning of the first and the end of the last day."""
        return self.x(span.first), self.x(_moved(span.last, 1))

    def middle(self, span: Span) -> float:
        """Inches of the middle of the days."""
        return sum(self.bar(span)) / 2

    def outside(self, span: Span) -> int:
        """-1 where the days lie before the axis, 1 where behind it, else 0."""
        return -1 if span.last < self.low else int(span.first >= self.high)

    def ticks(self) -> list[tuple[float, str, str]]:
        """Places, words, and the year where it is new."""
        found, year = [], 0
        for day, words in self._ticks():
            found.append((self.x(day), words, str(day.year) if day.year != year and words != str(day.year) else ""))
            year = day.year
        return found

    def _ticks(self) -> list[tuple[date, str]]:
        days = [self.low + timedelta(n) for n in range((self.high - self.low).days)]
        for step in (1, 2):
            if len(days) / step <= MOST_TICKS:
                return [(day, _short(day)) for day in days if day.toordinal() % step == 0]
        for step in (7, 14):
            mondays = [day for day in days if (day.toordinal() - 1) % step == 0]
            if len(mondays) <= MOST_TICKS:
                return [(day, _short(day)) for day in mondays]
        firsts = [day for day in days if day.day == 1]
        for months in (1, 2, 3, 6):
            found = [day for day in firsts if (day.month - 1) % months == 0]
            if len(found) <= MOST_TICKS:
                return [(day, calendar.month_abbr[day.month]) for day in found]
        years = [day for day in firsts if day.month == 1]
        step = -(-len(years) // MOST_TICKS)
        return [(day, str(day.year)) for day in years if day.year % step == 0]


def _short(day: date) -> str:
    return f"{calendar.month_abbr[day.month]} {day.day}"


def _moved(day: date, days: int) -> date:
    """Some days later, within the calendar."""
    return date.fromordinal(min(date.max.toordinal(), max(1, day.toordinal() + days)))
