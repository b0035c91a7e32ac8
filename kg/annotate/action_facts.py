"""What the text says of an event, as facts: who, when, how long, where, about what, at what stage."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.annotate.base import Draft, Fact
from kg.annotate.eventcoref import Happening, Mentioned
from kg.annotate.parties import ASSOCIATION, UNIONS, Party, Sides
from kg.annotate.status import clause as verb_clause
from kg.annotate.status import status
from kg.annotate.timing import Dated
from kg.annotate.wording import kind_words, sentence
from kg.model import Action, Entity, Ref, Span, Value

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
TALKS = frozenset({"Negotiation", "Impasse"})
VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
ONE_DAY = frozenset({"Rally", "Picket", "SitIn"})
ABOUT = re.compile(
    r"\b(?:over|about|concern\w*|protest(?:ing)?|demand\w*|against|for (?:better|higher|more)|seeking|address"
    r"|dispute|issue)\b",
    re.I,
)
OPEN_ENDED = re.compile(r"\b(?:open-?ended|indefinite(?:ly)?|until further notice|no end date)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One value of a property with the words it rests on."""

    predicate: str
    object: Ref | Value
    span: Span
    mention: Mentioned
    confidence: float
    times: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()


def clause(draft: Draft, m: Mentioned, other: Span) -> Span:
    """The stretch from the event's words to the others; only the latter where they stand in different sentences."""
    span = Span(min(m.trigger.span.start, other.start), max(m.trigger.span.end, other.end))
    first, last = draft.sentence(span.start), draft.sentence(span.end - 1)
    return span if first.start == last.start else other


def roles(kind: str, party: Party, entity: Entity) -> list[tuple[str, Ref, float]]:
    """The properties by which an agent belongs to an event of a kind; none for those that take no part."""
    union, employer, group = entity.kind in UNIONS, entity.kind == "Employer", entity.kind == "Collective"
    out: list[tuple[str, Ref, float]] = []
    if kind == "Proposal":
        if (union or employer or group) and party.way == "actor":
            out.append(("proposedBy", entity.ref, 1.0))
        elif union or employer:
            out.append(("proposedTo", entity.ref, 0.9))
        return out
    if kind in AGREED or kind in TALKS:
        bargains = entity.kind == "FormalOrganization" and ASSOCIATION.search(entity.name)
        if union or employer or bargains or (group and party.way == "actor"):
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


def agents(draft: Draft, event: Happening, parts: list[Span], side: Sides) -> list[Found]:
    """The parties by syntax and, for the matter in hand, the sides of the dispute where the syntax gives none."""
    out: list[Found] = []
    for m in event.said:
        if m.denied and not m.creates:
            continue
        for party in m.parties:
            for predicate, ref, factor in roles(event.kind, party, draft.entities[party.ref]):
                span = clause(draft, m, party.span)
                if ref != party.ref:
                    span = told_at(draft, party.ref, ref) or span
                out.append(Found(predicate, ref, span, m, round(party.confidence * factor, 2)))
    if event.kind == "Proposal":
        return proposal_sides(draft, event, side, out)
    if event.past is None and event.kind not in {"SympathyStrike", "Boycott", "LaborAction", "Rally"}:
        out += by_default(draft, event, parts, side, out)
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


def by_default(draft: Draft, event: Happening, parts: list[Span], side: Sides, have: list[Found]) -> list[Found]:
    """Union and employer that the sentence, the paragraph or the part of the story has."""
    m = event.said[0]
    out: list[Found] = []
    both = event.kind in AGREED or event.kind in TALKS
    for kinds, main, predicate in ((UNIONS, side.unions, "organizer"), ({"Employer"}, side.employers, "employer")):
        given = {
            f.object
            for f in have
            if f.predicate in {predicate, "party"} or (predicate == "organizer" and f.predicate == "target")
        }
        if any(isinstance(r, str) and draft.entities[r].kind in kinds for r in given):
            continue
        ref = near(draft, event, frozenset(kinds), main) or (main[0] if main else None)
        if both and kinds is not UNIONS and side.associations:
            ref = side.associations[0]
            if any(f.object == ref for f in have):
                continue
        if ref is None or (event.kind == "Lockout" and predicate == "organizer"):
            continue
        out.append(Found("party" if both else predicate, ref, verb_clause(draft, m), m, 0.5))
        if event.kind == "Lockout":
            out.append(Found("organizer", ref, verb_clause(draft, m), m, 0.5))
    return out


def proposal_sides(draft: Draft, event: Happening, side: Sides, have: list[Found]) -> list[Found]:
    """Who makes a proposal and to whom: by syntax as far as the side fits, else union and employer of the dispute."""
    m = next((x for x in event.said if x.trigger.pattern.actors in {"union", "employer"}), event.said[0])
    ours = m.trigger.pattern.actors == "union"
    mine, theirs = (UNIONS, frozenset({"Employer"})) if ours else (frozenset({"Employer"}), UNIONS)

    def of(kinds: frozenset[str], f: Found) -> bool:
        return isinstance(f.object, str) and draft.entities[f.object].kind in kinds

    if side.associations and not ours and not any(of(mine, f) for f in have):
        side = Sides(side.unions, side.associations)
    out = [
        f for f in have if f.predicate == "proposedBy" and (of(mine, f) or (ours and of(frozenset({"Collective"}), f)))
    ]
    put = [replace(f, predicate="proposedTo") for f in have if of(theirs, f)]
    main = (side.unions, side.employers) if ours else (side.employers, side.unions)
    for kinds, got, refs, predicate in ((mine, out, main[0], "proposedBy"), (theirs, put, main[1], "proposedTo")):
        ref = near(draft, event, kinds, refs) or (refs[0] if refs else None)
        if not got and ref is not None and event.past is None:
            got.append(Found(predicate, ref, verb_clause(draft, m), m, 0.5))
    return out + put


