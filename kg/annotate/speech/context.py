"""What statements tell one another: who "he" is right after somebody spoke, when it was said, who issued the paper."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.annotate.base import Draft
from kg.annotate.documents import label
from kg.annotate.speech.answers import answered
from kg.annotate.speech.continuity import GENDERS, can_be, of_the_body, of_the_paragraph, place
from kg.annotate.speech.resolve import document_of
from kg.model import Document, Ref, Statement

NAMED_ISSUER = re.compile(r"\bfrom\b|^\W*(?:[\w-]+ ){1,3}by\b|^(?:[\w-]+ ){0,3}?[\w-]+[’']s?\s")


def settle(draft: Draft) -> None:
    """Complete `draft.statements` in place."""
    draft.statements.sort(key=lambda s: (s.content[0].start, s.key))
    order = sorted(range(len(draft.statements)), key=lambda i: place(draft.statements[i]))
    previous: Statement | None = None
    settled: list[Statement] = []
    for i in order:
        statement = of_the_paragraph(draft, draft.statements[i], settled)
        statement = of_the_body(draft, _said_again(draft, statement, previous), previous)
        statement = draft.statements[i] = answered(draft, statement, previous)
        settled.append(statement)
        previous = statement
    _issuers(draft)


def _said_again(draft: Draft, statement: Statement, previous: Statement | None) -> Statement:
    """With the speaker of the statement just before, in the same paragraph, for a "he" or "she" that fits several; with
    its day, where a pronoun goes on from it."""
    if statement.source is None or previous is None:
        return statement
    word = draft.words(statement.source).lower()
    if word not in GENDERS or len(previous.speakers) != 1:
        return statement
    structure = draft.structure
    near = structure.paragraph_at(place(statement)) == structure.paragraph_at(place(previous))
    speaker = draft.entities.get(previous.speakers[0])
    if not statement.speakers and near and speaker is not None and speaker.kind == "Person":
        others = {m.target for m in draft.mentions if place(previous) < m.span.start < place(statement)} - {
            speaker.ref,
            None,
        }
        people = {r for r in others if r in draft.entities and draft.entities[r or ""].kind == "Person"}
        if not people and can_be(speaker, GENDERS[word]):
            statement = replace(
                statement, speakers=(speaker.ref,), candidates=(), rule=statement.rule + "+said-before", confidence=0.7
            )
    same = statement.speakers == previous.speakers and previous.time is not None
    apart = structure.paragraph_at(place(statement)) - structure.paragraph_at(place(previous))
    return replace(statement, time=previous.time) if statement.time is None and same and apart <= 2 else statement


def _issuers(draft: Draft) -> None:
    """Issuers of papers from the statements made in them, and speakers of papers that speak from their issuers."""
    for i, document in enumerate(draft.documents):
        found: list[Ref] = list(document.issuers)
        for statement in draft.statements:
            if statement.document == document.ref and statement.speakers and _carries(draft, statement, document):
                found += [r for r in statement.speakers if r not in found]
        if tuple(found) != document.issuers:
            names = [
                min((draft.entities[r].name, *draft.entities[r].aliases), key=len) for r in found if r in draft.entities
            ]
            time = next((t for t in draft.times if t.key == document.time), None)
            draft.documents[i] = replace(document, issuers=tuple(found), label=label(document.genre, names, time))
    for i, statement in enumerate(draft.statements):
        if statement.speakers or statement.source is None:
            continue
        paper = document_of(draft, statement.source)
        if paper is not None and paper.issuers:
            draft.statements[i] = replace(statement, speakers=paper.issuers, document=paper.ref, confidence=0.7)


def _carries(draft: Draft, statement: Statement, document: Document) -> bool:
    """Whether the speaker of a statement issued the paper: no other issuer is named where the statement cites it."""
    if statement.source is not None and any(statement.source.overlaps(s) for s in document.spans):
        return False
    at = place(statement)
    cited = min(document.spans, key=lambda s: abs(s.start - at))
    return not NAMED_ISSUER.search(draft.words(cited))
