"""Who answers: "he" right after somebody was asked, told or accused is the one who hears it, where he answers."""

from __future__ import annotations

from kg.annotate.base import Draft
from kg.annotate.speech.continuity import GENDERS, can_be, place, spoken
from kg.model import Entity, Span, Statement

ANSWERING = {"reply", "answer", "respond", "retort", "counter", "deny", "object"}
ACCUSING = {"accuse", "blame"}


def answered(draft: Draft, statement: Statement, previous: Statement | None) -> Statement:
    """The statement with the hearer of the one before as its speaker, where a pronoun answers: after a question, or
    with a verb of answering ("Al Roy told Bo Li he was fired. “Fine,” he replied.")."""
    if previous is None or statement.source is None or len(previous.speakers) != 1:
        return statement
    gender = GENDERS.get(draft.words(statement.source).lower())
    answers = statement.cue_lemma in ANSWERING or asks(draft, previous)
    heard = hearer(draft, previous) if gender is not None and answers else None
    near = draft.structure.paragraph_at
    if heard is None or near(place(statement)) != near(place(previous)) or statement.speakers == (heard.ref,):
        return statement
    named = draft.mentions_within(Span(place(previous), statement.source.start))
    others = {m.target for m in named if m.kind == "name"} - {heard.ref, *previous.speakers}
    fits = gender is not None and can_be(heard, gender) and set(statement.speakers) <= set(previous.speakers)
    people = {r for r in others if r in draft.entities and draft.entities[r or ""].kind == "Person"}
    return spoken(draft, statement, heard.ref, "answers") if fits and not people else statement


def asks(draft: Draft, statement: Statement) -> bool:
    """Whether a statement is a question."""
    return statement.cue_lemma == "ask" or draft.words(statement.content[-1]).endswith("?")


def hearer(draft: Draft, statement: Statement) -> Entity | None:
    """The person whom a statement is told, or accuses."""
    ref = statement.addressee
    if ref is None and statement.cue_lemma in ACCUSING:
        inside = [m for m in draft.mentions_in(statement.content[0]) if m.span.start == statement.content[0].start]
        ref = inside[0].target if inside else None
    entity = draft.entities.get(ref or "")
    return entity if entity is not None and entity.kind == "Person" and entity.named else None
