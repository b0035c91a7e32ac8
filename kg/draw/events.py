"""Quads -> what happened when, for a timeline: a panel a dispute, a lane an event, marks for days and stages.

The rules are those of the question `timeline`: a day that was only told before it came is a plan, a stage counts from
when it is first told, what is denied or corrected is left out.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from kg.draw.labels import cut, plain
from kg.draw.views import ALT, Index
from kg.errors import DrawError
from kg.vocab import LAB, SCHEMA

CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d)?")
LENGTH = re.compile(r"P(?:(\d+)D)?(?:T(\d+)H)?")
# class of an event, the first that fits -> kind of lane
KINDS = {
    str(LAB.WorkStoppage): "stoppage",
    str(LAB.Vote): "vote",
    str(LAB.Negotiation): "talks",
    str(LAB.Impasse): "talks",
    str(LAB.Proposal): "talks",
    str(LAB.Agreement): "agreement",
    str(LAB.Event): "action",
}
SIDES = (LAB.employer, LAB.organizer, LAB.participant, LAB.party, LAB.proposedBy, LAB.proposedTo, LAB.target, LAB.place)
NO_DISPUTE = "Of no dispute"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from first to last, both included: one day, a month or a year, as precise as the text."""

    first: date
    last: date

    @classmethod
    def of(cls, value: str) -> Span | None:
        """From an xsd:date, xsd:gYearMonth or xsd:gYear; None for what is none of them."""
        found = CALENDAR.fullmatch(value)
        try:
            year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
            if day:
                return cls(date(year, month, day), date(year, month, day))
            low, high = (month, month) if month else (1, 12)
            return cls(date(year, low, 1), date(year, high, calendar.monthrange(year, high)[1]))
        except ValueError:
            return None

    def words(self) -> str:
        """As it is printed beside a mark whose axis tells the year: Oct 7; Oct 2024; 2024."""
        if self.first == self.last:
            return f"{calendar.month_abbr[self.first.month]} {self.first.day}"
        return f"{calendar.month_abbr[self.first.month]} {self.first.year}" if self.short else str(self.first.year)

    @property
    def short(self) -> bool:
        """Whether it is no longer than a month."""
        return (self.last - self.first).days < 31


@dataclass(frozen=True, slots=True)
class Mark:
    """A first day, a last day or a stage (its name) of an event, with who says so."""

    what: str
    span: Span
    planned: bool = False
    disputed: bool = False
    who: tuple[str, ...] = ()


@dataclass(slots=True)
class Lane:
    """An event with its marks; `told` is the last day on which a story tells of it, `length` its stated days."""

    iri: str
    label: str
    kind: str
    marks: list[Mark]
    told: date | None = None
    length: int = 0
    open_ended: bool = False
    names: set[str] = field(default_factory=set)

    def of(self, what: str) -> list[Mark]:
        """The marks of one sort, by day."""
        return sorted((mark for mark in self.marks if mark.what == what), key=lambda mark: mark.span)

    @property
    def begin(self) -> date:
        return min(mark.span.first for mark in self.marks)


@dataclass(slots=True)
class Panel:
    """The lanes of a dispute, by day."""

    iri: str
    label: str
    lanes: list[Lane]


def timeline(index: Index) -> list[Panel]:
    """All events with a day or a stage, put together by dispute."""
    claims: dict[str, list[str]] = defaultdict(list)
    for claim in sorted(index.out):
        if "true" not in index.get(claim, LAB.negated) and not index.get(claim, LAB.correctedBy):
            for event in index.get(claim, LAB.claimSubject):
                claims[event].append(claim)
    panels: dict[str, list[Lane]] = defaultdict(list)
    for event in sorted(index.out):
        kind = next((KINDS[name] for name in index.kinds(event) if name in KINDS), None)
        if kind and (lane := _lane(index, event, kind, claims[event])):
            panels[(index.get(event, LAB.inDispute) or [""])[0]].append(lane)
    found = [
        Panel(iri, index.label(iri) if iri else NO_DISPUTE, sorted(lanes, key=lambda lane: (lane.begin, lane.iri)))
        for iri, lanes in panels.items()
    ]
    return sorted(found, key=lambda panel: (not panel.iri, panel.lanes[0].begin, panel.iri))


