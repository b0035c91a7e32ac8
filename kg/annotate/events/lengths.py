"""Lengths of time that the text ties to an event."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.annotate.base import Draft
from kg.annotate.events.clauses import predicates
from kg.annotate.events.timing import joined
from kg.annotate.events.triggers import Trigger, words
from kg.model import Quantity, Span, Value

if TYPE_CHECKING:
    from spacy.tokens import Token

DESIGNATORS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M"}


def duration(quantity: Quantity) -> Value | None:
    """An xsd:duration of an exact length; None for a range, a hedged length or another unit."""
    form = DESIGNATORS.get(quantity.unit)
    number = quantity.value
    if form is None or number is None or number != number.to_integral_value() or quantity.comparator != "Exactly":
        return None
    return Value(form.format(int(Decimal(number))), "duration")


def lengths(draft: Draft, trigger: Trigger) -> list[tuple[Value, Quantity, Span]]:
    """Lengths of time of the event: "three-day strike", "will strike for 48 hours", "lasted 11 weeks"."""
    head = draft.doc[trigger.head]
    verbs = [head] if trigger.pattern.form == "verb" else predicates(head)
    found = []
    for quantity in draft.quantities:
        known = duration(quantity)
        if known is None or not head.sent.start_char <= quantity.span.start < head.sent.end_char:
            continue
        if length_of(draft, trigger, head, verbs, quantity):
            found.append((known, quantity, joined(trigger.span, quantity.span)))
    return found


def since_last(draft: Draft, head: Token, quantity: Quantity) -> bool:
    """ "the first in the district in 31 years", "no strike in 31 years": how long there was none."""
    if quantity.unit != "year":
        return False
    before = draft.text[head.sent.start_char : quantity.span.start].lower()
    marks = "|".join(words("status.yaml")["record"])
    return bool(re.search(rf"\b(?:{marks}|no|[a-z]+est)\b[^;]{{0,60}}\bin (?:\w+ ){{0,3}}$", before))


def length_of(draft: Draft, trigger: Trigger, head: Token, verbs: list[Token], quantity: Quantity) -> bool:
    """Whether the length hangs on the event's noun, or on one of its verbs by for, after, in or "last"."""
    root = draft.tokens(quantity.span).root
    before = draft.text[max(0, quantity.span.start - 18) : quantity.span.start].lower()
    if re.search(r"\b(within|every|each|per|least|than|hours'|old|turnout of)\b", before) or re.match(
        r"['’]? ?(notice|ago|before|earlier|later|cooling)", draft.text[quantity.span.end :].lstrip()
    ):
        return False
    if since_last(draft, head, quantity):
        return False
    for above in [root, *root.ancestors]:
        if above.pos_ == "VERB" and trigger.span.start < above.idx < trigger.span.end:
            above = head  # "will stop work for 24 hours": the parse may take "work" for a verb
        if above == head and root != head and draft.text.startswith(" of ", quantity.span.end):
            return False  # "a strike over two years of unpaid allowances"
        if above == head:
            return head.pos_ != "VERB" or bool(re.search(r"\b(for|out|last(s|ed)?)\s*$", before))
        if above.pos_ in {"NOUN", "PROPN"} and above != root and above.i > root.i and above != head:
            return False
        if above.pos_ in {"VERB", "AUX"}:
            if above not in verbs:
                return False
            if above.lemma_ in words("status.yaml")["suspended"] and re.search(r"\bfor\s*$", before):
                return False  # so long there is none
            return above.lemma_ in {"last", "settle"} or bool(
                re.search(r"\b(for|after|in|lasted|over in)\s*(just |only |about )?$", before)
            )
    return False
