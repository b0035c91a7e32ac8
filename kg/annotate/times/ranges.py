"""Times beside each other that share a year or a week: "Sept. 3 to Oct. 4, 2024", "Monday to Friday"."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta

from kg.annotate.base import Draft
from kg.annotate.times.calendar import named_day, weekday
from kg.annotate.times.periods import holiday
from kg.annotate.times.reading import SAME_DAY, Reading
from kg.annotate.times.words import weekdays

TO = re.compile(r"\s*(?:-|–|—|to|until|till|through|thru|and ending|and)\s*(?:on )?(?:the )?", re.IGNORECASE)
LIST = re.compile(r"\s*(?:,|,? and|,? or|,? &|-|–|—|to|until|till|through|thru)\s*(?:the )?", re.IGNORECASE)
OR = re.compile(r",? or (?:(?:on|early|late|even|perhaps|possibly|maybe) )*", re.IGNORECASE)
THAT_YEAR = re.compile(r",? (?:of )?(?:that|the same) year\b")
OF_YEAR = re.compile(r",? (?:of |in )?")
IN_YEAR = re.compile(r",? (?:on |in )?")
LEADING = re.compile(r"(?!['’]s)(?:(?!, (?:and|but|while)\b)[^;:“”\"])*")
WITHOUT_YEAR = frozenset({"date", "second-day", "month", "ordinal-of-month", "holiday"})


def mended(draft: Draft, readings: list[Reading], base: date | None) -> list[Reading]:
    """The readings with the years and weeks that their neighbors give them."""
    out = list(readings)
    _year_behind(draft, out)
    for i in range(len(out) - 1, 0, -1):
        first, second = out[i - 1], out[i]
        gap = draft.text[first.found.span.end : second.found.span.start]
        if _yearless(first) and _dated(second) and (LIST.fullmatch(gap) or second.found.kind == "second-day"):
            out[i - 1] = _same_year(first, second)
        if first.found.kind == second.found.kind == "weekday" and (LIST.fullmatch(gap) or TO.fullmatch(gap)):
            out[i - 1 : i + 1] = _of_one_week(first, second)
        if _of_week(first, second) and (LIST.fullmatch(gap) or TO.fullmatch(gap)):
            out[i - 1] = _of_its_week(first, second)
        if _either(first, second, gap):
            out[i - 1], out[i] = _open(first, second), _open(second, first)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        gap = draft.text[first.found.span.end : second.found.span.start]
        if TO.fullmatch(gap) and "and" not in gap and first.value and second.value and second.value < first.value:
            out[i : i + 2] = _in_order(first, second, base)
    return out


def _either(first: Reading, second: Reading, gap: str) -> bool:
    """Whether two days are told as one or the other: "June 3 or June 4", "late Sunday or early Monday"."""
    days = all(r.value is not None and len(r.value) == 10 for r in (first, second))
    return days and OR.fullmatch(gap) is not None


def _open(reading: Reading, other: Reading) -> Reading:
    """The reading with the other one as its alternative."""
    rest = {*reading.alternatives, other.value or ""} - {reading.value or ""}
    return replace(reading, alternatives=tuple(sorted(rest)), confidence=min(reading.confidence, 0.5))


def _of_one_week(first: Reading, second: Reading) -> list[Reading]:
    """ "on Thursday and Friday", printed on that Thursday: the days of a list follow each other."""
    both = sorted({first.value or "", *first.alternatives}), sorted({second.value or "", *second.alternatives})
    if first.rule == SAME_DAY and len(both[1]) == 1:
        return [replace(first, value=both[0][0], alternatives=(), confidence=0.8), second]
    if second.rule == SAME_DAY and len(both[0]) == 1:
        later = both[1][0] if both[1][0] >= both[0][0] else both[1][1]
        return [first, replace(second, value=later, alternatives=(), confidence=0.8)]
    return [first, second]


def _of_week(first: Reading, second: Reading) -> bool:
    """Whether a bare weekday stands in front of one of a named week."""
    bare = first.found.kind == "weekday" and "mod" not in first.found.parts
    return bare and second.found.kind == "weekday-of-week" and second.value is not None


def _of_its_week(first: Reading, second: Reading) -> Reading:
    """ "from Tuesday until Thursday of last week": the first day is of the week of the second."""
    day = weekday(date.fromisoformat(second.value or ""), weekdays()[first.found.parts["wd"].lower()], "past", True)
    return replace(first, value=day.isoformat(), alternatives=(), rule="time-weekday-range", confidence=0.9)


def _yearless(reading: Reading) -> bool:
    return reading.found.kind in WITHOUT_YEAR and "y" not in reading.found.parts and reading.value is not None


def _dated(reading: Reading) -> bool:
    """Whether the year of a day or month is a matter of the words themselves."""
    given = "y" in reading.found.parts or reading.rule.endswith("-year")
    return given and reading.value is not None and len(reading.value) > 4


def _year_behind(draft: Draft, readings: list[Reading]) -> None:
    """ "on May 3 last year", "on May 3 of that year": the year behind a day or month is its year."""
    for i, reading in enumerate(readings):
        if _yearless(reading) and THAT_YEAR.match(draft.text, reading.found.span.end):
            known = next((r for r in reversed(readings[:i]) if "y" in r.found.parts and r.value), None)
            readings[i] = reading if known is None else _with_year(reading, int((known.value or "")[:4]))
    for i in range(len(readings) - 1):
        first, second = readings[i], readings[i + 1]
        gap = draft.text[first.found.span.end : second.found.span.start]
        if (year := _year_told(second)) and _yearless(first) and OF_YEAR.fullmatch(gap):
            readings[i] = _with_year(first, int(year))
        beside = _year_told(first) if IN_YEAR.fullmatch(gap) else None  # "last year, in May"
        if _yearless(second) and (year := beside or _year_ahead(draft, first, second)):
            readings[i + 1] = _with_year(second, int(year))


def _year_ahead(draft: Draft, first: Reading, second: Reading) -> str | None:
    """The year at the head of the sentence of a day of the past: "Last year they struck for a day, on Nov. 19"."""
    sentence = draft.sentence(second.found.span.start)
    head = draft.text[sentence.start_char : first.found.span.start].strip()
    year = first.value if first.found.kind == "year" else _year_told(first)
    gap = draft.text[first.found.span.end : second.found.span.start]
    past = second.towards == "past" and not second.rule.endswith("-year")
    return (
        year if past and not head and sentence.start_char <= first.found.span.start and LEADING.fullmatch(gap) else None
    )


def _year_told(reading: Reading) -> str | None:
    """The year that "last year" and the like mean."""
    return reading.value if reading.found.kind == "unit" and reading.precision == "year" else None


def _with_year(reading: Reading, year: int) -> Reading:
    value = f"{year:04}{(reading.value or '')[4:]}"
    if reading.found.kind == "holiday":
        value = named_day(year, holiday(reading.found.parts["name"])).isoformat()
    if value[4:] == "-02-29" and not isleap(year):
        return replace(reading, value=None, rule=reading.rule + "-impossible", confidence=0.5)
    return replace(reading, value=value, alternatives=(), rule=reading.rule + "-year", confidence=0.95)


def _same_year(first: Reading, second: Reading) -> Reading:
    """The first of two with the year that only the second has; the year before where it would come later."""
    ours, theirs = first.value or "", second.value or ""
    length = min(len(ours), len(theirs))
    later = ours[4:length] > theirs[4:length]
    return _with_year(first, int(theirs[:4]) - later)


def _in_order(first: Reading, second: Reading, base: date | None) -> list[Reading]:
    """The later end of a range over New Year takes the later year; of weekdays, the same or the following week."""
    if second.found.kind == "date" and "y" not in second.found.parts and len(first.value or "") == 10:
        value = f"{int((second.value or '')[:4]) + 1:04}{(second.value or '')[4:]}"
        return [first, replace(second, value=value, rule=second.rule + "-range")]
    if first.found.kind == second.found.kind == "weekday" and base is not None:
        begin, end = date.fromisoformat(first.value or ""), date.fromisoformat(second.value or "")
        if end <= base and begin <= base:
            begin -= timedelta(7)
        else:
            end += timedelta(7)
        return [
            replace(first, value=begin.isoformat(), rule="time-weekday-range"),
            replace(second, value=end.isoformat(), rule="time-weekday-range"),
        ]
    return [first, second]
