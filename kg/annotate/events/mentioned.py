"""What words that name an event tell of it by themselves: verbs, tense, times, parties, whether it is past or real."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import auxiliaries, conditional, denied, predicates, tense, unless
from kg.annotate.events.lengths import lengths
from kg.annotate.events.parties import Party, hired, parties, places
from kg.annotate.events.possible import hypothetical
from kg.annotate.events.roles import POSTPONING, Role
from kg.annotate.events.timing import Dated, dates, joined, of_record, value
from kg.annotate.events.triggers import Trigger, words
from kg.model import Quantity, Ref, Span, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
STOPPAGE = frozenset({"Strike", "Walkout"})
STOPPED = STOPPAGE | {"Slowdown", "Lockout", "SitIn", "SympathyStrike"}  # what "the action" may be
# one meeting of a course of talks: its day is not that of the talks
SESSION = re.compile(r"\b(?:session|meeting|round)s?$", re.I)
CONCLUDED = frozenset(
    {"reach", "sign", "settle", "ratify", "approve", "accept", "agreement", "contract", "deal", "strike"}
)
LAST_TIME = re.compile(r"\b(?:last|previous) time (?!they will)[^.;]{0,50}$", re.IGNORECASE)
URGING = frozenset({"urge", "press", "implore", "plead", "encourage", "beg", "demand"})
LONG_AGO = re.compile(
    r"[^.;:“”\"]{0,45}\b(?:decades?|centur(?:y|ies)|generations?|(?:few|several|many|some) years)"
    r" (?:ago|earlier|before)\b"
)
# "A strike planned for 2011 was called off", "one threatened in 2012"
MEANT_FOR = re.compile(r" (?:planned|threatened|called|scheduled|set|slated|due) (?:for|in) ((?:19|20)\d\d)\b")
IN_THAT_YEAR = re.compile(r"\b((?:19|20)\d\d), when [^.;:]{0,60}$")
OLD = 2  # years after which what was done in a month is no matter in hand
AGAIN = re.compile(r"\b(again)(?:,? (?:in|on))? $")
SEVERAL = re.compile(r" (?:twice|(?:two|three|four|five|six|several|many) times)\b")  # "have struck twice since 2020"
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
    """One event in the making; `serial` where it is a row of stoppages under one call ("rolling strikes").

    `unions`, `employers`, `begun` and `long` are what its mentions name: kept, so that a mention is not held against
    each one before it.
    """

    kind: str
    part: int
    past: str | None
    said: list[Mentioned] = field(default_factory=list)
    ref: Ref = ""
    code: str = ""
    who: set[Ref] = field(default_factory=set)
    serial: bool = False
    unions: set[Ref] = field(default_factory=set)
    employers: set[Ref] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    long: set[str] = field(default_factory=set)

    @property
    def first(self) -> Span:
        return min(m.trigger.span for m in self.said)


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
    if trigger.pattern.bare and trigger.kind == "LaborAction":
        out.dates = [d for d in out.dates if d.role != "day"]  # "The action began on Monday"
    elif trigger.pattern.bare and trigger.kind not in {"Event", "Vote"}:
        planned = head.dep_ == "xcomp" and head.head.lemma_ in {"plan", "vow", "pledge", "intend", "expect"}
        stays = (planned or {"will", "would"} & {a.lower_ for a in auxiliaries(head)}) and not unless(head)
        gates = trigger.kind == "Lockout" and out.tense == "past"  # "locked the gates on June 3"
        out.dates = [d for d in out.dates if (d.role == "end" and stays) or gates]  # "would stay out until Thursday"
        out.lengths = [x for x in out.lengths if trigger.kind in AGREED and trigger.span.holds(x[1].span)]
    if trigger.kind in AGREED:
        out.dates = [d for d in out.dates if d.role != "day" or d.verb in CONCLUDED]
    if trigger.kind == "Proposal":
        published = draft.article.published or "9999"
        out.dates = [replace(d, role="start") for d in out.dates if d.role != "end" and d.value.lexical <= published]
    if SESSION.search(draft.words(trigger.span)) or head.dep_ == "amod":  # "striking bakers marched on Tuesday"
        out.dates = []
    out.denied = denied(head) or (
        trigger.pattern.form == "noun" and main is not None and main.lemma_ == "be" and denied(main)
    )
    out.conditional = conditional(head)
    if out.conditional:
        out.dates = [d for d in out.dates if d.role != "end"]  # "If the lockout goes on through May"
    out.implied = implied(draft, trigger.span)
    out.whole_day = bool(WHOLE_DAY.search(draft.text[max(0, trigger.span.start - 22) : trigger.span.end].lower()))
    out.past = past(draft, trigger, out.dates)
    edges: tuple[Role, Role] = ("start", "end")
    if out.past and trigger.pattern.bare and trigger.kind in STOPPAGE:  # "since 2006, when cooks stayed out for a week"
        out.lengths = lengths(draft, trigger)
    meant = out.past is not None and (
        MEANT_FOR.match(draft.text, trigger.span.end) or averted_in(draft, head, published_year(draft))
    )
    if out.past and not out.dates and trigger.kind in STOPPAGE:
        out.dates = [
            Dated(role, known, t, joined(trigger.span, s), "")
            for t in draft.times
            for s in t.spans
            if (known := value(t)) is not None and known.lexical == out.past
            if head.sent.start_char <= s.start < head.sent.end_char
            for role in edges[: 1 if meant else 2]
        ]
    if any(of_record(draft, head, s) for t in draft.times for s in t.spans if 0 < s.start - trigger.span.end < 60):
        out.past, out.creates = "", False
        return out
    if trigger.kind == "Negotiation" and urged(verbs):
        out.dates, out.creates = [], False
        return out
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
        out.dates = [d for d in out.dates if d.value.lexical <= today or d.verb in POSTPONING]
    if out.past and trigger.kind in AGREED:
        out.dates = [replace(d, role="start") for d in out.dates if d.role == "day"] + [
            d for d in out.dates if d.role == "end"
        ]
    elif out.past and out.dates and all(d.role == "end" and d.value.datatype == "gYear" for d in out.dates):
        out.dates += [replace(d, role="start") for d in out.dates if brief(out)]
    elif out.past and not any(d.role == "end" for d in out.dates):
        out.dates = [replace(d, role="start") if d.role == "day" else d for d in out.dates]
        if not meant:
            out.dates += [
                replace(d, role="end") for d in out.dates if d.role == "start" and d.value.datatype == "gYear"
            ]
    return out


def urged(verbs: list[Token]) -> bool:
    """ "The mayor urged both to return to the table Friday": talks that somebody wants, and nobody has set."""
    return any(v.dep_ in {"xcomp", "ccomp"} and v.head.lemma_ in URGING for v in verbs)


def again(draft: Draft, m: Mentioned) -> Mentioned | None:
    """The second action of "struck in 2015 and again in 2021", with its own day or year; the first loses it."""
    for dated in m.dates if m.trigger.kind in STOPPAGE else []:
        start = next((s.start for s in dated.time.spans if s.start > m.trigger.span.start), -1)
        match = AGAIN.search(draft.text[m.trigger.span.end : max(start, m.trigger.span.end)])
        earlier_ = [d for d in m.dates if d.value != dated.value]
        if match is None or (dated.role != "day" and m.past is None) or not earlier_ or m.tense == "future":
            continue  # "will strike on May 12 and again on May 19": one call
        second = [d for d in m.dates if d.value == dated.value]
        m.dates = earlier_
        words_ = Span(m.trigger.span.end + match.start(1), m.trigger.span.end + match.end(1))
        trigger = Trigger(words_, m.trigger.pattern, draft.tokens(words_)[0].i)
        made = [replace(d, role="start" if d.role == "day" else d.role) for d in second]
        made += [replace(made[0], role="end")] if m.past and all(d.role != "end" for d in made) else []
        return Mentioned(trigger, m.part, [], "past", m.parties, m.places, made, past=m.past and dated.value.lexical)
    return None


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
    found = {r for r in refs if r is not None and draft.entities[r].kind == "Employer"} - hired(draft)
    return found if len(found) == 1 else set()


def past(draft: Draft, trigger: Trigger, found: list[Dated]) -> str | None:
    """The year of an action of the past ("" where the text says "the last strike" without a year), else None."""
    head = draft.doc[trigger.head]
    published = published_year(draft)
    for dated in found if trigger.kind not in AGREED else []:
        if dated.value.datatype == "gYear" and dated.value.lexical < published:
            return dated.value.lexical
    year = IN_THAT_YEAR.search(draft.text[head.sent.start_char : trigger.span.start])
    if trigger.kind in STOPPED:
        year = year or MEANT_FOR.match(draft.text, trigger.span.end)
        if year and year[1] < published:
            return year[1]
        old = next((d.value.lexical[:4] for d in found if bygone(draft, d, published)), None)
        if (old := old or averted_in(draft, head, published)) is not None:
            return old
    if trigger.pattern.form == "verb" and trigger.kind in STOPPAGE and SEVERAL.match(draft.text, trigger.span.end):
        return ""
    told = LAST_TIME.search(draft.text[max(head.sent.start_char, trigger.span.start - 60) : trigger.span.start])
    if (told and trigger.pattern.form == "verb") or (told and trigger.kind in STOPPAGE):
        year = re.search(r"\b((?:19|20)\d\d)\b", draft.text[trigger.span.end : head.sent.end_char])
        return year[1] if year and year[1] < published else ""
    if trigger.kind in STOPPED and LONG_AGO.match(draft.text, trigger.span.end, head.sent.end_char):
        return ""
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


def bygone(draft: Draft, dated: Dated, published: str) -> bool:
    """Whether a day or month is of years before: "on strike in August 2018", but not "since August 2018"."""
    told = dated.value.lexical[:4].isdigit() and int(dated.value.lexical[:4]) <= int(published) - OLD
    return told and dated.role == "day" and published != "9999"


def published_year(draft: Draft) -> str:
    """The year of the story; "9999" where it has no day."""
    return (draft.article.published or "9999")[:4]


def averted_in(draft: Draft, head: Token, published: str) -> str | None:
    """The year before that of the story in which something was averted: "In 2022 they averted a strike"."""
    verb = next((v for v in predicates(head) if v.lemma_ in words("status.yaml")["averted"]), None)
    for time in draft.times if verb is not None else ():
        if (known := value(time)) is None:
            continue
        old = int(known.lexical[:4]) <= int(published) - (1 if known.datatype == "gYear" else OLD)
        for span in time.spans if old else ():
            if next((a for a in draft.tokens(span).root.ancestors if a.pos_ in {"VERB", "AUX"}), None) == verb:
                return known.lexical[:4]
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
