"""From words of time to calendar values, one function for each kind of words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.annotate.base import Draft
from kg.annotate.quantities import numbers
from kg.annotate.quantities.country import day_first
from kg.annotate.times.calendar import (
    full_year,
    last_day,
    month,
    month_day,
    shift_month,
    week,
    weekday,
    year_month,
)
from kg.annotate.times.periods import PERIODS, period, season
from kg.annotate.times.reading import ARTICLE, SAME_DAY, UNITS, Reading, Side, instant, stretch
from kg.annotate.times.skipping import SKIPPING, skipping
from kg.annotate.times.words import Found, clock, months, weekdays

SHIFTS = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}

UNIT_SHIFTS = {"before last": -2, "last": -1, "this": 0, "next": 1, "after next": 2}


def resolve(draft: Draft, found: Found, base: date | None, side: Side, before: list[Reading]) -> Reading:
    """The value of words of time.

    Args:
        base: day of publication, or None: then only complete dates have a value.
        side: tells whether they lie before or after publication.
        before: the readings of the words before these.

    Raises:
        ValueError, OverflowError: there is no such day.
    """
    kind = found.kind
    parts = found.parts
    if kind == "iso":
        day = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
        return _timed(Reading("day", day.isoformat(), rule="time-iso", found=found))
    if kind == "slash":
        return _slash(draft, found)
    if kind == "month-year":
        number = months()[parts["month"].rstrip(".").lower()]
        return Reading("month", year_month(int(parts["y"]), number), rule="time-month-year", found=found)
    if kind == "year":
        year = parts.get("y") or str(full_year(parts["short"]))
        return Reading("year", _year(year), rule="time-year", confidence=0.95, found=found)
    if kind in PERIODS:
        return period(draft, found, base, side)
    if "y" in parts and kind != "second-day":
        return _timed(_full(found))
    if base is None:
        unit = UNITS.get(parts.get("unit", "day").rstrip("s"), "day")
        return _timed(Reading("month" if kind == "month" else unit, rule="time-no-base", confidence=0.5, found=found))
    reading = _relative(draft, found, base, side, before)
    return _timed(reading)


def _year(text: str) -> str:
    return date(int(text), 1, 1).isoformat()[:4]


def _full(found: Found) -> Reading:
    number = months()[found.parts["month"].rstrip(".").lower()]
    year = full_year(found.parts["y"])
    if found.kind == "ordinal-of-month":
        day = date(year, number, 1) if found.parts["nth"] == "first" else last_day(year, number)
    else:
        day = date(year, number, int(found.parts["day"].rstrip("sndrth")))
    return Reading("day", day.isoformat(), rule="time-date", found=found)


def _timed(reading: Reading) -> Reading:
    """With the time of day, where there is one that exists."""
    parts = reading.found.parts
    words = parts.get("clock") or parts.get("clock2") or parts.get("clock3")
    if words is None:
        return reading
    try:
        at, zone = clock(words)
    except ValueError:
        return reading
    return replace(reading, clock=at, zone=zone)


def _slash(draft: Draft, found: Found) -> Reading:
    """03/04/2026 by the order of the country; both readings where that is not known."""
    a, b, year = int(found.parts["a"]), int(found.parts["b"]), full_year(found.parts["y"])
    readings: list[str | None] = []
    for number, day in ((a, b), (b, a)):
        try:
            readings.append(date(year, number, day).isoformat())
        except ValueError:
            readings.append(None)
    month_first, other = readings
    order = day_first(draft)
    dotted = found.parts["sep"] == "."
    if month_first and other and month_first != other and order is None and not dotted:
        both = tuple(sorted((month_first, other)))
        return Reading("day", alternatives=both, rule="time-slash-ambiguous", confidence=0.5, found=found)
    wanted = other if order or dotted else month_first
    value = wanted or month_first or other
    if value is None:
        raise ValueError("no such day")
    return Reading("day", value, rule="time-slash", found=found)


def _slash_short(draft: Draft, found: Found, base: date, side: Side) -> Reading:
    """6/15 by the order of the country, of which only one may be a day."""
    a, b = int(found.parts["a"]), int(found.parts["b"])
    month_first, other = (month_day(base, n, d, side()) if 1 <= n <= 12 else None for n, d in ((a, b), (b, a)))
    order = day_first(draft)
    if month_first and other and month_first != other and order is None:
        both = tuple(sorted((month_first.isoformat(), other.isoformat())))
        return Reading(
            "day", anchor=ARTICLE, alternatives=both, rule="time-slash-ambiguous", confidence=0.5, found=found
        )
    return instant(found, (other if order else month_first) or month_first or other, "time-slash", 0.9)


def _nth_day(found: Found, base: date, side: Side) -> Reading:
    """ "the 30th": of this month or of the nearest one on the side of the tense."""
    shift = {"last": -1, "next": 1}.get(found.parts.get("mod", "").lower(), 0)
    nth, towards = int(found.parts["nth"]), side()
    if "mod" not in found.parts and towards is not None:
        shift = 1 if towards == "future" and nth < base.day else -1 if towards == "past" and nth > base.day else 0
    year, number = map(int, shift_month(base, shift).split("-"))
    return instant(found, date(year, number, nth), "time-nth-day", 0.8 if towards else 0.6)


def _relative(draft: Draft, found: Found, base: date, side: Side, before: list[Reading]) -> Reading:
    kind, parts = found.kind, found.parts
    if kind == "date" or kind == "ordinal-of-month":
        return _month_day(found, base, side)
    if kind == "second-day":
        return _second_day(found, before)
    if kind == "slash-short":
        return _slash_short(draft, found, base, side)
    if kind == "nth-day":
        return _nth_day(found, base, side)
    if kind in SKIPPING:
        return skipping(found, base, side)
    if kind == "month":
        return _month(found, base, side)
    if kind == "weekday":
        return _weekday(found, base, side, draft.structure.quoted(found.span.start))
    if kind == "today":
        return _today(found, base)
    if kind == "weekend":
        return _weekend(found, base, side)
    if kind in {"few", "past-unit"}:
        return _last_few(found, base)
    if kind == "end-of":
        return _edge(found, base)
    if kind == "unit":
        shift = UNIT_SHIFTS[(parts.get("mod") or parts["mod2"]).lower()]
        return _unit(found, base, parts.get("unit") or parts["unit2"], shift, "time-unit")
    if kind in {"ago", "ahead"}:
        return _ago(found, base)
    if kind == "from-day":
        return _from_day(found, base)
    if kind == "season":
        return season(draft, found, base)
    precision = UNITS.get(parts.get("unit", "day").rstrip("s"), "day")
    return Reading(precision, rule=f"time-{kind}-open", confidence=0.5, found=found)


def _month_day(found: Found, base: date, side: Side) -> Reading:
    number = months()[found.parts["month"].rstrip(".").lower()]
    towards = side()
    if found.kind == "ordinal-of-month":
        year = int(month(base, number, towards)[:4])
        day: date | None = date(year, number, 1) if found.parts["nth"] == "first" else last_day(year, number)
    else:
        day = month_day(base, number, int(found.parts["day"].rstrip("sndrth")), towards)
    reading = replace(instant(found, day, "time-month-day", 1.0), towards=towards)
    named = found.parts.get("wd")
    if named and day is not None:
        wanted = next((n for w, n in weekdays().items() if w.startswith(named.rstrip(".").lower()[:3])), None)
        if wanted is not None and wanted != day.weekday():
            return replace(reading, rule="time-month-day-other-weekday", confidence=0.7)
    return reading


def _second_day(found: Found, before: list[Reading]) -> Reading:
    """ "Oct. 12 and 14": the month of the day before it."""
    kinds = {"date", "second-day"}
    value = next((r.value for r in reversed(before) if r.found.kind in kinds and r.value), None)
    if value is None:
        return Reading("day", rule="time-second-day-open", confidence=0.5, found=found)
    day = date(int(found.parts.get("y", value[:4])), int(value[5:7]), int(found.parts["second"]))
    return instant(found, day, "time-second-day", 0.95)


def _month(found: Found, base: date, side: Side) -> Reading:
    parts = found.parts
    number = months()[(parts.get("month") or parts["month2"]).rstrip(".").lower()]
    mod = parts.get("rel", "").lower()
    alternatives: tuple[str, ...] = ()
    if mod == "last":
        value = month(base.replace(day=1) - timedelta(1), number, "past")
        if value[:4] == str(base.year):
            alternatives = (f"{base.year - 1}{value[4:]}",)
    elif mod == "next":
        value = month(last_day(base.year, base.month) + timedelta(1), number, "future")
        if value[:4] == str(base.year):
            alternatives = (f"{base.year + 1}{value[4:]}",)
    elif mod.startswith("this"):
        value = month(base, number, "past" if "past" in mod else "future" if "coming" in mod else side())
    else:
        value = month(base, number, side())
    return Reading(
        "month", value, anchor=ARTICLE, alternatives=alternatives, rule="time-month", confidence=0.95, found=found
    )


def _weekday(found: Found, base: date, side: Side, quoted: bool) -> Reading:
    """The bare weekday by tense; "last" and "next" keep the other reading where both are usual, as does the name of
    the very day of publication in the future tense, which may be that day or the one a week later."""
    number = weekdays()[found.parts["wd"].lower()]
    mod = found.parts.get("mod", "").lower()
    alternatives: tuple[str, ...] = ()
    if mod in {"last", "this past"}:
        day = weekday(base, number, "past", False)
        if mod == "last" and day >= week(base)[0]:
            alternatives = ((day - timedelta(7)).isoformat(),)
    elif mod in {"next", "this coming"}:
        day = weekday(base, number, "future", False)
        if mod == "next" and day <= week(base)[1]:
            alternatives = ((day + timedelta(7)).isoformat(),)
    elif mod == "this":
        towards = side()
        day = weekday(base, number, "past" if towards == "past" else "future", True)
    elif mod in {"the following", "the previous"}:
        return Reading("day", rule="time-following-open", confidence=0.5, found=found)
    else:
        towards = side()
        day = weekday(base, number, towards or "past", towards != "future")
        if found.parts.get("early", "").lower().startswith("later") and base.weekday() == number:
            return instant(found, base, "time-weekday", 0.9)  # "will march later Friday", in the paper of that day
        if "later" in found.parts:  # "Tuesday week"
            day = weekday(base, number, "future", False) + timedelta(7)
            return instant(found, day, "time-weekday-week", 0.8)
        if towards == "future" and base.weekday() == number:
            first, other = (base, day) if quoted else (day, base)
            return replace(instant(found, first, SAME_DAY, 0.5), alternatives=(other.isoformat(),))
        reading = instant(found, day, "time-weekday", 0.95 if towards else 0.7)
        return reading
    reading = instant(found, day, f"time-weekday-{mod.replace(' ', '-')}", 0.7 if alternatives else 0.95)
    return replace(reading, alternatives=alternatives)


def _from_day(found: Found, base: date) -> Reading:
    """ "two weeks from Monday", "three days from today"."""
    parts = found.parts
    unit = {"d": 1, "w": 7, "f": 14}[parts["unit"][0]]
    count = 1 if parts["n"].lower() in {"a", "an"} else int(numbers.value(parts["n"]) or 0)
    if "wd" in parts:
        start = weekday(base, weekdays()[parts["wd"].lower()], "future", True)
    else:
        start = base + timedelta(SHIFTS.get(parts["word"], 0))
    return instant(found, start + timedelta(unit * count), "time-from-day", 0.9)


def _today(found: Found, base: date) -> Reading:
    word = found.parts["word"].lower()
    shift = SHIFTS.get(word, 0)
    return instant(found, base + timedelta(shift), "time-today", 0.95)


def _weekend(found: Found, base: date, side: Side) -> Reading:
    mod = found.parts["mod"].lower()
    monday = week(base)[0]
    if mod in {"last", "this past"} or (mod in {"the", "over the", "at the"} and side() == "past"):
        if not (base.weekday() == 6 and mod != "last"):
            monday -= timedelta(7)
    elif mod == "next":
        monday += timedelta(7)
    begin, end = monday + timedelta(5), monday + timedelta(6)
    return Reading(
        "day",
        begin=begin.isoformat(),
        end=end.isoformat(),
        anchor=ARTICLE,
        rule="time-weekend",
        confidence=0.8,
        found=found,
    )


def _last_few(found: Found, base: date) -> Reading:
    """A stretch that ends with publication; its beginning only where the text counts it."""
    unit = found.parts["unit"].rstrip("s")
    count = numbers.value(found.parts.get("n") or ("1" if found.kind == "past-unit" else ""))
    begin = None
    if count is not None:
        start = _back(base, unit, int(count))
        begin = start.isoformat()
    return Reading(
        UNITS[unit],
        begin=begin,
        end=base.isoformat(),
        anchor=ARTICLE,
        rule="time-stretch",
        confidence=0.8,
        found=found,
    )


def _back(base: date, unit: str, count: int) -> date:
    if unit in {"day", "week"}:
        return base - timedelta(count * (7 if unit == "week" else 1))
    year, number = map(int, shift_month(base, -count * (12 if unit == "year" else 1)).split("-"))
    return date(year, number, min(base.day, last_day(year, number).day))


def _unit(found: Found, base: date, unit: str, shift: int, rule: str) -> Reading:
    if unit == "week":
        return stretch(found, *week(base, shift), "week", rule)
    value = shift_month(base, shift) if unit == "month" else _year(str(base.year + shift))
    return Reading(UNITS[unit], value, anchor=ARTICLE, rule=rule, confidence=0.9, found=found)


def _edge(found: Found, base: date) -> Reading:
    """ "the end of the year": its last month; of the month: that month; of the week: that week."""
    mod, unit = found.parts["mod"].lower(), found.parts["unit"]
    shift = {"last": -1, "next": 1}.get(mod, 0)
    if unit != "year":
        return _unit(found, base, unit, shift, "time-edge")
    number = 12 if found.parts["edge"] in {"end", "close"} else 1
    value = year_month(base.year + shift, number)
    return Reading("month", value, anchor=ARTICLE, rule="time-edge", confidence=0.8, found=found)


def _ago(found: Found, base: date) -> Reading:
    parts = found.parts
    unit = parts["unit"].rstrip("s")
    if unit not in UNITS:  # "a decade ago", "generations ago" are about then
        return Reading("year", anchor=ARTICLE, rule="time-ago-open", confidence=0.5, found=found)
    count = numbers.value(parts["n"]) if parts["n"].lower() not in {"a", "an"} else 1
    if unit == "fortnight":
        unit, count = "week", None if count is None else 2 * count
    sign = -1 if parts.get("side") == "ago" else 1
    if count is None or "hedge" in parts or unit == "hour":
        return Reading(UNITS[unit], anchor=ARTICLE, rule="time-ago-open", confidence=0.5, found=found)
    shift = sign * int(count)
    if unit == "day":
        return instant(found, base + timedelta(shift), "time-ago", 0.9)
    if unit == "year" and "this" in parts:  # "two years ago this month"
        return Reading("month", year_month(base.year + shift, base.month), anchor=ARTICLE, rule="time-ago", found=found)
    return _unit(found, base, unit, shift, "time-ago")
