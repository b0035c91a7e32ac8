"""Where an event is: what its clause says, where those are who act, the place of the dispute, that of the dateline."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.found import AGREED, Found, clause
from kg.annotate.events.mentioned import Happening, Mentioned
from kg.annotate.events.parties import PLACES, entity_at, segments
from kg.model import Mention, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

OFF_WORK = frozenset({"Strike", "Walkout", "Slowdown", "Lockout"})
ACTED = OFF_WORK | {"Picket", "SitIn", "SympathyStrike", "RepresentationElection"}
GATHERED = frozenset({"Rally", "Picket", "SitIn"})
AT_HOME = OFF_WORK | {"Picket", "SitIn", "Rally", "RepresentationElection"}  # told where the story is told
SITES = frozenset({"Facility", "FacilityGroup"})
WIDE = frozenset({"City", "State"})
BEFORE_PLACE = re.compile(
    r"\b(?:outside|in front of|at|on|in|near|inside|along|around)\s+(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE
)
BREAK = re.compile(
    r"[.;:!?“”\"—]|, (?:and|but|while|as|when|after|before|which|who|where|because|saying)\b", re.IGNORECASE
)
SETTING = frozenset(
    {"be", "plan", "schedule", "set", "hold", "stage", "slate", "will", "call", "limit", "keep", "draw"}
)
FILLED = frozenset({"fill", "pack", "crowd", "flood", "line", "block", "occupy", "jam", "pour"})
OF_ACTORS = re.compile(r"\b(?:in|at|across|throughout|from|around|outside|near)\s+(?:the\s+)?$", re.IGNORECASE)
ALL_OVER = re.compile(
    r"\b(?:throughout|across|all over|around) the (?:state|country|province|nation|region)\b|\b(?:nation|state)wide\b",
    re.I,
)
THERE = re.compile(r"\s+(?:(?:placed|held|staged|called|mounted) )?there\b")
LEAD = 2  # paragraphs of prose in which a story without a dateline says where it is


def of_clause(draft: Draft, event: Happening) -> list[Found]:
    """The places that the syntax ties to the words of the event; of agreements only the site that they cover."""
    if event.kind == "Proposal":
        return []
    said = [
        m for m in event.said if m.creates or not (m.denied or m.tense in {"open", "would"})
    ]  # "none could come there"
    found = [(m, ref, span) for m in said for ref, span in m.places]
    if event.kind in AGREED:
        found = [
            (m, ref, span) for m, ref, span in found if draft.entities[ref].kind in SITES and not m.trigger.pattern.bare
        ]
    out = [Found("place", ref, clause(draft, m, span), m, 0.85) for m, ref, span in found]
    out = inner(draft, out)
    if event.kind in ACTED | GATHERED | {"Negotiation"}:
        known = {f.object for f in out}
        close = [
            m
            for m in event.said
            if event.kind in GATHERED | {"Negotiation"} or THERE.match(draft.text, m.trigger.span.end)
        ]
        hits = [(m, hit) for m in close if not m.denied and (hit := beside(draft, m)) is not None]
        out += [
            Found("place", hit.target, clause(draft, m, hit.span), m, 0.75)
            for m, hit in hits
            if hit.target is not None and hit.target not in known
        ]
    return out


def inner(draft: Draft, found: list[Found]) -> list[Found]:
    """Without places that hold another of them: "in Kenosha, Wis." is in Kenosha."""
    around: set[object] = set()
    for f in found:
        above = draft.entities.get(f.object) if isinstance(f.object, str) else None
        while above is not None and above.within is not None and above.within not in around:
            around.add(above.within)
            above = draft.entities.get(above.within)
    return [f for f in found if f.object not in around]


def places_in(draft: Draft, area: Span) -> list[Mention]:
    """Mentions of places inside a stretch, in reading order; one inside another is left out."""
    found = [
        m for m in draft.mentions_in(area) if (e := draft.entities.get(m.target or "")) is not None and e.kind in PLACES
    ]
    return [m for m in found if not any(o is not m and o.span.holds(m.span) and o.span != m.span for o in found)]


def beside(draft: Draft, m: Mentioned) -> Mention | None:
    """The place told right behind the words ("a rally planned for noon outside the depot"), or filled "for a rally"."""
    head = draft.doc[m.trigger.head]
    if THERE.match(draft.text, m.trigger.span.end):
        return just_before(draft, m)
    area = Span(m.trigger.span.end, min(head.sent.end_char, m.trigger.span.end + 70))
    for hit in places_in(draft, area):
        between = draft.text[area.start : hit.span.start]
        if BREAK.search(between) or not BEFORE_PLACE.search(between):
            return None
        verbs = [
            t for t in draft.tokens(Span(area.start, hit.span.start)) if t.pos_ in {"VERB", "AUX"} and t.i != head.i
        ]
        return hit if all(v.lemma_ in SETTING for v in verbs) else None
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "for" else None
    return filled(draft, above) if above is not None else None


def just_before(draft: Draft, m: Mentioned) -> Mention | None:
    """The place last told in the sentence before: "A strike there"."""
    first = draft.sentence(m.trigger.span.start)
    if first.start == 0:
        return None
    sent = draft.doc[first.start - 1].sent
    hits = places_in(draft, Span(sent.start_char, sent.end_char))
    return hits[-1] if len({h.target for h in hits}) == 1 else None


def filled(draft: Draft, verb: Token) -> Mention | None:
    """ "filled the square for a rally": the object of the verb."""
    if verb.lemma_ not in FILLED:
        return None
    hits = [entity_at(draft, c) for c in verb.children if c.dep_ == "dobj"]
    return next((h[1] for h in hits if h is not None and h[0].kind in PLACES), None)


def of_actors(draft: Draft, event: Happening, found: list[Found]) -> list[Found]:
    """Where those who act are: "drivers in Dayton", "bus drivers across Newcastle"."""
    if event.kind not in ACTED | {"RatificationVote"}:
        return []
    out = [
        Found("place", p.ref, clause(draft, m, p.span), m, 0.7)
        for m in event.said
        if not (m.denied or m.conditional)
        for p in m.parties
        if draft.entities[p.ref].kind in PLACES - {"Country"}
    ]
    if out or any(f.predicate == "place" for f in found):
        return inner(draft, out)
    known: dict[Ref, list[Mention]] = {}  # of a group told often once
    for f in found:
        if f.predicate in {"participant", "target"} and isinstance(f.object, str):
            if f.object not in known:
                known[f.object] = of_group(draft, f.object)
            hits = known[f.object]
            out += [Found("place", hit.target, hit.span, f.mention, 0.6) for hit in hits if hit.target is not None]
    return out


def of_group(draft: Draft, ref: Ref) -> list[Mention]:
    """The places that name a group of people: "paramedics in Duluth", "Duluth paramedics"."""
    if draft.entities[ref].kind != "Collective":
        return []
    for own in sorted((x for x in draft.mentions if x.target == ref and x.kind != "pronoun"), key=lambda x: x.span):
        name = draft.entities[ref].name  # with what tells them apart: "paramedics in Duluth"
        whole = draft.text.startswith(name, own.span.start)
        area = Span(own.span.start, own.span.start + len(name)) if whole else own.span
        hits = [h for h in places_in(draft, area) if draft.entities[h.target or ""].kind != "Country"]
        around = {draft.entities[h.target or ""].within for h in hits}
        hits = [h for h in hits if h.target not in around]
        told = [h for h in hits if OF_ACTORS.search(draft.text[own.span.start : h.span.start])]
        if told or hits:
            return (told or hits)[:2]
    return []


def fill(draft: Draft, events: list[tuple[Happening, list[Found]]]) -> None:
    """Give the events of a story without a place of their own that of the dispute, else that of the story."""
    for event, found in events:
        if event.past is None and event.kind in AT_HOME:
            spread = scattered(draft) or any(
                wide(draft, f) for e, known in events if e.part == event.part and e.kind in AT_HOME for f in known
            )
            if event.kind in OFF_WORK and not any(f.predicate in {"place", "participant"} for f in found):
                found += of_voters(draft, event, events)
            known = [f for f in found if f.predicate == "place"]
            if not known or (event.kind != "Rally" and all(loose(draft, f) for f in known)):
                found += of_story(draft, event, spread)
    for event, found in events:
        if event.kind in ACTED and not any(f.predicate == "place" for f in found):
            found += of_dispute(draft, event, found, events)


def scattered(draft: Draft) -> bool:
    """Whether the story tells of sites all over a region: "clinics throughout the state"."""
    groups = [
        x.span
        for x in draft.mentions
        if x.target in draft.entities and draft.entities[x.target].kind == "FacilityGroup"
    ]
    return any(ALL_OVER.search(draft.text[s.start : s.end + 25]) for s in groups)


def wide(draft: Draft, found: Found) -> bool:
    """Whether a place is a group of sites that no one place is told to hold: "clinics throughout the state"."""
    if not isinstance(found.object, str) or found.object not in draft.entities:
        return False
    entity = draft.entities[found.object]
    return found.predicate == "place" and entity.kind == "FacilityGroup" and entity.within is None


def of_voters(draft: Draft, event: Happening, events: list[tuple[Happening, list[Found]]]) -> list[Found]:
    """Where those are who voted for the stoppage, in a story that tells of the vote only."""
    for other, known in events:
        if other.kind == "StrikeAuthorizationVote" and other.part == event.part and other.past is None:
            for f in known:
                hits = of_group(draft, f.object) if f.predicate == "participant" and isinstance(f.object, str) else []
                if hits:
                    return [Found("place", h.target, h.span, event.said[0], 0.5) for h in hits if h.target is not None]
    return []


def loose(draft: Draft, found: Found) -> bool:
    """Whether a place is a site of which the story does not say where it is."""
    entity = draft.entities.get(found.object) if isinstance(found.object, str) else None
    return entity is not None and entity.kind in {"Facility", "Place"} and entity.within is None


def of_story(draft: Draft, event: Happening, spread: bool) -> list[Found]:
    """The place of the dateline of this part of the story, else the one city that headline and lead name."""
    lines = [d for d in draft.structure.datelines if len(draft.structure.datelines) == 1 or mine(draft, event, d.span)]
    if spread:
        return []
    if len(lines) == 1:
        place = lines[0].place
        ref = draft.dateline if len(draft.structure.datelines) == 1 else named(draft, place)
        index = draft.structure.paragraph_at(place.start)
        near = [m for m in event.said if 0 <= draft.structure.paragraph_at(m.trigger.span.start) - index <= 2]
        if ref is None or (not near and event.kind != "Picket"):
            return []
        return [Found("place", ref, place, (near or event.said)[0], 0.5)]
    if draft.structure.datelines or event.kind in {"Rally", "RepresentationElection"}:
        return []
    hit = of_lead(draft)
    return [Found("place", hit.target, hit.span, event.said[0], 0.4)] if hit is not None and hit.target else []


def mine(draft: Draft, event: Happening, line: Span) -> bool:
    """Whether a dateline of a story of several parts is that of the event's part."""
    part = segments(draft)[event.part]
    return part.start <= line.start < part.end


