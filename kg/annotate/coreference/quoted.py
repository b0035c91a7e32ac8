"""Quotations and what stands around them: whose they are, and whom they speak of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.annotate.base import Draft, Quote
from kg.annotate.salience import Discourse, saying
from kg.model import Entity, Ref, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

TOPIC = {"of", "about"}
CALLED = re.compile(r"(?:(?:Mrs?|Ms|Dr|Hey|Oh)[.,]? )*([A-Z][\w’'-]+)[,!?]")
REACH = 12  # tokens of an attribution behind a quotation


def quote_at(draft: Draft, token: Token) -> Quote | None:
    """The outermost quotation around the token."""
    held = [q for q in draft.structure.quotes if q.speech and q.inner.start <= token.idx < q.inner.end]
    return min(held, key=lambda q: q.depth, default=None)


def source_of(draft: Draft, disc: Discourse, token: Token) -> Ref | None:
    """Who says the quotation around the token: the subject of the nearest verb of saying outside, same paragraph."""
    quote = quote_at(draft, token)
    while quote is not None:
        paragraph = draft.structure.paragraphs[quote.paragraph] if draft.structure.paragraphs else None
        cues: list[tuple[int, int, Ref]] = []
        for seen in disc.seen:
            at = draft.view.start[seen.head]
            if seen.quoted or seen.role != "speaker" or (paragraph and not paragraph.start <= at < paragraph.end):
                continue
            behind = at >= quote.inner.end
            distance = at - quote.inner.end if behind else quote.inner.start - at
            cues.append((distance + (0 if behind else 40), at, seen.ref))
        if cues:
            return min(cues)[2]
        previous = [q for q in draft.structure.quotes if q.inner.end < quote.inner.start and q.speech]
        quote = (
            previous[-1] if previous and (quote.continues or previous[-1].paragraph == quote.paragraph - 1) else None
        )
    return None


def spoken_to(draft: Draft, token: Token) -> tuple[Ref, ...]:
    """The people whom the quotation right before or behind a pronoun calls by name or title, so that they do not say
    it: "“Mayor!” he yelled"."""
    before = (q for q in draft.structure.quotes if q.depth == 0 and 0 <= token.idx - q.outer.end <= 2)
    verb = draft.view.end[token.head.i]
    behind = (q for q in draft.structure.quotes if q.depth == 0 and 0 <= q.outer.start - verb <= 2)
    quote = next(before, None) or next(behind, None)
    called = CALLED.match(draft.words(quote.inner)) if quote is not None else None
    if called is None or token.dep_ != "nsubj":
        return ()
    word = called[1].lower()
    titled = {p.person for p in draft.positions if word in p.role.lower().split()}
    people = (e for e in draft.entities.values() if e.kind == "Person" and e.named)
    return tuple(e.ref for e in people if e.ref in titled or word == e.name.split()[-1].lower())


def told_of(draft: Draft, disc: Discourse, quote: Quote, fits: Callable[[Entity], float]) -> Ref | None:
    """The person whom "he" or "she" in a quotation means by what stands around it: whom its attribution is about
    ("said of the mayor"), else the only one whom its paragraph names before it."""
    end = draft.view.range(quote.outer.start, quote.outer.end)[1]
    for token in draft.doc[end : end + REACH]:
        if token.text in (".", "“") or token.is_space:
            break
        if token.lower_ in TOPIC and token.head.lemma_ in saying():
            object_ = next((c for c in token.children if c.dep_ == "pobj"), None)
            found = draft.target_of(Span(object_.idx, object_.idx + len(object_))) if object_ is not None else None
            entity = draft.entities.get(found.target or "") if found is not None else None
            return entity.ref if entity is not None and fits(entity) > 0 else None
    start = draft.structure.paragraphs[quote.paragraph].start
    before = [s for s in disc.seen if not s.quoted and start <= s.span.start < quote.outer.start]
    people = {s.ref for s in before if fits(draft.entities[s.ref]) > 0}
    return people.pop() if len(people) == 1 else None
