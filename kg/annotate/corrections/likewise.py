"""A right number whose wrong one a note does not tell: the story's figure that is said of the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.corrections import Part
from kg.annotate.corrections.found import Found
from kg.annotate.events.clauses import SUBJECTS
from kg.annotate.events.taking import took_part
from kg.model import Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NUMBER_OF = re.compile(r"\b(?:number|count|total) of (?=\w)", re.IGNORECASE)


def likewise(draft: Draft, parts: list[Part], found: Found) -> list[Quantity]:
    """The story's figures that a right number of a note replaces: of the same noun and verb, or of the same noun where
    the note says that something was wrong, or of those who take part; none where the story has several of them.
    """
    noun = counted(draft, found) or of_topic(draft, parts)
    if noun is None:
        return []
    told = [
        (q, w)
        for q in draft.quantities
        if not any(n.span.holds(q.span) for n in draft.notes) and (w := word(draft, q)) is not None
    ]
    wrong = any(p.role != "right" for p in parts)
    verb = above(noun)
    same = [
        q
        for q, w in told
        if w.lemma_.lower() == noun.lemma_.lower() and (wrong or (verb is not None and above(w) == verb))
    ]
    if not same and noun.i in range(*token_range(draft, found.span)) and took_part(noun):
        same = [q for q, w in told if q.unit == "person" and (took_part(w) or above(w) == verb)]
    values = {(q.value, q.low, q.high) for q in same}
    amount = found.amount
    if len(values) != 1 or amount is None or (amount.value, amount.low, amount.high) in values:
        return []
    return same


def counted(draft: Draft, found: Found) -> Token | None:
    """The noun behind a number of a note, or the number itself where it is the subject: "about 800 walked out"."""
    tokens = draft.tokens(found.span)
    if not len(tokens):
        return None
    number = tokens.root
    if number.dep_ in SUBJECTS:
        return number
    head = number.head
    behind = head.pos_ in {"NOUN", "PROPN"} and head.i > number.i and head.sent == number.sent
    return head if behind else tokens.root if number.pos_ == "NOUN" else None


def of_topic(draft: Draft, parts: list[Part]) -> Token | None:
    """The noun whose number a note says was wrong: "the number of replacement workers. There were 57"."""
    found = [(p.words, m) for p in parts if p.role != "right" if (m := NUMBER_OF.search(draft.words(p.words)))]
    spans = [Span(words.start + match.end(), words.end) for words, match in found]
    return draft.tokens(spans[0]).root if len(spans) == 1 and len(draft.tokens(spans[0])) else None


def word(draft: Draft, quantity: Quantity) -> Token | None:
    """The word that a figure of the story counts."""
    tokens = draft.tokens(quantity.noun or quantity.span)
    return tokens.root if len(tokens) else None


def above(token: Token) -> str | None:
    """The verb that a word belongs to."""
    return next((t.lemma_ for t in token.ancestors if t.pos_ == "VERB"), None)


def token_range(draft: Draft, span: Span) -> tuple[int, int]:
    """First and last token of a span, the last exclusive."""
    tokens = draft.tokens(span)
    return (tokens.start, tokens.end) if len(tokens) else (0, 0)