def named(draft: Draft, area: Span) -> Ref | None:
    """The first city or state named in a stretch."""
    return next((h.target for h in places_in(draft, area) if draft.entities[h.target or ""].kind in WIDE), None)


def of_lead(draft: Draft) -> Mention | None:
    """The one city (else the one state) that headline and lead name."""
    paragraphs = [p for p in draft.structure.paragraphs if not any(s.holds(p) for s in draft.structure.skip)]
    head = draft.structure.headline
    prose = [p for p in paragraphs if p != head and len(draft.words(p).split()) > 12][:LEAD]
    for areas in ([head] if head is not None else [], prose):
        hits = [h for area in areas for h in places_in(draft, area)]
        for kinds in (("City",), ("Place",), ("State",)):
            of_kind = [h for h in hits if draft.entities[h.target or ""].kind in kinds]
            if kinds == ("Place",):  # an area that no list has: "strike at Heron Bay"
                of_kind = (
                    [h for h in of_kind if OF_ACTORS.search(draft.text[: h.span.start])] if areas == [head] else []
                )
            if len({h.target for h in of_kind}) == 1:
                return of_kind[0]
            if of_kind:
                return None
    return None


def of_dispute(
    draft: Draft, event: Happening, found: list[Found], events: list[tuple[Happening, list[Found]]]
) -> list[Found]:
    """The places of the stoppage of the same dispute: whose people stop work, picket or refuse there as well."""

    def of(known: list[Found], predicate: str) -> set[object]:
        return {f.object for f in known if f.predicate == predicate}

    people = of(found, "participant")
    for other, known in events:
        source = other.kind in OFF_WORK | {"SitIn"} or other.kind == event.kind
        if other is event or other.part != event.part or other.past is not None or not source:
            continue
        ours, theirs = of(found, "employer"), of(known, "employer")
        if ours and theirs and not ours & theirs:
            continue
        if event.past is not None and people and not people & of(known, "participant"):
            continue  # "a strike by home-care aides": other people, who may be elsewhere
        places = [f for f in known if f.predicate == "place"]
        if places:
            sure = 0.4 if event.past is not None else 0.5
            return [replace(f, mention=event.said[0], confidence=min(sure, f.confidence)) for f in places]
    return []
