"""Words of time in a text: dates, weekdays, months, periods, relative times; found, not yet resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.annotate.lexicons import load_lexicon
from kg.annotate.patterns import Index
from kg.annotate.quantities import numbers
from kg.annotate.times.calendar import full_year
from kg.model import Span


@dataclass(frozen=True)
class Found:
    """Words of time: `kind` names the pattern, `parts` are its named groups that matched."""

    kind: str
    span: Span
    parts: dict[str, str]


@cache
def entries() -> dict[str, list[dict[str, Any]]]:
    """kg/lexicon/times.yaml."""

    loaded: dict[str, list[dict[str, Any]]] = load_lexicon("times.yaml")
    return loaded


@cache
def months() -> dict[str, int]:
    """Lower-case forms of the months to 1..12."""
    return {f.lower(): e["number"] for e in entries()["months"] for f in e["forms"]}


@cache
def weekdays() -> dict[str, int]:
    """Lower-case forms of the weekdays to 0..6, Monday first."""
    return {f.lower(): e["number"] for e in entries()["weekdays"] for f in e["forms"]}


@cache
def holidays() -> dict[str, dict[str, Any]]:
    """Lower-case names of named days to their entries."""
    return {e["name"].lower(): e for e in entries()["holidays"]}


@cache
def zones() -> dict[str, str]:
    return {e["name"]: e["offset"] for e in entries()["zones"]}


@cache
def listed(name: str) -> frozenset[str]:
    """All words of a list, lower case."""
    return frozenset(w.lower() for e in entries()[name] for w in e["words"])


@cache
def ordinals() -> dict[str, int]:
    """Days of a month in words to 1..31."""
    return {w: n for e in entries()["ordinals"] for n, w in enumerate(e["words"], 1)}


def _alternatives() -> dict[str, str]:
    full = [f for e in entries()["weekdays"] for f in e["forms"]]
    short = [f for e in entries()["weekdays"] for f in e["short"]]
    names = sorted((f for e in entries()["months"] for f in e["forms"]), key=len, reverse=True)
    named = sorted(entries()["holidays"], key=lambda e: len(e["name"]), reverse=True)
    small = "|".join(sorted(numbers.cardinals(), key=len, reverse=True))
    month = "(?:" + "|".join(names) + r")\b\.?"
    clock = (
        r"(?:(?<![\d.])\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)|(?<![\d:])\d{1,2}:\d{2}(?![\d:])|noon|midnight)"
        r"(?:\s(?:" + "|".join(zones()) + r")\b)?"
    )
    return {
        "MONTH": month,
        "DAY": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%,.:]\d|\d|%)",
        "YEAR": r"(?:(?:1[789]|20)\d\d(?![\d%]|[,.]\d)|[’'‘]\d\d(?![\w%’']| [A-Z]|[,.]\d))",
        "ORDINAL": "(?:" + "|".join(sorted(ordinals(), key=len, reverse=True)) + ")",
        "WEEKDAY": "(?:" + "|".join(full) + ")",
        "WD": "(?:" + "|".join(full) + r")(?![\w-])",
        "ANYWD": "(?:(?:" + "|".join(full) + r")|(?:" + "|".join(short) + r")\.?)",
        "PART": r"(?:morning|afternoon|evening|night|lunchtime)",
        "CLOCK": clock,
        "UNIT": r"(?:day|week|month|year|hour)s?",
        "COUNT": rf"(?i:\d{{1,3}}|a|an|{small})",
        "HOLIDAY": "(?:" + "|".join(re.escape(e["name"]).replace("’", "['’]?") for e in named) + ")",
    }


@cache
def patterns() -> list[dict[str, str]]:
    """kg/lexicon/time_patterns.yaml, in order of precedence."""

    loaded: list[dict[str, str]] = load_lexicon("time_patterns.yaml")
    return loaded


@cache
def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns in order of precedence."""
    table = _alternatives()
    filled = []
    for entry in patterns():
        pattern = entry["pattern"]
        for name, words in table.items():
            pattern = pattern.replace(f"<{name}>", words)
        filled.append((entry["kind"], re.compile(pattern)))
    return tuple(filled)


@cache
def index() -> Index:
    """What finds all patterns; some may begin anywhere."""
    return Index([pattern for _, pattern in compiled()], edge="")


@cache
def full_months() -> frozenset[str]:
    """The months written out, lower case."""
    return frozenset(f.lower() for e in entries()["months"] for f in e["forms"][:1])


def find(text: str) -> list[Found]:
    """All words of time in reading order, none overlapping; an earlier pattern wins."""
    taken: list[Found] = []
    for number, match in index().find(text):
        found = _found(compiled()[number][0], match)
        if any(found.span.overlaps(t.span) for t in taken):
            continue
        if found.kind == "second-day" and not _after_date(found, taken, text):
            continue
        if found.kind == "first-day":
            dated = _before_date(found, taken)
            if dated is None:
                continue
            found = dated
        taken.append(found)
    return sorted(taken, key=lambda f: f.span)


def _found(kind: str, match: re.Match[str]) -> Found:
    """The words of a match."""
    parts = {k: v for k, v in match.groupdict().items() if v is not None}
    start = match.start("second") if kind == "second-day" else match.start()
    end = match.end()
    words = match.string[start:end]
    # the point of "Sept." belongs to it, that of a sentence that ends in May does not
    if words.endswith(".") and re.split(r"[\s-]", words.rstrip("."))[-1].lower() in full_months():
        end -= 1
    lead = len(words) - len(words.lstrip())
    if parts.get("y", "")[:1] in {"’", "'", "‘"}:  # "Oct. 1 ’24"
        parts["y"] = str(full_year(parts["y"][1:]))
    if kind == "date" and "nth" in parts:
        parts["day"] = str(ordinals()[parts.pop("nth")])
    return Found(kind, Span(start + lead, end), parts)


def _after_date(found: Found, taken: list[Found], text: str) -> bool:
    """ "Oct. 12 and 14", "June 11-13": a day of the month named right before."""
    for other in taken:
        gap = text[other.span.end : found.span.start]
        dated = other.kind in {"date", "second-day"} and "y" not in other.parts and other.span.end <= found.span.start
        if dated and re.fullmatch(r"(?:,|,? and|,? or| to| through|,? &) |[-–]", gap):
            following = text[found.span.end : found.span.end + 20]
            return not re.match(r"[ -][a-z]+s\b|,\d| ?(?:percent|per cent|%)", following)
    return False


def _before_date(found: Found, taken: list[Found]) -> Found | None:
    """ "1 and 3 May", "1-3 May": the first day with the month of the day behind it; None where that was not read."""
    later = [t for t in taken if t.kind == "date" and t.span.start > found.span.start]
    if not later:
        return None
    following = min(later, key=lambda t: t.span)
    parts = {k: v for k, v in following.parts.items() if k in {"month", "y"}}
    return Found("date", found.span, {**parts, "day": found.parts["first"]})


def clock(text: str) -> tuple[str, str | None]:
    """A time of day as HH:MM with its zone: "7 a.m." is 07:00; midnight of a day is its end, 24:00.

    Raises:
        ValueError: no such time of day.
    """
    zone = next((offset for name, offset in zones().items() if text.endswith(name)), None)
    lowered = text.lower()
    if lowered.startswith("noon"):
        return "12:00", zone
    if lowered.startswith("midnight"):
        return "24:00", zone
    match = re.match(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?", lowered)
    if match is None:
        raise ValueError(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(text)
    return f"{hour:02}:{minute:02}", zone
