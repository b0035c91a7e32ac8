"""The mentions of a draft by their place: what a search of the whole list finds, also after the list has changed."""

from __future__ import annotations

import spacy

from kg.annotate.base import Draft
from kg.model import Article, Mention, Span

TEXT = "word " * 20


def check(draft: Draft) -> None:
    for start in range(0, 100, 3):
        for end in range(start + 1, 101, 4):
            span = Span(start, end)
            inside = [m for m in draft.mentions if span.holds(m.span)]
            assert draft.mentions_within(span) == inside
            assert draft.mentions_in(span) == sorted(inside, key=lambda m: (m.span.start, -m.span.end))
            shared = [m for m in draft.mentions if m.span.overlaps(span)]
            assert sorted(draft.mentions_at(start, end), key=draft.mentions.index) == shared


def test_mentions_by_place() -> None:
    draft = Draft(Article(TEXT), spacy.blank("en")(TEXT))
    check(draft)
    spans = [(40, 59), (0, 4), (5, 14), (5, 9), (45, 49), (90, 94), (45, 54), (60, 64), (10, 14)]
    for i, (start, end) in enumerate(spans):
        draft.mentions.append(Mention(Span(start, end), f"e:{i}", "name", "test"))
        check(draft)
    draft.mentions.remove(draft.mentions[2])
    check(draft)
    draft.mentions[:] = [Mention(m.span, "e:99", "pronoun", "test") for m in draft.mentions]
    check(draft)
    assert draft.mentions_at(45)[0].target == "e:99"
