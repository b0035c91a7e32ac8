"""Steps of a dispute, day by day, as queries/timeline.rq tells them: of each step the claim that tells it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.profile.actions import holds
from kg.profile.claims import by_property, said_by
from kg.profile.nodes import Nodes, shortened, sort_of, term
from kg.profile.parts import Step
from kg.profile.stories import published, words

START, END, STATUS = "lab:startDate", "lab:endDate", "lab:status"
# What such claims tell is no step of its own.
SILENT = {START, END, STATUS, "lab:party", "lab:participant", "lab:organizer", "lab:employer", "lab:place"}
DATED_BY = {term("lab:UnderWay").value: START, term("lab:Ended").value: END}
Dated: TypeAlias = dict[str, list[tuple[str, str]]]
CALENDAR = ("time:inXSDDate", "time:inXSDgYearMonth", "time:inXSDgYear")


@dataclass(frozen=True, slots=True)
class Told:
    """A step as one claim or statement tells it; `own` keeps those apart that are steps of their own."""

    day: str
    what: str
    planned: bool
    item: str
    own: str = ""


def timeline(nodes: Nodes, events: Iterable[str], most: int) -> tuple[Step, ...]:
    """The steps of these events, by day, event and what happens.

    Args:
        most: claims, and statements, of one event that are read.
    """
    steps = [step for event in events for step in _steps(nodes, event, most)]
    return tuple(sorted(steps, key=lambda s: (s.day, s.event.label, s.what, s.iri)))


def _steps(nodes: Nodes, event: str, most: int) -> list[Step]:
    found: dict[tuple[str, str, str], list[Told]] = {}
    table = by_property(nodes, nodes.subjects("lab:claimSubject", event, most))
    dated = {prop: [(d, c) for c in table[prop] for d in nodes.texts(c, "lab:claimValue")] for prop in (START, END)}
    stages = [(day, claim) for claim in table[STATUS] for day in nodes.texts(claim, "lab:asOf")]
    is_paper = nodes.is_a(event, "lab:Agreement")
    for told in (*_days(nodes, dated, is_paper), *_stages(nodes, stages, dated), *_others(nodes, event, most)):
        if holds(nodes, told.item):
            found.setdefault((told.day, told.what, told.own), []).append(told)
    return [_step(nodes, event, items) for items in found.values()]


def _step(nodes: Nodes, event: str, items: list[Told]) -> Step:
    """What several claims tell alike, in the words of the one whose story is first."""
    first = min(items, key=lambda told: (_published(nodes, told.item) or "-", told.item))
    spans = {told.item: _spans(nodes, told.item) for told in items}
    stories = {nodes.place(span)[0] for found in spans.values() for span in found}
    pieces = words(nodes, spans[first.item])
    speakers = nodes.things(first.item, "lab:speaker")
    said = nodes.refs(speakers) if speakers else said_by(nodes, first.item)
    one = pieces[0] if pieces else None
    return Step(first.day, first.what, first.planned, nodes.ref(event), first.item, said, one, len(stories))


def _days(nodes: Nodes, dated: Dated, is_paper: bool) -> Iterator[Told]:
    """First and last days; what was told before its day is a plan, and is not shown where it is told afterwards too."""
    short = {day for day, _ in dated[START]} & {day for day, _ in dated[END]}
    for prop, claims in dated.items():
        after = {day for day, c in claims if _published(nodes, c) >= day and not nodes.true(c, "lab:negated")}
        for day, claim in claims:
            told = _published(nodes, claim)
            planned = bool(told) and told < day
            if (prop == END and day in short) or (planned and day in after):
                continue
            if prop == END:
                what = "to end" if planned else "ends"
            elif is_paper:
                what = "to be reached" if planned else "reached"
            elif day in short:
                what = "to be held" if planned else "held"
            else:
                what = "to begin" if planned else "begins"
            yield Told(day, what, planned, claim)


def _stages(nodes: Nodes, stages: list[tuple[str, str]], dated: Dated) -> Iterator[Told]:
    """Stages on the day that they are first told; not what a first or last day says already."""
    first: dict[str, str] = {}
    for day, claim in stages:
        stage = nodes.thing(claim, "lab:claimObject")
        if holds(nodes, claim):
            first[stage] = min(day, first.get(stage, day))
    for day, claim in stages:
        stage = nodes.thing(claim, "lab:claimObject")
        said_already = any(date <= day for date, _ in dated.get(DATED_BY.get(stage, ""), ()))
        if day <= first.get(stage, day) and not said_already:
            yield Told(day, nodes.word(stage), False, claim)


def _others(nodes: Nodes, event: str, most: int) -> Iterator[Told]:
    """Dated claims and statements about the event, each a step of its own."""
    about = nodes.subjects("lab:about", event, most)
    claims = {*nodes.subjects("lab:claimSubject", event, most), *nodes.subjects("lab:claimObject", event, most)}
    for item in sorted(claims | {a for a in about if sort_of(a) == "claim"}):
        prop, voice = shortened(nodes.thing(item, "lab:claimPredicate")), nodes.thing(item, "lab:assertedIn")
        if prop not in SILENT and (prop or not nodes.thing(voice, "lab:reportedIn")):
            for day in _calendar(nodes, item, periods=True):
                yield Told(day, "claim", False, item, item)
    for item in (a for a in about if sort_of(a) == "statement"):
        for day in _calendar(nodes, item, periods=False):
            yield Told(day, "statement", False, item, item)


def _calendar(nodes: Nodes, item: str, periods: bool) -> set[str]:
    """Days, months and years of the times of a claim or statement; of a period its first day."""
    times = nodes.things(item, "lab:when")
    if periods:
        starts = [start for time in times for start in nodes.things(time, "time:hasBeginning")]
        return {day for time in times for prop in CALENDAR for day in nodes.texts(time, prop)} | {
            day for start in starts for day in nodes.texts(start, CALENDAR[0])
        }
    return {day for time in times for prop in CALENDAR for day in nodes.texts(time, prop)}


def _spans(nodes: Nodes, item: str) -> list[str]:
    return nodes.things(item, "lab:mentionSpan", "lab:contentSpan")


def _published(nodes: Nodes, item: str) -> str:
    return next((published(nodes, nodes.place(span)[0]) for span in _spans(nodes, item)), "")
