"""Days and moments in ISO form."""

from __future__ import annotations

import re
from datetime import date, datetime

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")


def iso_date(value: str) -> str | None:
    """An ISO date or dateTime (with seconds and its zone, if any) for a calendar day that exists, else None.

    >>> iso_date("2026-06-02T08:00Z")
    '2026-06-02T08:00:00+00:00'
    """
    found = DAY.match(value)
    if not found or found[1] < "1000":
        return None
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if MOMENT.fullmatch(value):
            return datetime.fromisoformat(value.replace(" ", "T")).replace(microsecond=0).isoformat()
    except ValueError:
        return None
    return None
