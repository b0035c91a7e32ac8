"""Days some weeks away and the edges of a stretch: "the Friday after next", "Tuesday of last week", "a week ago
Tuesday", "the last day of this month"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.annotate.quantities import numbers
from kg.annotate.times.calendar import last_day, shift_month, week, weekday
from kg.annotate.times.reading import Reading, Side, instant
from kg.annotate.times.words import Found, weekdays

SKIPPING = frozenset({"edge-day", "weekday-skip", "weekday-of-week", "weeks-ago"})
SHIFTS = {"last": -1, "this": 0, "next": 1}


def skipping(found: Found, base: date, side: Side) -> Reading:
    """The day that words of a kind in SKIPPING mean, counted from the day of publication.

    Raises:
        ValueError, OverflowError: there is no such day.
    """
    if found.kind == "edge-day":
        return instant(found, _edge(found, base, side), "time-edge-day", 0.9)
    number = weekdays()[found.parts["wd"].lower()]
    if found.kind == "weekday-of-week":
        shift = SHIFTS.get(found.parts["mod"])
        if shift is None:  # "Tuesday of that week": of one spoken of before
            return Reading("day", rule="time-weekday-open", confidence=0.5, found=found)
        return instant(found, week(base, shift)[0] + timedelta(number), "time-weekday-of-week", 0.95)
    if found.kind == "weeks-ago":
        count = 1 if found.parts["n"].lower() in {"a", "an"} else int(numbers.value(found.parts["n"]) or 0)
        many = "many" in found.parts  # "two Fridays ago": the second of them, counted back
        if found.parts.get("side") == "from now":
            return instant(
                found, weekday(base, number, "future", False) + timedelta(weeks=count - 1), "time-weeks-ago", 0.8
            )
        day = weekday(base, number, "past", not many) - timedelta(weeks=count - many)
        return instant(found, day, "time-weeks-ago", 0.85)
    ahead = found.parts["skip"] == "after next"
    near = weekday(base, number, "future" if ahead else "past", False)
    step = timedelta(7 if ahead else -7)
    reading = instant(found, near + step, "time-weekday-skip", 0.7)
    monday, sunday = week(base)
    # the nearest such day, where it is in the week of publication, may be "this Friday" and not "next Friday"
    return replace(reading, alternatives=((near + 2 * step).isoformat(),)) if monday <= near <= sunday else reading


def _edge(found: Found, base: date, side: Side) -> date:
    """The first or last day of a week, month or year; of "the month", the nearest on the side of the tense."""
    last, unit, mod = found.parts["nth"] != "first", found.parts["unit"], found.parts["mod"]
    if mod in SHIFTS:
        return _bound(base, unit, SHIFTS[mod], last)
    days = [_bound(base, unit, shift, last) for shift in (-1, 0, 1)]
    towards = side()
    fits = [d for d in days if d <= base] if towards == "past" else [d for d in days if d >= base] if towards else days
    return min(fits, key=lambda d: abs(d - base))


def _bound(base: date, unit: str, shift: int, last: bool) -> date:
    if unit == "week":
        return week(base, shift)[last]
    if unit == "year":
        return date(base.year + shift, 12 if last else 1, 31 if last else 1)
    year, number = map(int, shift_month(base, shift).split("-"))
    return last_day(year, number) if last else date(year, number, 1)
