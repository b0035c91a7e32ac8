"""Strikes, lockouts, pickets, rallies, boycotts and votes: once per real event, with what the text says of each."""

from __future__ import annotations

import re

from kg.annotate.action_facts import Found, action, clause, collect, emit, emit_status, link
from kg.annotate.base import Annotator, Draft
from kg.annotate.clauses import governor, subject
from kg.annotate.eventcoref import STOPPAGE, Happening, cluster, follows
from kg.annotate.parties import segments, sides
from kg.annotate.triggers import Trigger, triggers
from kg.model import Action, Mention, Ref, Span

LEXICON = "actions.yaml"
BESIDE = frozenset(
    {"Picket", "SympathyStrike", "Negotiation", "TentativeAgreement"}
)  # read their stage from other events
STRIKERS = re.compile(r"\b(?:strikers?|striking|picketers|participants)\b", re.I)
WORKERS = re.compile(
    r"\b(?:strikers?|striking|workers?|members|nurses|teachers|employees|drivers|picketers|participants|staff)\b", re.I
)


def run(draft: Draft) -> None:
    """Fill draft.actions, the mentions of actions and the facts about them."""
    found = [t for t in triggers(draft, LEXICON) if acted(draft, t)]
    record(draft, cluster(draft, found))


def acted(draft: Draft, trigger: Trigger) -> bool:
    """Whether those who act are workers, where the pattern asks for that."""
    if trigger.pattern.actors != "workers":
        return True
    who = subject(draft.doc[trigger.head])
    return who is not None and bool(WORKERS.search(" ".join(t.text for t in who.subtree)))


def record(draft: Draft, events: list[Happening]) -> None:
    """Give the events keys, labels, mentions and facts."""
    parts = segments(draft)
    by_part = [sides(draft, p) for p in parts]
    taken = {a.ref for a in draft.actions}
    labels = {a.ref: a.label for a in draft.actions}
    made_of: list[tuple[Happening, Action, list[Found]]] = []
    for event in events:
        event.ref = key(event, taken)
        found = collect(draft, event, parts, by_part[event.part])
        made = action(draft, event, found)
        draft.actions.append(made)
        labels[made.ref] = made.label
        for span in made.spans:
            draft.mentions.append(Mention(span, made.ref, mention_kind(draft, span), made.rule, 0.9))
        event.who = {f.object for f in found if isinstance(f.object, str) and f.object in draft.entities}
        emit(draft, made, found, labels)
        made_of.append((event, made, found))
    for event, made, found in sorted(made_of, key=lambda x: (x[0].kind in BESIDE, x[1].ref)):
        others = [e for e in events if e is not event and e.part == event.part]
        event.code = emit_status(draft, event, made, found, labels, others) or ""
    relate(draft, events, labels)


def key(event: Happening, taken: set[Ref]) -> Ref:
    """The offset of the first mention; of two events with the same words the second counts on."""
    at = event.first.start
    while f"a:{at}" in taken:
        at += 1
    taken.add(f"a:{at}")
    return f"a:{at}"


def mention_kind(draft: Draft, span: Span) -> str:
    return "pronoun" if draft.words(span).lower() in {"it", "this", "that"} else "nominal"


def relate(draft: Draft, events: list[Happening], labels: dict[Ref, str]) -> None:
    """Tie events to one another: part of, preceded by, in sympathy with, decides on."""
    for event in events:
        stoppages = [
            e for e in events if (e.kind in STOPPAGE or e.kind == "Lockout") and e.past is None and e.part == event.part
        ]
        for m in event.said:
            rule = m.trigger.pattern.name
            head = draft.doc[m.trigger.head]
            if event.kind in {"Rally", "Picket", "LaborAction"} and event.past is None:
                whole = m.trigger.span
                above = head if m.trigger.pattern.form == "verb" else governor(head)
                who = subject(above) if above is not None else None
                if who is not None:
                    hit = draft.target_of(Span(who.idx, who.idx + len(who)))
                    words = " ".join(t.text for t in who.subtree)
                    span = clause(draft, m, Span(who.idx, who.idx + len(who)))
                    owner = next((e for e in stoppages if hit is not None and e.ref == hit.target), None)
                    if owner is None and STRIKERS.search(words) and len(stoppages) == 1:
                        owner = stoppages[0]
                    if owner is not None:
                        link(draft, event.ref, "partOf", owner.ref, span, labels, rule)
                del whole
            if event.kind == "SympathyStrike" and stoppages:
                link(draft, event.ref, "inSympathyWith", stoppages[0].ref, m.trigger.span, labels, rule)
            if event.kind == "StrikeAuthorizationVote":
                decided = next((e for e in stoppages for x in e.said if m.trigger.span.overlaps(x.trigger.span)), None)
                if decided is not None:
                    link(draft, event.ref, "decidesOn", decided.ref, m.trigger.span, labels, rule)
        for later in events:
            if later is event or later.kind not in STOPPAGE or event.kind not in STOPPAGE:
                continue
            for m in event.said:
                if m.past is not None and any(
                    sentence_of(draft, m.trigger.span) == sentence_of(draft, x.trigger.span)
                    for x in later.said
                    if later.past is None
                ):
                    link(draft, later.ref, "precededBy", event.ref, m.trigger.span, labels, m.trigger.pattern.name)
                elif any(follows(draft, Happening(later.kind, later.part, None, [x]), m) for x in later.said):
                    x = next(x for x in later.said if follows(draft, Happening(later.kind, later.part, None, [x]), m))
                    link(
                        draft,
                        later.ref,
                        "precededBy",
                        event.ref,
                        Span(x.trigger.span.start, m.trigger.span.end),
                        labels,
                        m.trigger.pattern.name,
                    )


def sentence_of(draft: Draft, span: Span) -> int:
    return int(draft.sentence(span.start).start)


ANNOTATOR = Annotator(
    "actions", needs=("mentions", "times", "quantities"), adds=("actions", "mentions", "facts"), run=run
)
