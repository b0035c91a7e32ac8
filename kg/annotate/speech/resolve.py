"""The entities that a source stands for: people and bodies, holders of signs, issuers of papers, the outlet itself."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.coreference import resolve_source
from kg.annotate.documents import genres
from kg.annotate.speech.signs import agent, held, of_the_story
from kg.model import Document, Ref, Span

MUTE = {"Facility", "FacilityGroup", "City", "State", "Country", "Place", "GovernmentBuilding"}
# words before a name that make it another's: "a spokesman for Ann Cole", "Ann Cole’s lawyer"
FOR_ANOTHER = re.compile(r"\b(?:for|to|with|from|by)\b|\bof (?:the )?[A-Z]")
AND_NAME = re.compile(r",? and (?:[\w.-]+ )*?")


def speakers(draft: Draft, span: Span) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """(speakers, candidates) of a source; a document that speaks stands for its issuers."""
    paper = document_of(draft, span)
    if paper is not None:
        return paper.issuers, ()
    sign, holders = held(draft, span)
    if sign:
        return holders, ()
    if of_the_story(draft, span):
        return (draft.publisher,) if draft.publisher is not None else (), ()
    named = _named_last(draft, span)
    if named:
        return named, ()
    word = draft.words(span).lower()
    if word in ("we", "i") and not draft.structure.quoted(span.start):
        return ((draft.publisher,), ()) if draft.publisher is not None and word == "we" else ((), ())
    found, candidates = resolve_source(draft, span)
    if not found and not candidates:
        found = _named_first(draft, span) or _maker(draft, span)
    if word == "it" and any(draft.entities[r].kind in MUTE for r in found if r in draft.entities):
        return (), ()
    return found, candidates


def _maker(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """Who made a thing that speaks: "a tally released by the labor board"."""
    tokens = draft.tokens(span)
    maker = agent(tokens.root) if len(tokens) and tokens.root.pos_ == "NOUN" else None
    return resolve_source(draft, draft.span(maker.left_edge.i, maker.i))[0] if maker is not None else ()


def _named_first(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The person whose name begins the phrase: "Bo Tanaka of the school board"."""
    for m in draft.mentions:
        if m.kind == "name" and m.span.start == span.start and m.target in draft.entities:
            owner = draft.text[m.span.end : m.span.end + 2] in ("’s", "'s")
            return () if owner or draft.entities[m.target].kind != "Person" else (m.target,)
    return ()


def document_of(draft: Draft, span: Span) -> Document | None:
    """The document whose mention the source is; for "it", the document that the sentence before speaks of."""
    tokens = draft.tokens(span)
    if not len(tokens):
        return None
    at = tokens.root.i
    if draft.words(span).lower() == "it":
        before = tokens[0].sent.start - 1
        if before < 0:
            return None
        sent = draft.doc[before].sent
        head = next((t for t in sent if t.dep_ == "nsubj" and t.head.i == sent.root.i), None)
        if head is None or draft.structure.paragraph_at(head.idx) != draft.structure.paragraph_at(span.start):
            return None
        at = head.i
    for document in draft.documents:
        for place in document.spans:
            held = draft.tokens(place)
            if held.start <= at < held.end and (held.root.i == at or (draft.doc[at].lemma_.lower(),) in genres()):
                return document
    return None


def _named_last(draft: Draft, span: Span) -> tuple[Ref, ...]:
    """The people whose names end the phrase, before any comma: "Local 19 president Wince Power", "A and B"."""
    words = draft.words(span)
    end = span.start + (words.index(",") if "," in words else len(words))
    people = [
        m
        for m in draft.mentions
        if m.kind == "name" and m.target in draft.entities and span.start <= m.span.start and m.span.end <= end
        and draft.entities[m.target or ""].kind == "Person"
    ]  # fmt: skip
    last = next((m for m in people if m.span.end == end), None)
    if last is None or FOR_ANOTHER.search(draft.text[span.start : last.span.start]):
        return ()
    before = [m for m in people if AND_NAME.fullmatch(draft.text[m.span.end : last.span.start])]
    return tuple(dict.fromkeys([*(m.target or "" for m in before), last.target or ""]))
