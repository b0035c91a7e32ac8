"""The event that a number tells the result, the cost or the length of."""

from __future__ import annotations

import re

from kg.annotate.base import Draft
from kg.annotate.events.clauses import SUBJECTS
from kg.annotate.events.lengths import DESIGNATORS
from kg.model import Quantity, Ref

VOTES = frozenset({"StrikeAuthorizationVote", "RatificationVote", "RepresentationElection"})
COST = re.compile(r"\b(?:costs?|loss(?:es)?|price|damage|toll|bill|figure|number)\b[^.;]{0,30}$", re.IGNORECASE)
NEAR = 400  # characters between two sums of one cost


def voted(draft: Draft, quantity: Quantity) -> Ref | None:
    """The vote of which a share tells the result: "94 percent of members voted to ratify the contract"."""
    word = draft.tokens(quantity.span).root
    for action in draft.actions:
        for span in action.spans if action.kind in VOTES else ():
            verb = next((t for t in draft.tokens(span) if t.pos_ == "VERB"), None)
            if (
                verb is not None
                and word.sent == verb.sent
                and any(c.dep_ in SUBJECTS and (c == word or c.is_ancestor(word)) for c in verb.children)
            ):
                return action.ref
    return None


def cost_of(draft: Draft, quantity: Quantity) -> Ref | None:
    """The action that a sum of money is the cost of: "the strike costs $400,000 a day", "put the cost at $750,000"."""
    last: tuple[int, Ref | None] = (-NEAR, None)  # end and action of the last sum that is a cost
    earlier = sorted(
        (q for q in draft.quantities if q.unit == quantity.unit and q.span < quantity.span), key=lambda q: q.span
    )
    for amount in (*earlier, quantity):
        start, action = amount.span.start, None
        verb = draft.tokens(amount.span).root.head
        if verb.lemma_ == "cost":
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            hits = (a.ref for a in draft.actions for s in a.spans if subject and s.start <= subject.idx < s.end)
            action = next(hits, None)
        elif 0 < start - last[0] < NEAR:
            sent = draft.sentence(start)
            action = last[1] if COST.search(draft.text, max(sent.start_char, start - 60), start) else None
        if action is not None:
            last = amount.span.end, action
    return action


def length_of(draft: Draft, quantity: Quantity) -> Ref | None:
    """The event whose hedged length the number gives: "in bargaining for nearly a year"."""
    if quantity.unit not in DESIGNATORS:
        return None
    sent = draft.sentence(quantity.span.start)
    before = draft.text[sent.start_char : quantity.span.start]
    if not re.search(r"\b(?:for|lasted|after)\s+$", before):
        return None
    spans = [(s, a.ref) for a in draft.actions for s in a.spans if sent.start_char <= s.start < quantity.span.start]
    near = max(spans, default=None)
    if near is None or re.search(r"[;.]|,? (?:and|but) ", draft.text[near[0].end : quantity.span.start]):
        return None
    return near[1]


def is_vote(draft: Draft, ref: Ref | None) -> bool:
    return any(a.ref == ref and a.kind in VOTES for a in draft.actions)
