"""Days of a plan told in the past: "reached a deal late Wednesday, averting a strike that had been set for Friday".

The tense is that of the telling, and the day may lie on either side of it. It is the first such day from the one on
which the story has it that something became of the plan; where the story names none, it stays open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.annotate.base import Draft
from kg.annotate.times.calendar import weekday
from kg.annotate.times.reading import Reading, instant
from kg.annotate.times.words import weekdays
from kg.model import Span

PLAN = re.compile(
    r"\b(?:(?:was|were|had been) (?:\w+ly )?(?:(?:set|scheduled|slated|due|planned|called(?! off))\b"
    r"|(?:expected |supposed )?to )|had (?:planned|intended|threatened|vowed|hoped) to "
    r"|had (?:given|set) (?:[\w’'-]+ ){1,5}?(?:until|deadline (?:of|for)) )(?P<rest>[^;:?!“”\n]{0,70})$"
)
# "a ban, due to begin on Monday, was put off"
BARE = re.compile(r"\b(?:due|set|scheduled|slated|planned) (?:to|for) (?P<rest>[^;:?!“”\n]{0,70})$")
OFF = re.compile(
    r"[^.;]{0,60}\b(?:was|were) (?:called|put|postponed|averted|suspended|delayed|cancell?ed|shelved|scrapped)"
)
# "called off Thursday's strike"
OF_NOUN = re.compile(r"\b(?:call(?:ed|ing)? off|avert(?:ed|ing)?|cancell?(?:ed|ing)|scrap(?:ped|ping)) (?P<rest>)$")
NEWS = re.compile(r"\b(?:has|have|’ve|'ve)\b")
PLUPERFECT = re.compile(r"\bhad (?!been (?:set|scheduled|slated|due|planned|called)|planned|intended)\w+")
CALLED_OFF = re.compile(r"\b(?:called off|averted|postponed|put off|suspended|delayed|cancell?ed|shelved)\b")
FRESH = 2  # days within which it is told what became of a plan
HOURS = re.compile(r"\b(?:hours?|minutes) before\b")
SAID = re.compile(r"\b(?:said|says|told|tells)(?: [^.;,]{0,30})?$")
DAYS = frozenset({"weekday", "date", "today"})


def planned(draft: Draft, readings: list[Reading], base: date | None) -> list[Reading]:
    """The readings with the days of such plans counted from what became of them."""
    if base is None:
        return readings
    plans = {i for i, r in enumerate(readings) if _of_plan(draft, r)}
    told = [r for i, r in enumerate(readings) if i not in plans and _is_past_day(r, base)]
    return [_counted(draft, r, told, base) if i in plans else r for i, r in enumerate(readings)]


def _of_plan(draft: Draft, reading: Reading) -> bool:
    """Whether a bare weekday is that of a plan, and of no other verb that stands between."""
    if reading.found.kind != "weekday" or "mod" in reading.found.parts or reading.towards == "future":
        return False
    start = reading.found.span.start
    sentence = draft.sentence(start).start_char
    before = draft.text[max(sentence, start - 110) : start]
    match = PLAN.search(before) or (BARE.search(before) if OFF.match(draft.text, reading.found.span.end) else None)
    if match is None and re.match(r"['’]s\b", draft.text[reading.found.span.end :]):
        match = OF_NOUN.search(before)
    if match is None:
        return False
    between = draft.tokens(Span(start - len(match["rest"]), start)) if match["rest"].strip() else ()
    return not any(
        t.tag_ == "VBD" or (t.tag_ == "VBN" and t.nbor(-1).lower_ not in {"have", "be", "been"}) for t in between
    )


def _is_past_day(reading: Reading, base: date) -> bool:
    value = reading.value or ""
    known = reading.found.kind in DAYS and len(value) == 10 and not reading.alternatives
    return known and 0 <= (base - date.fromisoformat(value)).days < 7


def _counted(draft: Draft, reading: Reading, told: list[Reading], base: date) -> Reading:
    number = weekdays()[reading.found.parts["wd"].lower()]
    if number == base.weekday():
        return _with(reading, base, 0.8)
    sentence = draft.sentence(reading.found.span.start).text
    anchor = _became(draft, reading, told)
    if anchor is not None:
        day = weekday(date.fromisoformat(anchor.value or ""), number, "future", True)
        return replace(_with(reading, day, 0.8), anchor=f"t{anchor.found.span.start}")
    coming, gone = weekday(base, number, "future", False), weekday(base, number, "past", False)
    before = draft.text[: reading.found.span.start]
    if HOURS.search(before[-110:]) and (coming - base).days > 1:
        return _with(reading, gone, 0.8)
    if NEWS.search(sentence) or (CALLED_OFF.search(before) and (base - gone).days > FRESH):
        return _with(reading, coming, 0.8)
    return replace(_with(reading, gone, 0.5), alternatives=(coming.isoformat(),))


def _became(draft: Draft, reading: Reading, told: list[Reading]) -> Reading | None:
    """The day of what became of the plan: in its sentence, else in the one before or behind it in the paragraph."""
    at = reading.found.span.start
    sentence = draft.sentence(at)
    # from the sentence before to the one behind
    first = draft.doc[max(0, sentence.start - 1)].sent.start_char
    last = draft.doc[min(len(draft.doc), sentence.end + 1) - 1].sent.end_char
    here = draft.structure.paragraph_at(at)

    def far(other: Reading) -> tuple[bool, int]:
        start = other.found.span.start
        return not sentence.start_char <= start < sentence.end_char, abs(start - at)

    near = [
        r
        for r in told
        if first <= r.found.span.start < last and draft.structure.paragraph_at(r.found.span.start) == here
        if not _is_telling(draft, r)
    ]
    return min(near, key=far, default=None)


def _is_telling(draft: Draft, reading: Reading) -> bool:
    """ "the union said Tuesday": not the day of what is told, unless that is told as done before."""
    start = reading.found.span.start
    sentence = draft.sentence(start)
    said = SAID.search(draft.text[max(sentence.start_char, start - 40) : start])
    return said is not None and not (NEWS.search(sentence.text) or PLUPERFECT.search(sentence.text))


def _with(reading: Reading, day: date, confidence: float) -> Reading:
    found = instant(reading.found, day, "time-weekday-planned", confidence)
    return replace(found, clock=reading.clock, zone=reading.zone)
