"""What the text says of an event, as facts: who, when, how long, where, about what, at what stage."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.annotate.base import Draft, Fact
from kg.annotate.events.defaults import by_default, past_employer, proposal_sides
from kg.annotate.events.found import AGREED, TALKS, Found, clause
from kg.annotate.events.matters import issues
from kg.annotate.events.mentioned import STOPPED, Happening, Mentioned
from kg.annotate.events.parties import ASSOCIATION, PLACES, UNIONS, Party, Sides, owner
from kg.annotate.events.status import status
from kg.annotate.events.timing import Dated
from kg.annotate.events.where import of_actors, of_clause
from kg.annotate.events.wording import day_words, kind_words, sentence
from kg.model import Action, Entity, Ref, Span, Value

VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
ONE_DAY = frozenset({"Rally", "Picket", "SitIn"})
AND_DAY = re.compile(r"\s*(?:and|to|through|[-–])?\s*")
DAYS = re.compile(r"PT\d+H|P[1-7]D")
PART_OF_DAY = re.compile(r"[^.;]{0,60}?\b(?:\w+day (?:morning|afternoon|evening)|at (?:noon|midday|lunchtime))\b")
OPEN_ENDED = re.compile(r"\b(?:open-?ended|indefinite(?:ly)?|until further notice|no end date)\b", re.I)

# bodies of unions that are no union by kind
FEDERATION = re.compile(r"\b(?:Unions?|Workers|Trades|Labou?r)\b")


def roles(kind: str, party: Party, entity: Entity) -> list[tuple[str, Ref, float]]:
    """The properties by which an agent belongs to an event of a kind; none for those that take no part."""
    federation = entity.kind == "FormalOrganization" and party.way == "actor" and bool(FEDERATION.search(entity.name))
    union, group = entity.kind in UNIONS or federation, entity.kind == "Collective"
    paper = entity.kind == "NewsOrganization" and kind in STOPPED and party.way in {"beside", "against"}
    employer = entity.kind == "Employer" or paper  # "a strike by printers at the Sentinel"
    out: list[tuple[str, Ref, float]] = []
    if kind == "Proposal":
        if (union or employer or group) and party.way == "actor":
            out.append(("proposedBy", entity.ref, 1.0))
        elif union or employer:
            out.append(("proposedTo", entity.ref, 0.9))
        return out
    if kind in AGREED or kind in TALKS:
        bargains = entity.kind == "FormalOrganization" and ASSOCIATION.search(entity.name)
        if union or employer or bargains or (group and party.way == "actor" and entity.union is None):
            out.append(("party", entity.ref, 1.0))
        through = [x for x in (entity.union, entity.employer) if x is not None]
        return out + [("party", x, 0.8) for x in through]
    if kind == "Lockout":
        if employer:
            return [("organizer", entity.ref, 1.0), ("employer", entity.ref, 1.0)]
        return [("target", entity.ref, 0.9)] if union or group else []
    if union:
        out.append(("organizer", entity.ref, 1.0))
    elif employer:
        out.append(("employer", entity.ref, 1.0))
    elif group and party.way != "against":
        out.append(("participant", entity.ref, 1.0))
    if group and party.way != "against":
        out += [("organizer", entity.union, 0.8)] if entity.union else []
        out += [("employer", entity.employer, 0.8)] if entity.employer else []
    return out


def agents(draft: Draft, event: Happening, side: Sides, first: frozenset[Ref]) -> list[Found]:
    """The parties by syntax and, for the matter in hand, the sides of the dispute where the syntax gives none."""
    out: list[Found] = []
    for m in event.said:
        if m.denied and not m.creates:
            continue
        for party in whole(draft, m.parties):
            for predicate, ref, factor in roles(event.kind, party, draft.entities[party.ref]):
                span = clause(draft, m, party.span)
                kind = draft.entities[ref].kind if ref in draft.entities else ""
                if ref != party.ref and kind in PLACES:  # people of a site: the employer whose site it is
                    known = owner(draft, ref)
                    if known is None:
                        continue
                    ref = known
                sure = round(party.confidence * factor, 2)
                if ref != party.ref and (told := told_at(draft, party.ref, ref)) is not None:
                    # Whose people they are, from another sentence: put together by us, not said of the event.
                    elsewhere = draft.sentence(told.start).start != draft.sentence(span.start).start
                    span, sure = told, min(sure, 0.5) if elsewhere else sure
                out.append(Found(predicate, ref, span, m, sure))
    if event.kind == "Proposal":
        return proposal_sides(draft, event, side, out)
    if event.past is not None and event.kind in {"Strike", "Walkout", "Lockout"}:
        out += past_employer(draft, event, out)
    if event.past is None and event.kind not in {"SympathyStrike", "Boycott", "LaborAction", "Rally"}:
        out += by_default(draft, event, side, out, first)
    return out


def whole(draft: Draft, parties: list[Party]) -> list[Party]:
    """The parties, with the members of a group of organizations ("both locals") beside it."""
    out = list(parties)
    for party in parties:
        for ref in draft.entities[party.ref].members:
            if ref in draft.entities and all(p.ref != ref for p in out):
                out.append(replace(party, ref=ref, confidence=round(party.confidence * 0.9, 2)))
    return out


def told_at(draft: Draft, group: Ref, organization: Ref) -> Span | None:
    """Where the text says whose people a group is: "mental health workers with Kaiser Permanente"."""
    for mention in sorted((x for x in draft.mentions if x.target == group), key=lambda x: x.span):
        root = draft.tokens(mention.span).root
        for other in draft.mentions:
            if other.target != organization or other.kind == "pronoun" or not mention.span.start <= other.span.start:
                continue
            if any(t.idx == other.span.start or other.span.start <= t.idx < other.span.end for t in root.subtree):
                return Span(mention.span.start, max(mention.span.end, other.span.end))
    return None


def span_of_days(draft: Draft, event: Happening) -> tuple[list[Dated], list[Dated]]:
    """What the text gives as first and as last day: of several days of one call the first and the last."""
    days = [(d, m) for m in event.said if m.creates or m.trigger.pattern.bare for d in m.dates]
    new = [d.value.lexical for d, _ in days if not d.due and d.role != "end"]
    moved = bool(new) and all(d.value.lexical < min(new) for d, _ in days if d.due)
    days = [(d, m) for d, m in days if not (d.due and moved)]
    begin = [d for d, _ in days if d.role in {"start", "day"}]
    end = [d for d, _ in days if d.role == "end"]
    if not begin:
        return [], end
    exact = [d for d in begin if d.value.datatype == "date"] or begin
    stated = [d for d in exact if d.role == "start"] or exact
    published = draft.article.published or ""
    done = all(d.value.lexical <= published[: len(d.value.lexical)] for d in begin)
    first = min(d.value.lexical for d in stated)
    if not end and not event.serial and event.kind in {"Strike", "Walkout", "Slowdown", "Picket", "SitIn", *VOTES}:
        one_call = {
            d.value.lexical
            for m in event.said
            for d in m.dates
            if d.role == "day" and sum(x.role == "day" for x in m.dates) > 1
            if event.kind not in VOTES or side_by_side(draft, m)
        }
        end = [d for d in exact if one_call and d.value.lexical == max(one_call) and d.value.lexical > first]
    if not end and (event.kind in ONE_DAY or (event.kind in VOTES and done)) and event.past is None:
        end = [d for d in exact if d.role == "day" and d.value.lexical == first and not standing(draft, event)]
    if not end and event.kind in VOTES and len({d.value.lexical for d in exact}) == 1:
        end = [d for d in exact if d.role == "day" and d.verb == "vote"]
    if (
        not end
        and done
        and len(first) == 7
        and any(DAYS.fullmatch(v.lexical) for m in event.said for v, _, _ in m.lengths)
    ):
        end = [d for d in exact if d.role == "day" and d.value.lexical == first]  # "a three-day strike in November"
    if not end and done and event.kind == "Walkout" and any(part_of_day(draft, m) for m in event.said if m.creates):
        end = [d for d in exact if d.value.lexical == first and first < published]
    one = len(first) == 10 and len({d.value for d in exact}) == 1 and not event.serial
    if not end and one and short(draft, event, first):
        end = [d for d in exact if d.value.lexical == first]
    return [d for d in exact if d.value.lexical == first], [d for d in end if d.value.lexical >= first]


def side_by_side(draft: Draft, m: Mentioned) -> bool:
    """Whether the days of the words are told as one stretch: "Nov. 6 and 7"."""
    spans = sorted({s for d in m.dates for s in d.time.spans if m.trigger.span.start - 200 < s.start < d.span.end})
    return any(AND_DAY.fullmatch(draft.text[a.end : b.start]) for a, b in pairwise(spans))


def part_of_day(draft: Draft, m: Mentioned) -> bool:
    """Whether workers left at a time of a day: "walked out Tuesday afternoon", where nothing tells of more days."""
    sent = draft.doc[m.trigger.head].sent
    return m.tense == "past" and bool(PART_OF_DAY.match(draft.text, m.trigger.span.end, sent.end_char))


def standing(draft: Draft, event: Happening) -> bool:
    """Whether a picket is told as standing, by "the picket line" or in the present: the day is not that of its end."""
    today = draft.article.published or ""
    return event.kind == "Picket" and all(
        "line" in draft.words(m.trigger.span).lower()
        or (m.tense == "present" and all(d.value.lexical <= today for d in m.dates))
        for m in event.said
        if m.dates
    )


def short(draft: Draft, event: Happening, first: str) -> bool:
    """A stoppage of a day or less: one day, or hours, told in the paragraph of its day, that end the day they begin."""
    at = [draft.structure.paragraph_at(d.span.start) for m in event.said for d in m.dates if d.value.lexical == first]
    known = {
        v.lexical
        for m in event.said
        for v, _, span in m.lengths
        if v.lexical == "P1D" or draft.structure.paragraph_at(span.start) in at
    }
    hours = {re.fullmatch(r"PT(\d+)H", x) for x in known}
    return event.kind in {"Strike", "Walkout", "SitIn", "SympathyStrike"} and (
        "P1D" in known or any(h is not None and int(h[1]) <= 12 for h in hours) or any(m.whole_day for m in event.said)
    )


def days(draft: Draft, event: Happening) -> list[Found]:
    begin, end = span_of_days(draft, event)
    out: list[Found] = []
    for predicate, found in (("startDate", begin), ("endDate", end)):
        best = found[-1:] if predicate == "endDate" else found
        for d in best:
            m = next(m for m in event.said if d in m.dates)
            out.append(Found(predicate, d.value, clause(draft, m, d.span), m, 0.9, (d.time.key,)))
    return out


def length(draft: Draft, event: Happening) -> list[Found]:
    out = [
        Found("duration", known, clause(draft, m, span), m, 0.9, (), (quantity.key,))
        for m in event.said
        for known, quantity, span in m.lengths
    ]
    if event.kind in AGREED | TALKS | VOTES | {"Proposal"}:
        return out[:1] if event.kind != "Negotiation" else []
    for m in event.said:
        sent = draft.doc[m.trigger.head].sent
        match = OPEN_ENDED.search(sent.text) if sent.end_char - sent.start_char < 200 else None
        if match and event.past is None and not m.conditional:
            span = Span(sent.start_char + match.start(), sent.start_char + match.end())
            if abs(span.start - m.trigger.span.start) < 60:
                out.append(Found("durationType", "c:OpenEnded", clause(draft, m, span), m, 0.9))
    return out


def collect(draft: Draft, event: Happening, side: Sides, first: frozenset[Ref] = frozenset()) -> list[Found]:
    """All that the text says of the event but its stage, each value once a sentence."""
    found = agents(draft, event, side, first) + days(draft, event) + length(draft, event) + of_clause(draft, event)
    found += of_actors(draft, event, found) + issues(draft, event)
    return once(draft, found)


def once(draft: Draft, found: list[Found]) -> list[Found]:
    """Each value once a sentence."""
    seen: set[tuple[str, object, int]] = set()
    out = []
    for f in found:
        key = (f.predicate, f.object, draft.sentence(f.span.start).start)
        if key not in seen:
            seen.add(key)
            out.append(f)
    return out


def action(draft: Draft, event: Happening, found: list[Found]) -> Action:
    """The record of the event, with a label that reads alone."""

    def named(*predicates: str) -> list[Ref]:
        best: dict[Ref, float] = {}
        for f in found:
            if f.predicate in predicates and isinstance(f.object, str) and f.object in draft.entities:
                best[f.object] = max(best.get(f.object, 0.0), f.confidence)
        return sorted(best, key=lambda r: (-best[r], r))

    start = next((f.object.lexical for f in found if f.predicate == "startDate" and isinstance(f.object, Value)), None)
    name = kind_words(event.kind).capitalize()
    by, at = named("organizer", "proposedBy"), named("employer")
    ours = named("party")
    if ours:
        name += " of " + " and ".join(draft.entities[r].name for r in ours[:2])
    elif by or named("participant"):
        name += f" by {draft.entities[(by or named('participant'))[0]].name}"
    if at and (not by or at[0] != by[0]) and draft.entities[at[0]].name not in name:  # "cooks at the Elm Hotel"
        name += f" at {draft.entities[at[0]].name}"
    where = named("place")
    if where and not (by or at or ours):
        name += f" at {draft.entities[where[0]].name}"
    if start is not None:
        name += f", {day_words(start[:7])}"
    elif event.past:
        name += f", {event.past}"
    spans = tuple(sorted({m.trigger.span for m in event.said}))
    who = tuple(dict.fromkeys([*by, *ours, *at]))
    return Action(event.ref, event.kind, name, spans, start, who, event.said[0].trigger.pattern.name, 0.9)


def when(f: Found, plan: bool) -> str:
    """The time of the sentence for a fact: plan, past or now."""
    return "plan" if plan else "past" if f.mention.past is not None or f.mention.tense == "past" else "now"


def emit(draft: Draft, made: Action, found: list[Found], labels: dict[Ref, str]) -> None:
    """Append the facts to the draft."""
    for f in found:
        plan = f.mention.tense in {"future", "open", "would", "plain"} and f.predicate not in {"issue", "employer"}
        draft.facts.append(
            Fact(
                made.ref,
                f.predicate,
                f.object,
                f.span,
                sentence(draft, made.ref, f.predicate, f.object, labels, when(f, plan)),
                modality="Plan" if plan else "Fact",
                times=f.times,
                quantities=f.quantities,
                rule=f.mention.trigger.pattern.name,
                confidence=f.confidence,
            )
        )


def emit_status(
    draft: Draft, event: Happening, made: Action, found: list[Found], labels: dict[Ref, str], others: list[Happening]
) -> str | None:
    """Append the stage of the event as of the day of publication; gives the code."""

    def first(predicate: str) -> str | None:
        return next((f.object.lexical for f in found if f.predicate == predicate and isinstance(f.object, Value)), None)

    at = status(draft, event, first("startDate"), first("endDate"), others)
    if at is None:
        return None
    code, span = at
    add_status(draft, made.ref, code, span, labels, event.said[0].trigger.pattern.name)
    return code


def add_status(draft: Draft, ref: Ref, code: str, span: Span, labels: dict[Ref, str], rule: str) -> None:
    day = (draft.article.published or "")[:10]
    text = sentence(draft, ref, "status", f"c:{code}", labels)
    draft.facts.append(Fact(ref, "status", f"c:{code}", span, text, as_of=day, rule=rule, confidence=0.8))
