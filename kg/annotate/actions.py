"""Strikes, lockouts, pickets, rallies, boycotts and votes: once per real event, with what the text says of each."""

from __future__ import annotations

import re
from typing import Literal

from kg.annotate.base import Annotator, Draft
from kg.annotate.events.clauses import subject
from kg.annotate.events.coreference import cluster
from kg.annotate.events.facts import action, collect, emit, emit_status
from kg.annotate.events.figurative import at_work, literal, workers
from kg.annotate.events.found import Found
from kg.annotate.events.mentioned import STOPPAGE, Happening
from kg.annotate.events.parties import UNIONS, segments, sides, with_guests
from kg.annotate.events.relations import relate
from kg.annotate.events.settled import follow
from kg.annotate.events.triggers import Trigger, triggers
from kg.annotate.events.where import fill
from kg.annotate.events.wording import phrases
from kg.model import Action, Mention, Ref, Span

LEXICON = "actions.yaml"
BESIDE = frozenset(
    {"Picket", "SympathyStrike", "Negotiation", "TentativeAgreement"}
)  # read their stage from other events
# what others than workers do as well: only in a story about work, or near what one with few signs of it says of work
FEW = 4
PUBLIC = frozenset({"Rally", "Boycott", "SitIn", "RatificationVote", "Vote", "Event"})
LABOR = re.compile(
    r"\b(?:unions?|unioni[sz]\w+|strikers?|picket(?:s|ed|ing| lines?)|locked out|collective bargaining"
    r"|ratification vote"
    r"|(?:contract|wage|pay) (?:talks|offer|negotiations)|labou?r (?:dispute|board|union))\b",
    re.IGNORECASE,
)
COMMENT = re.compile(
    r"\b(?:comment(?:ed|ing)?|asked|questions?|statement|aware|speak|spoke)(?: \w+)? (?:on|about|of|regarding)"
    r" (?:the |a |an |its |their )?(?:\w+ )?$",
    re.IGNORECASE,
)
ANY_LINE = re.compile(r"\bany\b", re.IGNORECASE)


def run(draft: Draft) -> None:
    """Fill draft.actions, the mentions of actions and the facts about them."""
    read = triggers(draft, LEXICON)
    draft.memo["actions.triggers"] = read
    found = [said for t in read if acted(draft, t) and (said := literal(draft, t)) is not None]
    draft.memo["actions.signs"] = signs(draft, found)
    near = of_work(draft, [t for t in found if t.kind in PUBLIC])
    record(draft, cluster(draft, [t for t in found if t.kind not in PUBLIC or t in near]))


def of_work(draft: Draft, found: list[Trigger]) -> list[Trigger]:
    """Those that stand in a story about work, or where one with few signs of it has one, in or beside a paragraph."""
    places: list[int] = draft.memo["actions.signs"]
    paragraph = draft.structure.paragraph_at
    near = {paragraph(at) + step for at in places for step in (-1, 0, 1)}
    return [t for t in found if len(places) >= FEW or paragraph(t.span.start) in near]


def signs(draft: Draft, found: list[Trigger]) -> list[int]:
    """Where a story speaks of work: of unions, of groups of workers, of stoppages, in words of labor relations."""
    bodies = {
        e.ref
        for e in draft.entities.values()
        if e.kind in UNIONS or (e.kind == "Collective" and (e.union or e.employer or e.occupation))
    }
    stoppages = STOPPAGE | {"Lockout", "StrikeAuthorizationVote", "Slowdown"}
    return [
        *(m.span.start for m in draft.mentions if m.target in bodies),
        *(t.span.start for t in found if t.kind in stoppages),
        *(m.start() for m in LABOR.finditer(draft.text)),
    ]


def acted(draft: Draft, trigger: Trigger) -> bool:
    """Whether those who act are workers, where the pattern asks for that."""
    if trigger.kind in PUBLIC and COMMENT.search(draft.text[max(0, trigger.span.start - 60) : trigger.span.start]):
        return False  # what somebody says nothing of, or is asked about, is not thereby told
    if trigger.kind == "SympathyStrike" and ANY_LINE.search(draft.words(trigger.span)):
        return False  # a promise for a line that nobody has put up
    if trigger.pattern.actors not in {"workers", "staff", "many"}:
        return True
    head = draft.doc[trigger.head]
    who = subject(head)
    if trigger.pattern.actors == "staff":
        return who is not None and at_work(draft, who)
    if trigger.pattern.actors == "many":  # "she called in sick", "those who called in sick" are no action
        return who is not None and who.tag_ in {"NNS", "NNPS"} and head.dep_ != "relcl"
    return who is not None and workers(draft, who)


def record(draft: Draft, events: list[Happening]) -> None:
    """Give the events keys, labels, mentions and facts."""
    parts = segments(draft)
    by_part = [sides(draft, p) for p in parts]
    taken = {a.ref for a in draft.actions}
    first: dict[int, frozenset[Ref]] = {}
    for a in draft.actions:  # those of an earlier step
        part = next((i for i, p in enumerate(parts) if p.start <= a.spans[0].start < p.end), 0)
        taking = [f.object for f in draft.facts if f.subject == a.ref and f.predicate == "participant"]
        if taking and part not in first:
            first[part] = frozenset(x for x in taking if isinstance(x, str))
    for event in events:
        for m in event.said if event.kind == "SympathyStrike" else ():
            with_guests(draft, by_part[event.part], m.parties)
    made_of: list[tuple[Happening, Action, list[Found]]] = []
    for event in events:
        event.ref = key(event, taken)
        found = collect(draft, event, by_part[event.part], first.get(event.part, frozenset()))
        if event.past is None:
            groups = frozenset(f.object for f in found if f.predicate == "participant" and isinstance(f.object, str))
            if groups and event.part not in first:
                first[event.part] = groups
        made = action(draft, event, found)
        draft.actions.append(made)
        for span in made.spans:
            draft.mentions.append(Mention(span, made.ref, mention_kind(draft, span), made.rule, 0.9))
        event.who = {f.object for f in found if isinstance(f.object, str) and f.object in draft.entities}
        made_of.append((event, made, found))
    draft.memo.setdefault("events", []).extend(events)
    told = [(event, found) for event, _, found in made_of]
    fill(draft, told)
    follow(draft, told)
    for i, (event, made, found) in enumerate(made_of):  # with the days and places that the others gave
        whole = action(draft, event, found)
        draft.actions[draft.actions.index(made)] = whole
        made_of[i] = (event, whole, found)
    labels = phrases(draft)
    for _, made, found in made_of:
        emit(draft, made, found, labels)
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


def mention_kind(draft: Draft, span: Span) -> Literal["nominal", "pronoun"]:
    return "pronoun" if draft.words(span).lower() in {"it", "this", "that"} else "nominal"


ANNOTATOR = Annotator(
    "actions", needs=("mentions", "times", "quantities"), adds=("actions", "mentions", "facts"), run=run
)
