"""Arithmetic of days, weeks and months. Weeks run from Monday to Sunday (ISO 8601).

Functions raise ValueError or OverflowError for a day that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

Direction = Literal["past", "future"]
CLOSE, FAR = 75, 290


def parse(published: str | None) -> date | None:
    """The day of an ISO date or dateTime, or None."""
    if published is None or not re.match(r"\d{4}-\d{2}-\d{2}", published):
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def weekday(base: date, number: int, direction: Direction, inclusive: bool) -> date:
    """The nearest such weekday before or after the base; the base itself counts if inclusive."""
    gap = (base.weekday() - number) % 7 if direction == "past" else (number - base.weekday()) % 7
    if gap == 0 and not inclusive:
        gap = 7
    return base - timedelta(gap) if direction == "past" else base + timedelta(gap)


def week(base: date, shift: int = 0) -> tuple[date, date]:
    """Monday and Sunday of the base's week, or of the one `shift` weeks later."""
    monday = base - timedelta(base.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(6)


def month_day(base: date, month: int, day: int, direction: Direction | None) -> date | None:
    """The month and day in the nearest year that fits the direction; None if no year has such a day.

    A reader takes a day of the last or next weeks without a year for the near one: where the direction would lead
    almost a year away and the other way is close, the near day wins.
    """
    return nearest(base, lambda year: date(year, month, day), direction)


def nearest(base: date, of_year: Callable[[int], date], direction: Direction | None) -> date | None:
    """The day of a yearly kind nearest to the base, as `month_day` chooses it; `of_year` may raise ValueError."""
    days = []
    for year in range(base.year - 8, base.year + 9):
        try:
            days.append(of_year(year))
        except (ValueError, OverflowError):
            continue
    if not days:
        return None
    near = min(days, key=lambda d: (abs(d - base), d > base))
    fits = [d for d in days if direction is None or (d <= base if direction == "past" else d >= base)]
    best = min(fits, key=lambda d: abs(d - base), default=near)
    if abs((best - base).days) > FAR and abs((near - base).days) < CLOSE:
        return near
    return best


def named_day(year: int, entry: Mapping[str, Any]) -> date:
    """The day of a year that an entry of the holidays of times.yaml describes."""
    if "easter" in entry:
        return easter(year) + timedelta(entry["easter"])
    day = date(year, entry["month"], entry["day"])
    return weekday(day, entry["weekday"], "future", True) if "weekday" in entry else day


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def month(base: date, number: int, direction: Direction | None) -> str:
    """A month as YYYY-MM in the nearest year that fits the direction; the base's own month fits both."""
    months = [(year, number) for year in (base.year - 1, base.year, base.year + 1)]
    now = base.year * 12 + base.month
    gaps = [y * 12 + m - now for y, m in months]
    fits = [g for g in gaps if direction is None or (g <= 0 if direction == "past" else g >= 0)]
    gap = min(fits or gaps, key=lambda g: (abs(g), g > 0))
    return shift_month(base, gap)


def shift_month(base: date, months: int) -> str:
    """The month so many months later (or earlier) as YYYY-MM."""
    index = base.year * 12 + base.month - 1 + months
    return year_month(index // 12, index % 12 + 1)


def year_month(year: int, number: int) -> str:
    """YYYY-MM of a month that exists."""
    return date(year, number, 1).isoformat()[:7]


def full_year(text: str) -> int:
    """A year of two or four digits: 69 to 99 are of the last century (POSIX)."""
    number = int(text)
    if len(text) > 2:
        return number
    return number + (1900 if number > 68 else 2000)


def last_day(year: int, number: int) -> date:
    """The last day of a month."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return following - timedelta(1)
