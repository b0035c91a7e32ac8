"""How events belong together: part of, preceded by, in sympathy with, decides on; and who "strikers" take part in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.annotate.base import Draft, Fact
from kg.annotate.events.clauses import governor, subject
from kg.annotate.events.coreference import follows
from kg.annotate.events.found import clause
from kg.annotate.events.mentioned import AGREED, STOPPAGE, Happening, Mentioned
from kg.annotate.events.wording import sentence
from kg.model import Ref, Span

STRIKERS = re.compile(r"\b(?:strikers?|striking|picketers)\b", re.IGNORECASE)
TAKING_PART = re.compile(r"(?:the )?(?:participants|strikers|striking \w+|picketers)", re.IGNORECASE)


def relate(draft: Draft, events: list[Happening], labels: dict[Ref, str]) -> None:
    """Append the facts that tie the events to one another and to those made before."""
    for event in events:
        main = [
            e
            for e in events
            if (e.kind in STOPPAGE or e.kind == "Lockout")
            and e.past is None
            and e.part == event.part
            and e is not event
        ]
        if event.kind in {"Rally", "Picket", "LaborAction"} and event.past is None:
            part_of(draft, event, main, labels)
        if event.kind == "SympathyStrike" and main:
            link(draft, event.ref, "inSympathyWith", main[0].ref, event.first, labels)
        if event.kind == "StrikeAuthorizationVote":
            decided = next((e for e in main for m in event.said for x in e.said if touches(m, x)), None)
            if decided is not None:
                link(draft, event.ref, "decidesOn", decided.ref, event.first, labels)
        if event.kind in AGREED and event.past is None:
            ratified(draft, event, labels)
    for later in (e for e in events if e.kind in STOPPAGE):
        for earlier in (e for e in events if e.kind in STOPPAGE and e is not later):
            preceded(draft, later, earlier, labels)
    strikers(draft, events, labels)


def touches(one: Mentioned, other: Mentioned) -> bool:
    return one.trigger.span.overlaps(other.trigger.span)


def link(draft: Draft, one: Ref, predicate: str, two: Ref, span: Span, labels: dict[Ref, str]) -> None:
    """Append a fact that ties two things, once."""
    if one == two or any((f.subject, f.predicate, f.object) == (one, predicate, two) for f in draft.facts):
        return
    text = sentence(draft, one, predicate, two, labels)
    draft.facts.append(Fact(one, predicate, two, span, text, rule=f"relations.{predicate}", confidence=0.8))


def part_of(draft: Draft, event: Happening, main: list[Happening], labels: dict[Ref, str]) -> None:
    """ "The strike will convene for a rally", "strikers will gather": the smaller action belongs to the stoppage."""
    for m in event.said:
        head = draft.doc[m.trigger.head]
        above = head if m.trigger.pattern.form == "verb" else governor(head)
        who = subject(above) if above is not None else None
        if who is None:
            continue
        words = Span(who.idx, who.idx + len(who))
        hit = draft.target_of(words)
        owner = next((e for e in main if hit is not None and e.ref == hit.target), None)
        if owner is None and len(main) == 1 and STRIKERS.search(" ".join(t.text for t in who.subtree)):
            owner = main[0]
        if owner is not None:
            link(draft, event.ref, "partOf", owner.ref, clause(draft, m, words), labels)
            return


def ratified(draft: Draft, event: Happening, labels: dict[Ref, str]) -> None:
    """A vote told of in the sentence that tells of the agreement decides on it."""
    places = {draft.sentence(m.trigger.span.start).start for m in event.said}
    for action in draft.actions:
        if action.kind != "RatificationVote":
            continue
        near = next((s for s in action.spans if draft.sentence(s.start).start in places), None)
        if near is not None:
            link(draft, action.ref, "decidesOn", event.ref, near, labels)


def preceded(draft: Draft, later: Happening, earlier: Happening, labels: dict[Ref, str]) -> None:
    """ "comes six months after", "the first strike since 1998": the text links an action to one before it."""
    for m in earlier.said:
        for x in later.said:
            alone = Happening(later.kind, later.part, None, [x])
            if later.past is None and follows(draft, alone, m):
                span = Span(x.trigger.span.start, m.trigger.span.end)
                link(draft, later.ref, "precededBy", earlier.ref, span, labels)
                return
            together = draft.sentence(m.trigger.span.start).start == draft.sentence(x.trigger.span.start).start
            if m.past is not None and x.past is None and together:
                link(draft, later.ref, "precededBy", earlier.ref, m.trigger.span, labels)
                return


def strikers(draft: Draft, events: Iterable[Happening], labels: dict[Ref, str]) -> None:
    """ "Participants", "strikers" without more words take part in the one stoppage of the story."""
    main = [e for e in events if e.kind in STOPPAGE and e.past is None]
    if len(main) != 1:
        return
    taken: set[Ref] = set()
    for mention in sorted(draft.mentions, key=lambda m: (m.span, m.target or "")):
        ref = mention.target
        if ref is None or ref in taken or ref not in draft.entities or draft.entities[ref].kind != "Collective":
            continue
        if TAKING_PART.fullmatch(draft.words(mention.span)):
            taken.add(ref)
            text = sentence(draft, main[0].ref, "participant", ref, labels)
            draft.facts.append(
                Fact(main[0].ref, "participant", ref, mention.span, text, rule="relations.strikers", confidence=0.8)
            )
