"""Days that one event gives another: a deal is in force from its ratification, talks are over with the deal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Fact
from kg.annotate.events.coreference import related
from kg.annotate.events.found import Found
from kg.annotate.events.mentioned import Happening
from kg.annotate.events.parties import UNIONS, segments
from kg.annotate.events.stages import talks
from kg.model import Action, Ref, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

TURNED_DOWN = re.compile(
    r"\b(?:reject\w*|turn(?:ed|ing)? down|vot(?:e|ed|ing) (?:it )?down|voted against|no vote)\b", re.IGNORECASE
)

BEFORE = re.compile(
    r"\b(?:earlier|previous|prior|initial) (?:\w+ )?$", re.IGNORECASE
)  # another deal than the one ratified

Told = list[tuple[Happening, list[Found]]]


def follow(draft: Draft, told: Told) -> None:
    """Add the days that an agreement has from its ratification, and talks from the agreement that ended them."""
    published = (draft.article.published or "")[:10]
    if len(published) != 10:
        return
    for event, found in told:
        if event.past is not None or any(f.predicate == "endDate" for f in found):
            continue
        if event.kind in {"CollectiveAgreement", "TentativeAgreement"}:
            found += ratified(draft, event, found, published)
        elif event.kind == "Negotiation":
            found += agreed(draft, event, found, told, published)
        elif event.kind in {"Picket", "SympathyStrike"} and not any(f.predicate == "startDate" for f in found):
            found += with_stoppage(event, told, published)


def day(found: list[Found], predicate: str) -> Found | None:
    """The one full day that an event has for a property."""
    days = [
        f for f in found if f.predicate == predicate and isinstance(f.object, Value) and f.object.datatype == "date"
    ]
    return days[0] if len({f.object for f in days}) == 1 else None


def lexical(found: Found | Fact) -> str:
    return found.object.lexical if isinstance(found.object, Value) else ""


def ratified(draft: Draft, event: Happening, found: list[Found], published: str) -> list[Found]:
    """ "voted today to ratify their contract": from that day it is in force, and the tentative deal is superseded."""
    if any(BEFORE.search(draft.text[: m.trigger.span.start]) for m in event.said if m.creates):
        return []
    begun = day(found, "startDate")
    force = event.kind == "CollectiveAgreement"
    if force == any(f.predicate == "startDate" for f in found):
        return []  # a contract with a day of its own; a tentative deal without one may be another
    for vote in draft.actions:
        last = last_day(draft, vote)
        if vote.kind != "RatificationVote" or last is None or lexical(last) > published or rejected(draft, vote):
            continue
        if part_of(draft, vote) != event.part or not related(
            draft, unions(draft, event.who), unions(draft, set(vote.parties))
        ):
            continue
        if (force and not beside(draft, event, vote)) or (begun is not None and lexical(begun) > lexical(last)):
            continue
        return [Found("startDate" if force else "endDate", last.object, last.span, event.said[0], 0.6, last.times)]
    return []


def last_day(draft: Draft, vote: Action) -> Fact | None:
    """What the text gives as the day on which a vote closed."""
    days = [f for f in draft.facts if f.subject == vote.ref and f.predicate == "endDate"]
    return days[0] if days and isinstance(days[0].object, Value) and days[0].object.datatype == "date" else None


def part_of(draft: Draft, vote: Action) -> int:
    """The part of the story that tells of the vote."""
    at = min(vote.spans).start
    return next((i for i, p in enumerate(segments(draft)) if p.start <= at < p.end), 0)


def unions(draft: Draft, refs: set[Ref]) -> set[Ref]:
    return {r for r in refs if r in draft.entities and draft.entities[r].kind in UNIONS}


def rejected(draft: Draft, vote: Action) -> bool:
    return any(TURNED_DOWN.search(draft.sentence(s.start).text) for s in vote.spans)


def beside(draft: Draft, event: Happening, vote: Action) -> bool:
    """Whether a sentence tells of both."""
    places = {draft.sentence(m.trigger.span.start).start for m in event.said}
    return any(draft.sentence(s.start).start in places for s in vote.spans)


def agreed(draft: Draft, event: Happening, found: list[Found], told: Told, published: str) -> list[Found]:
    """Talks that a deal has ended were over on the day it was reached."""
    begun = next((f for f in found if f.predicate == "startDate"), None)
    code, m = talks(
        draft, event, lexical(begun) if begun else None, None, published, [e for e, _ in told if e is not event]
    )
    for other, known in told:
        reached = day(known, "startDate")
        if code != "Ended" or other.kind != "TentativeAgreement" or reached is None or m not in other.said:
            continue
        if begun is None or lexical(begun) <= lexical(reached):
            return [Found("endDate", reached.object, reached.span, event.said[0], 0.6, reached.times)]
    return []


def with_stoppage(event: Happening, told: Told, published: str) -> list[Found]:
    """The picket lines and the sympathy of a stoppage of one day are of that day; lines that "went up" of the first."""
    up = event.kind == "Picket" and any(
        v.lemma_ == "go" and v.tag_ == "VBD" and rises(v) for m in event.said for v in m.verbs
    )
    for other, known in told:
        begun = day(known, "startDate")
        if other.kind not in {"Strike", "Walkout", "Lockout"} or other.part != event.part or other.past is not None:
            continue
        one_day = any(v.lexical == "P1D" for m in other.said for v, _, _ in m.lengths)
        if begun is not None and (one_day or up) and lexical(begun) <= published:
            return [Found("startDate", begun.object, begun.span, event.said[0], 0.5, begun.times)]
    return []


def rises(verb: Token) -> bool:
    return any(c.lower_ == "up" for c in verb.children)
