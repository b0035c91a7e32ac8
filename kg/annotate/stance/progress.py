"""Praise of talks by the progress made in them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.base import Draft
from kg.annotate.claims.parse import denied
from kg.annotate.events.clauses import question
from kg.annotate.stance.found import Found
from kg.model import Mention, Statement

PROGRESS = {"progress", "headway", "stride"}
GREAT = {
    "great",
    "good",
    "real",
    "significant",
    "substantial",
    "tremendous",
    "meaningful",
    "steady",
    "strong",
    "important",
    "excellent",
}


def by_progress(draft: Draft, statement: Statement) -> Iterator[Found]:
    """ "We have made great progress" speaks well of the talks that the statement is about."""
    talks = [a.ref for a in draft.actions if a.kind == "Negotiation" and a.ref in statement.about]
    if len(talks) != 1 or not PROGRESS & draft.view.lemmas:
        return
    for piece in statement.content:
        for token in draft.tokens(piece):
            if token.lemma_ not in PROGRESS or token.dep_ != "dobj" or denied(token) or denied(token.head):
                continue
            praised = [c for c in token.children if c.dep_ == "amod" and c.lower_ in GREAT]
            span = draft.span(token.head.i, token.i)
            if praised and piece.holds(span) and not question(token):
                yield Found(Mention(span, talks[0], "nominal", "stance.progress"), "Supports", span, "stance.progress")
