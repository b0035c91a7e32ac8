"""Numbers, durations and days in the words of a cell."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

HEDGES = {
    "exactly": "",
    "approximately": "about",
    "nearly": "nearly",
    "at least": "at least",
    "more than": "more than",
    "at most": "at most",
    "less than": "less than",
}
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?)?")
_UNITS = ("years", "months", "days", "hours", "minutes")
# How many of the smaller unit make one of the larger, where that is always so.
_SMALLER = (("years", "months", 12), ("days", "hours", 24), ("hours", "minutes", 60))


def number(value: str) -> Decimal | None:
    """The number of a literal; None if it is none."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def printed(value: Decimal) -> str:
    """With commas, without needless zeros.

    >>> printed(Decimal("4000.0"))
    '4,000'
    """
    whole = value.to_integral_value()
    return f"{whole:,f}" if value == whole else f"{value.normalize():,f}"


def amount(hedge: str, low: Decimal | None, high: Decimal | None) -> str:
    """A number with its hedge; a range stays a range.

    >>> amount("approximately", Decimal(300), Decimal(350))
    'about 300 to 350'
    """
    words = HEDGES.get(hedge, hedge)
    if low is not None and high is not None:
        figure = printed(low) if low == high else f"{printed(low)} to {printed(high)}"
    elif low is not None:
        words, figure = words or "at least", printed(low)
    elif high is not None:
        words, figure = words or "at most", printed(high)
    else:
        return ""
    return f"{words} {figure}".strip()


def reaches(hedge: str, low: Decimal | None, high: Decimal | None, limit: Decimal) -> bool | None:
    """Whether a number is at or above a limit; None where its words leave that open."""
    if hedge in ("at least", "more than"):
        high = None
    elif hedge in ("at most", "less than", "nearly"):
        # "nearly 1,900" leaves no doubt that it is more than three quarters of that
        low = low * 3 / 4 if hedge == "nearly" and low is not None else None
    elif hedge == "approximately":
        low, high = (low * 3 / 4 if low is not None else None), (high * 5 / 4 if high is not None else None)
    if low is not None and low >= limit:
        return True
    if high is not None and (high < limit or (high == limit and hedge in ("less than", "nearly"))):
        return False
    return None


def duration(value: str) -> tuple[str, str] | None:
    """Amount and unit of an xsd:duration; of two units the smaller, where the larger is a whole number of it.

    >>> duration("P1DT12H")
    ('36', 'hours')
    """
    match = _DURATION.fullmatch(value)
    parts = {u: int(n) for u, n in zip(_UNITS, match.groups(), strict=True) if n and int(n)} if match else {}
    for larger, smaller, times in _SMALLER:
        if len(parts) > 1 and larger in parts:
            parts[smaller] = parts.get(smaller, 0) + parts.pop(larger) * times
    if len(parts) != 1:
        return None
    ((unit, count),) = parts.items()
    return str(count), unit
