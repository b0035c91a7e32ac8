"""What words of time mean, before they become records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.annotate.times.calendar import Direction
from kg.annotate.times.words import Found
from kg.model import Precision, TimeValue

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(TimeValue):
    """Words of time with what they mean; `towards` is the side of publication that the sentence gives them."""

    found: Found
    towards: Direction | None = None


def instant(found: Found, day: date | None, rule: str, confidence: float) -> Reading:
    """A day counted from publication; without a value where there is no such day."""
    if day is None:
        return Reading("day", rule=rule + "-impossible", confidence=0.5, found=found)
    return Reading("day", day.isoformat(), anchor=ARTICLE, rule=rule, confidence=confidence, found=found)


def stretch(
    found: Found, first: date, last: date, precision: Precision, rule: str, anchor: str | None = ARTICLE
) -> Reading:
    """A stretch from its first to its last day."""
    return Reading(
        precision,
        begin=first.isoformat(),
        end=last.isoformat(),
        anchor=anchor,
        rule=rule,
        confidence=0.8 if anchor else 0.9,
        found=found,
    )
