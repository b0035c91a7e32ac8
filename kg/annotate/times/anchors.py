"""Times counted from another time: "a week later", "the following Monday", "six months after the strike"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.quantities import numbers
from kg.annotate.times.calendar import shift_month, weekday
from kg.annotate.times.reading import Reading
from kg.annotate.times.words import weekdays
from kg.model import Precision, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# A look back at an old event opens with its date; days without a year then are of that time.
OLD = 10
LONG = 5  # years that few contracts run: "signed on June 3, 2021, and ran out on Aug. 31" is of two years


def anchored(draft: Draft, readings: list[Reading], base: date | None) -> list[Reading]:
    """The same readings, those that hang on another one resolved where that one has a value."""
    readings = _beside_old(draft, _look_back(draft, readings, base), base)
    for i, reading in enumerate(readings):
        try:
            readings[i] = _counted(draft, reading, i, readings)
        except (ValueError, OverflowError):
            continue  # outside the calendar: stays open
    return readings


def _counted(draft: Draft, reading: Reading, i: int, readings: list[Reading]) -> Reading:
    kind = reading.found.kind
    if kind == "offset":
        return _offset(draft, reading, i, readings)
    if kind == "next-day":
        anchor = _right_behind(draft, reading, readings[i + 1 :])
        if anchor is None and (beside := _apposed(draft, reading, readings[:i])) is not None:
            return beside
        anchor = anchor or _day_before(draft, reading, readings[:i])
        that = reading.found.parts["word"].lower().startswith("that")
        if anchor is None or (that and not _same_sentence(draft, anchor, reading)):
            return reading
        words = reading.found.parts["word"].lower()
        shift = (
            0 if "same" in words or words.startswith("that") else -1 if "before" in words or "previous" in words else 1
        )
        day = date.fromisoformat(anchor.value or "") + timedelta(shift)
        return _set(reading, anchor, day.isoformat(), "day", 0.8)
    mod = reading.found.parts.get("mod", "").lower()
    if kind == "weekday" and (side := _named_side(draft, reading)) is not None:
        return _weekday_beside(draft, reading, side, readings[i + 1 :])
    if kind == "weekday" and mod in {"the following", "the previous"}:
        anchor = _day_before(draft, reading, readings[:i])
        if anchor is None:
            return reading
        number = weekdays()[reading.found.parts["wd"].lower()]
        start = date.fromisoformat(anchor.value or "")
        found = weekday(start, number, "future" if mod == "the following" else "past", False)
        return _set(reading, anchor, found.isoformat(), "day", 0.85)
    return reading


def _apposed(draft: Draft, reading: Reading, earlier: list[Reading]) -> Reading | None:
    """ "June 20, the day after their contract expires": that day itself; "the day after the vote" alone is open."""
    span, word = reading.found.span, reading.found.parts["word"].lower()
    if word not in {"the day after", "the day before"} or not re.match(r" (?!they\b)[\w’']", draft.text[span.end :]):
        return None
    last = earlier[-1] if earlier else None
    if last is not None and _is_day(last) and draft.text[last.found.span.end : span.start] == ", ":
        return _set(reading, last, last.value or "", "day", 0.9)
    return reading


def _right_behind(draft: Draft, reading: Reading, later: list[Reading]) -> Reading | None:
    """ "the day after Thanksgiving": the day that the words are counted from, right behind them."""
    counted = reading.found.parts["word"].lower() in {"the day after", "the day before"}
    if not counted or not later or not _is_day(later[0]):
        return None
    return later[0] if draft.text[reading.found.span.end : later[0].found.span.start] == " " else None


def _named_side(draft: Draft, reading: Reading) -> str | None:
    """ "the Friday after ...", "the Monday before ...": after or before; None for a day that is not so counted."""
    span = reading.found.span
    match = re.match(r" (after|before)\b", draft.text[span.end : span.end + 8])
    return match[1] if match and draft.text[: span.start].lower().endswith("the ") else None


def _weekday_beside(draft: Draft, reading: Reading, side: str, later: list[Reading]) -> Reading:
    """The day of the week next to the day named behind it; without a value where none is."""
    number = weekdays()[reading.found.parts["wd"].lower()]
    start = reading.found.span.end + len(side) + 2
    anchor = later[0] if later and _is_day(later[0]) and later[0].found.span.start <= start + 4 else None
    if anchor is None:
        return replace(reading, value=None, alternatives=(), rule="time-weekday-open", confidence=0.5)
    day = weekday(date.fromisoformat(anchor.value or ""), number, "future" if side == "after" else "past", False)
    return _set(reading, anchor, day.isoformat(), "day", 0.9)


def _same_sentence(draft: Draft, one: Reading, other: Reading) -> bool:
    return draft.sentence(one.found.span.start).start == draft.sentence(other.found.span.start).start


def _set(reading: Reading, anchor: Reading, value: str, precision: Precision, confidence: float) -> Reading:
    return replace(
        reading,
        value=value,
        precision=precision,
        anchor=f"t{anchor.found.span.start}",
        rule=f"time-{reading.found.kind}",
        confidence=confidence,
    )


def _is_day(reading: Reading) -> bool:
    return reading.value is not None and len(reading.value) == 10 and not reading.alternatives


def _day_before(draft: Draft, reading: Reading, earlier: list[Reading]) -> Reading | None:
    """The last day named before, in this paragraph or the one before it."""
    here = draft.structure.paragraph_at(reading.found.span.start)
    for other in reversed(earlier):
        if here - draft.structure.paragraph_at(other.found.span.start) > 1:
            return None
        if _is_day(other):
            return other
    return None


def _offset(draft: Draft, reading: Reading, i: int, readings: list[Reading]) -> Reading:
    parts = reading.found.parts
    vague = parts["n"].lower() in {"a", "an"}
    count = 1 if vague else numbers.value(parts["n"])
    unit = parts["unit"].rstrip("s")
    if count is None or unit == "hour":
        return reading
    sentence = draft.sentence(reading.found.span.start)
    inside = Span(sentence.start_char, sentence.end_char)
    if parts["side"] in {"later", "earlier"}:
        anchor = _day_before(draft, reading, readings[:i])
        sign = 1 if parts["side"] == "later" else -1
        sure = 0.8
    else:
        # "came Friday, two days after X": X lies before the day of the sentence's own event
        sign, sure = (-1 if parts["side"] == "after" else 1), 0.8
        near = [r for r in readings[:i] if inside.holds(r.found.span) and _is_day(r)]
        anchor = near[-1] if near and not _between(draft, near[-1], reading) else None
        if anchor is None and (behind := _day_behind(draft, reading, readings[i + 1 :])) is not None:
            return _step(reading, behind, unit, -sign * int(count), vague, 0.8)
        if anchor is None:
            anchor, sure = _day_of_subject(draft, reading, readings), 0.9
    if anchor is None:
        return reading
    return _step(reading, anchor, unit, sign * int(count), vague, sure)


def _day_behind(draft: Draft, reading: Reading, later: list[Reading]) -> Reading | None:
    """ "two days after the vote on June 2": the day of what it is counted from, in the words that "after" governs."""
    tokens = draft.tokens(reading.found.span)
    if not len(tokens):
        return None
    word = tokens[-1]
    over = {word, word.head} if word.dep_ == "mark" else {word}
    for other in later:
        root = draft.tokens(other.found.span).root
        if _is_day(other) and root.sent == word.sent and any(a in over for a in root.ancestors):
            return other
    return None


def _step(reading: Reading, anchor: Reading, unit: str, shift: int, vague: bool, sure: float) -> Reading:
    start = date.fromisoformat(anchor.value or "")
    if unit == "month":
        return _set(reading, anchor, shift_month(start, shift), "month", sure)
    if unit == "year":
        return _set(reading, anchor, f"{start.year + shift:04}", "year", sure)
    day = start + timedelta(shift * (7 if unit == "week" else 1))
    # "two weeks before Thanksgiving" is about then
    if unit == "week" and (vague or anchor.found.kind == "holiday"):
        monday = day - timedelta(day.weekday())
        found = _set(reading, anchor, day.isoformat(), "day", 0.7)
        return replace(
            found, value=None, begin=monday.isoformat(), end=(monday + timedelta(6)).isoformat(), precision="week"
        )
    return _set(reading, anchor, day.isoformat(), "day", sure)


def _between(draft: Draft, anchor: Reading, reading: Reading) -> bool:
    """Whether a verb of another clause stands between the day and what is counted from it."""
    gap = draft.text[anchor.found.span.end : reading.found.span.start]
    return len(gap) > 60 or bool(re.search(r"[.;:“”\"]", gap))


def _day_of_subject(draft: Draft, reading: Reading, readings: list[Reading]) -> Reading | None:
    """ "The strike comes six months after ...": the day that the text gives the strike."""
    tokens = draft.tokens(reading.found.span)
    if not len(tokens):
        return None
    happening = {"come", "be", "happen", "follow", "occur", "start", "begin"}
    verb = next((a for a in tokens.root.ancestors if a.lemma_ in happening and a.i < tokens[0].i), None)
    if verb is None:
        return None
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return None
    for other in readings:
        if other.found.span.start < reading.found.span.start and _is_day(other) and _belongs(draft, other, subject):
            return other
    return None


def _belongs(draft: Draft, time: Reading, noun: Token) -> bool:
    """Whether the time hangs on the same noun, or on a verb that it is subject or object of."""
    tokens = draft.tokens(time.found.span)
    if not len(tokens):
        return False
    for above in tokens.root.ancestors:
        if above.lemma_ == noun.lemma_:
            return True
        if above.pos_ in {"VERB", "AUX"}:
            return any(c.lemma_ == noun.lemma_ and c.dep_ in {"dobj", "nsubj", "nsubjpass"} for c in above.children)
    return False


def _beside_old(draft: Draft, readings: list[Reading], base: date | None) -> list[Reading]:
    """Days and months of the past behind an old date of their paragraph or the one before are counted from it."""
    out: list[Reading] = []
    old: Reading | None = None
    for reading in readings:
        dated = "y" in reading.found.parts and len(reading.value or "") >= 7
        if dated and base is not None:
            old = reading if int((reading.value or "")[:4]) <= base.year - LONG else None
        elif reading.anchor == "article" and old is not None:
            known = _after(reading, old) if _is_near(draft, old, reading) else None
            old = old if known is not None else None
            reading = known or reading
        out.append(reading)
    return out


def _is_near(draft: Draft, old: Reading, reading: Reading) -> bool:
    """Whether a day without a year, told as past, stands in the paragraph of an old date or the next one."""
    yearless = reading.found.kind in {"date", "month", "second-day"} and "y" not in reading.found.parts
    gap = draft.structure.paragraph_at(reading.found.span.start) - draft.structure.paragraph_at(old.found.span.start)
    bare = not reading.found.parts.keys() & {"rel"}
    return yearless and bare and reading.value is not None and reading.towards != "future" and gap <= 1


def _after(reading: Reading, old: Reading) -> Reading | None:
    """The reading as the first such day or month from an old date on."""
    begun, rest = old.value or "", (reading.value or "")[4:]
    year = int(begun[:4]) + (rest[: len(begun) - 4] < begun[4 : 4 + len(rest)])
    value = f"{year:04}{rest}"
    try:
        date.fromisoformat((value + "-01")[:10])
    except ValueError:
        return None
    return replace(reading, value=value, anchor=f"t{old.found.span.start}", rule="time-look-back", confidence=0.8)


def _look_back(draft: Draft, readings: list[Reading], base: date | None) -> list[Reading]:
    """In a story that opens with an old date, past days without a year follow that date."""
    if base is None or not readings:
        return readings
    opening = next((r for r in readings if "y" in r.found.parts and r.value and len(r.value) >= 7), None)
    if opening is None or opening is not readings[0] or int((opening.value or "")[:4]) > base.year - OLD:
        return readings
    if draft.structure.paragraph_at(opening.found.span.start) > 2:
        return readings
    now = date.fromisoformat(((opening.value or "") + "-01")[:10])
    changed = []
    for reading in readings:
        days = reading.found.kind in {"date", "ordinal-of-month"} and "y" not in reading.found.parts
        if days and reading.value and reading.anchor == "article" and reading.towards != "future":
            month, day = map(int, reading.value[5:].split("-"))
            year = now.year + ((month, day) < (now.month, now.day))
            try:
                value = date(year, month, day).isoformat()
            except ValueError:
                value = None
            reading = replace(
                reading,
                value=value,
                anchor=f"t{opening.found.span.start}",
                rule="time-look-back",
                confidence=0.8,
            )
        changed.append(reading)
    return changed
