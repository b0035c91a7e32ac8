"""Which mentions of an event are one event: same kind, and no conflict of time, length, employer or union."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import conditional, denied, predicates, tense
from kg.annotate.events.distinct import apart
from kg.annotate.events.kinds import by_length, by_words
from kg.annotate.events.lengths import lengths
from kg.annotate.events.parties import UNIONS, Party, parties, places, segments
from kg.annotate.events.possible import barred, hypothetical
from kg.annotate.events.timing import Dated, dates, joined, value
from kg.annotate.events.triggers import Trigger, words
from kg.model import Quantity, Ref, Span, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
STOPPAGE = frozenset({"Strike", "Walkout"})


# one meeting of a course of talks: its day is not that of the talks
SESSION = re.compile(r"\b(?:session|meeting|round)s?$", re.I)
CONCLUDED = frozenset(
    {"reach", "sign", "settle", "ratify", "approve", "accept", "agreement", "contract", "deal", "strike"}
)
LAST_TIME = re.compile(r"\b(?:last|previous) time (?!they will)[^.;]{0,50}$", re.IGNORECASE)
ORDINAL = re.compile(r"\bthe (?:first|second|third|fourth|last|final|next) $", re.IGNORECASE)
WHOLE_DAY = re.compile(r"\b(?:dawn-to-dusk|day-?long|one-day|24-hour token|single-day)\b[^.,;]*$")
VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})


@dataclass(slots=True)
class Mentioned:
    """One trigger with what its sentence ties to it.

    Attributes:
        verbs: the verbs that the words stand with; tense: that of the first of them.
        past: None for the matter in hand; the year, or "" where none is given, for an action of the past.
        creates: whether the words can make an event of their own.
    """

    trigger: Trigger
    part: int
    verbs: list[Token]
    tense: str
    parties: list[Party] = field(default_factory=list)
    places: list[tuple[Ref, Span]] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    lengths: list[tuple[Value, Quantity, Span]] = field(default_factory=list)
    past: str | None = None
    creates: bool = True
    denied: bool = False
    conditional: bool = False
    whole_day: bool = False
    implied: set[Ref] = field(default_factory=set)


@dataclass(slots=True)
class Happening:
    """One event in the making."""

    kind: str
    part: int
    past: str | None
    said: list[Mentioned] = field(default_factory=list)
    ref: Ref = ""
    code: str = ""
    who: set[Ref] = field(default_factory=set)

    @property
    def first(self) -> Span:
        return min(m.trigger.span for m in self.said)


def group(kind: str) -> str:
    return "Strike" if kind in STOPPAGE else kind


def same_kind(event: Happening, m: Mentioned) -> bool:
    """Whether the words fit the kind; "the deal" and "the contract" fit any agreement."""
    if m.trigger.pattern.bare and {event.kind, m.trigger.kind} <= AGREED:
        return True
    if m.trigger.kind == "Vote":
        return event.kind in VOTES
    if m.trigger.kind == "Event":
        return event.kind not in VOTES and 0 < m.trigger.span.start - near_to(event, m) < 200
    return group(event.kind) == group(m.trigger.kind)


def mentioned(draft: Draft, trigger: Trigger, parts: list[Span]) -> Mentioned:
    """The trigger with its syntax, times, parties and places."""
    head = draft.doc[trigger.head]
    verbs = [head] if trigger.pattern.form == "verb" else predicates(head)
    main = verbs[0] if verbs else None
    part = next((i for i, p in enumerate(parts) if p.start <= trigger.span.start < p.end), 0)
    out = Mentioned(
        trigger,
        part,
        verbs,
        tense(main) if main is not None else "",
        parties(draft, trigger),
        places(draft, trigger),
        dates(draft, trigger),
        lengths(draft, trigger),
    )
    if trigger.pattern.bare and trigger.kind not in {"Event", "Vote"}:
        out.dates = []
        out.lengths = [x for x in out.lengths if trigger.kind in AGREED and trigger.span.holds(x[1].span)]
    if trigger.kind in AGREED:
        out.dates = [d for d in out.dates if d.role != "day" or d.verb in CONCLUDED]
    if trigger.kind == "Proposal":
        published = draft.article.published or "9999"
        out.dates = [replace(d, role="start") for d in out.dates if d.role != "end" and d.value.lexical <= published]
    if SESSION.search(draft.words(trigger.span)):
        out.dates = []
    out.denied = denied(head) or (
        trigger.pattern.form == "noun" and main is not None and main.lemma_ == "be" and denied(main)
    )
    out.conditional = conditional(head)
    out.implied = implied(draft, trigger.span)
    out.whole_day = bool(WHOLE_DAY.search(draft.text[max(0, trigger.span.start - 22) : trigger.span.end].lower()))
    out.past = past(draft, trigger, out.dates)
    if out.past and not out.dates and trigger.kind in STOPPAGE:
        out.dates = [
            Dated(role, known, t, joined(trigger.span, s), "")
            for t in draft.times
            for s in t.spans
            if (known := value(t)) is not None and known.lexical == out.past
            if head.sent.start_char <= s.start < head.sent.end_char
            for role in ("start", "end")
        ]
    offered = trigger.kind == "Negotiation" and out.tense in {"future", "open", "would", "plain"} and not out.dates
    agreed = any(v.lemma_ in {"resume", "agree", "meet"} or v.head.lemma_ == "agree" for v in verbs)
    refusing = trigger.kind == "SympathyStrike" or (
        trigger.kind == "Negotiation" and any(v.lemma_ in {"schedule", "plan", "set"} for v in verbs)
    )
    out.creates = (
        not trigger.pattern.bare
        and (refusing or not out.denied)
        and (not offered or agreed)
        and (refusing or out.past is not None or not hypothetical(draft, out))
    )
    if trigger.kind in VOTES and out.tense == "past":  # the day of what was voted for
        today = draft.article.published or "9999"
        out.dates = [d for d in out.dates if d.value.lexical <= today]
    if out.past and trigger.kind in AGREED:
        out.dates = [replace(d, role="start") for d in out.dates if d.role == "day"] + [
            d for d in out.dates if d.role == "end"
        ]
    elif out.past and out.dates and all(d.role == "end" and d.value.datatype == "gYear" for d in out.dates):
        out.dates += [replace(d, role="start") for d in out.dates if brief(out)]
    elif out.past and not any(d.role == "end" for d in out.dates):
        out.dates = [replace(d, role="start") if d.role == "day" else d for d in out.dates]
        out.dates += [replace(d, role="end") for d in out.dates if d.role == "start" and d.value.datatype == "gYear"]
    return out


def brief(m: Mentioned) -> bool:
    """Whether a length of some hours, days or weeks is told: what ended in a year then began in it."""
    return any(re.fullmatch(r"PT\d+H|P\d+D|P[1-9]W", v.lexical) for v, _, _ in m.lengths)


def implied(draft: Draft, span: Span) -> set[Ref]:
    """The only employer of the paragraph, if there is just one."""
    index = draft.structure.paragraph_at(span.start)
    if index < 0:
        return set()
    area = draft.structure.paragraphs[index]
    refs = {m.target for m in draft.mentions_in(area) if m.target in draft.entities and m.kind == "name"}
    found = {r for r in refs if r is not None and draft.entities[r].kind == "Employer"}
    return found if len(found) == 1 else set()


def past(draft: Draft, trigger: Trigger, found: list[Dated]) -> str | None:
    """The year of an action of the past ("" where the text says "the last strike" without a year), else None."""
    head = draft.doc[trigger.head]
    published = (draft.article.published or "9999")[:4]
    for dated in found if trigger.kind not in AGREED else []:
        if dated.value.datatype == "gYear" and dated.value.lexical < published:
            return dated.value.lexical
    told = LAST_TIME.search(draft.text[max(head.sent.start_char, trigger.span.start - 60) : trigger.span.start])
    if (told and trigger.pattern.form == "verb") or (told and trigger.kind in STOPPAGE):
        year = re.search(r"\b((?:19|20)\d\d)\b", draft.text[trigger.span.end : head.sent.end_char])
        return year[1] if year and year[1] < published else ""
    around = draft.text[trigger.span.end : trigger.span.end + 12]
    inside = re.match(r"((?:19|20)\d\d) ", draft.words(trigger.span))
    if inside and inside[1] < published:
        return inside[1]
    year = re.match(r"[”\"’']? (?:of|in) ((?:19|20)\d\d)\b", around) or re.search(
        r"\b((?:19|20)\d\d)[ -](?:\w+ )?$", draft.text[max(0, trigger.span.start - 14) : trigger.span.start]
    )
    if year and year[1] < published:
        return year[1]
    if trigger.pattern.form == "noun" and trigger.kind not in {"Proposal"}:
        modifiers = [c.lower_ for c in head.children if c.dep_ in {"amod", "det"}]
        own = draft.words(trigger.span).lower().split()
        if words("status.yaml")["past"] & {*modifiers, *own}:
            return ""
    return None


def since(draft: Draft, m: Mentioned) -> Mentioned | None:
    """The earlier action that "the first strike since 1998" or "the longest since 1989" speaks of."""
    head = draft.doc[m.trigger.head]
    sent = head.sent
    if m.trigger.kind not in STOPPAGE | {"Lockout"} or m.trigger.pattern.bare:
        return None
    for time in draft.times:
        known = value(time)
        for span in time.spans:
            if known is None or not sent.start_char <= span.start < sent.end_char or known.datatype == "date":
                continue
            before = draft.text[max(sent.start_char, span.start - 120) : span.start]
            match = re.search(r"\bsince\s+(?:\w+ )?$", before)
            if match is None or not re.search(r"\b(?:first|last|longest|largest|biggest|only)\b", before):
                continue
            start = span.start - len(before) + match.start()
            words_ = Span(start, span.end)
            trigger = Trigger(words_, m.trigger.pattern, draft.tokens(span).root.i)
            made = [Dated(role, known, time, words_, "") for role in ("start", "end")]
            here = [p for p in m.parties if p.span.start >= sent.start_char]
            return Mentioned(trigger, m.part, [], "past", here, m.places, made, past=known.lexical)
    return None


def companies(draft: Draft, m: Mentioned, unions: bool) -> set[Ref]:
    """Employers (or unions) that the words themselves name, also through a collective."""
    out: set[Ref] = set()
    for party in m.parties:
        entity = draft.entities[party.ref]
        if entity.kind in UNIONS if unions else entity.kind == "Employer":
            out.add(entity.ref)
        through = entity.union if unions else entity.employer
        if through is not None:
            out.add(through)
    return out


def related(draft: Draft, one: set[Ref], two: set[Ref]) -> bool:
    """Whether two sets of organizations share one, or a parent and its part."""
    if not one or not two or one & two:
        return True

    def up(refs: set[Ref]) -> set[Ref]:
        return refs | {e.parent for r in refs if (e := draft.entities.get(r)) is not None and e.parent is not None}

    return bool(up(one) & up(two))


def starts(m: Mentioned) -> set[str]:
    return {d.value.lexical for d in m.dates if d.role in {"start", "day"}}


def clash(one: set[str], two: set[str]) -> bool:
    """Whether no date of the one can be a date of the other (a month holds its days)."""
    return bool(one and two) and not any(a.startswith(b) or b.startswith(a) for a in one for b in two)


def near_to(event: Happening, m: Mentioned) -> int:
    """Where the event was last spoken of before the mention; far off if never."""
    return max(
        (x.trigger.span.start for x in event.said if x.trigger.span.start < m.trigger.span.start), default=-(10**9)
    )


def fits(draft: Draft, event: Happening, m: Mentioned, parts: int) -> bool:
    """Whether the mention can be one of the event."""
    if not same_kind(event, m) or (parts > 1 and event.part != m.part):
        return False
    if m.trigger.kind == "Event":
        return True
    if (event.past is None) != (m.past is None) or (m.past and event.past and m.past != event.past):
        return False
    if event.kind == "Proposal" and event.said[0].trigger.pattern.actors != m.trigger.pattern.actors:
        return False
    for unions in (False, True):
        ours = {r for x in event.said for r in companies(draft, x, unions)}
        theirs = companies(draft, m, unions)
        if not unions and not theirs and event.kind in AGREED | {"Proposal", "Negotiation"} and m.creates:
            ours, theirs = ours or set(event.said[0].implied), set(m.implied)
        if not related(draft, ours, theirs):
            return False
    if clash({s for x in event.said for s in starts(x)}, starts(m)):
        return False
    if apart(draft, event, m):
        return False
    ours_long = {v.lexical for x in event.said for v, _, _ in x.lengths}
    if ours_long and m.lengths and not ours_long & {v.lexical for v, _, _ in m.lengths}:
        # "strike for eight days ... the first stoppage, of 48 hours": one of a series has a length of its own
        before = draft.text[max(0, m.trigger.span.start - 12) : m.trigger.span.start]
        if not (ORDINAL.search(before) and m.trigger.span.start - near_to(event, m) < 300):
            return False
    return not follows(draft, event, m)


def follows(draft: Draft, event: Happening, m: Mentioned) -> bool:
    """ "comes six months after NUHW launched a strike": two events of one kind in a sentence, one after the other."""
    last = event.said[-1].trigger
    sent = draft.doc[last.head].sent
    if not sent.start_char <= m.trigger.span.start < sent.end_char or last.span.end >= m.trigger.span.start:
        return False
    between = draft.text[last.span.end : m.trigger.span.start]
    return bool(re.search(r"\b(?:comes?|came|follows|followed)\b.*", between)) and len(between) < 160


def cluster(draft: Draft, found: list[Trigger]) -> list[Happening]:
    """Events from triggers of any kinds, in reading order; mentions that fit none and make none are left out."""
    parts = segments(draft)
    said = [mentioned(draft, t, parts) for t in found]
    said += [x for m in said if (x := since(draft, m)) is not None and not m.trigger.pattern.bare]
    said = [m for m in said if not m.trigger.pattern.again or (m.past and recalled(m, said))]
    able = {group(m.trigger.kind) for m in said if m.creates and not barred(draft, m)}
    for m in said:  # what is forbidden is no action by itself
        m.creates = m.creates and (group(m.trigger.kind) in able or not barred(draft, m))
    events: list[Happening] = []
    for m in [x for x in said if x.creates]:
        pool = [e for e in events if fits(draft, e, m, len(parts))]
        event = max(pool, key=lambda e: (closeness(draft, e, m), e.said[-1].trigger.span), default=None)
        if event is None:
            event = Happening(m.trigger.kind, m.part, m.past)
            events.append(event)
        event.said.append(m)
        if m.trigger.kind == "Strike" and event.kind == "Walkout":
            event.kind = "Strike"
    for m in [x for x in said if not x.creates and x.past is None]:
        pool = [e for e in events if fits(draft, e, m, len(parts))]
        before = [e for e in pool if e.first < m.trigger.span] or pool
        event = max(before, key=lambda e: (closeness(draft, e, m), e.said[-1].trigger.span), default=None)
        if event is not None:
            event.said.append(m)
    for event in events:
        by_words(draft, event)
        by_length(event)
        earlier(draft, event, events)
        event.said.sort(key=lambda m: m.trigger.span)
    return sorted(gathered(events), key=lambda e: e.first)


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
    for unions in (False, True):
        ours = {r for x in event.said for r in companies(draft, x, unions)}
        score += bool(ours & companies(draft, m, unions))
    mine = {s for x in event.said for s in starts(x)}
    sent = draft.sentence(m.trigger.span.start)
    score += m.trigger.kind == "Vote" and any(
        sent.start_char <= x.trigger.span.start < sent.end_char for x in event.said
    )
    return score + 2 * bool(mine and starts(m) and not clash(mine, starts(m)))
