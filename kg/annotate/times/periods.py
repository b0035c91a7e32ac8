"""Named days, and stretches of the calendar: quarters, weeks of a month, decades, spans of years."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kg.annotate.base import Draft
from kg.annotate.quantities.country import of_story
from kg.annotate.times.calendar import last_day, month, named_day, nearest, shift_month, week, weekday
from kg.annotate.times.reading import ARTICLE, Reading, Side, instant, stretch
from kg.annotate.times.words import Found, holidays, months, weekdays

PERIODS = frozenset({"decade", "fiscal", "half", "holiday", "nth-of-month", "quarter", "week-of", "years"})
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, north of the equator
DOWN_UNDER = re.compile(r"\b(?:Australia|New Zealand|South Africa)\b")
SOUTHERN = frozenset({"AU", "NZ", "ZA"})
ORDINALS = ("first", "second", "third", "fourth")
SHIFTS = {"last": -1, "this": 0, "next": 1}
SATURDAY = (-2, -3, 3, 2, 1, 0, -1)  # from each day of the week to the Saturday of its long weekend


def period(draft: Draft, found: Found, base: date | None, side: Side) -> Reading:
    """The value of words of a kind in PERIODS; arguments and errors as of `values.resolve`."""
    parts = found.parts
    if found.kind == "fiscal":  # every budget has a year of its own
        return Reading("year", rule="time-fiscal-open", confidence=0.5, found=found)
    if found.kind == "decade":
        year = int(parts.get("y") or ("20" if parts["short"] in {"00", "10"} else "19") + parts["short"])
        return stretch(found, date(year, 1, 1), date(year + 9, 12, 31), "year", "time-decade", None)
    if found.kind == "years":
        first, last = parts["y"], parts["y2"]
        ends = int(last) if len(last) == 4 else int(first[:2] + last)
        return stretch(found, date(int(first), 1, 1), date(ends, 12, 31), "year", "time-years", None)
    if parts.get("rel") in {"the", "that", "each", "every"}:  # "the last Friday of the month"
        return Reading("day", rule="time-nth-of-month-open", confidence=0.5, found=found)
    if found.kind == "half" and "month" not in parts:
        year, second = int(parts["y"]), parts["half"] != "first"
        first_month = 7 if second else 1
        return stretch(found, date(year, first_month, 1), last_day(year, first_month + 5), "month", "time-half", None)
    if found.kind == "quarter" and "y" in parts:
        named = parts.get("q2") or parts["q"]
        number = int(named) if named.isdigit() else ORDINALS.index(named) + 1 if named in ORDINALS else 4
        year = int(parts["y"])
        return stretch(found, date(year, 3 * number - 2, 1), last_day(year, 3 * number), "month", "time-quarter", None)
    if "y" not in parts and base is None:
        return Reading("day", rule="time-no-base", confidence=0.5, found=found)
    if found.kind == "holiday":
        return _holiday(draft, found, base, side)
    if "rel" in parts and base is not None:
        return _quarter_beside(found, base) if found.kind == "quarter" else _nth_of_month_beside(found, base)
    number = months()[parts["month"].rstrip(".").lower()]
    if found.kind == "week-of":
        return _week_of(found, base, side, number)
    year = int(parts["y"]) if "y" in parts or base is None else int(month(base, number, side())[:4])
    if found.kind == "half":
        middle = date(year, number, 15)
        if parts["half"] == "first":
            return stretch(found, middle.replace(day=1), middle, "month", "time-half")
        return stretch(found, middle.replace(day=16), last_day(year, number), "month", "time-half")
    return _nth_of_month(found, year, number)


def _quarter_beside(found: Found, base: date) -> Reading:
    """ "last quarter": the calendar's; the year of a company may be another."""
    first = base.replace(month=(base.month - 1) // 3 * 3 + 1, day=1)
    year, number = map(int, shift_month(first, 3 * SHIFTS[found.parts["rel"].lower()]).split("-"))
    reading = stretch(found, date(year, number, 1), last_day(year, number + 2), "month", "time-quarter")
    return replace(reading, confidence=0.6)


def _nth_of_month_beside(found: Found, base: date) -> Reading:
    """ "the last week of this month"."""
    year, number = map(int, shift_month(base, SHIFTS[found.parts["rel"]]).split("-"))
    return _nth_of_month(found, year, number)


def season(draft: Draft, found: Found, base: date) -> Reading:
    """ "this spring": its three months; "last fall" and "next spring" where only one can be meant, else open."""
    mod, name = found.parts["mod"].lower(), found.parts["season"]
    country = of_story(draft, found.span.start)
    south = country in SOUTHERN
    number = (SEASONS[name] + 6 * south - 1) % 12 + 1
    firsts = [date(year, number, 1) for year in range(base.year - 2, base.year + 3)]
    spans = [(first, last_day(*map(int, shift_month(first, 2).split("-")))) for first in firsts]
    if mod == "this":
        near = [s for s in spans if s[0] <= base <= s[1]] or [s for s in spans if s[0].year == s[1].year == base.year]
    else:
        gone = [s for s in spans if s[1] < base] if mod == "last" else []
        near = gone[-1:] or ([s for s in spans if s[0] > base][:1] if mod == "next" else [])
        near = [s for s in near if base.year not in (s[0].year, s[1].year)]
    if not near or (country is None and DOWN_UNDER.search(draft.text)):
        return Reading("month", rule="time-season-open", confidence=0.5, found=found)
    return stretch(found, *near[0], "month", "time-season")


def _week_of(found: Found, base: date | None, side: Side, number: int) -> Reading:
    """ "the week of June 15": its Monday to its Sunday."""
    of_month = int(found.parts["day"].rstrip("sndrth"))
    if "y" in found.parts or base is None:
        return stretch(found, *week(date(int(found.parts["y"]), number, of_month)), "week", "time-week-of", None)
    day = nearest(base, lambda year: date(year, number, of_month), side())
    if day is None:
        raise ValueError(found.parts["day"])
    return stretch(found, *week(day), "week", "time-week-of")


def _nth_of_month(found: Found, year: int, number: int) -> Reading:
    """ "the first Monday of May", "the last week of June"."""
    anchor = None if "y" in found.parts else ARTICLE
    nth = found.parts["nth"].lower()
    if "week" in found.parts:
        first = last_day(year, number) - timedelta(6) if nth == "last" else date(year, number, 1)
        first += timedelta(0 if nth == "last" else 7 * ORDINALS.index(nth))
        return stretch(found, first, first + timedelta(6), "week", "time-nth-of-month", anchor)
    named = weekdays()[found.parts["wd"].lower()]
    if nth == "last":
        day = weekday(last_day(year, number), named, "past", True)
    else:
        day = weekday(date(year, number, 1), named, "future", True) + timedelta(7 * ORDINALS.index(nth))
    return Reading("day", day.isoformat(), anchor=anchor, rule="time-nth-of-month", confidence=0.9, found=found)


def _holiday(draft: Draft, found: Found, base: date | None, side: Side) -> Reading:
    """A named day, or the weekend that it makes long."""
    entry = holiday(found.parts["name"])
    country = of_story(draft, found.span.start)
    if country is not None and country not in entry.get("countries", [country]):
        return Reading("day", rule="time-holiday-elsewhere", confidence=0.5, found=found)
    if "y" in found.parts or base is None:
        day: date | None = named_day(int(found.parts["y"]), entry)
        return Reading("day", day.isoformat() if day else None, rule="time-holiday", confidence=0.95, found=found)
    mod = found.parts.get("rel", "").lower()
    towards = "past" if "last" in mod or "past" in mod else "future" if mod else side()
    start = base + timedelta({"last": -1, "next": 1}.get(mod, 0))
    day = nearest(start, lambda year: named_day(year, entry), towards)
    if day is None or "weekend" not in found.parts:
        return instant(found, day, "time-holiday", 0.9)
    saturday = day + timedelta(SATURDAY[day.weekday()])
    return stretch(found, min(day, saturday), max(day, saturday + timedelta(1)), "day", "time-holiday")


def holiday(name: str) -> dict[str, Any]:
    """The entry of a holiday's name as printed, with or without its apostrophe."""
    wanted = _plain(name)
    return next(e for n, e in holidays().items() if _plain(n) == wanted)


def _plain(name: str) -> str:
    return name.lower().replace("'", "").replace("’", "")
