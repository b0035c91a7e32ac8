"""Who says the words of a span, and what they speak of."""

from __future__ import annotations

from kg.annotate.base import Draft
from kg.annotate.referents import FIRST_PERSON, expanded, outermost
from kg.model import Ref, Span, Statement


def sayer(draft: Draft, span: Span) -> tuple[Statement | None, Span]:
    """Who says the words of a span, with the part of it that lies in the content.

    Words that lie partly in a content are the speaker's where most of them are: an article that only leads over to a
    quotation is not made to assert it.
    """
    start, end = span.start, span.end
    pieces = [(s, c) for s in draft.statements for c in s.content if c.start < end and start < c.end]
    holding = [(c.end - c.start, s.content[0], s) for s, c in pieces if c.start <= start and end <= c.end]
    if holding:
        return min(holding, key=lambda item: item[:2])[2], span
    best: tuple[int, Statement, Span] | None = None
    for statement, piece in pieces:
        part = Span(max(piece.start, start), min(piece.end, end))
        size = part.end - part.start
        if size * 2 > end - start and (best is None or size > best[0]):
            best = size, statement, part
    return (best[1], best[2]) if best else (None, span)


def spoken_of(
    draft: Draft, speakers: tuple[Ref, ...], spans: tuple[Span, ...]
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Entities and actions, and issues, that spans mention, in reading order; the speaker where the words are "I"."""
    refs: list[Ref] = []
    for span in spans:
        for mention in outermost(draft, draft.mentions_in(span)):
            if mention.target is None:
                continue
            if draft.words(mention.span).lower() in FIRST_PERSON - {"i"}:
                continue
            refs.extend(expanded(draft, mention.target))
    found = tuple(dict.fromkeys(refs))
    return tuple(r for r in found if not r.startswith("i:")), tuple(r for r in found if r.startswith("i:"))
