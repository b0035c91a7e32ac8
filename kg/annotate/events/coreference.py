"""Which mentions of an event are one event: same kind, and no conflict of time, length, employer or union."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.annotate.base import Draft
from kg.annotate.events.distinct import apart
from kg.annotate.events.kinds import by_length, by_words
from kg.annotate.events.mentioned import AGREED, STOPPAGE, STOPPED, VOTES, Happening, Mentioned, again, mentioned, since
from kg.annotate.events.parties import UNIONS, segments
from kg.annotate.events.possible import barred
from kg.annotate.events.timing import Dated
from kg.annotate.events.triggers import Trigger
from kg.model import Ref, Value

SERIAL = re.compile(
    r"\b(?:rolling|rotating|staggered|(?:series|wave|string|programme|program) of)\b[^.;]*$", re.IGNORECASE
)
FOLLOWS = re.compile(r"\b(?:(?:comes?|came)\b.*\b(?:after|before|behind|on the heels|later)|follows|followed)\b")
VOTED = re.compile(r"\b(?:vot(?:ed?|ing)|ballot\w*|authori[sz]\w+|approv\w+|notice|mandate)\b")  # for the strike itself
THAT = re.compile(r"\bthat (?:[\w-]+ ){0,2}$", re.IGNORECASE)
ON_STRIKE = re.compile(r"^(?:on strike|out)$", re.IGNORECASE)
INDEFINITE = re.compile(r"\b(?:indefinite|open-ended) (?:\w+ )?\w+$", re.IGNORECASE)
SITES = frozenset({"Facility", "FacilityGroup"})  # "workers at the Cork plant" have a site and yet no employer
AMID = frozenset({"during", "amid", "amidst", "throughout"})
ITS = frozenset({"the", "their", "its", "this"})
ORDINAL = re.compile(r"\bthe (?:first|second|third|fourth|last|final|next) $", re.IGNORECASE)


def group(kind: str) -> str:
    return "Strike" if kind in STOPPAGE else kind


def same_kind(draft: Draft, event: Happening, m: Mentioned) -> bool:
    """Whether the words fit the kind; "the deal" and "the contract" fit any agreement."""
    if m.trigger.pattern.bare and {event.kind, m.trigger.kind} <= AGREED:
        return True
    if m.trigger.kind == "Vote":
        return event.kind in VOTES
    if m.trigger.kind == "LaborAction" and m.trigger.pattern.bare:
        return event.kind in STOPPED
    if m.trigger.kind == "Event":
        return event.kind not in VOTES and 0 < m.trigger.span.start - near_to(event, m) < 200
    if event.kind == "Lockout" and "stoppage" in draft.words(m.trigger.span).lower():
        return True  # "the first work stoppage at the mill since 1998"
    return group(event.kind) == group(m.trigger.kind)


def companies(draft: Draft, m: Mentioned, unions: bool) -> set[Ref]:
    """Employers (or unions) that the words themselves name, also through a collective."""
    out: set[Ref] = set()
    for party in m.parties:
        entity = draft.entities[party.ref]
        if entity.kind in UNIONS if unions else entity.kind == "Employer":
            out.add(entity.ref)
        through = entity.union if unions else entity.employer
        if through is not None and (unions or draft.entities[through].kind not in SITES):
            out.add(through)
    return out


def same_age(event: Happening, m: Mentioned) -> bool:
    """Whether both are the matter in hand, or both of the past and of no other year."""
    if (event.past is None) == (m.past is None):
        return not (m.past and event.past and m.past != event.past)
    dates = m.dates if m.past is None else [d for x in event.said for d in x.dates]
    return {d.value.lexical[:4] for d in dates} == {event.past or m.past}  # "in 1976 ... which began May 3, 1976"


def related(draft: Draft, one: set[Ref], two: set[Ref]) -> bool:
    """Whether two sets of organizations share one, or a parent and its part."""
    if not one or not two or one & two:
        return True

    def up(refs: set[Ref]) -> set[Ref]:
        return refs | {e.parent for r in refs if (e := draft.entities.get(r)) is not None and e.parent is not None}

    return bool(up(one) & up(two))


def other_name(draft: Draft, event: Happening, m: Mentioned) -> bool:
    """ "With the mill strike over, ... drivers in the north district walked out": called by another name."""
    head = draft.doc[event.said[0].trigger.head]
    called = {c.lower_ for c in head.children if c.dep_ == "compound" and c.pos_ == "PROPN"}
    theirs = companies(draft, m, False)
    if len(event.said) > 1 or not called or not theirs or all(c.dep_ != "det" for c in head.children):
        return False
    names = " ".join(n for r in theirs for n in (draft.entities[r].name, *draft.entities[r].aliases)).lower()
    return not any(word in names for word in called) and not called & {t.lower_ for t in draft.doc[m.trigger.head].sent}


def starts(m: Mentioned) -> set[str]:
    return {d.value.lexical for d in m.dates if d.role in {"start", "day"}}


def clash(one: set[str], two: set[str]) -> bool:
    """Whether no date of the one can be a date of the other (a month holds its days)."""
    return bool(one and two) and not any(a.startswith(b) or b.startswith(a) for a in one for b in two)


def join(draft: Draft, event: Happening, m: Mentioned) -> None:
    """Let the mention be one of the event."""
    event.said.append(m)
    event.unions |= companies(draft, m, True)
    event.employers |= companies(draft, m, False)
    event.begun |= starts(m)
    event.long |= {days(v) for v, _, _ in m.lengths}
    event.serial |= event.past is None and serial(draft, m)


def serial(draft: Draft, m: Mentioned) -> bool:
    """Whether the days are those of one call told as a row of stoppages: "rolling strikes", "a series of walkouts"."""
    words_ = draft.text[max(0, m.trigger.span.start - 30) : m.trigger.span.end]
    return m.trigger.kind in STOPPAGE and SERIAL.search(words_) is not None


def going_on(draft: Draft, day: Dated, m: Mentioned, other: Mentioned) -> bool:
    """Whether a day of "the strike" is one of those since which the other has gone on: "disrupted trains on Friday"."""
    head = draft.doc[m.trigger.head]
    if m.trigger.kind not in STOPPAGE or other.trigger.kind not in STOPPAGE or (m.part, m.past) != (other.part, None):
        return False
    amid = head.dep_ == "pobj" and head.head.lower_ in AMID
    if other.lengths or (head.lemma_ == day.verb and not amid) or all(c.lower_ not in ITS for c in head.children):
        return False
    begun = {d.value.lexical for d in other.dates if d.role == "start"}
    return bool(begun) and max(begun) < day.value.lexical and not any(d.role == "end" for d in other.dates)


def near_to(event: Happening, m: Mentioned) -> int:
    """Where the event was last spoken of before the mention; far off if never."""
    return max(
        (x.trigger.span.start for x in event.said if x.trigger.span.start < m.trigger.span.start), default=-(10**9)
    )


def fits(draft: Draft, event: Happening, m: Mentioned, parts: int) -> bool:
    """Whether the mention can be one of the event."""
    if not same_kind(draft, event, m) or (parts > 1 and event.part != m.part):
        return False
    if m.trigger.kind == "Event":
        return True
    if not same_age(event, m):
        return False
    if event.kind == "Proposal" and event.said[0].trigger.pattern.actors != m.trigger.pattern.actors:
        return False
    for unions, ours in ((False, event.employers), (True, event.unions)):
        theirs = companies(draft, m, unions)
        if not unions and not theirs and event.kind in AGREED | {"Proposal", "Negotiation"} and m.creates:
            ours, theirs = ours or set(event.said[0].implied), set(m.implied)
        at_site = not unions and event.serial and all(p.way == "beside" for p in m.parties)
        if not related(draft, ours, theirs) and not at_site:
            return False
    if clash(event.begun, starts(m)) and not event.serial:
        return False
    if apart(draft, event, m) or other_name(draft, event, m):
        return False
    theirs_long = {days(v) for v, _, _ in m.lengths}
    if (event.long and open_ended(draft, m)) or (theirs_long and any(open_ended(draft, x) for x in event.said)):
        return False
    if event.long and theirs_long and not event.long & theirs_long:
        # "strike for eight days ... the first stoppage, of 48 hours": one of a series has a length of its own
        before = draft.text[max(0, m.trigger.span.start - 12) : m.trigger.span.start]
        if not (ORDINAL.search(before) and m.trigger.span.start - near_to(event, m) < 300):
            return False
    return not follows(draft, event, m)


def days(length: Value) -> str:
    """A length for comparison: 48 hours are two days."""
    match = re.fullmatch(r"PT(\d+)H", length.lexical)
    hours = int(match[1]) if match else 0
    return f"P{hours // 24}D" if hours and hours % 24 == 0 else length.lexical


def open_ended(draft: Draft, m: Mentioned) -> bool:
    """Whether a stoppage to come is called indefinite: "an indefinite strike will begin", not the two-day one."""
    before = draft.text[max(0, m.trigger.span.start - 12) : m.trigger.span.end]
    ahead = m.trigger.kind in STOPPAGE and m.tense in {"future", "open", "would"}
    return ahead and INDEFINITE.search(before) is not None


def follows(draft: Draft, event: Happening, m: Mentioned) -> bool:
    """ "comes six months after a strike": two events of one kind in a sentence, one after the other."""
    last = event.said[-1].trigger
    sent = draft.doc[last.head].sent
    if not sent.start_char <= m.trigger.span.start < sent.end_char or last.span.end >= m.trigger.span.start:
        return False
    between = draft.text[last.span.end : m.trigger.span.start]
    return FOLLOWS.search(between) is not None and len(between) < 160 and VOTED.search(between) is None


def cluster(draft: Draft, found: list[Trigger]) -> list[Happening]:
    """Events from triggers of any kinds, in reading order; mentions that fit none and make none are left out."""
    parts = segments(draft)
    said = [mentioned(draft, t, parts) for t in found]
    said += [x for m in said if (x := again(draft, m)) is not None]
    said += [x for m in said if (x := since(draft, m)) is not None and not m.trigger.pattern.bare]
    said = [m for m in said if not m.trigger.pattern.again or (m.past and recalled(m, said))]
    able = {group(m.trigger.kind) for m in said if m.creates and not barred(draft, m)}
    for m in said:  # what is forbidden is no action by itself
        m.creates = m.creates and (group(m.trigger.kind) in able or not barred(draft, m))
    for m in said:
        m.dates = [d for d in m.dates if d.role != "day" or not any(going_on(draft, d, m, x) for x in said)]
    for last, m in pairwise(sorted(said, key=lambda x: x.trigger.span)):
        refer_back(draft, last, m)
    events: list[Happening] = []
    for m in [x for x in said if x.creates]:
        pool = [e for e in events if fits(draft, e, m, len(parts))]
        event = max(pool, key=lambda e: (closeness(draft, e, m), e.said[-1].trigger.span), default=None)
        if event is None:
            event = Happening(m.trigger.kind, m.part, m.past)
            events.append(event)
        join(draft, event, m)
        if m.trigger.kind == "Strike" and event.kind == "Walkout":
            event.kind = "Strike"
    for m in [x for x in said if not x.creates and (x.past is None or x.past.isdigit())]:
        pool = [e for e in events if fits(draft, e, m, len(parts))]
        before = [e for e in pool if e.first < m.trigger.span] or pool
        event = max(before, key=lambda e: (closeness(draft, e, m), e.said[-1].trigger.span), default=None)
        if event is not None:
            join(draft, event, m)
    for event in events:
        by_words(draft, event)
        if not event.serial:
            by_length(event)
        earlier(draft, event, events)
        event.said.sort(key=lambda m: m.trigger.span)
    return sorted(gathered(events), key=lambda e: e.first)


def refer_back(draft: Draft, before: Mentioned, m: Mentioned) -> None:
    """ "They last struck in 1997. That walkout lasted 19 days": what "that" points to is of the age of what is told."""
    near = 0 < m.trigger.span.start - before.trigger.span.end < 200
    both = {before.trigger.kind, m.trigger.kind} <= STOPPED and m.past is None and m.tense == "past"
    said = draft.text[max(0, m.trigger.span.start - 30) : m.trigger.span.start]
    if near and both and before.past and THAT.search(said):
        m.past = before.past


def gathered(events: list[Happening]) -> list[Happening]:
    """The events without the gatherings that are a rally or picket told twice: at the same place, on no other day."""
    for event in [e for e in events if e.kind == "LaborAction"]:
        here = {ref for m in event.said for ref, _ in m.places}
        days = {s for m in event.said for s in starts(m)}
        for other in events:
            there = {ref for m in other.said for ref, _ in m.places}
            near = other.kind in {"Rally", "Picket"} and (other.part, other.past) == (event.part, event.past)
            if near and here & there and not clash(days, {s for m in other.said for s in starts(m)}):
                other.said = sorted([*other.said, *event.said], key=lambda m: m.trigger.span)
                events = [e for e in events if e is not event]
                break
    return events


def earlier(draft: Draft, event: Happening, events: list[Happening]) -> None:
    """An event that another of its kind "comes after", or long before another, is one of the past."""
    rest = [e for e in events if e is not event and group(e.kind) == group(event.kind) and e.past is None]
    alone = event.past is None and event.kind in STOPPAGE and len(event.said) == 1
    if alone and any(follows(draft, Happening(e.kind, e.part, None, [x]), event.said[0]) for e in rest for x in e.said):
        event.past = ""


def recalled(m: Mentioned, said: list[Mentioned]) -> bool:
    """Whether an action of the kind is spoken of right before "the last one" or "only once"."""
    return any(x.trigger.kind in STOPPAGE and 0 < m.trigger.span.start - x.trigger.span.start < 250 for x in said)


def closeness(draft: Draft, event: Happening, m: Mentioned) -> int:
    """How much the mention has in common with the event: employer, union, first day."""
    score = 0
    for unions, ours in ((False, event.employers), (True, event.unions)):
        score += bool(ours & companies(draft, m, unions))
    mine = event.begun
    sent = draft.sentence(m.trigger.span.start)
    score += m.trigger.kind == "Vote" and any(
        sent.start_char <= x.trigger.span.start < sent.end_char for x in event.said
    )
    today = draft.article.published or ""
    if m.tense == "present" and ON_STRIKE.search(draft.words(m.trigger.span)) and mine:
        score += 1 if min(mine) <= today else -1  # "at one college 210 are on strike" is not the walkout to come
    return score + 2 * bool(mine and starts(m) and not clash(mine, starts(m)))
