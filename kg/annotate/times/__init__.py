"""Times: dates, weekdays, periods and relative times, each resolved against the day of publication.

A bare weekday takes the latest such day up to publication in the past tense and the first after it in the future tense;
a month and day take the nearest year that fits the tense. Weeks run from Monday to Sunday. Midnight of a day is its
end (24:00). In a live blog the day of an entry is that of its heading. What cannot be resolved keeps its words and has
no value; nothing is ever counted from today.
The values follow ISO 8601 in the precision that the text has, as TIMEX3 of TimeML (ISO 24617-1) does.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from functools import partial

from kg.annotate.base import Annotator, Draft
from kg.annotate.times.anchors import anchored
from kg.annotate.times.calendar import parse
from kg.annotate.times.context import direction, is_time
from kg.annotate.times.entries import entries
from kg.annotate.times.planned import planned
from kg.annotate.times.ranges import mended
from kg.annotate.times.reading import ARTICLE, Reading
from kg.annotate.times.spoken import spoken
from kg.annotate.times.values import resolve
from kg.annotate.times.words import Found, find
from kg.model import TimeExpression, TimeValue


def run(draft: Draft) -> None:
    """Add the times of the story; equal words with an equal value are one record."""
    base = parse(draft.article.published)
    words = find(draft.text)
    found = [f for f in words if is_time(draft, f)]
    readings: list[Reading] = []
    for head, part in entries(draft, words, found):
        if head is None:
            readings += _resolved(draft, part, base)
            continue
        of_head = _read(draft, head, base, [])
        read = _resolved(draft, part, parse(of_head.value) or base)
        here = (replace(r, anchor=f"t{head.span.start}") if r.anchor == ARTICLE else r for r in read)
        readings += [of_head if r.found is head else r for r in here]
    _merge(draft, [r for r in readings if not _hangs(r)])


def _resolved(draft: Draft, found: list[Found], base: date | None) -> list[Reading]:
    """What words of time mean that are counted from one day."""
    readings: list[Reading] = []
    for item in found:
        readings.append(_read(draft, item, base, readings))
    readings = spoken(draft, readings, base, partial(_read, draft))
    return anchored(draft, planned(draft, mended(draft, readings, base), base), base)


def _read(draft: Draft, found: Found, base: date | None, before: list[Reading]) -> Reading:
    try:
        return resolve(draft, found, base, lambda: direction(draft, found.span), before)
    except (ValueError, OverflowError):
        # no such day, or one outside the calendar: the words stay, without a value
        return Reading("day", rule=f"time-{found.kind}-impossible", confidence=0.5, found=found)


def _hangs(reading: Reading) -> bool:
    """ "two days after she signed": a length of time, and no time, as long as nothing says what it is counted from."""
    return reading.found.kind == "offset" and reading.value is None and reading.begin is None


def _merge(draft: Draft, readings: list[Reading]) -> None:
    """Readings as records of the model."""
    records: dict[tuple[object, ...], TimeExpression] = {}
    for reading in readings:
        same = _identity(draft, reading)
        known = records.get(same)
        if known is not None:
            records[same] = replace(known, spans=(*known.spans, reading.found.span))
            continue
        given = {f.name: getattr(reading, f.name) for f in fields(TimeValue)}
        records[same] = TimeExpression(**given, key=f"t{reading.found.span.start}", spans=(reading.found.span,))
    final = {f"t{r.found.span.start}": records[_identity(draft, r)].key for r in readings}
    draft.times.extend(replace(t, anchor=final.get(t.anchor, t.anchor)) if t.anchor else t for t in records.values())


def _identity(draft: Draft, reading: Reading) -> tuple[object, ...]:
    words = re.sub(r"\W+", " ", draft.words(reading.found.span).lower())
    kind: object = reading.found.kind
    if reading.value is None and reading.begin is None and reading.end is None:
        kind = words
    return (
        kind,
        reading.value,
        reading.begin,
        reading.end,
        reading.precision,
        reading.clock,
        reading.zone,
        reading.alternatives,
    )


ANNOTATOR = Annotator("times", needs=("structure",), adds=("times",), run=run)
