"""One value of a property of an event, before it becomes a fact."""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate.base import Draft
from kg.annotate.events.mentioned import Mentioned
from kg.model import Ref, Span, Value

AGREED = frozenset({"TentativeAgreement", "CollectiveAgreement"})
TALKS = frozenset({"Negotiation", "Impasse"})


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
