"""What words of time mean, before they become records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.annotate.times.calendar import Direction
from kg.annotate.times.words import Found
from kg.model import Precision

ARTICLE = "article"
SAME_DAY = "time-weekday-same"  # the day of publication, or the one a week later
UNITS: dict[str, Precision] = {
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "year": "year",
    "hour": "hour",
}
Side = Callable[[], Direction | None]


@dataclass(frozen=True)
class Reading:
    """Words of time with what they mean; the fields are those of `model.TimeExpression`."""

    found: Found
    precision: Precision
    value: str | None = None
    begin: str | None = None
    end: str | None = None
    clock: str | None = None
    zone: str | None = None
    anchor: str | None = None
    alternatives: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0
    towards: Direction | None = None


def instant(found: Found, day: date | None, rule: str, confidence: float) -> Reading:
    """A day counted from publication; without a value where there is no such day."""
    if day is None:
        return Reading(found, "day", rule=rule + "-impossible", confidence=0.5)
    return Reading(found, "day", day.isoformat(), anchor=ARTICLE, rule=rule, confidence=confidence)


def stretch(
    found: Found, first: date, last: date, precision: Precision, rule: str, anchor: str | None = ARTICLE
) -> Reading:
    """A stretch from its first to its last day."""
    return Reading(
        found,
        precision,
        begin=first.isoformat(),
        end=last.isoformat(),
        anchor=anchor,
        rule=rule,
        confidence=0.8 if anchor else 0.9,
    )
