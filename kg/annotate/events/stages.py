"""The stage of talks, impasses, proposals and agreements by the day of publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import denied, tense
from kg.annotate.events.coreference import related
from kg.annotate.events.mentioned import Happening, Mentioned
from kg.annotate.events.roles import particle_fits, transitive
from kg.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

HALTED = frozenset({"postpone", "suspend", "pause", "halt", "stall"})
BROKEN = frozenset({"break", "collapse", "fail", "end", "conclude", "fall"})
REJECTED = re.compile(r"\b(?:reject\w*|turned down|voted down|withdr\w+|refus\w+)\b", re.I)
BARGAINING = frozenset({"Negotiation", "Impasse", "Proposal", "TentativeAgreement", "CollectiveAgreement"})

NEGOTIATORS = re.compile(r"\b(?:negotiat\w+|sides?|members?|workers|bargain\w+|officials|parties)$", re.I)


def stage(
    draft: Draft, event: Happening, start: str | None, end: str | None, published: str, others: list[Happening]
) -> tuple[str, Mentioned]:
    """The code and the mention that it rests on."""
    if event.kind == "Negotiation":
        return talks(draft, event, start, end, published, others)
    if event.kind == "Impasse":
        declared = next((m for m in event.said if any(v.lemma_ == "declare" for v in above(draft, m))), None)
        return ("Announced", declared) if declared is not None else ("UnderWay", event.said[0])
    if event.kind == "Proposal":
        return proposal(draft, event, others)
    return agreement(draft, event, end, published, others)


def above(draft: Draft, m: Mentioned) -> list[Token]:
    head = draft.doc[m.trigger.head]
    return [t for t in head.ancestors if t.pos_ in {"VERB", "AUX"}]


def talks(
    draft: Draft, event: Happening, start: str | None, end: str | None, published: str, others: list[Happening]
) -> tuple[str, Mentioned]:
    if event.past is not None:
        return "Ended", event.said[0]
    for m in event.said:
        again = any(
            v.lemma_ in {"resume", "return", "restart", "begin", "start", "meet", "set"} and tense(v) == "future"
            for v in m.verbs
        )
        if again and start is not None and start > published[: len(start)]:
            return "Scheduled", m
    if start is not None and start > published[: len(start)]:
        sure = next((m for m in event.said if m.dates), event.said[0])
        return ("Announced" if sure.tense == "open" else "Scheduled"), sure
    if end is not None and end < published[: len(end)]:
        return "Ended", next((m for m in event.said if any(d.role == "end" for d in m.dates)), event.said[0])
    agreed = next(
        (
            o
            for o in others
            if o.kind in {"TentativeAgreement", "CollectiveAgreement"}
            and settled(draft, o)
            and same_sides(draft, event, o)
        ),
        None,
    )
    broken = next(
        (m for m in event.said if any(v.lemma_ in BROKEN and particle_fits(v) and tense(v) == "past" for v in m.verbs)),
        None,
    )
    if broken is not None:
        return "Ended", broken
    halted = next(
        (m for m in event.said if any(v.lemma_ in HALTED and tense(v) == "past" for v in m.verbs) and not again_set(m)),
        None,
    )
    if halted is not None and agreed is None:
        return "Suspended", halted
    stuck = next((o for o in others if o.kind == "Impasse"), None)
    over = agreed or stuck
    if over is not None:  # rests on the words that tell of it: who tells of the talks alone says no such thing
        return "Ended", next((m for m in over.said if m.creates), over.said[0])
    none = next(
        (
            m
            for m in event.said
            if m.denied and re.search(r"schedul|planned|set", draft.sentence(m.trigger.span.start).text)
        ),
        None,
    )
    if none is not None:
        return "Suspended", none
    coming = next((m for m in event.said if m.tense in {"future", "open"}), None)
    if coming is not None and len(event.said) == 1:
        return "Announced", coming
    return "UnderWay", event.said[0]


def again_set(m: Mentioned) -> bool:
    """Whether the words also give a time for the talks to go on."""
    return any(v.lemma_ in {"resume", "restart", "return", "meet"} and tense(v) == "future" for v in m.verbs) and bool(
        m.dates
    )


def same_sides(draft: Draft, one: Happening, two: Happening) -> bool:
    """Whether two events can be of the same dispute: no different unions, no different employers."""
    for kinds in ({"LaborUnion", "UnionLocal"}, {"Employer"}):
        a, b = ({r for r in e.who if draft.entities[r].kind in kinds} for e in (one, two))
        if not related(draft, a, b):
            return False
    groups = [
        {r for r in e.who if draft.entities[r].kind == "Collective" and not NEGOTIATORS.search(draft.entities[r].name)}
        for e in (one, two)
    ]
    unions = [{r for r in e.who if draft.entities[r].kind in {"LaborUnion", "UnionLocal"}} for e in (one, two)]
    return not groups[1] or bool(unions[1]) or not unions[0]  # pilots without a union named are not the crew's union


def settled(draft: Draft, other: Happening) -> bool:
    """Whether an agreement is of the matter in hand and was reached by now, and not turned down since."""
    gone = any(lapsed(draft, m) for m in other.said) or turned_down(draft, other) is not None
    return other.past is None and not gone and any(m.creates for m in other.said)


def turned_down(draft: Draft, other: Happening) -> Mentioned | None:
    """The mention of a tentative agreement that tells that it was rejected: "the deal was voted down"."""
    if other.kind != "TentativeAgreement":
        return None
    for m in other.said:
        for verb in m.verbs:
            down = verb.lemma_ == "reject" or (
                verb.lemma_ in {"vote", "turn"} and any(c.lower_ == "down" for c in verb.children)
            )
            if down and tense(verb) == "past" and not denied(verb) and not m.conditional:
                return m
    return None


def proposal(draft: Draft, event: Happening, others: list[Happening]) -> tuple[str, Mentioned]:
    for m in event.said:
        if m.past is not None:
            return "Ended", m
        sent = draft.sentence(m.trigger.span.start)
        inside = REJECTED.search(draft.words(m.trigger.span))
        verbs = any(REJECTED.fullmatch(v.text) and tense(v) != "future" for v in m.verbs)
        voted = any(
            REJECTED.search(draft.words(s)) and draft.sentence(s.start).start == sent.start
            for a in draft.actions
            if a.kind == "RatificationVote"
            for s in a.spans
        )
        later = re.search(r"\b(?:rejected (?:it|the offer|the proposal|an? offer))\b", sent.text)
        if inside or verbs or voted or (later and m.trigger.pattern.form == "noun"):
            return "Ended", m
    for other in others:
        if (
            other.kind in {"TentativeAgreement", "CollectiveAgreement"}
            and settled(draft, other)
            and event.who & other.who
        ):
            made = next(m for m in other.said if m.creates)
            if same_sides(draft, event, other):  # what was offered or asked before is superseded
                return "Ended", made
    return "Announced", event.said[0]


def lapsed(draft: Draft, m: Mentioned) -> bool:
    """Whether the words say that a contract ran out."""
    return any(
        (v.lemma_ in {"expire", "lapse", "end"} or (v.lemma_ in {"pass", "run"} and particle_fits(v)))
        and tense(v) == "past"
        and not denied(v)
        and not transitive(v, draft.doc[m.trigger.head])  # "the deal ended the strike"
        for v in m.verbs
    )


def agreement(
    draft: Draft, event: Happening, end: str | None, published: str, others: list[Happening]
) -> tuple[str, Mentioned]:
    first = next((m for m in event.said if m.creates), event.said[0])
    if event.past is not None or (end is not None and end < published[: len(end)]):
        return "Ended", first
    old = next((m for m in event.said if lapsed(draft, m)), None) or turned_down(draft, event)
    if old is not None:
        return "Ended", old
    if event.kind == "CollectiveAgreement":
        return "UnderWay", first
    ratified = any(
        a.kind == "RatificationVote" and vote_done(draft, a.ref) and any(part_of(s, event, draft) for s in a.spans)
        for a in draft.actions
    )
    new = any(o.kind == "CollectiveAgreement" and settled(draft, o) for o in others)
    return ("Ended" if ratified or new else "Announced"), first


def vote_done(draft: Draft, ref: str) -> bool:
    return any(f.subject == ref and f.predicate == "status" and f.object == "c:Ended" for f in draft.facts)


def part_of(span: Span, event: Happening, draft: Draft) -> bool:
    """Whether the vote is told in a sentence that tells of the agreement."""
    sent = draft.sentence(span.start)
    if re.search(r"\breject|voted? down|turned down", sent.text):
        return False
    return any(sent.start_char <= m.trigger.span.start < sent.end_char for m in event.said)
