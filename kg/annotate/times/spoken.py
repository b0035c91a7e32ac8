"""Days inside a quotation, counted from the day on which it was said: "“We start tomorrow,” Pell said on May 3"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kg.annotate.base import Draft, Quote
from kg.annotate.times.reading import ARTICLE, Reading
from kg.annotate.times.words import Found

SAYS = r"\b(?:said|told|wrote|warned|added|posted|announced|testified)\b"
# between the verb and the day of saying; "said of Tuesday's raid", "said after the vote on Tuesday" tell another day
TO = r"(?:(?! (?:of|about|after|before|since|until|from|following|that|ahead|when|as)\b)[^.,;:?!“”\"\n]){0,40}"
BEHIND = re.compile(rf"[^.?!“”\"\n]{{0,80}}?{SAYS}{TO}")
JUST_BEFORE = re.compile(rf"{SAYS}{TO}$")
FIRST = re.compile(rf",? [^.?!“”\"\n]{{0,80}}{SAYS}[^.?!“”\"\n]{{0,30}}[,:] ?")
DAYS = frozenset({"weekday", "date", "today"})


def spoken(
    draft: Draft, readings: list[Reading], base: date | None, read: Callable[[Found, date, list[Reading]], Reading]
) -> list[Reading]:
    """The readings, those in a quotation of another day than that of publication counted from it.

    Args:
        read: reads words of time against a day.
    """
    if base is None:
        return readings
    told = [r for r in readings if _of_telling(draft, r, base)]
    out = list(readings)
    for quote in draft.structure.quotes if told else ():
        said = next((r for r in told if quote.speech and _tells(draft, r, quote)), None)
        for i, reading in enumerate(out):
            if said and reading.anchor == ARTICLE and quote.inner.holds(reading.found.span):
                again = read(reading.found, date.fromisoformat(said.value or ""), out[:i])
                out[i] = replace(again, anchor=f"t{said.found.span.start}")
    return out


def _of_telling(draft: Draft, reading: Reading, base: date) -> bool:
    """Whether it is a day before publication, outside of quotations, on which something may have been said."""
    day, span = reading.value or "", reading.found.span
    past = reading.found.kind in DAYS and len(day) == 10 and not reading.alternatives and day < base.isoformat()
    return past and not draft.structure.quoted(span.start) and not re.match(r"['’]s\b", draft.text[span.end :])


def _tells(draft: Draft, day: Reading, quote: Quote) -> bool:
    """ "“...,” Pell said Tuesday", "Pell said Tuesday: “...”", "On Tuesday, Pell said: “...”"."""
    text, span = draft.text, day.found.span
    if draft.structure.paragraph_at(span.start) != quote.paragraph:
        return False
    if quote.outer.end <= span.start:
        return BEHIND.fullmatch(text[quote.outer.end : span.start]) is not None
    gap = text[span.end : quote.outer.start]
    if FIRST.fullmatch(gap):
        return True
    return re.fullmatch(r"[.,:]? ", gap) is not None and JUST_BEFORE.search(text[: span.start][-90:]) is not None