def organizations(draft: Draft, area: Span, kinds: frozenset[str]) -> set[Ref]:
    """Organizations of the kinds that the area names, also as employer or union of a group of people."""
    out: set[Ref] = set()
    for mention in draft.mentions_in(area):
        entity = draft.entities.get(mention.target or "")
        if entity is not None:
            refs = [entity.ref, entity.employer, entity.union]
            out |= {r for r in refs if r is not None and r in draft.entities and draft.entities[r].kind in kinds}
    return out


def near(draft: Draft, event: Happening, kinds: frozenset[str], main: list[Ref]) -> Ref | None:
    """The only organization of the kinds in a sentence, else in a paragraph, that tells of the event."""
    structure = draft.structure
    for m in event.said:
        if not m.creates:
            continue
        sent = draft.doc[m.trigger.head].sent
        index = structure.paragraph_at(m.trigger.span.start)
        areas = [Span(sent.start_char, sent.end_char)] + ([structure.paragraphs[index]] if index >= 0 else [])
        for area in areas:
            refs = organizations(draft, area, kinds)
            parents = {draft.entities[r].parent for r in refs if r is not None}
            refs -= parents
            if main and main[0] in refs:
                return main[0]
            if len(refs) == 1:
                return refs.pop()
    return None


def span_of_days(draft: Draft, event: Happening) -> tuple[list[Dated], list[Dated]]:
    """What the text gives as first and as last day: of several days of one call the first and the last."""
    days = [(d, m) for m in event.said for d in m.dates if not (m.denied and not m.creates)]
    begin = [d for d, _ in days if d.role in {"start", "day"}]
    end = [d for d, _ in days if d.role == "end"]
    if not begin:
        return [], end
    exact = [d for d in begin if d.value.datatype == "date"] or begin
    stated = [d for d in exact if d.role == "start"] or exact
    published = draft.article.published or ""
    done = all(d.value.lexical <= published[: len(d.value.lexical)] for d in begin)
    first = min(d.value.lexical for d in stated)
    if not end and event.kind in {"Strike", "Walkout", "Slowdown"}:
        one_call = {
            d.value.lexical
            for m in event.said
            for d in m.dates
            if d.role == "day" and sum(x.role == "day" for x in m.dates) > 1
        }
        end = [d for d in exact if one_call and d.value.lexical == max(one_call) and d.value.lexical > first]
    if not end and (event.kind in ONE_DAY or (event.kind in VOTES and done)) and event.past is None:
        end = [d for d in exact if d.role == "day" and d.value.lexical == first]
    if not end and short(event) and len(first) == 10:
        end = [d for d in exact if d.value.lexical == first]
    return [d for d in exact if d.value.lexical == first], [d for d in end if d.value.lexical >= first]


def short(event: Happening) -> bool:
    """A stoppage of a day or less: one day, or hours that end the day they begin."""
    known = {v.lexical for m in event.said for v, _, _ in m.lengths}
    hours = {re.fullmatch(r"PT(\d+)H", x) for x in known}
    return event.kind in {"Strike", "Walkout", "SitIn"} and (
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
        match = OPEN_ENDED.search(sent.text)
        if match and event.past is None and not m.conditional:
            span = Span(sent.start_char + match.start(), sent.start_char + match.end())
            if len(sent.text) < 200 and abs(span.start - m.trigger.span.start) < 60:
                out.append(Found("durationType", "c:OpenEnded", clause(draft, m, span), m, 0.9))
    return out


def sites(draft: Draft, event: Happening) -> list[Found]:
    if event.kind in AGREED or event.kind == "Proposal":
        return []
    return [Found("place", ref, clause(draft, m, span), m, 0.85) for m in event.said for ref, span in m.places]


def issues(draft: Draft, event: Happening) -> list[Found]:
    """Issues that the sentence ties to the event by over, about, in protest of ...; those inside a proposal's words."""
    out: list[Found] = []
    for m in event.said:
        head = draft.doc[m.trigger.head]
        whole = Span(head.sent.start_char, head.sent.end_char)
        under = {t.i for t in head.subtree} | (
            {t.i for v in m.verbs[:1] for t in v.subtree} if m.trigger.pattern.form == "verb" else set()
        )
        for mention in draft.mentions_in(whole):
            if mention.target is None or not mention.target.startswith("i:"):
                continue
            token = draft.tokens(mention.span).root
            between = (
                draft.text[m.trigger.span.start : mention.span.end] if mention.span.start > m.trigger.span.start else ""
            )
            terms = event.kind in AGREED | {"Proposal"} and token.i in under
            inside = mention.span.overlaps(m.trigger.span) or (
                mention.span.end <= m.trigger.span.start and token.head == head
            )
            if terms or inside or ABOUT.search(between):
                out.append(Found("issue", mention.target, clause(draft, m, mention.span), m, 0.8))
    return out


def collect(draft: Draft, event: Happening, parts: list[Span], side: Sides) -> list[Found]:
    """All that the text says of the event but its stage, each value once a sentence."""
    found = (
        agents(draft, event, parts, side)
        + days(draft, event)
        + length(draft, event)
        + sites(draft, event)
        + issues(draft, event)
    )
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
    if at and (not by or at[0] != by[0]):
        name += f" at {draft.entities[at[0]].name}"
    if start is not None:
        name += f", {start}"
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