def _lane(index: Index, event: str, kind: str, claims: list[str]) -> Lane | None:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    stages: dict[str, list[str]] = defaultdict(list)
    lane = Lane(event, index.label(event), kind, [])
    for claim in claims:
        for predicate in index.get(claim, LAB.claimPredicate):
            for value in index.get(claim, LAB.claimValue):
                said[predicate, value].append(claim)
                if predicate == str(LAB.duration) and (found := LENGTH.fullmatch(value)):
                    lane.length = max(lane.length, int(found[1] or 0) + -(-int(found[2] or 0) // 24))
            if predicate == str(LAB.status):
                for stage in index.get(claim, LAB.claimObject):
                    stages[stage].append(claim)
            lane.open_ended |= str(LAB.OpenEnded) in index.get(claim, LAB.claimObject)
    for predicate in (LAB.startDate, LAB.endDate):
        for value in index.get(event, predicate):
            said.setdefault((str(predicate), value), [])
    averted = str(LAB.Averted) in stages and not {str(LAB.UnderWay), str(LAB.Ended)} & stages.keys()
    starts = _days(index, "start", _of(said, str(LAB.startDate)), averted)
    ends = _days(index, "end", _of(said, str(LAB.endDate)), averted)
    lane.marks = starts + ends + _stages(index, stages, starts, ends)
    lane.told = max(
        (span.last for claim in claims for value in _told(index, claim) if (span := Span.of(value))), default=None
    )
    sides = {side for predicate in SIDES for side in index.get(event, predicate)}
    lane.names = {name.casefold() for side in sides for name in (side, index.label(side), *index.get(side, ALT))}
    return lane if lane.marks else None


def _of(said: dict[tuple[str, str], list[str]], predicate: str) -> dict[Span, list[str]]:
    """The days of a property with their claims, without months and years that hold a day told as well."""
    days = {span: claims for (name, value), claims in said.items() if name == predicate and (span := Span.of(value))}
    return {
        span: claims
        for span, claims in sorted(days.items())
        if not any(other != span and span.first <= other.first and other.last <= span.last for other in days)
    }


def _days(index: Index, what: str, days: dict[Span, list[str]], averted: bool) -> list[Mark]:
    marks = []
    for span, claims in days.items():
        told = [value for claim in claims for value in _told(index, claim)]
        planned = averted or (bool(told) and max(told) < span.first.isoformat())
        marks.append(Mark(what, span, planned, False, _who(index, claims)))
    held = [mark for mark in marks if not mark.planned]
    return [replace(mark, disputed=len(held) > 1 and not mark.planned) for mark in marks]


def _stages(index: Index, stages: dict[str, list[str]], starts: list[Mark], ends: list[Mark]) -> list[Mark]:
    """Each stage on the day for which it is first told; not what a first or last day says already."""
    marks = []
    for stage, claims in sorted(stages.items()):
        spans = sorted(
            (span, claim) for claim in claims for day in index.get(claim, LAB.asOf) if (span := Span.of(day))
        )
        known = {str(LAB.UnderWay): starts, str(LAB.Ended): ends}.get(stage, [])
        if spans and not any(mark.span.first <= spans[0][0].first for mark in known):
            first = [claim for span, claim in spans if span == spans[0][0]]
            marks.append(Mark(index.label(stage), spans[0][0], False, False, _who(index, first)))
    return marks


def _articles(index: Index, claim: str) -> list[str]:
    return sorted({article for span in index.get(claim, LAB.mentionSpan) for article in index.get(span, LAB.inArticle)})


def _told(index: Index, claim: str) -> list[str]:
    """The days of publication of the stories that make a claim."""
    return [day for article in _articles(index, claim) for day in index.get(article, SCHEMA.datePublished)]


def _who(index: Index, claims: Iterable[str]) -> tuple[str, ...]:
    """Who makes the claims: the speakers, or the outlets where stories say so themselves."""
    found = set()
    for claim in claims:
        sources = index.get(claim, LAB.assertedIn)
        speakers = {speaker for source in sources for speaker in index.get(source, LAB.speaker)}
        if not speakers and any(str(LAB.Article) in index.kinds(source) for source in sources):
            outlets = {outlet for source in sources for outlet in index.get(source, SCHEMA.publisher)}
            found |= {index.label(outlet) for outlet in outlets} or {"the article"}
        found |= {index.label(speaker) for speaker in speakers}
    return tuple(sorted(found))


def focus(panels: list[Panel], name: str) -> list[Panel]:
    """The panels of disputes, and the lanes of events and sides, that have the name (any case; of a side the whole).

    Raises:
        DrawError: nothing with a day has it.
    """
    wanted = name.casefold()
    found = []
    for panel in panels:
        whole = panel.iri and (wanted == panel.iri.casefold() or wanted in panel.label.casefold())
        lanes = [
            lane
            for lane in panel.lanes
            if whole or wanted in lane.label.casefold() or wanted in lane.names or wanted == lane.iri.casefold()
        ]
        if lanes:
            found.append(replace(panel, lanes=lanes))
    if not found:
        raise DrawError(f"nothing with a day is called {name!r}.", "`kg query disputes` lists disputes.")
    return found


def strongest(panels: list[Panel], limit: int) -> list[Panel]:
    """The panels with at most so many lanes, those with the most marks."""
    lanes = sorted((lane for panel in panels for lane in panel.lanes), key=lambda lane: (-len(lane.marks), lane.iri))
    kept = {lane.iri for lane in lanes[:limit]}
    cut = [replace(panel, lanes=[lane for lane in panel.lanes if lane.iri in kept]) for panel in panels]
    return [panel for panel in cut if panel.lanes]


def told(panels: list[Panel]) -> str:
    """A sentence with the first and the last day, and the five events with the most marks."""
    lanes = [lane for panel in panels for lane in panel.lanes]
    if not lanes:
        return ""
    first = min(lane.begin for lane in lanes)
    last = max(mark.span.last for lane in lanes for mark in lane.marks)
    most = sorted(lanes, key=lambda lane: (-len(lane.marks), lane.iri))[:5]
    names = ", ".join(f"{cut(plain(lane.label), 80)} ({len(lane.marks)})" for lane in most)
    return f" From {first} to {last}. Most days and stages: {names}."
